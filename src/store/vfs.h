/*
 * Private to store: the SQLite VFS "chorus", the system's own with one change.
 * A rollback journal holds the pages as they were, and so the last group of
 * ballots by what it changed; here it is overwritten with zeros over its full
 * length, and synced, before a commit is one: store/journal.h.
 * Source: src/PROTOCOL.md, "Rules for the implementation".
 */
#ifndef CHORUS_STORE_VFS_H
#define CHORUS_STORE_VFS_H

#include "base/err.h"

#include <stdbool.h>

#define VFS_NAME "chorus"

/*
 * Registers the VFS over the one that is the default at the first call; later
 * calls do nothing. Any thread. Errors: ERR_MEMORY, ERR_IO.
 */
BASE_MUST_USE enum err vfs_register(void);

/*
 * Overwrites what a crash between the end of a transaction and the end of the
 * overwriting left in a journal. The caller holds the exclusive lock of the
 * database, so that nobody writes or needs the journal.
 * In: DB_PATH, the database's path as it was opened. No journal is fine.
 * Errors: ERR_IO.
 */
BASE_MUST_USE enum err vfs_journal_scrub(const char *db_path);

/*
 * Overwrites and removes a journal whose database is gone, or about to be
 * replaced. Errors: ERR_IO, ERR_DENIED; NOTE names it.
 */
BASE_MUST_USE enum err vfs_journal_destroy(const char *db_path,
                                           struct err_note *note);

/* Whether a journal with anything but zeros in it lies beside the database. */
bool vfs_journal_is_filled(const char *db_path);

#endif
