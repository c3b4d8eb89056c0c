/*
 * The root of the board's leaves: the SHA-256 tree of RFC 9162, 2.1.1.
 */
#ifndef CHORUS_WAVE_MERKLE_H
#define CHORUS_WAVE_MERKLE_H

#include "wave/derive.h"

struct wave_root {
    uint8_t b[WAVE_HASH_BYTES];
};

/*
 * In: COUNT leaves in the board's order (sorted by the caller); NULL with 0,
 * whose root is SHA-256 of nothing.
 */
void wave_merkle_root(const struct wave_leaf *leaves, size_t count,
                      struct wave_root *out_root);

#endif
