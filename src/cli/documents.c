#include "cli/documents.h"

#include "cli/agreement.h"

#include <sodium.h>

static const char *name_of(enum wave_document kind)
{
    return kind == WAVE_DOCUMENT_BOARD ? "board" : "release";
}

/* Checks the signature and takes the bytes over. */
static enum err take(enum wave_document kind, const struct cli_wave *wave,
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

static enum err load(struct site *site, const struct cli_wave *wave,
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
        e = err_say(note, e,
                    "%s has no results yet: it is open; chorus wave "
                    "close makes them",
                    wave->row.name);
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

static enum err check_release(const struct cli_wave *wave,
                              struct cli_results *r, struct err_note *note)
{
    uint8_t board[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(board, r->board_bytes.data, r->board_bytes.len);
    const struct cli_agreement against = {wave->manifest, &wave->mh, r->board,
                                          board};
    enum err e = published_parse(r->release_bytes.data, r->release_bytes.len,
                                 &r->release, note);
    if (e == ERR_OK)
        e = cli_agreement_check(r->release, &against, note);
    return e == ERR_OK ? check_trustees(wave, r, note) : e;
}

enum err cli_results_check(const struct cli_wave *wave, bool has_release,
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
    struct cli_results r = CLI_RESULTS_INIT;
    enum err e = load(site, wave, WAVE_DOCUMENT_RELEASE, SITE_RELEASE,
                      SITE_RELEASE_SIG, &r.release_bytes, note);
    if (e == ERR_OK)
        e = load(site, wave, WAVE_DOCUMENT_BOARD, SITE_BOARD, SITE_BOARD_SIG,
                 &r.board_bytes, note);
    if (e == ERR_OK)
        e = cli_results_check(wave, true, &r, note);
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
    buf_free(&results->survey_bytes);
    *results = (struct cli_results)CLI_RESULTS_INIT;
}

/* The survey that the manifest names, for the auditor. */
static enum err take_survey(const struct cli_wave *wave, struct buf *bytes,
                            struct buf *out_bytes, struct err_note *note)
{
    const struct buf nothing = BUF_INIT;
    if (!cli_wave_has_survey(wave, bytes))
        return err_say(note, ERR_DENIED,
                       "the survey is not the one that the manifest names");
    *out_bytes = *bytes;
    *bytes = nothing;
    return ERR_OK;
}

static enum err read_manifest(struct cli_downloads *d, struct cli_wave *w,
                              struct err_note *note)
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

enum err cli_results_take(struct cli_downloads *downloads,
                          struct cli_wave *out_wave,
                          struct cli_results *out_results,
                          struct err_note *note)
{
    struct cli_wave w = {.manifest_bytes = BUF_INIT};
    struct cli_results r = CLI_RESULTS_INIT;
    bool has_release = downloads->release.len > 0;
    enum err e = read_manifest(downloads, &w, note);
    if (e == ERR_OK)
        e = take(WAVE_DOCUMENT_BOARD, &w, &downloads->board,
                 &downloads->board_sig, &r.board_bytes, note);
    if (e == ERR_OK && has_release)
        e = take(WAVE_DOCUMENT_RELEASE, &w, &downloads->release,
                 &downloads->release_sig, &r.release_bytes, note);
    if (e == ERR_OK)
        e = cli_results_check(&w, has_release, &r, note);
    if (e == ERR_OK && downloads->survey.len > 0)
        e = take_survey(&w, &downloads->survey, &r.survey_bytes, note);
    if (e != ERR_OK) {
        cli_results_free(&r);
        cli_wave_free(&w);
        return e;
    }
    *out_wave = w;
    *out_results = r;
    return ERR_OK;
}

static enum err load_of_call(struct cli *cli, bool with_release,
                             struct cli_wave *out_wave,
                             struct cli_results *out_results)
{
    struct cli_folder folder;
    struct site *site = NULL;
    struct cli_wave wave = {.manifest_bytes = BUF_INIT};
    struct cli_results results = CLI_RESULTS_INIT;
    enum err e = cli_folder_open(cli, &folder);
    if (e == ERR_OK)
        e = cli_folder_site(cli, &folder, &site);
    if (e == ERR_OK)
        e = cli_wave_load(cli, &folder, site, cli_arg(cli, 0), &wave);
    if (e == ERR_OK)
        e = cli_results_load(site, &wave, &results, &cli->note);
    if (e == ERR_OK && with_release)
        e = cli_wave_survey(site, &wave, &results.survey_bytes, &cli->note);
    site_close(site);
    if (e != ERR_OK) {
        cli_results_free(&results);
        cli_wave_free(&wave);
        return e;
    }
    *out_wave = wave;
    *out_results = results;
    return ERR_OK;
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

bool cli_results_need_comparing(const struct cli *cli)
{
    return (cli_value(cli, "url") != NULL ||
            cli_value(cli, "manifest") != NULL) &&
           cli_value(cli, "fingerprint") == NULL;
}

/* What is to be checked, gathered: files, or what a server hands out. */
static enum err gather(struct cli *cli, const struct cli_download_files *files,
                       bool with_release, struct cli_downloads *out_downloads)
{
    const char *url = cli_value(cli, "url");
    const char *wave = cli_arg(cli, 0);
    if (url == NULL)
        return cli_downloads_read(files, out_downloads, &cli->note);
    if (!wave_name_is_valid(wave))
        return cli_wrong_usage(cli, "\"%.40s\" cannot be a wave's name", wave);
    return cli_downloads_fetch(url, wave, with_release, out_downloads,
                               &cli->note);
}

static enum err of_outside(struct cli *cli,
                           const struct cli_download_files *files,
                           bool with_release, struct cli_wave *out_wave,
                           struct cli_results *out_results)
{
    struct cli_downloads d = CLI_DOWNLOADS_INIT;
    enum err e = gather(cli, files, with_release, &d);
    if (e == ERR_OK && with_release && d.release.len == 0)
        e = err_say(&cli->note, ERR_FORMAT, "the release is empty");
    if (e == ERR_OK)
        e = cli_results_take(&d, out_wave, out_results, &cli->note);
    cli_downloads_free(&d);
    return e;
}

/* Either a WAVE (here, or at a URL), or files. */
static enum err check_usage(struct cli *cli,
                            const struct cli_download_files *files,
                            bool with_release)
{
    bool has_wave = cli_arg(cli, 0) != NULL;
    bool has_file = files->manifest != NULL || files->board != NULL ||
                    files->board_sig != NULL || files->release != NULL ||
                    files->release_sig != NULL || files->survey != NULL;
    if (cli_value(cli, "url") != NULL && !has_wave)
        return cli_wrong_usage(cli, "--url needs the name of a WAVE");
    if (has_file == has_wave)
        return cli_wrong_usage(cli, "give either a WAVE, or files with "
                                    "--manifest");
    if (has_file && (files->manifest == NULL || files->board == NULL ||
                     (with_release && files->release == NULL)))
        return cli_wrong_usage(cli, "files are checked together: %s",
                               with_release
                                   ? "--manifest, --board and --release"
                                   : "--manifest and --board");
    return ERR_OK;
}

enum err cli_results_of_call(struct cli *cli,
                             const struct cli_download_files *files,
                             bool with_release, struct cli_wave *out_wave,
                             struct cli_results *out_results)
{
    bool is_outside = cli_value(cli, "url") != NULL || files->manifest != NULL;
    enum err e = check_usage(cli, files, with_release);
    if (e == ERR_OK)
        e = is_outside
                ? of_outside(cli, files, with_release, out_wave, out_results)
                : load_of_call(cli, with_release, out_wave, out_results);
    if (e != ERR_OK)
        return e;
    e = check_fingerprint(cli, out_wave);
    if (e != ERR_OK) {
        cli_results_free(out_results);
        cli_wave_free(out_wave);
    }
    return e;
}
