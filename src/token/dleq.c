#include "token/dleq.h"

/* What both sides commit to, in the RFC's letters. */
struct commitment {
    struct token_element m;  /* the pairs' left sides, folded into one */
    struct token_element z;  /* their right sides */
    struct token_element t2; /* r * generator */
    struct token_element t3; /* r * m */
};

/* The seed that makes the weight of each pair depend on the key. */
static void seed_of(const struct token_dleq *st,
                    uint8_t out[static crypto_hash_sha512_BYTES])
{
    crypto_hash_sha512_state state;
    struct token_dst dst;
    token_dst_make("Seed-", st->mode, &dst);
    (void)crypto_hash_sha512_init(&state);
    token_sha512_put_sized(&state, st->key.b, sizeof st->key.b);
    token_sha512_put_sized(&state, dst.b, dst.len);
    (void)crypto_hash_sha512_final(&state, out);
}

static void weight_of(const struct token_dleq *st,
                      const uint8_t seed[static crypto_hash_sha512_BYTES],
                      size_t i, struct token_scalar *out)
{
    static const char composite[] = "Composite";
    const uint8_t index[2] = {(uint8_t)(i >> 8), (uint8_t)i};
    struct token_hasher h;
    token_suite_hasher("HashToScalar-", st->mode, &h);
    token_hasher_put_sized(&h, seed, crypto_hash_sha512_BYTES);
    token_hasher_put(&h, index, sizeof index);
    token_hasher_put_sized(&h, st->c[i].b, sizeof st->c[i].b);
    token_hasher_put_sized(&h, st->d[i].b, sizeof st->d[i].b);
    token_hasher_put(&h, composite, sizeof composite - 1);
    token_hasher_to_scalar(&h, out);
}

/* sum += weight * e; the first one starts the sum. */
static enum err fold(const struct token_scalar *weight,
                     const struct token_element *e, bool first,
                     struct token_element *sum)
{
    struct token_element term;
    enum err err = token_element_mul(weight, e, &term);
    if (err != ERR_OK)
        return err;
    if (!first)
        return token_element_add(sum, &term, sum);
    *sum = term;
    return ERR_OK;
}

/*
 * ComputeComposites, and with k ComputeCompositesFast, whose z is k * m:
 * the one who knows k saves half of the work.
 */
static enum err composites(const struct token_dleq *st,
                           const struct token_scalar *k, struct commitment *cm)
{
    uint8_t seed[crypto_hash_sha512_BYTES];
    err_assert(st->count > 0 && st->count <= TOKEN_FIELD_MAX);
    seed_of(st, seed);
    for (size_t i = 0; i < st->count; i++) {
        struct token_scalar weight;
        weight_of(st, seed, i, &weight);
        enum err e = fold(&weight, &st->c[i], i == 0, &cm->m);
        if (e == ERR_OK && k == NULL)
            e = fold(&weight, &st->d[i], i == 0, &cm->z);
        if (e != ERR_OK)
            return e;
    }
    return k == NULL ? ERR_OK : token_element_mul(k, &cm->m, &cm->z);
}

static void challenge_of(const struct token_dleq *st,
                         const struct commitment *cm, struct token_scalar *out)
{
    static const char challenge[] = "Challenge";
    struct token_hasher h;
    token_suite_hasher("HashToScalar-", st->mode, &h);
    token_hasher_put_sized(&h, st->key.b, sizeof st->key.b);
    token_hasher_put_sized(&h, cm->m.b, sizeof cm->m.b);
    token_hasher_put_sized(&h, cm->z.b, sizeof cm->z.b);
    token_hasher_put_sized(&h, cm->t2.b, sizeof cm->t2.b);
    token_hasher_put_sized(&h, cm->t3.b, sizeof cm->t3.b);
    token_hasher_put(&h, challenge, sizeof challenge - 1);
    token_hasher_to_scalar(&h, out);
}

enum err token_dleq_prove(const struct token_dleq *statement,
                          const struct token_scalar *k,
                          const struct token_scalar *random,
                          struct token_proof *out_proof)
{
    struct commitment cm;
    struct token_scalar r;
    struct token_scalar c;
    struct token_scalar s;
    if (random != NULL)
        r = *random;
    else
        token_scalar_random(&r);
    enum err e = composites(statement, k, &cm);
    if (e == ERR_OK)
        e = token_element_mul_base(&r, &cm.t2);
    if (e == ERR_OK)
        e = token_element_mul(&r, &cm.m, &cm.t3);
    if (e != ERR_OK)
        goto out;
    challenge_of(statement, &cm, &c);
    token_scalar_mul(&c, k, &s);
    token_scalar_sub(&r, &s, &s);
    memcpy(out_proof->b, c.b, sizeof c.b);
    memcpy(out_proof->b + sizeof c.b, s.b, sizeof s.b);
out:
    sodium_memzero(&r, sizeof r);
    sodium_memzero(&s, sizeof s);
    return e;
}

/* left * a + right * b; an A of NULL is the generator. */
static enum err combine(const struct token_scalar *left,
                        const struct token_element *a,
                        const struct token_scalar *right,
                        const struct token_element *b,
                        struct token_element *out)
{
    struct token_element x;
    struct token_element y;
    enum err e = a == NULL ? token_element_mul_base(left, &x)
                           : token_element_mul(left, a, &x);
    if (e == ERR_OK)
        e = token_element_mul(right, b, &y);
    return e != ERR_OK ? e : token_element_add(&x, &y, out);
}

enum err token_dleq_verify(const struct token_dleq *statement,
                           const struct token_proof *proof)
{
    struct commitment cm;
    struct token_scalar c;
    struct token_scalar s;
    struct token_scalar expected;
    memcpy(c.b, proof->b, sizeof c.b);
    memcpy(s.b, proof->b + sizeof c.b, sizeof s.b);
    if (!token_scalar_is_key(&c) || !token_scalar_is_key(&s))
        return ERR_ELEMENT;
    enum err e = composites(statement, NULL, &cm);
    if (e == ERR_OK)
        e = combine(&s, NULL, &c, &statement->key, &cm.t2);
    if (e == ERR_OK)
        e = combine(&s, &cm.m, &c, &cm.z, &cm.t3);
    if (e != ERR_OK)
        return e;
    challenge_of(statement, &cm, &expected);
    return sodium_memcmp(expected.b, c.b, sizeof c.b) == 0 ? ERR_OK
                                                           : ERR_DENIED;
}
