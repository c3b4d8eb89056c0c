/*
 * /login and /logout. The form carries a token for a cookie that was set with
 * it, so that nobody can log a colleague in from another site; a login always
 * ends the session that was there and begins another. Whom the proxy has signed
 * on already comes in without the form.
 */
#include "base/clock.h"
#include "base/log.h"
#include "web/handlers.h"
#include "web/login.h"
#include "web/page.h"

#include <sodium.h>

#define COOKIE_FORM       "login"
#define COOKIE_DEVICE     "device"
#define DEVICE_COOKIE_MAX 224
#define BUSY_SEC          2
#define DAY_SEC           (24 * 60 * 60)

static const struct render_field fields[] = {
    {"CSRF", RENDER_TEXT},    {"REFUSED", RENDER_SECTION},
    {"WAIT", RENDER_SECTION}, {"WAIT_SEC", RENDER_TEXT},
    {"BUSY", RENDER_SECTION}, {"UNKNOWN", RENDER_SECTION},
    {NULL, RENDER_TEXT},
};
const struct render_form page_login_form = {"login.tpl", fields,
                                            web_frame_fields};

/* Why the form is shown again. */
struct refusal {
    bool wrong;
    bool unknown;      /* signed on, with no role here */
    bool busy;         /* many try */
    unsigned wait_sec; /* too many wrong passwords */
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

    struct render_dict *page = web_page_new(web, NULL, NULL);
    render_put_text(page, "CSRF", token);
    if (refusal->wrong)
        (void)render_add(page, "REFUSED");
    if (refusal->unknown)
        (void)render_add(page, "UNKNOWN");
    if (refusal->busy)
        (void)render_add(page, "BUSY");
    if (refusal->wait_sec > 0)
        render_put_int(render_add(page, "WAIT"), "WAIT_SEC", refusal->wait_sec);
    struct buf html = BUF_INIT;
    enum err e = web_page_render(web, r, "login.tpl", page, &html);
    struct http_answer head = {
        .status = status,
        .type = HTTP_TYPE_HTML,
        .cookies = {cookie},
        .retry_after_sec = refusal->busy ? BUSY_SEC : refusal->wait_sec};
    if (e == ERR_OK)
        http_answer_buf(r, &head, &html);
    else
        http_answer_error(r, 503);
    buf_free(&html);
}

static const char *cookie_value(const struct http_request *r, const char *base)
{
    char name[32];
    return http_request_cookie(r, web_cookie_name(r, base, name));
}

/* --- a browser that was here before --------------------------------------- */

/* Sent to /login alone, so that it goes along with nothing that a trainee does
 * in the same browser; and so __Secure-, as __Host- would want every path. */
static const char *device_name(const struct http_request *r)
{
    return http_request_is_tls(r) ? "__Secure-" COOKIE_DEVICE : COOKIE_DEVICE;
}

static const char *device_of(const struct web *web,
                             const struct http_request *r, const char *account)
{
    const char *device = http_request_cookie(r, device_name(r));
    return devices_holds(web->devices, account, device, clock_now_sec())
               ? device
               : NULL;
}

static void format_device(const struct web *web, const struct http_request *r,
                          const char *account,
                          char out[static DEVICE_COOKIE_MAX])
{
    char token[DEVICES_TEXT_SIZE];
    devices_token(web->devices, account, clock_now_sec(), token);
    (void)snprintf(out, DEVICE_COOKIE_MAX,
                   "%s=%s; Path=/login; HttpOnly; SameSite=Strict; "
                   "Max-Age=%d%s",
                   device_name(r), token, DEVICES_LIFE_DAYS * DAY_SEC,
                   http_request_is_tls(r) ? "; Secure" : "");
}

/*
 * Whose tries are counted together: those of a known browser, wherever it is,
 * or those under a name from an address. A colleague's are others.
 */
struct tries {
    char text[SITE_ACCOUNT_SIZE + DEVICES_TEXT_SIZE + 2];
    struct http_rate_about about;
};

static const struct http_rate_about *tries_of(const char *account,
                                              const char *device,
                                              struct tries *tries)
{
    (void)snprintf(tries->text, sizeof tries->text, "%s %s", account,
                   device == NULL ? "" : device);
    tries->about = (struct http_rate_about){.text = tries->text,
                                            .from_anywhere = device != NULL};
    return &tries->about;
}

/* --- coming in ------------------------------------------------------------ */

