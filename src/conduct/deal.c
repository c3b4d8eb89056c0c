#include "conduct/deal.h"

#include "ceremony/sharefile.h"

#include <sodium.h>

/* In sodium_malloc memory. */
struct conduct_deal {
    struct wave_trustees public; /* points into the arrays below */
    struct wave_trustee_commitment promised[WAVE_TRUSTEES_MAX];
    struct wave_trustee_public signers[WAVE_TRUSTEES_MAX];
    struct token_scalar polynomial[WAVE_TRUSTEES_MAX];
    struct token_element commitments[WAVE_TRUSTEES_MAX];
    struct sharefile_public sign_pk[WAVE_TRUSTEES_MAX];
    struct sharefile_secret secrets[WAVE_TRUSTEES_MAX];
};

static void make_trustee(struct conduct_deal *d, uint32_t i)
{
    struct wave_trustee_seed seed;
    trustee_share_make(d->polynomial, d->public.threshold, i + 1,
                       &d->secrets[i].share);
    wave_trustee_keypair(&d->signers[i], &seed);
    memcpy(d->secrets[i].sign_seed, seed.b, sizeof seed.b);
    memcpy(d->sign_pk[i].b, d->signers[i].b, sizeof d->sign_pk[i].b);
    sodium_memzero(&seed, sizeof seed);
}

enum err conduct_deal_new(uint32_t threshold, uint32_t count,
                          struct conduct_deal **out_deal)
{
    err_assert(threshold > 0 && threshold <= count &&
               count <= WAVE_TRUSTEES_MAX);
    struct conduct_deal *d = sodium_malloc(sizeof *d);
    if (d == NULL)
        return ERR_MEMORY;
    sodium_memzero(d, sizeof *d);
    d->public =
        (struct wave_trustees){threshold, count, d->promised, d->signers};
    trustee_polynomial_new(threshold, d->polynomial);
    enum err e = trustee_commit(d->polynomial, threshold, d->commitments);
    if (e != ERR_OK) {
        sodium_free(d);
        return e;
    }
    for (uint32_t i = 0; i < threshold; i++)
        memcpy(d->promised[i].b, d->commitments[i].b, sizeof d->promised[i].b);
    for (uint32_t i = 0; i < count; i++)
        make_trustee(d, i);
    *out_deal = d;
    return ERR_OK;
}

void conduct_deal_free(struct conduct_deal *deal)
{
    sodium_free(deal);
}

const struct wave_trustees *conduct_deal_public(const struct conduct_deal *deal)
{
    return &deal->public;
}

enum err conduct_deal_write_share(const struct conduct_deal *d,
                                  const char *path, const char *wave,
                                  const struct ballot_public_key *seal_pk,
                                  uint32_t number, const char *passphrase,
                                  const struct keyfile_limits *limits,
                                  struct err_note *note)
{
    const struct sharefile_wave known = {
        .wave = wave,
        .seal_pk = seal_pk,
        .threshold = d->public.threshold,
        .trustees = d->public.count,
        .commitments = d->commitments,
        .sign_pk = d->sign_pk,
    };
    err_assert(number > 0 && number <= d->public.count);
    return sharefile_write(path, &known, &d->secrets[number - 1], passphrase,
                           limits, note);
}

enum err conduct_deal_write_seal(const struct conduct_deal *d, const char *path,
                                 const char *wave,
                                 const struct ballot_secret_key *seal_sk,
                                 const struct ballot_public_key *seal_pk,
                                 struct err_note *note)
{
    struct wrap_key key;
    trustee_key(&d->polynomial[0], &key);
    enum err e =
        keyfile_write_shared(path, wave, seal_sk, seal_pk, &key,
                             d->public.threshold, d->public.count, note);
    sodium_memzero(&key, sizeof key);
    return e;
}
