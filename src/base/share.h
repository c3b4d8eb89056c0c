/* Files that come with the programs: beside them in a work tree, or where
 * `make install` puts them. */
#ifndef CHORUS_BASE_SHARE_H
#define CHORUS_BASE_SHARE_H

#include "base/file.h"

/*
 * The first of COUNT names that is there. In: TRIES, absolute or from the
 * folder of the running program. Errors: ERR_NOT_FOUND.
 */
BASE_MUST_USE enum err share_find(const char *const *tries, size_t count,
                                  struct file_path *out_path);

#endif
