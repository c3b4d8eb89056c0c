/*
 * What every answer carries and what every request must fulfil before a handler
 * sees it: security headers, the Host check, the same-origin check and the
 * anti-forgery token of forms. Pure but for the random key.
 */
#ifndef CHORUS_HTTP_GUARD_H
#define CHORUS_HTTP_GUARD_H

#include "base/encode.h"

struct guard_header {
    const char *name;
    const char *value;
};

/* The headers of every answer; ends with a NULL name. */
extern const struct guard_header http_guard_headers[];

/*
 * Whether a Host header names this machine's loopback or one of HOSTS, with
 * any port. HOST may be NULL (refused: HTTP/1.1 requires it).
 */
bool http_guard_host(const char *host, const char *const *hosts, size_t count);

/*
 * Whether a form comes from a page of ours, as far as the browser says so.
 * In: the request's headers Sec-Fetch-Site, Origin and Host, NULL when absent.
 * Our own pages send no referrer, and with that browsers send "Origin: null"
 * with a form: it passes only together with the token, like an absent one.
 */
bool http_guard_same_origin(const char *fetch_site, const char *origin,
                            const char *host);

#define HTTP_CSRF_KEY_BYTES 32
#define HTTP_CSRF_SIZE      ENCODE_B64U_SIZE(32)

/* The key of a server's anti-forgery tokens: new at each start. */
struct http_csrf_key {
    uint8_t b[HTTP_CSRF_KEY_BYTES];
};

/*
 * The token for one cookie: HMAC of the cookie's value, so that only who can
 * read our pages knows it.
 */
void http_csrf_token(const struct http_csrf_key *key, const char *cookie,
                     char out_token[static HTTP_CSRF_SIZE]);
/* Compares in constant time; NULL for either is false. */
bool http_csrf_holds(const struct http_csrf_key *key, const char *cookie,
                     const char *token);

#endif
