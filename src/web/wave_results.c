#include "web/wave_results.h"

#include "wave/board.h"
#include "wave/signature.h"
#include "web/wave_load.h"

#include <sodium.h>

#define TYPE_TEXT "text/plain; charset=utf-8"

/* A signature that must hold over a document of this hash. */
static enum err load_sig(struct site *site, const struct web_wave *w,
                         enum wave_document kind,
                         const uint8_t sha256[static WAVE_HASH_BYTES],
                         struct http_prepared **out_prepared)
{
    struct wave_board_public key;
    struct buf sig = BUF_INIT;
    memcpy(key.b, w->manifest->board_pk, sizeof key.b);
    enum err e = web_wave_document(
        site, w->info.name,
        kind == WAVE_DOCUMENT_BOARD ? SITE_BOARD_SIG : SITE_RELEASE_SIG,
        TYPE_TEXT, NULL, &sig, out_prepared);
    if (e == ERR_OK &&
        wave_verify_hash(kind, sha256, buf_text(&sig), sig.len, &key) != ERR_OK)
        e = ERR_CORRUPT;
    buf_free(&sig);
    return e;
}

static enum err load_release(struct site *site, struct web_wave *w)
{
    uint8_t sha256[WAVE_HASH_BYTES];
    struct buf *bytes = &w->release_bytes;
    enum err e =
        web_wave_document(site, w->info.name, SITE_RELEASE, HTTP_TYPE_JSON,
                          NULL, bytes, &w->documents.release);
    if (e != ERR_OK)
        return e;
    (void)crypto_hash_sha256(sha256, (const uint8_t *)buf_text(bytes),
                             bytes->len);
    e = load_sig(site, w, WAVE_DOCUMENT_RELEASE, sha256,
                 &w->documents.release_sig);
    return e == ERR_OK
               ? published_parse(bytes->data, bytes->len, &w->release, NULL)
               : e;
}

/* A board that is read from the file each time it is sent. */
static enum err serve_stored(const struct site_board *board,
                             struct http_prepared **out_prepared)
{
    const struct http_answer head = {.status = 200, .type = HTTP_TYPE_JSON};
    struct site_board *own = malloc(sizeof *own);
    if (own == NULL)
        return ERR_MEMORY;
    *own = *board;
    struct http_source source = {.read = site_board_read, .free = free};
    source.context = own;
    source.len = board->len;
    return http_prepared_over(&head, &source, out_prepared);
}

/* One that is short enough to be packed, and kept so. */
static enum err serve_held(const struct site_board *board,
                           struct http_prepared **out_prepared)
{
    const struct http_answer head = {.status = 200, .type = HTTP_TYPE_JSON};
    const size_t len = (size_t)board->len;
    uint8_t *bytes = malloc(len);
    enum err e =
        bytes == NULL ? ERR_MEMORY : site_board_read(board, 0, bytes, len);
    if (e == ERR_OK)
        e = http_prepared_new(&head, bytes, len, out_prepared);
    free(bytes);
    return e;
}

/* Whether the release names this wave's manifest and this board. */
static bool belongs(const struct web_wave *w,
                    const uint8_t board[static WAVE_HASH_BYTES])
{
    char mh[PUBLISHED_HASH_SIZE];
    char of_board[PUBLISHED_HASH_SIZE];
    encode_hex(board, WAVE_HASH_BYTES, of_board);
    encode_hex(w->info.manifest_hash, sizeof w->info.manifest_hash, mh);
    return strcmp(mh, w->release->manifest_sha256) == 0 &&
           strcmp(of_board, w->release->board_sha256) == 0;
}

/* Whether those who opened the wave signed what they were to open: pages name
 * them. */
static enum err check_trustees(const struct web_wave *w,
                               const struct wave_board_text *board)
{
    const struct published_release *r = w->release;
    struct wave_unopened_hash hash = {{0}};
    if (w->manifest->trustees.count == 0 && r->trustee_count == 0)
        return ERR_OK;
    struct wave_board *listed = NULL;
    enum err e = wave_board_parse(board, &listed, NULL);
    if (e == ERR_OK)
        e = wave_unopened_hash(listed, &hash);
    wave_board_free(listed);
    if (e == ERR_OK)
        e = wave_trustees_check(&w->manifest->trustees, &hash, r->trustees,
                                r->trustee_count, NULL);
    return e == ERR_MEMORY || e == ERR_OK ? e : ERR_CORRUPT;
}

static enum err load_board(struct site *site, struct web_wave *w)
{
    struct site_board board;
    uint8_t sha256[WAVE_HASH_BYTES];
    enum err e = site_board_find(site, w->info.name, &board);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_CORRUPT : e;
    const struct wave_board_text text = {site_board_read, &board, board.len};
    e = wave_board_text_hash(&text, sha256);
    if (e == ERR_OK)
        e = load_sig(site, w, WAVE_DOCUMENT_BOARD, sha256,
                     &w->documents.board_sig);
    if (e == ERR_OK && !belongs(w, sha256))
        e = ERR_CORRUPT;
    if (e == ERR_OK)
        e = check_trustees(w, &text);
    if (e != ERR_OK)
        return e;
    return board.len <= HTTP_PREPARED_PACKED_MAX
               ? serve_held(&board, &w->documents.board)
               : serve_stored(&board, &w->documents.board);
}

/* A wave of an older Chorus has none, and cannot be grouped by them. */
static enum err load_units(struct site *site, struct web_wave *w)
{
    struct buf bytes = BUF_INIT;
    enum err e = site_wave_document(site, w->info.name, SITE_UNITS, &bytes);
    if (e == ERR_OK)
        e = wave_units_parse(bytes.data, bytes.len, &w->units, NULL);
    else if (e == ERR_NOT_FOUND)
        e = ERR_OK;
    buf_free(&bytes);
    return e;
}

enum err web_wave_results_load(struct site *site, struct web_wave *wave)
{
    enum err e = load_release(site, wave);
    if (e == ERR_OK)
        e = load_board(site, wave);
    return e == ERR_OK ? load_units(site, wave) : e;
}
