#include "token/oprf.h"

struct token_context {
    enum token_mode mode;
    struct token_scalar proven;   /* k of the proof: t, or skS */
    struct token_scalar exponent; /* what elements are multiplied with: 1/t,
                                     or skS */
    struct token_element key;     /* proven * generator */
    size_t info_len;
    uint8_t info[];
};

enum err token_oprf_derive_key(enum token_mode mode,
                               const uint8_t seed[static TOKEN_SEED_BYTES],
                               const uint8_t *info, size_t info_len,
                               struct token_scalar *out_sk)
{
    if (info_len > TOKEN_FIELD_MAX)
        return ERR_RANGE;
    for (unsigned counter = 0; counter <= UINT8_MAX; counter++) {
        const uint8_t counter_byte = (uint8_t)counter;
        struct token_hasher h;
        token_suite_hasher("DeriveKeyPair", mode, &h);
        token_hasher_put(&h, seed, TOKEN_SEED_BYTES);
        token_hasher_put_sized(&h, info, info_len);
        token_hasher_put(&h, &counter_byte, 1);
        struct token_scalar sk;
        token_hasher_to_scalar(&h, &sk);
        bool usable = token_scalar_is_key(&sk);
        if (usable)
            *out_sk = sk;
        sodium_memzero(&sk, sizeof sk);
        if (usable)
            return ERR_OK;
    }
    return ERR_ELEMENT;
}

/* m of the RFC: what an info adds to a POPRF key. */
static void tweak_of(const uint8_t *info, size_t info_len,
                     struct token_scalar *out)
{
    static const char label[] = "Info";
    struct token_hasher h;
    token_suite_hasher("HashToScalar-", TOKEN_MODE_POPRF, &h);
    token_hasher_put(&h, label, sizeof label - 1);
    token_hasher_put_sized(&h, info, info_len);
    token_hasher_to_scalar(&h, out);
}

enum err token_oprf_proof_key(enum token_mode mode,
                              const struct token_element *pk,
                              const uint8_t *info, size_t info_len,
                              struct token_element *out_key)
{
    if (info_len > TOKEN_FIELD_MAX)
        return ERR_RANGE;
    if (!token_element_is_valid(pk))
        return ERR_ELEMENT;
    if (mode != TOKEN_MODE_POPRF) {
        *out_key = *pk;
        return ERR_OK;
    }
    struct token_scalar m;
    struct token_element public_m;
    tweak_of(info, info_len, &m);
    enum err e = token_element_mul_base(&m, &public_m);
    return e != ERR_OK ? e : token_element_add(&public_m, pk, out_key);
}

static enum err input_element(enum token_mode mode, const uint8_t *input,
                              size_t input_len, struct token_element *out)
{
    if (input_len > TOKEN_FIELD_MAX)
        return ERR_RANGE;
    struct token_hasher h;
    token_suite_hasher("HashToGroup-", mode, &h);
    token_hasher_put(&h, input, input_len);
    return token_hasher_to_group(&h, out);
}

enum err token_oprf_blind(enum token_mode mode, const uint8_t *input,
                          size_t input_len, const struct token_scalar *blind,
                          struct token_element *out_blinded)
{
    struct token_element element;
    enum err e = input_element(mode, input, input_len, &element);
    if (e == ERR_OK)
        e = token_element_mul(blind, &element, out_blinded);
    sodium_memzero(&element, sizeof element);
    return e;
}

/* Fills the scalars and the key of a context from skS and its info. */
static enum err derive(struct token_context *cx, const struct token_scalar *sk)
{
    cx->proven = *sk;
    cx->exponent = *sk;
    if (!token_scalar_is_key(sk))
        return ERR_ELEMENT;
    if (cx->mode == TOKEN_MODE_POPRF) {
        struct token_scalar m;
        tweak_of(cx->info, cx->info_len, &m);
        token_scalar_add(sk, &m, &cx->proven);
        enum err e = token_scalar_invert(&cx->proven, &cx->exponent);
        if (e != ERR_OK)
            return e;
    }
    return token_element_mul_base(&cx->proven, &cx->key);
}

size_t token_context_bytes(size_t info_len)
{
    /* sodium_malloc aligns the end of what it gives, not its beginning. */
    const size_t align = _Alignof(max_align_t);
    const size_t size = sizeof(struct token_context) + info_len;
    return (size + align - 1) / align * align;
}

enum err token_oprf_context_make(enum token_mode mode,
                                 const struct token_scalar *sk,
                                 const uint8_t *info, size_t info_len,
                                 struct token_context *out_context)
{
    struct token_context *cx = out_context;
    if (info_len > TOKEN_FIELD_MAX)
        return ERR_RANGE;
    cx->mode = mode;
    cx->info_len = info_len;
    if (info_len > 0)
        memcpy(cx->info, info, info_len);
    return derive(cx, sk);
}

