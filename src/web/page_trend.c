/* /results/WAVE/trend?unit=P001: the institution or a unit over the waves up to
 * this one. */
#include "web/download.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/order.h"
#include "web/series.h"
#include "web/wave_parts.h"

static const struct render_field fields[] = {
    {"OF_WHOM", RENDER_TEXT},
    {"UNIT_OPTION", RENDER_SECTION},
    {"UNIT", RENDER_TEXT},
    {"UNIT_NAME", RENDER_TEXT},
    {"UNIT_CHOSEN", RENDER_SECTION},
    {"ONE_WAVE", RENDER_SECTION},
    {"OUTCOMES", RENDER_SECTION},
    {"AREAS", RENDER_SECTION},
    WEB_PARTS_FIELDS,
    WEB_SOURCE_FIELDS,
    WEB_TREND_FIELDS,
    {NULL, RENDER_TEXT},
};
const struct render_form page_trend_form = {"trends.tpl", fields,
                                            web_frame_fields};

static enum err put_units(struct render_dict *page, const struct web_view *view,
                          const char *chosen)
{
    size_t *order = NULL;
    size_t n = 0;
    enum err e = web_order(view->release, &order, &n);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        const struct published_group *g = &view->release->groups[order[i]];
        if (g->level != PUBLISHED_UNIT)
            continue;
        const char *unit = g->id + strlen("unit:");
        struct render_dict *option = render_add(page, "UNIT_OPTION");
        render_put_text(option, "UNIT", unit);
        render_put_text(option, "UNIT_NAME", g->name);
        if (chosen != NULL && strcmp(chosen, unit) == 0)
            (void)render_add(option, "UNIT_CHOSEN");
    }
    free(order);
    return e;
}

static enum err put_trends(const struct web *web,
                           const struct web_series *series, const char *unit,
                           struct render_dict *page)
{
    const struct web_view *view = &series->views[series->count - 1];
    struct render_dict *outcomes = render_add(page, "OUTCOMES");
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < view->scale_count; i++) {
        const struct web_subject subject = {.scale = &view->scales[i]};
        if (web_is_outcome(subject.scale))
            e = web_put_trend(web, series, &subject, unit, outcomes);
    }
    struct render_dict *areas = render_add(page, "AREAS");
    for (size_t i = 0; e == ERR_OK && i < view->area_count; i++) {
        const struct web_subject subject = {.area = &view->areas[i]};
        e = web_put_trend(web, series, &subject, unit, areas);
    }
    return e;
}

static enum err fill(const struct web *web, const struct web_series *series,
                     const char *unit, struct render_dict *page)
{
    const struct web_view *view = &series->views[series->count - 1];
    const struct published_release *r = view->release;
    size_t group = unit == NULL ? 0 : published_unit_find(r, unit);
    web_put_parts(page, view, WEB_PART_TREND);
    web_put_source(page, view);
    render_put_text(page, "OF_WHOM", r->groups[group].name);
    if (series->count < 2)
        (void)render_add(page, "ONE_WAVE");
    enum err e = put_units(page, view, unit);
    return e == ERR_OK ? put_trends(web, series, unit, page) : e;
}

void page_trend(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_series series = {.held = NULL};
    const char *unit = http_request_query(r, "unit");
    struct web_wave *wave = web_closed_wave(web, r, 0);
    if (wave == NULL)
        return;
    if (unit != NULL && unit[0] == 0)
        unit = NULL;
    if (unit != NULL &&
        published_unit_find(wave->release, unit) == PUBLISHED_NONE) {
        http_answer_error(r, 404);
    } else {
        struct render_dict *page = web_page_new(web, r, "Over waves");
        enum err e = web_series_init(web, wave, &series);
        if (e == ERR_OK)
            e = fill(web, &series, unit, page);
        web_page_end(web, r, e, "trends.tpl", page);
    }
    web_series_wipe(&series);
    web_wave_release(wave);
}
