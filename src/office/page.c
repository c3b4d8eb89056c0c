/* What all pages share: the frame, who is let in, and how one ends as an
 * answer. */
#include "office/pages.h"

#include <sodium.h>

#define COOKIE      "chorus-office"
#define REFRESH_SEC 2

const struct render_field office_frame_fields[] = {
    {"PAGE_TITLE", RENDER_TEXT},   {"INSTITUTION", RENDER_TEXT},
    {"WIDE", RENDER_SECTION},      {"LET_IN", RENDER_SECTION},
    {"CSRF", RENDER_TEXT},         {"AT_WAVES", RENDER_SECTION},
    {"AT_ROSTER", RENDER_SECTION}, {"AT_PLAN", RENDER_SECTION},
    {"AT_SHEET", RENDER_SECTION},  {"AT_ACCOUNTS", RENDER_SECTION},
    {"AT_UPKEEP", RENDER_SECTION}, {NULL, RENDER_TEXT},
};

static const struct render_field failed_fields[] = {{"WHAT", RENDER_TEXT},
                                                    {NULL, RENDER_TEXT}};
const struct render_form office_failed_form = {
    "office_failed.tpl", failed_fields, office_frame_fields};
static const struct render_field entered_fields[] = {{NULL, RENDER_TEXT}};
const struct render_form office_entered_form = {
    "office_entered.tpl", entered_fields, office_frame_fields};
const struct render_form office_left_form = {"office_left.tpl", entered_fields,
                                             office_frame_fields};

static bool has_cookie(const struct office *o, const struct http_request *r)
{
    const char *cookie = http_request_cookie(r, COOKIE);
    return cookie != NULL && strlen(cookie) == sizeof o->cookie - 1 &&
           sodium_memcmp(cookie, o->cookie, sizeof o->cookie - 1) == 0;
}

bool office_authorize(void *context, struct http_request *r, unsigned need)
{
    (void)need;
    if (has_cookie(context, r))
        return true;
    http_answer_error(r, 403);
    return false;
}

bool office_form_is_ours(const struct office *o, struct http_request *r)
{
    const char *token = http_request_field(r, "csrf");
    if (http_csrf_holds(&o->csrf, o->cookie, token))
        return true;
    http_answer_error(r, 403);
    return false;
}

/* The printed address: once, and the browser has its cookie. */
void office_enter(void *context, struct http_request *r)
{
    struct office *o = context;
    const char *key = http_request_var(r, 0);
    if (o->key[0] == '\0' || strlen(key) != sizeof o->key - 1 ||
        sodium_memcmp(key, o->key, sizeof o->key - 1) != 0) {
        if (has_cookie(o, r))
            http_answer_redirect(r, "/");
        else
            http_answer_error(r, 403);
        return;
    }
    char cookie[160];
    struct buf html = BUF_INIT;
    struct render_dict *page = office_page_new(o, "You are in");
    enum err e = render_page(o->pages, "office_entered.tpl", page, &html);
    render_dict_free(page);
    if (e != ERR_OK) {
        buf_free(&html);
        http_answer_error(r, 503);
        return;
    }
    (void)snprintf(cookie, sizeof cookie,
                   COOKIE "=%s; Path=/; HttpOnly; SameSite=Strict", o->cookie);
    sodium_memzero(o->key, sizeof o->key);
    struct http_answer head = {
        .status = 200, .type = HTTP_TYPE_HTML, .cookies = {cookie}};
    http_answer_buf(r, &head, &html);
    sodium_memzero(cookie, sizeof cookie);
}

/* The browser, and whoever has its cookie, is out; nobody gets in after it. */
void office_leave(void *context, struct http_request *r)
{
    struct office *o = context;
    uint8_t bytes[32];
    if (!office_form_is_ours(o, r))
        return;
    randombytes_buf(bytes, sizeof bytes);
    encode_b64u(bytes, sizeof bytes, o->cookie);
    sodium_memzero(bytes, sizeof bytes);
    office_draft_clear(o->draft);
    roster_free(o->upload);
    o->upload = NULL;
    struct render_dict *page = render_dict_new();
    render_put_text(page, "PAGE_TITLE", "This browser is out");
    render_put_text(page, "INSTITUTION", o->institution);
    office_answer(o, r, 200, "office_left.tpl", page);
}

void office_style(void *context, struct http_request *r)
{
    const struct office *o = context;
    struct http_answer head = {.status = 200,
                               .type = "text/css; charset=utf-8"};
    http_answer_bytes(r, &head, o->style.data, o->style.len);
}

