#include "web/view.h"

#include "report/range.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof *(a))

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

static void find_scales(struct web_view *view, const struct survey *s)
{
    for (size_t i = 0; i < s->scale_count; i++) {
        const struct survey_scale *scale = &s->scales[i];
        size_t at = published_scale_find(view->release, scale->id);
        if (at == PUBLISHED_NONE)
            continue;
        view->scales[view->scale_count++] = (struct web_scale){
            .survey = scale,
            .published = &view->release->scales[at],
            .index = at,
            .title = survey_text_in(s, &scale->title, NULL),
            .own_units = counts_something(s, scale),
            .in_area = is_in_area(s, i),
        };
    }
}

static enum web_way way_of(const struct survey *s,
                           const struct survey_area *area)
{
    size_t worse = 0;
    for (size_t i = 0; i < area->scale_count; i++)
        worse += s->scales[area->scales[i]].high_is == SURVEY_HIGH_IS_WORSE;
    if (worse == 0)
        return WEB_HIGH_IS_BETTER;
    return worse == area->scale_count ? WEB_HIGH_IS_WORSE : WEB_MIXED;
}

static void find_areas(struct web_view *view, const struct survey *s)
{
    for (size_t i = 0; i < s->area_count; i++) {
        view->areas[view->area_count++] = (struct web_area){
            .id = s->areas[i].id,
            .title = survey_text_in(s, &s->areas[i].title, NULL),
            .index = view->made_of.areas[i].index,
            .made_of = &view->made_of.areas[i],
            .way = way_of(s, &s->areas[i]),
        };
    }
}

enum err web_view_init(const struct web_wave *wave, struct web_view *out_view)
{
    const struct survey *s = wave->survey;
    struct web_view view = {.wave = wave, .release = wave->release};
    view.scales = calloc(s->scale_count + 1, sizeof *view.scales);
    view.areas = calloc(s->area_count + 1, sizeof *view.areas);
    enum err e = view.scales == NULL || view.areas == NULL
                     ? ERR_MEMORY
                     : report_areas_new(s, wave->release, &view.made_of);
    if (e != ERR_OK) {
        web_view_wipe(&view);
        return e;
    }
    find_scales(&view, s);
    find_areas(&view, s);
    *out_view = view;
    return ERR_OK;
}

void web_view_wipe(struct web_view *view)
{
    free(view->scales);
    free(view->areas);
    report_areas_wipe(&view->made_of);
    *view = (struct web_view){0};
}

bool web_is_outcome(const struct web_scale *scale)
{
    return !scale->in_area && !scale->survey->institution_only;
}

/* --- values --------------------------------------------------------------- */

static const char *mark_text(enum published_mark mark)
{
    switch (mark) {
    case PUBLISHED_EXACT: return "";
    case PUBLISHED_AT_LEAST: return "≥";
    case PUBLISHED_AT_MOST: return "≤";
    case PUBLISHED_ABOUT: return "about ";
    }
    return "";
}

void web_value_text(const struct published_value *value,
                    char out[static WEB_VALUE_SIZE])
{
    (void)snprintf(out, WEB_VALUE_SIZE, "%s%s", mark_text(value->mark),
                   value->text + strspn(value->text, "<>=~"));
}

/* Tenths of a point as a scale's own units, one decimal. */
static void own_text(const struct web_scale *scale, int64_t tenths,
                     char out[static WEB_VALUE_SIZE])
{
    int64_t own = survey_scale_own_units(scale->survey, tenths * 100);
    int64_t rounded = survey_half_up(own, 100);
    (void)snprintf(out, WEB_VALUE_SIZE, "%lld.%lld", (long long)(rounded / 10),
                   (long long)(rounded % 10));
}

void web_mean_text(const struct web_scale *scale,
                   const struct published_value *mean,
                   char out[static WEB_VALUE_SIZE])
{
    if (!scale->own_units) {
        web_value_text(mean, out);
        return;
    }
    char own[WEB_VALUE_SIZE];
    own_text(scale, mean->tenths, own);
    (void)snprintf(out, WEB_VALUE_SIZE, "%s%.16s", mark_text(mean->mark), own);
}

/* Whole points where the release printed whole points. */
static void end_text(const struct web_scale *scale, int64_t tenths,
                     bool decimals, char out[static WEB_VALUE_SIZE])
{
    if (scale->own_units)
        own_text(scale, tenths, out);
    else if (decimals)
        (void)snprintf(out, WEB_VALUE_SIZE, "%lld.%lld",
                       (long long)(tenths / 10), (long long)(tenths % 10));
    else
        (void)snprintf(out, WEB_VALUE_SIZE, "%lld", (long long)(tenths / 10));
}

static void put_interval(struct render_dict *cell,
                         const struct web_scale *scale,
                         const struct published_figure *f,
                         struct report_range range)
{
    char text[WEB_VALUE_SIZE];
    bool decimals = strchr(f->mean.text, '.') != NULL;
    struct render_dict *interval = render_add(cell, "INTERVAL");
    if (!decimals) /* whole points, outwards */
        range = (struct report_range){.low = range.low / 10 * 10,
                                      .high = (range.high + 9) / 10 * 10};
    end_text(scale, range.low, decimals, text);
    render_put_text(interval, "LOW", text);
    end_text(scale, range.high, decimals, text);
    render_put_text(interval, "HIGH", text);
}

