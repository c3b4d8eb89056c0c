#include "token/group.h"

#define SHA512_BLOCK_BYTES 128
#define UNIFORM_BYTES      64

/* 2^252 + 27742317777372353535851937790883648493, little-endian (RFC 9496). */
static const uint8_t group_order[TOKEN_SCALAR_BYTES] = {
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
    0xa2, 0xde, 0xf9, 0xde, 0x14, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10,
};

/* What libsodium passes over when it decodes an element: a bit that some of its
 * releases ignore, and the identity. */
static bool may_be_valid(const struct token_element *e)
{
    return (e->b[TOKEN_ELEMENT_BYTES - 1] & 0x80) == 0 &&
           !sodium_is_zero(e->b, sizeof e->b);
}

bool token_element_is_valid(const struct token_element *e)
{
    return may_be_valid(e) &&
           crypto_core_ristretto255_is_valid_point(e->b) == 1;
}

bool token_scalar_is_valid(const struct token_scalar *s)
{
    return sodium_compare(s->b, group_order, sizeof group_order) < 0;
}

bool token_scalar_is_key(const struct token_scalar *s)
{
    return token_scalar_is_valid(s) && !sodium_is_zero(s->b, sizeof s->b);
}

void token_scalar_random(struct token_scalar *out)
{
    crypto_core_ristretto255_scalar_random(out->b);
}

void token_scalar_add(const struct token_scalar *a,
                      const struct token_scalar *b, struct token_scalar *out)
{
    crypto_core_ristretto255_scalar_add(out->b, a->b, b->b);
}

void token_scalar_sub(const struct token_scalar *a,
                      const struct token_scalar *b, struct token_scalar *out)
{
    crypto_core_ristretto255_scalar_sub(out->b, a->b, b->b);
}

void token_scalar_mul(const struct token_scalar *a,
                      const struct token_scalar *b, struct token_scalar *out)
{
    crypto_core_ristretto255_scalar_mul(out->b, a->b, b->b);
}

enum err token_scalar_invert(const struct token_scalar *s,
                             struct token_scalar *out)
{
    if (!token_scalar_is_key(s) ||
        crypto_core_ristretto255_scalar_invert(out->b, s->b) != 0)
        return ERR_ELEMENT;
    return ERR_OK;
}

enum err token_element_mul(const struct token_scalar *s,
                           const struct token_element *e,
                           struct token_element *out)
{
    struct token_element product;
    /* libsodium decodes the element, and says when it is none. */
    if (!token_scalar_is_key(s) || !may_be_valid(e) ||
        crypto_scalarmult_ristretto255(product.b, s->b, e->b) != 0)
        return ERR_ELEMENT;
    *out = product;
    return ERR_OK;
}

enum err token_element_mul_base(const struct token_scalar *s,
                                struct token_element *out)
{
    struct token_element product;
    if (!token_scalar_is_key(s) ||
        crypto_scalarmult_ristretto255_base(product.b, s->b) != 0)
        return ERR_ELEMENT;
    *out = product;
    return ERR_OK;
}

enum err token_element_add(const struct token_element *a,
                           const struct token_element *b,
                           struct token_element *out)
{
    struct token_element sum;
    if (!may_be_valid(a) || !may_be_valid(b) ||
        crypto_core_ristretto255_add(sum.b, a->b, b->b) != 0 ||
        sodium_is_zero(sum.b, sizeof sum.b))
        return ERR_ELEMENT;
    *out = sum;
    return ERR_OK;
}

void token_sha512_put_sized(crypto_hash_sha512_state *state, const void *bytes,
                            size_t len)
{
    err_assert(len <= TOKEN_FIELD_MAX);
    const uint8_t size[2] = {(uint8_t)(len >> 8), (uint8_t)len};
    (void)crypto_hash_sha512_update(state, size, sizeof size);
    if (len > 0)
        (void)crypto_hash_sha512_update(state, bytes, len);
}

void token_hasher_init(struct token_hasher *h, const uint8_t *dst,
                       size_t dst_len)
{
    static const uint8_t zeros[SHA512_BLOCK_BYTES];
    err_assert(dst_len > 0 && dst_len < sizeof h->dst_prime);
    memcpy(h->dst_prime, dst, dst_len);
    h->dst_prime[dst_len] = (uint8_t)dst_len;
    h->dst_prime_len = dst_len + 1;
    (void)crypto_hash_sha512_init(&h->state);
    (void)crypto_hash_sha512_update(&h->state, zeros, sizeof zeros);
}

void token_hasher_put(struct token_hasher *h, const void *bytes, size_t len)
{
    if (len > 0)
        (void)crypto_hash_sha512_update(&h->state, bytes, len);
}

void token_hasher_put_sized(struct token_hasher *h, const void *bytes,
                            size_t len)
{
    token_sha512_put_sized(&h->state, bytes, len);
}

/* 64 bytes are one block of SHA-512: b_1 alone, and no b_2. */
static void uniform(struct token_hasher *h, uint8_t out[static UNIFORM_BYTES])
{
    static const uint8_t length_and_zero[3] = {0, UNIFORM_BYTES, 0};
    static const uint8_t one = 1;
    uint8_t b0[crypto_hash_sha512_BYTES];
    token_hasher_put(h, length_and_zero, sizeof length_and_zero);
    token_hasher_put(h, h->dst_prime, h->dst_prime_len);
    (void)crypto_hash_sha512_final(&h->state, b0);

    (void)crypto_hash_sha512_init(&h->state);
    token_hasher_put(h, b0, sizeof b0);
    token_hasher_put(h, &one, 1);
    token_hasher_put(h, h->dst_prime, h->dst_prime_len);
    (void)crypto_hash_sha512_final(&h->state, out);
    sodium_memzero(b0, sizeof b0);
    sodium_memzero(h, sizeof *h);
}

enum err token_hasher_to_group(struct token_hasher *h,
                               struct token_element *out)
{
    uint8_t bytes[UNIFORM_BYTES];
    struct token_element e;
    uniform(h, bytes);
    int failed = crypto_core_ristretto255_from_hash(e.b, bytes);
    sodium_memzero(bytes, sizeof bytes);
    if (failed != 0 || !may_be_valid(&e)) /* the identity: never in practice */
        return ERR_ELEMENT;
    *out = e;
    return ERR_OK;
}

void token_hasher_to_scalar(struct token_hasher *h, struct token_scalar *out)
{
    uint8_t bytes[UNIFORM_BYTES];
    uniform(h, bytes);
    crypto_core_ristretto255_scalar_reduce(out->b, bytes);
    sodium_memzero(bytes, sizeof bytes);
}
