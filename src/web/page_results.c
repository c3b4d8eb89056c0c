/* /results: the waves. */
#include "web/forms.h"
#include "web/handlers.h"
#include "web/view.h"

static const struct render_field fields[] = {
    {"CLOSED", RENDER_SECTION}, {"OPEN", RENDER_SECTION},
    {"NONE", RENDER_SECTION},   {"WAVE", RENDER_TEXT},
    {"TITLE", RENDER_TEXT},     {"DATE", RENDER_TEXT},
    {"ROSTER", RENDER_TEXT},    {"ANSWERED", RENDER_TEXT},
    {"PERCENT", RENDER_TEXT},   {NULL, RENDER_TEXT},
};
const struct render_form page_results_form = {"results.tpl", fields,
                                              web_frame_fields};

static void put_wave(struct render_dict *page, const struct web_wave *wave)
{
    bool closed = wave->phase == WEB_WAVE_CLOSED;
    struct render_dict *row = render_add(page, closed ? "CLOSED" : "OPEN");
    render_put_text(row, "WAVE", wave->info.name);
    render_put_text(row, "TITLE", wave->manifest->title);
    web_put_closing(row, "DATE", wave);
    if (!closed) {
        render_put_int(row, "ROSTER", wave_manifest_places(wave->manifest));
        return;
    }
    const struct published_release *release = wave->release;
    render_put_int(row, "ROSTER", release->roster);
    render_put_int(row, "ANSWERED", release->redeemed);
    render_put_int(row, "PERCENT",
                   report_percent(release->redeemed, release->roster));
}

void page_results(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_wave **list = NULL;
    size_t n = 0;
    if (web_waves_list(web->waves, &list, &n) != ERR_OK) {
        http_answer_error(r, 503);
        return;
    }
    struct render_dict *page = web_page_new(web, r, "Results");
    for (size_t i = 0; i < n; i++)
        put_wave(page, list[i]);
    if (n == 0)
        (void)render_add(page, "NONE");
    web_waves_list_free(list, n);
    web_page_answer(web, r, 200, "results.tpl", page);
}
