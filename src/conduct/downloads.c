#include "conduct/downloads.h"

#include "base/file.h"
#include "release/published.h"
#include "survey/definition.h"
#include "voter/http.h"
#include "wave/board.h"

#define SIG_MAX (2 * WAVE_SIGNATURE_TEXT_SIZE)
#define URL_MAX 1024

void conduct_downloads_free(struct conduct_downloads *downloads)
{
    buf_free(&downloads->manifest);
    buf_free(&downloads->board);
    buf_free(&downloads->board_sig);
    buf_free(&downloads->release);
    buf_free(&downloads->release_sig);
    buf_free(&downloads->survey);
}

/* Hands over what was gathered, or frees it. */
static enum err finish(struct conduct_downloads *d, enum err e,
                       struct conduct_downloads *out_downloads)
{
    if (e == ERR_OK)
        *out_downloads = *d;
    else
        conduct_downloads_free(d);
    return e;
}

/* A document and its signature, which without a name of its own stands beside
 * it. */
static enum err read_pair(const char *path, const char *sig_path, size_t max,
                          struct buf *out_bytes, struct buf *out_sig,
                          struct err_note *note)
{
    struct file_path beside;
    int n = snprintf(beside.s, sizeof beside.s, "%s.sig", path);
    if (n < 0 || (size_t)n >= sizeof beside.s)
        return err_say(note, ERR_RANGE, "%.60s...: the name is too long", path);
    enum err e = file_read(path, max, out_bytes, note);
    if (e == ERR_OK)
        e = file_read(sig_path != NULL ? sig_path : beside.s, SIG_MAX, out_sig,
                      note);
    return e;
}

enum err conduct_downloads_read(const struct conduct_download_files *files,
                                struct conduct_downloads *out_downloads,
                                struct err_note *note)
{
    struct conduct_downloads d = CONDUCT_DOWNLOADS_INIT;
    enum err e =
        file_read(files->manifest, WAVE_MANIFEST_MAX, &d.manifest, note);
    if (e == ERR_OK)
        e = read_pair(files->board, files->board_sig, WAVE_BOARD_MAX, &d.board,
                      &d.board_sig, note);
    if (e == ERR_OK && files->release != NULL)
        e = read_pair(files->release, files->release_sig, PUBLISHED_MAX_BYTES,
                      &d.release, &d.release_sig, note);
    if (e == ERR_OK && files->survey != NULL)
        e = file_read(files->survey, SURVEY_FILE_MAX_BYTES, &d.survey, note);
    return finish(&d, e, out_downloads);
}

/* A server's documents, one connection for all of them. */
struct fetch {
    struct voter_http *http;
    const char *base_url;
    const char *wave;
};

static enum err get(const struct fetch *f, const char *document, size_t max,
                    struct buf *out_bytes, struct err_note *note)
{
    char url[URL_MAX];
    size_t len = strlen(f->base_url);
    while (len > 0 && f->base_url[len - 1] == '/')
        len--;
    int n = snprintf(url, sizeof url, "%.*s/v1/waves/%s/%s",
                     len < URL_MAX ? (int)len : URL_MAX, f->base_url, f->wave,
                     document);
    if (n < 0 || (size_t)n >= sizeof url)
        return err_say(note, ERR_RANGE, "--url: too long");
    enum err e = voter_http_get(f->http, url, max, out_bytes, note);
    if (e == ERR_NOT_FOUND || e == ERR_DENIED)
        e = err_say(note, ERR_NOT_FOUND,
                    "%s hands out no %s of %s: the wave is not closed, or its "
                    "results are not public yet",
                    f->base_url, document, f->wave);
    return e;
}

static enum err get_all(const struct fetch *f, bool with_release,
                        struct conduct_downloads *d, struct err_note *note)
{
    enum err e = get(f, "manifest", WAVE_MANIFEST_MAX, &d->manifest, note);
    if (e == ERR_OK)
        e = get(f, "board", WAVE_BOARD_MAX, &d->board, note);
    if (e == ERR_OK)
        e = get(f, "board.sig", SIG_MAX, &d->board_sig, note);
    if (e == ERR_OK && with_release)
        e = get(f, "release", PUBLISHED_MAX_BYTES, &d->release, note);
    if (e == ERR_OK && with_release)
        e = get(f, "release.sig", SIG_MAX, &d->release_sig, note);
    if (e == ERR_OK && with_release)
        e = get(f, "survey", SURVEY_FILE_MAX_BYTES, &d->survey, note);
    return e;
}

enum err conduct_downloads_fetch(const char *base_url, const char *wave,
                                 bool with_release,
                                 struct conduct_downloads *out_downloads,
                                 struct err_note *note)
{
    struct conduct_downloads d = CONDUCT_DOWNLOADS_INIT;
    struct fetch f = {NULL, base_url, wave};
    enum err e = voter_http_start();
    if (e != ERR_OK)
        return e;
    e = voter_http_new(&f.http);
    if (e == ERR_OK)
        e = get_all(&f, with_release, &d, note);
    voter_http_free(f.http);
    voter_http_stop();
    return finish(&d, e, out_downloads);
}
