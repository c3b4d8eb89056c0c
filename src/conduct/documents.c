#include "conduct/documents.h"

#include "conduct/agreement.h"

#include <sodium.h>

static const char *name_of(enum wave_document kind)
{
    return kind == WAVE_DOCUMENT_BOARD ? "board" : "release";
}

static enum err check_signature(enum wave_document kind,
                                const struct conduct_wave *wave,
                                const uint8_t sha256[static WAVE_HASH_BYTES],
                                const struct buf *sig, struct err_note *note)
{
    struct wave_board_public key;
    memcpy(key.b, wave->manifest->board_pk, sizeof key.b);
    if (wave_verify_hash(kind, sha256, buf_text(sig), sig->len, &key) == ERR_OK)
        return ERR_OK;
    return err_say(note, ERR_DENIED,
                   "the signature of the %s does not hold: it was changed "
                   "since it was published, or is of another wave",
                   name_of(kind));
}

/* Checks the signature and takes the bytes over. */
static enum err take(const struct conduct_wave *wave, struct buf *bytes,
                     const struct buf *sig, struct buf *out_bytes,
                     struct err_note *note)
{
    const struct buf nothing = BUF_INIT;
    uint8_t sha256[WAVE_HASH_BYTES];
    (void)crypto_hash_sha256(sha256, bytes->data, bytes->len);
    const enum err e =
        check_signature(WAVE_DOCUMENT_RELEASE, wave, sha256, sig, note);
    if (e != ERR_OK)
        return e;
    *out_bytes = *bytes;
    *bytes = nothing;
    return ERR_OK;
}

static enum err say_unread(enum wave_document kind,
                           const struct conduct_wave *wave, enum err e,
                           struct err_note *note)
{
    return e == ERR_NOT_FOUND ? conduct_wave_say_none(wave, note)
                              : err_say(note, e, "the %s cannot be read: %s",
                                        name_of(kind), err_name(e));
}

static enum err load_release(struct site *site, const struct conduct_wave *wave,
                             struct buf *out_bytes, struct err_note *note)
{
    struct buf bytes = BUF_INIT;
    struct buf sig = BUF_INIT;
    enum err e = site_wave_document(site, wave->row.name, SITE_RELEASE, &bytes);
    if (e == ERR_OK)
        e = site_wave_document(site, wave->row.name, SITE_RELEASE_SIG, &sig);
    e = e != ERR_OK ? say_unread(WAVE_DOCUMENT_RELEASE, wave, e, note)
                    : take(wave, &bytes, &sig, out_bytes, note);
    buf_free(&bytes);
    buf_free(&sig);
    return e;
}

enum err conduct_results_place(struct site *site,
                               const struct conduct_wave *wave,
                               struct conduct_results *results)
{
    struct conduct_board_place *place = calloc(1, sizeof *place);
    if (place == NULL)
        return ERR_MEMORY;
    enum err e = site_board_find(site, wave->row.name, &place->stored);
    place->text = (struct wave_board_text){site_board_read, &place->stored,
                                           place->stored.len};
    if (e == ERR_OK)
        e = wave_board_text_hash(&place->text, results->board_sha256);
    if (e != ERR_OK) {
        free(place);
        return e;
    }
    results->place = place;
    return ERR_OK;
}

static enum err load_board(struct site *site, const struct conduct_wave *wave,
                           struct conduct_results *r, struct err_note *note)
{
    struct buf sig = BUF_INIT;
    enum err e = site_wave_document(site, wave->row.name, SITE_BOARD_SIG, &sig);
    if (e == ERR_OK)
        e = conduct_results_place(site, wave, r);
    e = e != ERR_OK ? say_unread(WAVE_DOCUMENT_BOARD, wave, e, note)
                    : check_signature(WAVE_DOCUMENT_BOARD, wave,
                                      r->board_sha256, &sig, note);
    buf_free(&sig);
    return e;
}

/* The same of bytes that somebody has, which are taken over. */
static enum err take_board(const struct conduct_wave *wave, struct buf *bytes,
                           const struct buf *sig, struct conduct_results *r,
                           struct err_note *note)
{
    const struct buf nothing = BUF_INIT;
    struct conduct_board_place *place = calloc(1, sizeof *place);
    if (place == NULL)
        return ERR_MEMORY;
    place->bytes = *bytes;
    *bytes = nothing;
    place->text = wave_board_text_of(&place->bytes);
    r->place = place;
    const enum err e = wave_board_text_hash(&place->text, r->board_sha256);
    return e == ERR_OK ? check_signature(WAVE_DOCUMENT_BOARD, wave,
                                         r->board_sha256, sig, note)
                       : e;
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
    const struct conduct_agreement against = {wave->manifest, &wave->mh,
                                              r->board, r->board_sha256};
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
    enum err e = wave_board_parse(&r->place->text, &r->board, note);
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
    enum err e = load_release(site, wave, &r.release_bytes, note);
    if (e == ERR_OK)
        e = load_board(site, wave, &r, note);
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
    if (results->place != NULL)
        buf_free(&results->place->bytes);
    free(results->place);
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
        e = take_board(&w, &downloads->board, &downloads->board_sig, &r, note);
    if (e == ERR_OK && has_release)
        e = take(&w, &downloads->release, &downloads->release_sig,
                 &r.release_bytes, note);
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
