#include "store/db_inside.h"

#include "store/vfs.h"

/* How often a lock is tried: soon enough to find the gap between two commits of
 * a busy writer. */
#define TRY_EVERY_MS 2

static int wait_for_lock(void *ctx, int tries)
{
    const struct db *db = ctx;
    if (tries >= db->patience_ms / TRY_EVERY_MS)
        return 0;
    (void)sqlite3_sleep(TRY_EVERY_MS);
    return 1;
}

enum err db_exec(struct db *db, const char *sql)
{
    return db_err(sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL));
}

static void detach(struct db *db)
{
    for (size_t i = 0; i < db->kind->statement_count; i++) {
        (void)sqlite3_finalize(db->statements[i]);
        db->statements[i] = NULL;
    }
    int rc = sqlite3_close(db->sqlite);
    err_assert(rc == SQLITE_OK);
    db->sqlite = NULL;
}

static enum err attach(struct db *db, struct err_note *note)
{
    int rc =
        sqlite3_open_v2(db->path.s, &db->sqlite,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, VFS_NAME);
    if (rc != SQLITE_OK) {
        detach(db);
        enum err e = file_exists(db->path.s) ? db_err(rc) : ERR_NOT_FOUND;
        return err_say(note, e, "%s: cannot open: %s", db->path.s, err_name(e));
    }
    (void)sqlite3_extended_result_codes(db->sqlite, 1);
    (void)sqlite3_busy_handler(db->sqlite, wait_for_lock, db);
    return ERR_OK;
}

enum err db_connect(const char *path, const struct db_kind *kind,
                    struct db **out_db, struct err_note *note)
{
    enum err e = vfs_register();
    if (e != ERR_OK)
        return err_say(note, e, "%s: SQLite does not start", path);
    struct db *db = calloc(1, sizeof *db);
    sqlite3_stmt **statements =
        calloc(kind->statement_count + 1, sizeof *statements);
    if (db == NULL || statements == NULL) {
        free(statements);
        free(db);
        return err_say(note, ERR_MEMORY, "%s: no memory", path);
    }
    db->kind = kind;
    db->statements = statements;
    db->patience_ms = DB_PATIENCE_MS;
    int n = snprintf(db->path.s, sizeof db->path.s, "%s", path);
    if (n < 0 || (size_t)n >= sizeof db->path.s)
        e = err_say(note, ERR_RANGE, "%s: the name is too long", path);
    if (e == ERR_OK)
        e = attach(db, note);
    if (e != ERR_OK) {
        db_close(db);
        return e;
    }
    *out_db = db;
    return ERR_OK;
}

void db_close(struct db *db)
{
    if (db == NULL)
        return;
    detach(db);
    free(db->statements);
    free(db);
}

/*
 * TRUNCATE: the VFS takes it for the order to overwrite the journal; under
 * PERSIST and with a WAL pages would stay. EXTRA also syncs the folder. A page
 * that is freed is zeroed. Nothing spills into the file before its commit (the
 * journal stands on that), nothing into a temporary file, and the file is never
 * mapped.
 */
static const char *const settings[] = {
    "PRAGMA journal_mode = TRUNCATE", "PRAGMA synchronous = EXTRA",
    "PRAGMA secure_delete = ON",      "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_spill = OFF",       "PRAGMA mmap_size = 0",
    "PRAGMA cell_size_check = ON",    "PRAGMA trusted_schema = OFF",
};

static enum err harden(struct db *db)
{
    static const struct {
        int op;
        int on;
    } config[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
    };
    enum err e = ERR_OK;
    for (size_t i = 0; i < sizeof config / sizeof *config; i++) {
        int rc =
            sqlite3_db_config(db->sqlite, config[i].op, config[i].on, NULL);
        e = e == ERR_OK ? db_err(rc) : e;
    }
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        e = e == ERR_OK ? db_exec(db, settings[i]) : e;
    if (e == ERR_OK && db->kind->is_met_once)
        e = db_exec(db,
                    "PRAGMA cache_size = -512"); /* KiB; 2,000 unless told */
    (void)sqlite3_limit(db->sqlite, SQLITE_LIMIT_ATTACHED, 0);
    return e;
}

