/*
 * The text that key files and share files are made of: a first line that names
 * the format, lines "name value" each once in their order, and a last line with
 * the SHA-256 of all above it, which tells damage and protects nothing. Knows
 * no key.
 */
#ifndef CHORUS_CEREMONY_LINES_H
#define CHORUS_CEREMONY_LINES_H

#include "base/encode.h"

#define LINES_WAVE_MAX 64  /* bytes of a wave's name */
#define LINES_B64U_MAX 128 /* bytes of a value in b64u */

/* Appends "name b64u". */
void lines_put_b64u(struct buf *b, const char *name, const uint8_t *bytes,
                    size_t len);
/* Appends the last line, over all of B. Errors: ERR_MEMORY. */
BASE_MUST_USE enum err lines_put_sum(struct buf *b);

/* The rest of a file that is being read; the file outlives it. */
struct lines_cursor {
    const char *at;
    const char *end;
};

/* Begins behind the first line. Errors: ERR_FORMAT (another format). */
BASE_MUST_USE enum err lines_begin(const struct buf *file, const char *format,
                                   struct lines_cursor *out_cursor);

/* The next line is "NAME EXPECTED". Errors: ERR_FORMAT. */
BASE_MUST_USE enum err lines_take_exactly(struct lines_cursor *cursor,
                                          const char *name,
                                          const char *expected);
/* Whether the next line is that; takes nothing. */
bool lines_next_is(const struct lines_cursor *cursor, const char *name,
                   const char *expected);
/* Exactly LEN bytes in b64u. Errors: ERR_FORMAT. */
BASE_MUST_USE enum err lines_take_b64u(struct lines_cursor *cursor,
                                       const char *name, uint8_t *out,
                                       size_t len);
/* A number from 1, without leading zeros. Errors: ERR_FORMAT. */
BASE_MUST_USE enum err lines_take_u32(struct lines_cursor *cursor,
                                      const char *name, uint32_t *out);
/* The line "wave NAME", a text without blanks. Errors: ERR_FORMAT. */
BASE_MUST_USE enum err lines_take_wave(struct lines_cursor *cursor,
                                       char out[static LINES_WAVE_MAX + 1]);
/*
 * The last line, behind which nothing stands, is the hash of all above it.
 * Errors: ERR_FORMAT.
 */
BASE_MUST_USE enum err lines_end(struct lines_cursor *cursor,
                                 const struct buf *file);

#endif
