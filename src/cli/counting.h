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
#include "cli/documents.h"
#include "cli/opener.h"
#include "survey/definition.h"

/* All that a count needs and makes. */
struct cli_counting {
    const struct cli_wave *wave; /* not owned */
    struct cli_opener *opener;   /* not owned */
    struct buf survey_bytes;
    struct survey *survey;
    struct tally *tally;
    struct cli_closing_rows rows; /* after cli_counting_make */
    struct wave_trustee_sig trustees[WAVE_TRUSTEES_MAX];
    size_t trustee_count;
    struct buf board; /* exact bytes, not signed yet */
    struct buf release;
};
#define CLI_COUNTING_INIT                                                      \
    {                                                                          \
        .survey_bytes = BUF_INIT, .board = BUF_INIT, .release = BUF_INIT       \
    }

/* What the ballots do not say. */
struct cli_counting_terms {
    /* NULL: a first count. Otherwise what was published then, whose date and
     * trustees' signatures are taken over: whoever opens, the bytes are the
     * same. */
    const struct published_release *again;
    const char *closed;     /* of a first count: its date */
    const char *afterwards; /* how things stand after a failure, for NOTE */
};

/*
 * Gets ready: the wave's own survey, its key or the shares of it opened. In:
 * OPENER has asked; WAVE and OPENER outlive the count. Out: ended with
 * cli_counting_end. Errors: ERR_DENIED (a passphrase is wrong), ERR_CORRUPT
 * (the stored survey is another one), those of the stores and of
 * cli_opener_open; a line in NOTE.
 */
BASE_MUST_USE enum err cli_counting_begin(struct site *site,
                                          const struct cli_wave *wave,
                                          struct cli_opener *opener,
                                          struct cli_counting *out_counting,
                                          struct err_note *note);

/*
 * Lists the ballots, has trustees sign the list (of a first count), makes the
 * key, opens and counts every ballot, and writes both documents; those of a
 * first count are read again as anybody else will read them. In: FILES that are
 * not open for new ballots. Errors: those of cli_closing_rows_read and
 * cli_closing_rows_open, cli_opener_key, wave_board_write, release_compute and
 * cli_results_check; a line in NOTE.
 */
BASE_MUST_USE enum err cli_counting_make(struct cli_counting *counting,
                                         struct cli_closing_files *files,
                                         const struct cli_counting_terms *terms,
                                         struct err_note *note);

/* Wipes and frees. */
void cli_counting_end(struct cli_counting *counting);

#endif
