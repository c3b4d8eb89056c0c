/*
 * /office: how the waves stand, who came in and who took what away. Bands of
 * ten percent, once a day; no name of a trainee is within this program's reach.
 */
#include "base/clock.h"
#include "base/datetime.h"
#include "base/log.h"
#include "staff/exports.h"
#include "web/fetched.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/staff_log.h"

static const struct render_field fields[] = {
    {"OPEN", RENDER_SECTION},
    {"NONE_OPEN", RENDER_SECTION},
    {"CLOSED", RENDER_SECTION},
    {"HAS_CLOSED", RENDER_SECTION},
    {"WAVE", RENDER_TEXT},
    {"TITLE", RENDER_TEXT},
    {"DATE", RENDER_TEXT},
    {"PEOPLE", RENDER_TEXT},
    {"FETCHED", RENDER_SECTION},
    {"DEPARTMENT", RENDER_TEXT},
    {"ROSTER", RENDER_TEXT},
    {"BAND_LOW", RENDER_TEXT},
    {"BAND_HIGH", RENDER_TEXT},
    {"TAKEN", RENDER_TEXT},
    {"ENDED", RENDER_SECTION},
    {"UNREADABLE", RENDER_SECTION},
    {"HOLD", RENDER_SECTION},
    {"SINCE", RENDER_TEXT},
    {"REASON", RENDER_TEXT},
    {"PUBLIC_DATE", RENDER_SECTION},
    {"EXPORT", RENDER_SECTION},
    {"EXPORT_WHO", RENDER_TEXT},
    {"EXPORT_WHAT", RENDER_TEXT},
    {"EXPORT_WAVE", RENDER_TEXT},
    {"EXPORT_FORMAT", RENDER_TEXT},
    {"EXPORT_AT", RENDER_TEXT},
    {"NO_EXPORT", RENDER_SECTION},
    {"HAS_EXPORT", RENDER_SECTION},
    {"EXPORT_MORE", RENDER_SECTION},
    {"EXPORT_OLDER", RENDER_TEXT},
    {"LOGIN", RENDER_SECTION},
    {"LOGIN_WHO", RENDER_TEXT},
    {"LOGIN_AT", RENDER_TEXT},
    {"LOGIN_NOBODY", RENDER_SECTION},
    {"LOGIN_PASSWORD", RENDER_SECTION},
    {"LOGIN_SIGN_ON", RENDER_SECTION},
    {"LOGIN_LOGOUT", RENDER_SECTION},
    {"LOGIN_WRONG", RENDER_SECTION},
    {"LOGIN_COUNT", RENDER_TEXT},
    {"NO_LOGIN", RENDER_SECTION},
    {"HAS_LOGIN", RENDER_SECTION},
    {"STALE_LIST", RENDER_SECTION},
    {"STALE", RENDER_SECTION},
    {"STALE_NAME", RENDER_TEXT},
    {"STALE_SINCE", RENDER_SECTION},
    {"STALE_NEVER", RENDER_SECTION},
    {"STALE_LEAD", RENDER_TEXT},
    {NULL, RENDER_TEXT},
};
const struct render_form page_office_form = {"office.tpl", fields,
                                             web_frame_fields};

static void put_line(void *ctx, const struct wave_fetched_line *line)
{
    struct render_dict *row = render_add(ctx, "FETCHED");
    render_put_text(row, "DEPARTMENT", line->department);
    render_put_int(row, "ROSTER", line->roster);
    render_put_int(row, "BAND_LOW", line->band * 10);
    render_put_int(row, "BAND_HIGH",
                   line->band == 9 ? 100 : line->band * 10 + 9);
}

/* That a wave is kept longer than its manifest says, and why. */
static enum err put_hold(struct web *web, struct render_dict *row,
                         const struct web_wave *wave)
{
    struct site_hold hold;
    char since[DATETIME_WORDS_SIZE];
    enum err e = site_hold_get(web->site, wave->info.name, &hold);
    if (e != ERR_OK || !hold.is_on)
        return e;
    datetime_words(hold.at_sec, since);
    struct render_dict *d = render_add(row, "HOLD");
    render_put_text(d, "SINCE", since);
    render_put_text(d, "REASON", hold.reason);
    return ERR_OK;
}

