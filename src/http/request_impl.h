/*
 * A request from the inside, for daemon.c, head.c, exchange.c, request.c and
 * answer.c only.
 */
#ifndef CHORUS_HTTP_REQUEST_IMPL_H
#define CHORUS_HTTP_REQUEST_IMPL_H

#include "http/connections.h"
#include "http/daemon.h"
#include "http/part.h"

#include <microhttpd.h>
#include <stdatomic.h>

struct http_daemon {
    struct MHD_Daemon *mhd;
    const struct http_app *app;
    struct http_rates *rates;
    struct http_connections *connections;
    bool check_host; /* on TCP */
    int listen_fd;   /* libmicrohttpd's, once it runs */
    uint16_t port;
    struct http_listen listen;
    atomic_uint active;   /* requests that were accepted and not yet answered */
    atomic_uint handling; /* those of them that are with a handler */
    atomic_bool draining; /* no connection comes in any more */
    atomic_bool refusing; /* no handler runs any more */
    atomic_size_t body_bytes; /* of all requests together */
    size_t bodies_max_bytes;
};

struct http_request {
    struct http_daemon *daemon;
    struct MHD_Connection *connection;
    struct http_connection *place; /* NULL: there was no memory for one */
    struct http_rate_who who;
    const struct http_route *route; /* NULL: status says why */
    struct http_vars vars;
    const char *allow; /* with 405 */
    bool json_errors;
    bool form_read;
    char *cookie;      /* for the answer; NULL: none */
    bool handled;      /* the handler has run */
    bool handling;     /* counted in the daemon's */
    bool close_after;  /* what follows on the connection cannot be trusted */
    unsigned status;   /* an error known from the head; 0: none */
    unsigned wait_sec; /* with 429 */
    size_t discarded_bytes;
    size_t held_bytes; /* counted in the daemon's */
    struct buf body;
    struct http_form form;
    void *attached;
    void (*attached_free)(void *data);
    /* Set by an answer; read by the connection's own thread after it. */
    struct MHD_Response *response;
    struct http_prepared *prepared; /* in its place; one use of it is ours */
    unsigned response_status;
    bool suspended; /* once; set and read by the connection's own thread */
    bool queued;    /* MHD has the answer already */
};

struct http_prepared {
    struct MHD_Response *response;
    struct MHD_Response *packed; /* in gzip; NULL: no shorter */
    unsigned status;
    atomic_uint users;
};

/* A header's value; NULL when it is not there. */
const char *http_head_value(const struct http_request *r, const char *name);
/* What Content-Length says, once it is known to be beyond doubt; else 0. */
size_t http_head_announced_bytes(const struct http_request *r);
/* What can be said before the body: 0, or the status of an error. */
unsigned http_head_judge(struct http_request *r, const char *method,
                         const char *path);

/* What libmicrohttpd calls; the first argument is the daemon. */
enum MHD_Result http_exchange_access(void *cls,
                                     struct MHD_Connection *connection,
                                     const char *url, const char *method,
                                     const char *version, const char *upload,
                                     size_t *upload_len, void **request);
void http_exchange_completed(void *cls, struct MHD_Connection *connection,
                             void **request,
                             enum MHD_RequestTerminationCode why);
void http_exchange_connection(void *cls, struct MHD_Connection *connection,
                              void **context,
                              enum MHD_ConnectionNotificationCode what);

/* Whether a list as in Accept-Encoding takes gzip; NULL: none was sent. */
bool http_accepts_gzip(const char *list);
/* The form of a prepared answer that who asks can read. */
struct MHD_Response *http_prepared_response(const struct http_request *r);
/* A response with the guard's headers; NULL without memory. BYTES are malloc's,
 * and the response's from now on. */
struct MHD_Response *http_response_over(const struct http_answer *head,
                                        uint8_t *bytes, size_t len);
/* One of parts, which it holds; it has no header yet. NULL without memory. */
struct MHD_Response *http_response_joined(struct http_part *const *parts,
                                          size_t count);
/* The same over bytes that it copies. */
struct MHD_Response *http_response_new(const struct http_answer *head,
                                       const void *body, size_t len);
/* The same over LEN bytes that are read when they are sent, so many at once;
 * FREE_IT is called with CONTEXT at the end, also without memory. */
#define HTTP_READ_BYTES 65536u
struct MHD_Response *http_response_from(const struct http_answer *head,
                                        MHD_ContentReaderCallback read,
                                        void *context,
                                        MHD_ContentReaderFreeCallback free_it,
                                        uint64_t len);

#endif
