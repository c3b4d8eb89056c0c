#include "web/view.h"

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
    view.areas = calloc(s->area_count + 1, sizeof *view.areas);
    enum err e = view.areas == NULL
                     ? ERR_MEMORY
                     : report_areas_new(s, wave->release, &view.made_of);
    if (e == ERR_OK)
        e = report_view_init(wave->release, s, &view.shared);
    if (e != ERR_OK) {
        web_view_wipe(&view);
        return e;
    }
    view.scales = view.shared.scales;
    view.scale_count = view.shared.scale_count;
    find_areas(&view, s);
    *out_view = view;
    return ERR_OK;
}

void web_view_wipe(struct web_view *view)
{
    free(view->areas);
    report_areas_wipe(&view->made_of);
    report_view_wipe(&view->shared);
    *view = (struct web_view){0};
}

bool web_is_outcome(const struct report_scale *scale)
{
    return !scale->in_area && !scale->survey->institution_only;
}

static void put_interval(struct render_dict *cell,
                         const struct report_scale *scale,
                         const struct published_figure *f,
                         struct report_range range)
{
    char low[REPORT_VALUE_SIZE];
    char high[REPORT_VALUE_SIZE];
    report_range_text(scale, f, range, low, high);
    struct render_dict *interval = render_add(cell, "INTERVAL");
    render_put_text(interval, "LOW", low);
    render_put_text(interval, "HIGH", high);
}

void web_put_figure_range(struct render_dict *cell,
                          const struct report_scale *scale,
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
    char text[REPORT_VALUE_SIZE];
    report_mean_text(scale, &f->mean, text);
    render_put_text(shown, "VALUE", text);
    render_put_int(shown, "N", f->n);
    if (published_low_precision(f->n))
        (void)render_add(shown, "LOW_PRECISION");
    if (range != NULL)
        put_interval(shown, scale, f, *range);
}

void web_put_figure(struct render_dict *cell, const struct web_view *view,
                    const struct report_scale *scale,
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
    char text[REPORT_VALUE_SIZE];
    struct render_dict *shown = render_add(cell, "SHOWN");
    report_value_text(value, text);
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

const char *web_areas_words(const struct web_view *view)
{
    return report_areas_words(&view->shared);
}

void web_put_above(struct render_dict *row, const struct report_scale *scale,
                   const struct published_group *group)
{
    if (!group->shown || scale->published->cutoff_count == 0)
        return;
    const struct published_figure *f = &group->figures[scale->index];
    if (!f->shown || f->above.text == NULL)
        return;
    char text[REPORT_VALUE_SIZE];
    struct render_dict *above = render_add(row, "ABOVE");
    report_value_text(&f->above, text);
    render_put_text(above, "ABOVE_VALUE", text);
    char cutoff[REPORT_CUTOFF_SIZE];
    report_cutoff_text(scale->published, 0, cutoff);
    render_put_text(above, "CUTOFF", cutoff);
    render_put_int(above, "ABOVE_N", f->above_n);
}
