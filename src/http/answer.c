#include "http/guard.h"
#include "http/request_impl.h"

/* When to come back, where nobody says it better. */
#define LATER_SEC 2u

static bool add(struct MHD_Response *response, const char *name,
                const char *value)
{
    return value == NULL ||
           MHD_add_response_header(response, name, value) == MHD_YES;
}

static bool add_guard(struct MHD_Response *response)
{
    for (const struct guard_header *h = http_guard_headers; h->name != NULL;
         h++) {
        if (!add(response, h->name, h->value))
            return false;
    }
    return true;
}

static bool add_head(struct MHD_Response *response,
                     const struct http_answer *head)
{
    bool ok = add_guard(response);
    ok = ok && add(response, "Cache-Control",
                   head->cache_for_ever ? "public, max-age=31536000, immutable"
                                        : "no-store");
    ok = ok && add(response, "Content-Type", head->type);
    if (ok && head->is_negotiated)
        ok = add(response, "Vary", "Accept-Encoding");
    if (ok && head->is_packed)
        ok = add(response, "Content-Encoding", "gzip");
    ok = ok && add(response, "Location", head->location);
    ok = ok && add(response, "Allow", head->allow);
    for (size_t i = 0; i < HTTP_ANSWER_COOKIES; i++)
        ok = ok && add(response, "Set-Cookie", head->cookies[i]);
    if (ok && head->close_after)
        ok = add(response, "Connection", "close");
    if (ok && head->retry_after_sec > 0) {
        char seconds[16];
        (void)snprintf(seconds, sizeof seconds, "%u", head->retry_after_sec);
        ok = add(response, "Retry-After", seconds);
    }
    if (ok && head->refresh_sec > 0) {
        char seconds[16];
        (void)snprintf(seconds, sizeof seconds, "%u", head->refresh_sec);
        ok = add(response, "Refresh", seconds);
    }
    if (ok && head->download_name != NULL) {
        char value[160];
        int len = snprintf(value, sizeof value, "attachment; filename=\"%s\"",
                           head->download_name);
        ok = len > 0 && (size_t)len < sizeof value &&
             add(response, "Content-Disposition", value);
    }
    return ok;
}

/* RESPONSE with its head; NULL, and it is gone, without memory. */
static struct MHD_Response *with_head(struct MHD_Response *response,
                                      const struct http_answer *head)
{
    if (response == NULL || add_head(response, head))
        return response;
    MHD_destroy_response(response);
    return NULL;
}

struct MHD_Response *http_response_over(const struct http_answer *head,
                                        uint8_t *bytes, size_t len)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(len, bytes, MHD_RESPMEM_MUST_FREE);
    if (response == NULL)
        free(bytes);
    return with_head(response, head);
}

struct MHD_Response *http_response_from(const struct http_answer *head,
                                        MHD_ContentReaderCallback read,
                                        void *context,
                                        MHD_ContentReaderFreeCallback free_it,
                                        uint64_t len)
{
    struct MHD_Response *response = MHD_create_response_from_callback(
        len, HTTP_READ_BYTES, read, context, free_it);
    if (response == NULL)
        free_it(context);
    return with_head(response, head);
}

struct MHD_Response *http_response_new(const struct http_answer *head,
                                       const void *body, size_t len)
{
    uint8_t *bytes = malloc(len + 1);
    if (bytes == NULL)
        return NULL;
    if (len > 0)
        memcpy(bytes, body, len);
    return http_response_over(head, bytes, len);
}

/* The head as this request needs it, for the one answer that it may have. */
static struct http_answer begin(struct http_request *r,
                                const struct http_answer *head)
{
    err_assert(r->response == NULL && r->prepared == NULL && !r->queued);
    struct http_answer whole = *head;
    whole.close_after = head->close_after || r->close_after ||
                        (r->route != NULL && r->route->close_after);
    if (r->cookie != NULL) {
        size_t i = 0;
        while (i < HTTP_ANSWER_COOKIES && whole.cookies[i] != NULL)
            i++;
        err_assert(i < HTTP_ANSWER_COOKIES);
        whole.cookies[i] = r->cookie;
    }
    r->response_status = head->status;
    return whole;
}

