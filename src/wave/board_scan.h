/*
 * The text of a board, character by character, through a window.
 */
#ifndef CHORUS_WAVE_BOARD_SCAN_H
#define CHORUS_WAVE_BOARD_SCAN_H

#include "wave/board.h"

struct board_scan {
    struct wave_board_text text;
    uint64_t at; /* of the next character */
    uint8_t *window;
    size_t used; /* of the window's bytes */
    size_t len;
    enum err err; /* the first; after it the text has ended */
};

/* Begins at AT. Errors: ERR_MEMORY. Ended with board_scan_wipe, also then. */
BASE_MUST_USE enum err board_scan_init(struct board_scan *s,
                                       const struct wave_board_text *text,
                                       uint64_t at);
void board_scan_wipe(struct board_scan *s);

/* The next character; -1 at the end. */
int board_scan_peek(struct board_scan *s);
/* Passes the character that was peeked at. */
void board_scan_pass(struct board_scan *s);
/* The next LEN characters; false when there are not so many. */
bool board_scan_take(struct board_scan *s, char *out, size_t len);

#endif
