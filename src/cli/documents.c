#include "cli/documents.h"

#include <sodium.h>

/* One document with its signature checked. */
static enum err load(struct site *site, const struct cli_wave *wave,
                     enum wave_document kind, enum site_document which,
                     enum site_document sig_which, struct buf *out_bytes,
                     struct err_note *note)
{
    const char *name = kind == WAVE_DOCUMENT_BOARD ? "board" : "release";
    struct wave_board_public key;
    struct buf bytes = BUF_INIT;
    struct buf sig = BUF_INIT;
    memcpy(key.b, wave->manifest->board_pk, sizeof key.b);
    enum err e = site_wave_document(site, wave->row.name, which, &bytes);
    if (e == ERR_OK)
        e = site_wave_document(site, wave->row.name, sig_which, &sig);
    if (e == ERR_NOT_FOUND)
        e = err_say(note, e,
                    "%s has no results yet: it is open; chorus wave "
                    "close makes them",
                    wave->row.name);
    else if (e != ERR_OK)
        e = err_say(note, e, "the %s cannot be read: %s", name, err_name(e));
    else if (wave_verify_document(kind, bytes.data, bytes.len, buf_text(&sig),
                                  sig.len, &key) != ERR_OK)
        e = err_say(note, ERR_DENIED,
                    "the signature of the %s does not hold: it was changed "
                    "since it was published",
                    name);
    buf_free(&sig);
    if (e != ERR_OK) {
        buf_free(&bytes);
        return e;
    }
    *out_bytes = bytes;
    return ERR_OK;
}

static bool is_hash_of(const char *hex, const uint8_t hash[static 32])
{
    char text[ENCODE_HEX_SIZE(32)];
    encode_hex(hash, 32, text);
    return strcmp(text, hex) == 0;
}

/* Whether those who opened the wave signed what they were to open. */
static enum err check_trustees(const struct cli_wave *wave,
                               const struct cli_results *r,
                               struct err_note *note)
{
    struct wave_unopened_hash hash;
    enum err e = wave_unopened_hash(r->board_bytes.data, r->board_bytes.len,
                                    &hash, note);
    if (e != ERR_OK)
        return e;
    return wave_trustees_check(&wave->manifest->trustees, &hash,
                               r->release->trustees, r->release->trustee_count,
                               note);
}

/* Whether the release speaks of this manifest and of this board. */
static enum err check_together(const struct cli_wave *wave,
                               const struct cli_results *r,
                               struct err_note *note)
{
    uint8_t board[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(board, r->board_bytes.data, r->board_bytes.len);
    if (!is_hash_of(r->release->manifest_sha256, wave->mh.b))
        return err_say(note, ERR_DENIED, "the release names another manifest");
    if (!is_hash_of(r->release->board_sha256, board))
        return err_say(note, ERR_DENIED, "the release names another board");
    if (r->release->issued != r->board->issued ||
        r->release->redeemed != r->board->redeemed ||
        r->release->spoiled != r->board->spoiled)
        return err_say(note, ERR_DENIED,
                       "the totals of release and board differ");
    return ERR_OK;
}

enum err cli_results_load(struct site *site, const struct cli_wave *wave,
                          struct cli_results *out_results,
                          struct err_note *note)
{
    struct cli_results r = {.release_bytes = BUF_INIT, .board_bytes = BUF_INIT};
    enum err e = load(site, wave, WAVE_DOCUMENT_RELEASE, SITE_RELEASE,
                      SITE_RELEASE_SIG, &r.release_bytes, note);
    if (e == ERR_OK)
        e = load(site, wave, WAVE_DOCUMENT_BOARD, SITE_BOARD, SITE_BOARD_SIG,
                 &r.board_bytes, note);
    if (e == ERR_OK)
        e = published_parse(r.release_bytes.data, r.release_bytes.len,
                            &r.release, note);
    if (e == ERR_OK)
        e = wave_board_parse(r.board_bytes.data, r.board_bytes.len, &r.board,
                             note);
    if (e == ERR_OK)
        e = wave_board_check(r.board, wave->manifest, &wave->mh, note);
    if (e == ERR_OK)
        e = check_together(wave, &r, note);
    if (e == ERR_OK)
        e = check_trustees(wave, &r, note);
    if (e != ERR_OK) {
        cli_results_free(&r);
        return e;
    }
    *out_results = r;
    return ERR_OK;
}

void cli_results_free(struct cli_results *results)
{
    published_free(results->release);
    wave_board_free(results->board);
    buf_free(&results->release_bytes);
    buf_free(&results->board_bytes);
}
