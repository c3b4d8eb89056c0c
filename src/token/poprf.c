#include "token/poprf.h"

#include "token/oprf.h"

/*
 * A role (struct token_blinded, ...) as what the group computes with, and back.
 * Copies, not casts; those of secrets are wiped where they are made.
 */
#define SCALAR_FROM(scalar, role)                                              \
    memcpy((scalar).b, (role)->b, sizeof(scalar).b)
#define ELEMENT_FROM(element, role)                                            \
    memcpy((element).b, (role)->b, sizeof(element).b)
#define ROLE_FROM(role, value) memcpy((role)->b, (value).b, sizeof(value).b)

static enum err keypair_out(const struct token_scalar *sk,
                            struct token_secret_key *out_sk,
                            struct token_public_key *out_pk)
{
    struct token_element pk;
    enum err e = token_element_mul_base(sk, &pk);
    if (e != ERR_OK)
        return e;
    ROLE_FROM(out_sk, *sk);
    ROLE_FROM(out_pk, pk);
    return ERR_OK;
}

enum err token_keypair_new(struct token_secret_key *out_sk,
                           struct token_public_key *out_pk)
{
    struct token_scalar sk;
    token_scalar_random(&sk);
    enum err e = keypair_out(&sk, out_sk, out_pk);
    sodium_memzero(&sk, sizeof sk);
    return e;
}

enum err token_derive_keypair(const uint8_t seed[static TOKEN_SEED_BYTES],
                              const uint8_t *info, size_t info_len,
                              struct token_secret_key *out_sk,
                              struct token_public_key *out_pk)
{
    struct token_scalar sk;
    enum err e =
        token_oprf_derive_key(TOKEN_MODE_POPRF, seed, info, info_len, &sk);
    if (e == ERR_OK)
        e = keypair_out(&sk, out_sk, out_pk);
    sodium_memzero(&sk, sizeof sk);
    return e;
}

enum err token_public_key_from(const struct token_secret_key *sk,
                               struct token_public_key *out_pk)
{
    struct token_scalar scalar;
    struct token_element pk;
    SCALAR_FROM(scalar, sk);
    enum err e = token_element_mul_base(&scalar, &pk);
    sodium_memzero(&scalar, sizeof scalar);
    if (e == ERR_OK)
        ROLE_FROM(out_pk, pk);
    return e;
}

enum err token_context_new(const struct token_secret_key *sk,
                           const uint8_t *info, size_t info_len,
                           struct token_context **out_context)
{
    struct token_scalar scalar;
    SCALAR_FROM(scalar, sk);
    enum err e = token_oprf_context_new(TOKEN_MODE_POPRF, &scalar, info,
                                        info_len, out_context);
    sodium_memzero(&scalar, sizeof scalar);
    return e;
}

enum err token_context_make(const struct token_secret_key *sk,
                            const uint8_t *info, size_t info_len,
                            struct token_context *out_context)
{
    struct token_scalar scalar;
    SCALAR_FROM(scalar, sk);
    enum err e = token_oprf_context_make(TOKEN_MODE_POPRF, &scalar, info,
                                         info_len, out_context);
    sodium_memzero(&scalar, sizeof scalar);
    return e;
}

enum err token_evaluate(const struct token_context *context,
                        const struct token_blinded *blinded,
                        struct token_evaluated *out_evaluated,
                        struct token_proof *out_proof)
{
    struct token_element element;
    struct token_element evaluated;
    ELEMENT_FROM(element, blinded);
    enum err e =
        token_oprf_evaluate(context, &element, 1, NULL, &evaluated, out_proof);
    if (e == ERR_OK)
        ROLE_FROM(out_evaluated, evaluated);
    return e;
}

enum err token_finish_server(const struct token_context *context,
                             const uint8_t *input, size_t input_len,
                             struct token_key *out_key)
{
    return token_oprf_finish_server(context, input, input_len, out_key);
}

enum err token_tweaked_key_from(const struct token_public_key *pk,
                                const uint8_t *info, size_t info_len,
                                struct token_tweaked_key *out_key)
{
    struct token_element element;
    struct token_element tweaked;
    ELEMENT_FROM(element, pk);
    enum err e = token_oprf_proof_key(TOKEN_MODE_POPRF, &element, info,
                                      info_len, &tweaked);
    if (e == ERR_OK)
        ROLE_FROM(out_key, tweaked);
    return e;
}

enum err token_blind_input(const uint8_t *input, size_t input_len,
                           const struct token_blind *given,
                           struct token_blind *out_blind,
                           struct token_blinded *out_blinded)
{
    struct token_scalar blind;
    struct token_element blinded;
    if (given != NULL)
        SCALAR_FROM(blind, given);
    else
        token_scalar_random(&blind);
    enum err e =
        token_oprf_blind(TOKEN_MODE_POPRF, input, input_len, &blind, &blinded);
    if (e == ERR_OK) {
        ROLE_FROM(out_blind, blind);
        ROLE_FROM(out_blinded, blinded);
    }
    sodium_memzero(&blind, sizeof blind);
    return e;
}

enum err token_finish(const struct token_blind *blind,
                      const struct token_tweaked_key *tweaked,
                      const struct token_evaluated *evaluated,
                      const struct token_blinded *blinded,
                      const struct token_proof *proof, const uint8_t *input,
                      size_t input_len, const uint8_t *info, size_t info_len,
                      struct token_key *out_key)
{
    struct token_element key;
    struct token_element asked;
    struct token_element answered;
    ELEMENT_FROM(key, tweaked);
    ELEMENT_FROM(asked, blinded);
    ELEMENT_FROM(answered, evaluated);
    enum err e =
        token_oprf_verify(TOKEN_MODE_POPRF, &key, &asked, &answered, 1, proof);
    if (e != ERR_OK)
        return e;
    struct token_scalar scalar;
    SCALAR_FROM(scalar, blind);
    e = token_oprf_finish(TOKEN_MODE_POPRF, &scalar, &answered, input,
                          input_len, info, info_len, out_key);
    sodium_memzero(&scalar, sizeof scalar);
    return e;
}
