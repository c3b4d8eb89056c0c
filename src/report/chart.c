/* Groups on one scale, as a chart. */
#include "report/chart.h"

enum svg_end report_svg_end(enum published_mark mark)
{
    switch (mark) {
    case PUBLISHED_EXACT: return SVG_EXACT;
    case PUBLISHED_AT_LEAST: return SVG_AT_LEAST;
    case PUBLISHED_AT_MOST: return SVG_AT_MOST;
    case PUBLISHED_ABOUT: return SVG_ABOUT;
    }
    return SVG_NOT_SHOWN;
}

static int32_t clip(int64_t tenths)
{
    return (int32_t)(tenths < 0 ? 0 : tenths > 1000 ? 1000 : tenths);
}

/* VALUE keeps the text that the row points to. */
static struct svg_interval_row row_of(const struct published_release *release,
                                      size_t index,
                                      const struct report_scale *scale,
                                      bool emphasis,
                                      char value[static REPORT_VALUE_SIZE])
{
    const struct published_group *group = &release->groups[index];
    struct svg_interval_row row = {
        .label = group->name, .end = SVG_NOT_SHOWN, .emphasis = emphasis};
    const struct published_figure *f =
        group->shown ? &group->figures[scale->index] : NULL;
    if (f == NULL || !f->shown || f->mean.text == NULL)
        return row;
    report_mean_text(scale, &f->mean, value);
    row.value = value;
    row.end = report_svg_end(f->mean.mark);
    row.at = (int32_t)f->mean.tenths;
    struct report_range range = {0, 0};
    row.has_interval = report_range_of(release, index, scale->index, &range);
    row.low = (int32_t)range.low;
    row.high = (int32_t)range.high;
    return row;
}

/* Where a number of the scale's own units lies, in tenths of a point. */
static int32_t place(const struct published_scale *scale, int64_t thousandths)
{
    int64_t range = scale->high.thousandths - scale->low.thousandths;
    if (range <= 0)
        return 0;
    return clip(
        survey_half_up((thousandths - scale->low.thousandths) * 1000, range));
}

static void fill_ticks(struct report_axis *parts,
                       const struct report_scale *scale)
{
    for (int i = 0; i < REPORT_TICKS; i++) {
        int64_t tenths = i * 1000 / (REPORT_TICKS - 1);
        parts->ticks[i].at = (int32_t)tenths;
        parts->ticks[i].label = parts->labels[i];
        if (scale == NULL || !scale->own_units) {
            (void)snprintf(parts->labels[i], REPORT_VALUE_SIZE, "%d",
                           (int)(tenths / 10));
            continue;
        }
        int64_t own = survey_scale_own_units(scale->survey, tenths * 100);
        int64_t rounded = survey_half_up(own, 100);
        (void)snprintf(parts->labels[i], REPORT_VALUE_SIZE,
                       rounded % 10 == 0 ? "%lld" : "%lld.%lld",
                       (long long)(rounded / 10), (long long)(rounded % 10));
    }
}

static size_t fill_cutoffs(struct report_axis *parts,
                           const struct published_scale *scale)
{
    size_t n = 0;
    for (; n < scale->cutoff_count && n < REPORT_CUTOFFS_MAX; n++) {
        char text[REPORT_CUTOFF_SIZE];
        report_cutoff_text(scale, n, text);
        (void)snprintf(parts->cutoff_labels[n], sizeof parts->cutoff_labels[n],
                       "cutoff %s", text);
        parts->cutoffs[n].at = place(scale, scale->cutoffs[n].thousandths);
        parts->cutoffs[n].label = parts->cutoff_labels[n];
    }
    return n;
}

struct svg_axis report_axis_of(struct report_axis *parts,
                               const struct report_scale *scale)
{
    fill_ticks(parts, scale);
    if (scale != NULL)
        report_scale_words(scale, parts->name, sizeof parts->name);
    return (struct svg_axis){
        .low = 0,
        .high = 1000,
        .name = parts->name,
        .ticks = parts->ticks,
        .tick_count = REPORT_TICKS,
        .cutoffs = parts->cutoffs,
        .cutoff_count =
            scale == NULL ? 0 : fill_cutoffs(parts, scale->published)};
}

