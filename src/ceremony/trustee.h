/*
 * A secret that N trustees share so that any T of them have it and T - 1 have
 * nothing: Shamir's sharing over the scalars of ristretto255, with Feldman's
 * commitments, against which each share is checked by itself. Knows scalars;
 * must never know a file or a passphrase.
 * Source: RFC 9591, appendix C (trusted dealer, verifiable secret sharing);
 * src/PROTOCOL.md, "Trustees".
 */
#ifndef CHORUS_CEREMONY_TRUSTEE_H
#define CHORUS_CEREMONY_TRUSTEE_H

#include "ceremony/wrap.h"
#include "token/group.h"

#define TRUSTEE_MAX 255u

/* f(number), the part of one trustee. Secret. */
struct trustee_share {
    uint32_t number; /* 1 to TRUSTEE_MAX */
    struct token_scalar value;
};

/*
 * A fresh polynomial f: THRESHOLD coefficients, the first of them the shared
 * secret. In: 1 <= THRESHOLD <= TRUSTEE_MAX. The caller wipes it.
 */
void trustee_polynomial_new(uint32_t threshold,
                            struct token_scalar *out_polynomial);

/*
 * THRESHOLD commitments, each coefficient times the generator. In: coefficients
 * valid and not zero. Errors: ERR_ELEMENT for any other.
 */
BASE_MUST_USE enum err trustee_commit(const struct token_scalar *polynomial,
                                      uint32_t threshold,
                                      struct token_element *out_commitments);

/* The share of trustee NUMBER. The caller wipes it. */
void trustee_share_make(const struct token_scalar *polynomial,
                        uint32_t threshold, uint32_t number,
                        struct trustee_share *out_share);

/*
 * Whether a share is the one that the commitments promise to its number. In:
 * everything untrusted. Errors: ERR_DENIED (it is not), ERR_ELEMENT (the
 * commitments are no elements), ERR_RANGE (number or threshold).
 */
BASE_MUST_USE enum err trustee_share_check(
    const struct trustee_share *share, const struct token_element *commitments,
    uint32_t threshold);

/*
 * The shared secret from COUNT shares, of which the first THRESHOLD are used
 * and all are checked. Out: the caller wipes it. Errors: ERR_RANGE (too few
 * shares), ERR_EXISTS (a number twice), those of trustee_share_check;
 * *OUT_SECRET is untouched.
 */
BASE_MUST_USE enum err trustee_combine(const struct trustee_share *shares,
                                       size_t count,
                                       const struct token_element *commitments,
                                       uint32_t threshold,
                                       struct token_scalar *out_secret);

/* BLAKE2b-256 of label("trustee") || secret: what wraps a key file. */
void trustee_key(const struct token_scalar *secret, struct wrap_key *out_key);

#endif
