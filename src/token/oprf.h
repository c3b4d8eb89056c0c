/*
 * The steps of RFC 9497, section 3.3, with the mode as a parameter: one code
 * path that all of the RFC's known answers run through. Other rooms include
 * poprf.h, which fixes the mode and never takes randomness from its caller.
 */
#ifndef CHORUS_TOKEN_OPRF_H
#define CHORUS_TOKEN_OPRF_H

#include "token/dleq.h"

/*
 * DeriveKeyPair (3.2.1), the secret half. Out: the caller wipes it. Errors:
 * ERR_RANGE (info over 65535 bytes), ERR_ELEMENT (no counter gave a key).
 */
BASE_MUST_USE enum err token_oprf_derive_key(
    enum token_mode mode, const uint8_t seed[static TOKEN_SEED_BYTES],
    const uint8_t *info, size_t info_len, struct token_scalar *out_sk);

/*
 * The key that proofs are checked with: PK itself, or in mode POPRF PK tweaked
 * by INFO. Errors: ERR_ELEMENT, ERR_RANGE.
 */
BASE_MUST_USE enum err token_oprf_proof_key(enum token_mode mode,
                                            const struct token_element *pk,
                                            const uint8_t *info,
                                            size_t info_len,
                                            struct token_element *out_key);

/* Blind: blind * HashToGroup(input). Errors: ERR_ELEMENT, ERR_RANGE. */
BASE_MUST_USE enum err token_oprf_blind(enum token_mode mode,
                                        const uint8_t *input, size_t input_len,
                                        const struct token_scalar *blind,
                                        struct token_element *out_blinded);

/*
 * A server's context for any mode (poprf.h says what it is); INFO counts in
 * mode POPRF only. Errors: ERR_ELEMENT, ERR_RANGE, and of _new ERR_MEMORY.
 */
BASE_MUST_USE enum err token_oprf_context_make(
    enum token_mode mode, const struct token_scalar *sk, const uint8_t *info,
    size_t info_len, struct token_context *out_context);
BASE_MUST_USE enum err token_oprf_context_new(
    enum token_mode mode, const struct token_scalar *sk, const uint8_t *info,
    size_t info_len, struct token_context **out_context);

/*
 * BlindEvaluate for COUNT elements with one proof. In: RANDOM as in
 * token_dleq_prove. Out: COUNT elements, undefined on failure; the proof, NULL
 * in mode OPRF, which has none. Errors: ERR_ELEMENT.
 */
BASE_MUST_USE enum err token_oprf_evaluate(const struct token_context *context,
                                           const struct token_element *blinded,
                                           size_t count,
                                           const struct token_scalar *random,
                                           struct token_element *out_evaluated,
                                           struct token_proof *out_proof);

/* Evaluate: the server's own computation of an output. Errors as above. */
BASE_MUST_USE enum err token_oprf_finish_server(
    const struct token_context *context, const uint8_t *input, size_t input_len,
    struct token_key *out_key);

/*
 * The first half of Finalize: checks the proof for COUNT elements against the
 * key of token_oprf_proof_key. Errors: ERR_ELEMENT, ERR_DENIED.
 */
BASE_MUST_USE enum err token_oprf_verify(enum token_mode mode,
                                         const struct token_element *key,
                                         const struct token_element *blinded,
                                         const struct token_element *evaluated,
                                         size_t count,
                                         const struct token_proof *proof);

/*
 * The second half of Finalize, only after token_oprf_verify: takes the blind
 * off and hashes. Errors: ERR_ELEMENT, ERR_RANGE.
 */
BASE_MUST_USE enum err token_oprf_finish(enum token_mode mode,
                                         const struct token_scalar *blind,
                                         const struct token_element *evaluated,
                                         const uint8_t *input, size_t input_len,
                                         const uint8_t *info, size_t info_len,
                                         struct token_key *out_key);

#endif
