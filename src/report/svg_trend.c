/* A group over waves: a line with its band, and gaps where nothing may be
 * compared or shown. */
#include "report/svg_inside.h"

/* The drawing board, in units that are about a pixel on a phone. */
enum {
    BOARD_WIDTH = 400,
    LEFT = 34,
    RIGHT = 388,
    MARGIN = 22, /* from the axis to the first and the last wave */
    TOP = 24,
    BASE = 214,
    WAVE_TEXT = BASE + 17,
    VERSION_TEXT = BASE + 33,
    AXIS_TEXT = BASE + 53,
    HEIGHT = BASE + 58,
    DISTANCE_MIN = 44, /* of two waves, or they stand at even distances */
    LABELS_MAX = 5,    /* names of waves that fit beside each other */
    LABEL_BYTES = 14,
    VALUES_MAX = 8, /* with more waves the values stand in the table only */
    VALUE_UP = 12,
    ARROW_HALF = 6,
    ARROW_LENGTH = 11,
    HATCH_HALF = 6,
    EDGE = 30, /* nearer to it, a label is anchored at its side */
};

static const struct render_field fields[] = {
    {"ID", RENDER_TEXT},
    {"WIDTH", RENDER_TEXT},
    {"HEIGHT", RENDER_TEXT},
    {"TITLE", RENDER_TEXT},
    {"DESCRIPTION", RENDER_TEXT},
    {"TICK", RENDER_SECTION},
    {"TICK_X", RENDER_TEXT},
    {"CUTOFF", RENDER_SECTION},
    {"CUTOFF_LABEL", RENDER_SECTION},
    {"BREAK", RENDER_SECTION},
    {"BAND", RENDER_SECTION},
    {"LINE", RENDER_SECTION},
    {"PATH", RENDER_TEXT},
    {"POINT", RENDER_SECTION},
    {"HIDDEN", RENDER_SECTION},
    {"INTERVAL", RENDER_SECTION},
    {"DOT", RENDER_SECTION},
    {"OPEN", RENDER_SECTION},
    {"ARROW", RENDER_SECTION},
    {"VALUE_LABEL", RENDER_SECTION},
    {"WAVE_LABEL", RENDER_SECTION},
    {"VERSION_LABEL", RENDER_SECTION},
    {"NAME", RENDER_TEXT},
    {"VALUE", RENDER_TEXT},
    {"LABEL", RENDER_TEXT},
    {"ANCHOR", RENDER_TEXT},
    {"LEFT", RENDER_TEXT},
    {"RIGHT", RENDER_TEXT},
    {"TOP", RENDER_TEXT},
    {"BASE", RENDER_TEXT},
    {"LENGTH", RENDER_TEXT},
    {"X", RENDER_TEXT},
    {"Y", RENDER_TEXT},
    {"LOW", RENDER_TEXT},
    {"HIGH", RENDER_TEXT},
    {"FROM", RENDER_TEXT},
    {"TO", RENDER_TEXT},
    {"TIP", RENDER_TEXT},
    {"TEXT_Y", RENDER_TEXT},
    {"AXIS_NAME", RENDER_TEXT},
    {"AXIS_Y", RENDER_TEXT},
    {NULL, RENDER_TEXT},
};
const struct render_form svg_trend_form = {"chart_trend.svg", fields, NULL};

struct board {
    const struct svg_trend_chart *chart;
    int *x; /* by point, tenths of a unit */
};

/* Tenths of a unit from the top. */
static int height_of(const struct board *b, int32_t at)
{
    return 10 * BASE - svg_share(&b->chart->axis, at, 10 * (BASE - TOP));
}

static bool is_shown(const struct svg_trend_point *p)
{
    return p->end != SVG_NOT_SHOWN && p->value != NULL;
}

static void place_evenly(struct board *b)
{
    size_t n = b->chart->point_count;
    int width = 10 * (RIGHT - LEFT - 2 * MARGIN);
    for (size_t i = 0; i < n; i++)
        b->x[i] = n == 1 ? 5 * (LEFT + RIGHT)
                         : 10 * (LEFT + MARGIN) + width * (int)i / (int)(n - 1);
}

static void place_by_time(struct board *b)
{
    const struct svg_trend_point *p = b->chart->points;
    size_t n = b->chart->point_count;
    place_evenly(b);
    if (n < 3 || p[n - 1].when <= p[0].when)
        return;
    double width = 10 * (RIGHT - LEFT - 2 * MARGIN);
    double all = (double)(p[n - 1].when - p[0].when);
    bool far = true;
    for (size_t i = 1; i < n; i++)
        far = far && (double)(p[i].when - p[i - 1].when) / all * width >=
                         10 * DISTANCE_MIN;
    for (size_t i = 0; far && i < n; i++)
        b->x[i] = 10 * (LEFT + MARGIN) +
                  (int)((double)(p[i].when - p[0].when) / all * width);
}

