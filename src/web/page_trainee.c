/*
 * /w/WAVE and /receipt/WAVE: shells around the browser's half. No cookie, no
 * session, nothing about whoever opens them.
 */
#include "base/clock.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/page.h"

/* Everything that a shell may show; each shows what it needs. */
static const struct render_field shell_fields[] = {
    {"WAVE", RENDER_TEXT},         {"TITLE", RENDER_TEXT},
    {"CLOSES_WORDS", RENDER_TEXT}, {"CLIENT_URL", RENDER_TEXT},
    {"CLIENT_SRI", RENDER_TEXT},   {"PAGE_TITLE", RENDER_TEXT},
    {"INSTITUTION", RENDER_TEXT},  {"STYLE_URL", RENDER_TEXT},
    {"NOBODY", RENDER_SECTION},    {"INFO", RENDER_SECTION},
    WEB_LANGUAGE_FIELDS,           {"RESOURCES", RENDER_MARKUP},
    {NULL, RENDER_TEXT},
};
static const struct render_field none[] = {{NULL, RENDER_TEXT}};
const struct render_form page_survey_form = {"survey.tpl", none, shell_fields};
const struct render_form page_receipt_form = {"receipt.tpl", none,
                                              shell_fields};

static const struct render_field closed_fields[] = {
    {"WAVE", RENDER_TEXT},         {"TITLE", RENDER_TEXT},
    {"CLOSES_WORDS", RENDER_TEXT}, {"PUBLIC", RENDER_SECTION},
    {NULL, RENDER_TEXT},
};
const struct render_form page_survey_closed_form = {
    "survey_closed.tpl", closed_fields, web_frame_fields};

static struct render_dict *shell(struct web *web, const struct web_wave *wave,
                                 const char *language)
{
    struct render_dict *page = web_page_new(web, NULL, NULL);
    render_put_text(page, "WAVE", wave->info.name);
    web_put_title(page, wave, language);
    web_put_closing_in(web, page, "CLOSES_WORDS", wave, language);
    return page;
}

static void answer_closed(struct web *web, struct http_request *r,
                          const struct web_wave *wave)
{
    const char *language = web_language(web, r, "survey_closed.tpl");
    struct render_dict *page = shell(web, wave, language);
    if (web_wave_is_public(wave, clock_now_sec()))
        (void)render_add(page, "PUBLIC");
    web_page_answer(web, r, 410, "survey_closed.tpl", page);
}

static struct render_dict *survey(struct web *web, const struct web_wave *wave,
                                  const char *language)
{
    struct render_dict *page = shell(web, wave, language);
    if (wave->information != NULL)
        (void)render_add(page, "INFO");
    render_put_format(page, "CLIENT_URL", "/v1/waves/%s/client.js",
                      wave->info.name);
    render_put_text(page, "CLIENT_SRI", wave->client_sri);
    return page;
}

static struct render_dict *receipt(struct web *web, const struct web_wave *wave,
                                   const char *language)
{
    const struct web_asset *script = &web->assets[WEB_RECEIPT_SCRIPT];
    struct render_dict *page = shell(web, wave, language);
    render_put_text(page, "CLIENT_URL", script->url);
    render_put_text(page, "CLIENT_SRI", script->sri);
    return page;
}

void page_survey(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_wave *wave = web_waves_find(web->waves, http_request_var(r, 0));
    if (wave == NULL)
        http_answer_error(r, 404);
    else if (web_wave_takes_answers(wave, clock_now_sec()))
        web_page_answer_kept(web, r, &wave->survey_page, "survey.tpl", wave,
                             survey);
    else
        answer_closed(web, r, wave);
    web_wave_release(wave);
}

void page_receipt(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_wave *wave = web_waves_find(web->waves, http_request_var(r, 0));
    if (wave == NULL)
        http_answer_error(r, 404);
    else
        web_page_answer_kept(web, r, &wave->receipt_page, "receipt.tpl", wave,
                             receipt);
    web_wave_release(wave);
}