/* Ends the session that was there, and begins another. */
static enum err begin_session(struct web *web, struct http_request *r,
                              const struct site_account *account,
                              enum site_origin origin)
{
    struct sessions_cookie fresh;
    enum err e = sessions_end(web->site, cookie_value(r, WEB_COOKIE_SESSION));
    if (e == ERR_OK)
        e = sessions_start(web->site, account->name, origin, clock_now_sec(),
                           &fresh);
    if (e != ERR_OK)
        return e;
    char session[WEB_COOKIE_SIZE];
    char form[WEB_COOKIE_SIZE];
    char device[DEVICE_COOKIE_MAX] = "";
    web_cookie_format(r, WEB_COOKIE_SESSION, fresh.text, session);
    web_cookie_format(r, COOKIE_FORM, "", form);
    if (origin == SITE_ORIGIN_PASSWORD)
        format_device(web, r, account->name, device);
    struct http_answer head = {
        .status = 303,
        .location = web_start_page(account->role),
        .cookies = {session, form, device[0] == '\0' ? NULL : device}};
    http_answer_bytes(r, &head, NULL, 0);
    sodium_memzero(&fresh, sizeof fresh);
    sodium_memzero(session, sizeof session);
    return ERR_OK;
}

/* Whom the proxy names needs no form. */
void page_login(void *context, struct http_request *r)
{
    struct web *web = context;
    struct site_account account = {0};
    enum err e = web_signed_on(web, r, &account);
    if (e == ERR_NOT_FOUND || e == ERR_DENIED) {
        answer_form(web, r, 200, &(struct refusal){.unknown = e == ERR_DENIED});
        return;
    }
    if (e == ERR_OK)
        e = site_login_add(web->site, account.name, SITE_LOGIN_SIGN_ON,
                           clock_now_sec());
    if (e == ERR_OK)
        e = begin_session(web, r, &account, SITE_ORIGIN_SIGN_ON);
    site_account_wipe(&account);
    if (e == ERR_OK)
        return;
    log_event(LOG_SITE_FAILED, (int64_t)e);
    http_answer_later(r, BUSY_SEC);
}

static void count_failure(struct web *web, const struct http_request *r)
{
    struct tries tries;
    const char *account = http_request_field(r, "name");
    (void)http_request_rate_take_about(
        r, HTTP_RATE_LOGIN,
        tries_of(account, device_of(web, r, account), &tries));
}

/* On the login's thread. */
static void checked(void *ctx, const struct web_login_result *result)
{
    struct http_request *r = ctx;
    struct web *web = http_request_context(r);
    enum err e = result->error;
    if (e == ERR_OK)
        e = begin_session(web, r, result->account, SITE_ORIGIN_PASSWORD);
    if (e == ERR_DENIED) {
        count_failure(web, r);
        answer_form(web, r, 403, &(struct refusal){.wrong = true});
    } else if (e != ERR_OK) {
        http_answer_later(r, BUSY_SEC);
    }
    http_request_resume(r);
}

void page_login_post(void *context, struct http_request *r)
{
    struct web *web = context;
    if (!http_csrf_holds(&web->csrf, cookie_value(r, COOKIE_FORM),
                         http_request_field(r, "csrf"))) {
        http_answer_error(r, 403);
        return;
    }
    struct tries tries;
    const char *account = http_request_field(r, "name");
    const char *device = device_of(web, r, account);
    unsigned wait_sec = http_request_rate_wait_sec_about(
        r, HTTP_RATE_LOGIN, tries_of(account, device, &tries));
    if (wait_sec > 0) {
        answer_form(web, r, 429, &(struct refusal){.wait_sec = wait_sec});
        return;
    }
    http_request_suspend(r);
    if (web_login_check(web->login, account, http_request_field(r, "password"),
                        device != NULL, checked, r) != ERR_OK) {
        answer_form(web, r, 429, &(struct refusal){.busy = true});
        http_request_resume(r);
    }
}

void page_logout_post(void *context, struct http_request *r)
{
    struct web *web = context;
    const struct sessions_person *person = web_person(r);
    enum err e = sessions_end(web->site, cookie_value(r, WEB_COOKIE_SESSION));
    if (e == ERR_OK)
        e = site_login_add(web->site, person->account.name, SITE_LOGIN_LOGOUT,
                           clock_now_sec());
    if (e != ERR_OK) {
        log_event(LOG_SITE_FAILED, (int64_t)e);
        http_answer_later(r, BUSY_SEC);
        return;
    }
    char gone[WEB_COOKIE_SIZE];
    web_cookie_format(r, WEB_COOKIE_SESSION, "", gone);
    /* /login would sign the same person on again at once. */
    bool proxy = person->origin == SITE_ORIGIN_SIGN_ON && web->signon != NULL;
    struct http_answer head = {.status = 303,
                               .location = proxy ? signon_logout(web->signon)
                                                 : "/login",
                               .cookies = {gone}};
    http_answer_bytes(r, &head, NULL, 0);
}
