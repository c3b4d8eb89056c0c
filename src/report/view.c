#include "report/view.h"

static bool counts_something(const struct survey *s,
                             const struct survey_scale *scale)
{
    return scale->item_count == 1 &&
           s->questions[scale->items[0].question].type == SURVEY_NUMBER;
}

static bool is_in_area(const struct survey *s, size_t scale)
{
    for (size_t i = 0; i < s->area_count; i++) {
        for (size_t k = 0; k < s->areas[i].scale_count; k++) {
            if (s->areas[i].scales[k] == scale)
                return true;
        }
    }
    return false;
}

static void find_scales(struct report_view *view, const struct survey *s)
{
    for (size_t i = 0; i < s->scale_count; i++) {
        const struct survey_scale *scale = &s->scales[i];
        size_t at = published_scale_find(view->release, scale->id);
        if (at == PUBLISHED_NONE)
            continue;
        view->scales[view->scale_count++] = (struct report_scale){
            .survey = scale,
            .published = &view->release->scales[at],
            .index = at,
            .title = survey_text_in(s, &scale->title, NULL),
            .own_units = counts_something(s, scale),
            .in_area = is_in_area(s, i),
        };
    }
}

static void find_areas(struct report_view *view, const struct survey *s)
{
    for (size_t i = 0; i < s->area_count; i++) {
        view->areas[view->area_count++] = (struct report_view_area){
            .survey = &s->areas[i],
            .title = survey_text_in(s, &s->areas[i].title, NULL),
            .index = published_area_find(view->release, s->areas[i].id),
        };
    }
}

enum err report_view_init(const struct published_release *release,
                          const struct survey *s, struct report_view *out_view)
{
    struct report_view view = {.release = release, .survey = s};
    view.scales = calloc(s->scale_count + 1, sizeof *view.scales);
    view.areas = calloc(s->area_count + 1, sizeof *view.areas);
    if (view.scales == NULL || view.areas == NULL) {
        report_view_wipe(&view);
        return ERR_MEMORY;
    }
    find_scales(&view, s);
    find_areas(&view, s);
    *out_view = view;
    return ERR_OK;
}

void report_view_wipe(struct report_view *view)
{
    free(view->scales);
    free(view->areas);
    *view = (struct report_view){0};
}

/* --- values --------------------------------------------------------------- */

static const char *mark_sign(enum published_mark mark)
{
    switch (mark) {
    case PUBLISHED_EXACT:
    case PUBLISHED_ABOUT: return "";
    case PUBLISHED_AT_LEAST: return "≥";
    case PUBLISHED_AT_MOST: return "≤";
    }
    return "";
}

bool report_is_about(const struct published_value *value)
{
    return value->mark == PUBLISHED_ABOUT;
}

void report_value_bare(const struct published_value *value,
                       char out[static REPORT_VALUE_SIZE])
{
    (void)snprintf(out, REPORT_VALUE_SIZE, "%s%s", mark_sign(value->mark),
                   value->text + strspn(value->text, "<>=~"));
}

/* A bare text with its word. */
static void put_word(const struct published_value *value, const char *bare,
                     char out[static REPORT_VALUE_SIZE])
{
    (void)snprintf(out, REPORT_VALUE_SIZE, "%s%.32s",
                   report_is_about(value) ? "about " : "", bare);
}

void report_value_text(const struct published_value *value,
                       char out[static REPORT_VALUE_SIZE])
{
    char bare[REPORT_VALUE_SIZE];
    report_value_bare(value, bare);
    put_word(value, bare, out);
}

void report_print_text(const char *print, char out[static REPORT_VALUE_SIZE])
{
    const char *mark = strncmp(print, ">=", 2) == 0   ? "≥"
                       : strncmp(print, "<=", 2) == 0 ? "≤"
                       : print[0] == '~'              ? "about "
                                                      : "";
    (void)snprintf(out, REPORT_VALUE_SIZE, "%s%.16s", mark,
                   print + strspn(print, "<>=~"));
}

