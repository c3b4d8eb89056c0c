#include "wave/derive.h"

#include "wave/transcript.h"

#include <sodium.h>

void wave_nonce_new(struct wave_nonce *out_nonce)
{
    randombytes_buf(out_nonce->b, sizeof out_nonce->b);
}

void wave_info(const struct wave_manifest_hash *mh, uint16_t group,
               uint8_t out[static WAVE_INFO_BYTES])
{
    struct wave_transcript t;
    wave_transcript_init(&t, "info");
    wave_transcript_put(&t, mh->b, sizeof mh->b);
    wave_transcript_put_u16(&t, group);
    err_assert(t.len == WAVE_INFO_BYTES);
    memcpy(out, t.b, WAVE_INFO_BYTES);
}

void wave_input(const struct wave_nonce *nonce,
                uint8_t out[static WAVE_INPUT_BYTES])
{
    struct wave_transcript t;
    wave_transcript_init(&t, "nonce");
    wave_transcript_put(&t, nonce->b, sizeof nonce->b);
    err_assert(t.len == WAVE_INPUT_BYTES);
    memcpy(out, t.b, WAVE_INPUT_BYTES);
    wave_transcript_wipe(&t);
}

void wave_nullifier(const struct wave_manifest_hash *mh,
                    const struct wave_nonce *nonce,
                    struct wave_nullifier *out_nullifier)
{
    struct wave_transcript t;
    wave_transcript_init(&t, "nullifier");
    wave_transcript_put(&t, mh->b, sizeof mh->b);
    wave_transcript_put(&t, nonce->b, sizeof nonce->b);
    wave_transcript_sha256(&t, out_nullifier->b);
    wave_transcript_wipe(&t);
}

void wave_sealed_hash(const uint8_t *sealed, size_t len,
                      struct wave_sealed_hash *out_hash)
{
    (void)crypto_hash_sha256(out_hash->b, sealed, len);
}

void wave_redeem_tag(const uint8_t token_key[static WAVE_TOKEN_KEY_BYTES],
                     const struct wave_manifest_hash *mh, uint16_t group,
                     const struct wave_nonce *nonce,
                     const struct wave_sealed_hash *sealed_hash,
                     struct wave_tag *out_tag)
{
    struct wave_transcript t;
    wave_transcript_init(&t, "redeem");
    wave_transcript_put(&t, mh->b, sizeof mh->b);
    wave_transcript_put_u16(&t, group);
    wave_transcript_put(&t, nonce->b, sizeof nonce->b);
    wave_transcript_put(&t, sealed_hash->b, sizeof sealed_hash->b);
    /* libsodium's one-shot call would take the first 32 bytes of the key. */
    crypto_auth_hmacsha512256_state state;
    (void)crypto_auth_hmacsha512256_init(&state, token_key,
                                         WAVE_TOKEN_KEY_BYTES);
    (void)crypto_auth_hmacsha512256_update(&state, t.b, t.len);
    (void)crypto_auth_hmacsha512256_final(&state, out_tag->b);
    sodium_memzero(&state, sizeof state);
    wave_transcript_wipe(&t);
}

bool wave_tag_equal(const struct wave_tag *a, const struct wave_tag *b)
{
    return sodium_memcmp(a->b, b->b, sizeof a->b) == 0;
}

void wave_leaf(const struct wave_nullifier *nullifier,
               const struct wave_sealed_hash *sealed_hash,
               struct wave_leaf *out_leaf)
{
    memcpy(out_leaf->b, nullifier->b, sizeof nullifier->b);
    memcpy(out_leaf->b + sizeof nullifier->b, sealed_hash->b,
           sizeof sealed_hash->b);
}
