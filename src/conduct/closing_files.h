/*
 * The two files of a wave while it closes: their states, and their rows turned
 * into what a board is made of. Knows counts and hashes, and holds no list of
 * them; sees sealed ballots pass by on their way to the tally.
 */
#ifndef CHORUS_CONDUCT_CLOSING_FILES_H
#define CHORUS_CONDUCT_CLOSING_FILES_H

#include "conduct/watch.h"
#include "conduct/wave_record.h"
#include "release/tally.h"
#include "store/ballots_read.h"
#include "store/invites.h"
#include "wave/board.h"

struct conduct_closing_files {
    struct invites *invites;
    struct ballots_read *ballots;
};

/* Over the keys of used invites, in the file's order. */
struct conduct_closing_digest {
    uint8_t b[32];
};

/* What the files hold, for the board. Its two long lists stay in the files, and
 * are gone through there. */
struct conduct_closing_rows {
    const struct conduct_closing_files *files;
    const struct wave_manifest *manifest;
    const struct conduct_watch *watch; /* NULL: nobody waits */
    struct wave_board_count *counts;   /* manifest->group_count */
    size_t used_count;
    struct wave_board_replaced *replaced; /* struck out while unused */
    size_t replaced_count;
    size_t leaf_count;
    size_t places; /* more of neither there cannot be */
    /* What was listed: whatever is gone through later is that. */
    struct conduct_closing_digest used;
    struct ballots_read_digest ballots;
};

/* Opens both. Errors: those of invites_open, ballots_read_open. */
BASE_MUST_USE enum err conduct_closing_files_open(
    const struct conduct_wave_paths *paths, struct conduct_closing_files *out,
    struct err_note *note);
void conduct_closing_files_close(struct conduct_closing_files *files);

/* Sets the state of both. Errors: those of the stores, in NOTE. */
BASE_MUST_USE enum err conduct_closing_files_set(
    struct conduct_closing_files *files, enum wave_state state,
    struct err_note *note);

/*
 * Sets those that are closing, and only those, back to open. Errors: as above.
 */
BASE_MUST_USE enum err conduct_closing_files_reopen(
    struct conduct_closing_files *files, struct err_note *note);

/*
 * Lists all rows, opening none. In: the file of ballots takes none, and FILES
 * and WATCH outlive the rows; AFTERWARDS, how things stand after a failure, for
 * NOTE. Out: freed with conduct_closing_rows_free. Errors: ERR_CORRUPT (a group
 * that the manifest does not have, more rows than places), ERR_DENIED (given up
 * by whoever watches), those of the stores; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_closing_rows_read(
    const struct conduct_closing_files *files,
    const struct wave_manifest *manifest, const char *afterwards,
    const struct conduct_watch *watch, struct conduct_closing_rows *out_rows,
    struct err_note *note);

/* The long lists of a board, as they were listed; each walk of them gives
 * ERR_CORRUPT when the file holds anything else by then, and ERR_DENIED when it
 * is given up. */
struct wave_list conduct_closing_rows_used(
    const struct conduct_closing_rows *rows);
struct wave_list conduct_closing_rows_leaves(
    const struct conduct_closing_rows *rows);

/*
 * Puts each ballot of ROWS through TALLY, with all cores; none when the file
 * holds other ballots than were listed. Errors: ERR_CORRUPT (it does), those of
 * the tally, and as above.
 */
BASE_MUST_USE enum err conduct_closing_rows_open(
    const struct conduct_closing_rows *rows, struct tally *tally,
    const char *afterwards, struct err_note *note);

/* NOTE for an error E of a walk. */
BASE_MUST_USE enum err conduct_closing_rows_say(enum err e,
                                                const char *afterwards,
                                                struct err_note *note);
void conduct_closing_rows_free(struct conduct_closing_rows *rows);

#endif
