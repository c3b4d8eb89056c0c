#include "collect/contexts.h"

#include <pthread.h>
#include <sodium.h>
#include <unistd.h>

#define PLACES_MAX 8192

/* Group g lives in place g % place_count. Held for reading while in use. */
struct place {
    pthread_rwlock_t lock;
    uint16_t group; /* 0: none yet */
};

struct contexts {
    struct token_secret_key *sk; /* guarded */
    struct wave_manifest_hash mh;
    struct place *places;
    size_t place_count;
    uint8_t *memory; /* guarded: a context for each place, under its lock */
};

/* Of what sodium_malloc takes beside the bytes asked for. */
#define CANARY_BYTES 16

static size_t places_of(size_t groups)
{
    return groups < PLACES_MAX ? groups : PLACES_MAX;
}

static struct place *place_of(const struct contexts *c, uint16_t group)
{
    return &c->places[group % c->place_count];
}

static struct token_context *context_of(const struct contexts *c,
                                        const struct place *p)
{
    const size_t at = (size_t)(p - c->places);
    return (struct token_context *)(c->memory +
                                    at * token_context_bytes(WAVE_INFO_BYTES));
}

static enum err check_key(const struct token_secret_key *sk,
                          const uint8_t pk[static 32])
{
    struct token_public_key own;
    if (token_public_key_from(sk, &own) != ERR_OK)
        return ERR_CORRUPT;
    return memcmp(own.b, pk, sizeof own.b) == 0 ? ERR_OK : ERR_CORRUPT;
}

static enum err make_room(struct contexts *c, size_t groups)
{
    err_assert(groups > 0);
    c->sk = sodium_malloc(sizeof *c->sk);
    c->memory = sodium_allocarray(places_of(groups),
                                  token_context_bytes(WAVE_INFO_BYTES));
    c->places = calloc(places_of(groups), sizeof *c->places);
    if (c->sk == NULL || c->memory == NULL || c->places == NULL)
        return ERR_MEMORY;
    c->place_count = places_of(groups);
    for (size_t i = 0; i < c->place_count; i++)
        (void)pthread_rwlock_init(&c->places[i].lock, NULL);
    return ERR_OK;
}

enum err contexts_new(const struct token_secret_key *sk,
                      const uint8_t pk[static 32],
                      const struct wave_manifest_hash *mh, size_t groups,
                      struct contexts **out_contexts)
{
    enum err e = check_key(sk, pk);
    if (e != ERR_OK)
        return e;
    struct contexts *c = calloc(1, sizeof *c);
    if (c == NULL)
        return ERR_MEMORY;
    e = make_room(c, groups);
    if (e != ERR_OK) {
        contexts_free(c);
        return e;
    }
    c->mh = *mh;
    *c->sk = *sk;
    (void)sodium_mprotect_readonly(c->sk);
    *out_contexts = c;
    return ERR_OK;
}

size_t contexts_locked_bytes(size_t groups)
{
    /* The key has a page of its own, and so has what begins in a page; before
     * each lies what libsodium knows an overrun by. */
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    const size_t all = places_of(groups) * token_context_bytes(WAVE_INFO_BYTES);
    const size_t rest = all == 0 ? 0 : all + CANARY_BYTES;
    return page + (rest + page - 1) / page * page;
}

void contexts_free(struct contexts *contexts)
{
    if (contexts == NULL)
        return;
    for (size_t i = 0; i < contexts->place_count; i++)
        (void)pthread_rwlock_destroy(&contexts->places[i].lock);
    sodium_free(contexts->memory); /* which also wipes */
    sodium_free(contexts->sk);
    free(contexts->places);
    free(contexts);
}

/* With the place held for writing. */
static enum err make(struct contexts *c, struct place *p, uint16_t group)
{
    uint8_t info[WAVE_INFO_BYTES];
    wave_info(&c->mh, group, info);
    p->group = 0;
    enum err e = token_context_make(c->sk, info, sizeof info, context_of(c, p));
    if (e == ERR_OK)
        p->group = group;
    return e;
}

enum err contexts_get(struct contexts *contexts, uint16_t group,
                      const struct token_context **out_context)
{
    struct place *p = place_of(contexts, group);
    err_assert(group != 0);
    (void)pthread_rwlock_rdlock(&p->lock);
    if (p->group != group) {
        (void)pthread_rwlock_unlock(&p->lock);
        (void)pthread_rwlock_wrlock(&p->lock);
        enum err e = p->group == group ? ERR_OK : make(contexts, p, group);
        if (e != ERR_OK) {
            (void)pthread_rwlock_unlock(&p->lock);
            return e;
        }
    }
    *out_context = context_of(contexts, p);
    return ERR_OK;
}

void contexts_put_back(struct contexts *contexts, uint16_t group)
{
    (void)pthread_rwlock_unlock(&place_of(contexts, group)->lock);
}
