/*
 * ristretto255 (RFC 9496) on libsodium 1.0.18, and hashing into it (RFC 9380,
 * RFC 9497 section 4.1). Knows elements and scalars; must never know what they
 * stand for. Every return code of libsodium is checked here, so that nobody
 * above this file calls crypto_core_ristretto255 or
 * crypto_scalarmult_ristretto255.
 */
#ifndef CHORUS_TOKEN_GROUP_H
#define CHORUS_TOKEN_GROUP_H

#include "base/err.h"

#include <sodium.h>
#include <stdbool.h>
#include <stddef.h>

#define TOKEN_ELEMENT_BYTES 32
#define TOKEN_SCALAR_BYTES  32

/* Little-endian, below the order of the group; often secret. */
struct token_scalar {
    uint8_t b[TOKEN_SCALAR_BYTES];
};

/* The encoding of RFC 9496. */
struct token_element {
    uint8_t b[TOKEN_ELEMENT_BYTES];
};

/*
 * Whether 32 bytes from anywhere are the one encoding of an element that is not
 * the identity. libsodium 1.0.18 by itself accepts the identity and encodings
 * with bit 255 set. Source: RFC 9497, 2.1 DeserializeElement; src/PROTOCOL.md.
 */
bool token_element_is_valid(const struct token_element *e);

/*
 * Whether 32 bytes are the one encoding of a scalar, zero included: below the
 * order, in constant time. libsodium has no such check.
 * Source: RFC 9497, 2.1 DeserializeScalar.
 */
bool token_scalar_is_valid(const struct token_scalar *s);

/* Valid and not zero, in constant time: what a key or a blind must be. */
bool token_scalar_is_key(const struct token_scalar *s);

/* A uniform scalar that is not zero. The caller wipes it when it is secret. */
void token_scalar_random(struct token_scalar *out);

/* a + b, a - b and a * b modulo the order; A and B are valid. */
void token_scalar_add(const struct token_scalar *a,
                      const struct token_scalar *b, struct token_scalar *out);
void token_scalar_sub(const struct token_scalar *a,
                      const struct token_scalar *b, struct token_scalar *out);
void token_scalar_mul(const struct token_scalar *a,
                      const struct token_scalar *b, struct token_scalar *out);

/*
 * 1 / s modulo the order. In: any bytes. Out: the caller wipes it.
 * Errors: ERR_ELEMENT when S is zero or not valid ("inverting" the order
 * succeeds in libsodium).
 */
BASE_MUST_USE enum err token_scalar_invert(const struct token_scalar *s,
                                           struct token_scalar *out);

/*
 * s * e. In: any bytes. Errors: ERR_ELEMENT when E or S is not valid, or when
 * the product is the identity (S is zero).
 */
BASE_MUST_USE enum err token_element_mul(const struct token_scalar *s,
                                         const struct token_element *e,
                                         struct token_element *out);

/* s times the generator; errors as token_element_mul. */
BASE_MUST_USE enum err token_element_mul_base(const struct token_scalar *s,
                                              struct token_element *out);

/*
 * a + b. In: any bytes. Errors: ERR_ELEMENT when either is not valid or the sum
 * is the identity.
 */
BASE_MUST_USE enum err token_element_add(const struct token_element *a,
                                         const struct token_element *b,
                                         struct token_element *out);

#define TOKEN_FIELD_MAX 65535 /* what I2OSP(len, 2) can frame */

/* I2OSP(len, 2) || bytes into a SHA-512; a LEN over 65535 aborts. */
void token_sha512_put_sized(crypto_hash_sha512_state *state, const void *bytes,
                            size_t len);

/*
 * A message on its way through expand_message_xmd with SHA-512 to 64 uniform
 * bytes, the only length that ristretto255-SHA512 needs (RFC 9380, 5.3.1).
 * init, any number of puts, then one of the two ends, which also wipe it.
 */
struct token_hasher {
    crypto_hash_sha512_state state;
    uint8_t dst_prime[65]; /* the domain's name, then its length */
    size_t dst_prime_len;
};

/* In: the name of the domain (DST), 1 to 64 bytes; another length aborts. */
void token_hasher_init(struct token_hasher *h, const uint8_t *dst,
                       size_t dst_len);
void token_hasher_put(struct token_hasher *h, const void *bytes, size_t len);
/* As token_sha512_put_sized. */
void token_hasher_put_sized(struct token_hasher *h, const void *bytes,
                            size_t len);

/*
 * hash_to_ristretto255 (RFC 9380, appendix B). Errors: ERR_ELEMENT for the
 * identity, which no one can find an input for.
 */
BASE_MUST_USE enum err token_hasher_to_group(struct token_hasher *h,
                                             struct token_element *out);
/* HashToScalar (RFC 9497, 4.1): the 64 bytes, little-endian, modulo the order.
 */
void token_hasher_to_scalar(struct token_hasher *h, struct token_scalar *out);

#endif
