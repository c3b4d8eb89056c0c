/*
 * /info/WAVE: the information sheet. The institution's words as they were when
 * the wave opened, and beside them what the manifest promises: dates and rule.
 */
#include "web/forms.h"
#include "web/handlers.h"
#include "web/page.h"

#include <sodium.h>

static const struct render_field fields[] = {
    {"WAVE", RENDER_TEXT},
    {"TITLE", RENDER_TEXT},
    {"PURPOSE", RENDER_TEXT},
    {"VOLUNTARY", RENDER_TEXT},
    {"WHO_SEES", RENDER_TEXT},
    {"RESULTS", RENDER_TEXT},
    {"RESPONSIBLE", RENDER_TEXT},
    {"CONTACT", RENDER_TEXT},
    {"EMAIL", RENDER_SECTION},
    {"ADDRESS", RENDER_TEXT},
    {"CONTACT_PHONE", RENDER_SECTION},
    {"PHONE", RENDER_TEXT},
    {"PHONE_TEL", RENDER_TEXT},
    {"QUALITY", RENDER_SECTION},
    {"APPROVED", RENDER_SECTION},
    {"EXEMPT", RENDER_SECTION},
    {"REVIEW", RENDER_TEXT},
    {"OPENS", RENDER_TEXT},
    {"CLOSES", RENDER_TEXT},
    {"PURGE", RENDER_TEXT},
    {"K", RENDER_TEXT},
    {"PEOPLE", RENDER_TEXT},
    {NULL, RENDER_TEXT},
};
const struct render_form page_information_form = {"information.tpl", fields,
                                                  web_frame_fields};

static void put_words(struct render_dict *page,
                      const struct survey_information *info,
                      const char *language)
{
    const struct {
        const char *name;
        const struct survey_text *text;
    } texts[] = {
        {"PURPOSE", &info->purpose},         {"VOLUNTARY", &info->voluntary},
        {"WHO_SEES", &info->who_sees},       {"RESULTS", &info->results},
        {"RESPONSIBLE", &info->responsible}, {"CONTACT", &info->contact},
    };
    static const char *const reviews[] = {
        [SURVEY_REVIEW_QUALITY] = "QUALITY",
        [SURVEY_REVIEW_APPROVED] = "APPROVED",
        [SURVEY_REVIEW_EXEMPT] = "EXEMPT",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        render_put_text(
            page, texts[i].name,
            survey_information_text_in(info, texts[i].text, language));
    if (info->email != NULL)
        render_put_text(render_add(page, "EMAIL"), "ADDRESS", info->email);
    if (info->phone != NULL)
        web_put_number(page, "CONTACT_PHONE", info->phone);
    (void)render_add(page, reviews[info->review]);
    render_put_text(page, "REVIEW", info->review_number);
    web_put_foreign(page, info->languages, info->language_count, language);
}

static void put_promise(const struct web *web, struct render_dict *page,
                        const struct web_wave *wave, const char *language)
{
    const struct wave_manifest *m = wave->manifest;
    const struct survey *s = wave->survey;
    render_put_text(page, "WAVE", wave->info.name);
    render_put_text(page, "TITLE", survey_text_in(s, &s->title, language));
    web_put_moment(web, page, "OPENS", m->opens_sec, language);
    web_put_moment(web, page, "CLOSES", m->closes_sec, language);
    web_put_day(web, page, "PURGE", m->purge, language);
    render_put_int(page, "K", m->rule.k);
    render_put_int(page, "PEOPLE", wave_manifest_places(m));
}

void page_information(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_wave *wave = web_waves_find(web->waves, http_request_var(r, 0));
    if (wave == NULL || wave->information == NULL) {
        web_wave_release(wave);
        http_answer_error(r, 404);
        return;
    }
    const char *language = web_language(web, r, "information.tpl");
    struct render_dict *page = web_page_new(web, NULL, NULL);
    put_words(page, wave->information, language);
    put_promise(web, page, wave, language);
    web_wave_release(wave);
    web_page_answer(web, r, 200, "information.tpl", page);
}
