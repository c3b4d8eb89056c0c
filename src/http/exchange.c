/*
 * One request from its head to its answer, on the threads of libmicrohttpd,
 * which calls http_exchange_access again and again while it comes in.
 */
#include "http/guard.h"
#include "http/multipart.h"
#include "http/request_impl.h"

#include <sodium.h>

#define DISCARD_MAX_BYTES (1u << 20)
#define CROWDED_WAIT_SEC  2u

static enum MHD_Result queue(struct http_request *r)
{
    if (r->queued)
        return MHD_YES;
    struct MHD_Response *response =
        r->prepared == NULL ? r->response : http_prepared_response(r);
    if (response == NULL)
        return MHD_NO;
    r->queued = true;
    http_connections_answer(r->daemon->connections, r->place);
    return MHD_queue_response(r->connection, r->response_status, response);
}

static void refuse(struct http_request *r)
{
    if (r->status == MHD_HTTP_TOO_MANY_REQUESTS)
        http_answer_slow_down(r, r->wait_sec);
    else if (r->status == MHD_HTTP_SERVICE_UNAVAILABLE)
        http_answer_later(r, CROWDED_WAIT_SEC);
    else
        http_answer_error(r, r->status);
}

static struct http_connection *place_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info == NULL ? NULL : info->socket_context;
}

/* First call: the head is there, the body is not. */
static enum MHD_Result begin(struct http_daemon *d,
                             struct MHD_Connection *connection,
                             const char *method, const char *path,
                             void **out_request)
{
    struct http_request *r = calloc(1, sizeof *r);
    if (r == NULL)
        return MHD_NO;
    r->daemon = d;
    r->connection = connection;
    r->place = place_of(connection);
    r->body = BUF_INIT;
    (void)atomic_fetch_add(&d->active, 1);
    *out_request = r;
    http_connections_begun(d->connections, r->place);
    const char *prefix = d->app->json_prefix;
    r->json_errors =
        prefix != NULL && strncmp(path, prefix, strlen(prefix)) == 0;
    r->status = http_head_judge(r, method, path);
    bool wait_for_body = !r->close_after &&
                         http_head_announced_bytes(r) <= DISCARD_MAX_BYTES &&
                         http_head_value(r, "Expect") == NULL;
    if (r->status == 0 || wait_for_body)
        return MHD_YES;
    refuse(r);
    return queue(r);
}

/* Whether there is room for LEN bytes more in all bodies together. */
static bool take_room(struct http_request *r, size_t len)
{
    atomic_size_t *bytes = &r->daemon->body_bytes;
    r->held_bytes += len;
    return atomic_fetch_add(bytes, len) + len <= r->daemon->bodies_max_bytes;
}

/* A refused body is still read, within bounds, so that the client hears why. */
static enum MHD_Result take_body(struct http_request *r, const char *bytes,
                                 size_t *len)
{
    if (r->status == 0 && r->route->method == HTTP_POST) {
        if (r->body.len + *len > r->route->body_max_bytes)
            r->status = MHD_HTTP_CONTENT_TOO_LARGE;
        else if (!take_room(r, *len))
            r->status = MHD_HTTP_SERVICE_UNAVAILABLE;
        if (r->status != 0)
            buf_wipe(&r->body);
    }
    if (r->status == 0 && r->route->method == HTTP_POST) {
        buf_put(&r->body, bytes, *len);
    } else {
        r->discarded_bytes += *len;
        if (r->discarded_bytes > DISCARD_MAX_BYTES)
            return MHD_NO;
    }
    *len = 0;
    return MHD_YES;
}

static unsigned read_form(struct http_request *r)
{
    if (!http_guard_same_origin(http_head_value(r, "Sec-Fetch-Site"),
                                http_head_value(r, "Origin"),
                                http_head_value(r, "Host")))
        return MHD_HTTP_FORBIDDEN;
    const uint8_t *body = (const uint8_t *)buf_text(&r->body);
    const struct http_field *fields = r->route->fields;
    const bool parts = strcmp(r->route->body_type, HTTP_TYPE_PARTS) == 0;
    enum err e = parts
                     ? http_multipart_read(http_head_value(r, "Content-Type"),
                                           body, r->body.len, fields, &r->form)
                     : http_form_read(body, r->body.len, fields, &r->form);
    r->form_read = e == ERR_OK;
    return r->form_read ? 0 : http_status_of(e);
}

