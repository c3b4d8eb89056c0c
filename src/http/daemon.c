#include "http/guard.h"
#include "http/request_impl.h"

#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define DISCARD_MAX_BYTES   (1u << 20)
#define HEAD_MAX_BYTES      (32u << 10)
#define STEP_MSEC           10
#define DEFAULT_THREADS     4u
#define DEFAULT_CONNECTIONS 1024u
#define DEFAULT_IDLE_SEC    30u

static const char *header(const struct http_request *r, const char *name)
{
    return MHD_lookup_connection_value(r->connection, MHD_HEADER_KIND, name);
}

struct header_count {
    const char *name;
    unsigned n;
};

static enum MHD_Result count_one(void *arg, enum MHD_ValueKind kind,
                                 const char *key, const char *value)
{
    (void)kind;
    (void)value;
    struct header_count *count = arg;
    if (strcasecmp(key, count->name) == 0)
        count->n++;
    return MHD_YES;
}

static unsigned count_headers(const struct http_request *r, const char *name)
{
    struct header_count count = {name, 0};
    (void)MHD_get_connection_values(r->connection, MHD_HEADER_KIND, count_one,
                                    &count);
    return count.n;
}

/* Two answers to "how long is the body" are how requests get smuggled. */
static bool length_is_ambiguous(const struct http_request *r)
{
    return count_headers(r, "Content-Length") +
               count_headers(r, "Transfer-Encoding") >
           1;
}

static size_t announced_bytes(const struct http_request *r)
{
    const char *text = header(r, "Content-Length");
    return text == NULL ? 0 : (size_t)strtoull(text, NULL, 10);
}

/* The type without its parameters, in any case, as RFC 9110 compares them. */
static bool type_fits(const char *wanted, const char *given)
{
    size_t len = strlen(wanted);
    if (given == NULL || strncasecmp(given, wanted, len) != 0)
        return false;
    const char *rest = given + len;
    while (*rest == ' ' || *rest == '\t')
        rest++;
    return *rest == '\0' || *rest == ';';
}

/* What can be said before the body: 0, or the status of an error. */
static unsigned judge_head(struct http_request *r, const char *method,
                           const char *path)
{
    const struct http_app *app = r->daemon->app;
    if (length_is_ambiguous(r))
        return MHD_HTTP_BAD_REQUEST;
    if (r->daemon->check_host &&
        !http_guard_host(header(r, "Host"), app->hosts, app->host_count))
        return MHD_HTTP_MISDIRECTED_REQUEST;
    const struct http_route *route;
    switch (http_router_find(app->routes, app->route_count, method, path,
                             &route, &r->vars, &r->allow)) {
    case HTTP_MATCH_NONE: return MHD_HTTP_NOT_FOUND;
    case HTTP_MATCH_OTHER_METHOD: return MHD_HTTP_METHOD_NOT_ALLOWED;
    case HTTP_MATCH_FOUND: break;
    }
    r->route = route;
    if (route->method == HTTP_POST && route->body_type != NULL &&
        !type_fits(route->body_type, header(r, "Content-Type")))
        return MHD_HTTP_UNSUPPORTED_MEDIA_TYPE;
    if (route->method == HTTP_POST &&
        announced_bytes(r) > route->body_max_bytes)
        return MHD_HTTP_CONTENT_TOO_LARGE;
    return 0;
}

static enum MHD_Result queue(struct http_request *r)
{
    if (r->queued)
        return MHD_YES;
    if (r->response == NULL)
        return MHD_NO;
    r->queued = true;
    return MHD_queue_response(r->connection, r->response_status, r->response);
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
    r->body = BUF_INIT;
    (void)atomic_fetch_add(&d->active, 1);
    *out_request = r;
    const char *prefix = d->app->json_prefix;
    r->json_errors =
        prefix != NULL && strncmp(path, prefix, strlen(prefix)) == 0;
    r->status = judge_head(r, method, path);
    bool wait_for_body =
        announced_bytes(r) <= DISCARD_MAX_BYTES && header(r, "Expect") == NULL;
    if (r->status == 0 || wait_for_body)
        return MHD_YES;
    http_answer_error(r, r->status);
    return queue(r);
}

/* A refused body is still read, within bounds, so that the client hears why. */
static enum MHD_Result take_body(struct http_request *r, const char *bytes,
                                 size_t *len)
{
    bool wanted = r->status == 0 && r->route->method == HTTP_POST;
    if (wanted && r->body.len + *len > r->route->body_max_bytes) {
        r->status = MHD_HTTP_CONTENT_TOO_LARGE;
        buf_wipe(&r->body);
        wanted = false;
    }
    if (wanted) {
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
    if (!http_guard_same_origin(header(r, "Sec-Fetch-Site"),
                                header(r, "Origin"), header(r, "Host")))
        return MHD_HTTP_FORBIDDEN;
    enum err e = http_form_read((const uint8_t *)buf_text(&r->body),
                                r->body.len, r->route->fields, &r->form);
    r->form_read = e == ERR_OK;
    return r->form_read ? 0 : http_status_of(e);
}

static void dispatch(struct http_request *r)
{
    const struct http_app *app = r->daemon->app;
    if (r->status == 0 && buf_check(&r->body) != ERR_OK)
        r->status = MHD_HTTP_SERVICE_UNAVAILABLE;
    if (r->status == 0 && r->route->fields != NULL)
        r->status = read_form(r);
    if (r->status != 0) {
        http_answer_error(r, r->status);
        return;
    }
    /* Counted before the look at refusing: http_daemon_drain sees either this
     * request, or that it was refused. */
    r->handling = true;
    (void)atomic_fetch_add(&r->daemon->handling, 1);
    if (atomic_load(&r->daemon->refusing)) {
        http_answer_error(r, MHD_HTTP_SERVICE_UNAVAILABLE);
        return;
    }
    if (r->route->need != 0 && !app->authorize(app->context, r, r->route->need))
        return;
    r->route->handle(app->context, r);
}

/* The handler has said all it will. */
static void end_handling(struct http_request *r)
{
    if (r->handling)
        (void)atomic_fetch_sub(&r->daemon->handling, 1);
    r->handling = false;
}

static enum MHD_Result on_access(void *cls, struct MHD_Connection *connection,
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
        dispatch(r);
        if (r->suspended)
            return MHD_YES;
    }
    end_handling(r);
    return queue(r);
}

