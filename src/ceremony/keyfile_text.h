/*
 * The lines of a key file (keyfile.h shows them), apart from the cryptography:
 * what they say, and that nothing else is said.
 */
#ifndef CHORUS_CEREMONY_KEYFILE_TEXT_H
#define CHORUS_CEREMONY_KEYFILE_TEXT_H

#include "base/buf.h"
#include "ceremony/keyfile.h"

#include <sodium.h>

#define KEYFILE_TEXT_MAX    4096
#define KEYFILE_WAVE_MAX    64
#define KEYFILE_SALT_BYTES  crypto_pwhash_SALTBYTES
#define KEYFILE_NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define KEYFILE_WRAPPED_BYTES                                                  \
    (BALLOT_KEY_BYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES)

struct keyfile_text {
    char wave[KEYFILE_WAVE_MAX + 1];
    struct ballot_public_key pk;
    struct keyfile_limits limits;
    uint8_t salt[KEYFILE_SALT_BYTES];
    uint8_t nonce[KEYFILE_NONCE_BYTES];
    uint8_t wrapped[KEYFILE_WRAPPED_BYTES];
};

/*
 * Whether the limits are such as libsodium takes and no more than its
 * SENSITIVE: a file may not make its reader spend more.
 */
bool keyfile_limits_are_valid(const struct keyfile_limits *limits);

/*
 * Appends the lines above "wrapped", the additional data of the wrapping. In:
 * all fields but wrapped; the wave is a text without blanks.
 */
void keyfile_text_put_head(const struct keyfile_text *text, struct buf *b);

/* Appends "wrapped" and the hash over all of B. Errors: ERR_MEMORY. */
BASE_MUST_USE enum err keyfile_text_put_tail(const struct keyfile_text *text,
                                             struct buf *b);

/*
 * Reads a whole file. In: untrusted. Out: its contents and the length of its
 * head. Errors: ERR_FORMAT for any other line, order, limit or hash.
 */
BASE_MUST_USE enum err keyfile_text_parse(const struct buf *b,
                                          struct keyfile_text *out_text,
                                          size_t *out_head_len);

#endif
