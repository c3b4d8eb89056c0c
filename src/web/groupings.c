#include "web/groupings.h"

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
