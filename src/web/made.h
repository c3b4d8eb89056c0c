/*
 * Files that were made once and are the same for everybody who may have them:
 * a release never changes. Held by a hash of what they are made from, up to a
 * bound; beyond it they are made again. Any thread.
 */
#ifndef CHORUS_WEB_MADE_H
#define CHORUS_WEB_MADE_H

#include "base/buf.h"

#include <stdbool.h>

#define WEB_MADE_KEY_SIZE  32
#define WEB_MADE_MAX_BYTES ((size_t)48 << 20)

struct web_made;

/* ERR_MEMORY. */
BASE_MUST_USE enum err web_made_new(struct web_made **out_made);
/* NULL is fine. */
void web_made_free(struct web_made *made);

/* A key from texts; KIND tells formats apart. */
void web_made_key(const char *kind, const char *what, const char *of,
                  uint8_t out_key[static WEB_MADE_KEY_SIZE]);

/* Appends the file to OUT_BYTES; false when it is not held. */
bool web_made_find(struct web_made *made,
                   const uint8_t key[static WEB_MADE_KEY_SIZE],
                   struct buf *out_bytes);
/* Keeps a copy, if there is room. */
void web_made_keep(struct web_made *made,
                   const uint8_t key[static WEB_MADE_KEY_SIZE],
                   const struct buf *bytes);

#endif
