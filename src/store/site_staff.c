#include "store/site_inside.h"

#include <sodium.h>

/* --- accounts ------------------------------------------------------------- */

void site_account_wipe(struct site_account *account)
{
    free(account->programs);
    sodium_memzero(account, sizeof *account);
}

void site_accounts_free(struct site_account *accounts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        site_account_wipe(&accounts[i]);
    free(accounts);
}

static enum err account_add(struct db *db, const struct site_account *account)
{
    struct db_query q = db_query_start(db, SITE_ACCOUNT_ADD);
    db_bind_text(&q, 1, account->name);
    db_bind_int(&q, 2, account->role);
    db_bind_text(&q, 3, account->password_hash);
    enum err e = db_run(&q);
    for (size_t i = 0; e == ERR_OK && i < account->program_count; i++) {
        struct db_query p = db_query_start(db, SITE_PROGRAM_ADD);
        db_bind_text(&p, 1, account->name);
        db_bind_text(&p, 2, account->programs[i]);
        e = db_run(&p);
    }
    return e;
}

enum err site_account_put(struct site *site, const struct site_account *account)
{
    enum err e = site_begin(site);
    return e == ERR_OK ? site_end(site, account_add(site->db, account)) : e;
}

static enum err load_programs(struct db *db, struct site_account *account)
{
    struct buf all = BUF_INIT;
    bool has_row = false;
    enum err e = ERR_OK;
    struct db_query q = db_query_start(db, SITE_PROGRAM_LIST);
    db_bind_text(&q, 1, account->name);
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        char id[SITE_NAME_SIZE] = "";
        e = db_text_into(&q, 0, id, sizeof id);
        if (e != ERR_OK)
            break;
        buf_put(&all, id, sizeof id);
    }
    db_query_end(&q);
    size_t len = 0;
    void *programs = NULL;
    if (e == ERR_OK && (e = buf_check(&all)) == ERR_OK) {
        programs = buf_take(&all, &len);
        e = programs == NULL ? ERR_MEMORY : ERR_OK;
    }
    if (e != ERR_OK) {
        buf_free(&all);
        return e;
    }
    account->programs = programs;
    account->program_count = len / SITE_NAME_SIZE;
    return ERR_OK;
}

static enum err read_account(struct db *db, const struct db_query *q,
                             struct site_account *out_account)
{
    struct site_account a = {.role = (enum site_account_role)db_int(q, 1)};
    enum err e = db_text_into(q, 0, a.name, sizeof a.name);
    if (e == ERR_OK)
        e = db_text_into(q, 2, a.password_hash, sizeof a.password_hash);
    if (e == ERR_OK)
        e = load_programs(db, &a);
    if (e != ERR_OK) {
        site_account_wipe(&a);
        return e;
    }
    *out_account = a;
    return ERR_OK;
}

enum err site_account_get(struct site *site, const char *name,
                          struct site_account *out_account)
{
    bool has_row = false;
    site_lock(site);
    struct db_query q = db_query_start(site->db, SITE_ACCOUNT_GET);
    db_bind_text(&q, 1, name);
    enum err e = db_query_next(&q, &has_row);
    if (e == ERR_OK)
        e = has_row ? read_account(site->db, &q, out_account) : ERR_NOT_FOUND;
    db_query_end(&q);
    site_unlock(site);
    return e;
}

static enum err list_accounts(struct db *db, struct buf *all)
{
    bool has_row = false;
    enum err e = ERR_OK;
    struct db_query q = db_query_start(db, SITE_ACCOUNT_LIST);
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        struct site_account account;
        e = read_account(db, &q, &account);
        if (e != ERR_OK)
            break;
        buf_put(all, &account, sizeof account);
        if (buf_check(all) != ERR_OK) {
            site_account_wipe(&account);
            e = ERR_MEMORY;
            break;
        }
    }
    db_query_end(&q);
    return e;
}

enum err site_account_list(struct site *site,
                           struct site_account **out_accounts, size_t *out_n)
{
    struct buf all = BUF_INIT;
    site_lock(site);
    enum err e = list_accounts(site->db, &all);
    site_unlock(site);
    /* One that failed to grow still holds accounts, to be freed one by one. */
    all.failed = false;
    size_t len = 0;
    void *bytes = buf_take(&all, &len);
    struct site_account *accounts = bytes;
    if (bytes == NULL)
        return ERR_MEMORY;
    if (e != ERR_OK) {
        site_accounts_free(accounts, len / sizeof *accounts);
        return e;
    }
    *out_accounts = accounts;
    *out_n = len / sizeof *accounts;
    return ERR_OK;
}

static enum err run_text(struct db *db, enum site_statement which,
                         const char *text)
{
    struct db_query q = db_query_start(db, which);
    db_bind_text(&q, 1, text);
    return db_run(&q);
}

enum err site_account_remove(struct site *site, const char *name)
{
    enum err e = site_begin(site);
    if (e != ERR_OK)
        return e;
    struct db_query q = db_query_start(site->db, SITE_ACCOUNT_REMOVE);
    db_bind_text(&q, 1, name);
    e = db_run_changing(&q, 1, ERR_NOT_FOUND);
    if (e == ERR_OK)
        e = run_text(site->db, SITE_PROGRAM_REMOVE, name);
    if (e == ERR_OK)
        e = run_text(site->db, SITE_SESSION_REMOVE_ACCOUNT, name);
    return site_end(site, e);
}

