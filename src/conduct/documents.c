#include "conduct/documents.h"

#include "conduct/agreement.h"

#include <sodium.h>

static const char *name_of(enum wave_document kind)
{
    return kind == WAVE_DOCUMENT_BOARD ? "board" : "release";
}

/* Checks the signature and takes the bytes over. */
static enum err take(enum wave_document kind, const struct conduct_wave *wave,
                     struct buf *bytes, const struct buf *sig,
                     struct buf *out_bytes, struct err_note *note)
{
    struct wave_board_public key;
    const struct buf nothing = BUF_INIT;
    memcpy(key.b, wave->manifest->board_pk, sizeof key.b);
    if (wave_verify_document(kind, bytes->data, bytes->len, buf_text(sig),
                             sig->len, &key) != ERR_OK)
        return err_say(note, ERR_DENIED,
                       "the signature of the %s does not hold: it was changed "
                       "since it was published, or is of another wave",
                       name_of(kind));
    *out_bytes = *bytes;
    *bytes = nothing;
    return ERR_OK;
}

static enum err load(struct site *site, const struct conduct_wave *wave,
                     enum wave_document kind, enum site_document which,
                     enum site_document sig_which, struct buf *out_bytes,
                     struct err_note *note)
{
    struct buf bytes = BUF_INIT;
    struct buf sig = BUF_INIT;
    enum err e = site_wave_document(site, wave->row.name, which, &bytes);
    if (e == ERR_OK)
        e = site_wave_document(site, wave->row.name, sig_which, &sig);
    if (e == ERR_NOT_FOUND)
        e = conduct_wave_say_none(wave, note);
    else if (e != ERR_OK)
        e = err_say(note, e, "the %s cannot be read: %s", name_of(kind),
                    err_name(e));
    else
        e = take(kind, wave, &bytes, &sig, out_bytes, note);
    buf_free(&bytes);
    buf_free(&sig);
    return e;
}

/* Whether those who opened the wave signed what they were to open. */
static enum err check_trustees(const struct conduct_wave *wave,
                               const struct conduct_results *r,
                               struct err_note *note)
{
    struct wave_unopened_hash hash = {{0}};
    enum err e = ERR_OK;
    if (wave->manifest->trustees.count > 0)
        e = wave_unopened_hash(r->board, &hash);
    if (e != ERR_OK)
        return e;
    return wave_trustees_check(&wave->manifest->trustees, &hash,
                               r->release->trustees, r->release->trustee_count,
                               note);
}

static enum err check_release(const struct conduct_wave *wave,
                              struct conduct_results *r, struct err_note *note)
{
    uint8_t board[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(board, r->board_bytes.data, r->board_bytes.len);
    const struct conduct_agreement against = {wave->manifest, &wave->mh,
                                              r->board, board};
    enum err e = published_parse(r->release_bytes.data, r->release_bytes.len,
                                 &r->release, note);
    if (e == ERR_OK)
        e = conduct_agreement_check(r->release, &against, note);
    return e == ERR_OK ? check_trustees(wave, r, note) : e;
}

enum err conduct_results_check(const struct conduct_wave *wave,
                               bool has_release, struct conduct_results *r,
                               struct err_note *note)
{
    enum err e = wave_board_parse(r->board_bytes.data, r->board_bytes.len,
                                  &r->board, note);
    if (e == ERR_OK)
        e = wave_board_check(r->board, wave->manifest, &wave->mh, note);
    return e == ERR_OK && has_release ? check_release(wave, r, note) : e;
}

enum err conduct_results_load(struct site *site,
                              const struct conduct_wave *wave,
                              struct conduct_results *out_results,
                              struct err_note *note)
{
    struct conduct_results r = CONDUCT_RESULTS_INIT;
    enum err e = load(site, wave, WAVE_DOCUMENT_RELEASE, SITE_RELEASE,
                      SITE_RELEASE_SIG, &r.release_bytes, note);
    if (e == ERR_OK)
        e = load(site, wave, WAVE_DOCUMENT_BOARD, SITE_BOARD, SITE_BOARD_SIG,
                 &r.board_bytes, note);
    if (e == ERR_OK)
        e = conduct_results_check(wave, true, &r, note);
    if (e != ERR_OK) {
        conduct_results_free(&r);
        return e;
    }
    *out_results = r;
    return ERR_OK;
}

void conduct_results_free(struct conduct_results *results)
{
    published_free(results->release);
    wave_board_free(results->board);
    buf_free(&results->release_bytes);
    buf_free(&results->board_bytes);
    buf_free(&results->survey_bytes);
    *results = (struct conduct_results)CONDUCT_RESULTS_INIT;
}

/* The survey that the manifest names, for the auditor. */
static enum err take_survey(const struct conduct_wave *wave, struct buf *bytes,
                            struct buf *out_bytes, struct err_note *note)
{
    const struct buf nothing = BUF_INIT;
    if (!conduct_wave_has_survey(wave, bytes))
        return err_say(note, ERR_DENIED,
                       "the survey is not the one that the manifest names");
    *out_bytes = *bytes;
    *bytes = nothing;
    return ERR_OK;
}

static enum err read_manifest(struct conduct_downloads *d,
                              struct conduct_wave *w, struct err_note *note)
{
    const struct buf nothing = BUF_INIT;
    w->manifest_bytes = d->manifest;
    d->manifest = nothing;
    enum err e = wave_manifest_parse(w->manifest_bytes.data,
                                     w->manifest_bytes.len, &w->manifest, note);
    if (e != ERR_OK)
        return e;
    wave_manifest_hash(w->manifest_bytes.data, w->manifest_bytes.len, w->mh.b);
    memcpy(w->row.manifest_hash, w->mh.b, sizeof w->row.manifest_hash);
    memcpy(w->row.name, w->manifest->wave, sizeof w->row.name);
    return ERR_OK;
}

enum err conduct_results_take(struct conduct_downloads *downloads,
                              struct conduct_wave *out_wave,
                              struct conduct_results *out_results,
                              struct err_note *note)
{
    struct conduct_wave w = {.manifest_bytes = BUF_INIT};
    struct conduct_results r = CONDUCT_RESULTS_INIT;
    bool has_release = downloads->release.len > 0;
    enum err e = read_manifest(downloads, &w, note);
    if (e == ERR_OK)
        e = take(WAVE_DOCUMENT_BOARD, &w, &downloads->board,
                 &downloads->board_sig, &r.board_bytes, note);
    if (e == ERR_OK && has_release)
        e = take(WAVE_DOCUMENT_RELEASE, &w, &downloads->release,
                 &downloads->release_sig, &r.release_bytes, note);
    if (e == ERR_OK)
        e = conduct_results_check(&w, has_release, &r, note);
    if (e == ERR_OK && downloads->survey.len > 0)
        e = take_survey(&w, &downloads->survey, &r.survey_bytes, note);
    if (e != ERR_OK) {
        conduct_results_free(&r);
        conduct_wave_free(&w);
        return e;
    }
    *out_wave = w;
    *out_results = r;
    return ERR_OK;
}
