#include "web/page.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "base/log.h"
#include "web/forms.h"
#include "web/handlers.h"

#include <sodium.h>

const struct render_field web_frame_fields[] = {
    {"PAGE_TITLE", RENDER_TEXT},  {"INSTITUTION", RENDER_TEXT},
    {"STYLE_URL", RENDER_TEXT},   {"WIDE", RENDER_SECTION},
    {"STAFF", RENDER_SECTION},    {"NOBODY", RENDER_SECTION},
    {"PERSON", RENDER_TEXT},      {"ROLE", RENDER_TEXT},
    {"CSRF", RENDER_TEXT},        {"NAV_ITEM", RENDER_SECTION},
    {"NAV_URL", RENDER_TEXT},     {"NAV_NAME", RENDER_TEXT},
    {"NAV_HERE", RENDER_SECTION}, {"RESOURCES", RENDER_MARKUP},
    WEB_LANGUAGE_FIELDS,          {NULL, RENDER_TEXT},
};

static const struct render_field none[] = {{NULL, RENDER_TEXT}};
const struct render_form page_top_form = {"top.tpl", none, web_frame_fields};
const struct render_form page_end_form = {"end.tpl", none, web_frame_fields};

/* --- who asks ------------------------------------------------------------- */

static void free_person(void *data)
{
    sessions_person_wipe(data);
    free(data);
}

const struct sessions_person *web_person(const struct http_request *r)
{
    return http_request_attached(r);
}

const char *web_cookie_name(const struct http_request *r, const char *base,
                            char out[static 32])
{
    (void)snprintf(out, 32, "%s%s", http_request_is_tls(r) ? "__Host-" : "",
                   base);
    return out;
}

void web_cookie_format(const struct http_request *r, const char *base,
                       const char *value, char out[static WEB_COOKIE_SIZE])
{
    char name[32];
    (void)snprintf(out, WEB_COOKIE_SIZE,
                   "%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s",
                   web_cookie_name(r, base, name), value,
                   http_request_is_tls(r) ? "; Secure" : "",
                   value[0] == '\0' ? "; Max-Age=0" : "");
}

static const char *session_cookie(const struct http_request *r)
{
    char name[32];
    return http_request_cookie(r, web_cookie_name(r, WEB_COOKIE_SESSION, name));
}

enum err web_signed_on(const struct web *web, const struct http_request *r,
                       struct site_account *out_account)
{
    if (web->signon == NULL)
        return ERR_NOT_FOUND;
    const char *user =
        http_request_proxy_header(r, signon_user_header(web->signon));
    if (user == NULL || user[0] == '\0')
        return ERR_NOT_FOUND;
    const char *groups =
        http_request_proxy_header(r, signon_groups_header(web->signon));
    enum err e = signon_account(web->signon, user, groups, out_account);
    return e == ERR_NOT_FOUND ? ERR_DENIED : e;
}

enum err web_person_look_up(struct web *web, struct http_request *r,
                            const struct sessions_person **out_person)
{
    const char *cookie = session_cookie(r);
    if (cookie == NULL)
        return ERR_NOT_FOUND;
    struct sessions_person *person = calloc(1, sizeof *person);
    if (person == NULL)
        return ERR_MEMORY;
    struct site_account account = {0};
    enum err e = web_signed_on(web, r, &account);
    const bool signed_on = e == ERR_OK;
    if (e == ERR_OK || e == ERR_NOT_FOUND || e == ERR_DENIED)
        e = sessions_find(web->site, cookie, signed_on ? &account : NULL,
                          clock_now_sec(), person);
    site_account_wipe(&account);
    if (e != ERR_OK) {
        if (e != ERR_NOT_FOUND)
            log_event(LOG_SITE_FAILED, (int64_t)e);
        free(person);
        return e;
    }
    http_request_attach(r, person, free_person);
    *out_person = person;
    return ERR_OK;
}

const char *web_start_page(enum site_account_role role)
{
    switch (role) {
    case SITE_CHAMPION: return "/units";
    case SITE_SUBCOMMITTEE: return "/results";
    case SITE_ACCOUNT_OFFICE: return "/office";
    }
    return "/";
}

