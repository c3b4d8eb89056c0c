/*
 * A request from the inside, for daemon.c, request.c and answer.c only.
 */
#ifndef CHORUS_HTTP_REQUEST_IMPL_H
#define CHORUS_HTTP_REQUEST_IMPL_H

#include "http/daemon.h"

#include <microhttpd.h>
#include <stdatomic.h>

struct http_daemon {
    struct MHD_Daemon *mhd;
    const struct http_app *app;
    bool check_host; /* on TCP */
    int listen_fd;   /* libmicrohttpd's, once it runs */
    int quiesced_fd; /* -1 until the drain; closed after the threads */
    uint16_t port;
    struct http_listen listen;
    atomic_uint active;   /* requests that were accepted and not yet answered */
    atomic_uint handling; /* those of them that are with a handler */
    atomic_bool refusing; /* no handler runs any more */
};

struct http_request {
    struct http_daemon *daemon;
    struct MHD_Connection *connection;
    const struct http_route *route; /* NULL: status says why */
    struct http_vars vars;
    const char *allow; /* with 405 */
    bool json_errors;
    bool form_read;
    bool handled;    /* the handler has run */
    bool handling;   /* counted in the daemon's */
    unsigned status; /* an error known from the head; 0: none */
    size_t discarded_bytes;
    struct buf body;
    struct http_form form;
    void *attached;
    void (*attached_free)(void *data);
    /* Set by an answer; read by the connection's own thread after it. */
    struct MHD_Response *response;
    unsigned response_status;
    bool suspended; /* once; set and read by the connection's own thread */
    bool queued;    /* MHD has the answer already */
};

struct http_prepared {
    struct MHD_Response *response;
    unsigned status;
};

/* A response with the guard's headers over bytes that it copies; NULL without
 * memory. */
struct MHD_Response *http_response_new(const struct http_answer *head,
                                       const void *body, size_t len);

#endif
