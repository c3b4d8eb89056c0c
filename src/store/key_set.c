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
    struct key_set_entry *entries = calloc(capacity, sizeof *entries);
    if (entries == NULL)
        return ERR_MEMORY;
    *set = (struct key_set){entries, capacity, 0, most, {0}};
    crypto_shorthash_keygen(set->hash_key);
    return ERR_OK;
}

void key_set_wipe(struct key_set *set)
{
    free(set->entries);
    sodium_memzero(set, sizeof *set);
}

/* Where a key is, or the free place where it would be. */
static struct key_set_entry *place(const struct key_set *set,
                                   const uint8_t key[static 32])
{
    uint8_t hash[crypto_shorthash_BYTES];
    uint64_t at = 0;
    (void)crypto_shorthash(hash, key, 32, set->hash_key);
    memcpy(&at, hash, sizeof at);
    for (;; at++) {
        struct key_set_entry *e = &set->entries[at & (set->capacity - 1)];
        if (e->row == 0 || memcmp(e->key, key, 32) == 0)
            return e;
    }
}

uint32_t key_set_find(const struct key_set *set, const uint8_t key[static 32])
{
    return place(set, key)->row;
}

enum err key_set_add(struct key_set *set, const uint8_t key[static 32],
                     uint32_t row)
{
    err_assert(row != 0 && set->count < set->most);
    struct key_set_entry *e = place(set, key);
    if (e->row != 0)
        return ERR_EXISTS;
    memcpy(e->key, key, 32);
    e->row = row;
    set->count++;
    return ERR_OK;
}
