#include "http/guard.h"
#include "http/request_impl.h"

#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* A connection's memory: its head, and the part of a body that came last. It is
 * cleared for each request, and a thousand connections hold a thousand. */
#define HEAD_MAX_BYTES   (12u << 10)
#define STEP_MSEC        10
#define LOOK_EVERY_STEPS 50
/* More than cores: connections fall to threads by chance, and one that has many
 * keeps them waiting for each other while a core is idle. */
#define DEFAULT_THREADS     8u
#define DEFAULT_CONNECTIONS 4096u
#define DEFAULT_REQUEST_SEC 30u
#define DEFAULT_ANSWER_SEC  60u
#define DEFAULT_BODIES_MAX  (64u << 20)
#define OTHER_FILES         256u /* descriptors that are no connections */

/*
 * How libmicrohttpd asks for events: a program's own function goes before
 * libc's. 0.9.75 asks for 128, and where as many come, once more before it
 * looks at them, with the same patience: 128 requests at once wait until
 * something else happens, up to half a minute. Here it never gets as many as it
 * asks for, and has the rest the next time.
 */
int epoll_wait(int epoll, struct epoll_event *events, int most,
               int patience_msec)
{
    return epoll_pwait(epoll, events, most > 1 ? most - 1 : most, patience_msec,
                       NULL);
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

/* As many connections as wanted, and as this process may have open. */
static unsigned connections_possible(unsigned wanted)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 ||
        files.rlim_cur >= (rlim_t)wanted + OTHER_FILES)
        return wanted;
    return files.rlim_cur <= 2 * (rlim_t)OTHER_FILES
               ? OTHER_FILES
               : (unsigned)files.rlim_cur - OTHER_FILES;
}

/* An answer for connections that libmicrohttpd is not told to answer. */
static struct buf bare_answer(unsigned status)
{
    struct buf b = BUF_INIT;
    buf_printf(&b, "HTTP/1.1 %u %s\r\n", status,
               MHD_get_reason_phrase_for(status));
    for (const struct guard_header *h = http_guard_headers; h->name != NULL;
         h++)
        buf_printf(&b, "%s: %s\r\n", h->name, h->value);
    if (status == MHD_HTTP_SERVICE_UNAVAILABLE)
        buf_put_text(&b, "Retry-After: 2\r\n");
    buf_put_text(&b, "Cache-Control: no-store\r\nConnection: close\r\n"
                     "Content-Length: 0\r\n\r\n");
    return b;
}

/* Everything beside libmicrohttpd. */
static enum err start_tables(struct http_daemon *d,
                             const struct http_limits *limits,
                             unsigned connections)
{
    struct buf late = bare_answer(MHD_HTTP_REQUEST_TIMEOUT);
    struct buf evicted = bare_answer(MHD_HTTP_SERVICE_UNAVAILABLE);
    struct http_connection_limits times = {
        .request_sec = or_default(limits->request_sec, DEFAULT_REQUEST_SEC),
        .answer_sec = or_default(limits->answer_sec, DEFAULT_ANSWER_SEC),
        /* Room for those that are ended and not yet closed. */
        .crowded = connections - connections / 4,
        .late = &late,
        .evicted = &evicted};
    d->bodies_max_bytes = limits->bodies_max_bytes == 0
                              ? DEFAULT_BODIES_MAX
                              : limits->bodies_max_bytes;
    enum err e = http_rates_new(
        limits->rates == NULL ? http_rate_rules : limits->rates, &d->rates);
    if (e == ERR_OK)
        e = http_connections_new(&times, &d->connections);
    buf_free(&late);
    buf_free(&evicted);
    return e;
}

/*
 * Whether a connection may come in: none once the drain began. Not by
 * MHD_quiesce_daemon: it takes the socket out of each thread's epoll set, as
 * the thread itself does that hears of it first, and then aborts the program.
 */
static enum MHD_Result is_welcome(void *cls, const struct sockaddr *address,
                                  socklen_t len)
{
    const struct http_daemon *d = cls;
    (void)address;
    (void)len;
    return atomic_load(&d->draining) ? MHD_NO : MHD_YES;
}

static struct MHD_Daemon *start_mhd(struct http_daemon *d,
                                    const struct http_limits *limits,
                                    unsigned connections)
{
    unsigned threads = or_default(limits->threads, DEFAULT_THREADS);
    /* What http/connections ends is noticed at once; this is for what it
     * could find no memory for. */
    unsigned silence_sec =
        or_default(limits->request_sec, DEFAULT_REQUEST_SEC) +
        or_default(limits->answer_sec, DEFAULT_ANSWER_SEC);
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC,
        0, is_welcome, d, http_exchange_access, d, MHD_OPTION_LISTEN_SOCKET,
        d->listen_fd, MHD_OPTION_THREAD_POOL_SIZE, threads,
        MHD_OPTION_CONNECTION_LIMIT, connections, MHD_OPTION_CONNECTION_TIMEOUT,
        silence_sec, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_MAX_BYTES,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_UNESCAPE_CALLBACK,
        keep_escapes, NULL, MHD_OPTION_NOTIFY_COMPLETED,
        http_exchange_completed, d, MHD_OPTION_NOTIFY_CONNECTION,
        http_exchange_connection, d, MHD_OPTION_END);
}

static void free_daemon(struct http_daemon *d)
{
    http_connections_free(d->connections);
    http_rates_free(d->rates);
    free(d);
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
    d->check_host = !listen->is_unix && !app->any_host;
    d->listen = *listen;
    d->listen_fd = fd;
    d->port = port;
    unsigned connections = connections_possible(
        or_default(limits->connections, DEFAULT_CONNECTIONS));
    enum err e = start_tables(d, limits, connections);
    if (e == ERR_OK) {
        d->mhd = start_mhd(d, limits, connections);
        e = d->mhd == NULL ? ERR_IO : ERR_OK;
    }
    if (e != ERR_OK) {
        http_listen_close(listen, fd);
        free_daemon(d);
        return err_say(note, e, "cannot start the server: %s", err_name(e));
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

static void wait_until_answered(struct http_daemon *d, unsigned max_sec)
{
    const struct timespec step = {.tv_nsec = STEP_MSEC * 1000 * 1000};
    for (unsigned i = 0; i < max_sec * (1000 / STEP_MSEC); i++) {
        if (atomic_load(&d->active) == 0)
            return;
        if (i % LOOK_EVERY_STEPS == 0)
            http_connections_end_gone(d->connections);
        (void)nanosleep(&step, NULL);
    }
}

void http_daemon_drain(struct http_daemon *d, unsigned max_sec)
{
    atomic_store(&d->draining, true);
    wait_until_answered(d, max_sec);
    atomic_store(&d->refusing, true);
    const struct timespec step = {.tv_nsec = STEP_MSEC * 1000 * 1000};
    while (atomic_load(&d->handling) > 0)
        (void)nanosleep(&step, NULL);
    /* Who came in between gets 503, and time to hear it. */
    wait_until_answered(d, 1);
}

void http_daemon_stop(struct http_daemon *d)
{
    if (d == NULL)
        return;
    MHD_stop_daemon(d->mhd);
    http_listen_close(&d->listen, -1);
    free_daemon(d);
}
