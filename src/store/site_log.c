#include "store/site_inside.h"

#define MINUTE_SEC 60
#define DAY_SEC    (24 * 60 * 60)

/* --- logins --------------------------------------------------------------- */

enum err site_login_add(struct site *site, const char *account,
                        enum site_login_act act, int64_t now_sec)
{
    const bool wrong = act == SITE_LOGIN_WRONG;
    enum err e = site_begin(site);
    if (e != ERR_OK)
        return e;
    struct db_query q =
        db_query_start(site->db, wrong ? SITE_LOGIN_REFUSED : SITE_LOGIN_ADD);
    db_bind_text(&q, 1, account);
    if (wrong) {
        db_bind_int(&q, 2, now_sec - now_sec % DAY_SEC);
    } else {
        db_bind_int(&q, 2, act);
        db_bind_int(&q, 3, now_sec - now_sec % MINUTE_SEC);
    }
    return site_end(site, db_run(&q));
}

enum err site_login_each(struct site *site,
                         enum err (*fn)(void *ctx,
                                        const struct site_login *entry),
                         void *ctx)
{
    bool has_row = false;
    enum err e = ERR_OK;
    site_lock(site);
    struct db_query q = db_query_start(site->db, SITE_LOGIN_LIST);
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        const struct site_login entry = {
            .account = db_text(&q, 0),
            .act = (enum site_login_act)db_int(&q, 1),
            .at_sec = db_int(&q, 2),
            .count = (uint32_t)db_int(&q, 3),
        };
        e = fn(ctx, &entry);
        if (e != ERR_OK)
            break;
    }
    db_query_end(&q);
    site_unlock(site);
    return e;
}

enum err site_device_key(struct site *site,
                         uint8_t out_key[static SITE_DEVICE_KEY_BYTES])
{
    bool has_row = false;
    site_lock(site);
    struct db_query q = db_query_start(site->db, SITE_DEVICE_KEY);
    enum err e = db_query_next(&q, &has_row);
    if (e == ERR_OK)
        e = has_row ? db_blob_into(&q, 0, out_key, SITE_DEVICE_KEY_BYTES)
                    : ERR_CORRUPT;
    db_query_end(&q);
    site_unlock(site);
    return e;
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
