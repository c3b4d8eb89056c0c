/*
 * The published documents of a closed wave, checked as anybody outside would
 * check them, in an institution's folder or in files that somebody downloaded:
 * signatures by the manifest's board key, the board's own word, the release
 * naming both and agreeing with both, the trustees' signatures. What holds for
 * the figures is the auditor's business.
 */
#ifndef CHORUS_CLI_DOCUMENTS_H
#define CHORUS_CLI_DOCUMENTS_H

#include "cli/downloads.h"
#include "cli/wave_record.h"
#include "release/published.h"
#include "wave/board.h"

struct cli_results {
    struct buf release_bytes;
    struct buf board_bytes;
    struct buf survey_bytes; /* with cli_results_of_call; empty: not given */
    struct published_release *release; /* NULL: the board alone was asked for */
    struct wave_board *board;
};
#define CLI_RESULTS_INIT                                                       \
    {                                                                          \
        .release_bytes = BUF_INIT, .board_bytes = BUF_INIT,                    \
        .survey_bytes = BUF_INIT                                               \
    }

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

/*
 * Everything but the board key's signatures. In: RESULTS has the bytes, whose
 * signatures were checked or which are to be signed. Out: its board, and the
 * release with HAS_RELEASE, also after an error; freed by the caller. Errors:
 * ERR_DENIED, ERR_FORMAT, ERR_MEMORY; a line in NOTE.
 */
BASE_MUST_USE enum err cli_results_check(const struct cli_wave *wave,
                                         bool has_release,
                                         struct cli_results *results,
                                         struct err_note *note);

/*
 * The same of what somebody without a folder has. Takes the bytes it needs out
 * of DOWNLOADS; its release and its survey may be empty. Out: OUT_WAVE, of
 * which row.name, row.manifest_hash, manifest and mh are filled; freed with
 * cli_wave_free and cli_results_free. Errors: as above. Whether the manifest is
 * the promised one is for the caller to ask, by its fingerprint.
 */
BASE_MUST_USE enum err cli_results_take(struct cli_downloads *downloads,
                                        struct cli_wave *out_wave,
                                        struct cli_results *out_results,
                                        struct err_note *note);

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
bool cli_results_need_comparing(const struct cli *cli);

/*
 * What a command with CLI_OUTSIDE_OPTIONS is asked to check: the wave of its
 * first word in the folder of the call, or at --url, or FILES, when --manifest
 * is given; and --fingerprint. Out: as cli_results_take. Errors: wrong usage (a
 * wave and files, or neither; a file without the others), ERR_DENIED (another
 * fingerprint), those of cli_wave_load, cli_results_load, cli_downloads_read,
 * cli_downloads_fetch and cli_results_take.
 */
BASE_MUST_USE enum err cli_results_of_call(
    struct cli *cli, const struct cli_download_files *files, bool with_release,
    struct cli_wave *out_wave, struct cli_results *out_results);

#endif
