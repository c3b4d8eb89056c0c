/*
 * One request, as a handler sees it, and its answer. Nothing of it is ever
 * logged. The client's address cannot be asked for here: there is no function.
 */
#ifndef CHORUS_HTTP_REQUEST_H
#define CHORUS_HTTP_REQUEST_H

#include "http/rate.h"
#include "http/router.h"

struct http_request;
struct http_prepared;

/* The i-th "{}" of the route's pattern; "" when there are fewer. */
const char *http_request_var(const struct http_request *r, size_t i);
/* The whole body, at most the route's body_max_bytes. */
const uint8_t *http_request_body(const struct http_request *r, size_t *out_len);
/* A validated form field; one that the route does not declare aborts. */
const char *http_request_field(const struct http_request *r, const char *name);
/* The bytes of a form's file; one that the route does not declare aborts. */
const uint8_t *http_request_file(const struct http_request *r, const char *name,
                                 size_t *out_len);
/* A parameter of the query, untrusted; NULL when it is not there. */
const char *http_request_query(const struct http_request *r, const char *name);
/* What the reader's browser asks for, as Accept-Language says it, untrusted;
 * NULL when it does not. */
const char *http_request_languages(const struct http_request *r);
/* A cookie's value, untrusted; NULL when it is not there. */
const char *http_request_cookie(const struct http_request *r, const char *name);
/*
 * Whether the request came over TLS: the proxy in front says so with
 * X-Forwarded-Proto. A lie harms only the one who tells it: it decides on the
 * name and the Secure mark of that client's cookie.
 */
bool http_request_is_tls(const struct http_request *r);

/*
 * How often who asks has done KIND, by the address that the proxy saw: the
 * seconds until one more is allowed, 0: it is now. _take also counts one.
 * Without a proxy's word for an address nothing is counted.
 */
unsigned http_request_rate_wait_sec(const struct http_request *r,
                                    enum http_rate kind);
unsigned http_request_rate_take(const struct http_request *r,
                                enum http_rate kind);
/*
 * The same about TEXT, an account's name: by who asks and TEXT together, or,
 * FROM_ANYWHERE and without a word for an address, by TEXT alone.
 */
struct http_rate_about {
    const char *text;
    bool from_anywhere;
};
unsigned http_request_rate_wait_sec_about(const struct http_request *r,
                                          enum http_rate kind,
                                          const struct http_rate_about *about);
unsigned http_request_rate_take_about(const struct http_request *r,
                                      enum http_rate kind,
                                      const struct http_rate_about *about);

/*
 * A header that none but the proxy may set, who takes it away from what clients
 * send. NULL when it is not there, when it is there twice, or when the
 * connection is neither a Unix socket's nor from this machine.
 */
const char *http_request_proxy_header(const struct http_request *r,
                                      const char *name);

/* The row of the table that the request's address has. */
const struct http_route *http_request_route(const struct http_request *r);

/* Adds a whole Set-Cookie value, copied, to whatever the answer will be; once.
 * Without memory the answer goes without. Not with a prepared answer. */
void http_request_add_cookie(struct http_request *r, const char *value);

/* The application's context, as handlers get it. */
void *http_request_context(const struct http_request *r);

/* What authorize() found out, for the handler; FREE_DATA may be NULL. */
void http_request_attach(struct http_request *r, void *data,
                         void (*free_data)(void *data));
void *http_request_attached(const struct http_request *r);

/*
 * Promises an answer from another thread: call before the work is handed over.
 * Exactly one http_answer_* followed by http_request_resume must come.
 */
void http_request_suspend(struct http_request *r);
void http_request_resume(struct http_request *r);

/*
 * Authorizes and handles a request that http_app's hand_over was given, on the
 * thread that calls; http_request_resume must follow. Such a request's handler
 * does not suspend it again.
 */
void http_request_handle(struct http_request *r);

#define HTTP_ANSWER_COOKIES 3

/* An answer; what is not set is absent. Strings are copied. */
struct http_answer {
    unsigned status;
    const char *type;          /* Content-Type */
    const char *download_name; /* [A-Za-z0-9.-]: Content-Disposition */
    const char *location;      /* a path of ours: 303 */
    const char *cookies[HTTP_ANSWER_COOKIES]; /* whole Set-Cookie values */
    const char *allow;
    unsigned retry_after_sec;
    unsigned refresh_sec; /* the browser asks again after so long */
    bool cache_for_ever;  /* only where the URL names the content's hash */
    bool close_after;
    bool is_negotiated; /* set by http_prepared_new: there is another form */
    bool is_packed;     /* the same: this is the one in gzip */
};

/*
 * Answers with bytes that are copied. Never fails for the caller: without
 * memory the connection is closed. A second answer to one request aborts.
 */
void http_answer_bytes(struct http_request *r, const struct http_answer *head,
                       const void *body, size_t len);
/* The same, and the buffer is emptied; one that failed answers 503. */
void http_answer_buf(struct http_request *r, const struct http_answer *head,
                     struct buf *body);
/* 303 to a path of ours. */
void http_answer_redirect(struct http_request *r, const char *path);
/*
 * An error: application/problem+json under the daemon's json_prefix, else the
 * application's error page. Never repeats what was sent. A 503 says when to
 * come back.
 */
void http_answer_error(struct http_request *r, unsigned status);
/* 429 with Retry-After. */
void http_answer_slow_down(struct http_request *r, unsigned retry_after_sec);
/* 503 with Retry-After: nothing was taken, try again. */
void http_answer_later(struct http_request *r, unsigned retry_after_sec);
/* The answer of an error code, as src/PROTOCOL.md orders them (503 for what is
 * ours). */
unsigned http_status_of(enum err code);

/*
 * An answer that is made once and given many times, from any thread; in gzip to
 * who accepts it. In: BYTES, copied, the same for everybody: nothing secret and
 * nothing that was sent is in them. ERR_MEMORY.
 */
BASE_MUST_USE enum err http_prepared_new(const struct http_answer *head,
                                         const void *bytes, size_t len,
                                         struct http_prepared **out_prepared);
/* Longer ones are not packed: they would be in memory twice. */
#define HTTP_PREPARED_PACKED_MAX (4u << 20)

/* Bytes that lie elsewhere. */
struct http_source {
    /* N bytes from AT, all of them there; by any thread. */
    enum err (*read)(const void *context, uint64_t at, uint8_t *out, size_t n);
    void *context;
    void (*free)(void *context);
    uint64_t len;
};

/*
 * The same of bytes that are read when they are sent, and never held whole; an
 * error of READ ends a connection in the midst of its answer. In: SOURCE, whose
 * context is freed with the answer, or at once after an error. ERR_MEMORY.
 */
BASE_MUST_USE enum err http_prepared_over(const struct http_answer *head,
                                          const struct http_source *source,
                                          struct http_prepared **out_prepared);
void http_prepared_free(struct http_prepared *prepared);
/* PREPARED may be freed as soon as this returns. */
void http_answer_prepared(struct http_request *r,
                          struct http_prepared *prepared);

#endif
