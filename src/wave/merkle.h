/*
 * The root of the board's leaves: the SHA-256 tree of RFC 9162, 2.1.1.
 */
#ifndef CHORUS_WAVE_MERKLE_H
#define CHORUS_WAVE_MERKLE_H

#include "wave/derive.h"

struct wave_root {
    uint8_t b[WAVE_HASH_BYTES];
};

#define WAVE_MERKLE_LEVELS 64

/* The tree over the leaves so far: its full subtrees, largest first. */
struct wave_merkle {
    struct wave_root stack[WAVE_MERKLE_LEVELS];
    size_t height;
    uint64_t count;
};

void wave_merkle_init(struct wave_merkle *tree);
/* The next leaf, in the board's order (sorted by the caller). */
void wave_merkle_add(struct wave_merkle *tree, const struct wave_leaf *leaf);
/* The root of the leaves so far; of none, SHA-256 of nothing. */
void wave_merkle_end(const struct wave_merkle *tree,
                     struct wave_root *out_root);

/* All of it: COUNT leaves in that order; NULL with 0. */
void wave_merkle_root(const struct wave_leaf *leaves, size_t count,
                      struct wave_root *out_root);

#endif
