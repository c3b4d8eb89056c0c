#include "wave/board_scan.h"

#include <sodium.h>

static enum err read_bytes(const void *context, uint64_t at, uint8_t *out,
                           size_t len)
{
    const struct buf *bytes = context;
    memcpy(out, bytes->data + at, len);
    return ERR_OK;
}

struct wave_board_text wave_board_text_of(const struct buf *bytes)
{
    return (struct wave_board_text){read_bytes, bytes, bytes->len};
}

enum err board_scan_init(struct board_scan *s,
                         const struct wave_board_text *text, uint64_t at)
{
    *s = (struct board_scan){.text = *text, .at = at};
    s->window = malloc(WAVE_BOARD_PIECE_BYTES);
    return s->window == NULL ? ERR_MEMORY : ERR_OK;
}

void board_scan_wipe(struct board_scan *s)
{
    free(s->window);
    s->window = NULL;
}

/* Windows are the pieces that the text was written in. */
static bool fill(struct board_scan *s)
{
    const uint64_t left = s->text.len - s->at;
    size_t n = WAVE_BOARD_PIECE_BYTES - s->at % WAVE_BOARD_PIECE_BYTES;
    if (s->used < s->len)
        return true;
    if (s->err != ERR_OK || left == 0)
        return false;
    n = left < n ? (size_t)left : n;
    s->err = s->text.read(s->text.context, s->at, s->window, n);
    s->used = 0;
    s->len = s->err == ERR_OK ? n : 0;
    return s->err == ERR_OK;
}

int board_scan_peek(struct board_scan *s)
{
    return fill(s) ? s->window[s->used] : -1;
}

void board_scan_pass(struct board_scan *s)
{
    s->used++;
    s->at++;
}

bool board_scan_take(struct board_scan *s, char *out, size_t len)
{
    while (len > 0 && fill(s)) {
        const size_t left = s->len - s->used;
        const size_t n = left < len ? left : len;
        memcpy(out, s->window + s->used, n);
        s->used += n;
        s->at += n;
        out += n;
        len -= n;
    }
    return len == 0;
}

enum err wave_board_text_hash(const struct wave_board_text *text,
                              uint8_t out[static WAVE_HASH_BYTES])
{
    crypto_hash_sha256_state state;
    struct board_scan s;
    enum err e = board_scan_init(&s, text, 0);
    (void)crypto_hash_sha256_init(&state);
    while (e == ERR_OK && fill(&s)) {
        (void)crypto_hash_sha256_update(&state, s.window, s.len);
        s.used = s.len;
        s.at += s.len;
    }
    e = e == ERR_OK ? s.err : e;
    board_scan_wipe(&s);
    if (e == ERR_OK)
        (void)crypto_hash_sha256_final(&state, out);
    return e;
}
