/*
 * The browser bundle that a wave is opened with: copied into site.db, its hash
 * in the manifest, so that an upgrade changes no promise.
 */
#ifndef CHORUS_CONDUCT_CLIENT_FILE_H
#define CHORUS_CONDUCT_CLIENT_FILE_H

#include "base/buf.h"

/*
 * Reads PATH, or when that is NULL client/survey.js beside this program, or
 * in the share folder of the installation. Out: freed with
 * buf_free. Errors: ERR_NOT_FOUND (NOTE says where it looked), those of
 * file_read.
 */
BASE_MUST_USE enum err conduct_client_file(const char *path,
                                           struct buf *out_bytes,
                                           struct err_note *note);

#endif
