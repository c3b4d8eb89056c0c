#include "web/assets.h"

#include "base/file.h"
#include "web/wave_load.h"

#include <sodium.h>

#define ASSET_MAX_BYTES (1u << 20)
#define HASH_BYTES      16 /* 32 digits: as long as a variable of a path may be */

static enum err load(struct web_asset *asset, const char *dir, const char *name,
                     const char *type, struct err_note *note)
{
    struct file_path path;
    struct buf bytes = BUF_INIT;
    enum err e = file_join(dir, name, &path);
    if (e != ERR_OK)
        return err_say(note, e, "%s: the path is too long", dir);
    e = file_read(path.s, ASSET_MAX_BYTES, &bytes, note);
    if (e != ERR_OK)
        return e;
    uint8_t hash[crypto_hash_sha256_BYTES];
    char hex[ENCODE_HEX_SIZE(HASH_BYTES)];
    (void)crypto_hash_sha256(hash, (const uint8_t *)buf_text(&bytes),
                             bytes.len);
    encode_hex(hash, HASH_BYTES, hex);
    asset->name = name;
    (void)snprintf(asset->url, sizeof asset->url, "/static/%s/%s", hex, name);
    web_sri((const uint8_t *)buf_text(&bytes), bytes.len, asset->sri);
    struct http_answer head = {
        .status = 200, .type = type, .cache_for_ever = true};
    e = http_prepared_new(&head, bytes.data, bytes.len, &asset->prepared);
    buf_free(&bytes);
    return e == ERR_OK ? e : err_say(note, e, "%s: no memory", name);
}

enum err web_assets_load(struct web *web, const struct web_paths *paths,
                         struct err_note *note)
{
    enum err e = load(&web->assets[WEB_STYLE], paths->templates_dir,
                      "style.css", "text/css; charset=utf-8", note);
    if (e == ERR_OK)
        e = load(&web->assets[WEB_RECEIPT_SCRIPT], paths->client_dir,
                 "receipt.js", "text/javascript; charset=utf-8", note);
    return e;
}

void web_assets_free(struct web *web)
{
    for (size_t i = 0; i < WEB_ASSET_COUNT; i++)
        http_prepared_free(web->assets[i].prepared);
}

static void serve(const struct web_asset *asset, struct http_request *r)
{
    char url[sizeof asset->url];
    (void)snprintf(url, sizeof url, "/static/%s/%s", http_request_var(r, 0),
                   asset->name);
    if (strcmp(url, asset->url) == 0)
        http_answer_prepared(r, asset->prepared);
    else
        http_answer_error(r, 404);
}

void asset_style(void *context, struct http_request *r)
{
    const struct web *web = context;
    serve(&web->assets[WEB_STYLE], r);
}

void asset_receipt_script(void *context, struct http_request *r)
{
    const struct web *web = context;
    serve(&web->assets[WEB_RECEIPT_SCRIPT], r);
}
