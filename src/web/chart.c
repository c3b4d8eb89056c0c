#include "web/chart.h"

static int32_t clip(int64_t tenths)
{
    return (int32_t)(tenths < 0 ? 0 : tenths > 1000 ? 1000 : tenths);
}

enum svg_end web_svg_end(enum published_mark mark)
{
    switch (mark) {
    case PUBLISHED_EXACT: return SVG_EXACT;
    case PUBLISHED_AT_LEAST: return SVG_AT_LEAST;
    case PUBLISHED_AT_MOST: return SVG_AT_MOST;
    case PUBLISHED_ABOUT: return SVG_ABOUT;
    }
    return SVG_NOT_SHOWN;
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

static void fill_ticks(struct web_axis *parts, const struct web_subject *s)
{
    for (int i = 0; i < WEB_TICKS; i++) {
        int64_t tenths = i * 1000 / (WEB_TICKS - 1);
        parts->ticks[i].at = (int32_t)tenths;
        parts->ticks[i].label = parts->labels[i];
        if (s->scale == NULL || !s->scale->own_units) {
            (void)snprintf(parts->labels[i], WEB_VALUE_SIZE, "%d",
                           (int)(tenths / 10));
            continue;
        }
        int64_t own = survey_scale_own_units(s->scale->survey, tenths * 100);
        int64_t rounded = survey_half_up(own, 100);
        (void)snprintf(parts->labels[i], WEB_VALUE_SIZE,
                       rounded % 10 == 0 ? "%lld" : "%lld.%lld",
                       (long long)(rounded / 10), (long long)(rounded % 10));
    }
}

static size_t fill_cutoffs(struct web_axis *parts,
                           const struct published_scale *scale)
{
    size_t n = 0;
    for (; n < scale->cutoff_count && n < WEB_CUTOFFS_MAX; n++) {
        char text[WEB_CUTOFF_SIZE];
        web_cutoff_text(scale, n, text);
        (void)snprintf(parts->cutoff_labels[n], sizeof parts->cutoff_labels[n],
                       "cutoff %s", text);
        parts->cutoffs[n].at = place(scale, scale->cutoffs[n].thousandths);
        parts->cutoffs[n].label = parts->cutoff_labels[n];
    }
    return n;
}

struct svg_axis web_axis_of(struct web_axis *parts, const struct web_subject *s)
{
    fill_ticks(parts, s);
    web_subject_words(s, parts->name, sizeof parts->name);
    size_t n = s->scale == NULL ? 0 : fill_cutoffs(parts, s->scale->published);
    return (struct svg_axis){.low = 0,
                             .high = 1000,
                             .name = parts->name,
                             .ticks = parts->ticks,
                             .tick_count = WEB_TICKS,
                             .cutoffs = parts->cutoffs,
                             .cutoff_count = n};
}

struct svg_axis web_axis_difference(struct web_axis *parts,
                                    const struct web_subject *s, double most)
{
    /* Tens of points, so that half of it has no more than whole points. */
    int32_t end = most < 20 ? 200 : (int32_t)((most + 9.99) / 10) * 100;
    if (end > 1000)
        end = 1000;
    for (int i = 0; i < WEB_TICKS; i++) {
        int32_t at = -end + i * end / 2;
        web_subject_difference(s, at / 10.0, parts->labels[i]);
        char *tail = strstr(parts->labels[i], ".0");
        if (tail != NULL)
            *tail = 0;
        parts->ticks[i] = (struct svg_tick){at, parts->labels[i]};
    }
    (void)snprintf(parts->name, sizeof parts->name,
                   "the unit less the rest, %s", web_subject_unit(s));
    parts->cutoffs[0] = (struct svg_tick){0, "the rest"};
    return (struct svg_axis){.low = -end,
                             .high = end,
                             .name = parts->name,
                             .ticks = parts->ticks,
                             .tick_count = WEB_TICKS,
                             .cutoffs = parts->cutoffs,
                             .cutoff_count = 1};
}

void web_chart_id(const char *prefix, const char *id,
                  char out[static WEB_CHART_ID_SIZE])
{
    (void)snprintf(out, WEB_CHART_ID_SIZE, "%s-%s", prefix, id);
    for (char *c = out; *c != 0; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
                     (*c >= '0' && *c <= '9');
        if (!plain)
            *c = '-';
    }
}
