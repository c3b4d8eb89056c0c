#include "store/key_set.h"

#include <sodium.h>

_Static_assert(sizeof((struct key_set *)0)->hash_key ==
                   crypto_shorthash_KEYBYTES,
               "SipHash's key");

enum err key_set_init(struct key_set *set, size_t most)
{
    err_assert(most < UINT32_MAX);
    size_t capacity = 16;
    while (capacity / 4 * 3 < most)
        capacity *= 2;
    struct key_set made = {.capacity = capacity, .most = most};
    made.entries = calloc(capacity, sizeof *made.entries);
    made.keys = calloc(most + 1, sizeof *made.keys); /* never of nothing */
    if (made.entries == NULL || made.keys == NULL) {
        free(made.entries);
        free(made.keys);
        return ERR_MEMORY;
    }
    crypto_shorthash_keygen(made.hash_key);
    *set = made;
    return ERR_OK;
}

void key_set_wipe(struct key_set *set)
{
    free(set->entries);
    free(set->keys);
    sodium_memzero(set, sizeof *set);
}

/* Where a key's row is, or the free place where it would be. */
static uint32_t *place(const struct key_set *set, const uint8_t key[static 32])
{
    uint8_t hash[crypto_shorthash_BYTES];
    uint64_t at = 0;
    (void)crypto_shorthash(hash, key, 32, set->hash_key);
    memcpy(&at, hash, sizeof at);
    for (;; at++) {
        uint32_t *row = &set->entries[at & (set->capacity - 1)];
        if (*row == 0 || memcmp(set->keys[*row - 1], key, 32) == 0)
            return row;
    }
}

uint32_t key_set_find(const struct key_set *set, const uint8_t key[static 32])
{
    return *place(set, key);
}

enum err key_set_add(struct key_set *set, const uint8_t key[static 32],
                     uint32_t row)
{
    err_assert(row != 0 && row <= set->most && set->count < set->most);
    uint32_t *at = place(set, key);
    if (*at != 0)
        return ERR_EXISTS;
    memcpy(set->keys[row - 1], key, 32);
    *at = row;
    set->count++;
    return ERR_OK;
}
