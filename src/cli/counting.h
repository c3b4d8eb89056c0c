/*
 * From sealed ballots to the two documents that a wave publishes, board and
 * release: the only place where single ballots are opened. They are counted
 * one by one and forgotten. A close publishes what comes out; a retally
 * compares it with what was published. No clock and no random number: the same
 * files, manifest, survey and closing date give the same bytes.
 * Source: src/RELEASE.md, "The release file"; src/PROTOCOL.md, "Board".
 */
#ifndef CHORUS_CLI_COUNTING_H
#define CHORUS_CLI_COUNTING_H

#include "cli/closing_files.h"
#include "survey/definition.h"

/* All that a count needs and makes. */
struct cli_counting {
    const struct cli_wave *wave;
    struct survey *survey;
    struct ballot_secret_key *secret; /* sodium_malloc */
    struct tally *tally;
    struct cli_closing_rows rows; /* after cli_counting_make */
    struct buf board;             /* exact bytes, not signed yet */
    struct buf release;
};

/*
 * Gets ready: the wave's own survey, its opening key. In: PASSPHRASE in normal
 * form; WAVE outlives the count. Out: ended with cli_counting_end. Errors:
 * ERR_DENIED (the passphrase is wrong), ERR_CORRUPT (the stored survey is
 * another one), those of the stores and of cli_unlock; a line in NOTE.
 */
BASE_MUST_USE enum err cli_counting_begin(struct site *site,
                                          const struct cli_wave *wave,
                                          const char *passphrase,
                                          struct cli_counting *out_counting,
                                          struct err_note *note);

/*
 * Opens and counts every ballot, and writes both documents, read again as
 * anybody else will read them. In: FILES that are not open for new ballots;
 * CLOSED, the date of the close; AFTERWARDS, how things stand after a failure,
 * for NOTE ("the wave is open as before"). Errors: those of
 * cli_closing_rows_read, wave_board_write and release_compute; a line in NOTE.
 */
BASE_MUST_USE enum err cli_counting_make(struct cli_counting *counting,
                                         struct cli_closing_files *files,
                                         const char *closed,
                                         const char *afterwards,
                                         struct err_note *note);

/* Wipes and frees. */
void cli_counting_end(struct cli_counting *counting);

#endif
