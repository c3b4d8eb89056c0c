/*
 * DIR/office/WAVE.share-N: what one trustee holds, wrapped by their passphrase:
 * a share of the secret that wraps the opening key, and the key with which they
 * sign the board that they open. Lines of text like a key file's (keyfile.h):
 *
 *   chorus-share-v1
 *   wave 2026-fall
 *   seal_pk b64u(32)
 *   trustee 2
 *   threshold 2
 *   trustees 3
 *   kdf argon2id13, ops, mem_bytes, salt
 *   cipher xchacha20poly1305-ietf, nonce
 *   wrapped b64u(32 + 32 + 16): share, then seed of the signing key
 *   sha256 hex of all lines above
 */
#ifndef CHORUS_CEREMONY_SHAREFILE_H
#define CHORUS_CEREMONY_SHAREFILE_H

#include "ceremony/keyfile.h"
#include "ceremony/trustee.h"

#define SHAREFILE_SEED_BYTES 32

/* What a share file holds. The caller keeps it in sodium_malloc memory. */
struct sharefile_secret {
    struct trustee_share share;
    uint8_t sign_seed[SHAREFILE_SEED_BYTES]; /* Ed25519 */
};

struct sharefile_public { /* checks what a trustee signs; Ed25519 */
    uint8_t b[32];
};

/* What everybody may know of a wave that trustees open. Not owned. */
struct sharefile_wave {
    const char *wave;
    const struct ballot_public_key *seal_pk;
    uint32_t threshold;
    uint32_t trustees;
    const struct token_element *commitments; /* threshold of them */
    const struct sharefile_public *sign_pk;  /* trustees of them */
};

/*
 * Writes a new share file, mode 0600. In: SECRET of trustee number 1 to
 * wave->trustees; PASSPHRASE a C string in any form. Errors: as keyfile_write.
 */
BASE_MUST_USE enum err sharefile_write(const char *path,
                                       const struct sharefile_wave *wave,
                                       const struct sharefile_secret *secret,
                                       const char *passphrase,
                                       const struct keyfile_limits *limits,
                                       struct err_note *note);

/*
 * Which trustee a share file says it is of, before anybody is asked for its
 * passphrase. In: the file is untrusted. Errors: ERR_FORMAT (damaged, not a
 * share file, or that of another wave), those of file_read; a line in NOTE.
 */
BASE_MUST_USE enum err sharefile_number(const char *path,
                                        const struct sharefile_wave *wave,
                                        uint32_t *out_number,
                                        struct err_note *note);

/*
 * Opens a share file and holds what is inside against the wave's commitments
 * and signing keys. Errors: ERR_DENIED (wrong passphrase, or a share that is
 * not the one that was dealt: NOTE names file and trustee), ERR_FORMAT as
 * above, ERR_ELEMENT (the commitments are none), ERR_MEMORY.
 */
BASE_MUST_USE enum err sharefile_open(const char *path,
                                      const struct sharefile_wave *wave,
                                      const char *passphrase,
                                      struct sharefile_secret *out_secret,
                                      struct err_note *note);

#endif
