/*
 * The published documents of a closed wave, checked as anybody outside would
 * check them, in an institution's folder or in files that somebody downloaded:
 * signatures by the manifest's board key, the board's own word, the release
 * naming both and agreeing with both. What holds for the figures is the
 * auditor's business.
 */
#ifndef CHORUS_CLI_DOCUMENTS_H
#define CHORUS_CLI_DOCUMENTS_H

#include "cli/wave_record.h"
#include "release/published.h"
#include "wave/board.h"

struct cli_results {
    struct buf release_bytes;
    struct buf board_bytes;
    struct published_release *release; /* NULL: the board alone was asked for */
    struct wave_board *board;
};

/*
 * Loads and checks both. Out: freed with cli_results_free. Errors:
 * ERR_NOT_FOUND (not closed yet), ERR_DENIED (a signature, the board's counts,
 * hashes that do not fit), ERR_FORMAT, ERR_MEMORY; a line in NOTE.
 */
BASE_MUST_USE enum err cli_results_load(struct site *site,
                                        const struct cli_wave *wave,
                                        struct cli_results *out_results,
                                        struct err_note *note);
void cli_results_free(struct cli_results *results);

/* Files as the server hands them out, under any names. */
struct cli_result_files {
    const char *manifest;
    const char *board;
    const char *board_sig;   /* NULL: BOARD.sig */
    const char *release;     /* NULL: the board alone */
    const char *release_sig; /* NULL: RELEASE.sig */
};

/*
 * The same from files, for somebody who has no folder. Out: OUT_WAVE, of which
 * row.name, row.manifest_hash, manifest and mh are filled; freed with
 * cli_wave_free and cli_results_free. Errors: as above, and those of file_read.
 * Whether the manifest is the promised one is for the caller to ask, by its
 * fingerprint.
 */
BASE_MUST_USE enum err cli_results_read(const struct cli_result_files *files,
                                        struct cli_wave *out_wave,
                                        struct cli_results *out_results,
                                        struct err_note *note);

/* Rows of an options table for commands that take files. */
#define CLI_FILES_OPTIONS                                                      \
    {"manifest", "FILE",                                                       \
     "Check files, not a folder's wave: /v1/waves/WAVE/manifest as it was "    \
     "downloaded.",                                                            \
     0},                                                                       \
        {"board", "FILE", "The same of /v1/waves/WAVE/board.", 0},             \
        {"board-sig", "FILE",                                                  \
         "The same of /v1/waves/WAVE/board.sig; without it, the board's file " \
         "name and .sig.",                                                     \
         0},                                                                   \
    {                                                                          \
        "fingerprint", "F",                                                    \
            "The fingerprint of the letter or the poster: the manifest must "  \
            "have it.",                                                        \
            0                                                                  \
    }

/*
 * What a command with CLI_FILES_OPTIONS is asked to check: the wave of its
 * first word in the folder of the call, or FILES, when --manifest is given; and
 * --fingerprint. Out: as cli_results_read. Errors: wrong usage (both, or
 * neither; a file without the others), ERR_DENIED (another fingerprint), those
 * of cli_wave_load, cli_results_load and cli_results_read.
 */
BASE_MUST_USE enum err cli_results_of_call(struct cli *cli,
                                           const struct cli_result_files *files,
                                           struct cli_wave *out_wave,
                                           struct cli_results *out_results);

#endif
