/*
 * One HTTP connection of a client, on libcurl. Sends no cookie, no user agent,
 * follows no redirect; must never see anything but URLs and bodies.
 */
#ifndef CHORUS_VOTER_HTTP_H
#define CHORUS_VOTER_HTTP_H

#include "base/buf.h"

struct voter_http;

/*
 * Once a program, before its first thread and after its last.
 * Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err voter_http_start(void);
void voter_http_stop(void);

/*
 * A connection for one thread; freed with voter_http_free. The environment's
 * CURL_CA_BUNDLE names a file of authorities in place of the system's, as it
 * does for curl. Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err voter_http_new(struct voter_http **out_http);
void voter_http_free(struct voter_http *http);

/*
 * GET: the body of a 200, at most MAX bytes. Out: freed with buf_free.
 * Errors: ERR_BUSY (no connection, 429, 500 and over: may be tried again),
 * ERR_NOT_FOUND (404), ERR_CLOSED (410), ERR_EXISTS (409), ERR_DENIED (401,
 * 403), ERR_ELEMENT (422), ERR_FORMAT (any other status), ERR_RANGE (larger),
 * ERR_MEMORY; a line in NOTE for each.
 */
BASE_MUST_USE enum err voter_http_get(struct voter_http *http, const char *url,
                                      size_t max, struct buf *out_body,
                                      struct err_note *note);
/* POST of application/octet-stream, otherwise the same. */
BASE_MUST_USE enum err voter_http_post(struct voter_http *http, const char *url,
                                       const void *body, size_t len, size_t max,
                                       struct buf *out_body,
                                       struct err_note *note);

/*
 * How long the server asked to wait, in its last answer of 429 or 503; 0: it
 * did not say, or said more than an hour.
 */
unsigned voter_http_wait_sec(const struct voter_http *http);

#endif
