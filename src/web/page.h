/*
 * What all pages share: the frame around them, who may see them, and how one
 * ends as an answer.
 */
#ifndef CHORUS_WEB_PAGE_H
#define CHORUS_WEB_PAGE_H

#include "http/part.h"
#include "staff/sessions.h"
#include "web/server.h"

/* What a route may need; a bit for each role, and one for "any of the staff".
 */
enum web_need {
    WEB_NEED_CHAMPION = 1u << SITE_CHAMPION,
    WEB_NEED_SUBCOMMITTEE = 1u << SITE_SUBCOMMITTEE,
    WEB_NEED_OFFICE = 1u << SITE_ACCOUNT_OFFICE,
    WEB_NEED_STAFF =
        WEB_NEED_CHAMPION | WEB_NEED_SUBCOMMITTEE | WEB_NEED_OFFICE,
};

/* The ways to a page's other languages, in body.tpl; what its address asked
 * for, in every link; and the language of a file's texts where it is not the
 * page's. */
#define WEB_LANGUAGE_FIELDS                                                    \
    {"TONGUE", RENDER_SECTION}, {"TONGUE_CODE", RENDER_TEXT},                  \
        {"TONGUE_NAME", RENDER_TEXT}, {"ASKED", RENDER_SECTION},               \
        {"LANG_CODE", RENDER_TEXT}, {"FOREIGN", RENDER_SECTION},               \
    {                                                                          \
        "FOREIGN_CODE", RENDER_TEXT                                            \
    }

/* The fields of templates/head.tpl, body.tpl, top.tpl and end.tpl, in every
 * form. */
extern const struct render_field web_frame_fields[];

/*
 * Who asks; NULL on pages that need nobody. Lives as long as the request.
 */
const struct sessions_person *web_person(const struct http_request *r);
/*
 * Looks the session up without refusing anybody. Out: OUT_PERSON, as long as
 * the request. Errors: ERR_NOT_FOUND (nobody), ERR_MEMORY, and those of the
 * store: who it is, is not known.
 */
BASE_MUST_USE enum err web_person_look_up(
    struct web *web, struct http_request *r,
    const struct sessions_person **out_person);

/*
 * Whom the proxy says it is: ERR_OK and who they are here, wiped by the caller
 * with site_account_wipe; ERR_NOT_FOUND: nobody, or single sign-on is off;
 * ERR_DENIED: somebody who has no role here.
 */
BASE_MUST_USE enum err web_signed_on(const struct web *web,
                                     const struct http_request *r,
                                     struct site_account *out_account);

/* Where somebody of a role begins. */
const char *web_start_page(enum site_account_role role);

/*
 * Renews the session's cookie with whatever is answered: for what changes or
 * takes away something. authorize does it for forms.
 * Errors: those of the store; nothing was answered.
 */
BASE_MUST_USE enum err web_renew(struct web *web, struct http_request *r);

/*
 * struct http_app's authorize and error_page. A form that needs somebody is
 * theirs: its field "csrf" must hold their session's token, or 403.
 */
bool web_authorize(void *context, struct http_request *r, unsigned need);
enum err web_error_page(void *context, const struct http_request *r,
                        unsigned status, struct buf *out_html);

/* The name of the session's cookie on this connection. */
const char *web_cookie_name(const struct http_request *r, const char *base,
                            char out[static 32]);
#define WEB_COOKIE_SESSION "session"
/* A whole Set-Cookie value; VALUE "" takes the cookie away. */
#define WEB_COOKIE_SIZE 192
void web_cookie_format(const struct http_request *r, const char *base,
                       const char *value, char out[static WEB_COOKIE_SIZE]);

/*
 * A page's values with its frame filled in: title (NULL where the template
 * says it, in its language), institution, navigation of whoever asks (R may be
 * NULL: nobody), support resources. Never NULL.
 */
struct render_dict *web_page_new(struct web *web, const struct http_request *r,
                                 const char *title);

/*
 * Renders into OUT_HTML, in a language that the page has, for R's reader; frees
 * PAGE. Errors: those of render_page, which are in the log.
 */
