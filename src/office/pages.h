/*
 * What several pages share: a plan as units.tpl shows it, the forms of all
 * pages.
 */
#ifndef CHORUS_OFFICE_PAGES_H
#define CHORUS_OFFICE_PAGES_H

#include "conduct/desk.h"
#include "conduct/outreach.h"
#include "conduct/plan.h"
#include "conduct/promise.h"
#include "office/inside.h"

/*
 * The wave of the path, for reaching its people. Out: closed with
 * conduct_outreach_close, also after an error. Errors: ERR_STATE (nobody said
 * where trainees reach the server), those of conduct_outreach_open.
 */
BASE_MUST_USE enum err office_outreach_open(const struct office *o,
                                            const struct http_request *r,
                                            struct conduct_outreach *out,
                                            struct err_note *note);

/*
 * Asks whether the person of the form is meant, before ACTION ("replace",
 * "withdraw"). Errors: ERR_NOT_FOUND (no invite), those of the store; a line in
 * NOTE, and nothing is answered.
 */
BASE_MUST_USE enum err office_ask_sure(const struct office *o,
                                       struct http_request *r,
                                       const struct conduct_outreach *out,
                                       const char *action,
                                       struct err_note *note);

/* The page of people and mails, with what was done or went wrong. In: PAGE,
 * begun and taken over, or NULL; SAID, "" for nothing. */
void office_people_show(const struct office *o, struct http_request *r,
                        struct render_dict *page, const char *said,
                        enum err wrong, const struct err_note *why);
/* The languages of posters and texts, for its form. Errors: those of
 * conduct_campaign_languages. */
BASE_MUST_USE enum err office_put_languages(struct render_dict *page,
                                            const struct conduct_outreach *out,
                                            struct err_note *note);

/* Name, title and state of a wave. */
void office_put_state(struct render_dict *page, const struct conduct_wave *wave,
                      int64_t now_sec);
/* A fingerprint, in sections PART. */
void office_put_fingerprint(struct render_dict *page,
                            const struct wave_manifest_hash *mh);
/* A plan, for office_units.tpl. Errors: ERR_MEMORY. */
BASE_MUST_USE enum err office_put_plan(struct render_dict *page,
                                       const struct conduct_plan *plan,
                                       const struct conduct_promise *promise);

/* The fields of office_units.tpl, for the templates that include it. */
#define OFFICE_UNITS_FIELDS                                                    \
    {"PEOPLE", RENDER_TEXT}, {"PROGRAMS", RENDER_TEXT},                        \
        {"UNITS", RENDER_TEXT}, {"OUTLOOK", RENDER_SECTION},                   \
        {"RATE", RENDER_TEXT}, {"SHOWN", RENDER_TEXT}, {"K", RENDER_TEXT},     \
        {"SINCE", RENDER_SECTION}, {"SINCE_WAVE", RENDER_TEXT},                \
        {"SAME", RENDER_SECTION}, {"HAS_CHANGES", RENDER_SECTION},             \
        {"UNIT_CHANGES", RENDER_TEXT}, {"PROGRAM_MOVES", RENDER_TEXT},         \
        {"FEW", RENDER_SECTION}, {"CHANGE", RENDER_SECTION},                   \
        {"UNIT", RENDER_TEXT}, {"NOW", RENDER_TEXT}, {"BEFORE", RENDER_TEXT},  \
        {"KIND", RENDER_TEXT}, {"MOVE", RENDER_SECTION},                       \
        {"PROGRAM", RENDER_TEXT}, {"FROM", RENDER_TEXT}, {"TO", RENDER_TEXT},  \
        {"UNIT_ROW", RENDER_SECTION}, {"NAME", RENDER_TEXT},                   \
        {"MERGED", RENDER_SECTION}, {"WITH", RENDER_TEXT},                     \
        {"DEPARTMENT", RENDER_TEXT}, {"ROSTER", RENDER_TEXT},                  \
        {"AT_30", RENDER_TEXT}, {"AT_50", RENDER_TEXT},                        \
        {"AT_70", RENDER_TEXT}, {"ALONE", RENDER_SECTION},                     \
        {"MIN_GROUP", RENDER_TEXT},                                            \
    {                                                                          \
        "LIST", RENDER_TEXT                                                    \
    }

extern const struct render_form office_failed_form;
extern const struct render_form office_entered_form;
extern const struct render_form office_left_form;
extern const struct render_form office_home_form;
extern const struct render_form office_roster_form;
extern const struct render_form office_preview_form;
extern const struct render_form office_plan_form;
extern const struct render_form office_sheet_form;
extern const struct render_form office_open_form;
extern const struct render_form office_accept_form;
extern const struct render_form office_words_form;
extern const struct render_form office_work_form;
extern const struct render_form office_wave_form;
extern const struct render_form office_key_form;
extern const struct render_form office_people_form;
extern const struct render_form office_mail_form;
extern const struct render_form office_sure_form;
extern const struct render_form office_accounts_form;
extern const struct render_form office_upkeep_form;
extern const struct render_form office_end_form;

#endif
