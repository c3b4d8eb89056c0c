/*
 * Where the files that ship with a program are: beside it in a work tree, or
 * installed.
 */
#ifndef CHORUS_BASE_SHARE_H
#define CHORUS_BASE_SHARE_H

#include "base/file.h"

/*
 * The first that is there of "../NAME" and "../../NAME" beside this program's
 * own folder, "NAME" in it, and the installed one. Errors: ERR_NOT_FOUND; a
 * line in NOTE.
 */
BASE_MUST_USE enum err share_find(const char *name, struct file_path *out_path,
                                  struct err_note *note);

#endif
