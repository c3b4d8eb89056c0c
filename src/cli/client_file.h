/*
 * What ships with Chorus and is beside this program or in the share folder of
 * the installation: above all the browser bundle that a wave is opened with,
 * copied into site.db, its hash in the manifest, so that an upgrade changes no
 * promise.
 */
#ifndef CHORUS_CLI_CLIENT_FILE_H
#define CHORUS_CLI_CLIENT_FILE_H

#include "base/buf.h"
#include "base/file.h"

/* The bundle, and its words in other languages than English, whose hash the
 * bundle holds. */
struct cli_client {
    struct buf script;
    struct buf words;
};

/*
 * Reads PATH, or when that is NULL client/survey.js beside this program, or
 * client/survey.js in the share folder of the installation; and the words
 * beside it, survey.words.json. Out: freed with cli_client_free. Errors:
 * ERR_NOT_FOUND (NOTE says where it looked), ERR_DENIED (words that are not the
 * bundle's), those of file_read.
 */
BASE_MUST_USE enum err cli_client_read(const char *path,
                                       struct cli_client *out_client,
                                       struct err_note *note);
void cli_client_free(struct cli_client *client);

/* Finds a file of surveys/ as it ships ("resources.json"). False: it is not
 * there. */
bool cli_shipped_find(const char *name, struct file_path *out_path);

#endif
