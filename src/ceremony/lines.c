#include "ceremony/lines.h"

#include <sodium.h>

#define SUM_BYTES crypto_hash_sha256_BYTES

void lines_put_b64u(struct buf *b, const char *name, const uint8_t *bytes,
                    size_t len)
{
    char text[ENCODE_B64U_SIZE(LINES_B64U_MAX)];
    err_assert(len <= LINES_B64U_MAX);
    encode_b64u(bytes, len, text);
    buf_printf(b, "%s %s\n", name, text);
}

enum err lines_put_sum(struct buf *b)
{
    uint8_t sum[SUM_BYTES];
    char hex[ENCODE_HEX_SIZE(SUM_BYTES)];
    enum err e = buf_check(b);
    if (e != ERR_OK)
        return e;
    (void)crypto_hash_sha256(sum, b->data, b->len);
    encode_hex(sum, sizeof sum, hex);
    buf_printf(b, "sha256 %s\n", hex);
    return buf_check(b);
}

enum err lines_begin(const struct buf *file, const char *format,
                     struct lines_cursor *out_cursor)
{
    const char *start = buf_text(file);
    size_t len = strlen(format);
    if (file->len <= len || start[len] != '\n' ||
        memcmp(start, format, len) != 0)
        return ERR_FORMAT;
    *out_cursor = (struct lines_cursor){start + len + 1, start + file->len};
    return ERR_OK;
}

/* The text behind "NAME " on the next line, without its line end. */
static enum err take(struct lines_cursor *cur, const char *name,
                     const char **out, size_t *out_len)
{
    size_t name_len = strlen(name);
    size_t left = (size_t)(cur->end - cur->at);
    const char *line_end = memchr(cur->at, '\n', left);
    if (line_end == NULL || (size_t)(line_end - cur->at) <= name_len ||
        memcmp(cur->at, name, name_len) != 0 || cur->at[name_len] != ' ')
        return ERR_FORMAT;
    *out = cur->at + name_len + 1;
    *out_len = (size_t)(line_end - *out);
    cur->at = line_end + 1;
    return ERR_OK;
}

enum err lines_take_exactly(struct lines_cursor *cursor, const char *name,
                            const char *expected)
{
    const char *text = NULL;
    size_t len = 0;
    enum err e = take(cursor, name, &text, &len);
    if (e != ERR_OK)
        return e;
    return len == strlen(expected) && memcmp(text, expected, len) == 0
               ? ERR_OK
               : ERR_FORMAT;
}

bool lines_next_is(const struct lines_cursor *cursor, const char *name,
                   const char *expected)
{
    struct lines_cursor ahead = *cursor;
    return lines_take_exactly(&ahead, name, expected) == ERR_OK;
}

enum err lines_take_b64u(struct lines_cursor *cursor, const char *name,
                         uint8_t *out, size_t len)
{
    const char *text = NULL;
    size_t text_len = 0;
    enum err e = take(cursor, name, &text, &text_len);
    return e != ERR_OK ? e : decode_b64u(text, text_len, out, len);
}

enum err lines_take_u32(struct lines_cursor *cursor, const char *name,
                        uint32_t *out)
{
    const char *text = NULL;
    size_t len = 0;
    enum err e = take(cursor, name, &text, &len);
    if (e != ERR_OK)
        return e;
    uint64_t v = 0;
    if (len == 0 || len > 10 || text[0] == '0')
        return ERR_FORMAT;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9')
            return ERR_FORMAT;
        v = 10 * v + (uint64_t)(text[i] - '0');
    }
    if (v > UINT32_MAX)
        return ERR_FORMAT;
    *out = (uint32_t)v;
    return ERR_OK;
}

enum err lines_take_wave(struct lines_cursor *cursor,
                         char out[static LINES_WAVE_MAX + 1])
{
    const char *text = NULL;
    size_t len = 0;
    enum err e = take(cursor, "wave", &text, &len);
    if (e != ERR_OK || len > LINES_WAVE_MAX)
        return ERR_FORMAT;
    memcpy(out, text, len);
    out[len] = 0;
    return ERR_OK;
}

enum err lines_end(struct lines_cursor *cursor, const struct buf *file)
{
    uint8_t sum[SUM_BYTES];
    uint8_t said[SUM_BYTES];
    const char *text = NULL;
    size_t len = 0;
    size_t above = (size_t)(cursor->at - buf_text(file));
    enum err e = take(cursor, "sha256", &text, &len);
    if (e == ERR_OK)
        e = decode_hex(text, len, said, sizeof said);
    if (e != ERR_OK || cursor->at != cursor->end)
        return ERR_FORMAT;
    (void)crypto_hash_sha256(sum, file->data, above);
    return memcmp(sum, said, sizeof sum) == 0 ? ERR_OK : ERR_FORMAT;
}
