#include "web/wave_load.h"

#include "base/file.h"
#include "wave/onlinekeys.h"
#include "web/wave_results.h"

#include <sodium.h>

#define TYPE_SCRIPT "text/javascript; charset=utf-8"
#define TYPE_TEXT   "text/plain; charset=utf-8"

void web_sri(const uint8_t *bytes, size_t len, char out[static WEB_SRI_SIZE])
{
    static const char start[] = "sha256-";
    const size_t start_len = sizeof start - 1;
    uint8_t hash[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(hash, bytes, len);
    memcpy(out, start, start_len);
    (void)sodium_bin2base64(out + start_len, WEB_SRI_SIZE - start_len, hash,
                            sizeof hash, sodium_base64_VARIANT_ORIGINAL);
}

static enum err prepare(const struct buf *bytes, const char *type,
                        struct http_prepared **out_prepared)
{
    struct http_answer head = {.status = 200, .type = type};
    return http_prepared_new(&head, bytes->data, bytes->len, out_prepared);
}

static bool has_hash(const struct buf *bytes, const uint8_t wanted[static 32])
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(hash, (const uint8_t *)buf_text(bytes),
                             bytes->len);
    return sodium_memcmp(hash, wanted, sizeof hash) == 0;
}

enum err web_wave_document(struct site *site, const char *wave,
                           enum site_document which, const char *type,
                           const uint8_t *sha256, struct buf *out_bytes,
                           struct http_prepared **out_prepared)
{
    enum err e = site_wave_document(site, wave, which, out_bytes);
    if (e == ERR_NOT_FOUND)
        return ERR_CORRUPT;
    if (e == ERR_OK && sha256 != NULL && !has_hash(out_bytes, sha256))
        return ERR_CORRUPT;
    return e == ERR_OK ? prepare(out_bytes, type, out_prepared) : e;
}

static enum err load_manifest(struct site *site, struct web_wave *w)
{
    struct buf bytes = BUF_INIT;
    enum err e = web_wave_document(site, w->info.name, SITE_MANIFEST,
                                   HTTP_TYPE_JSON, w->info.manifest_hash,
                                   &bytes, &w->documents.manifest);
    if (e == ERR_OK)
        e = wave_manifest_parse(bytes.data, bytes.len, &w->manifest, NULL);
    if (e == ERR_OK && strcmp(w->manifest->wave, w->info.name) != 0)
        e = ERR_CORRUPT;
    if (e == ERR_OK) {
        struct wave_manifest_hash mh;
        memcpy(mh.b, w->info.manifest_hash, sizeof mh.b);
        collect_wave_init(&w->promise, w->manifest, &mh);
    }
    buf_free(&bytes);
    return e;
}

static enum err load_survey(struct site *site, struct web_wave *w)
{
    struct buf bytes = BUF_INIT;
    enum err e = web_wave_document(site, w->info.name, SITE_SURVEY,
                                   HTTP_TYPE_JSON, w->manifest->survey_sha256,
                                   &bytes, &w->documents.survey);
    struct survey_problems *problems = calloc(1, sizeof *problems);
    if (e == ERR_OK && problems == NULL)
        e = ERR_MEMORY;
    if (e == ERR_OK)
        e = survey_parse(bytes.data, bytes.len, &w->survey, problems);
    free(problems);
    buf_free(&bytes);
    return e;
}

static enum err load_client(struct site *site, struct web_wave *w)
{
    struct buf bytes = BUF_INIT;
    enum err e = web_wave_document(site, w->info.name, SITE_CLIENT, TYPE_SCRIPT,
                                   w->manifest->client_sha256, &bytes,
                                   &w->documents.client);
    if (e == ERR_OK)
        web_sri(bytes.data, bytes.len, w->client_sri);
    buf_free(&bytes);
    return e;
}

static enum err load_plain(struct site *site, const struct web_wave *w,
                           enum site_document which, const char *type,
                           struct http_prepared **out_prepared)
{
    struct buf bytes = BUF_INIT;
    enum err e = web_wave_document(site, w->info.name, which, type, NULL,
                                   &bytes, out_prepared);
    buf_free(&bytes);
    return e;
}

/* Words and information sheet; a wave of an older Chorus has neither. */
static enum err load_notices(struct site *site, struct web_wave *w)
{
    struct buf bytes = BUF_INIT;
    enum err e =
        load_plain(site, w, SITE_WORDS, HTTP_TYPE_JSON, &w->documents.words);
    if (e == ERR_CORRUPT && w->documents.words == NULL)
        return ERR_OK;
    if (e == ERR_OK)
        e = web_wave_document(site, w->info.name, SITE_INFORMATION,
                              HTTP_TYPE_JSON, NULL, &bytes,
                              &w->documents.information);
    struct survey_problems *problems = calloc(1, sizeof *problems);
    if (e == ERR_OK)
        e = problems == NULL
                ? ERR_MEMORY
                : survey_information_parse(bytes.data, bytes.len,
                                           &w->information, problems);
    free(problems);
    buf_free(&bytes);
    return e;
}

