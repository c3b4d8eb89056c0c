/*
 * Whole files: read in one go, written so that after a crash there is the old
 * one or the new one and nothing between.
 */
#ifndef CHORUS_BASE_FILE_H
#define CHORUS_BASE_FILE_H

#include "base/buf.h"

#include <sys/types.h>

/*
 * Reads a whole file of at most MAX bytes. Out: caller frees with buf_free.
 * Errors: ERR_NOT_FOUND, ERR_RANGE (larger), ERR_IO, ERR_MEMORY; NOTE (may be
 * NULL) names the file.
 */
BASE_MUST_USE enum err file_read(const char *path, size_t max,
                                 struct buf *out_bytes, struct err_note *note);

/*
 * Writes a file whole: a neighbour is written, synced and renamed over PATH,
 * then the folder is synced. MODE as for open(2), 0600 for secrets.
 * Errors: ERR_FULL, ERR_IO, ERR_DENIED; the old file is untouched then.
 */
BASE_MUST_USE enum err file_write(const char *path, const void *bytes,
                                  size_t len, mode_t mode,
                                  struct err_note *note);

/* As file_write, but ERR_EXISTS when PATH is there. */
BASE_MUST_USE enum err file_write_new(const char *path, const void *bytes,
                                      size_t len, mode_t mode,
                                      struct err_note *note);

/* Overwrites a small secret file with zeros, syncs, removes it, syncs the
 * folder. A missing file is fine: it is a step that is repeated. */
BASE_MUST_USE enum err file_destroy(const char *path, struct err_note *note);

/*
 * Puts a finished file at another name in the same folder: syncs it, renames
 * it, syncs the folder. Errors: ERR_EXISTS when TO is there and is not to be
 * replaced, ERR_NOT_FOUND, ERR_IO, ERR_FULL, ERR_DENIED; TO is untouched then.
 */
BASE_MUST_USE enum err file_move(const char *from, const char *to,
                                 bool is_replacing, struct err_note *note);

/* Makes sure that the names in PATH's folder are on the disk. Errors: ERR_IO,
 * ERR_NOT_FOUND, ERR_DENIED, ERR_RANGE. */
BASE_MUST_USE enum err file_sync_folder(const char *path,
                                        struct err_note *note);

/* Makes a folder with MODE; one that is there is fine. */
BASE_MUST_USE enum err file_make_dir(const char *path, mode_t mode,
                                     struct err_note *note);

/* Writes all LEN bytes, however often write(2) takes a part; false: errno says
 * why not. */
bool file_put(int fd, const void *bytes, size_t len);

/* Whether something is at PATH. */
bool file_exists(const char *path);

/* dir + "/" + name into OUT; ERR_RANGE when it does not fit. */
#define FILE_PATH_MAX 1024
struct file_path {
    char s[FILE_PATH_MAX];
};
BASE_MUST_USE enum err file_join(const char *dir, const char *name,
                                 struct file_path *out_path);

/* What errno means in our words: ENOSPC and EDQUOT are ERR_FULL, ... */
enum err file_err(int errno_value);

#endif
