#include "web/groupings.h"

#include "report/csv_groups.h"
#include "web/download.h"

#define TITLE_SIZE 256

struct shown_sets {
    const struct web *web;
    const struct web_view *view;
    struct grouping *const *groupings;
    size_t count;
};

static void put_who(struct render_dict *page, const struct grouping *g)
{
    struct render_dict *row = render_add(page, "WHO");
    render_put_text(row, "GROUP_NAME", g->label);
    render_put_int(row, "UNITS", (int64_t)g->unit_count);
    render_put_int(row, "ROSTER", g->group.roster);
    render_put_int(row, "ANSWERED", g->group.n);
    for (size_t i = 0; i < g->missing_count; i++) {
        const struct grouping_missing *m = &g->missing[i];
        struct render_dict *item = render_add(row, "MISSING");
        render_put_text(item, "UNIT", m->release->groups[m->unit].name);
        if (m->pool != PUBLISHED_NONE)
            (void)render_add(item, "POOLED");
    }
}

/* --- scales --------------------------------------------------------------- */

/* "Work-related burnout: residency 47, fellowship 44": the answer. */
static void title_of(const struct shown_sets *s,
                     const struct report_scale *scale,
                     char out[static TITLE_SIZE])
{
    size_t shown = 0;
    for (size_t i = 0; i < s->count; i++)
        shown += s->groupings[i]->group.figures[scale->index].shown ? 1 : 0;
    int n = snprintf(out, TITLE_SIZE, "%.120s: ", scale->title);
    size_t used = (size_t)n;
    if (shown == 0 || shown > 3) {
        (void)snprintf(out + used, TITLE_SIZE - used,
                       "%zu of %zu groups are shown", shown, s->count);
        return;
    }
    bool first = true;
    for (size_t i = 0; i < s->count; i++) {
        const struct grouping *g = s->groupings[i];
        const struct published_figure *f = &g->group.figures[scale->index];
        if (!f->shown || used >= TITLE_SIZE - 1)
            continue;
        char value[REPORT_VALUE_SIZE];
        report_mean_text(scale, &f->mean, value);
        n = snprintf(out + used, TITLE_SIZE - used, "%s%.30s %s",
                     first ? "" : ", ", g->label, value);
        used += (size_t)n;
        first = false;
    }
}

static struct svg_interval_row row_of(const struct grouping *g,
                                      const struct report_scale *scale,
                                      char value[static REPORT_VALUE_SIZE])
{
    const struct published_figure *f = &g->group.figures[scale->index];
    const struct grouping_range *range = &g->ranges[scale->index];
    struct svg_interval_row row = {.label = g->label, .end = SVG_NOT_SHOWN};
    if (!f->shown)
        return row;
    report_mean_text(scale, &f->mean, value);
    row.value = value;
    row.end = report_svg_end(f->mean.mark);
    row.at = (int32_t)f->mean.tenths;
    row.has_interval = range->known;
    row.low = (int32_t)range->range.low;
    row.high = (int32_t)range->range.high;
    return row;
}

static enum err draw(const struct shown_sets *s,
                     const struct report_scale *scale, const char *title,
                     struct buf *out_svg)
{
    struct svg_interval_row *rows = calloc(s->count + 1, sizeof *rows);
    char(*values)[REPORT_VALUE_SIZE] = calloc(s->count + 1, sizeof *values);
    enum err e = rows == NULL || values == NULL ? ERR_MEMORY : ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < s->count; i++)
        rows[i] = row_of(s->groupings[i], scale, values[i]);
    struct report_axis parts;
    char id[REPORT_CHART_ID_SIZE];
    const struct web_subject subject = {.scale = scale};
    report_chart_id("groups", scale->survey->id, id);
    const struct svg_interval_chart chart = {
        .id = id,
        .title = title,
        .description = "Each row is a group of units: a dot at its mean, a "
                       "line for the 95 % interval. The table holds the same "
                       "figures.",
        .axis = web_axis_of(&parts, &subject),
        .rows = rows,
        .row_count = s->count};
    if (e == ERR_OK)
        e = svg_interval(s->web->pages, &chart, out_svg);
    free(rows);
    free(values);
    return e;
}

static void put_rows(const struct shown_sets *s,
                     const struct report_scale *scale,
                     struct render_dict *section)
{
    char words[96];
    report_scale_words(scale, words, sizeof words);
    render_put_text(section, "SCALE_TITLE", scale->title);
    render_put_text(section, "SCALE_WORDS", words);
    for (size_t i = 0; i < s->count; i++) {
        const struct grouping *g = s->groupings[i];
        const struct grouping_range *range = &g->ranges[scale->index];
        struct render_dict *row = render_add(section, "ROW");
        render_put_text(row, "GROUP_NAME", g->label);
        web_put_figure_range(row, scale, &g->group,
                             range->known ? &range->range : NULL);
        web_put_above(row, scale, &g->group);
    }
}