/* One integer from one of our own texts, before statements are there. */
static enum err ask(struct db *db, const char *sql, int64_t *out_value)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(db->sqlite, sql, -1, &s, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(s);
    if (rc == SQLITE_ROW)
        *out_value = sqlite3_column_int64(s, 0);
    (void)sqlite3_finalize(s);
    return rc == SQLITE_DONE ? ERR_CORRUPT : db_err(rc);
}

/* Each migration ends by setting the user_version that it leads to. */
static enum err migrate(struct db *db, const char *path, int64_t version,
                        struct err_note *note)
{
    int64_t newest = (int64_t)db->kind->migration_count;
    if (version > newest)
        return err_say(note, ERR_STATE,
                       "%s: written by a newer Chorus; upgrade this one", path);
    if (version < newest && !db->role->may_migrate)
        return err_say(note, ERR_STATE,
                       "%s: written by an older Chorus; run `chorus` once to "
                       "bring it up to date",
                       path);
    enum err e = ERR_OK;
    for (int64_t v = version; e == ERR_OK && v < newest; v++) {
        e = db_lock(db, DB_LOCK_ALONE);
        if (e == ERR_OK)
            e = db_end(db, db_exec(db, db->kind->migrations[v]));
    }
    if (e != ERR_OK)
        return err_say(note, e, "%s: cannot bring up to date: %s", path,
                       err_name(e));
    return ERR_OK;
}

/* Reading the head of the file rolls back what a crash left. */
static enum err check_kind(struct db *db, const char *path,
                           struct err_note *note)
{
    int64_t id = 0;
    int64_t version = 0;
    enum err e = ask(db, "PRAGMA application_id", &id);
    if (e == ERR_OK)
        e = ask(db, "PRAGMA user_version", &version);
    if (e == ERR_OK && (id != db->kind->application_id || version < 1))
        e = ERR_CORRUPT;
    if (e != ERR_OK)
        return err_say(note, e, "%s: not a file of this kind, or damaged: %s",
                       path, err_name(e));
    return migrate(db, path, version, note);
}

/*
 * A journal that was being overwritten when the power went is no journal to
 * SQLite, and would lie there until the next commit.
 */
static enum err scrub(struct db *db, const char *path)
{
    if (!vfs_journal_is_filled(path))
        return ERR_OK;
    enum err e = db_lock(db, DB_LOCK_ALONE);
    if (e != ERR_OK)
        return e;
    e = vfs_journal_scrub(path);
    db_rollback(db);
    return e;
}

/* A fresh connection becomes one of its role. */
static enum err settle(struct db *db, struct err_note *note)
{
    const char *path = db->path.s;
    if (sqlite3_db_readonly(db->sqlite, "main") != 0)
        return err_say(note, ERR_DENIED, "%s: may not be written", path);
    enum err e = harden(db);
    if (e != ERR_OK)
        return err_say(note, e, "%s: cannot be set up: %s", path, err_name(e));
    e = check_kind(db, path, note);
    if (e != ERR_OK)
        return e;
    e = scrub(db, path);
    if (e != ERR_OK)
        return err_say(note, e, "%s: its journal cannot be overwritten: %s",
                       path, err_name(e));
    db_restrict(db);
    return ERR_OK;
}

enum err db_open(const char *path, const struct db_kind *kind,
                 const struct db_role *role, struct db **out_db,
                 struct err_note *note)
{
    struct db *db = NULL;
    enum err e = db_connect(path, kind, &db, note);
    if (e != ERR_OK)
        return e;
    db->role = role;
    e = settle(db, note);
    if (e != ERR_OK) {
        db_close(db);
        return e;
    }
    *out_db = db;
    return ERR_OK;
}

enum err db_ready(struct db *db)
{
    if (db->sqlite != NULL && !db->is_doubtful)
        return ERR_OK;
    detach(db);
    enum err e = attach(db, NULL);
    if (e == ERR_OK && (e = settle(db, NULL)) != ERR_OK)
        detach(db);
    if (e == ERR_OK)
        db->is_doubtful = false;
    return e;
}
