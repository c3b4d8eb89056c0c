/*
 * Blind tokens: the POPRF of RFC 9497 with ristretto255-SHA512, between a
 * trainee's client and the server. Pure: no storage, clock, network or log.
 * Must never know who asks; the server's half never sees the input before it is
 * redeemed, and nothing here links the two.
 *
 * "info" is public and binds a token to one wave and group; "input" is the
 * client's nonce. Both are at most 65535 bytes (RFC 9497, section 1.2).
 */
#ifndef CHORUS_TOKEN_POPRF_H
#define CHORUS_TOKEN_POPRF_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define TOKEN_SECRET_KEY_BYTES 32
#define TOKEN_PUBLIC_KEY_BYTES 32
#define TOKEN_BLINDED_BYTES    32
#define TOKEN_EVALUATED_BYTES  32
#define TOKEN_PROOF_BYTES      64
#define TOKEN_KEY_BYTES        64
#define TOKEN_SEED_BYTES       32

struct token_secret_key { /* skS, a scalar: secret */
    uint8_t b[TOKEN_SECRET_KEY_BYTES];
};
struct token_public_key { /* pkS, from the manifest */
    uint8_t b[TOKEN_PUBLIC_KEY_BYTES];
};
struct token_tweaked_key { /* pkS for one info: what a proof is checked with */
    uint8_t b[TOKEN_PUBLIC_KEY_BYTES];
};
struct token_blind { /* the client's scalar: secret */
    uint8_t b[TOKEN_SECRET_KEY_BYTES];
};
struct token_blinded { /* what the client sends */
    uint8_t b[TOKEN_BLINDED_BYTES];
};
struct token_evaluated { /* what the server answers */
    uint8_t b[TOKEN_EVALUATED_BYTES];
};
struct token_proof { /* c || s: that the manifest's key was used */
    uint8_t b[TOKEN_PROOF_BYTES];
};
struct token_key { /* the POPRF's output: secret, never sent */
    uint8_t b[TOKEN_KEY_BYTES];
};

/*
 * A fresh random pair of keys. Out: the caller keeps the secret half in
 * sodium_malloc memory or wipes it. Errors: none but ERR_ELEMENT, never in
 * practice. Source: RFC 9497, 3.2 GenerateKeyPair.
 */
BASE_MUST_USE enum err token_keypair_new(struct token_secret_key *out_sk,
                                         struct token_public_key *out_pk);

/*
 * The pair of keys that a seed and an info (public, at most 65535 bytes) name.
 * Errors: ERR_RANGE for a longer info; ERR_ELEMENT when 256 counters give zero,
 * never in practice. Source: RFC 9497, 3.2.1 DeriveKeyPair.
 */
BASE_MUST_USE enum err token_derive_keypair(
    const uint8_t seed[static TOKEN_SEED_BYTES], const uint8_t *info,
    size_t info_len, struct token_secret_key *out_sk,
    struct token_public_key *out_pk);

/*
 * The public half of a stored secret key. Errors: ERR_ELEMENT when SK is zero
 * or not below the group's order: the stored key is damaged.
 */
BASE_MUST_USE enum err token_public_key_from(const struct token_secret_key *sk,
                                             struct token_public_key *out_pk);

/* ---- The server's half ---- */

/*
 * What evaluating for one (secret key, info) needs: t, 1/t and the tweaked key.
 * Any number of threads may use one context.
 */
struct token_context;

/*
 * Makes a context in guarded memory, which is read-only from then on.
 * In: INFO is copied. Out: freed with token_context_free.
 * Errors: ERR_ELEMENT (SK is not valid, or t is zero), ERR_RANGE (info over
 * 65535 bytes), ERR_MEMORY. Source: RFC 9497, 3.3.3 BlindEvaluate.
 */
BASE_MUST_USE enum err token_context_new(const struct token_secret_key *sk,
                                         const uint8_t *info, size_t info_len,
                                         struct token_context **out_context);
/* Wipes and frees; NULL is fine. */
void token_context_free(struct token_context *context);

/*
 * The same for who keeps many, side by side in guarded memory of its own: the
 * bytes of one, a multiple of any alignment; and making it there.
 * Out: on failure undefined, and as secret. Errors: as above, without
 * ERR_MEMORY.
 */
size_t token_context_bytes(size_t info_len);
BASE_MUST_USE enum err token_context_make(const struct token_secret_key *sk,
                                          const uint8_t *info, size_t info_len,
                                          struct token_context *out_context);

/*
 * Evaluates a client's element and proves with what key. In: BLINDED is
 * untrusted. The same element gives the same EVALUATED, with another proof.
 * Errors: ERR_ELEMENT when BLINDED is no valid element.
 * Source: RFC 9497, 3.3.3 BlindEvaluate, 2.2.1 GenerateProof.
 */
BASE_MUST_USE enum err token_evaluate(const struct token_context *context,
                                      const struct token_blinded *blinded,
                                      struct token_evaluated *out_evaluated,
                                      struct token_proof *out_proof);

/*
 * The token key of an input, by the holder of the secret key: what a redeeming
 * client must have got. In: INPUT is untrusted, at most 65535 bytes. Out: the
 * caller wipes it. Errors: ERR_RANGE for a longer input; ERR_ELEMENT when the
 * input hashes to the identity, never in practice.
 * Source: RFC 9497, 3.3.3 Evaluate.
 */
BASE_MUST_USE enum err token_finish_server(const struct token_context *context,
                                           const uint8_t *input,
                                           size_t input_len,
                                           struct token_key *out_key);

/* ---- The client's half ---- */

/*
 * The key that proofs for INFO are checked with. In: PK from a manifest whose
 * fingerprint was checked, never from the answer to a request. Errors:
 * ERR_ELEMENT when PK is not valid or the sum is the identity, ERR_RANGE when
 * INFO is over 65535 bytes. Source: RFC 9497, 3.3.3 Blind.
 */
BASE_MUST_USE enum err token_tweaked_key_from(
    const struct token_public_key *pk, const uint8_t *info, size_t info_len,
    struct token_tweaked_key *out_key);

/*
 * Blinds an input. In: GIVEN is a blind from known answers, NULL for a random
 * one (always, outside tests). Out: the caller wipes the blind. Errors:
 * ERR_RANGE (input over 65535 bytes), ERR_ELEMENT (GIVEN is zero or not valid).
 * Source: RFC 9497, 3.3.3 Blind.
 */
BASE_MUST_USE enum err token_blind_input(const uint8_t *input, size_t input_len,
                                         const struct token_blind *given,
                                         struct token_blind *out_blind,
                                         struct token_blinded *out_blinded);

/*
 * Checks the proof and takes the blind off. In: EVALUATED and PROOF untrusted,
 * everything else as it was when the request was made. Out: the caller wipes
 * the key. Errors: ERR_ELEMENT (EVALUATED is no valid element, the proof's c or
 * s no valid scalar), ERR_DENIED (the proof does not hold: another key, another
 * info, or changed on the way), ERR_RANGE (input or info over 65535 bytes).
 * Source: RFC 9497, 3.3.3 Finalize, 2.2.2 VerifyProof.
 */
BASE_MUST_USE enum err token_finish(const struct token_blind *blind,
                                    const struct token_tweaked_key *tweaked,
                                    const struct token_evaluated *evaluated,
                                    const struct token_blinded *blinded,
                                    const struct token_proof *proof,
                                    const uint8_t *input, size_t input_len,
                                    const uint8_t *info, size_t info_len,
                                    struct token_key *out_key);

#endif
