/*
 * What staff take away: entered in the log of exports before it is sent.
 */
#ifndef CHORUS_WEB_DOWNLOAD_H
#define CHORUS_WEB_DOWNLOAD_H

#include "web/page.h"

/*
 * Logs and sends BYTES (emptied) as WAVE-WHAT.FORMAT; 503 when it could not be
 * logged. In: WHAT, a group's id, or "release".
 */
void web_download(struct web *web, struct http_request *r, const char *wave,
                  const char *what, const char *format, const char *type,
                  struct buf *bytes);

/* The closed wave of path variable I; NULL: 404 was answered. */
struct web_wave *web_closed_wave(struct web *web, struct http_request *r,
                                 size_t i);

#endif
