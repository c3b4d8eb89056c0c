/*
 * Private to store: a rollback journal as the VFS "chorus" keeps it. SQLite
 * writes it piece by piece; here it stays in memory until SQLite needs it on
 * the disk, goes there in one piece under a seal, and is overwritten with zeros
 * when it has served. After a large commit its file keeps its length: what lies
 * in it is zeros.
 * Source: src/PROTOCOL.md, "Rules for the implementation"; SQLite's file
 * format, section 3 (https://www.sqlite.org/fileformat2.html).
 *
 * What a commit costs: three syncs, of the journal, of the database and of the
 * zeros, and one of the folder while the file is empty; a file that keeps its
 * length makes the first and the last cheap.
 * SQLite alone needs five. It syncs a journal's pages before their number,
 * because a number without the pages would roll back what is not there: the
 * seal, a hash over all of it, tells such a journal from a whole one. For the
 * same reason the zeros need one sync, not one for the head and one for the
 * rest: a journal that is half zeros is none.
 */
#ifndef CHORUS_STORE_JOURNAL_H
#define CHORUS_STORE_JOURNAL_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

struct journal {
    sqlite3_file file;
    sqlite3_file *below; /* follows in the same memory */
    uint8_t *bytes;      /* what SQLite has written, or found */
    sqlite3_int64 size;
    sqlite3_int64 room;
    sqlite3_int64 length;  /* of the file, when it was opened */
    sqlite3_int64 on_disk; /* so much of the file may be other than zeros */
    bool is_found;         /* they lay there when it was opened */
    bool is_sealed;        /* it is on its way to the disk, or there */
    bool is_changed;       /* in memory, since it was synced */
};

/*
 * Opens the journal NAME through the VFS V, in F: a struct journal with room
 * for V's file behind it. What lies there and is whole is what SQLite will
 * read; anything else is no journal. Out and errors: those of xOpen.
 */
int journal_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags,
                 int *out_flags);

/* Overwrites what lies in the journal NAME with zeros, syncs, and empties it.
 * No journal is fine. Errors: those of SQLite's files. */
int journal_empty(sqlite3_vfs *v, const char *name);

/* Whether a journal of this name holds anything but zeros; also when it cannot
 * be read. */
bool journal_is_filled(sqlite3_vfs *v, const char *name);

#endif
