/*
 * A small HTTP server on loopback or a Unix socket: libmicrohttpd with epoll
 * and a few threads. TLS, and the world, are the proxy's. Serves whatever a
 * table of routes says; knows no wave, no survey and no person, and writes no
 * log of requests.
 */
#ifndef CHORUS_HTTP_DAEMON_H
#define CHORUS_HTTP_DAEMON_H

#include "http/listen.h"
#include "http/request.h"

#define HTTP_BODY_MAX_BYTES (128u * 1024)

/* What a server serves. All of it outlives the daemon. */
struct http_app {
    const struct http_route *routes;
    size_t route_count;
    void *context; /* the first argument of every function below */
    /*
     * Called before the handler of a route with NEED != 0. false: it has
     * answered (a redirect, 403, 404) and the handler does not run.
     */
    bool (*authorize)(void *context, struct http_request *r, unsigned need);
    /*
     * Takes a request whose route has a NEED or is APART to another thread,
     * which calls http_request_handle and then http_request_resume. ERR_BUSY:
     * too many wait there, the answer is 503. NULL: there is no such thread.
     */
    enum err (*hand_over)(void *context, struct http_request *r);
    /* The page of an error outside JSON_PREFIX, in a language of R's reader. */
    enum err (*error_page)(void *context, const struct http_request *r,
                           unsigned status, struct buf *out_html);
    const char *json_prefix; /* "/v1/" */
    /*
     * Further names that a Host header on TCP may carry, beside those of the
     * loopback: what the proxy passes on. Guards against DNS rebinding, which
     * matters where being on this machine is what gives access. With any_host
     * every name is answered.
     */
    const char *const *hosts;
    size_t host_count;
    bool any_host;
};

/* What is 0 has the value in brackets. */
struct http_limits {
    unsigned threads;        /* [8] */
    unsigned connections;    /* [4096], if so many files may be open */
    unsigned request_sec;    /* [30] until a request is whole, body included */
    unsigned answer_sec;     /* [60] until its answer is taken */
    size_t bodies_max_bytes; /* [64 MiB] of all bodies that are coming in */
    const struct http_rate_rule *rates; /* [http_rate_rules] */
};

struct http_daemon;

/*
 * Binds, listens and serves. Out: OUT_DAEMON, ended with http_daemon_stop.
 * Errors: those of http_listen_open, ERR_MEMORY; NOTE.
 */
BASE_MUST_USE enum err http_daemon_start(const struct http_app *app,
                                         const struct http_listen *listen,
                                         const struct http_limits *limits,
                                         struct http_daemon **out_daemon,
                                         struct err_note *note);

/*
 * The same on a socket that http_listen_open gave: for a program that gives up
 * opening any before it serves. FD and PORT are its answer; FD is taken, also
 * when this fails. Errors: ERR_MEMORY, ERR_IO; NOTE.
 */
BASE_MUST_USE enum err http_daemon_start_on(const struct http_app *app,
                                            const struct http_listen *listen,
                                            int fd, uint16_t port,
                                            const struct http_limits *limits,
                                            struct http_daemon **out_daemon,
                                            struct err_note *note);

/* The TCP port in use; 0 for a Unix socket. */
uint16_t http_daemon_port(const struct http_daemon *d);

/*
 * Takes no new connection and waits until every request that was accepted has
 * its answer; after MAX_SEC those whose body is still on its way get 503, and
 * it waits for the handlers alone, so that none is suspended when it returns.
 */
void http_daemon_drain(struct http_daemon *d, unsigned max_sec);

/* Ends all connections and threads, and frees. After http_daemon_drain. */
void http_daemon_stop(struct http_daemon *d);

#endif
