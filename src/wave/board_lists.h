/*
 * The two lists of a board that are as long as the wave has ballots, read from
 * the text itself: as JSON values they would take fifty times the room of their
 * bytes, and standing in memory they would take more the more ballots there
 * are. What is left is a small document for the strict reader.
 */
#ifndef CHORUS_WAVE_BOARD_LISTS_H
#define CHORUS_WAVE_BOARD_LISTS_H

#include "wave/board.h"

/* One of the lists, while it is read. */
struct wave_board_walk {
    const char *key;
    size_t size; /* of an item */
    wave_list_fn *fn;
    void *to;
    bool is_found;
    uint64_t at; /* behind its bracket */
    size_t count;
};

/*
 * Reads "used" and "leaves" of the outermost object: b64u of so many bytes
 * each, without escapes, in order, none twice. In: TEXT untrusted, maybe no
 * JSON at all; WALKS with key, size, fn and to. Out: WALKS; OUT_REST, the same
 * document with empty lists in their places, freed with buf_free. A list that
 * is not found is in OUT_REST as it was. Errors: ERR_FORMAT, ERR_RANGE (too
 * many), ERR_MEMORY, those of TEXT and of the functions.
 */
BASE_MUST_USE enum err wave_board_lists(const struct wave_board_text *text,
                                        struct wave_board_walk walks[static 2],
                                        struct buf *out_rest,
                                        struct err_note *note);

/* The items of one list once more: WALK has key, size, at and count; as above.
 */
BASE_MUST_USE enum err wave_board_list_again(const struct wave_board_text *text,
                                             struct wave_board_walk *walk);

#endif