/* DIR/WAVE.SUFFIX, in the house's layout of files. */
static enum err wave_path(const char *dir, const char *wave, const char *suffix,
                          struct file_path *out_path)
{
    char name[SITE_NAME_SIZE + 16];
    (void)snprintf(name, sizeof name, "%s.%s", wave, suffix);
    return file_join(dir, name, out_path);
}

static enum err open_with_keys(const char *server_dir, struct web_wave *w,
                               const struct wave_onlinekeys *keys,
                               const struct token_secret_key *sk)
{
    struct file_path invites;
    struct file_path ballots;
    struct issue *issue = NULL;
    struct submit *submit = NULL;
    enum err e = wave_path(server_dir, w->info.name, "invites.db", &invites);
    if (e == ERR_OK)
        e = wave_path(server_dir, w->info.name, "ballots.db", &ballots);
    if (e == ERR_OK)
        e = issue_open(invites.s, w->manifest, &w->promise.mh, sk, &issue,
                       NULL);
    if (e == ERR_OK)
        e = submit_open(ballots.s, w->manifest, &w->promise.mh, sk,
                        &keys->board_sk, &submit, NULL);
    if (e != ERR_OK) {
        issue_close(issue);
        return e;
    }
    w->issue = issue;
    w->submit = submit;
    return ERR_OK;
}

static enum err open_doors(const char *server_dir, struct web_wave *w)
{
    struct file_path keys_dir;
    struct wave_onlinekeys *keys = NULL;
    enum err e = file_join(server_dir, "keys", &keys_dir);
    if (e == ERR_OK)
        e = wave_onlinekeys_read(keys_dir.s, w->info.name, &keys, NULL);
    struct token_secret_key *sk = NULL;
    if (e == ERR_OK) {
        sk = sodium_malloc(sizeof *sk);
        e = sk == NULL ? ERR_MEMORY : ERR_OK;
    }
    if (e == ERR_OK) {
        _Static_assert(sizeof sk->b == sizeof keys->poprf_sk, "one scalar");
        memcpy(sk->b, keys->poprf_sk, sizeof sk->b);
        e = open_with_keys(server_dir, w, keys, sk);
    }
    sodium_free(sk);
    wave_onlinekeys_free(keys);
    return e;
}

static enum err load(struct site *site, const char *server_dir,
                     struct web_wave *w, enum err *out_why)
{
    enum err e = load_manifest(site, w);
    if (e == ERR_OK)
        e = load_survey(site, w);
    if (e == ERR_OK)
        e = load_client(site, w);
    if (e == ERR_OK)
        e = load_notices(site, w);
    if (e != ERR_OK)
        return e;
    if (w->info.state == SITE_WAVE_CLOSED) {
        w->phase = WEB_WAVE_CLOSED;
        return web_wave_results_load(site, w);
    }
    *out_why = open_doors(server_dir, w);
    w->phase = *out_why == ERR_OK ? WEB_WAVE_COLLECTING : WEB_WAVE_BROKEN;
    return ERR_OK;
}

enum err web_wave_load(struct site *site, const char *server_dir,
                       const struct site_wave *info, struct web_wave **out_wave,
                       enum err *out_why)
{
    struct web_wave *w = calloc(1, sizeof *w);
    if (w == NULL)
        return ERR_MEMORY;
    w->info = *info;
    w->release_bytes = BUF_INIT;
    atomic_init(&w->holders, 1);
    web_kept_init(&w->results[0]);
    web_kept_init(&w->results[1]);
    web_kept_init(&w->portfolio);
    enum err why = ERR_OK;
    enum err e = load(site, server_dir, w, &why);
    if (e != ERR_OK) {
        web_wave_release(w);
        return e;
    }
    *out_why = why;
    *out_wave = w;
    return ERR_OK;
}

static void free_documents(struct web_wave_documents *d)
{
    http_prepared_free(d->manifest);
    http_prepared_free(d->survey);
    http_prepared_free(d->client);
    http_prepared_free(d->words);
    http_prepared_free(d->information);
    http_prepared_free(d->board);
    http_prepared_free(d->board_sig);
    http_prepared_free(d->release);
    http_prepared_free(d->release_sig);
}

void web_wave_release(struct web_wave *wave)
{
    if (wave == NULL || atomic_fetch_sub(&wave->holders, 1) != 1)
        return;
    issue_close(wave->issue);
    submit_close(wave->submit);
    free_documents(&wave->documents);
    for (size_t i = 0; i < WEB_KEPT_LANGUAGES; i++) {
        http_prepared_free(atomic_load(&wave->survey_page.in[i]));
        http_prepared_free(atomic_load(&wave->receipt_page.in[i]));
    }
    web_kept_wipe(&wave->results[0]);
    web_kept_wipe(&wave->results[1]);
    web_kept_wipe(&wave->portfolio);
    published_free(wave->release);
    wave_units_free(wave->units);
    survey_free(wave->survey);
    survey_information_free(wave->information);
    wave_manifest_free(wave->manifest);
    buf_free(&wave->release_bytes);
    free(wave);
}
