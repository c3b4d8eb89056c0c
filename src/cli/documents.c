#include "cli/documents.h"

#include "cli/agreement.h"

#include <sodium.h>

static const char *name_of(enum wave_document kind)
{
    return kind == WAVE_DOCUMENT_BOARD ? "board" : "release";
}

/* A document with the text of its signature. */
struct signed_bytes {
    struct buf bytes;
    struct buf sig;
};

static void signed_free(struct signed_bytes *s)
{
    buf_free(&s->bytes);
    buf_free(&s->sig);
}

/* Checks the signature and hands the bytes over. */
static enum err take(enum wave_document kind, const struct cli_wave *wave,
                     struct signed_bytes *from, struct buf *out_bytes,
                     struct err_note *note)
{
    struct wave_board_public key;
    const struct buf nothing = BUF_INIT;
    memcpy(key.b, wave->manifest->board_pk, sizeof key.b);
    if (wave_verify_document(kind, from->bytes.data, from->bytes.len,
                             buf_text(&from->sig), from->sig.len,
                             &key) != ERR_OK)
        return err_say(note, ERR_DENIED,
                       "the signature of the %s does not hold: it was changed "
                       "since it was published, or is of another wave",
                       name_of(kind));
    *out_bytes = from->bytes;
    from->bytes = nothing;
    return ERR_OK;
}

static enum err load(struct site *site, const struct cli_wave *wave,
                     enum wave_document kind, enum site_document which,
                     enum site_document sig_which, struct buf *out_bytes,
                     struct err_note *note)
{
    struct signed_bytes s = {BUF_INIT, BUF_INIT};
    enum err e = site_wave_document(site, wave->row.name, which, &s.bytes);
    if (e == ERR_OK)
        e = site_wave_document(site, wave->row.name, sig_which, &s.sig);
    if (e == ERR_NOT_FOUND)
        e = err_say(note, e,
                    "%s has no results yet: it is open; chorus wave "
                    "close makes them",
                    wave->row.name);
    else if (e != ERR_OK)
        e = err_say(note, e, "the %s cannot be read: %s", name_of(kind),
                    err_name(e));
    else
        e = take(kind, wave, &s, out_bytes, note);
    signed_free(&s);
    return e;
}

