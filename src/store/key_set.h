/*
 * Private to store: which row holds a 32-byte key, in memory. Sized once, open
 * addressing. A key is known by its mark, half as long: 128 bits of SipHash
 * under a random key of the set. Nobody outside chooses collisions of places or
 * of marks, and that two of 1,000,000 keys have one mark has a chance of 2^-89.
 */
#ifndef CHORUS_STORE_KEY_SET_H
#define CHORUS_STORE_KEY_SET_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct key_mark {
    uint64_t at; /* also where the search for its place begins */
    uint64_t rest;
};

struct key_set {
    uint32_t *entries; /* rows by the mark of their key; 0: free */
    /* Of row i + 1: untouched memory until it is added. */
    struct key_mark *marks;
    size_t capacity; /* of entries, a power of two */
    size_t count;
    size_t most;
    uint8_t hash_key[16];
};

/* Room for MOST keys, of rows 1 to MOST. Wiped with key_set_wipe. ERR_MEMORY.
 */
BASE_MUST_USE enum err key_set_init(struct key_set *set, size_t most);
void key_set_wipe(struct key_set *set);
/* The row of a key, 0 when it is not there. */
uint32_t key_set_find(const struct key_set *set, const uint8_t key[static 32]);
/* Adds a key; ERR_EXISTS. Row 0 or above MOST aborts. */
BASE_MUST_USE enum err key_set_add(struct key_set *set,
                                   const uint8_t key[static 32], uint32_t row);

#endif
