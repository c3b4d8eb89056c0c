/*
 * What is derived from a nonce, a token key and a manifest: the strings that
 * token and board are built on. Source: src/PROTOCOL.md, "Derived strings",
 * "Redeem" and "Board".
 */
#ifndef CHORUS_WAVE_DERIVE_H
#define CHORUS_WAVE_DERIVE_H

#include "wave/fingerprint.h"

#define WAVE_INFO_BYTES      49
#define WAVE_INPUT_BYTES     48
#define WAVE_TOKEN_KEY_BYTES 64
#define WAVE_LEAF_BYTES      64

struct wave_nonce { /* the client's 32 random bytes: secret until redeemed */
    uint8_t b[32];
};
struct wave_nullifier { /* a nonce's mark: one ballot each */
    uint8_t b[WAVE_HASH_BYTES];
};
struct wave_sealed_hash { /* SHA-256 of a sealed ballot */
    uint8_t b[WAVE_HASH_BYTES];
};
struct wave_tag { /* binds a sealed ballot to a token key */
    uint8_t b[32];
};
struct wave_leaf { /* one ballot on the board: nullifier || sealed hash */
    uint8_t b[WAVE_LEAF_BYTES];
};

/* A fresh random nonce; never derived from the invite code. */
void wave_nonce_new(struct wave_nonce *out_nonce);

/* The POPRF's info: label("info") || mh || u16 group. */
void wave_info(const struct wave_manifest_hash *mh, uint16_t group,
               uint8_t out[static WAVE_INFO_BYTES]);

/* The POPRF's input: label("nonce") || nonce. The caller wipes it. */
void wave_input(const struct wave_nonce *nonce,
                uint8_t out[static WAVE_INPUT_BYTES]);

/* SHA-256(label("nullifier") || mh || nonce). */
void wave_nullifier(const struct wave_manifest_hash *mh,
                    const struct wave_nonce *nonce,
                    struct wave_nullifier *out_nullifier);

/* SHA-256 over the bytes of a sealed ballot. */
void wave_sealed_hash(const uint8_t *sealed, size_t len,
                      struct wave_sealed_hash *out_hash);

/*
 * The first 32 bytes of HMAC-SHA-512 under all 64 bytes of the token key over
 * label("redeem") || mh || u16 group || nonce || sealed hash.
 */
void wave_redeem_tag(const uint8_t token_key[static WAVE_TOKEN_KEY_BYTES],
                     const struct wave_manifest_hash *mh, uint16_t group,
                     const struct wave_nonce *nonce,
                     const struct wave_sealed_hash *sealed_hash,
                     struct wave_tag *out_tag);

/* Whether two tags are the same, in constant time. */
bool wave_tag_equal(const struct wave_tag *a, const struct wave_tag *b);

/* nullifier || sealed hash. */
void wave_leaf(const struct wave_nullifier *nullifier,
               const struct wave_sealed_hash *sealed_hash,
               struct wave_leaf *out_leaf);

#endif
