/*
 * From sealed ballots to the two documents that a wave publishes, board and
 * release: the only place where single ballots are opened. They are counted
 * one by one and forgotten. A close publishes what comes out; a retally
 * compares it with what was published. No clock and no random number: the same
 * files, manifest, survey and closing date give the same bytes.
 * Source: src/RELEASE.md, "The release file"; src/PROTOCOL.md, "Board".
 */
#ifndef CHORUS_CONDUCT_COUNTING_H
#define CHORUS_CONDUCT_COUNTING_H

#include "conduct/closing_files.h"
#include "conduct/documents.h"
#include "conduct/opener.h"
#include "survey/definition.h"

/* All that a count needs and makes. */
struct conduct_counting {
    const struct conduct_wave *wave; /* not owned */
    struct conduct_opener *opener;   /* not owned */
    struct buf survey_bytes;
    struct survey *survey;
    struct tally *tally;
    struct conduct_closing_rows rows; /* after conduct_counting_make */
    struct wave_trustee_sig trustees[WAVE_TRUSTEES_MAX];
    size_t trustee_count;
    uint8_t board_sha256[WAVE_HASH_BYTES]; /* of its bytes, not signed yet */
    struct buf release;                    /* exact bytes, not signed yet */
};
#define CONDUCT_COUNTING_INIT                                                  \
    {                                                                          \
        .survey_bytes = BUF_INIT, .release = BUF_INIT                          \
    }

/* What the ballots do not say. */
struct conduct_counting_terms {
    /* NULL: a first count. Otherwise what was published then, whose date and
     * trustees' signatures are taken over: whoever opens, the bytes are the
     * same. */
    const struct published_release *again;
    const char *closed;     /* of a first count: its date */
    const char *afterwards; /* how things stand after a failure, for NOTE */
    const struct wave_board_sink *board; /* where the board's bytes go */
    const struct conduct_watch *watch;   /* NULL: nobody waits */
};

/*
 * Gets ready: the wave's own survey, its key or the shares of it opened. In:
 * OPENER has asked; WAVE and OPENER outlive the count. Out: ended with
 * conduct_counting_end. Errors: ERR_DENIED (a passphrase is wrong), ERR_CORRUPT
 * (the stored survey is another one), those of the stores and of
 * conduct_opener_open; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_counting_begin(
    struct site *site, const struct conduct_wave *wave,
    struct conduct_opener *opener, struct conduct_counting *out_counting,
    struct err_note *note);

/*
 * Lists the ballots, has trustees sign the list (of a first count), makes the
 * key, opens and counts every ballot, and writes both documents. Takes the same
 * memory for any number of ballots. In: FILES that are not open for new ballots
 * and outlive the count. Errors: those of conduct_closing_rows_read and
 * conduct_closing_rows_open, conduct_opener_key, wave_board_write and
 * release_compute; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_counting_make(
    struct conduct_counting *counting,
    const struct conduct_closing_files *files,
    const struct conduct_counting_terms *terms, struct err_note *note);

/*
 * Reads both documents of a first count again, as anybody will once they are
 * published, but for what the board key signs. In: the board is whole in
 * SITE's file. Errors: those of conduct_results_check, ERR_CORRUPT (another
 * board lies there); a line in NOTE.
 */
BASE_MUST_USE enum err conduct_counting_check(
    const struct conduct_counting *counting, struct site *site,
    const struct conduct_watch *watch, struct err_note *note);

/* Wipes and frees. */
void conduct_counting_end(struct conduct_counting *counting);

#endif
