/* Groups on one scale, as a chart. */
#include "web/chart.h"

/* VALUE keeps the text that the row points to. */
static struct svg_interval_row row_of(const struct published_release *release,
                                      size_t index,
                                      const struct web_scale *scale,
                                      bool emphasis,
                                      char value[static WEB_VALUE_SIZE])
{
    const struct published_group *group = &release->groups[index];
    struct svg_interval_row row = {
        .label = group->name, .end = SVG_NOT_SHOWN, .emphasis = emphasis};
    const struct published_figure *f =
        group->shown ? &group->figures[scale->index] : NULL;
    if (f == NULL || !f->shown || f->mean.text == NULL)
        return row;
    web_mean_text(scale, &f->mean, value);
    row.value = value;
    row.end = web_svg_end(f->mean.mark);
    row.at = (int32_t)f->mean.tenths;
    struct report_range range = {0, 0};
    row.has_interval = report_range_of(release, index, scale->index, &range);
    row.low = (int32_t)range.low;
    row.high = (int32_t)range.high;
    return row;
}

enum err web_chart(const struct web *web, const struct web_view *view,
                   const struct web_scale *scale, const size_t *groups,
                   size_t count, size_t emphasis, const char *title,
                   struct buf *out_svg)
{
    enum err e = ERR_MEMORY;
    struct svg_interval_row *rows = calloc(count + 1, sizeof *rows);
    char(*values)[WEB_VALUE_SIZE] = calloc(count + 1, sizeof *values);
    if (rows == NULL || values == NULL)
        goto out;
    for (size_t i = 0; i < count; i++)
        rows[i] = row_of(view->release, groups[i], scale, groups[i] == emphasis,
                         values[i]);
    struct web_axis parts;
    const struct web_subject subject = {.scale = scale};
    char id[WEB_CHART_ID_SIZE];
    web_chart_id("chart", scale->survey->id, id);
    struct svg_interval_chart chart = {
        .id = id,
        .title = title,
        .description = "Each row is a group: a dot at its mean, a line for "
                       "the 95 % interval. The table holds the same figures.",
        .axis = web_axis_of(&parts, &subject),
        .rows = rows,
        .row_count = count,
    };
    e = svg_interval(web->pages, &chart, out_svg);
out:
    free(rows);
    free(values);
    return e;
}
