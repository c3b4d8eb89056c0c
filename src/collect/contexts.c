#include "collect/contexts.h"

#include <pthread.h>
#include <sodium.h>
#include <unistd.h>

#define PLACES 1024

/* Group g lives in place g % PLACES. Held for reading while in use. */
struct place {
    pthread_rwlock_t lock;
    uint16_t group;
    struct token_context *context; /* NULL: none yet */
};

struct contexts {
    struct token_secret_key *sk; /* guarded */
    struct wave_manifest_hash mh;
    struct place places[PLACES];
};

static enum err check_key(const struct token_secret_key *sk,
                          const uint8_t pk[static 32])
{
    struct token_public_key own;
    if (token_public_key_from(sk, &own) != ERR_OK)
        return ERR_CORRUPT;
    return memcmp(own.b, pk, sizeof own.b) == 0 ? ERR_OK : ERR_CORRUPT;
}

enum err contexts_new(const struct token_secret_key *sk,
                      const uint8_t pk[static 32],
                      const struct wave_manifest_hash *mh,
                      struct contexts **out_contexts)
{
    enum err e = check_key(sk, pk);
    if (e != ERR_OK)
        return e;
    struct contexts *c = calloc(1, sizeof *c);
    if (c == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < PLACES; i++)
        (void)pthread_rwlock_init(&c->places[i].lock, NULL);
    c->mh = *mh;
    c->sk = sodium_malloc(sizeof *c->sk);
    if (c->sk == NULL) {
        contexts_free(c);
        return ERR_MEMORY;
    }
    *c->sk = *sk;
    (void)sodium_mprotect_readonly(c->sk);
    *out_contexts = c;
    return ERR_OK;
}

size_t contexts_locked_bytes(size_t groups)
{
    /* Each, and the key, in a page of its own. */
    size_t pages = (groups < PLACES ? groups : PLACES) + 1;
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

void contexts_free(struct contexts *contexts)
{
    if (contexts == NULL)
        return;
    for (size_t i = 0; i < PLACES; i++) {
        token_context_free(contexts->places[i].context);
        (void)pthread_rwlock_destroy(&contexts->places[i].lock);
    }
    sodium_free(contexts->sk);
    free(contexts);
}

static bool holds(const struct place *p, uint16_t group)
{
    return p->context != NULL && p->group == group;
}

/* With the place held for writing. */
static enum err make(struct contexts *c, struct place *p, uint16_t group)
{
    uint8_t info[WAVE_INFO_BYTES];
    struct token_context *context = NULL;
    wave_info(&c->mh, group, info);
    enum err e = token_context_new(c->sk, info, sizeof info, &context);
    if (e != ERR_OK)
        return e;
    token_context_free(p->context);
    p->context = context;
    p->group = group;
    return ERR_OK;
}

enum err contexts_get(struct contexts *contexts, uint16_t group,
                      const struct token_context **out_context)
{
    struct place *p = &contexts->places[group % PLACES];
    (void)pthread_rwlock_rdlock(&p->lock);
    if (!holds(p, group)) {
        (void)pthread_rwlock_unlock(&p->lock);
        (void)pthread_rwlock_wrlock(&p->lock);
        enum err e = holds(p, group) ? ERR_OK : make(contexts, p, group);
        if (e != ERR_OK) {
            (void)pthread_rwlock_unlock(&p->lock);
            return e;
        }
    }
    *out_context = p->context;
    return ERR_OK;
}

void contexts_put_back(struct contexts *contexts, uint16_t group)
{
    (void)pthread_rwlock_unlock(&contexts->places[group % PLACES].lock);
}