static enum err put_scale(const struct shown_sets *s,
                          const struct report_scale *scale,
                          struct render_dict *page)
{
    bool outcome = web_is_outcome(scale);
    struct render_dict *section =
        render_add(page, outcome ? "OUTCOME" : "DRIVER");
    put_rows(s, scale, section);
    if (!outcome)
        return ERR_OK;
    char title[TITLE_SIZE];
    struct buf svg = BUF_INIT;
    title_of(s, scale, title);
    enum err e = draw(s, scale, title, &svg);
    render_put_text(section, "CHART_TITLE", title);
    char name[REPORT_CHART_ID_SIZE];
    report_chart_id("groups", scale->survey->id, name);
    render_put_text(section, "CHART_NAME", name);
    render_put_markup(section, "CHART", &svg);
    buf_free(&svg);
    return e;
}

/* --- areas ---------------------------------------------------------------- */

static void put_areas(const struct shown_sets *s, struct render_dict *page)
{
    render_put_text(page, "AREAS_WORDS", web_areas_words(s->view));
    for (size_t a = 0; a < s->view->area_count; a++)
        render_put_text(render_add(page, "AREA_HEAD"), "AREA_TITLE",
                        s->view->areas[a].title);
    for (size_t i = 0; i < s->count; i++) {
        const struct grouping *g = s->groupings[i];
        struct render_dict *row = render_add(page, "AREA_ROW");
        render_put_text(row, "GROUP_NAME", g->label);
        for (size_t a = 0; a < s->view->area_count; a++) {
            struct report_area_figure f;
            report_area_of_set(g, s->view->areas[a].made_of, &f);
            web_put_area_figure(render_add(row, "CELL"), &f, g->group.n);
        }
    }
}

enum err web_put_groupings(const struct web *web, const struct web_view *view,
                           struct grouping *const *groupings, size_t count,
                           struct render_dict *page)
{
    const struct shown_sets s = {web, view, groupings, count};
    enum err e = ERR_OK;
    for (size_t i = 0; i < count; i++)
        put_who(page, groupings[i]);
    for (size_t i = 0; e == ERR_OK && i < view->scale_count; i++)
        if (!view->scales[i].survey->institution_only)
            e = put_scale(&s, &view->scales[i], page);
    put_areas(&s, page);
    return e;
}

void web_put_groupings_query(struct render_dict *page,
                             const struct web_groupings_query *query)
{
    render_put_text(page, "QUERY_PATH", query->path);
    render_put_text(page, "QUERY_BY", query->by);
    render_put_text(page, "QUERY_A", query->units);
    render_put_text(page, "QUERY_B", query->against);
    render_put_text(page, "QUERY_POOLED", query->with);
}

void web_groupings_csv(struct web *web, struct http_request *r,
                       const struct web_view *view,
                       struct grouping *const *groupings, size_t count,
                       const char *by, const char *what)
{
    struct buf csv = BUF_INIT;
    if (report_csv_groups(by, groupings, count, &view->made_of, &csv) == ERR_OK)
        web_download(web, r, view->wave->info.name, what, "csv",
                     "text/csv; charset=utf-8", &csv);
    else
        http_answer_error(r, 503);
    buf_free(&csv);
}

/* "residency: 456 of 892 people; fellowship: ..." */
static void say_n(const struct shown_sets *s, struct buf *out)
{
    for (size_t i = 0; i < s->count; i++) {
        const struct grouping *g = s->groupings[i];
        buf_printf(out, "%s%s: %u of %u people answered", i == 0 ? "" : "; ",
                   g->label, (unsigned)g->group.n, (unsigned)g->group.roster);
    }
    buf_printf(out, ".");
}

void web_groupings_chart(struct web *web, struct http_request *r,
                         const struct web_view *view,
                         struct grouping *const *groupings, size_t count,
                         const char *name, bool as_png)
{
    const struct shown_sets s = {web, view, groupings, count};
    struct buf chart = BUF_INIT;
    struct buf n = BUF_INIT;
    char title[TITLE_SIZE];
    char what[80];
    enum err e = ERR_NOT_FOUND;
    for (size_t i = 0; e == ERR_NOT_FOUND && i < view->scale_count; i++) {
        const struct report_scale *scale = &view->scales[i];
        char id[REPORT_CHART_ID_SIZE];
        report_chart_id("groups", scale->survey->id, id);
        if (!web_is_outcome(scale) || strcmp(id, name) != 0)
            continue;
        title_of(&s, scale, title);
        e = draw(&s, scale, title, &chart);
    }
    say_n(&s, &n);
    (void)snprintf(what, sizeof what, "release %.60s", name);
    if (e == ERR_OK)
        e = buf_check(&n);
    if (e == ERR_OK)
        web_download_chart(web, r, view->release,
                           &(struct web_slide){what, title, buf_text(&n)},
                           as_png, &chart);
    else
        http_answer_error(r, e == ERR_NOT_FOUND ? 404 : 503);
    buf_free(&chart);
    buf_free(&n);
}