/* Tenths of a point as a scale's own units, one decimal. */
static void own_text(const struct report_scale *scale, int64_t tenths,
                     char out[static REPORT_VALUE_SIZE])
{
    int64_t own = survey_scale_own_units(scale->survey, tenths * 100);
    int64_t rounded = survey_half_up(own, 100);
    (void)snprintf(out, REPORT_VALUE_SIZE, "%lld.%lld",
                   (long long)(rounded / 10), (long long)(rounded % 10));
}

void report_mean_bare(const struct report_scale *scale,
                      const struct published_value *mean,
                      char out[static REPORT_VALUE_SIZE])
{
    if (!scale->own_units) {
        report_value_bare(mean, out);
        return;
    }
    char own[REPORT_VALUE_SIZE];
    own_text(scale, mean->tenths, own);
    (void)snprintf(out, REPORT_VALUE_SIZE, "%s%.16s", mark_sign(mean->mark),
                   own);
}

void report_mean_text(const struct report_scale *scale,
                      const struct published_value *mean,
                      char out[static REPORT_VALUE_SIZE])
{
    char bare[REPORT_VALUE_SIZE];
    report_mean_bare(scale, mean, bare);
    put_word(mean, bare, out);
}

/* Whole points where the release printed whole points. */
static void end_text(const struct report_scale *scale, int64_t tenths,
                     bool decimals, char out[static REPORT_VALUE_SIZE])
{
    if (scale->own_units)
        own_text(scale, tenths, out);
    else if (decimals)
        (void)snprintf(out, REPORT_VALUE_SIZE, "%lld.%lld",
                       (long long)(tenths / 10), (long long)(tenths % 10));
    else
        (void)snprintf(out, REPORT_VALUE_SIZE, "%lld",
                       (long long)(tenths / 10));
}

void report_range_text(const struct report_scale *scale,
                       const struct published_figure *figure,
                       struct report_range range,
                       char out_low[static REPORT_VALUE_SIZE],
                       char out_high[static REPORT_VALUE_SIZE])
{
    bool decimals = strchr(figure->mean.text, '.') != NULL;
    if (!decimals) /* whole points, outwards */
        range = (struct report_range){.low = range.low / 10 * 10,
                                      .high = (range.high + 9) / 10 * 10};
    end_text(scale, range.low, decimals, out_low);
    end_text(scale, range.high, decimals, out_high);
}

unsigned report_percent(uint32_t part, uint32_t whole)
{
    if (whole == 0)
        return 0;
    return (unsigned)survey_half_up((int64_t)part * 100, (int64_t)whole);
}

double report_difference(const struct report_scale *scale, double points)
{
    if (scale == NULL || !scale->own_units)
        return points;
    return points *
           (double)(scale->published->high.thousandths -
                    scale->published->low.thousandths) /
           100000;
}

void report_scale_words(const struct report_scale *scale, char *out,
                        size_t size)
{
    bool worse = scale->survey->high_is == SURVEY_HIGH_IS_WORSE;
    const char *way = worse ? "higher is worse" : "higher is better";
    if (scale->own_units)
        (void)snprintf(out, size, "%s to %s; %s", scale->published->low.text,
                       scale->published->high.text, way);
    else
        (void)snprintf(out, size, "0 to 100 points; %s", way);
}

const char *report_areas_words(const struct report_view *view)
{
    size_t better = 0;
    size_t worse = 0;
    for (size_t i = 0; i < view->scale_count; i++) {
        if (!view->scales[i].in_area)
            continue;
        if (view->scales[i].survey->high_is == SURVEY_HIGH_IS_BETTER)
            better++;
        else
            worse++;
    }
    if (worse == 0)
        return "higher is better";
    return better == 0 ? "higher is worse"
                       : "which way is better depends on the area";
}

void report_cutoff_text(const struct published_scale *scale, size_t cutoff,
                        char out[static REPORT_CUTOFF_SIZE])
{
    bool points =
        scale->low.thousandths == 0 && scale->high.thousandths == 100 * 1000;
    if (points)
        (void)snprintf(out, REPORT_CUTOFF_SIZE, "%s",
                       scale->cutoffs[cutoff].text);
    else
        (void)snprintf(out, REPORT_CUTOFF_SIZE, "%s (of %s to %s)",
                       scale->cutoffs[cutoff].text, scale->low.text,
                       scale->high.text);
}
