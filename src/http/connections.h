/*
 * Every open connection of a server and how long it still has. A request must
 * be whole within one time, counted from the moment the server could take it,
 * and its answer be taken within another: silence is not what is measured, or
 * one byte a second would last for ever. When connections run short, those that
 * have waited longest for the rest of a request make room.
 * Knows descriptors and moments; never an address, never a byte of a request.
 */
#ifndef CHORUS_HTTP_CONNECTIONS_H
#define CHORUS_HTTP_CONNECTIONS_H

#include "base/buf.h"

#include <stdbool.h>

struct http_connections;
struct http_connection;

struct http_connection_limits {
    unsigned request_sec; /* for a whole request */
    unsigned answer_sec;  /* for taking its answer */
    size_t crowded;       /* with so many open, a new one ends the one that has
                           * waited longest */
    /* What is said, as whole answers, to who is too late and who makes room. */
    struct buf *late;
    struct buf *evicted;
};

/*
 * Starts the thread that watches. In: LIMITS; the two answers are taken over,
 * also after an error. Out: caller frees with http_connections_free.
 * Errors: ERR_MEMORY, ERR_IO (no thread).
 */
BASE_MUST_USE enum err http_connections_new(
    const struct http_connection_limits *limits,
    struct http_connections **out_connections);

/* Stops the thread. No connection is left. NULL is fine. */
void http_connections_free(struct http_connections *connections);

/*
 * A connection was accepted, and a request may come. In: FD, open until
 * http_connections_remove. NULL: no memory.
 */
struct http_connection *http_connections_add(struct http_connections *all,
                                             int fd);
void http_connections_remove(struct http_connections *all,
                             struct http_connection *one);

/* The head of a request is there: who is too late with the rest is told so. */
void http_connections_begun(struct http_connections *all,
                            struct http_connection *one);
/*
 * The request is whole: from here to the answer the time is the server's own.
 * false: it was too late and its connection is being ended; nothing is done.
 */
bool http_connections_take(struct http_connections *all,
                           struct http_connection *one);
/* The answer is on its way. */
void http_connections_answer(struct http_connections *all,
                             struct http_connection *one);
/* The answer was taken; another request may come. */
void http_connections_again(struct http_connections *all,
                            struct http_connection *one);

/*
 * Ends those whose other side has gone without the rest of a request, which
 * libmicrohttpd can overlook when it comes together with the last bytes.
 */
void http_connections_end_gone(struct http_connections *all);

#endif
