/* Groups on one scale, as a chart. */
#include "web/view.h"

#include "report/range.h"

#define TICKS       5
#define CUTOFFS_MAX 8

static enum svg_end end_of(enum published_mark mark)
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
    row.end = end_of(f->mean.mark);
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

struct axis_parts {
    char labels[TICKS][WEB_VALUE_SIZE];
    struct svg_tick ticks[TICKS];
    char cutoff_labels[CUTOFFS_MAX][WEB_CUTOFF_SIZE + sizeof "cutoff "];
    struct svg_tick cutoffs[CUTOFFS_MAX];
    char name[96];
};

static void fill_ticks(struct axis_parts *parts, const struct web_scale *scale)
{
    for (int i = 0; i < TICKS; i++) {
        int64_t tenths = i * 1000 / (TICKS - 1);
        parts->ticks[i].at = (int32_t)tenths;
        parts->ticks[i].label = parts->labels[i];
        if (!scale->own_units) {
            (void)snprintf(parts->labels[i], WEB_VALUE_SIZE, "%d",
                           (int)(tenths / 10));
            continue;
        }
        int64_t own = survey_scale_own_units(scale->survey, tenths * 100);
        int64_t rounded = survey_half_up(own, 100);
        (void)snprintf(parts->labels[i], WEB_VALUE_SIZE,
                       rounded % 10 == 0 ? "%lld" : "%lld.%lld",
                       (long long)(rounded / 10), (long long)(rounded % 10));
    }
}

static struct svg_axis axis_of(struct axis_parts *parts,
                               const struct web_scale *scale)
{
    fill_ticks(parts, scale);
    web_scale_words(scale, parts->name, sizeof parts->name);
    size_t n = 0;
    for (; n < scale->published->cutoff_count && n < CUTOFFS_MAX; n++) {
        const struct published_decimal *cut = &scale->published->cutoffs[n];
        char text[WEB_CUTOFF_SIZE];
        web_cutoff_text(scale->published, n, text);
        (void)snprintf(parts->cutoff_labels[n], sizeof parts->cutoff_labels[n],
                       "cutoff %s", text);
        parts->cutoffs[n].at = place(scale->published, cut->thousandths);
        parts->cutoffs[n].label = parts->cutoff_labels[n];
    }
    return (struct svg_axis){.low = 0,
                             .high = 1000,
                             .name = parts->name,
                             .ticks = parts->ticks,
                             .tick_count = TICKS,
                             .cutoffs = parts->cutoffs,
                             .cutoff_count = n};
}

/* An id of the scale that may stand in HTML: '_' and the like are hyphens. */
static void chart_id(const char *scale_id, char *out, size_t size)
{
    (void)snprintf(out, size, "chart-%s", scale_id);
    for (char *c = out; *c != '\0'; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
                     (*c >= '0' && *c <= '9');
        if (!plain)
            *c = '-';
    }
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
    struct axis_parts parts;
    char id[96];
    chart_id(scale->survey->id, id, sizeof id);
    struct svg_interval_chart chart = {
        .id = id,
        .title = title,
        .description = "Each row is a group: a dot at its mean, a line for "
                       "the 95 % interval. The table holds the same figures.",
        .axis = axis_of(&parts, scale),
        .rows = rows,
        .row_count = count,
    };
    e = svg_interval(web->pages, &chart, out_svg);
out:
    free(rows);
    free(values);
    return e;
}
