#include "report/svg_inside.h"

/*
 * The drawing board, in units that are about a pixel on a phone: every row is a
 * line of text and a track under it, so that 360 pixels are enough for a name.
 */
enum {
    BOARD_WIDTH = 400,
    BOARD_LEFT = 8,
    BOARD_RIGHT = 392,
    ROW_HEIGHT = 40,
    ROW_TEXT = 15,  /* baseline, from the row's top */
    ROW_TRACK = 28, /* middle of the track */
    ROW_BOX = 24,   /* top of what is 8 high around the track */
    ROW_GRID = 20,  /* where lines across the track begin: under the text */
    ROW_GRID_END = 37,
    LINE_HEIGHT = 18,
    TEXT_GAP = 10,      /* between a label and its value, at least */
    ROWS_ONE_AXIS = 10, /* with more, the axis has labels on top too */
    ARROW_HALF = 6,
    ARROW_LENGTH = 11,
};

/* What both charts show. */
static const struct render_field common_fields[] = {
    {"ID", RENDER_TEXT},          {"WIDTH", RENDER_TEXT},
    {"HEIGHT", RENDER_TEXT},      {"TITLE", RENDER_TEXT},
    {"DESCRIPTION", RENDER_TEXT}, {"TOP", RENDER_TEXT},
    {"BOTTOM", RENDER_TEXT},      {"LEFT", RENDER_TEXT},
    {"AXIS_NAME", RENDER_TEXT},   {"AXIS_Y", RENDER_TEXT},
    {"X", RENDER_TEXT},           {"Y", RENDER_TEXT},
    {"ANCHOR", RENDER_TEXT},      {"LABEL", RENDER_TEXT},
    {"NAME", RENDER_TEXT},        {"VALUE", RENDER_TEXT},
    {"VALUE_SHORT", RENDER_TEXT}, {"VALUE_CLASS", RENDER_TEXT},
    {"TEXT_Y", RENDER_TEXT},      {"BOX_Y", RENDER_TEXT},
    {"LENGTH", RENDER_TEXT},      {"GRIDLINE", RENDER_SECTION},
    {"CUTOFF", RENDER_SECTION},   {"CUTOFF_LABEL", RENDER_SECTION},
    {"TICK", RENDER_SECTION},     {"ROW", RENDER_SECTION},
    {"HIDDEN", RENDER_SECTION},   {NULL, RENDER_TEXT},
};

static const struct render_field interval_fields[] = {
    {"RIGHT", RENDER_TEXT},     {"BASE", RENDER_TEXT},
    {"WEIGHT", RENDER_TEXT},    {"INTERVAL", RENDER_SECTION},
    {"LOW", RENDER_TEXT},       {"HIGH", RENDER_TEXT},
    {"DOT", RENDER_SECTION},    {"OPEN", RENDER_SECTION},
    {"R", RENDER_TEXT},         {"ARROW", RENDER_SECTION},
    {"ARROW_TOP", RENDER_TEXT}, {"ARROW_BOTTOM", RENDER_TEXT},
    {"TIP", RENDER_TEXT},       {"DIAMOND", RENDER_SECTION},
    {"TONE", RENDER_TEXT},      {"FROM", RENDER_TEXT},
    {"TO", RENDER_TEXT},        {NULL, RENDER_TEXT},
};

static const struct render_field bars_fields[] = {
    {"BAR", RENDER_SECTION},
    {"BAR_CLASS", RENDER_TEXT},
    {"FILL", RENDER_TEXT},
    {NULL, RENDER_TEXT},
};

static const struct render_form interval_form = {
    "chart_interval.svg", interval_fields, common_fields};
static const struct render_form bars_form = {"chart_bars.svg", bars_fields,
                                             common_fields};
const struct render_form *const svg_forms[] = {&interval_form, &bars_form,
                                               &svg_trend_form};
const size_t svg_form_count = sizeof svg_forms / sizeof *svg_forms;

/* Where things stand on one board. */
struct board {
    const struct svg_axis *axis;
    int top;    /* of the first row */
    int bottom; /* of the last: where the axis is */
    int height;
    bool two_axes;
};

