#include "ceremony/trustee.h"

static void scalar_of(uint32_t number, struct token_scalar *out)
{
    *out = (struct token_scalar){{(uint8_t)number}};
}

void trustee_polynomial_new(uint32_t threshold,
                            struct token_scalar *out_polynomial)
{
    err_assert(threshold > 0 && threshold <= TRUSTEE_MAX);
    for (uint32_t i = 0; i < threshold; i++)
        token_scalar_random(&out_polynomial[i]);
}

enum err trustee_commit(const struct token_scalar *polynomial,
                        uint32_t threshold,
                        struct token_element *out_commitments)
{
    enum err e = ERR_OK;
    for (uint32_t i = 0; e == ERR_OK && i < threshold; i++)
        e = token_element_mul_base(&polynomial[i], &out_commitments[i]);
    return e;
}

void trustee_share_make(const struct token_scalar *polynomial,
                        uint32_t threshold, uint32_t number,
                        struct trustee_share *out_share)
{
    err_assert(threshold > 0 && number > 0 && number <= TRUSTEE_MAX);
    struct token_scalar x;
    struct token_scalar sum = polynomial[threshold - 1];
    scalar_of(number, &x);
    for (uint32_t i = threshold - 1; i > 0; i--) {
        token_scalar_mul(&sum, &x, &sum);
        token_scalar_add(&sum, &polynomial[i - 1], &sum);
    }
    *out_share = (struct trustee_share){number, sum};
    sodium_memzero(&sum, sizeof sum);
}

/* f(number) times the generator, from the commitments alone. */
static enum err promised(const struct token_element *commitments,
                         uint32_t threshold, uint32_t number,
                         struct token_element *out)
{
    struct token_scalar x;
    struct token_element sum = commitments[threshold - 1];
    enum err e = token_element_is_valid(&sum) ? ERR_OK : ERR_ELEMENT;
    scalar_of(number, &x);
    for (uint32_t i = threshold - 1; e == ERR_OK && i > 0; i--) {
        e = token_element_mul(&x, &sum, &sum);
        if (e == ERR_OK)
            e = token_element_add(&sum, &commitments[i - 1], &sum);
    }
    if (e == ERR_OK)
        *out = sum;
    return e;
}

enum err trustee_share_check(const struct trustee_share *share,
                             const struct token_element *commitments,
                             uint32_t threshold)
{
    struct token_element expected;
    struct token_element actual;
    if (threshold == 0 || threshold > TRUSTEE_MAX || share->number == 0 ||
        share->number > TRUSTEE_MAX)
        return ERR_RANGE;
    enum err e = promised(commitments, threshold, share->number, &expected);
    if (e != ERR_OK)
        return e;
    if (token_element_mul_base(&share->value, &actual) != ERR_OK ||
        memcmp(actual.b, expected.b, sizeof actual.b) != 0)
        return ERR_DENIED;
    return ERR_OK;
}

static bool has_twice(const struct trustee_share *shares, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (shares[i].number == shares[j].number)
                return true;
    return false;
}

/* Lagrange's weight of shares[AT] at 0: product of x_j / (x_j - x_at). */
static enum err weight(const struct trustee_share *shares, uint32_t count,
                       size_t at, struct token_scalar *out)
{
    struct token_scalar above;
    struct token_scalar below;
    struct token_scalar x;
    struct token_scalar other;
    scalar_of(1, &above);
    scalar_of(1, &below);
    scalar_of(shares[at].number, &x);
    for (size_t j = 0; j < count; j++) {
        if (j == at)
            continue;
        scalar_of(shares[j].number, &other);
        token_scalar_mul(&above, &other, &above);
        token_scalar_sub(&other, &x, &other);
        token_scalar_mul(&below, &other, &below);
    }
    enum err e = token_scalar_invert(&below, &below);
    if (e == ERR_OK)
        token_scalar_mul(&above, &below, out);
    return e;
}

enum err trustee_combine(const struct trustee_share *shares, size_t count,
                         const struct token_element *commitments,
                         uint32_t threshold, struct token_scalar *out_secret)
{
    struct token_scalar sum = {{0}};
    struct token_scalar part;
    enum err e = ERR_OK;
    if (threshold == 0 || count < threshold)
        return ERR_RANGE;
    if (has_twice(shares, count))
        return ERR_EXISTS;
    for (size_t i = 0; e == ERR_OK && i < count; i++)
        e = trustee_share_check(&shares[i], commitments, threshold);
    for (size_t i = 0; e == ERR_OK && i < threshold; i++) {
        e = weight(shares, threshold, i, &part);
        if (e != ERR_OK)
            break;
        token_scalar_mul(&shares[i].value, &part, &part);
        token_scalar_add(&sum, &part, &sum);
    }
    if (e == ERR_OK)
        *out_secret = sum;
    sodium_memzero(&sum, sizeof sum);
    sodium_memzero(&part, sizeof part);
    return e;
}

void trustee_key(const struct token_scalar *secret, struct wrap_key *out_key)
{
    uint8_t text[ENCODE_LABEL_MAX + sizeof secret->b];
    size_t len = encode_label("trustee", text);
    memcpy(text + len, secret->b, sizeof secret->b);
    (void)crypto_generichash(out_key->b, sizeof out_key->b, text,
                             len + sizeof secret->b, NULL, 0);
    sodium_memzero(text, sizeof text);
}