static enum err put_open(struct web *web, struct render_dict *page,
                         const struct web_wave *wave, int64_t now_sec)
{
    char date[DATETIME_WORDS_SIZE];
    char taken[WEB_FETCHED_DATE_SIZE] = "";
    datetime_words(wave->info.closes_sec, date);
    struct render_dict *row = render_add(page, "OPEN");
    render_put_text(row, "WAVE", wave->info.name);
    render_put_text(row, "TITLE", wave->manifest->title);
    render_put_text(row, "DATE", date);
    render_put_int(row, "PEOPLE", wave_manifest_places(wave->manifest));
    if (now_sec >= wave->info.closes_sec)
        (void)render_add(row, "ENDED");
    enum err e =
        web_fetched_each(web->fetched, wave, now_sec, put_line, row, taken);
    char words[DATETIME_WORDS_SIZE];
    render_put_text(row, "TAKEN",
                    datetime_date_words(taken, words) == ERR_OK ? words
                                                                : taken);
    if (e != ERR_OK)
        (void)render_add(row, "UNREADABLE");
    return put_hold(web, row, wave);
}

static enum err put_closed(struct web *web, struct render_dict *closed,
                           const struct web_wave *wave)
{
    char date[DATETIME_WORDS_SIZE];
    struct render_dict *row = render_add(closed, "CLOSED");
    render_put_text(row, "WAVE", wave->info.name);
    render_put_text(row, "TITLE", wave->manifest->title);
    if (wave->info.public_sec != 0) {
        datetime_words(wave->info.public_sec, date);
        render_put_text(render_add(row, "PUBLIC_DATE"), "DATE", date);
    }
    return put_hold(web, row, wave);
}

static enum err put_waves(struct web *web, struct render_dict *page)
{
    struct web_wave **list = NULL;
    size_t n = 0;
    enum err e = web_waves_list(web->waves, &list, &n);
    if (e != ERR_OK)
        return e;
    struct render_dict *closed = NULL;
    size_t open = 0;
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        if (list[i]->phase != WEB_WAVE_CLOSED) {
            e = put_open(web, page, list[i], clock_now_sec());
            open++;
            continue;
        }
        if (closed == NULL)
            closed = render_add(page, "HAS_CLOSED");
        e = put_closed(web, closed, list[i]);
    }
    if (open == 0)
        (void)render_add(page, "NONE_OPEN");
    web_waves_list_free(list, n);
    return e;
}

/* Support entries that somebody should call, and whose they are. */
static void put_stale(const struct web *web, struct render_dict *page,
                      int64_t now_sec)
{
    const struct survey_resources *all = web->resources;
    struct render_dict *list = NULL;
    for (size_t i = 0; i < all->count; i++) {
        const struct survey_resource *one = &all->list[i];
        if (!survey_resource_is_stale(one, now_sec))
            continue;
        if (list == NULL)
            list = render_add(page, "STALE_LIST");
        struct render_dict *row = render_add(list, "STALE");
        render_put_text(row, "STALE_NAME",
                        survey_resources_text_in(all, &one->name, "en"));
        render_put_text(row, "STALE_LEAD", one->lead);
        if (one->last_verified == NULL)
            (void)render_add(row, "STALE_NEVER");
        else
            render_put_text(render_add(row, "STALE_SINCE"), "DATE",
                            one->last_verified);
    }
}

void page_office(void *context, struct http_request *r)
{
    struct web *web = context;
    struct render_dict *page = web_page_new(web, r, "Office");
    enum err e = put_waves(web, page);
    put_stale(web, page, clock_now_sec());
    if (e == ERR_OK)
        e = web_put_logins(web->site, page);
    if (e == ERR_OK)
        e = web_put_exports(web->site, page);
    if (e == ERR_OK) {
        web_page_answer(web, r, 200, "office.tpl", page);
        return;
    }
    log_event(LOG_SITE_FAILED, (int64_t)e);
    render_dict_free(page);
    http_answer_error(r, 503);
}
