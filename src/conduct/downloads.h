/*
 * What a wave's server hands to everybody, gathered by somebody who has no
 * folder: from files under any names, or from the server itself. Whole
 * documents only, so that nobody learns what is looked for in them. Checks
 * nothing.
 */
#ifndef CHORUS_CONDUCT_DOWNLOADS_H
#define CHORUS_CONDUCT_DOWNLOADS_H

#include "base/buf.h"

#include <stdbool.h>

/* The exact bytes; freed with conduct_downloads_free. */
struct conduct_downloads {
    struct buf manifest;
    struct buf board;
    struct buf board_sig;
    struct buf release; /* empty: it was not asked for */
    struct buf release_sig;
    struct buf survey; /* empty: as the release, or the file was not named */
};
#define CONDUCT_DOWNLOADS_INIT                                                 \
    {                                                                          \
        BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT             \
    }

/* Where they are: names of files. */
struct conduct_download_files {
    const char *manifest;
    const char *board;
    const char *board_sig;   /* NULL: BOARD.sig */
    const char *release;     /* NULL: the board alone */
    const char *release_sig; /* NULL: RELEASE.sig */
    const char *survey;      /* NULL: none */
};

/* Errors: those of file_read, and ERR_RANGE (a name too long); a line in
 * NOTE. */
BASE_MUST_USE enum err conduct_downloads_read(
    const struct conduct_download_files *files,
    struct conduct_downloads *out_downloads, struct err_note *note);

/*
 * GETs them from BASE_URL/v1/waves/WAVE/. In: WAVE a valid name; release and
 * survey only WITH_RELEASE. Errors: those of voter_http_get, and ERR_NOT_FOUND
 * for what is not published yet; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_downloads_fetch(
    const char *base_url, const char *wave, bool with_release,
    struct conduct_downloads *out_downloads, struct err_note *note);

void conduct_downloads_free(struct conduct_downloads *downloads);

#endif
