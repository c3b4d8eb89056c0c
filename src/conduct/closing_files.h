/*
 * The two files of a wave while it closes: their states, and their rows turned
 * into what a board is made of. Knows counts and hashes; sees sealed ballots
 * pass by, twice: to be listed, then on their way to the tally.
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

/* What the files hold, for the board. */
struct conduct_closing_rows {
    const struct wave_manifest *manifest;
    const struct conduct_watch *watch; /* NULL: nobody waits */
    struct wave_board_count *counts;   /* manifest->group_count */
    struct wave_used_hash *used;
    size_t used_count;
    struct wave_board_replaced *replaced; /* struck out while unused */
    size_t replaced_count;
    struct wave_leaf *leaves;
    uint16_t *groups; /* for which the leaves were redeemed */
    size_t leaf_count;
    size_t places; /* room of used, leaves and groups */
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
 * Lists all rows, opening none. In: the file of ballots takes none; AFTERWARDS,
 * how things stand after a failure, for NOTE; WATCH, also of what is opened
 * later, outlives the rows. Out: freed with
 * conduct_closing_rows_free. Errors: ERR_CORRUPT (a group that the manifest
 * does not have, more rows than places), ERR_DENIED (given up by whoever
 * watches), those of the stores; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_closing_rows_read(
    struct conduct_closing_files *files, const struct wave_manifest *manifest,
    const char *afterwards, const struct conduct_watch *watch,
    struct conduct_closing_rows *out_rows, struct err_note *note);

/*
 * Puts each ballot of ROWS through TALLY, with all cores. Errors: ERR_CORRUPT
 * (the file holds other ballots than were listed), those of the tally, and as
 * above.
 */
BASE_MUST_USE enum err conduct_closing_rows_open(
    struct conduct_closing_files *files,
    const struct conduct_closing_rows *rows, struct tally *tally,
    const char *afterwards, struct err_note *note);
void conduct_closing_rows_free(struct conduct_closing_rows *rows);

#endif
