/*
 * /login and /logout. The form carries a token for a cookie that was set with
 * it, so that nobody can log a colleague in from another site; a login always
 * ends the session that was there and begins another.
 */
#include "base/clock.h"
#include "web/handlers.h"
#include "web/login.h"
#include "web/page.h"

#include <sodium.h>

#define COOKIE_FORM    "login"
#define COOKIE_SESSION "session"
#define BUSY_SEC       2

static const struct render_field fields[] = {
    {"CSRF", RENDER_TEXT},    {"REFUSED", RENDER_SECTION},
    {"WAIT", RENDER_SECTION}, {"WAIT_SEC", RENDER_TEXT},
    {NULL, RENDER_TEXT},
};
const struct render_form page_login_form = {"login.tpl", fields,
                                            web_frame_fields};

/* Why the form is shown again. */
struct refusal {
    bool wrong;
    unsigned wait_sec;
};

static void answer_form(struct web *web, struct http_request *r,
                        unsigned status, const struct refusal *refusal)
{
    uint8_t random[32];
    char value[SESSIONS_TEXT_SIZE];
    char token[HTTP_CSRF_SIZE];
    char cookie[WEB_COOKIE_SIZE];
    randombytes_buf(random, sizeof random);
    encode_b64u(random, sizeof random, value);
    http_csrf_token(&web->csrf, value, token);
    web_cookie_format(r, COOKIE_FORM, value, cookie);

    struct render_dict *page = web_page_new(web, NULL, "Log in");
    render_put_text(page, "CSRF", token);
    if (refusal->wrong)
        (void)render_add(page, "REFUSED");
    if (refusal->wait_sec > 0)
        render_put_int(render_add(page, "WAIT"), "WAIT_SEC", refusal->wait_sec);
    struct buf html = BUF_INIT;
    web_put_resources(web, page, "en");
    enum err e = render_page(web->pages, "login.tpl", page, &html);
    render_dict_free(page);
    struct http_answer head = {.status = status,
                               .type = HTTP_TYPE_HTML,
                               .cookies = {cookie},
                               .retry_after_sec = refusal->wait_sec};
    if (e == ERR_OK)
        http_answer_buf(r, &head, &html);
    else
        http_answer_error(r, 503);
    buf_free(&html);
}

void page_login(void *context, struct http_request *r)
{
    answer_form(context, r, 200, &(struct refusal){0});
}

static const char *first_page(enum site_account_role role)
{
    switch (role) {
    case SITE_CHAMPION: return "/units";
    case SITE_SUBCOMMITTEE: return "/results";
    case SITE_ACCOUNT_OFFICE: return "/office";
    }
    return "/";
}

static enum err begin_session(struct web *web, struct http_request *r,
                              const struct site_account *account)
{
    char name[32];
    const char *old =
        http_request_cookie(r, web_cookie_name(r, COOKIE_SESSION, name));
    enum err e = sessions_end(web->site, old);
    struct sessions_cookie fresh;
    if (e == ERR_OK)
        e = sessions_start(web->site, account->name, clock_now_sec(), &fresh);
    if (e != ERR_OK)
        return e;
    char session[WEB_COOKIE_SIZE];
    char form[WEB_COOKIE_SIZE];
    web_cookie_format(r, COOKIE_SESSION, fresh.text, session);
    web_cookie_format(r, COOKIE_FORM, "", form);
    struct http_answer head = {.status = 303,
                               .location = first_page(account->role),
                               .cookies = {session, form}};
    http_answer_bytes(r, &head, NULL, 0);
    sodium_memzero(&fresh, sizeof fresh);
    sodium_memzero(session, sizeof session);
    return ERR_OK;
}

/* On the login's thread. */
static void checked(void *ctx, const struct web_login_result *result)
{
    struct http_request *r = ctx;
    struct web *web = http_request_context(r);
    enum err e = result->error;
    if (e == ERR_OK)
        e = begin_session(web, r, result->account);
    if (e == ERR_DENIED)
        answer_form(web, r, 403, &(struct refusal){.wrong = true});
    else if (e == ERR_STATE)
        answer_form(web, r, 429,
                    &(struct refusal){.wait_sec = result->wait_sec});
    else if (e != ERR_OK)
        http_answer_later(r, BUSY_SEC);
    http_request_resume(r);
}

void page_login_post(void *context, struct http_request *r)
{
    struct web *web = context;
    char name[32];
    const char *cookie =
        http_request_cookie(r, web_cookie_name(r, COOKIE_FORM, name));
    if (!http_csrf_holds(&web->csrf, cookie, http_request_field(r, "csrf"))) {
        http_answer_error(r, 403);
        return;
    }
    http_request_suspend(r);
    if (web_login_check(web->login, http_request_field(r, "name"),
                        http_request_field(r, "password"), checked,
                        r) != ERR_OK) {
        http_answer_slow_down(r, BUSY_SEC);
        http_request_resume(r);
    }
}

void page_logout_post(void *context, struct http_request *r)
{
    struct web *web = context;
    if (!sessions_csrf_holds(web_person(r), http_request_field(r, "csrf"))) {
        http_answer_error(r, 403);
        return;
    }
    char name[32];
    const char *cookie =
        http_request_cookie(r, web_cookie_name(r, COOKIE_SESSION, name));
    if (sessions_end(web->site, cookie) != ERR_OK) {
        http_answer_later(r, BUSY_SEC);
        return;
    }
    char gone[WEB_COOKIE_SIZE];
    web_cookie_format(r, COOKIE_SESSION, "", gone);
    struct http_answer head = {
        .status = 303, .location = "/login", .cookies = {gone}};
    http_answer_bytes(r, &head, NULL, 0);
}
