/*
 * A copy of one of our files as it is at one moment, while others use it: for
 * backups. The bytes are those of the file, page by page, so that a copy shows
 * no order that the file does not; it leaves no journal and no other file.
 * Reads no row and knows no role.
 */
#ifndef CHORUS_STORE_COPY_H
#define CHORUS_STORE_COPY_H

#include "base/buf.h"

/* Which kind of file. */
enum store_kind {
    STORE_SITE,
    STORE_PEOPLE,
    STORE_INVITES,
    STORE_BALLOTS,
};

/*
 * Copies it whole, or fails; writers wait meanwhile. What a crash left is
 * rolled back first. Out: freed with buf_wipe. Errors: ERR_NOT_FOUND,
 * ERR_CORRUPT (not of this kind, or damaged), ERR_BUSY, ERR_IO, ERR_MEMORY;
 * NOTE names the file.
 */
BASE_MUST_USE enum err store_copy(const char *path, enum store_kind kind,
                                  struct buf *out_bytes, struct err_note *note);

#endif
