#include "store/db.h"

#include "store/db_inside.h"

enum err db_err(int rc)
{
    switch (rc) {
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_ROWID: return ERR_EXISTS;
    case SQLITE_IOERR_NOMEM: return ERR_MEMORY;
    default: break;
    }
    switch (rc & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return ERR_OK;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ERR_BUSY;
    case SQLITE_NOMEM: return ERR_MEMORY;
    case SQLITE_FULL: return ERR_FULL;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG: return ERR_RANGE;
    case SQLITE_AUTH:
    case SQLITE_PERM:
    case SQLITE_READONLY: return ERR_DENIED;
    /* Our statements are right: what they miss, the file has lost. */
    case SQLITE_ERROR:
    case SQLITE_SCHEMA:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ERR_CORRUPT;
    default: return ERR_IO;
    }
}

enum err db_lock(struct db *db, enum db_lock lock)
{
    static const char *const begin[] = {
        [DB_LOCK_READ] = "BEGIN DEFERRED",
        [DB_LOCK_WRITE] = "BEGIN IMMEDIATE",
        [DB_LOCK_ALONE] = "BEGIN EXCLUSIVE",
    };
    err_assert(sqlite3_get_autocommit(db->sqlite));
    db->patience_ms =
        lock == DB_LOCK_ALONE ? DB_PATIENCE_ALONE_MS : DB_PATIENCE_MS;
    enum err e = db_exec(db, begin[lock]);
    db->patience_ms = DB_PATIENCE_MS;
    return e;
}

enum err db_begin(struct db *db, enum db_lock lock)
{
    enum err e = db_ready(db);
    return e == ERR_OK ? db_lock(db, lock) : e;
}

void db_rollback(struct db *db)
{
    /* SQLite has rolled back by itself after some errors. */
    if (db->sqlite != NULL && !sqlite3_get_autocommit(db->sqlite) &&
        db_exec(db, "ROLLBACK") != ERR_OK)
        db->is_doubtful = true;
}

void db_forget_pages(struct db *db)
{
    if (db->sqlite != NULL)
        (void)sqlite3_db_release_memory(db->sqlite);
}

enum err db_end(struct db *db, enum err so_far)
{
    if (so_far != ERR_OK) {
        db_rollback(db);
        return so_far;
    }
    enum err e = db_exec(db, "COMMIT");
    if (e != ERR_OK) {
        db_rollback(db);
        db->is_doubtful = true;
    }
    return e;
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n;")] == 0;
}

static enum err prepare(struct db *db, size_t number)
{
    const char *rest = NULL;
    const char *sql = db->kind->statements[number];
    int rc = sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                &db->statements[number], &rest);
    if (rc == SQLITE_OK)
        err_assert(is_blank(rest)); /* text after a statement: never ours */
    return db_err(rc);
}

struct db_query db_query_start(struct db *db, size_t number)
{
    err_assert(number < db->kind->statement_count);
    struct db_query q = {db, NULL, ERR_OK};
    q.err = db_ready(db);
    if (q.err == ERR_OK && db->statements[number] == NULL)
        q.err = prepare(db, number);
    if (q.err == ERR_OK)
        q.stmt = db->statements[number];
    return q;
}

static void note_bound(struct db_query *q, int rc)
{
    if (q->err == ERR_OK)
        q->err = db_err(rc);
}

void db_bind_int(struct db_query *q, int at, int64_t value)
{
    if (q->stmt != NULL)
        note_bound(q, sqlite3_bind_int64(q->stmt, at, value));
}

void db_bind_text(struct db_query *q, int at, const char *text)
{
    if (q->stmt != NULL)
        note_bound(q, sqlite3_bind_text(q->stmt, at, text, -1, SQLITE_STATIC));
}

void db_bind_blob(struct db_query *q, int at, const void *bytes, size_t len)
{
    /* A NULL pointer would bind NULL; no bytes are a value too. */
    if (q->stmt != NULL)
        note_bound(q, sqlite3_bind_blob64(q->stmt, at, len == 0 ? "" : bytes,
                                          len, SQLITE_STATIC));
}

enum err db_query_next(struct db_query *q, bool *out_has_row)
{
    if (q->err != ERR_OK)
        return q->err;
    int rc = sqlite3_step(q->stmt);
    if (rc == SQLITE_ROW || rc == SQLITE_DONE)
        *out_has_row = rc == SQLITE_ROW;
    else
        q->err = db_err(rc);
    return q->err;
}

void db_query_end(struct db_query *q)
{
    if (q->stmt == NULL)
        return;
    (void)sqlite3_reset(q->stmt);
    (void)sqlite3_clear_bindings(q->stmt);
    q->stmt = NULL;
}

enum err db_run(struct db_query *q)
{
    bool has_row = false;
    enum err e = db_query_next(q, &has_row);
    db_query_end(q);
    err_assert(!has_row);
    return e;
}

enum err db_run_changing(struct db_query *q, int rows, enum err err_code)
{
    enum err e = db_run(q);
    if (e == ERR_OK && sqlite3_changes(q->db->sqlite) != rows)
        e = err_code;
    return e;
}

enum err db_run_int(struct db_query *q, int64_t *out_value)
{
    bool has_row = false;
    enum err e = db_query_next(q, &has_row);
    if (e == ERR_OK && !has_row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *out_value = db_int(q, 0);
    db_query_end(q);
    return e;
}

int64_t db_int(const struct db_query *q, int column)
{
    return sqlite3_column_int64(q->stmt, column);
}

const char *db_text(const struct db_query *q, int column)
{
    const unsigned char *text = sqlite3_column_text(q->stmt, column);
    return text == NULL ? "" : (const char *)text;
}

const uint8_t *db_blob(const struct db_query *q, int column, size_t *out_len)
{
    const uint8_t *bytes = sqlite3_column_blob(q->stmt, column);
    *out_len =
        bytes == NULL ? 0 : (size_t)sqlite3_column_bytes(q->stmt, column);
    return bytes;
}

enum err db_blob_into(const struct db_query *q, int column, uint8_t *out,
                      size_t len)
{
    size_t got = 0;
    const uint8_t *bytes = db_blob(q, column, &got);
    if (bytes == NULL || got != len)
        return ERR_CORRUPT;
    memcpy(out, bytes, len);
    return ERR_OK;
}

enum err db_text_into(const struct db_query *q, int column, char *out,
                      size_t size)
{
    const char *text = db_text(q, column);
    size_t len = strlen(text);
    if (len >= size)
        return ERR_CORRUPT;
    memcpy(out, text, len + 1);
    return ERR_OK;
}