void http_request_handle(struct http_request *r)
{
    const struct http_app *app = r->daemon->app;
    if (r->route->need == 0 || app->authorize(app->context, r, r->route->need))
        r->route->handle(app->context, r);
}

/* Where the application has a thread for what may wait, no other waits. */
static void hand_over(struct http_request *r)
{
    const struct http_app *app = r->daemon->app;
    bool apart = r->route->need != 0 || r->route->apart;
    if (!apart || app->hand_over == NULL) {
        http_request_handle(r);
        return;
    }
    http_request_suspend(r);
    if (app->hand_over(app->context, r) != ERR_OK) {
        http_answer_later(r, CROWDED_WAIT_SEC);
        http_request_resume(r);
    }
}

static void dispatch(struct http_request *r)
{
    if (r->status == 0 && buf_check(&r->body) != ERR_OK)
        r->status = MHD_HTTP_SERVICE_UNAVAILABLE;
    if (r->status == 0 && r->route->fields != NULL)
        r->status = read_form(r);
    if (r->status != 0) {
        refuse(r);
        return;
    }
    /* Counted before the look at refusing: http_daemon_drain sees either this
     * request, or that it was refused. */
    r->handling = true;
    (void)atomic_fetch_add(&r->daemon->handling, 1);
    if (atomic_load(&r->daemon->refusing))
        http_answer_later(r, CROWDED_WAIT_SEC);
    else
        hand_over(r);
}

/* The handler has said all it will. */
static void end_handling(struct http_request *r)
{
    if (r->handling)
        (void)atomic_fetch_sub(&r->daemon->handling, 1);
    r->handling = false;
}

enum MHD_Result http_exchange_access(void *cls,
                                     struct MHD_Connection *connection,
                                     const char *url, const char *method,
                                     const char *version, const char *upload,
                                     size_t *upload_len, void **request)
{
    (void)version;
    struct http_request *r = *request;
    if (r == NULL)
        return begin(cls, connection, method, url, request);
    if (r->queued)
        return MHD_YES;
    if (*upload_len > 0)
        return take_body(r, upload, upload_len);
    if (!r->handled) {
        r->handled = true;
        if (!http_connections_take(r->daemon->connections, r->place))
            return MHD_NO;
        dispatch(r);
        if (r->suspended)
            return MHD_YES;
    }
    end_handling(r);
    return queue(r);
}

void http_exchange_completed(void *cls, struct MHD_Connection *connection,
                             void **request,
                             enum MHD_RequestTerminationCode why)
{
    (void)connection;
    (void)why;
    struct http_daemon *d = cls;
    struct http_request *r = *request;
    if (r == NULL)
        return;
    end_handling(r);
    http_connections_again(d->connections, r->place);
    if (r->response != NULL)
        MHD_destroy_response(r->response);
    http_prepared_free(r->prepared);
    if (r->attached != NULL && r->attached_free != NULL)
        r->attached_free(r->attached);
    if (r->form_read)
        http_form_wipe(&r->form);
    if (r->cookie != NULL)
        sodium_memzero(r->cookie, strlen(r->cookie));
    free(r->cookie);
    buf_wipe(&r->body);
    (void)atomic_fetch_sub(&d->body_bytes, r->held_bytes);
    free(r);
    *request = NULL;
    (void)atomic_fetch_sub(&d->active, 1);
}

void http_exchange_connection(void *cls, struct MHD_Connection *connection,
                              void **context,
                              enum MHD_ConnectionNotificationCode what)
{
    struct http_daemon *d = cls;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(
            connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *context = http_connections_add(d->connections, info->connect_fd);
    } else {
        http_connections_remove(d->connections, *context);
        *context = NULL;
    }
}