enum err site_account_set_password(struct site *site, const char *name,
                                   const char password_hash[static 1])
{
    enum err e = site_begin(site);
    if (e != ERR_OK)
        return e;
    struct db_query q = db_query_start(site->db, SITE_ACCOUNT_PASSWORD);
    db_bind_text(&q, 1, password_hash);
    db_bind_text(&q, 2, name);
    e = db_run_changing(&q, 1, ERR_NOT_FOUND);
    if (e == ERR_OK)
        e = run_text(site->db, SITE_SESSION_REMOVE_ACCOUNT, name);
    return site_end(site, e);
}

/* --- sessions ------------------------------------------------------------- */

static enum err account_is_there(struct db *db, const char *name)
{
    bool has_row = false;
    struct db_query q = db_query_start(db, SITE_ACCOUNT_GET);
    db_bind_text(&q, 1, name);
    enum err e = db_query_next(&q, &has_row);
    db_query_end(&q);
    return e == ERR_OK && !has_row ? ERR_NOT_FOUND : e;
}

static enum err session_add(struct db *db, const struct site_session *session)
{
    struct db_query q = db_query_start(db, SITE_SESSION_ADD);
    db_bind_blob(&q, 1, session->token_hash, sizeof session->token_hash);
    db_bind_text(&q, 2, session->account);
    db_bind_int(&q, 3, session->origin);
    db_bind_blob(&q, 4, session->csrf, sizeof session->csrf);
    db_bind_int(&q, 5, session->created_sec);
    db_bind_int(&q, 6, session->seen_sec);
    db_bind_int(&q, 7, session->expires_sec);
    return db_run(&q);
}

enum err site_session_put(struct site *site, const struct site_session *session)
{
    enum err e = site_begin(site);
    if (e != ERR_OK)
        return e;
    if (session->origin == SITE_ORIGIN_PASSWORD)
        e = account_is_there(site->db, session->account);
    if (e == ERR_OK)
        e = session_add(site->db, session);
    return site_end(site, e);
}

enum err site_session_replace(struct site *site,
                              const uint8_t old_hash[static 32],
                              int64_t old_expires_sec,
                              const struct site_session *next)
{
    enum err e = site_begin(site);
    if (e != ERR_OK)
        return e;
    struct db_query q = db_query_start(site->db, SITE_SESSION_RETIRE);
    db_bind_int(&q, 1, old_expires_sec);
    db_bind_blob(&q, 2, old_hash, 32);
    e = db_run_changing(&q, 1, ERR_NOT_FOUND);
    if (e == ERR_OK)
        e = session_add(site->db, next);
    return site_end(site, e);
}

static enum err read_session(const struct db_query *q,
                             const uint8_t token_hash[static 32],
                             struct site_session *out_session)
{
    struct site_session s = {
        .origin = (enum site_origin)db_int(q, 1),
        .created_sec = db_int(q, 3),
        .seen_sec = db_int(q, 4),
        .expires_sec = db_int(q, 5),
        .is_replaced = db_int(q, 6) != 0,
    };
    memcpy(s.token_hash, token_hash, sizeof s.token_hash);
    enum err e = db_text_into(q, 0, s.account, sizeof s.account);
    if (e == ERR_OK)
        e = db_blob_into(q, 2, s.csrf, sizeof s.csrf);
    if (e == ERR_OK)
        *out_session = s;
    sodium_memzero(&s, sizeof s);
    return e;
}

enum err site_session_get(struct site *site,
                          const uint8_t token_hash[static 32],
                          struct site_session *out_session)
{
    bool has_row = false;
    site_lock(site);
    struct db_query q = db_query_start(site->db, SITE_SESSION_GET);
    db_bind_blob(&q, 1, token_hash, 32);
    enum err e = db_query_next(&q, &has_row);
    if (e == ERR_OK)
        e = has_row ? read_session(&q, token_hash, out_session) : ERR_NOT_FOUND;
    db_query_end(&q);
    site_unlock(site);
    return e;
}

enum err site_session_touch(struct site *site,
                            const uint8_t token_hash[static 32],
                            int64_t seen_sec)
{
    enum err e = site_begin(site);
    if (e != ERR_OK)
        return e;
    struct db_query q = db_query_start(site->db, SITE_SESSION_TOUCH);
    db_bind_int(&q, 1, seen_sec);
    db_bind_blob(&q, 2, token_hash, 32);
    return site_end(site, db_run_changing(&q, 1, ERR_NOT_FOUND));
}

enum err site_session_remove(struct site *site,
                             const uint8_t token_hash[static 32])
{
    enum err e = site_begin(site);
    if (e != ERR_OK)
        return e;
    struct db_query q = db_query_start(site->db, SITE_SESSION_REMOVE);
    db_bind_blob(&q, 1, token_hash, 32);
    return site_end(site, db_run(&q));
}

enum err site_session_remove_of_account(struct site *site, const char *account)
{
    enum err e = site_begin(site);
    if (e != ERR_OK)
        return e;
    return site_end(site,
                    run_text(site->db, SITE_SESSION_REMOVE_ACCOUNT, account));
}

enum err site_session_remove_expired(struct site *site, int64_t now_sec)
{
    enum err e = site_begin(site);
    if (e != ERR_OK)
        return e;
    struct db_query q = db_query_start(site->db, SITE_SESSION_EXPIRE);
    db_bind_int(&q, 1, now_sec);
    return site_end(site, db_run(&q));
}
