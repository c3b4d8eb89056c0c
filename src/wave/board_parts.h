/*
 * What the board's writer and its checker share: the departments as the board
 * lists them, and the order of its lists.
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

/* Bytewise order of two struct wave_leaf or struct wave_used_hash (or any hash
 * of 32 bytes), for qsort and bsearch. */
int wave_board_compare_leaves(const void *a, const void *b);
int wave_board_compare_hashes(const void *a, const void *b);

#endif
