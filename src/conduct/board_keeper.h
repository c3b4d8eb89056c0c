/*
 * The board of a wave on its way into site.db, while the wave is still open:
 * piece by piece, hashed as it passes by.
 */
#ifndef CHORUS_CONDUCT_BOARD_KEEPER_H
#define CHORUS_CONDUCT_BOARD_KEEPER_H

#include "conduct/watch.h"
#include "store/site.h"
#include "wave/board.h"

struct conduct_board_keeper {
    struct site *site; /* not owned, as the next two */
    const char *wave;
    const struct conduct_watch *watch;
    struct buf waiting; /* for the next transaction */
    uint64_t len;       /* in site.db */
};

/*
 * Takes away what a close that came to no end left of a board: before its wave
 * takes a ballot again, and before a copy of site.db is made. Beside one more
 * ballot, the board of those before it would tell whose that is. Errors: those
 * of site_board_drop; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_board_drop(struct site *site, const char *wave,
                                          struct err_note *note);

/* Nothing of an earlier board is left: see conduct_board_drop. */
void conduct_board_keeper_begin(struct site *site, const char *wave,
                                const struct conduct_watch *watch,
                                struct conduct_board_keeper *out_keeper);
/* Where the board is written to; its errors are those of site_board_add. */
struct wave_board_sink conduct_board_keeper_sink(
    struct conduct_board_keeper *keeper);
/* Puts the rest into site.db. Errors: those of site_board_add. */
BASE_MUST_USE enum err conduct_board_keeper_finish(
    struct conduct_board_keeper *keeper);
/* Frees; what is in site.db stays. */
void conduct_board_keeper_wipe(struct conduct_board_keeper *keeper);

#endif
