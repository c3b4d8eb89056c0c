/* The pages that everyone may read: first page, privacy, support. */
#include "base/clock.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/page.h"

static const struct render_field none[] = {{NULL, RENDER_TEXT}};
static const struct render_field error_fields[] = {
    {"E400", RENDER_SECTION},  {"E403", RENDER_SECTION},
    {"E404", RENDER_SECTION},  {"E405", RENDER_SECTION},
    {"E410", RENDER_SECTION},  {"E413", RENDER_SECTION},
    {"E415", RENDER_SECTION},  {"E421", RENDER_SECTION},
    {"E429", RENDER_SECTION},  {"E503", RENDER_SECTION},
    {"START", RENDER_SECTION}, {"START_URL", RENDER_TEXT},
    {"FIRST", RENDER_SECTION}, {NULL, RENDER_TEXT}};
static const struct render_field home_fields[] = {
    {"OPEN", RENDER_SECTION},   {"NONE_OPEN", RENDER_SECTION},
    {"CLOSED", RENDER_SECTION}, {"PUBLIC", RENDER_SECTION},
    {"WAVE", RENDER_TEXT},      {"TITLE", RENDER_TEXT},
    {"DATE", RENDER_TEXT},      {"HAS_CLOSED", RENDER_SECTION},
    {NULL, RENDER_TEXT}};

const struct render_form page_error_form = {"error.tpl", error_fields,
                                            web_frame_fields};
const struct render_form page_home_form = {"home.tpl", home_fields,
                                           web_frame_fields};
const struct render_form page_privacy_form = {"privacy.tpl", none,
                                              web_frame_fields};
const struct render_form page_support_form = {"support.tpl", none,
                                              web_frame_fields};

static void put_wave(const struct web *web, struct render_dict *page,
                     const struct web_wave *wave, const char *section,
                     int64_t now_sec, const char *language)
{
    struct render_dict *row = render_add(page, section);
    render_put_text(row, "WAVE", wave->info.name);
    web_put_title(row, wave, language);
    web_put_closing_in(web, row, "DATE", wave, language);
    if (web_wave_is_public(wave, now_sec))
        (void)render_add(row, "PUBLIC");
}

void page_home(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_wave **list = NULL;
    size_t n = 0;
    if (web_waves_list(web->waves, &list, &n) != ERR_OK) {
        http_answer_error(r, 503);
        return;
    }
    int64_t now_sec = clock_now_sec();
    const char *language = web_language(web, r, "home.tpl");
    struct render_dict *page = web_page_new(web, NULL, NULL);
    struct render_dict *closed = NULL;
    size_t open = 0;
    for (size_t i = 0; i < n; i++) {
        if (web_wave_takes_answers(list[i], now_sec)) {
            put_wave(web, page, list[i], "OPEN", now_sec, language);
            open++;
            continue;
        }
        if (closed == NULL)
            closed = render_add(page, "HAS_CLOSED");
        put_wave(web, closed, list[i], "CLOSED", now_sec, language);
    }
    if (open == 0)
        (void)render_add(page, "NONE_OPEN");
    web_waves_list_free(list, n);
    web_page_answer(web, r, 200, "home.tpl", page);
}

void page_privacy(void *context, struct http_request *r)
{
    struct web *web = context;
    web_page_answer(web, r, 200, "privacy.tpl", web_page_new(web, NULL, NULL));
}

void page_support(void *context, struct http_request *r)
{
    struct web *web = context;
    web_page_answer(web, r, 200, "support.tpl", web_page_new(web, NULL, NULL));
}