BASE_MUST_USE enum err web_page_render(struct web *web,
                                       const struct http_request *r,
                                       const char *template_name,
                                       struct render_dict *page,
                                       struct buf *out_html);
/* The same, and answers. */
void web_page_answer(struct web *web, struct http_request *r, unsigned status,
                     const char *template_name, struct render_dict *page);

/*
 * A page that is the same for everybody: made when it is first asked for in a
 * language, kept in PAGES for who comes next. In: FILL makes its values, of
 * WAVE. Answers R.
 */
void web_page_answer_kept(
    struct web *web, struct http_request *r, struct web_kept_pages *pages,
    const char *template_name, const struct web_wave *wave,
    struct render_dict *(*fill)(struct web *web, const struct web_wave *wave,
                                const char *language));

/*
 * A page of COUNT parts that are kept, in its frame, which is written for R's
 * reader: nothing of who asks is in what is kept. Answers R, frees FRAME.
 */
void web_page_answer_parts(struct web *web, struct http_request *r,
                           struct render_dict *frame,
                           struct http_part *const *parts, size_t count);

/* As web_page_answer with 200, or 503 when E is not ERR_OK; frees PAGE. */
void web_page_end(struct web *web, struct http_request *r, enum err e,
                  const char *template_name, struct render_dict *page);

/*
 * Puts in words when a wave closed, or is to close: an early close is not at
 * the promised time.
 */
void web_put_closing_in(const struct web *web, struct render_dict *page,
                        const char *name, const struct web_wave *wave,
                        const char *language);
/* The same on the pages of staff, which are in English. */
void web_put_closing(struct render_dict *page, const char *name,
                     const struct web_wave *wave);
/* The title of a wave's survey into TITLE, and FOREIGN where it is not in the
 * page's language. */
void web_put_title(struct render_dict *page, const struct web_wave *wave,
                   const char *language);

/*
 * Crisis and support resources, as resources.tpl shows them, in each of the
 * pages' languages: made once, for every page. Out: as many as languages, in
 * their order; freed with web_support_free. Errors: those of render_page.
 */
BASE_MUST_USE enum err web_support_make(const struct web *web,
                                        struct buf **out_support);
/* NULL is fine. */
void web_support_free(const struct web *web, struct buf *support);

/* A telephone number into SECTION, with PHONE and PHONE_TEL. */
void web_put_number(struct render_dict *entry, const char *section,
                    const char *number);

/* --- languages (web/language.c) ------------------------------------------- */

/* The language that TEMPLATE_NAME is answered in, one that it is there in. */
const char *web_language(const struct web *web, const struct http_request *r,
                         const char *template_name);
/* "es/home.tpl"; English has no folder. */
#define WEB_TEMPLATE_SIZE 64
void web_template_in(const char *language, const char *template_name,
                     char out[static WEB_TEMPLATE_SIZE]);
/* The language that R's address asks for, when there is such a one for any
 * page; NULL otherwise. */
const char *web_language_asked(const struct web *web,
                               const struct http_request *r);
/* The ways to its other languages; ASKED (may be NULL) goes into its links. */
void web_put_languages(const struct web *web, struct render_dict *page,
                       const char *template_name, const char *language,
                       const char *asked);
/* Marks what a file of COUNT LANGUAGES says as in its first one, where it has
 * not the page's. */
void web_put_foreign(struct render_dict *page, const char *const *languages,
                     size_t count, const char *language);

/* The calendars of all languages, in their order. Out: caller frees. Errors: a
 * file that is damaged, named in NOTE; ERR_MEMORY. */
BASE_MUST_USE enum err web_calendars_load(const struct web *web,
                                          const char *dir,
                                          struct calendar **out_calendars,
                                          struct err_note *note);
/* 2026-12-15 in the words of a language; in these digits where it has no
 * calendar. */
void web_put_day(const struct web *web, struct render_dict *page,
                 const char *name, const char *date, const char *language);
/* The same with the time of day, local. */
void web_put_moment(const struct web *web, struct render_dict *page,
                    const char *name, int64_t sec, const char *language);

#endif
