/*
 * Private to store: one SQLite connection, opened for a role. A role is a list
 * of tables, columns and verbs; an authorizer denies everything else, ATTACH
 * and PRAGMA included, so that a fault above cannot reach further than its
 * role. Statements come from const tables only.
 *
 * A struct db is used by one thread at a time; its owner has the lock.
 */
#ifndef CHORUS_STORE_DB_H
#define CHORUS_STORE_DB_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* What a role may do with a table or a column. */
enum db_may {
    DB_READ = 1,
    DB_INSERT = 2,
    DB_UPDATE = 4,
    DB_DELETE = 8,
    DB_ALL = 15,
};

/* One grant; a list of them ends with a table of NULL. */
struct db_grant {
    const char *table;
    const char *column; /* NULL: any. For READ and UPDATE */
    unsigned may;       /* enum db_may */
};

struct db_role {
    const struct db_grant *grants;
    bool may_migrate;
};

/* A kind of file. */
struct db_kind {
    int32_t application_id;        /* so that a file is known for ours */
    const char *const *migrations; /* i leads from user_version i to i + 1 */
    size_t migration_count;
    const char *const *statements; /* each exactly one statement */
    size_t statement_count;
    /* Rows are met at random, once each: more than one commit's pages in memory
     * would be met again by chance alone. */
    bool is_met_once;
};

struct db;

/*
 * Opens a file that is there. What a crash left is rolled back, and the journal
 * overwritten. Out: caller closes with db_close.
 * Errors: ERR_NOT_FOUND, ERR_CORRUPT (not of this kind, or damaged), ERR_STATE
 * (another version, and the role may not or cannot migrate), ERR_BUSY, ERR_IO,
 * ERR_DENIED (not writable), ERR_MEMORY; NOTE names the file.
 */
BASE_MUST_USE enum err db_open(const char *path, const struct db_kind *kind,
                               const struct db_role *role, struct db **out_db,
                               struct err_note *note);
/* NULL is fine. */
void db_close(struct db *db);

/* How db_create makes a file. */
struct db_plan {
    const struct db_kind *kind;
    uint32_t page_bytes; /* a power of two from 4096 to 65536 */
    bool is_replacing;   /* whether a file that is there gives way */
    enum err (*fill)(struct db *db, void *ctx, struct err_note *note);
    void *ctx;
};

/*
 * Makes a file (0600): a neighbour is filled in one transaction, VACUUMed,
 * synced, and moved to PATH, so that PATH is whole or not there.
 * Errors: ERR_EXISTS (unless replacing), ERR_FULL, ERR_IO, ERR_DENIED, or what
 * FILL returned.
 */
BASE_MUST_USE enum err db_create(const char *path, const struct db_plan *plan,
                                 struct err_note *note);

/* --- transactions --------------------------------------------------------- */

enum db_lock {
    DB_LOCK_READ,  /* a view that does not change */
    DB_LOCK_WRITE, /* others may read until the commit */
    DB_LOCK_ALONE, /* nobody reads or writes; waits longer for it */
};

/* Errors: ERR_BUSY after 5 seconds (30 for DB_LOCK_ALONE), ERR_IO, ... */
BASE_MUST_USE enum err db_begin(struct db *db, enum db_lock lock);
/*
 * Ends the transaction: commits when SO_FAR is ERR_OK, else rolls back and
 * returns SO_FAR. After an error nothing of it is there, unless the commit
 * itself failed half way: then the next use opens the file again, and what it
 * reads after that is durable.
 */
BASE_MUST_USE enum err db_end(struct db *db, enum err so_far);
/* Rolls back; fine when nothing is open. */
void db_rollback(struct db *db);

/* Gives back the memory of pages that were read, where no query needs them. */
void db_forget_pages(struct db *db);

/* --- statements ----------------------------------------------------------- */

/* One run of a statement; remembers the first error, so that a caller checks
 * once. Ended with db_query_end or db_run. */
struct db_query {
    struct db *db;
    struct sqlite3_stmt *stmt; /* NULL after an error */
    enum err err;
};

/* Starts statement NUMBER of the kind's table; a denied one says ERR_DENIED
 * when it is run. A number out of the table aborts. */
struct db_query db_query_start(struct db *db, size_t number);

/* Values by position from 1. Text and bytes are not copied: they live until the
 * query ends. */
void db_bind_int(struct db_query *q, int at, int64_t value);
void db_bind_text(struct db_query *q, int at, const char *text);
void db_bind_blob(struct db_query *q, int at, const void *bytes, size_t len);

/* The next row. Errors: see db_err; ERR_EXISTS for a key twice. */
BASE_MUST_USE enum err db_query_next(struct db_query *q, bool *out_has_row);
void db_query_end(struct db_query *q);
/* Runs a query that gives no row, and ends it. */
BASE_MUST_USE enum err db_run(struct db_query *q);
/* Runs a query that must change ROWS rows: another number is ERR_CODE. */
BASE_MUST_USE enum err db_run_changing(struct db_query *q, int rows,
                                       enum err err_code);
/* Runs a query that gives at most one row of one integer, and ends it.
 * ERR_NOT_FOUND without a row. */
BASE_MUST_USE enum err db_run_int(struct db_query *q, int64_t *out_value);

/* Columns of the row, from 0; texts and bytes live until the next row. */
int64_t db_int(const struct db_query *q, int column);
const char *db_text(const struct db_query *q, int column); /* never NULL */
const uint8_t *db_blob(const struct db_query *q, int column, size_t *out_len);
/* Exactly LEN bytes, or ERR_CORRUPT. */
BASE_MUST_USE enum err db_blob_into(const struct db_query *q, int column,
                                    uint8_t *out, size_t len);
/* A text that fits SIZE bytes with its NUL, or ERR_CORRUPT. */
BASE_MUST_USE enum err db_text_into(const struct db_query *q, int column,
                                    char *out, size_t size);

/* What a result code of SQLite means in our words. */
enum err db_err(int result_code);

#endif