struct render_dict *office_page_new(const struct office *o, const char *title)
{
    char token[HTTP_CSRF_SIZE];
    struct render_dict *page = render_dict_new();
    http_csrf_token(&o->csrf, o->cookie, token);
    render_put_text(page, "PAGE_TITLE", title);
    render_put_text(page, "INSTITUTION", o->institution);
    render_put_text(page, "CSRF", token);
    (void)render_add(page, "LET_IN");
    sodium_memzero(token, sizeof token);
    return page;
}

void office_page_is_wide(struct render_dict *page)
{
    (void)render_add(page, "WIDE");
}

void office_put_error(struct render_dict *page, enum err e,
                      const struct err_note *note)
{
    struct render_dict *error = render_add(page, "ERROR");
    render_put_text(error, "WHAT",
                    note != NULL && note->text[0] != '\0' ? note->text
                                                          : err_name(e));
}

/* The entry of the navigation that a page stands below; waves are the rest. */
static const char *entry_of(const struct http_route *route)
{
    return strncmp(route->pattern, "/roster", 7) == 0     ? "AT_ROSTER"
           : strncmp(route->pattern, "/plan", 5) == 0     ? "AT_PLAN"
           : strncmp(route->pattern, "/sheet", 6) == 0    ? "AT_SHEET"
           : strncmp(route->pattern, "/accounts", 9) == 0 ? "AT_ACCOUNTS"
           : strncmp(route->pattern, "/upkeep", 7) == 0   ? "AT_UPKEEP"
                                                          : "AT_WAVES";
}

static void answer(const struct office *o, struct http_request *r,
                   const struct http_answer *head, const char *template_name,
                   struct render_dict *page)
{
    struct buf html = BUF_INIT;
    (void)render_add(page, entry_of(http_request_route(r)));
    enum err e = render_page(o->pages, template_name, page, &html);
    render_dict_free(page);
    if (e == ERR_OK)
        http_answer_bytes(r, head, html.data, html.len);
    else
        http_answer_error(r, 503);
    buf_wipe(&html);
}

void office_answer(const struct office *o, struct http_request *r,
                   unsigned status, const char *template_name,
                   struct render_dict *page)
{
    struct http_answer head = {.status = status, .type = HTTP_TYPE_HTML};
    answer(o, r, &head, template_name, page);
}

void office_answer_moving(const struct office *o, struct http_request *r,
                          const char *template_name, struct render_dict *page)
{
    struct http_answer head = {
        .status = 200, .type = HTTP_TYPE_HTML, .refresh_sec = REFRESH_SEC};
    answer(o, r, &head, template_name, page);
}

void office_answer_failed(const struct office *o, struct http_request *r,
                          enum err e, const struct err_note *note)
{
    struct render_dict *page = office_page_new(o, "That did not work");
    render_put_text(page, "WHAT",
                    note->text[0] != '\0' ? note->text : err_name(e));
    office_answer(o, r, http_status_of(e), "office_failed.tpl", page);
}

enum err office_number(const char *text, const char *what, uint32_t min,
                       uint32_t max, uint32_t *out_number,
                       struct err_note *note)
{
    size_t len = strlen(text);
    uint32_t number = 0;
    if (len > 0 && len <= 6 && strspn(text, "0123456789") == len)
        number = (uint32_t)strtoul(text, NULL, 10);
    if (len == 0 || len > 6 || strspn(text, "0123456789") != len ||
        number < min || number > max)
        return err_say(note, ERR_RANGE, "%s: a whole number from %u to %u",
                       what, (unsigned)min, (unsigned)max);
    *out_number = number;
    return ERR_OK;
}

static const struct {
    unsigned status;
    const char *what;
} errors[] = {
    {400, "What arrived is not what this page sends. Nothing was changed. Go "
          "back and try again."},
    {403, "This page is for the browser that opened the address which chorus "
          "office printed, once. Start chorus office again for a new one. "
          "Nothing was changed."},
    {404, "There is nothing at this address."},
    {405, "This address does not take that."},
    {413, "More was sent than this page takes. Nothing was kept."},
    {415, "What arrived is of another kind than this page sends."},
    {421, "This server answers only under 127.0.0.1 or localhost."},
    {503, "That cannot be done at the moment. Nothing was changed; try again."},
};

enum err office_error_page(void *context, const struct http_request *r,
                           unsigned status, struct buf *out_html)
{
    (void)r;
    const struct office *o = context;
    const size_t last = sizeof errors / sizeof errors[0] - 1;
    size_t i = 0;
    while (i < last && errors[i].status != status)
        i++;
    /* Not for whoever is not let in: no name, no token. */
    struct render_dict *page = render_dict_new();
    render_put_text(page, "PAGE_TITLE", "Not possible");
    render_put_text(page, "INSTITUTION", "Chorus");
    render_put_text(page, "WHAT", errors[i].what);
    enum err e = render_page(o->pages, "office_failed.tpl", page, out_html);
    render_dict_free(page);
    return e;
}
