/*
 * Proofs that one secret k lies behind a public key and behind every pair of a
 * list, without showing k (RFC 9497, 2.2): key = k * generator and D[i] = k *
 * C[i]. Knows neither blinds nor inputs.
 */
#ifndef CHORUS_TOKEN_DLEQ_H
#define CHORUS_TOKEN_DLEQ_H

#include "token/poprf.h"
#include "token/suite.h"

/* What is proved; the arrays are the caller's. */
struct token_dleq {
    enum token_mode mode;
    struct token_element key;
    const struct token_element *c;
    const struct token_element *d;
    size_t count; /* of pairs, 1 to 65535 */
};

/*
 * Proves it. In: K, secret; RANDOM from known answers, NULL for a fresh one
 * (always, outside tests: used twice, it gives K away). Errors: ERR_ELEMENT
 * when a scalar or an element is not valid.
 * Source: RFC 9497, 2.2.1 GenerateProof.
 */
BASE_MUST_USE enum err token_dleq_prove(const struct token_dleq *statement,
                                        const struct token_scalar *k,
                                        const struct token_scalar *random,
                                        struct token_proof *out_proof);

/*
 * Checks a proof. In: all untrusted. Errors: ERR_ELEMENT (something is no valid
 * element or scalar), ERR_DENIED (the proof does not hold).
 * Source: RFC 9497, 2.2.2 VerifyProof.
 */
BASE_MUST_USE enum err token_dleq_verify(const struct token_dleq *statement,
                                         const struct token_proof *proof);

#endif