enum err token_oprf_context_new(enum token_mode mode,
                                const struct token_scalar *sk,
                                const uint8_t *info, size_t info_len,
                                struct token_context **out_context)
{
    if (info_len > TOKEN_FIELD_MAX)
        return ERR_RANGE;
    struct token_context *cx = sodium_malloc(token_context_bytes(info_len));
    if (cx == NULL)
        return ERR_MEMORY;
    enum err e = token_oprf_context_make(mode, sk, info, info_len, cx);
    if (e == ERR_OK && sodium_mprotect_readonly(cx) != 0)
        e = ERR_MEMORY;
    if (e != ERR_OK) {
        token_context_free(cx);
        return e;
    }
    *out_context = cx;
    return ERR_OK;
}

void token_context_free(struct token_context *context)
{
    sodium_free(context); /* which also wipes */
}

/* In mode VOPRF evaluated = k * blinded, in mode POPRF blinded = k * evaluated.
 */
static struct token_dleq statement(enum token_mode mode,
                                   const struct token_element *key,
                                   const struct token_element *blinded,
                                   const struct token_element *evaluated,
                                   size_t count)
{
    bool inverse = mode == TOKEN_MODE_POPRF;
    return (struct token_dleq){
        .mode = mode,
        .key = *key,
        .c = inverse ? evaluated : blinded,
        .d = inverse ? blinded : evaluated,
        .count = count,
    };
}

enum err token_oprf_evaluate(const struct token_context *context,
                             const struct token_element *blinded, size_t count,
                             const struct token_scalar *random,
                             struct token_element *out_evaluated,
                             struct token_proof *out_proof)
{
    err_assert((out_proof == NULL) == (context->mode == TOKEN_MODE_OPRF));
    for (size_t i = 0; i < count; i++) {
        enum err e = token_element_mul(&context->exponent, &blinded[i],
                                       &out_evaluated[i]);
        if (e != ERR_OK)
            return e;
    }
    if (out_proof == NULL)
        return ERR_OK;
    struct token_dleq st =
        statement(context->mode, &context->key, blinded, out_evaluated, count);
    return token_dleq_prove(&st, &context->proven, random, out_proof);
}

/* The hash at the end of Finalize and of Evaluate. */
static void output_of(enum token_mode mode, const uint8_t *input,
                      size_t input_len, const uint8_t *info, size_t info_len,
                      const struct token_element *unblinded,
                      struct token_key *out)
{
    static const char finalize[] = "Finalize";
    crypto_hash_sha512_state state;
    (void)crypto_hash_sha512_init(&state);
    token_sha512_put_sized(&state, input, input_len);
    if (mode == TOKEN_MODE_POPRF)
        token_sha512_put_sized(&state, info, info_len);
    token_sha512_put_sized(&state, unblinded->b, sizeof unblinded->b);
    (void)crypto_hash_sha512_update(&state, (const uint8_t *)finalize,
                                    sizeof finalize - 1);
    (void)crypto_hash_sha512_final(&state, out->b);
}

enum err token_oprf_finish_server(const struct token_context *context,
                                  const uint8_t *input, size_t input_len,
                                  struct token_key *out_key)
{
    struct token_element element;
    struct token_element evaluated;
    enum err e = input_element(context->mode, input, input_len, &element);
    if (e == ERR_OK)
        e = token_element_mul(&context->exponent, &element, &evaluated);
    if (e == ERR_OK)
        output_of(context->mode, input, input_len, context->info,
                  context->info_len, &evaluated, out_key);
    sodium_memzero(&element, sizeof element);
    sodium_memzero(&evaluated, sizeof evaluated);
    return e;
}

enum err token_oprf_verify(enum token_mode mode,
                           const struct token_element *key,
                           const struct token_element *blinded,
                           const struct token_element *evaluated, size_t count,
                           const struct token_proof *proof)
{
    err_assert(mode != TOKEN_MODE_OPRF);
    struct token_dleq st = statement(mode, key, blinded, evaluated, count);
    return token_dleq_verify(&st, proof);
}

enum err token_oprf_finish(enum token_mode mode,
                           const struct token_scalar *blind,
                           const struct token_element *evaluated,
                           const uint8_t *input, size_t input_len,
                           const uint8_t *info, size_t info_len,
                           struct token_key *out_key)
{
    if (input_len > TOKEN_FIELD_MAX || info_len > TOKEN_FIELD_MAX)
        return ERR_RANGE;
    struct token_scalar inverse;
    struct token_element unblinded;
    enum err e = token_scalar_invert(blind, &inverse);
    if (e == ERR_OK)
        e = token_element_mul(&inverse, evaluated, &unblinded);
    if (e == ERR_OK)
        output_of(mode, input, input_len, info, info_len, &unblinded, out_key);
    sodium_memzero(&inverse, sizeof inverse);
    sodium_memzero(&unblinded, sizeof unblinded);
    return e;
}
