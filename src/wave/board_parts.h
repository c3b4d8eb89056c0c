/*
 * What the board's writer and its checker share: the departments as the board
 * lists them, what may not stand twice, and the text itself.
 */
#ifndef CHORUS_WAVE_BOARD_PARTS_H
#define CHORUS_WAVE_BOARD_PARTS_H

#include "wave/board.h"

/*
 * Adds up a manifest's groups by department, those below
 * WAVE_BOARD_DEPARTMENT_FLOOR as "Other departments" (together with a
 * department of that name), bytewise by name. In: COUNTS by group, or NULL for
 * rosters only; the sums are the caller's to judge. Out: caller frees the list
 * with free(); the names are the manifest's or static. Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err wave_board_departments(
    const struct wave_manifest *m, const struct wave_board_count *counts,
    struct wave_board_department **out_list, size_t *out_count);

/* Whether no two of the leaves have the same sealed ballot. Errors: ERR_EXISTS
 * (two have), those of wave_list_in_order. */
BASE_MUST_USE enum err wave_board_sealed_once(const struct wave_list *leaves);

/* Whether no code that was replaced is in a list of used hashes. Errors:
 * ERR_EXISTS (one is), ERR_MEMORY, those of the list. */
BASE_MUST_USE enum err wave_board_replaced_unused(
    const struct wave_board_replaced *replaced, size_t count,
    const struct wave_list *used);

/*
 * Writes BOARD as canonical JSON, its long lists from USED and LEAVES, which
 * are in order; the root of BOARD is read when the leaves have passed. Without
 * HAS_SPOILED it is what trustees sign. Errors: ERR_MEMORY, those of the lists
 * and of SINK.
 */
BASE_MUST_USE enum err wave_board_put(const struct wave_board *board,
                                      const struct wave_list *used,
                                      const struct wave_list *leaves,
                                      bool has_spoiled,
                                      const struct wave_board_sink *sink);

/* A sink that hashes; CONTEXT is a crypto_hash_sha256_state. */
struct wave_board_sink wave_board_hasher(void *state);

#endif
