/*
 * Many files in one: a tar archive (POSIX ustar) of ordinary files without
 * times, owners or links, written so that after a crash there is the whole one
 * or none under its name. Any tar reads it.
 * Source: IEEE Std 1003.1-2017, pax, "ustar Interchange Format".
 */
#ifndef CHORUS_BASE_ARCHIVE_H
#define CHORUS_BASE_ARCHIVE_H

#include "base/file.h"

#define ARCHIVE_NAME_MAX 99
#define ARCHIVE_FILE_MAX ((size_t)1 << 31) /* bytes of one file in it */

struct archive;

/*
 * Begins PATH (0600), beside it as PATH.part; what an interrupted one left
 * there gives way. Out: ended with archive_finish or archive_abandon. Errors:
 * ERR_EXISTS (PATH is there: it is never written over), ERR_DENIED, ERR_FULL,
 * ERR_IO, ERR_MEMORY; NOTE names it.
 */
BASE_MUST_USE enum err archive_create(const char *path,
                                      struct archive **out_archive,
                                      struct err_note *note);

/* Adds a file. In: NAME, at most ARCHIVE_NAME_MAX bytes. Errors: ERR_RANGE,
 * ERR_FULL, ERR_IO; NOTE. */
BASE_MUST_USE enum err archive_add(struct archive *archive, const char *name,
                                   const void *bytes, size_t len,
                                   struct err_note *note);

/* Ends it, syncs it, gives it its name; frees ARCHIVE also after an error, when
 * nothing is left. Errors: as above. */
BASE_MUST_USE enum err archive_finish(struct archive *archive,
                                      struct err_note *note);
/* Takes away what was written, and frees; NULL is fine. */
void archive_abandon(struct archive *archive);

/*
 * Calls FN for each file of an archive, in its order; an error of FN ends it.
 * In: not trusted. BYTES live until FN returns. Errors: ERR_NOT_FOUND,
 * ERR_FORMAT (no archive, cut off, or with anything but ordinary files),
 * ERR_RANGE (a file too large), ERR_IO, ERR_MEMORY; NOTE names it.
 */
BASE_MUST_USE enum err archive_each(const char *path,
                                    enum err (*fn)(void *ctx, const char *name,
                                                   const struct buf *bytes,
                                                   struct err_note *note),
                                    void *ctx, struct err_note *note);

#endif
