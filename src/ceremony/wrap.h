/*
 * Wrapping a few secret bytes, in lines of text that say how: a key from a
 * passphrase by Argon2id, XChaCha20-Poly1305 under it, and the lines above as
 * its additional data, so that none can be changed. Knows no file.
 */
#ifndef CHORUS_CEREMONY_WRAP_H
#define CHORUS_CEREMONY_WRAP_H

#include "ceremony/lines.h"

#include <sodium.h>

#define WRAP_EXTRA_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES
#define WRAP_PLAIN_MAX   (LINES_B64U_MAX - WRAP_EXTRA_BYTES)

/* What one guess costs. */
struct keyfile_limits {
    uint32_t ops;
    uint32_t mem_bytes;
};

/* What wraps. Secret. */
struct wrap_key {
    uint8_t b[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
};

/* How a passphrase becomes a key. */
struct wrap_kdf {
    struct keyfile_limits limits;
    uint8_t salt[crypto_pwhash_SALTBYTES];
};

/*
 * Whether the limits are such as libsodium takes and no more than its
 * SENSITIVE: a file may not make its reader spend more.
 */
bool wrap_limits_are_valid(const struct keyfile_limits *limits);

/* A fresh salt. */
struct wrap_kdf wrap_kdf_new(const struct keyfile_limits *limits);
/* The lines kdf, ops, mem_bytes, salt. */
void wrap_kdf_put(const struct wrap_kdf *kdf, struct buf *b);
/* Errors: ERR_FORMAT, also for limits that are not valid. */
BASE_MUST_USE enum err wrap_kdf_take(struct lines_cursor *cursor,
                                     struct wrap_kdf *out_kdf);

/*
 * In: PASSPHRASE a C string in any form. Out: the caller wipes the key. Errors:
 * ERR_FORMAT or ERR_RANGE (empty, too long), ERR_MEMORY (Argon2id got none); a
 * line in NOTE for each.
 */
BASE_MUST_USE enum err wrap_kdf_key(const struct wrap_kdf *kdf,
                                    const char *passphrase,
                                    struct wrap_key *out_key,
                                    struct err_note *note);

/*
 * Appends the lines cipher, nonce, wrapped, sha256 to B, whose lines are bound
 * to what is wrapped. In: LEN up to WRAP_PLAIN_MAX. Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err wrap_put(const struct wrap_key *key,
                                const uint8_t *plain, size_t len,
                                struct buf *b);

/* The last lines of a file, as they stand in it. */
struct wrap_text {
    uint8_t nonce[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES];
    uint8_t wrapped[LINES_B64U_MAX];
    size_t head_len; /* bytes of the lines above "wrapped" */
};

/* In: LEN, the bytes that were wrapped. Errors: ERR_FORMAT. */
BASE_MUST_USE enum err wrap_take(struct lines_cursor *cursor,
                                 const struct buf *file, size_t len,
                                 struct wrap_text *out_text);

/*
 * Unwraps. Out: LEN bytes; the caller wipes them. Errors: ERR_DENIED (another
 * key, or other lines).
 */
BASE_MUST_USE enum err wrap_open(const struct wrap_key *key,
                                 const struct wrap_text *text,
                                 const struct buf *file, uint8_t *out_plain,
                                 size_t len);

#endif