bool svg_id_is_plain(const char *id)
{
    size_t len = strspn(id, "abcdefghijklmnopqrstuvwxyz"
                            "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    return len > 0 && id[len] == '\0';
}

static enum err board_init(struct board *b, const char *id,
                           const struct svg_axis *axis, size_t rows)
{
    if (rows == 0 || rows > SVG_ROWS_MAX || axis->low >= axis->high ||
        !svg_id_is_plain(id))
        return ERR_RANGE;
    b->axis = axis;
    b->two_axes = rows > ROWS_ONE_AXIS;
    b->top = (b->two_axes ? LINE_HEIGHT : 0) +
             (axis->cutoff_count > 0 ? LINE_HEIGHT : 0);
    b->bottom = b->top + (int)rows * ROW_HEIGHT;
    b->height = b->bottom + 2 * LINE_HEIGHT + 4;
    return ERR_OK;
}

int svg_share(const struct svg_axis *axis, int32_t at, int length)
{
    int64_t low = axis->low;
    int64_t high = axis->high;
    int64_t inside = at < low ? low : at > high ? high : at;
    return (int)((inside - low) * length / (high - low));
}

/* Tenths of a unit from the left; what lies outside is drawn at the edge. */
static int place(const struct board *b, int32_t at)
{
    return 10 * BOARD_LEFT +
           svg_share(b->axis, at, 10 * (BOARD_RIGHT - BOARD_LEFT));
}

void svg_put_tenths(struct render_dict *d, const char *name, int tenths)
{
    render_put_format(d, name, "%d.%d", tenths / 10, tenths % 10);
}

/* A label's side, so that one at an edge stays on the board. */
static const char *anchor(int tenths, int margin)
{
    if (tenths < 10 * (BOARD_LEFT + margin))
        return "start";
    return tenths > 10 * (BOARD_RIGHT - margin) ? "end" : "middle";
}

static void put_ticks(const struct board *b, struct render_dict *d, int y)
{
    for (size_t i = 0; i < b->axis->tick_count; i++) {
        struct render_dict *tick = render_add(d, "TICK");
        int x = place(b, b->axis->ticks[i].at);
        svg_put_tenths(tick, "X", x);
        render_put_int(tick, "Y", y);
        render_put_text(tick, "ANCHOR", anchor(x, 4));
        render_put_text(tick, "LABEL", b->axis->ticks[i].label);
    }
}

static void put_axis(const struct board *b, struct render_dict *d)
{
    for (size_t i = 0; i < b->axis->cutoff_count; i++) {
        struct render_dict *cutoff = render_add(d, "CUTOFF_LABEL");
        int x = place(b, b->axis->cutoffs[i].at);
        svg_put_tenths(cutoff, "X", x);
        render_put_int(cutoff, "Y", b->top - 5);
        render_put_text(cutoff, "ANCHOR", anchor(x, 40));
        render_put_text(cutoff, "LABEL", b->axis->cutoffs[i].label);
    }
    if (b->two_axes)
        put_ticks(b, d, LINE_HEIGHT - 5);
    put_ticks(b, d, b->bottom + LINE_HEIGHT - 3);
    render_put_text(d, "AXIS_NAME", b->axis->name);
    render_put_int(d, "AXIS_Y", b->bottom + 2 * LINE_HEIGHT - 2);
}

static void put_board(const struct board *b, struct render_dict *d,
                      const char *id, const char *title,
                      const char *description)
{
    render_put_text(d, "ID", id);
    render_put_text(d, "TITLE", title);
    render_put_text(d, "DESCRIPTION", description);
    render_put_int(d, "WIDTH", BOARD_WIDTH);
    render_put_int(d, "HEIGHT", b->height);
    render_put_int(d, "LEFT", BOARD_LEFT);
    put_axis(b, d);
}

/* About how wide a character is in the widest sans that systems have, in tenths
 * of a unit at 14; the rest of the world is as a capital. */
static int letter_width(unsigned char c)
{
    if (strchr("ijl.,:;'|!", c) != NULL)
        return 46;
    if (strchr("ftr ()-/", c) != NULL)
        return 58;
    if (strchr("mwMWO%@", c) != NULL)
        return 134;
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? 88 : 103;
}

static size_t letter_length(const char *at)
{
    size_t len = 1;
    while (((unsigned char)at[len] & 0xc0) == 0x80)
        len++;
    return len;
}

static int text_width(const char *text, bool bold)
{
    int width = 0;
    for (; *text != '\0'; text += letter_length(text))
        width += letter_width((unsigned char)*text);
    return bold ? width + width / 8 : width;
}

/* Bytes of as much of a text as fits. */
static size_t fitting(const char *text, bool bold, int room)
{
    size_t len = 0;
    while (text[len] != '\0') {
        int width = letter_width((unsigned char)text[len]);
        room -= bold ? width + width / 8 : width;
        if (room < 0)
            break;
        len += letter_length(text + len);
    }
    return len;
}

/* The part of a label that fits beside its value, with an ellipsis if cut. */
static void put_label(struct render_dict *row, const char *label,
                      const char *value, bool bold)
{
    int room = 10 * (BOARD_WIDTH - TEXT_GAP) - text_width(value, bold);
    if (text_width(label, bold) <= room) {
        render_put_text(row, "LABEL", label);
        return;
    }
    size_t len = fitting(label, bold, room - letter_width('M'));
    while (len > 0 && label[len - 1] == ' ')
        len--;
    render_put_format(row, "LABEL", "%.*s\xe2\x80\xa6", (int)len, label);
}

/* Short lines across a track, so that none runs through a text. */
static void put_grid(const struct board *b, struct render_dict *row, int top)
{
    render_put_int(row, "TOP", top + ROW_GRID);
    render_put_int(row, "BOTTOM", top + ROW_GRID_END);
    for (size_t i = 0; i < b->axis->tick_count; i++)
        svg_put_tenths(render_add(row, "GRIDLINE"), "X",
                       place(b, b->axis->ticks[i].at));
    for (size_t i = 0; i < b->axis->cutoff_count; i++)
        svg_put_tenths(render_add(row, "CUTOFF"), "X",
                       place(b, b->axis->cutoffs[i].at));
}

/*
 * What both charts put into a row: its texts, the lines across, and a hatch
 * when it is not shown.
 */
static struct render_dict *add_row(const struct board *b, struct render_dict *d,
                                   int top, const char *label,
                                   const char *value, bool bold)
{
    struct render_dict *row = render_add(d, "ROW");
    put_grid(b, row, top);
    put_label(row, label, value == NULL ? SVG_WORDS_SHORT : value, bold);
    render_put_text(row, "NAME", label);
    render_put_text(row, "VALUE", value == NULL ? SVG_WORDS : value);
    render_put_text(row, "VALUE_SHORT",
                    value == NULL ? SVG_WORDS_SHORT : value);
    render_put_text(row, "VALUE_CLASS", value == NULL ? "quiet" : "value");
    render_put_int(row, "TEXT_Y", top + ROW_TEXT);
    if (value == NULL)
        svg_put_tenths(render_add(row, "HIDDEN"), "LENGTH",
                       10 * (BOARD_RIGHT - BOARD_LEFT));
    return row;
}

static void put_arrow(struct render_dict *row, int x, int y, bool right)
{
    struct render_dict *arrow = render_add(row, "ARROW");
    svg_put_tenths(arrow, "X", x);
    svg_put_tenths(arrow, "TIP",
                   right ? x + 10 * ARROW_LENGTH : x - 10 * ARROW_LENGTH);
    render_put_int(arrow, "ARROW_TOP", y - ARROW_HALF);
    render_put_int(arrow, "ARROW_BOTTOM", y + ARROW_HALF);
}

static void put_dot(struct render_dict *row, const char *section, int x,
                    bool emphasis)
{
    struct render_dict *dot = render_add(row, section);
    svg_put_tenths(dot, "X", x);
    render_put_text(dot, "R", emphasis ? "6.5" : "4.5");
}

static const char *tone_class(enum svg_tone tone)
{
    switch (tone) {
    case SVG_PLAIN: return "";
    case SVG_WORSE: return " worse";
    case SVG_BETTER: return " better";
    }
    return "";
}

static void put_diamond(struct render_dict *row, int x, int y,
                        enum svg_tone tone)
{
    struct render_dict *diamond = render_add(row, "DIAMOND");
    svg_put_tenths(diamond, "X", x);
    svg_put_tenths(diamond, "FROM", x - 10 * ARROW_HALF);
    svg_put_tenths(diamond, "TO", x + 10 * ARROW_HALF);
    render_put_int(diamond, "ARROW_TOP", y - ARROW_HALF);
    render_put_int(diamond, "ARROW_BOTTOM", y + ARROW_HALF);
    render_put_text(diamond, "TONE", tone_class(tone));
}

static void put_mark(const struct board *b, struct render_dict *row,
                     const struct svg_interval_row *r, int y)
{
    int x = place(b, r->at);
    if (r->has_interval && r->end != SVG_NOT_SHOWN) {
        struct render_dict *interval = render_add(row, "INTERVAL");
        svg_put_tenths(interval, "LOW", place(b, r->low));
        svg_put_tenths(interval, "HIGH", place(b, r->high));
        render_put_text(interval, "TONE", tone_class(r->tone));
    }
    if (r->tone != SVG_PLAIN && r->end != SVG_NOT_SHOWN) {
        put_diamond(row, x, y, r->tone);
        return;
    }
    switch (r->end) {
    case SVG_EXACT: put_dot(row, "DOT", x, r->emphasis); break;
    case SVG_ABOUT: put_dot(row, "OPEN", x, r->emphasis); break;
    case SVG_AT_LEAST: put_arrow(row, x, y, true); break;
    case SVG_AT_MOST: put_arrow(row, x, y, false); break;
    case SVG_NOT_SHOWN: break;
    }
}

enum err svg_interval(const struct render_set *set,
                      const struct svg_interval_chart *chart,
                      struct buf *out_svg)
{
    struct board b;
    enum err e = board_init(&b, chart->id, &chart->axis, chart->row_count);
    if (e != ERR_OK)
        return e;
    struct render_dict *d = render_dict_new();
    put_board(&b, d, chart->id, chart->title, chart->description);
    render_put_int(d, "RIGHT", BOARD_RIGHT);
    render_put_int(d, "BASE", b.bottom);
    for (size_t i = 0; i < chart->row_count; i++) {
        const struct svg_interval_row *r = &chart->rows[i];
        int top = b.top + (int)i * ROW_HEIGHT;
        bool shown = r->end != SVG_NOT_SHOWN && r->value != NULL;
        struct render_dict *row =
            add_row(&b, d, top, r->label, shown ? r->value : NULL, r->emphasis);
        render_put_text(row, "WEIGHT", r->emphasis ? "bold" : "normal");
        render_put_int(row, "Y", top + ROW_TRACK);
        render_put_int(row, "BOX_Y", top + ROW_BOX);
        if (shown)
            put_mark(&b, row, r, top + ROW_TRACK);
    }
    e = render_page(set, "chart_interval.svg", d, out_svg);
    render_dict_free(d);
    return e;
}

enum err svg_bars(const struct render_set *set,
                  const struct svg_bar_chart *chart, struct buf *out_svg)
{
    struct board b;
    enum err e = board_init(&b, chart->id, &chart->axis, chart->row_count);
    if (e != ERR_OK)
        return e;
    struct render_dict *d = render_dict_new();
    put_board(&b, d, chart->id, chart->title, chart->description);
    for (size_t i = 0; i < chart->row_count; i++) {
        const struct svg_bar_row *r = &chart->rows[i];
        int top = b.top + (int)i * ROW_HEIGHT;
        struct render_dict *row =
            add_row(&b, d, top, r->label, r->shown ? r->value : NULL, false);
        render_put_int(row, "BOX_Y", top + ROW_BOX - 2);
        if (!r->shown || r->value == NULL)
            continue;
        struct render_dict *bar = render_add(row, "BAR");
        svg_put_tenths(bar, "LENGTH", place(&b, r->length) - 10 * BOARD_LEFT);
        render_put_text(bar, "BAR_CLASS", r->quiet ? "bar-quiet" : "bar");
        render_put_text(bar, "FILL", r->quiet ? "#bbb" : "#555");
    }
    e = render_page(set, "chart_bars.svg", d, out_svg);
    render_dict_free(d);
    return e;
}