void http_answer_bytes(struct http_request *r, const struct http_answer *head,
                       const void *body, size_t len)
{
    const struct http_answer whole = begin(r, head);
    r->response = http_response_new(&whole, body, len);
}

void http_answer_buf(struct http_request *r, const struct http_answer *head,
                     struct buf *body)
{
    size_t len = 0;
    uint8_t *bytes = buf_take(body, &len);
    if (bytes == NULL) {
        http_answer_error(r, MHD_HTTP_SERVICE_UNAVAILABLE);
        return;
    }
    const struct http_answer whole = begin(r, head);
    r->response = http_response_over(&whole, bytes, len);
}

void http_answer_parts(struct http_request *r, const struct http_answer *head,
                       struct http_part *const *parts, size_t count)
{
    const struct http_answer whole = begin(r, head);
    r->response = with_head(http_response_joined(parts, count), &whole);
}

void http_answer_redirect(struct http_request *r, const char *path)
{
    struct http_answer head = {.status = MHD_HTTP_SEE_OTHER, .location = path};
    http_answer_bytes(r, &head, NULL, 0);
}

/* RFC 9457; the type is about:blank, so the title is the status's own. */
static void put_problem(unsigned status, struct buf *out)
{
    buf_printf(out, "{\"status\":%u,\"title\":\"%s\"}", status,
               MHD_get_reason_phrase_for(status));
}

static void answer_error(struct http_request *r, unsigned status,
                         unsigned retry_after_sec)
{
    struct buf body = BUF_INIT;
    struct http_answer head = {
        .status = status,
        .allow = status == MHD_HTTP_METHOD_NOT_ALLOWED ? r->allow : NULL,
        .retry_after_sec = retry_after_sec};
    const struct http_app *app = r->daemon->app;
    if (!r->json_errors && app->error_page != NULL &&
        app->error_page(app->context, r, status, &body) == ERR_OK) {
        head.type = HTTP_TYPE_HTML;
    } else {
        buf_clear(&body);
        head.type = "application/problem+json";
        put_problem(status, &body);
    }
    http_answer_bytes(r, &head, body.data, body.len);
    buf_free(&body);
}

void http_answer_error(struct http_request *r, unsigned status)
{
    answer_error(r, status,
                 status == MHD_HTTP_SERVICE_UNAVAILABLE ? LATER_SEC : 0);
}

void http_answer_slow_down(struct http_request *r, unsigned retry_after_sec)
{
    answer_error(r, MHD_HTTP_TOO_MANY_REQUESTS, retry_after_sec);
}

void http_answer_later(struct http_request *r, unsigned retry_after_sec)
{
    answer_error(r, MHD_HTTP_SERVICE_UNAVAILABLE, retry_after_sec);
}

unsigned http_status_of(enum err code)
{
    switch (code) {
    case ERR_OK: return MHD_HTTP_OK;
    case ERR_FORMAT:
    case ERR_RANGE: return MHD_HTTP_BAD_REQUEST;
    case ERR_DENIED: return MHD_HTTP_FORBIDDEN;
    case ERR_NOT_FOUND: return MHD_HTTP_NOT_FOUND;
    case ERR_EXISTS: return MHD_HTTP_CONFLICT;
    case ERR_CLOSED: return MHD_HTTP_GONE;
    case ERR_ELEMENT: return MHD_HTTP_UNPROCESSABLE_CONTENT;
    case ERR_BUSY:
    case ERR_MEMORY:
    case ERR_IO:
    case ERR_FULL:
    case ERR_STATE:
    case ERR_CORRUPT: return MHD_HTTP_SERVICE_UNAVAILABLE;
    }
    return MHD_HTTP_SERVICE_UNAVAILABLE;
}
