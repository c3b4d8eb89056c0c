/*
 * Sealing a ballot to a wave's public key. Must never be able to open one: that
 * is ballot/open, an archive of its own.
 * Source: src/PROTOCOL.md, "Redeem" (libsodium's crypto_box_seal: X25519,
 * XSalsa20-Poly1305, the nonce is BLAKE2b of both public keys).
 */
#ifndef CHORUS_BALLOT_SEAL_H
#define CHORUS_BALLOT_SEAL_H

#include "base/err.h"

#include <stddef.h>

#define BALLOT_SEAL_BYTES 48 /* what sealing adds */
#define BALLOT_KEY_BYTES  32

struct ballot_public_key { /* the manifest's seal_pk */
    uint8_t b[BALLOT_KEY_BYTES];
};

/*
 * Seals a plaintext; twice the same gives different bytes. In: PLAIN_SIZE bytes
 * from ballot_plain_build. Out: PLAIN_SIZE + BALLOT_SEAL_BYTES bytes. Errors:
 * ERR_ELEMENT when PK is a point of small order, with which everybody could
 * open what is sealed.
 */
BASE_MUST_USE enum err ballot_seal(const uint8_t *plain, size_t plain_size,
                                   const struct ballot_public_key *pk,
                                   uint8_t *out_sealed);

#endif