static enum err check_release(const struct cli_wave *wave,
                              struct cli_results *r, struct err_note *note)
{
    uint8_t board[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(board, r->board_bytes.data, r->board_bytes.len);
    const struct cli_agreement against = {wave->manifest, &wave->mh, r->board,
                                          board};
    enum err e = published_parse(r->release_bytes.data, r->release_bytes.len,
                                 &r->release, note);
    return e == ERR_OK ? cli_agreement_check(r->release, &against, note) : e;
}

/* Everything but the signatures, which were checked when the bytes were
 * taken. */
static enum err check(const struct cli_wave *wave, bool has_release,
                      struct cli_results *r, struct err_note *note)
{
    enum err e = wave_board_parse(r->board_bytes.data, r->board_bytes.len,
                                  &r->board, note);
    if (e == ERR_OK)
        e = wave_board_check(r->board, wave->manifest, &wave->mh, note);
    return e == ERR_OK && has_release ? check_release(wave, r, note) : e;
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
        e = check(wave, true, &r, note);
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
    *results = (struct cli_results){.release_bytes = BUF_INIT,
                                    .board_bytes = BUF_INIT};
}

/* A document and its signature, which without a name of its own stands beside
 * it. */
static enum err read(const struct cli_wave *wave, enum wave_document kind,
                     const char *path, const char *sig_path, size_t max,
                     struct buf *out_bytes, struct err_note *note)
{
    struct signed_bytes s = {BUF_INIT, BUF_INIT};
    struct file_path beside;
    int n = snprintf(beside.s, sizeof beside.s, "%s.sig", path);
    if (n < 0 || (size_t)n >= sizeof beside.s)
        return err_say(note, ERR_RANGE, "%.60s...: the name is too long", path);
    enum err e = file_read(path, max, &s.bytes, note);
    if (e == ERR_OK)
        e = file_read(sig_path != NULL ? sig_path : beside.s,
                      2 * WAVE_SIGNATURE_TEXT_SIZE, &s.sig, note);
    if (e == ERR_OK)
        e = take(kind, wave, &s, out_bytes, note);
    signed_free(&s);
    return e;
}

static enum err read_manifest(const char *path, struct cli_wave *w,
                              struct err_note *note)
{
    enum err e = file_read(path, WAVE_MANIFEST_MAX, &w->manifest_bytes, note);
    if (e == ERR_OK)
        e = wave_manifest_parse(w->manifest_bytes.data, w->manifest_bytes.len,
                                &w->manifest, note);
    if (e != ERR_OK)
        return e;
    wave_manifest_hash(w->manifest_bytes.data, w->manifest_bytes.len, w->mh.b);
    memcpy(w->row.manifest_hash, w->mh.b, sizeof w->row.manifest_hash);
    memcpy(w->row.name, w->manifest->wave, sizeof w->row.name);
    return ERR_OK;
}

enum err cli_results_read(const struct cli_result_files *files,
                          struct cli_wave *out_wave,
                          struct cli_results *out_results,
                          struct err_note *note)
{
    struct cli_wave w = {.manifest_bytes = BUF_INIT};
    struct cli_results r = {.release_bytes = BUF_INIT, .board_bytes = BUF_INIT};
    enum err e = read_manifest(files->manifest, &w, note);
    if (e == ERR_OK)
        e = read(&w, WAVE_DOCUMENT_BOARD, files->board, files->board_sig,
                 WAVE_BOARD_MAX, &r.board_bytes, note);
    if (e == ERR_OK && files->release != NULL)
        e = read(&w, WAVE_DOCUMENT_RELEASE, files->release, files->release_sig,
                 PUBLISHED_MAX_BYTES, &r.release_bytes, note);
    if (e == ERR_OK)
        e = check(&w, files->release != NULL, &r, note);
    if (e != ERR_OK) {
        cli_results_free(&r);
        cli_wave_free(&w);
        return e;
    }
    *out_wave = w;
    *out_results = r;
    return ERR_OK;
}

static enum err load_of_call(struct cli *cli, struct cli_wave *out_wave,
                             struct cli_results *out_results)
{
    struct cli_folder folder;
    struct site *site = NULL;
    struct cli_wave wave = {.manifest_bytes = BUF_INIT};
    enum err e = cli_folder_open(cli, &folder);
    if (e == ERR_OK)
        e = cli_folder_site(cli, &folder, &site);
    if (e == ERR_OK)
        e = cli_wave_load(cli, &folder, site, cli_arg(cli, 0), &wave);
    if (e == ERR_OK)
        e = cli_results_load(site, &wave, out_results, &cli->note);
    site_close(site);
    if (e != ERR_OK)
        cli_wave_free(&wave);
    else
        *out_wave = wave;
    return e;
}

static enum err check_fingerprint(struct cli *cli, const struct cli_wave *wave)
{
    const char *text = cli_value(cli, "fingerprint");
    struct wave_fingerprint f;
    if (text == NULL)
        return ERR_OK;
    if (wave_fingerprint_parse(text, strlen(text), &f) != ERR_OK)
        return cli_wrong_usage(cli, "--fingerprint: not a fingerprint: four "
                                    "groups of eight letters and digits");
    if (wave_fingerprint_matches(&f, &wave->mh))
        return ERR_OK;
    return err_say(&cli->note, ERR_DENIED,
                   "the manifest has another fingerprint: it is not the "
                   "promise that was made; show it to the house-staff council");
}

enum err cli_results_of_call(struct cli *cli,
                             const struct cli_result_files *files,
                             struct cli_wave *out_wave,
                             struct cli_results *out_results)
{
    bool has_file = files->manifest != NULL || files->board != NULL ||
                    files->board_sig != NULL || files->release != NULL ||
                    files->release_sig != NULL;
    if (has_file == (cli_arg(cli, 0) != NULL))
        return cli_wrong_usage(cli, "give either a WAVE of this folder, or "
                                    "files with --manifest");
    if (has_file && (files->manifest == NULL || files->board == NULL))
        return cli_wrong_usage(cli, "files are checked together: --manifest "
                                    "and --board are both needed");
    enum err e =
        has_file ? cli_results_read(files, out_wave, out_results, &cli->note)
                 : load_of_call(cli, out_wave, out_results);
    if (e != ERR_OK)
        return e;
    e = check_fingerprint(cli, out_wave);
    if (e != ERR_OK) {
        cli_results_free(out_results);
        cli_wave_free(out_wave);
    }
    return e;
}
