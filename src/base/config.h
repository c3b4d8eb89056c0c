/*
 * Settings: lines of "key = value", "#" starts a comment. Keys of chorus.conf
 * are those of a table that the reader passes; any other is an error with its
 * line.
 */
#ifndef CHORUS_BASE_CONFIG_H
#define CHORUS_BASE_CONFIG_H

#include "base/err.h"

#include <stddef.h>

#define CONFIG_VALUE_SIZE 256

/* One key that a file may set; VALUE holds the default before reading. */
struct config_entry {
    const char *key;
    char value[CONFIG_VALUE_SIZE];
};

/*
 * Reads a file over the defaults. A file that is not there leaves them.
 * Errors: ERR_FORMAT with "FILE:LINE: ..." in NOTE (unknown key, no "=", a
 * value too long, a key twice, a NUL), ERR_IO. ENTRIES is unchanged then.
 */
BASE_MUST_USE enum err config_read(const char *path,
                                   struct config_entry *entries, size_t count,
                                   struct err_note *note);

/*
 * For files whose keys come again and again: calls FN for each line that sets
 * something, in the file's order. In: WHERE is "FILE:LINE", for a note.
 * Errors: ERR_NOT_FOUND, ERR_FORMAT (no text, no "="), ERR_IO, ERR_MEMORY; or
 * what FN returned.
 */
BASE_MUST_USE enum err config_each(const char *path,
                                   enum err (*fn)(void *ctx, const char *key,
                                                  const char *value,
                                                  const char *where,
                                                  struct err_note *note),
                                   void *ctx, struct err_note *note);

/* The value of a key of the table; an unknown key aborts. */
const char *config_get(const struct config_entry *entries, size_t count,
                       const char *key);

#endif
