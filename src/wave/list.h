/*
 * Lists that are as long as a wave has ballots: gone through from one end to
 * the other, as often as is needed, and never in memory whole.
 */
#ifndef CHORUS_WAVE_LIST_H
#define CHORUS_WAVE_LIST_H

#include "base/err.h"

#include <stddef.h>

/* One item of a list; an error ends the walk, and is its result. */
typedef enum err wave_list_fn(void *to, const uint8_t *item);

struct wave_list {
    /* Calls FN with each item, the same items every time, in any order. */
    enum err (*each)(const void *context, wave_list_fn *fn, void *to);
    const void *context;
    size_t count;
};

/* At most so many bytes of items stand in memory at once, unless more than
 * those begin with the same two bytes. */
#define WAVE_LIST_HELD_BYTES (32u << 20)

#define WAVE_LIST_ITEM_MAX 64u /* bytes */

/*
 * Calls FN with each item of LIST in bytewise order. A list that can be held is
 * gone through once; a longer one once to count what begins with which two
 * bytes, and once for each range that can be held. In: SIZE, bytes of an item,
 * at least 2; items of which nobody can make many that begin alike, or the
 * memory is theirs. Errors: ERR_CORRUPT (LIST is not the same every time, or
 * has not COUNT items), ERR_MEMORY, those of LIST and FN.
 */
BASE_MUST_USE enum err wave_list_in_order(const struct wave_list *list,
                                          size_t size, wave_list_fn *fn,
                                          void *to);

#endif
