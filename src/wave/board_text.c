/*
 * A board as canonical JSON, piece by piece: its lists are as long as the wave
 * has ballots, and stand nowhere a second time while they are written.
 */
#include "wave/board.h"
#include "wave/json.h"
#include "wave/trustees.h"

#include <sodium.h>

#define HASH_TEXT_SIZE ENCODE_B64U_SIZE(WAVE_LEAF_BYTES)

/* Where the text goes. */
struct sink {
    void (*put)(void *to, const void *bytes, size_t len);
    void *to;
};

static void put(const struct sink *s, const char *text)
{
    s->put(s->to, text, strlen(text));
}

static void put_number(const struct sink *s, uint32_t number)
{
    char text[16];
    (void)snprintf(text, sizeof text, "%lu", (unsigned long)number);
    put(s, text);
}

/* At most 64 bytes in b64u, as a string. */
static void put_bytes(const struct sink *s, const uint8_t *bytes, size_t len)
{
    char text[HASH_TEXT_SIZE];
    encode_b64u(bytes, len, text);
    put(s, "\"");
    put(s, text);
    put(s, "\"");
}

static void put_list(const struct sink *s, const uint8_t *bytes, size_t count,
                     size_t size)
{
    put(s, "[");
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            put(s, ",");
        put_bytes(s, bytes + i * size, size);
    }
    put(s, "]");
}

/* A text as JSON has it. Errors: ERR_MEMORY. */
static enum err put_text(const struct sink *s, const char *text)
{
    json_t *value = json_string(text);
    char *quoted = value == NULL
                       ? NULL
                       : json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    if (quoted != NULL)
        put(s, quoted);
    const enum err e = quoted == NULL ? ERR_MEMORY : ERR_OK;
    free(quoted);
    json_decref(value);
    return e;
}

static enum err put_departments(const struct sink *s,
                                const struct wave_board *board)
{
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < board->department_count; i++) {
        const struct wave_board_department *d = &board->departments[i];
        put(s, i == 0 ? "{\"issued\":" : ",{\"issued\":");
        put_number(s, d->issued);
        put(s, ",\"name\":");
        e = put_text(s, d->name);
        put(s, ",\"redeemed\":");
        put_number(s, d->redeemed);
        put(s, ",\"roster\":");
        put_number(s, d->roster);
        put(s, "}");
    }
    return e;
}

static void put_replaced(const struct sink *s, const struct wave_board *board)
{
    for (size_t i = 0; i < board->replaced_count; i++) {
        const struct wave_board_replaced *r = &board->replaced[i];
        put(s, i == 0 ? "{\"new\":" : ",{\"new\":");
        put_bytes(s, r->new_pk.b, sizeof r->new_pk.b);
        put(s, ",\"old\":");
        put_bytes(s, r->old_pk.b, sizeof r->old_pk.b);
        put(s, "}");
    }
}

/* Keys in order; without "spoiled" it is what trustees sign. */
static enum err put_board(const struct sink *s, const struct wave_board *board,
                          bool has_spoiled)
{
    char mh[ENCODE_HEX_SIZE(WAVE_HASH_BYTES)];
    encode_hex(board->mh.b, sizeof board->mh.b, mh);
    put(s, "{\"departments\":[");
    const enum err e = put_departments(s, board);
    put(s, "],\"format\":\"" WAVE_BOARD_FORMAT "\",\"issued\":");
    put_number(s, board->issued);
    put(s, ",\"leaves\":");
    put_list(s, (const uint8_t *)board->leaves, board->leaf_count,
             sizeof *board->leaves);
    put(s, ",\"manifest_sha256\":\"");
    put(s, mh);
    put(s, "\",\"redeemed\":");
    put_number(s, board->redeemed);
    put(s, ",\"replaced\":[");
    put_replaced(s, board);
    put(s, "],\"root\":");
    put_bytes(s, board->root.b, sizeof board->root.b);
    if (has_spoiled) {
        put(s, ",\"spoiled\":");
        put_number(s, board->spoiled);
    }
    put(s, ",\"used\":");
    put_list(s, (const uint8_t *)board->used, board->used_count,
             sizeof *board->used);
    put(s, "}");
    return e;
}

static void into_buf(void *to, const void *bytes, size_t len)
{
    buf_put(to, bytes, len);
}

enum err wave_board_bytes(const struct wave_board *board, struct buf *out_bytes)
{
    struct buf bytes = BUF_INIT;
    const struct sink sink = {into_buf, &bytes};
    enum err e = put_board(&sink, board, true);
    if (e == ERR_OK)
        e = buf_check(&bytes);
    if (e != ERR_OK) {
        buf_free(&bytes);
        return e;
    }
    *out_bytes = bytes;
    return ERR_OK;
}

static void into_hash(void *to, const void *bytes, size_t len)
{
    (void)crypto_hash_sha256_update(to, bytes, len);
}

enum err wave_unopened_hash(const struct wave_board *board,
                            struct wave_unopened_hash *out_hash)
{
    crypto_hash_sha256_state state;
    const struct sink sink = {into_hash, &state};
    (void)crypto_hash_sha256_init(&state);
    const enum err e = put_board(&sink, board, false);
    if (e == ERR_OK)
        (void)crypto_hash_sha256_final(&state, out_hash->b);
    return e;
}
