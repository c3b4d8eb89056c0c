#include "web/wave_results.h"

#include "wave/board.h"
#include "wave/signature.h"
#include "web/wave_load.h"

#include <sodium.h>

#define TYPE_TEXT "text/plain; charset=utf-8"

/* A document and its signature, which must hold. */
static enum err load_signed(struct site *site, struct web_wave *w,
                            enum wave_document kind, struct buf *out_bytes)
{
    struct web_wave_documents *d = &w->documents;
    bool is_board = kind == WAVE_DOCUMENT_BOARD;
    struct wave_board_public key;
    struct buf sig = BUF_INIT;
    memcpy(key.b, w->manifest->board_pk, sizeof key.b);
    enum err e = web_wave_document(
        site, w->info.name, is_board ? SITE_BOARD : SITE_RELEASE,
        HTTP_TYPE_JSON, NULL, out_bytes, is_board ? &d->board : &d->release);
    if (e == ERR_OK)
        e = web_wave_document(
            site, w->info.name, is_board ? SITE_BOARD_SIG : SITE_RELEASE_SIG,
            TYPE_TEXT, NULL, &sig, is_board ? &d->board_sig : &d->release_sig);
    if (e == ERR_OK &&
        wave_verify_document(kind, out_bytes->data, out_bytes->len,
                             buf_text(&sig), sig.len, &key) != ERR_OK)
        e = ERR_CORRUPT;
    buf_free(&sig);
    return e;
}

/* Whether the release names this wave's manifest and this board. */
static bool belongs(const struct web_wave *w, const struct buf *board)
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    char mh[PUBLISHED_HASH_SIZE];
    char of_board[PUBLISHED_HASH_SIZE];
    (void)crypto_hash_sha256(hash, board->data, board->len);
    encode_hex(hash, sizeof hash, of_board);
    encode_hex(w->info.manifest_hash, sizeof w->info.manifest_hash, mh);
    return strcmp(mh, w->release->manifest_sha256) == 0 &&
           strcmp(of_board, w->release->board_sha256) == 0;
}

/* Whether those who opened the wave signed what they were to open: pages name
 * them. */
static enum err check_trustees(const struct web_wave *w,
                               const struct buf *board)
{
    const struct published_release *r = w->release;
    struct wave_unopened_hash hash = {{0}};
    if (w->manifest->trustees.count == 0 && r->trustee_count == 0)
        return ERR_OK;
    struct wave_board *listed = NULL;
    enum err e = wave_board_parse(board->data, board->len, &listed, NULL);
    if (e == ERR_OK)
        e = wave_unopened_hash(listed, &hash);
    wave_board_free(listed);
    if (e == ERR_OK)
        e = wave_trustees_check(&w->manifest->trustees, &hash, r->trustees,
                                r->trustee_count, NULL);
    return e == ERR_MEMORY || e == ERR_OK ? e : ERR_CORRUPT;
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
    struct buf board = BUF_INIT;
    enum err e =
        load_signed(site, wave, WAVE_DOCUMENT_RELEASE, &wave->release_bytes);
    if (e == ERR_OK)
        e = published_parse(wave->release_bytes.data, wave->release_bytes.len,
                            &wave->release, NULL);
    if (e == ERR_OK)
        e = load_signed(site, wave, WAVE_DOCUMENT_BOARD, &board);
    if (e == ERR_OK && !belongs(wave, &board))
        e = ERR_CORRUPT;
    if (e == ERR_OK)
        e = check_trustees(wave, &board);
    if (e == ERR_OK)
        e = load_units(site, wave);
    buf_free(&board);
    return e;
}
