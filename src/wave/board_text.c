/*
 * A board as canonical JSON, piece by piece: its lists are as long as the wave
 * has ballots, and stand nowhere whole while they are written.
 */
#include "wave/board_parts.h"
#include "wave/json.h"
#include "wave/trustees.h"

#include <sodium.h>

#define HASH_TEXT_SIZE ENCODE_B64U_SIZE(WAVE_LEAF_BYTES)

/* What was written and not handed on yet. */
struct out {
    const struct wave_board_sink *sink;
    uint8_t *piece;
    size_t len;
    enum err err; /* the first */
};

static void hand_on(struct out *o)
{
    if (o->err == ERR_OK && o->len > 0)
        o->err = o->sink->put(o->sink->context, o->piece, o->len);
    o->len = 0;
}

static void put_chars(struct out *o, const char *text, size_t len)
{
    while (len > 0) {
        const size_t left = WAVE_BOARD_PIECE_BYTES - o->len;
        const size_t n = left < len ? left : len;
        memcpy(o->piece + o->len, text, n);
        o->len += n;
        text += n;
        len -= n;
        if (o->len == WAVE_BOARD_PIECE_BYTES)
            hand_on(o);
    }
}

static void put(struct out *o, const char *text)
{
    put_chars(o, text, strlen(text));
}

static void put_number(struct out *o, uint32_t number)
{
    char text[16];
    (void)snprintf(text, sizeof text, "%lu", (unsigned long)number);
    put(o, text);
}

/* At most 64 bytes in b64u, as a string, behind a comma when there is one. */
static void put_bytes(struct out *o, bool has_comma, const uint8_t *bytes,
                      size_t len)
{
    char text[HASH_TEXT_SIZE + 3] = ",\"";
    const size_t chars = ENCODE_B64U_SIZE(len) - 1;
    encode_b64u(bytes, len, text + 2);
    text[2 + chars] = '"';
    put_chars(o, text + !has_comma, chars + 2 + has_comma);
}

/* A list while it is written. */
struct list {
    struct out *out;
    size_t size;
    bool has_one;
};

static enum err put_item(void *to, const uint8_t *item)
{
    struct list *l = to;
    put_bytes(l->out, l->has_one, item, l->size);
    l->has_one = true;
    return l->out->err;
}

static void put_list(struct out *o, const struct wave_list *items, size_t size)
{
    struct list l = {o, size, false};
    put(o, "[");
    const enum err e = items->each(items->context, put_item, &l);
    if (o->err == ERR_OK)
        o->err = e;
    put(o, "]");
}

/* A text as JSON has it. */
static void put_text(struct out *o, const char *text)
{
    json_t *value = json_string(text);
    char *quoted = value == NULL
                       ? NULL
                       : json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    if (quoted != NULL)
        put(o, quoted);
    else if (o->err == ERR_OK)
        o->err = ERR_MEMORY;
    free(quoted);
    json_decref(value);
}

static void put_departments(struct out *o, const struct wave_board *board)
{
    for (size_t i = 0; i < board->department_count; i++) {
        const struct wave_board_department *d = &board->departments[i];
        put(o, i == 0 ? "{\"issued\":" : ",{\"issued\":");
        put_number(o, d->issued);
        put(o, ",\"name\":");
        put_text(o, d->name);
        put(o, ",\"redeemed\":");
        put_number(o, d->redeemed);
        put(o, ",\"roster\":");
        put_number(o, d->roster);
        put(o, "}");
    }
}

static void put_replaced(struct out *o, const struct wave_board *board)
{
    for (size_t i = 0; i < board->replaced_count; i++) {
        const struct wave_board_replaced *r = &board->replaced[i];
        put(o, i == 0 ? "{\"new\":" : ",{\"new\":");
        put_bytes(o, false, r->new_pk.b, sizeof r->new_pk.b);
        put(o, ",\"old\":");
        put_bytes(o, false, r->old_pk.b, sizeof r->old_pk.b);
        put(o, "}");
    }
}

/* Keys in order: up to "leaves", and behind it. */
static void put_front(struct out *o, const struct wave_board *board)
{
    put(o, "{\"departments\":[");
    put_departments(o, board);
    put(o, "],\"format\":\"" WAVE_BOARD_FORMAT "\",\"issued\":");
    put_number(o, board->issued);
    put(o, ",\"leaves\":");
}

static void put_back(struct out *o, const struct wave_board *board,
                     bool has_spoiled)
{
    char mh[ENCODE_HEX_SIZE(WAVE_HASH_BYTES)];
    encode_hex(board->mh.b, sizeof board->mh.b, mh);
    put(o, ",\"manifest_sha256\":\"");
    put(o, mh);
    put(o, "\",\"redeemed\":");
    put_number(o, board->redeemed);
    put(o, ",\"replaced\":[");
    put_replaced(o, board);
    put(o, "],\"root\":");
    put_bytes(o, false, board->root.b, sizeof board->root.b);
    if (has_spoiled) {
        put(o, ",\"spoiled\":");
        put_number(o, board->spoiled);
    }
    put(o, ",\"used\":");
}

enum err wave_board_put(const struct wave_board *board,
                        const struct wave_list *used,
                        const struct wave_list *leaves, bool has_spoiled,
                        const struct wave_board_sink *sink)
{
    struct out o = {.sink = sink, .piece = malloc(WAVE_BOARD_PIECE_BYTES)};
    if (o.piece == NULL)
        return ERR_MEMORY;
    put_front(&o, board);
    put_list(&o, leaves, WAVE_LEAF_BYTES);
    put_back(&o, board, has_spoiled);
    put_list(&o, used, WAVE_HASH_BYTES);
    put(&o, "}");
    hand_on(&o);
    free(o.piece);
    return o.err;
}

static enum err into_hash(void *context, const uint8_t *bytes, size_t len)
{
    (void)crypto_hash_sha256_update(context, bytes, len);
    return ERR_OK;
}

struct wave_board_sink wave_board_hasher(void *state)
{
    return (struct wave_board_sink){into_hash, state};
}

enum err wave_unopened_hash(const struct wave_board *board,
                            struct wave_unopened_hash *out_hash)
{
    crypto_hash_sha256_state state;
    const struct wave_board_sink sink = wave_board_hasher(&state);
    const struct wave_list used = wave_board_used(board);
    const struct wave_list leaves = wave_board_leaves(board);
    (void)crypto_hash_sha256_init(&state);
    const enum err e = wave_board_put(board, &used, &leaves, false, &sink);
    if (e == ERR_OK)
        (void)crypto_hash_sha256_final(&state, out_hash->b);
    return e;
}