enum err web_renew(struct web *web, struct http_request *r)
{
    struct sessions_cookie fresh;
    enum err e =
        sessions_renew(web->site, session_cookie(r), clock_now_sec(), &fresh);
    if (e == ERR_EXISTS)
        return ERR_OK;
    if (e != ERR_OK)
        return e;
    char cookie[WEB_COOKIE_SIZE];
    web_cookie_format(r, WEB_COOKIE_SESSION, fresh.text, cookie);
    http_request_add_cookie(r, cookie);
    sodium_memzero(&fresh, sizeof fresh);
    sodium_memzero(cookie, sizeof cookie);
    return ERR_OK;
}

/* Whether a form is its sender's own; its session then has a new cookie. */
static bool authorize_form(struct web *web, struct http_request *r,
                           const struct sessions_person *person)
{
    if (!sessions_csrf_holds(person, http_request_field(r, "csrf"))) {
        http_answer_error(r, 403);
        return false;
    }
    if (http_request_route(r)->handle == page_logout_post)
        return true; /* there is nothing to renew */
    enum err e = web_renew(web, r);
    if (e == ERR_OK)
        return true;
    log_event(LOG_SITE_FAILED, (int64_t)e);
    http_answer_error(r, 503);
    return false;
}

bool web_authorize(void *context, struct http_request *r, unsigned need)
{
    struct web *web = context;
    const struct sessions_person *person = NULL;
    enum err e = web_person_look_up(web, r, &person);
    if (e == ERR_NOT_FOUND)
        http_answer_redirect(r, "/login");
    else if (e != ERR_OK) /* who it is, cannot be said now: no new login */
        http_answer_error(r, 503);
    if (e != ERR_OK)
        return false;
    if ((need & 1u << person->account.role) == 0) {
        http_answer_error(r, 403);
        return false;
    }
    return http_request_route(r)->method != HTTP_POST ||
           authorize_form(web, r, person);
}

/* --- the frame ------------------------------------------------------------ */

static const struct {
    unsigned need;
    const char *url;
    const char *name;
} navigation[] = {
    {WEB_NEED_SUBCOMMITTEE | WEB_NEED_OFFICE, "/results", "Results"},
    {WEB_NEED_CHAMPION | WEB_NEED_SUBCOMMITTEE, "/units", "Units"},
    {WEB_NEED_STAFF, "/plans", "Plans"},
    {WEB_NEED_STAFF, "/checklists", "Checklists"},
    {WEB_NEED_SUBCOMMITTEE | WEB_NEED_OFFICE, "/initiatives", "Initiatives"},
    {WEB_NEED_OFFICE, "/office", "Office"},
};

/* Whether a page of this route stands below an entry of the navigation. */
static bool is_below(const struct http_route *route, const char *url)
{
    const size_t len = strlen(url);
    if (route == NULL)
        return false;
    return strncmp(route->pattern, url, len) == 0 ||
           (strcmp(url, "/units") == 0 &&
            strncmp(route->pattern, "/unit/", 6) == 0);
}

/* Pages of staff are wide: tables and charts, and one frame for all. */
static void put_person(struct render_dict *page, const struct http_request *r,
                       const struct sessions_person *person)
{
    (void)render_add(page, "WIDE");
    struct render_dict *staff = render_add(page, "STAFF");
    render_put_text(staff, "PERSON", person->account.name);
    render_put_text(staff, "ROLE", accounts_role_name(person->account.role));
    render_put_text(staff, "CSRF", person->csrf);
    for (size_t i = 0; i < sizeof navigation / sizeof navigation[0]; i++) {
        if ((navigation[i].need & 1u << person->account.role) == 0)
            continue;
        struct render_dict *item = render_add(staff, "NAV_ITEM");
        render_put_text(item, "NAV_URL", navigation[i].url);
        render_put_text(item, "NAV_NAME", navigation[i].name);
        if (is_below(http_request_route(r), navigation[i].url))
            (void)render_add(item, "NAV_HERE");
    }
}

