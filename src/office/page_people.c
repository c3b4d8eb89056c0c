/* /wave/{}/people: the campaign, and what happens to single people: a lost
 * code, somebody who left, an address that changed. */
#include "office/pages.h"

#include "base/datetime.h"
#include "conduct/campaign.h"
#include "conduct/person.h"

#include <sodium.h>

static const struct render_field fields[] = {
    {"ERROR", RENDER_SECTION},      {"WHAT", RENDER_TEXT},
    {"DONE", RENDER_SECTION},       {"SAID", RENDER_TEXT},
    {"CODE", RENDER_SECTION},       {"TEXT", RENDER_TEXT},
    {"LINK", RENDER_TEXT},          {"WAVE", RENDER_TEXT},
    {"STEP", RENDER_SECTION},       {"DAY", RENDER_TEXT},
    {"NAME", RENDER_TEXT},          {"AT", RENDER_SECTION},
    {"DATE", RENDER_TEXT},          {"LANGUAGE", RENDER_SECTION},
    {"CODE_OF", RENDER_TEXT},       {"NAME_OF", RENDER_TEXT},
    {"IS_ENGLISH", RENDER_SECTION}, {NULL, RENDER_TEXT},
};
const struct render_form office_people_form = {"office_people.tpl", fields,
                                               office_frame_fields};

enum err office_outreach_open(const struct office *o,
                              const struct http_request *r,
                              struct conduct_outreach *out,
                              struct err_note *note)
{
    struct conduct_folder folder;
    enum err e = conduct_folder_open(o->dir, &folder, note);
    if (e != ERR_OK)
        return e;
    if (o->base[0] == '\0' &&
        conduct_folder_setting(&folder, "base_url")[0] == '\0')
        return err_say(note, ERR_STATE,
                       "say on the wave's page first where trainees reach the "
                       "server");
    return conduct_outreach_open(o->dir, http_request_var(r, 0),
                                 o->base[0] != '\0' ? o->base : NULL, out,
                                 note);
}

static const char *const names[] = {
    [CAMPAIGN_POSTER] = "Hang up the poster",
    [CAMPAIGN_ANNOUNCEMENT] = "Announcement to all trainees",
    [CAMPAIGN_DIRECTOR] = "Mail to program directors",
    [CAMPAIGN_INVITES] = "Invites",
    [CAMPAIGN_REMINDER] = "Reminder",
    [CAMPAIGN_THANKS] = "Thanks to all trainees",
};

/* "15 December 2026". */
static void put_day(struct render_dict *row, const char *name, int64_t sec)
{
    char day[DATETIME_DATE_SIZE];
    char words[DATETIME_WORDS_SIZE];
    datetime_date(sec, day);
    render_put_text(row, name,
                    datetime_date_words(day, words) == ERR_OK ? words : day);
}

static enum err put_steps(struct render_dict *page,
                          const struct conduct_outreach *out)
{
    struct conduct_step steps[CAMPAIGN_STEPS_MAX];
    size_t count = 0;
    enum err e = conduct_campaign(out, steps, &count);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        struct render_dict *row = render_add(page, "STEP");
        put_day(row, "DAY", steps[i].step.day_sec);
        render_put_format(row, "NAME",
                          steps[i].step.number > 0 ? "%s %u" : "%s",
                          names[steps[i].step.what], steps[i].step.number);
        if (steps[i].done_sec != 0)
            put_day(render_add(row, "AT"), "DATE", steps[i].done_sec);
    }
    return e;
}

void office_people_show(const struct office *o, struct http_request *r,
                        struct render_dict *page, const char *said,
                        enum err wrong, const struct err_note *why)
{
    struct conduct_outreach out = CONDUCT_OUTREACH_INIT;
    struct err_note note = {""};
    char title[64];
    (void)snprintf(title, sizeof title, "People and mails of %s",
                   http_request_var(r, 0));
    if (page == NULL)
        page = office_page_new(o, title);
    enum err e = office_outreach_open(o, r, &out, &note);
    if (e == ERR_OK) {
        render_put_text(page, "WAVE", out.wave.row.name);
        e = put_steps(page, &out);
    }
    if (e == ERR_OK)
        e = office_put_languages(page, &out, &note);
    conduct_outreach_close(&out);
    if (e != ERR_OK) {
        render_dict_free(page);
        office_answer_failed(o, r, e, &note);
        return;
    }
    if (wrong != ERR_OK)
        office_put_error(page, wrong, why);
    if (said[0] != '\0')
        render_put_text(render_add(page, "DONE"), "SAID", said);
    office_answer(o, r, wrong == ERR_OK ? 200 : http_status_of(wrong),
                  "office_people.tpl", page);
}

