/*
 * The inside of the office's page, for the files of this room.
 */
#ifndef CHORUS_OFFICE_INSIDE_H
#define CHORUS_OFFICE_INSIDE_H

#include "conduct/folder.h"
#include "http/daemon.h"
#include "http/guard.h"
#include "office/draft.h"
#include "office/job.h"
#include "office/office.h"
#include "render/template.h"
#include "roster/roster.h"
#include "wave/invite_code.h"

#define OFFICE_PROGRAMS_MAX 1000 /* bytes of a champion's programs, typed */
#define OFFICE_KEY_SIZE     33   /* 32 hex digits: a variable of a path */
#define OFFICE_COOKIE_SIZE  ENCODE_B64U_SIZE(32)

/* Requests are handled one after the other, by one thread. */
struct office {
    const char *dir;
    char institution[1025];
    struct render_set *pages;
    struct buf style;
    char key[OFFICE_KEY_SIZE]; /* lets a browser in; "" once it did */
    char cookie[OFFICE_COOKIE_SIZE];
    struct http_csrf_key csrf;
    struct http_app app;
    struct http_daemon *daemon;
    char base[WAVE_BASE_URL_SIZE]; /* where trainees reach the server; "" */
    struct roster *upload;      /* a roster that waits for a yes; NULL: none */
    struct office_draft *draft; /* a wave that is being prepared */
    struct office_job *job;
};

enum { OFFICE_NEED_LET_IN = 1 };

extern const struct http_route office_routes[];
extern const size_t office_route_count;
extern const struct render_form *const office_forms[];
extern const size_t office_form_count;

/* --- page.c --------------------------------------------------------------- */

extern const struct render_field office_frame_fields[];

/* struct http_app's authorize and error_page. */
bool office_authorize(void *context, struct http_request *r, unsigned need);
enum err office_error_page(void *context, const struct http_request *r,
                           unsigned status, struct buf *out_html);

/* A page's values with its frame: title, institution, the forms' token. */
struct render_dict *office_page_new(const struct office *o, const char *title);
/* Wider than the measure of a text: tables. */
void office_page_is_wide(struct render_dict *page);
/* Says in a notice what went wrong; for a template with ERROR and WHAT. */
void office_put_error(struct render_dict *page, enum err e,
                      const struct err_note *note);
/* Renders, answers and wipes; frees PAGE. */
void office_answer(const struct office *o, struct http_request *r,
                   unsigned status, const char *template_name,
                   struct render_dict *page);
/* The same, and the browser comes again after two seconds. */
void office_answer_moving(const struct office *o, struct http_request *r,
                          const char *template_name, struct render_dict *page);
/* A page that says only what went wrong. */
void office_answer_failed(const struct office *o, struct http_request *r,
                          enum err e, const struct err_note *note);
/* Whether a form is one of ours; false: refused already. */
bool office_form_is_ours(const struct office *o, struct http_request *r);
/* A whole number of a form or a query in MIN..MAX. Errors: ERR_RANGE, NOTE
 * names it as WHAT. */
BASE_MUST_USE enum err office_number(const char *text, const char *what,
                                     uint32_t min, uint32_t max,
                                     uint32_t *out_number,
                                     struct err_note *note);

/* --- handlers ------------------------------------------------------------- */

void office_enter(void *context, struct http_request *r);
void office_leave(void *context, struct http_request *r);
void office_style(void *context, struct http_request *r);
void office_home(void *context, struct http_request *r);
void office_roster(void *context, struct http_request *r);
void office_roster_preview(void *context, struct http_request *r);
void office_roster_replace(void *context, struct http_request *r);
void office_plan(void *context, struct http_request *r);
void office_sheet(void *context, struct http_request *r);
void office_sheet_save(void *context, struct http_request *r);
void office_open(void *context, struct http_request *r);
void office_open_terms(void *context, struct http_request *r);
void office_open_plan(void *context, struct http_request *r);
void office_open_accept(void *context, struct http_request *r);
void office_words(void *context, struct http_request *r);
void office_words_draw(void *context, struct http_request *r);
void office_words_type(void *context, struct http_request *r);
void office_words_typed(void *context, struct http_request *r);
void office_work(void *context, struct http_request *r);
void office_wave(void *context, struct http_request *r);
void office_wave_publish(void *context, struct http_request *r);
void office_wave_invites(void *context, struct http_request *r);
void office_wave_share(void *context, struct http_request *r);
void office_people(void *context, struct http_request *r);
void office_accounts(void *context, struct http_request *r);
void office_accounts_add(void *context, struct http_request *r);
void office_accounts_reset(void *context, struct http_request *r);
void office_accounts_remove(void *context, struct http_request *r);
void office_upkeep(void *context, struct http_request *r);
void office_upkeep_backup(void *context, struct http_request *r);
void office_end(void *context, struct http_request *r);
void office_end_hold(void *context, struct http_request *r);
void office_end_purge(void *context, struct http_request *r);
void office_people_replace(void *context, struct http_request *r);
void office_people_withdraw(void *context, struct http_request *r);
void office_people_fix(void *context, struct http_request *r);
void office_people_paper(void *context, struct http_request *r);
void office_mail(void *context, struct http_request *r);
void office_unlock(void *context, struct http_request *r);
void office_unlock_test(void *context, struct http_request *r);
void office_close(void *context, struct http_request *r);
void office_close_do(void *context, struct http_request *r);

#endif
