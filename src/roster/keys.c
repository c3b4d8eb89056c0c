#include "roster/keys.h"

#include "roster/invite.h"

static int by_pk(const void *a, const void *b)
{
    return memcmp(((const struct invites_key *)a)->pk,
                  ((const struct invites_key *)b)->pk, 32);
}

/* Keys on their way out of the file. */
struct loading {
    struct roster_keys *keys;
    size_t room;
};

static enum err take(void *ctx, const struct invites_key *key)
{
    struct loading *l = ctx;
    if (l->keys->count == l->room) {
        size_t room = l->room == 0 ? 256 : 2 * l->room;
        struct invites_key *more =
            reallocarray(l->keys->keys, room, sizeof *more);
        if (more == NULL)
            return ERR_MEMORY;
        l->keys->keys = more;
        l->room = room;
    }
    l->keys->keys[l->keys->count++] = *key;
    return ERR_OK;
}

enum err roster_keys_load(struct invites *invites,
                          struct roster_keys **out_keys)
{
    struct loading l = {calloc(1, sizeof *l.keys), 0};
    if (l.keys == NULL)
        return ERR_MEMORY;
    enum err e = invites_each(invites, take, &l);
    if (e != ERR_OK) {
        roster_keys_free(l.keys);
        return e;
    }
    if (l.keys->count > 0)
        qsort(l.keys->keys, l.keys->count, sizeof *l.keys->keys, by_pk);
    *out_keys = l.keys;
    return ERR_OK;
}

void roster_keys_free(struct roster_keys *keys)
{
    if (keys == NULL)
        return;
    free(keys->keys);
    free(keys);
}

const struct invites_key *roster_keys_find(const struct roster_keys *keys,
                                           const uint8_t pk[static 32])
{
    struct invites_key key = {0};
    memcpy(key.pk, pk, sizeof key.pk);
    if (keys->count == 0)
        return NULL;
    return bsearch(&key, keys->keys, keys->count, sizeof key, by_pk);
}

/* Marks each key that took another's place. */
static enum err mark_successors(const struct roster_keys *keys, bool *marks)
{
    for (size_t i = 0; i < keys->count; i++) {
        const struct invites_key *k = &keys->keys[i];
        if (k->state != INVITES_REPLACED)
            continue;
        const struct invites_key *next = roster_keys_find(keys, k->successor);
        if (next == NULL || next->group != k->group || marks[next - keys->keys])
            return ERR_CORRUPT;
        marks[next - keys->keys] = true;
    }
    return ERR_OK;
}

static enum err hash_of(const struct roster_keys *keys,
                        bool (*counts)(const struct invites_key *key,
                                       bool is_successor),
                        const bool *marks, size_t *out_count,
                        uint8_t out_sha256[static 32])
{
    size_t n = 0;
    struct invites_place *places = calloc(keys->count + 1, sizeof *places);
    if (places == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < keys->count; i++) {
        const struct invites_key *k = &keys->keys[i];
        if (!counts(k, marks[i]))
            continue;
        places[n].group = k->group;
        memcpy(places[n++].pk, k->pk, sizeof k->pk);
    }
    enum err e = roster_invites_hash(places, n, out_sha256);
    free(places);
    if (e == ERR_OK)
        *out_count = n;
    return e;
}

static bool is_promised(const struct invites_key *key, bool is_successor)
{
    (void)key;
    return !is_successor;
}

static bool is_current(const struct invites_key *key, bool is_successor)
{
    (void)is_successor;
    return key->state == INVITES_UNUSED || key->state == INVITES_USED;
}

enum err roster_keys_promised(const struct roster_keys *keys, size_t *out_count,
                              uint8_t out_sha256[static 32])
{
    bool *marks = calloc(keys->count + 1, sizeof *marks);
    enum err e = marks == NULL ? ERR_MEMORY : mark_successors(keys, marks);
    if (e == ERR_OK)
        e = hash_of(keys, is_promised, marks, out_count, out_sha256);
    free(marks);
    return e;
}

enum err roster_keys_current(const struct roster_keys *keys, size_t *out_count,
                             uint8_t out_sha256[static 32])
{
    bool *marks = calloc(keys->count + 1, sizeof *marks);
    enum err e = marks == NULL
                     ? ERR_MEMORY
                     : hash_of(keys, is_current, marks, out_count, out_sha256);
    free(marks);
    return e;
}
