#include "store/key_set.h"

#include <sodium.h>

_Static_assert(sizeof((struct key_set *)0)->hash_key ==
                   crypto_shorthash_siphashx24_KEYBYTES,
               "SipHash's key");
_Static_assert(sizeof(struct key_mark) == crypto_shorthash_siphashx24_BYTES,
               "SipHash's longer value");

enum err key_set_init(struct key_set *set, size_t most)
{
    err_assert(most < UINT32_MAX);
    size_t capacity = 16;
    while (capacity / 4 * 3 < most)
        capacity *= 2;
    struct key_set made = {.capacity = capacity, .most = most};
    made.entries = calloc(capacity, sizeof *made.entries);
    made.marks = calloc(most + 1, sizeof *made.marks); /* never of nothing */
    if (made.entries == NULL || made.marks == NULL) {
        free(made.entries);
        free(made.marks);
        return ERR_MEMORY;
    }
    randombytes_buf(made.hash_key, sizeof made.hash_key);
    *set = made;
    return ERR_OK;
}

void key_set_wipe(struct key_set *set)
{
    free(set->entries);
    free(set->marks);
    sodium_memzero(set, sizeof *set);
}

static struct key_mark mark_of(const struct key_set *set,
                               const uint8_t key[static 32])
{
    uint8_t hash[crypto_shorthash_siphashx24_BYTES];
    struct key_mark mark;
    (void)crypto_shorthash_siphashx24(hash, key, 32, set->hash_key);
    memcpy(&mark, hash, sizeof mark);
    return mark;
}

/* Where a mark's row is, or the free place where it would be. */
static uint32_t *place(const struct key_set *set, const struct key_mark *mark)
{
    for (uint64_t at = mark->at;; at++) {
        uint32_t *row = &set->entries[at & (set->capacity - 1)];
        if (*row == 0 || memcmp(&set->marks[*row - 1], mark, sizeof *mark) == 0)
            return row;
    }
}

uint32_t key_set_find(const struct key_set *set, const uint8_t key[static 32])
{
    const struct key_mark mark = mark_of(set, key);
    return *place(set, &mark);
}

enum err key_set_add(struct key_set *set, const uint8_t key[static 32],
                     uint32_t row)
{
    err_assert(row != 0 && row <= set->most && set->count < set->most);
    const struct key_mark mark = mark_of(set, key);
    uint32_t *at = place(set, &mark);
    if (*at != 0)
        return ERR_EXISTS;
    set->marks[row - 1] = mark;
    *at = row;
    set->count++;
    return ERR_OK;
}
