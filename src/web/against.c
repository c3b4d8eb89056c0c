#include "web/against.h"

#include "report/points.h"

#define TITLE_SIZE WEB_AGAINST_TITLE_SIZE

/* The comparisons in the order of people's eyes. */
struct rows {
    const struct web_against *a;
    const struct web_subject *subject;
    const struct contrast **list; /* in the page's order */
    size_t count;
    size_t compared;
    size_t differ;
};

static const struct contrast *find(const struct contrast *list, size_t count,
                                   size_t group)
{
    size_t low = 0;
    while (low < count) { /* they stand in the release's order */
        size_t middle = low + (count - low) / 2;
        if (list[middle].group == group)
            return &list[middle];
        if (list[middle].group < group)
            low = middle + 1;
        else
            count = middle;
    }
    return NULL;
}

static void choose(struct rows *rows, const struct contrast *list, size_t count)
{
    rows->compared = count;
    for (size_t i = 0; i < rows->a->order_n; i++) {
        const struct contrast *c = find(list, count, rows->a->order[i]);
        if (c == NULL)
            continue;
        rows->differ += c->differs ? 1 : 0;
        if (rows->a->all || c->differs)
            rows->list[rows->count++] = c;
    }
}

static const char *size_class(const struct web_subject *s,
                              const struct contrast *c)
{
    static const char *const classes[][2] = {
        [SVG_PLAIN] = {"apart", "apart"},
        [SVG_WORSE] = {"worse-1", "worse-2"},
        [SVG_BETTER] = {"better-1", "better-2"},
    };
    double d = c->difference.value;
    return classes[web_subject_tone(s, d)][d >= WEB_LARGE || d <= -WEB_LARGE];
}

static const char *tone_words(const struct web_subject *s, double difference)
{
    bool above = difference > 0;
    switch (web_subject_tone(s, difference)) {
    case SVG_PLAIN: return above ? "above the rest" : "below the rest";
    case SVG_WORSE:
        return above ? "above the rest, worse" : "below the rest, worse";
    case SVG_BETTER:
        return above ? "above the rest, better" : "below the rest, better";
    }
    return "";
}

void web_put_tone(struct render_dict *cell, const struct web_subject *subject,
                  const struct contrast *c)
{
    bool differs = c != NULL && c->differs;
    render_put_text(cell, "TONE_CLASS",
                    differs ? size_class(subject, c) : "same");
    if (!differs)
        return;
    struct render_dict *d = render_add(cell, "DIFFERS");
    render_put_text(d, "SIGN", web_sign(c->difference.value));
    render_put_text(d, "TONE_WORDS", tone_words(subject, c->difference.value));
}

/* --- the table ------------------------------------------------------------ */

static void put_name(const struct rows *rows, struct render_dict *row,
                     const struct published_group *g)
{
    bool link = rows->a->links_units;
    struct render_dict *name =
        render_add(row, link ? "UNIT_LINK" : "UNIT_PLAIN");
    render_put_text(name, "GROUP_NAME", g->name);
    if (link)
        render_put_text(name, "UNIT", g->id + strlen("unit:"));
}

static void put_row(const struct rows *rows, struct render_dict *figure,
                    const struct contrast *c)
{
    const struct published_release *r = rows->a->view->release;
    struct render_dict *row = render_add(figure, "AGAINST_ROW");
    char text[REPORT_CUTOFF_SIZE];
    char value[REPORT_VALUE_SIZE];
    char p[REPORT_POINTS_SIZE];
    put_name(rows, row, &r->groups[c->group]);
    size_t department = published_department_of(r, c->group);
    render_put_text(row, "DEPARTMENT", r->groups[department].name);
    web_subject_put(row, rows->a->view, rows->subject, &r->groups[c->group]);
    web_subject_difference(rows->subject, c->difference.value, value);
    render_put_text(row, "DIFFERENCE", value);
    web_subject_interval(rows->subject, &c->difference, text);
    render_put_text(row, "DIFFERENCE_INTERVAL", text);
    report_points_p(c->adjusted, p);
    render_put_text(row, "P_TEXT", p);
    web_put_tone(row, rows->subject, c);
    if (!c->differs)
        (void)render_add(row, "SAME");
}

/* --- the chart ------------------------------------------------------------ */

struct row_text {
    char s[REPORT_VALUE_SIZE + 16];
};

static int32_t tenths(double points)
{
    return (int32_t)estimate_round(points, 10);
}

static struct svg_interval_row row_of(const struct rows *rows,
                                      const struct contrast *c,
                                      struct row_text *text)
{
    const struct published_group *g = &rows->a->view->release->groups[c->group];
    char value[REPORT_VALUE_SIZE];
    uint32_t n = 0;
    const struct published_value *mean =
        web_subject_value(rows->subject, g, &n);
    web_subject_difference(rows->subject, c->difference.value, value);
    (void)snprintf(text->s, sizeof text->s, "%s%s%s",
                   c->differs ? web_sign(c->difference.value) : "",
                   c->differs ? " " : "", value);
    return (struct svg_interval_row){
        .label = g->name,
        .value = text->s,
        .end = mean == NULL ? SVG_ABOUT : report_svg_end(mean->mark),
        .at = tenths(c->difference.value),
        .has_interval = true,
        .low = tenths(c->difference.low),
        .high = tenths(c->difference.high),
        .emphasis = c->differs,
        .tone = c->differs
                    ? web_subject_tone(rows->subject, c->difference.value)
                    : SVG_PLAIN};
}