static const char *anchor(int tenths)
{
    if (tenths < 10 * (LEFT + EDGE))
        return "start";
    return tenths > 10 * (RIGHT - EDGE) ? "end" : "middle";
}

/* A label's x is the edge where it is anchored there. */
static struct render_dict *put_label(struct render_dict *d, const char *section,
                                     int x, int y, const char *text)
{
    struct render_dict *label = render_add(d, section);
    svg_put_tenths(label, "X", x);
    svg_put_tenths(label, "TEXT_Y", y);
    render_put_text(label, "ANCHOR", anchor(x));
    render_put_text(label, "LABEL", text);
    return label;
}

static void put_axis(const struct board *b, struct render_dict *d)
{
    const struct svg_axis *axis = &b->chart->axis;
    for (size_t i = 0; i < axis->tick_count; i++) {
        struct render_dict *tick = render_add(d, "TICK");
        int y = height_of(b, axis->ticks[i].at);
        svg_put_tenths(tick, "Y", y);
        svg_put_tenths(tick, "TEXT_Y", y + 40);
        render_put_int(tick, "TICK_X", LEFT - 6);
        render_put_text(tick, "LABEL", axis->ticks[i].label);
    }
    for (size_t i = 0; i < axis->cutoff_count; i++) {
        struct render_dict *cutoff = render_add(d, "CUTOFF");
        int y = height_of(b, axis->cutoffs[i].at);
        svg_put_tenths(cutoff, "Y", y);
        render_put_text(render_add(d, "CUTOFF_LABEL"), "LABEL",
                        axis->cutoffs[i].label);
    }
    render_put_text(d, "AXIS_NAME", axis->name);
    render_put_int(d, "AXIS_Y", AXIS_TEXT);
}

static void put_point(struct buf *path, char command, int x, int y)
{
    buf_printf(path, "%c%d.%d %d.%d", command, x / 10, x % 10, y / 10, y % 10);
}

static void put_path(struct render_dict *d, const char *section,
                     const struct buf *path)
{
    render_put_text(render_add(d, section), "PATH", buf_text(path));
}

/* Up to which point a line leads from FIRST without a break. */
static size_t run_end(const struct board *b, size_t first)
{
    const struct svg_trend_point *p = b->chart->points;
    size_t end = first + 1;
    while (end < b->chart->point_count && is_shown(&p[end]) &&
           p[end].break_why == NULL)
        end++;
    return end;
}

/* A band from FIRST to END, where all of it is known. */
static enum err put_band(const struct board *b, struct render_dict *d,
                         size_t first, size_t end)
{
    const struct svg_trend_point *p = b->chart->points;
    struct buf path = BUF_INIT;
    bool known = end - first > 1;
    for (size_t i = first; i < end; i++) {
        known = known && p[i].has_interval;
        put_point(&path, i == first ? 'M' : 'L', b->x[i],
                  height_of(b, p[i].high));
    }
    for (size_t i = end; i-- > first;)
        put_point(&path, 'L', b->x[i], height_of(b, p[i].low));
    buf_put_text(&path, "Z");
    enum err e = buf_check(&path);
    if (e == ERR_OK && known)
        put_path(d, "BAND", &path);
    buf_free(&path);
    return e;
}

static enum err put_run(const struct board *b, struct render_dict *d,
                        size_t first, size_t end)
{
    const struct svg_trend_point *p = b->chart->points;
    struct buf path = BUF_INIT;
    for (size_t i = first; i < end; i++)
        put_point(&path, i == first ? 'M' : 'L', b->x[i],
                  height_of(b, p[i].at));
    enum err e = buf_check(&path);
    if (e == ERR_OK && end - first > 1)
        put_path(d, "LINE", &path);
    buf_free(&path);
    return e == ERR_OK ? put_band(b, d, first, end) : e;
}

static enum err put_runs(const struct board *b, struct render_dict *d)
{
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < b->chart->point_count;) {
        if (!is_shown(&b->chart->points[i])) {
            i++;
            continue;
        }
        size_t end = run_end(b, i);
        e = put_run(b, d, i, end);
        i = end;
    }
    return e;
}

static void put_breaks(const struct board *b, struct render_dict *d)
{
    for (size_t i = 1; i < b->chart->point_count; i++) {
        const char *why = b->chart->points[i].break_why;
        if (why == NULL)
            continue;
        int x = (b->x[i - 1] + b->x[i]) / 2;
        struct render_dict *label =
            put_label(d, "BREAK", x, 10 * (TOP - 8), why);
        render_put_int(label, "TOP", TOP);
    }
}

static void put_arrow(struct render_dict *point, int x, int y, bool up)
{
    struct render_dict *arrow = render_add(point, "ARROW");
    svg_put_tenths(arrow, "X", x);
    svg_put_tenths(arrow, "Y", y);
    svg_put_tenths(arrow, "FROM", x - 10 * ARROW_HALF);
    svg_put_tenths(arrow, "TO", x + 10 * ARROW_HALF);
    svg_put_tenths(arrow, "TIP",
                   up ? y - 10 * ARROW_LENGTH : y + 10 * ARROW_LENGTH);
}

