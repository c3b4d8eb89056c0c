/*
 * Private to store: what the two files of a wave have alike, a table of one row
 * with the wave's state. Their statement tables begin with WAVE_FILE_STATEMENTS
 * and their schemas with the same table.
 */
#ifndef CHORUS_STORE_WAVE_FILE_H
#define CHORUS_STORE_WAVE_FILE_H

#include "store/db.h"
#include "store/wave_state.h"

enum wave_file_statement {
    WAVE_FILE_STATE,
    WAVE_FILE_STATE_SET,
    WAVE_FILE_START,
    WAVE_FILE_STATEMENT_COUNT, /* the first number of the file's own */
};

/* clang-format off */
#define WAVE_FILE_STATEMENTS \
    [WAVE_FILE_STATE] = "SELECT state FROM wave WHERE id = 1", \
    [WAVE_FILE_STATE_SET] = "UPDATE wave SET state = ? WHERE id = 1", \
    [WAVE_FILE_START] = "INSERT INTO wave (id, state) VALUES (1, ?)"
/* clang-format on */

/* Enters the row, open; while the file is made. */
BASE_MUST_USE enum err wave_file_start(struct db *db);

/* Reads the state, inside the caller's transaction or by itself.
 * Errors: ERR_CORRUPT, ERR_BUSY, ERR_IO. */
BASE_MUST_USE enum err wave_file_state(struct db *db,
                                       enum wave_state *out_state);

/* Sets it in a transaction of its own that waits until it is alone.
 * Errors: ERR_STATE (closed stays closed), ERR_BUSY, ERR_IO, ERR_FULL. */
BASE_MUST_USE enum err wave_file_state_set(struct db *db,
                                           enum wave_state state);

/*
 * What to say to something new in this state: ERR_OK take it; ERR_CLOSED;
 * ERR_BUSY while the wave is closing, since it may open again.
 */
enum err wave_file_refusal(enum wave_state state, bool is_late);

#endif
