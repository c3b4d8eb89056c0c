/*
 * What a command that checks published documents is asked to check: a wave of
 * the folder, one of a server, or files that somebody downloaded.
 */
#ifndef CHORUS_CLI_OUTSIDE_H
#define CHORUS_CLI_OUTSIDE_H

#include "cli/cli.h"
#include "conduct/desk.h"
#include "conduct/documents.h"

/* Rows of an options table for commands that check from outside. */
#define CLI_OUTSIDE_OPTIONS                                                    \
    {"url", "URL",                                                             \
     "Check the WAVE of this server: all of its documents are fetched, and "   \
     "nothing is sent.",                                                       \
     0},                                                                       \
        {"manifest", "FILE",                                                   \
         "Check files, as they were downloaded: /v1/waves/WAVE/manifest.", 0}, \
        {"board", "FILE", "/v1/waves/WAVE/board.", 0},                         \
        {"board-sig", "FILE",                                                  \
         "/v1/waves/WAVE/board.sig; without it, the board's file name and "    \
         ".sig.",                                                              \
         0},                                                                   \
    {                                                                          \
        "fingerprint", "F",                                                    \
            "The fingerprint of the letter or the poster: the manifest must "  \
            "have it.",                                                        \
            0                                                                  \
    }

/* Whether what CALL checked came from outside, without a fingerprint that the
 * caller knows: a person must compare it. */
bool cli_outside_needs_comparing(const struct cli *cli);

/*
 * What a command with CLI_OUTSIDE_OPTIONS is asked to check: the wave of its
 * first word in the folder of the call, or at --url, or FILES, when --manifest
 * is given; and --fingerprint. In: OUT_DESK as CONDUCT_DESK_INIT. Out: its
 * wave; closed with conduct_desk_close, when the results are freed, which may
 * read there. The rest as conduct_results_take. Errors: wrong
 * usage (a wave and files, or neither; a file without the others), ERR_DENIED
 * (another fingerprint), those of conduct_wave_load, conduct_results_load,
 * conduct_downloads_read, conduct_downloads_fetch and conduct_results_take.
 */
BASE_MUST_USE enum err cli_outside_results(
    struct cli *cli, const struct conduct_download_files *files,
    bool with_release, struct conduct_desk *out_desk,
    struct conduct_results *out_results);

#endif
