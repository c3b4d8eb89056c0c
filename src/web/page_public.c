/*
 * /wave/WAVE: what a wave came to, for those who answered: the institution
 * only, from the date that the office set.
 */
#include "base/clock.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/wave_parts.h"

static const struct render_field fields[] = {
    {"WAVE", RENDER_TEXT},
    {"TITLE", RENDER_TEXT},
    {"CLOSED_DATE", RENDER_TEXT},
    {"ROSTER", RENDER_TEXT},
    {"ANSWERED", RENDER_TEXT},
    {"PERCENT", RENDER_TEXT},
    {"SCALE", RENDER_SECTION},
    {"SCALE_TITLE", RENDER_TEXT},
    {"SCALE_WORDS", RENDER_TEXT},
    {"AREA", RENDER_SECTION},
    {"AREA_TITLE", RENDER_TEXT},
    {"RELEASE_SHA", RENDER_TEXT},
    {"AREAS_WORDS", RENDER_TEXT},
    WEB_TRUSTEES_FIELDS,
    WEB_FIGURE_FIELDS,
    WEB_ABOVE_FIELDS,
    {NULL, RENDER_TEXT},
};
const struct render_form page_public_form = {"public.tpl", fields,
                                             web_frame_fields};

static void fill(struct render_dict *page, const struct web_view *view)
{
    const struct published_release *release = view->release;
    const struct published_group *all = &release->groups[0];
    render_put_text(page, "WAVE", release->wave);
    render_put_text(page, "TITLE", view->wave->manifest->title);
    web_put_closing(page, "CLOSED_DATE", view->wave);
    render_put_int(page, "ROSTER", release->roster);
    render_put_int(page, "ANSWERED", release->redeemed);
    render_put_int(page, "PERCENT",
                   report_percent(release->redeemed, release->roster));
    render_put_text(page, "RELEASE_SHA", release->sha256);
    web_put_trustees(page, view);
    render_put_text(page, "AREAS_WORDS", web_areas_words(view));
    for (size_t i = 0; i < view->scale_count; i++) {
        struct render_dict *row = render_add(page, "SCALE");
        char words[96];
        report_scale_words(&view->scales[i], words, sizeof words);
        render_put_text(row, "SCALE_TITLE", view->scales[i].title);
        render_put_text(row, "SCALE_WORDS", words);
        web_put_figure(row, view, &view->scales[i], all);
        web_put_above(row, &view->scales[i], all);
    }
    for (size_t i = 0; i < view->area_count; i++) {
        struct render_dict *row = render_add(page, "AREA");
        render_put_text(row, "AREA_TITLE", view->areas[i].title);
        web_put_area(row, &view->areas[i], all);
    }
}

void page_public(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_wave *wave = web_waves_find(web->waves, http_request_var(r, 0));
    struct web_view view = {0};
    if (wave == NULL || !web_wave_is_public(wave, clock_now_sec())) {
        http_answer_error(r, 404);
    } else if (web_view_init(wave, &view) != ERR_OK) {
        http_answer_error(r, 503);
    } else {
        struct render_dict *page = web_page_new(web, NULL, "Results");
        fill(page, &view);
        web_page_answer(web, r, 200, "public.tpl", page);
    }
    web_view_wipe(&view);
    web_wave_release(wave);
}