/* The frame, for PERSON (NULL: nobody). */
static struct render_dict *new_page(struct web *web,
                                    const struct http_request *r,
                                    const struct sessions_person *person,
                                    const char *title)
{
    struct render_dict *page = render_dict_new();
    if (title != NULL)
        render_put_text(page, "PAGE_TITLE", title);
    render_put_text(page, "INSTITUTION", site_institution(web->site));
    render_put_text(page, "STYLE_URL", web->assets[WEB_STYLE].url);
    if (person != NULL)
        put_person(page, r, person);
    else
        (void)render_add(page, "NOBODY");
    return page;
}

struct render_dict *web_page_new(struct web *web, const struct http_request *r,
                                 const char *title)
{
    return new_page(web, r, r == NULL ? NULL : web_person(r), title);
}

/* Which of the pages' languages LANGUAGE is. */
static size_t place_of(const struct web *web, const char *language)
{
    struct render_language one;
    size_t i = 0;
    while (render_language_at(web->pages, i, &one) &&
           strcmp(one.code, language) != 0)
        i++;
    return i;
}

static enum err write(const struct web *web, const char *template_name,
                      const char *language, const struct render_dict *page,
                      struct buf *html)
{
    char name[WEB_TEMPLATE_SIZE];
    web_template_in(language, template_name, name);
    enum err e = render_page(web->pages, name, page, html);
    if (e != ERR_OK)
        log_event(LOG_TEMPLATE_FAILED, (int64_t)e);
    return e;
}

/* What a page says in its language beside its own words. */
static void put_language(const struct web *web, const char *template_name,
                         const char *language, const char *asked,
                         struct render_dict *page)
{
    render_put_markup(page, "RESOURCES",
                      &web->support[place_of(web, language)]);
    web_put_languages(web, page, template_name, language, asked);
}

/* In a language that the page has; frees PAGE. */
static enum err render(struct web *web, const char *template_name,
                       const char *language, const char *asked,
                       struct render_dict *page, struct buf *html)
{
    put_language(web, template_name, language, asked, page);
    enum err e = write(web, template_name, language, page, html);
    render_dict_free(page);
    return e;
}

enum err web_page_render(struct web *web, const struct http_request *r,
                         const char *template_name, struct render_dict *page,
                         struct buf *out_html)
{
    return render(web, template_name, web_language(web, r, template_name),
                  web_language_asked(web, r), page, out_html);
}

void web_page_answer(struct web *web, struct http_request *r, unsigned status,
                     const char *template_name, struct render_dict *page)
{
    struct buf html = BUF_INIT;
    if (web_page_render(web, r, template_name, page, &html) != ERR_OK) {
        buf_free(&html);
        http_answer_error(r, 503);
        return;
    }
    struct http_answer head = {.status = status, .type = HTTP_TYPE_HTML};
    http_answer_buf(r, &head, &html);
}

static enum err prepare(struct web *web, const char *template_name,
                        const char *language, struct render_dict *page,
                        struct http_prepared **out_prepared)
{
    const struct http_answer head = {.status = 200, .type = HTTP_TYPE_HTML};
    struct buf html = BUF_INIT;
    /* Kept for who did not ask as for who did: its links ask. */
    enum err e = render(web, template_name, language, language, page, &html);
    if (e == ERR_OK)
        e = http_prepared_new(&head, html.data, html.len, out_prepared);
    buf_free(&html);
    return e;
}

void web_page_answer_kept(
    struct web *web, struct http_request *r, struct web_kept_pages *pages,
    const char *template_name, const struct web_wave *wave,
    struct render_dict *(*fill)(struct web *web, const struct web_wave *wave,
                                const char *language))
{
    const char *language = web_language(web, r, template_name);
    const size_t i = place_of(web, language);
    if (i >= WEB_KEPT_LANGUAGES) {
        web_page_answer(web, r, 200, template_name, fill(web, wave, language));
        return;
    }
    struct http_prepared *page = atomic_load(&pages->in[i]);
    struct http_prepared *mine = NULL;
    if (page == NULL && prepare(web, template_name, language,
                                fill(web, wave, language), &mine) != ERR_OK) {
        http_answer_error(r, 503);
        return;
    }
    /* Two who come first at once make the same page; one of them is kept. */
    if (page == NULL &&
        atomic_compare_exchange_strong(&pages->in[i], &page, mine))
        page = mine;
    else
        http_prepared_free(mine);
    http_answer_prepared(r, page);
}

