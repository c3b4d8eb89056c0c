#include "store/copy.h"

#include "store/db_inside.h"

static const int32_t ids[] = {
    [STORE_SITE] = 1128804659,
    [STORE_PEOPLE] = 1128804660,
    [STORE_INVITES] = 1128804657,
    [STORE_BALLOTS] = 1128804658,
};

/* A connection that runs no statement of a kind needs none of its tables. */
static const struct db_kind no_kind = {0};

static enum err check_one(sqlite3 *sqlite, const char *sql, const char *want)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(sqlite, sql, -1, &s, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(s);
    bool good = rc == SQLITE_ROW &&
                strcmp((const char *)sqlite3_column_text(s, 0), want) == 0;
    (void)sqlite3_finalize(s);
    if (rc != SQLITE_ROW)
        return rc == SQLITE_DONE ? ERR_CORRUPT : db_err(rc);
    return good ? ERR_OK : ERR_CORRUPT;
}

/* Reading takes the lock that keeps writers out until the end. */
static enum err copy(struct db *db, enum store_kind kind, struct buf *b)
{
    char id[16];
    (void)snprintf(id, sizeof id, "%d", (int)ids[kind]);
    enum err e = check_one(db->sqlite, "PRAGMA application_id", id);
    if (e == ERR_OK)
        e = check_one(db->sqlite, "PRAGMA quick_check(1)", "ok");
    sqlite3_int64 len = 0;
    unsigned char *bytes =
        e == ERR_OK ? sqlite3_serialize(db->sqlite, "main", &len, 0) : NULL;
    if (e == ERR_OK && bytes == NULL)
        e = ERR_MEMORY;
    if (e == ERR_OK) {
        buf_put(b, bytes, (size_t)len);
        e = buf_check(b);
    }
    sqlite3_free(bytes);
    return e;
}

enum err store_copy(const char *path, enum store_kind kind,
                    struct buf *out_bytes, struct err_note *note)
{
    struct db *db = NULL;
    struct buf b = BUF_INIT;
    enum err e = db_connect(path, &no_kind, &db, note);
    if (e != ERR_OK)
        return e;
    e = db_exec(db, "PRAGMA temp_store = MEMORY");
    if (e == ERR_OK)
        e = db_lock(db, DB_LOCK_READ);
    if (e == ERR_OK)
        e = copy(db, kind, &b);
    db_rollback(db);
    db_close(db);
    if (e != ERR_OK) {
        buf_wipe(&b);
        return err_say(note, e, "%s: cannot be copied: %s", path, err_name(e));
    }
    *out_bytes = b;
    return ERR_OK;
}