void report_chart_id(const char *prefix, const char *id,
                     char out[static REPORT_CHART_ID_SIZE])
{
    (void)snprintf(out, REPORT_CHART_ID_SIZE, "%s-%s", prefix, id);
    for (char *c = out; *c != '\0'; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
                     (*c >= '0' && *c <= '9');
        if (!plain)
            *c = '-';
    }
}

enum err report_chart(const struct render_set *set,
                      const struct report_view *view,
                      const struct report_scale *scale, const size_t *groups,
                      size_t count, size_t emphasis, const char *title,
                      struct buf *out_svg)
{
    enum err e = ERR_MEMORY;
    struct svg_interval_row *rows = calloc(count + 1, sizeof *rows);
    char(*values)[REPORT_VALUE_SIZE] = calloc(count + 1, sizeof *values);
    if (rows == NULL || values == NULL)
        goto out;
    for (size_t i = 0; i < count; i++)
        rows[i] = row_of(view->release, groups[i], scale, groups[i] == emphasis,
                         values[i]);
    struct report_axis parts;
    char id[REPORT_CHART_ID_SIZE];
    report_chart_id("chart", scale->survey->id, id);
    struct svg_interval_chart chart = {
        .id = id,
        .title = title,
        .description = "Each row is a group: a dot at its mean, a line for "
                       "the 95 % interval. The table holds the same figures.",
        .axis = report_axis_of(&parts, scale),
        .rows = rows,
        .row_count = count,
    };
    e = svg_interval(set, &chart, out_svg);
out:
    free(rows);
    free(values);
    return e;
}

static struct svg_trend_point point_of(const struct report_scale *scale,
                                       const struct report_trend_wave *wave,
                                       const struct report_trend_point *p,
                                       char value[static REPORT_VALUE_SIZE])
{
    const struct published_release *r = wave->wave.release;
    struct svg_trend_point point = {.label = r->wave,
                                    .when = wave->closes_sec,
                                    .end = SVG_NOT_SHOWN,
                                    .version = r->scales[p->scale].version,
                                    .break_why = p->why};
    if (!p->shown)
        return point;
    const struct published_value *mean =
        &r->groups[p->group].figures[p->scale].mean;
    struct report_range range = {0, 0};
    report_mean_text(scale, mean, value);
    point.value = value;
    point.end = report_svg_end(mean->mark);
    point.at = (int32_t)mean->tenths;
    point.has_interval = report_range_of(r, p->group, p->scale, &range);
    point.low = (int32_t)range.low;
    point.high = (int32_t)range.high;
    return point;
}

enum err report_chart_trend(const struct render_set *set,
                            const struct report_scale *scale,
                            const struct report_trend_wave *waves,
                            const struct report_trend *trend, const char *title,
                            struct buf *out_svg)
{
    enum err e = ERR_MEMORY;
    struct svg_trend_point *points = calloc(trend->count + 1, sizeof *points);
    char(*values)[REPORT_VALUE_SIZE] = calloc(trend->count + 1, sizeof *values);
    if (points == NULL || values == NULL)
        goto out;
    for (size_t i = 0; i < trend->count; i++)
        points[i] = point_of(scale, &waves[trend->points[i].wave],
                             &trend->points[i], values[i]);
    struct report_axis parts;
    char id[REPORT_CHART_ID_SIZE];
    report_chart_id("trend", scale->survey->id, id);
    struct svg_trend_chart chart = {
        .id = id,
        .title = title,
        .description = "Each point is a wave with its 95 % interval. There is "
                       "a gap where waves cannot be compared.",
        .axis = report_axis_of(&parts, scale),
        .points = points,
        .point_count = trend->count,
    };
    e = svg_trend(set, &chart, out_svg);
out:
    free(points);
    free(values);
    return e;
}