static double most_of(const struct rows *rows)
{
    double most = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct estimate_finding *f = &rows->list[i]->difference;
        double high = f->high > -f->low ? f->high : -f->low;
        most = high > most ? high : most;
    }
    return most;
}

static enum err draw(const struct rows *rows, const char *title,
                     struct buf *out_svg)
{
    size_t n = rows->count > SVG_ROWS_MAX ? SVG_ROWS_MAX : rows->count;
    struct svg_interval_row *list = calloc(n + 1, sizeof *list);
    struct row_text *texts = calloc(n + 1, sizeof *texts);
    enum err e = list == NULL || texts == NULL ? ERR_MEMORY : ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        list[i] = row_of(rows, rows->list[i], &texts[i]);
    struct report_axis parts;
    char id[REPORT_CHART_ID_SIZE];
    report_chart_id("against", web_subject_id(rows->subject), id);
    const struct svg_interval_chart chart = {
        .id = id,
        .title = title,
        .description = "Each row is a unit: its mean less that of all other "
                       "answers, with the 95 % interval. A diamond differs "
                       "from the rest. The table holds the same figures.",
        .axis = web_axis_difference(&parts, rows->subject, most_of(rows)),
        .rows = list,
        .row_count = n};
    if (e == ERR_OK)
        e = svg_interval(rows->a->web->pages, &chart, out_svg);
    free(list);
    free(texts);
    return e;
}

/* --- the figure ----------------------------------------------------------- */

static void title_of(const struct rows *rows, char out[static TITLE_SIZE])
{
    const char *title = web_subject_title(rows->subject);
    if (rows->compared == 0)
        (void)snprintf(out, TITLE_SIZE, "%s: no unit can be compared", title);
    else if (rows->differ == 0)
        (void)snprintf(out, TITLE_SIZE,
                       "%s: none of %zu units differs from the rest", title,
                       rows->compared);
    else
        (void)snprintf(out, TITLE_SIZE, "%s: %zu of %zu units %s from the rest",
                       title, rows->differ, rows->compared,
                       rows->differ == 1 ? "differs" : "differ");
}

static enum err fill(const struct rows *rows, struct render_dict *page)
{
    char title[TITLE_SIZE];
    char words[160];
    char unit[REPORT_CUTOFF_SIZE];
    struct render_dict *figure = render_add(page, "AGAINST");
    title_of(rows, title);
    web_subject_words(rows->subject, words, sizeof words);
    render_put_text(figure, "AGAINST_TITLE", title);
    render_put_text(figure, "SUBJECT", web_subject_title(rows->subject));
    render_put_text(figure, "SUBJECT_ID", web_subject_id(rows->subject));
    render_put_text(figure, "SUBJECT_WORDS", words);
    web_subject_unit(rows->subject, unit);
    render_put_text(figure, "SUBJECT_UNIT", unit);
    if (!rows->a->all)
        render_put_int(render_add(figure, "AGAINST_ALL"), "COMPARED",
                       (int64_t)rows->compared);
    else
        (void)render_add(figure, "AGAINST_OPEN");
    if (rows->count == 0)
        return ERR_OK;
    struct buf svg = BUF_INIT;
    struct render_dict *drawn = render_add(figure, "AGAINST_DRAWN");
    enum err e = draw(rows, title, &svg);
    render_put_markup(drawn, "AGAINST_CHART", &svg);
    char name[REPORT_CHART_ID_SIZE];
    report_chart_id(rows->a->all ? "compare" : "against",
                    web_subject_id(rows->subject), name);
    render_put_text(drawn, "AGAINST_NAME", name);
    buf_free(&svg);
    for (size_t i = 0; i < rows->count; i++)
        put_row(rows, drawn, rows->list[i]);
    return e;
}

/* Out: OUT->list and OUT_LIST, freed by the caller also after an error. */
static enum err rows_init(const struct web_against *a,
                          const struct web_subject *subject, struct rows *out,
                          struct contrast **out_list)
{
    size_t count = 0;
    enum err e = web_subject_contrasts(a->view, subject, out_list, &count);
    if (e != ERR_OK)
        return e;
    out->list = calloc(count + 1, sizeof *out->list);
    if (out->list == NULL)
        return ERR_MEMORY;
    choose(out, *out_list, count);
    return ERR_OK;
}

enum err web_put_against(const struct web_against *a,
                         const struct web_subject *subject,
                         struct render_dict *page)
{
    struct contrast *list = NULL;
    struct rows rows = {.a = a, .subject = subject};
    enum err e = rows_init(a, subject, &rows, &list);
    if (e == ERR_OK)
        e = fill(&rows, page);
    free(rows.list);
    free(list);
    return e;
}

enum err web_against_chart(const struct web_against *a,
                           const struct web_subject *subject,
                           char out_title[static WEB_AGAINST_TITLE_SIZE],
                           struct buf *out_svg)
{
    struct contrast *list = NULL;
    struct rows rows = {.a = a, .subject = subject};
    enum err e = rows_init(a, subject, &rows, &list);
    if (e == ERR_OK)
        title_of(&rows, out_title);
    if (e == ERR_OK && rows.count > 0)
        e = draw(&rows, out_title, out_svg);
    free(rows.list);
    free(list);
    return e;
}