static enum err write_part(const struct web *web, const char *template_name,
                           const char *language, const struct render_dict *page,
                           struct http_part **out_part)
{
    struct buf html = BUF_INIT;
    enum err e = write(web, template_name, language, page, &html);
    if (e == ERR_OK)
        e = http_part_new(&html, out_part);
    buf_free(&html);
    return e;
}

void web_page_answer_parts(struct web *web, struct http_request *r,
                           struct render_dict *frame,
                           struct http_part *const *parts, size_t count)
{
    static const struct http_answer head = {.status = 200,
                                            .type = HTTP_TYPE_HTML};
    struct http_part *all[HTTP_PARTS_MAX] = {NULL};
    const char *language = web_language(web, r, "top.tpl");
    err_assert(count + 2 <= HTTP_PARTS_MAX);
    put_language(web, "top.tpl", language, web_language_asked(web, r), frame);
    memcpy(all + 1, parts, count * sizeof *parts);
    enum err e = write_part(web, "top.tpl", language, frame, &all[0]);
    if (e == ERR_OK)
        e = write_part(web, "end.tpl", language, frame, &all[count + 1]);
    render_dict_free(frame);
    if (e == ERR_OK)
        http_answer_parts(r, &head, all, count + 2);
    else
        http_answer_error(r, 503);
    http_part_release(all[0]);
    http_part_release(all[count + 1]);
}

void web_page_end(struct web *web, struct http_request *r, enum err e,
                  const char *template_name, struct render_dict *page)
{
    if (e == ERR_OK) {
        web_page_answer(web, r, 200, template_name, page);
        return;
    }
    render_dict_free(page);
    http_answer_error(r, 503);
}

void web_put_title(struct render_dict *page, const struct web_wave *wave,
                   const char *language)
{
    const struct survey *s = wave->survey;
    render_put_text(page, "TITLE", survey_text_in(s, &s->title, language));
    web_put_foreign(page, s->languages, s->language_count, language);
}

void web_put_closing_in(const struct web *web, struct render_dict *page,
                        const char *name, const struct web_wave *wave,
                        const char *language)
{
    if (wave->release == NULL)
        web_put_moment(web, page, name, wave->info.closes_sec, language);
    else
        web_put_day(web, page, name, wave->release->closed, language);
}

void web_put_closing(struct render_dict *page, const char *name,
                     const struct web_wave *wave)
{
    char words[DATETIME_WORDS_SIZE];
    if (wave->release == NULL)
        datetime_words(wave->info.closes_sec, words);
    else if (datetime_date_words(wave->release->closed, words) != ERR_OK)
        (void)snprintf(words, sizeof words, "%.32s", wave->release->closed);
    render_put_text(page, name, words);
}

/* --- errors --------------------------------------------------------------- */

/* What error.tpl says of each; of any other what it says of the last. */
static const struct {
    unsigned status;
    const char *section;
} errors[] = {
    {400, "E400"}, {403, "E403"}, {404, "E404"}, {405, "E405"}, {410, "E410"},
    {413, "E413"}, {415, "E415"}, {421, "E421"}, {429, "E429"}, {503, "E503"},
};

/*
 * Says to whom of the staff it speaks only where their page knew already. It
 * looks nobody up: it is written by the threads that trainees wait for, and a
 * session may have to wait for site.db.
 */
enum err web_error_page(void *context, const struct http_request *r,
                        unsigned status, struct buf *out_html)
{
    struct web *web = context;
    size_t i = 0;
    const size_t last = sizeof errors / sizeof errors[0] - 1;
    while (i < last && errors[i].status != status)
        i++;
    const struct sessions_person *person = web_person(r);
    struct render_dict *page = new_page(web, r, person, NULL);
    (void)render_add(page, errors[i].section);
    if (person != NULL)
        render_put_text(render_add(page, "START"), "START_URL",
                        web_start_page(person->account.role));
    else
        (void)render_add(page, "FIRST");
    return web_page_render(web, r, "error.tpl", page, out_html);
}