void office_people(void *context, struct http_request *r)
{
    office_people_show(context, r, NULL, "", ERR_OK, NULL);
}

/* --- a lost code ---------------------------------------------------------- */

static void put_code(struct render_dict *page,
                     const struct conduct_outreach *out,
                     const struct wave_invite_code *code)
{
    char text[WAVE_INVITE_CODE_TEXT_SIZE];
    struct buf link = BUF_INIT;
    struct render_dict *shown = render_add(page, "CODE");
    wave_invite_code_text(code, text);
    wave_invite_link(out->base, out->wave.row.name, code, &out->wave.mh, &link);
    render_put_text(shown, "TEXT", text);
    render_put_text(shown, "LINK", buf_text(&link));
    sodium_memzero(text, sizeof text);
    buf_wipe(&link);
}

void office_people_replace(void *context, struct http_request *r)
{
    const struct office *o = context;
    struct conduct_outreach out = CONDUCT_OUTREACH_INIT;
    struct err_note note = {""};
    struct wave_invite_code code;
    struct render_dict *page = NULL;
    if (!office_form_is_ours(o, r))
        return;
    enum err e = office_outreach_open(o, r, &out, &note);
    if (e == ERR_OK && http_request_field(r, "yes")[0] == '\0') {
        e = office_ask_sure(o, r, &out, "replace", &note);
        conduct_outreach_close(&out);
        if (e != ERR_OK)
            office_people_show(o, r, NULL, "", e, &note);
        return;
    }
    if (e == ERR_OK)
        e = roster_codes_replace(&out.codes, http_request_field(r, "person"),
                                 &code, &note);
    if (e == ERR_OK) {
        page = office_page_new(o, "A new code");
        put_code(page, &out, &code);
        sodium_memzero(&code, sizeof code);
    }
    conduct_outreach_close(&out);
    office_people_show(
        o, r, page,
        e == ERR_OK ? "The old code is struck out and opens nothing any more."
                    : "",
        e, &note);
}

/* --- somebody left, or moved ---------------------------------------------- */

void office_people_withdraw(void *context, struct http_request *r)
{
    const struct office *o = context;
    struct conduct_outreach out = CONDUCT_OUTREACH_INIT;
    struct err_note note = {""};
    if (!office_form_is_ours(o, r))
        return;
    enum err e = office_outreach_open(o, r, &out, &note);
    if (e == ERR_OK && http_request_field(r, "yes")[0] == '\0') {
        e = office_ask_sure(o, r, &out, "withdraw", &note);
        conduct_outreach_close(&out);
        if (e != ERR_OK)
            office_people_show(o, r, NULL, "", e, &note);
        return;
    }
    if (e == ERR_OK)
        e = roster_codes_withdraw(&out.codes, http_request_field(r, "person"),
                                  &note);
    conduct_outreach_close(&out);
    office_people_show(
        o, r, NULL,
        e == ERR_OK ? "The invite is struck out and its code destroyed; no "
                      "reminder goes there."
                    : "",
        e, &note);
}

void office_people_fix(void *context, struct http_request *r)
{
    const struct office *o = context;
    struct conduct_desk f;
    struct err_note note = {""};
    struct people_fixed done;
    if (!office_form_is_ours(o, r))
        return;
    enum err e = conduct_desk_open(
        o->dir, CONDUCT_DESK_LOCK | CONDUCT_DESK_PEOPLE, NULL, &f, &note);
    if (e == ERR_OK)
        e = conduct_person_fix(f.people, http_request_field(r, "person"),
                               http_request_field(r, "email"), NULL, &done,
                               &note);
    conduct_desk_close(&f);
    office_people_show(
        o, r, NULL,
        e == ERR_OK ? "The address is put right; send the invites again, and "
                      "only those who have none get one."
                    : "",
        e, &note);
}
