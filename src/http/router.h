/*
 * The table of addresses of a server, and how a path finds its row. Knows
 * patterns; must never know what a page shows.
 */
#ifndef CHORUS_HTTP_ROUTER_H
#define CHORUS_HTTP_ROUTER_H

#include "http/form.h"

struct http_request;

enum http_method {
    HTTP_GET, /* and HEAD */
    HTTP_POST,
};

#define HTTP_VARS_MAX 3
#define HTTP_VAR_SIZE 33 /* a name of the protocol (32 characters) and NUL */

#define HTTP_TYPE_FORM  "application/x-www-form-urlencoded"
#define HTTP_TYPE_PARTS "multipart/form-data"
#define HTTP_TYPE_BYTES "application/octet-stream"
#define HTTP_TYPE_HTML  "text/html; charset=utf-8"
#define HTTP_TYPE_JSON  "application/json"

/* One address. What is not set is zero: no body, nobody in particular. */
struct http_route {
    enum http_method method;
    /* "{}" stands for a variable, [A-Za-z0-9_][A-Za-z0-9-]{0,31} */
    const char *pattern;
    /* Answers, or suspends the request and answers later. */
    void (*handle)(void *context, struct http_request *r);
    const char *body_type; /* the one content type that POST takes */
    size_t body_max_bytes;
    const struct http_field *fields; /* of a form; ends with a NULL name */
    unsigned need;    /* handed to the application's authorize(); 0: nobody */
    bool apart;       /* may have to wait: not on a thread of the server */
    bool close_after; /* the connection carries no second request */
};

/* The variables of a path, in its order; "" where the pattern has fewer. */
struct http_vars {
    char v[HTTP_VARS_MAX][HTTP_VAR_SIZE];
};

/* How looking up went. */
enum http_match {
    HTTP_MATCH_FOUND,
    HTTP_MATCH_OTHER_METHOD, /* 405: the path exists */
    HTTP_MATCH_NONE,         /* 404 */
};

/*
 * Whether a path fits a pattern. PATH is untrusted and not percent-decoded: no
 * address of ours needs an escape, so one that has one is not ours.
 */
bool http_pattern_fits(const char *pattern, const char *path,
                       struct http_vars *out_vars);

/*
 * Finds the row of a table. Literal rows stand before rows with variables in
 * the table where both fit: the first that fits wins.
 * In: METHOD as in the request line ("HEAD" finds GET rows). Out: OUT_ROUTE and
 * OUT_VARS when found; OUT_ALLOW, a static list for the Allow header, when the
 * method is another.
 */
enum http_match http_router_find(const struct http_route *routes, size_t count,
                                 const char *method, const char *path,
                                 const struct http_route **out_route,
                                 struct http_vars *out_vars,
                                 const char **out_allow);

#endif
