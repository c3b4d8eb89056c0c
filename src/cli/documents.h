/*
 * The published documents of a closed wave, checked as anybody outside would
 * check them: signatures by the manifest's board key, the board's own word, the
 * release naming both. What holds for the figures is the auditor's business.
 */
#ifndef CHORUS_CLI_DOCUMENTS_H
#define CHORUS_CLI_DOCUMENTS_H

#include "cli/wave_record.h"
#include "release/published.h"
#include "wave/board.h"

struct cli_results {
    struct buf release_bytes;
    struct buf board_bytes;
    struct published_release *release;
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

#endif
