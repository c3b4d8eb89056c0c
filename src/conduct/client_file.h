/*
 * The browser bundle that a wave is opened with: copied into site.db, its hash
 * in the manifest, so that an upgrade changes no promise.
 */
#ifndef CHORUS_CONDUCT_CLIENT_FILE_H
#define CHORUS_CONDUCT_CLIENT_FILE_H

#include "base/buf.h"
#include "base/file.h"

/* The bundle, and its words in other languages than English, whose hash the
 * bundle holds. */
struct conduct_client {
    struct buf script;
    struct buf words;
};

/*
 * Reads PATH, or when that is NULL client/survey.js beside this program or in
 * the share folder of the installation; and the words beside it,
 * survey.words.json. Out: freed with conduct_client_free. Errors: ERR_NOT_FOUND
 * (NOTE says where it looked), ERR_DENIED (words that are not the bundle's),
 * those of file_read.
 */
BASE_MUST_USE enum err conduct_client_read(const char *path,
                                           struct conduct_client *out_client,
                                           struct err_note *note);
void conduct_client_free(struct conduct_client *client);

#endif
