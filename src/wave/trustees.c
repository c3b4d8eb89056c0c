#include "wave/trustees.h"

#include "wave/json.h"

#include <sodium.h>

#define MESSAGE_MAX (ENCODE_LABEL_MAX + WAVE_HASH_BYTES)

void wave_trustee_keypair(struct wave_trustee_public *out_public,
                          struct wave_trustee_seed *out_seed)
{
    uint8_t secret[crypto_sign_SECRETKEYBYTES];
    randombytes_buf(out_seed->b, sizeof out_seed->b);
    err_assert(crypto_sign_seed_keypair(out_public->b, secret, out_seed->b) ==
               0);
    sodium_memzero(secret, sizeof secret);
}

/* label("trustee-board") || hash; returns its length. */
static size_t message(const struct wave_unopened_hash *hash,
                      uint8_t out[static MESSAGE_MAX])
{
    size_t len = encode_label("trustee-board", out);
    memcpy(out + len, hash->b, sizeof hash->b);
    return len + sizeof hash->b;
}

void wave_trustee_sign(const struct wave_unopened_hash *hash, uint32_t number,
                       const struct wave_trustee_seed *seed,
                       struct wave_trustee_sig *out_sig)
{
    uint8_t text[MESSAGE_MAX];
    uint8_t public[crypto_sign_PUBLICKEYBYTES];
    uint8_t secret[crypto_sign_SECRETKEYBYTES];
    size_t len = message(hash, text);
    err_assert(crypto_sign_seed_keypair(public, secret, seed->b) == 0 &&
               crypto_sign_detached(out_sig->sig, NULL, text, len, secret) ==
                   0);
    out_sig->number = number;
    sodium_memzero(secret, sizeof secret);
}

enum err wave_trustees_check(const struct wave_trustees *t,
                             const struct wave_unopened_hash *hash,
                             const struct wave_trustee_sig *sigs, size_t count,
                             struct err_note *note)
{
    uint8_t text[MESSAGE_MAX];
    size_t len = message(hash, text);
    if (t->count == 0 && count > 0)
        return err_say(note, ERR_DENIED,
                       "trustees signed, but the wave has none");
    if (count < t->threshold)
        return err_say(note, ERR_DENIED,
                       "%zu trustees signed the board before it was opened; "
                       "%u of %u must",
                       count, (unsigned)t->threshold, (unsigned)t->count);
    for (size_t i = 0; i < count; i++) {
        uint32_t n = sigs[i].number;
        if (n == 0 || n > t->count || (i > 0 && n <= sigs[i - 1].number))
            return err_say(note, ERR_DENIED,
                           "the trustees' signatures are out of order");
        if (crypto_sign_verify_detached(sigs[i].sig, text, len,
                                        t->sign_pk[n - 1].b) != 0)
            return err_say(note, ERR_DENIED,
                           "the signature of trustee %u does not hold: it is "
                           "of another board",
                           (unsigned)n);
    }
    return ERR_OK;
}
