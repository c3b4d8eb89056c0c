/*
 * The two lists of a board that are as long as the wave has ballots, read from
 * the text itself: as JSON values they would take ten times their room. What is
 * left is a small document for the strict reader.
 */
#ifndef CHORUS_WAVE_BOARD_LISTS_H
#define CHORUS_WAVE_BOARD_LISTS_H

#include "wave/board.h"

/*
 * Reads "used" and "leaves" of the outermost object: b64u of so many bytes
 * each, without escapes, in order, none twice. In: TEXT untrusted, maybe no
 * JSON at all. Out: BOARD's two lists, also after an error the caller's to free
 * with wave_board_free; OUT_REST, the same document with empty lists in their
 * places, freed with buf_free. A list that is not found stays NULL, and is in
 * OUT_REST as it was. Errors: ERR_FORMAT, ERR_RANGE (too many), ERR_MEMORY.
 */
BASE_MUST_USE enum err wave_board_lists(const uint8_t *text, size_t len,
                                        struct wave_board *board,
                                        struct buf *out_rest,
                                        struct err_note *note);

#endif