void web_put_figure_range(struct render_dict *cell,
                          const struct web_scale *scale,
                          const struct published_group *group,
                          const struct report_range *range)
{
    const struct published_figure *f =
        group->shown ? &group->figures[scale->index] : NULL;
    if (f == NULL || !f->shown || f->mean.text == NULL) {
        (void)render_add(cell, "HIDDEN");
        return;
    }
    struct render_dict *shown = render_add(cell, "SHOWN");
    char text[WEB_VALUE_SIZE];
    web_mean_text(scale, &f->mean, text);
    render_put_text(shown, "VALUE", text);
    if (scale->own_units) {
        web_value_text(&f->mean, text);
        render_put_text(render_add(shown, "POINTS"), "POINTS_VALUE", text);
    }
    render_put_int(shown, "N", f->n);
    if (published_low_precision(f->n))
        (void)render_add(shown, "LOW_PRECISION");
    if (range != NULL)
        put_interval(shown, scale, f, *range);
}

void web_put_figure(struct render_dict *cell, const struct web_view *view,
                    const struct web_scale *scale,
                    const struct published_group *group)
{
    struct report_range range;
    bool known =
        report_range_of(view->release, (size_t)(group - view->release->groups),
                        scale->index, &range);
    web_put_figure_range(cell, scale, group, known ? &range : NULL);
}

/* Whole points, outwards. */
static void put_area_interval(struct render_dict *cell,
                              const struct grouping_range *range)
{
    if (!range->known)
        return;
    struct render_dict *interval = render_add(cell, "INTERVAL");
    render_put_int(interval, "LOW", range->range.low / 10);
    render_put_int(interval, "HIGH", (range->range.high + 9) / 10);
}

static void put_area(struct render_dict *cell,
                     const struct published_value *value, uint32_t n,
                     const struct grouping_range *range)
{
    char text[WEB_VALUE_SIZE];
    struct render_dict *shown = render_add(cell, "SHOWN");
    web_value_text(value, text);
    render_put_text(shown, "VALUE", text);
    if (published_low_precision(n))
        (void)render_add(shown, "LOW_PRECISION");
    if (range == NULL)
        return;
    render_put_int(shown, "N", n);
    put_area_interval(shown, range);
}

static const struct published_value *value_of(
    const struct web_area *area, const struct published_group *group)
{
    bool shown = group->shown && area->index != PUBLISHED_NONE &&
                 group->areas[area->index].text != NULL;
    return shown ? &group->areas[area->index] : NULL;
}

void web_put_area(struct render_dict *cell, const struct web_area *area,
                  const struct published_group *group)
{
    const struct published_value *value = value_of(area, group);
    if (value == NULL)
        (void)render_add(cell, "HIDDEN");
    else
        put_area(cell, value, group->n, NULL);
}

void web_put_area_range(struct render_dict *cell, const struct web_view *view,
                        const struct web_area *area,
                        const struct published_group *group)
{
    const struct published_value *value = value_of(area, group);
    if (value == NULL) {
        (void)render_add(cell, "HIDDEN");
        return;
    }
    struct grouping_range range = report_area_range(
        view->release, (size_t)(group - view->release->groups), area->made_of);
    put_area(cell, value, group->n, &range);
}

void web_put_area_figure(struct render_dict *cell,
                         const struct report_area_figure *figure, uint32_t n)
{
    if (figure->shown)
        put_area(cell, &figure->value, n, &figure->range);
    else
        (void)render_add(cell, "HIDDEN");
}

unsigned web_percent(uint32_t part, uint32_t whole)
{
    if (whole == 0)
        return 0;
    return (unsigned)survey_half_up((int64_t)part * 100, (int64_t)whole);
}

void web_scale_words(const struct web_scale *scale, char *out, size_t size)
{
    bool worse = scale->survey->high_is == SURVEY_HIGH_IS_WORSE;
    const char *way = worse ? "higher is worse" : "higher is better";
    if (scale->own_units)
        (void)snprintf(out, size, "%s to %s; %s", scale->published->low.text,
                       scale->published->high.text, way);
    else
        (void)snprintf(out, size, "0 to 100 points; %s", way);
}

const char *web_areas_words(const struct web_view *view)
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

void web_cutoff_text(const struct published_scale *scale, size_t cutoff,
                     char out[static WEB_CUTOFF_SIZE])
{
    bool points =
        scale->low.thousandths == 0 && scale->high.thousandths == 100 * 1000;
    if (points)
        (void)snprintf(out, WEB_CUTOFF_SIZE, "%s", scale->cutoffs[cutoff].text);
    else
        (void)snprintf(out, WEB_CUTOFF_SIZE, "%s (of %s to %s)",
                       scale->cutoffs[cutoff].text, scale->low.text,
                       scale->high.text);
}

void web_put_above(struct render_dict *row, const struct web_scale *scale,
                   const struct published_group *group)
{
    if (!group->shown || scale->published->cutoff_count == 0)
        return;
    const struct published_figure *f = &group->figures[scale->index];
    if (!f->shown || f->above.text == NULL)
        return;
    char text[WEB_VALUE_SIZE];
    struct render_dict *above = render_add(row, "ABOVE");
    web_value_text(&f->above, text);
    render_put_text(above, "ABOVE_VALUE", text);
    char cutoff[WEB_CUTOFF_SIZE];
    web_cutoff_text(scale->published, 0, cutoff);
    render_put_text(above, "CUTOFF", cutoff);
    render_put_int(above, "ABOVE_N", f->above_n);
}
