/*
 * A growing string of bytes. The first failure to grow is remembered, so that
 * a writer checks once, at the end.
 */
#ifndef CHORUS_BASE_BUF_H
#define CHORUS_BASE_BUF_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct buf {
    uint8_t *data; /* len bytes, then a NUL that is not counted */
    size_t len;
    size_t cap;
    bool failed;
};

#define BUF_INIT ((struct buf){NULL, 0, 0, false})

/* Appends LEN bytes; remembers a failure instead of returning it. */
void buf_put(struct buf *b, const void *bytes, size_t len);
void buf_put_text(struct buf *b, const char *text);
void buf_put_u8(struct buf *b, uint8_t v);
void buf_put_u16(struct buf *b, uint16_t v); /* big-endian */
void buf_put_u32(struct buf *b, uint32_t v); /* big-endian */
void buf_printf(struct buf *b, const char *fmt, ...) BASE_PRINTF(2, 3);

/* ERR_MEMORY when any append since the start failed. */
BASE_MUST_USE enum err buf_check(const struct buf *b);

/*
 * The bytes as a C string, "" when empty; valid until the next append. The
 * caller knows that they hold no NUL.
 */
const char *buf_text(const struct buf *b);

/*
 * Hands the bytes over: the caller frees them with free(). The buffer is empty
 * after it. NULL when an append failed; never NULL for an empty buffer.
 */
uint8_t *buf_take(struct buf *b, size_t *out_len);

/* Empties, keeping the memory. */
void buf_clear(struct buf *b);
/* Frees. */
void buf_free(struct buf *b);
/* Overwrites with zeros, then frees. For anything secret. */
void buf_wipe(struct buf *b);

/* Big-endian integers in place; the caller vouches for the room. */
uint16_t buf_get_u16(const uint8_t *p);
uint32_t buf_get_u32(const uint8_t *p);
void buf_set_u16(uint8_t *p, uint16_t v);
void buf_set_u32(uint8_t *p, uint32_t v);

#endif