static void on_completed(void *cls, struct MHD_Connection *connection,
                         void **request, enum MHD_RequestTerminationCode why)
{
    (void)connection;
    (void)why;
    struct http_daemon *d = cls;
    struct http_request *r = *request;
    if (r == NULL)
        return;
    end_handling(r);
    if (r->response != NULL)
        MHD_destroy_response(r->response);
    if (r->attached != NULL && r->attached_free != NULL)
        r->attached_free(r->attached);
    if (r->form_read)
        http_form_wipe(&r->form);
    buf_wipe(&r->body);
    free(r);
    *request = NULL;
    (void)atomic_fetch_sub(&d->active, 1);
}

/* Paths stay as they were sent: see http_pattern_fits. */
static size_t keep_escapes(void *cls, struct MHD_Connection *connection,
                           char *text)
{
    (void)cls;
    (void)connection;
    return strlen(text);
}

static unsigned or_default(unsigned given, unsigned fallback)
{
    return given == 0 ? fallback : given;
}

static struct MHD_Daemon *start_mhd(struct http_daemon *d,
                                    const struct http_limits *limits)
{
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC,
        0, NULL, NULL, on_access, d, MHD_OPTION_LISTEN_SOCKET, d->listen_fd,
        MHD_OPTION_THREAD_POOL_SIZE,
        or_default(limits->threads, DEFAULT_THREADS),
        MHD_OPTION_CONNECTION_LIMIT,
        or_default(limits->connections, DEFAULT_CONNECTIONS),
        MHD_OPTION_CONNECTION_TIMEOUT,
        or_default(limits->idle_sec, DEFAULT_IDLE_SEC),
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_MAX_BYTES,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_UNESCAPE_CALLBACK,
        keep_escapes, NULL, MHD_OPTION_NOTIFY_COMPLETED, on_completed, d,
        MHD_OPTION_END);
}

enum err http_daemon_start_on(const struct http_app *app,
                              const struct http_listen *listen, int fd,
                              uint16_t port, const struct http_limits *limits,
                              struct http_daemon **out_daemon,
                              struct err_note *note)
{
    struct http_daemon *d = calloc(1, sizeof *d);
    if (d == NULL) {
        http_listen_close(listen, fd);
        return err_say(note, ERR_MEMORY, "no memory for the server");
    }
    d->app = app;
    d->quiesced_fd = -1;
    d->check_host = !listen->is_unix && !app->any_host;
    d->listen = *listen;
    d->listen_fd = fd;
    d->port = port;
    d->mhd = start_mhd(d, limits);
    if (d->mhd == NULL) {
        http_listen_close(listen, fd);
        free(d);
        return err_say(note, ERR_IO, "cannot start the server's threads");
    }
    *out_daemon = d;
    return ERR_OK;
}

enum err http_daemon_start(const struct http_app *app,
                           const struct http_listen *listen,
                           const struct http_limits *limits,
                           struct http_daemon **out_daemon,
                           struct err_note *note)
{
    int fd = -1;
    uint16_t port = 0;
    enum err e = http_listen_open(listen, &fd, &port, note);
    return e == ERR_OK ? http_daemon_start_on(app, listen, fd, port, limits,
                                              out_daemon, note)
                       : e;
}

uint16_t http_daemon_port(const struct http_daemon *d)
{
    return d->port;
}

void http_daemon_drain(struct http_daemon *d, unsigned max_sec)
{
    /*
     * Shut down, not closed: the worker threads still take the descriptor out
     * of their epoll sets, and libmicrohttpd aborts when it is gone by then.
     */
    if (d->quiesced_fd < 0) {
        d->quiesced_fd = MHD_quiesce_daemon(d->mhd);
        if (d->quiesced_fd >= 0)
            (void)shutdown(d->quiesced_fd, SHUT_RDWR);
    }
    const struct timespec step = {.tv_nsec = STEP_MSEC * 1000 * 1000};
    for (unsigned i = 0; i < max_sec * (1000 / STEP_MSEC); i++) {
        if (atomic_load(&d->active) == 0)
            break;
        (void)nanosleep(&step, NULL);
    }
    atomic_store(&d->refusing, true);
    while (atomic_load(&d->handling) > 0)
        (void)nanosleep(&step, NULL);
}

void http_daemon_stop(struct http_daemon *d)
{
    if (d == NULL)
        return;
    MHD_stop_daemon(d->mhd);
    http_listen_close(&d->listen, d->quiesced_fd);
    free(d);
}
