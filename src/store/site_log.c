#include "store/site_inside.h"

#include <sodium.h>

/* --- failed logins -------------------------------------------------------- */

static int64_t place_of(const char *name)
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(hash, (const uint8_t *)name, strlen(name));
    return buf_get_u16(hash) & 0x0fff;
}

static enum err failures(struct db *db, int64_t place,
                         struct site_failures *out_failures)
{
    bool has_row = false;
    struct site_failures f = {0, 0};
    struct db_query q = db_query_start(db, SITE_FAILURE_GET);
    db_bind_int(&q, 1, place);
    enum err e = db_query_next(&q, &has_row);
    if (e == ERR_OK && has_row) {
        f.count = (uint32_t)db_int(&q, 0);
        f.since_sec = db_int(&q, 1);
    }
    db_query_end(&q);
    if (e == ERR_OK)
        *out_failures = f;
    return e;
}

enum err site_login_failures(struct site *site, const char *name,
                             struct site_failures *out_failures)
{
    site_lock(site);
    enum err e = failures(site->db, place_of(name), out_failures);
    site_unlock(site);
    return e;
}

enum err site_login_failed(struct site *site, const char *name, int64_t now_sec,
                           int64_t window_sec,
                           struct site_failures *out_failures)
{
    const int64_t place = place_of(name);
    struct site_failures f = {0, 0};
    enum err e = site_begin(site);
    if (e != ERR_OK)
        return e;
    e = failures(site->db, place, &f);
    if (e == ERR_OK) {
        if (f.count == 0 || f.since_sec < now_sec - window_sec)
            f = (struct site_failures){0, now_sec};
        f.count++;
        struct db_query q = db_query_start(site->db, SITE_FAILURE_PUT);
        db_bind_int(&q, 1, place);
        db_bind_int(&q, 2, f.count);
        db_bind_int(&q, 3, f.since_sec);
        e = db_run(&q);
    }
    e = site_end(site, e);
    if (e == ERR_OK)
        *out_failures = f;
    return e;
}

enum err site_login_succeeded(struct site *site, const char *name)
{
    enum err e = site_begin(site);
    if (e != ERR_OK)
        return e;
    struct db_query q = db_query_start(site->db, SITE_FAILURE_REMOVE);
    db_bind_int(&q, 1, place_of(name));
    return site_end(site, db_run(&q));
}

/* --- exports -------------------------------------------------------------- */

enum err site_export_add(struct site *site, const struct site_export *entry)
{
    enum err e = site_begin(site);
    if (e != ERR_OK)
        return e;
    struct db_query q = db_query_start(site->db, SITE_EXPORT_ADD);
    db_bind_text(&q, 1, entry->account);
    db_bind_text(&q, 2, entry->wave);
    db_bind_text(&q, 3, entry->what);
    db_bind_text(&q, 4, entry->format);
    db_bind_int(&q, 5, entry->at_sec);
    return site_end(site, db_run(&q));
}

enum err site_export_each(struct site *site,
                          enum err (*fn)(void *ctx,
                                         const struct site_export *entry),
                          void *ctx)
{
    bool has_row = false;
    enum err e = ERR_OK;
    site_lock(site);
    struct db_query q = db_query_start(site->db, SITE_EXPORT_LIST);
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        const struct site_export entry = {
            .account = db_text(&q, 0),
            .wave = db_text(&q, 1),
            .what = db_text(&q, 2),
            .format = db_text(&q, 3),
            .at_sec = db_int(&q, 4),
        };
        e = fn(ctx, &entry);
        if (e != ERR_OK)
            break;
    }
    db_query_end(&q);
    site_unlock(site);
    return e;
}