static void put_mark(const struct board *b, struct render_dict *point, size_t i)
{
    const struct svg_trend_point *p = &b->chart->points[i];
    int y = height_of(b, p->at);
    if (p->has_interval) {
        struct render_dict *interval = render_add(point, "INTERVAL");
        svg_put_tenths(interval, "X", b->x[i]);
        svg_put_tenths(interval, "LOW", height_of(b, p->low));
        svg_put_tenths(interval, "HIGH", height_of(b, p->high));
    }
    if (p->end == SVG_AT_LEAST || p->end == SVG_AT_MOST) {
        put_arrow(point, b->x[i], y, p->end == SVG_AT_LEAST);
    } else {
        struct render_dict *dot =
            render_add(point, p->end == SVG_EXACT ? "DOT" : "OPEN");
        svg_put_tenths(dot, "X", b->x[i]);
        svg_put_tenths(dot, "Y", y);
    }
    if (b->chart->point_count > VALUES_MAX)
        return;
    int top = p->has_interval ? height_of(b, p->high) : y - 10 * ARROW_HALF;
    int text = top - 10 * (VALUE_UP - ARROW_HALF);
    put_label(point, "VALUE_LABEL", b->x[i],
              text < 10 * TOP ? y + 20 * VALUE_UP : text, p->value);
}

static void put_wave_labels(const struct board *b, struct render_dict *point,
                            size_t i)
{
    const struct svg_trend_point *p = &b->chart->points[i];
    size_t n = b->chart->point_count;
    size_t every = (n + LABELS_MAX - 1) / LABELS_MAX;
    if ((n - 1 - i) % every != 0)
        return;
    char name[LABEL_BYTES + 4];
    bool cut = strlen(p->label) > LABEL_BYTES;
    (void)snprintf(name, sizeof name, "%.*s%s",
                   cut ? LABEL_BYTES - 1 : LABEL_BYTES, p->label,
                   cut ? "\xe2\x80\xa6" : "");
    put_label(point, "WAVE_LABEL", b->x[i], 10 * WAVE_TEXT, name);
    bool same = i >= every && p->version != NULL &&
                p[-(ptrdiff_t)every].version != NULL &&
                strcmp(p->version, p[-(ptrdiff_t)every].version) == 0;
    if (p->version != NULL && !same)
        put_label(point, "VERSION_LABEL", b->x[i], 10 * VERSION_TEXT,
                  p->version);
}

static void put_points(const struct board *b, struct render_dict *d)
{
    for (size_t i = 0; i < b->chart->point_count; i++) {
        const struct svg_trend_point *p = &b->chart->points[i];
        struct render_dict *point = render_add(d, "POINT");
        render_put_text(point, "NAME", p->label);
        render_put_text(point, "VALUE", is_shown(p) ? p->value : SVG_WORDS);
        put_wave_labels(b, point, i);
        if (is_shown(p)) {
            put_mark(b, point, i);
            continue;
        }
        struct render_dict *hidden = render_add(point, "HIDDEN");
        svg_put_tenths(hidden, "X", b->x[i] - 10 * HATCH_HALF);
        render_put_int(hidden, "TOP", TOP);
        render_put_int(hidden, "LENGTH", BASE - TOP);
    }
}

static enum err fill(const struct board *b, struct render_dict *d)
{
    render_put_text(d, "ID", b->chart->id);
    render_put_text(d, "TITLE", b->chart->title);
    render_put_text(d, "DESCRIPTION", b->chart->description);
    render_put_int(d, "WIDTH", BOARD_WIDTH);
    render_put_int(d, "HEIGHT", HEIGHT);
    render_put_int(d, "LEFT", LEFT);
    render_put_int(d, "RIGHT", RIGHT);
    render_put_int(d, "BASE", BASE);
    put_axis(b, d);
    put_breaks(b, d);
    put_points(b, d);
    return put_runs(b, d);
}

enum err svg_trend(const struct render_set *set,
                   const struct svg_trend_chart *chart, struct buf *out_svg)
{
    size_t n = chart->point_count;
    if (n == 0 || n > SVG_ROWS_MAX || chart->axis.low >= chart->axis.high ||
        !svg_id_is_plain(chart->id))
        return ERR_RANGE;
    struct board b = {chart, calloc(n, sizeof *b.x)};
    if (b.x == NULL)
        return ERR_MEMORY;
    place_by_time(&b);
    struct render_dict *d = render_dict_new();
    enum err e = fill(&b, d);
    if (e == ERR_OK)
        e = render_page(set, "chart_trend.svg", d, out_svg);
    render_dict_free(d);
    free(b.x);
    return e;
}
