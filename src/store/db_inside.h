/*
 * What the files db*.c share, and nobody else: the connection itself.
 */
#ifndef CHORUS_STORE_DB_INSIDE_H
#define CHORUS_STORE_DB_INSIDE_H

#include "base/file.h"
#include "store/db.h"

#include <sqlite3.h>

#define DB_PATIENCE_MS 5000
/* Long, because it competes with a writer that is never idle under load. */
#define DB_PATIENCE_ALONE_MS 30000

struct db {
    sqlite3 *sqlite; /* NULL when it could not be opened again */
    const struct db_kind *kind;
    const struct db_role *role;
    sqlite3_stmt **statements; /* as many as the kind has; NULL: not yet */
    int patience_ms;           /* how long to wait for a lock */
    bool is_doubtful;          /* a commit failed: see db_ready */
    struct file_path path;
};

/* Runs one of our own texts that gives no row of interest. */
BASE_MUST_USE enum err db_exec(struct db *db, const char *sql);

/* A connection to a file, without role, settings or checks. */
BASE_MUST_USE enum err db_connect(const char *path, const struct db_kind *kind,
                                  struct db **out_db, struct err_note *note);

/* From now on the role's grants hold. */
void db_restrict(struct db *db);

/*
 * Makes sure that the connection can be trusted. When a commit fails half way,
 * its journal may be invalid already but not durably so: what reads as recorded
 * could be gone after a power cut. Opening the file again rolls the journal
 * back or overwrites and syncs it; after that, what reads as recorded stays.
 */
BASE_MUST_USE enum err db_ready(struct db *db);

/* db_begin on a connection that is ready, or being made so. */
BASE_MUST_USE enum err db_lock(struct db *db, enum db_lock lock);

#endif
