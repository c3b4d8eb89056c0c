/*
 * DIR/office/WAVE.seal: the half of a wave's key pair that opens ballots,
 * wrapped by a passphrase, or by a secret that trustees share. The file is
 * lines of text that name every algorithm and limit, so that it can be opened
 * in ten years from itself (and the shares) alone:
 *
 *   chorus-seal-v1
 *   wave 2026-fall
 *   seal_pk b64u(32)
 *   kdf argon2id13                        with trustees instead of these four:
 *   ops 3                                   kdf blake2b-trustees
 *   mem_bytes 268435456                     threshold 2
 *   salt b64u(16)                           trustees 3
 *   cipher xchacha20poly1305-ietf
 *   nonce b64u(24)
 *   wrapped b64u(32 + 16)
 *   sha256 hex of all lines above
 *
 * The key is Argon2id(normal form of the passphrase, salt), or what
 * trustee_key() makes of the shared secret; the lines above "wrapped" are its
 * additional data, so that none can be changed. The last line tells a damaged
 * file from a wrong passphrase; it protects nothing.
 */
#ifndef CHORUS_CEREMONY_KEYFILE_H
#define CHORUS_CEREMONY_KEYFILE_H

#include "ballot/open.h"
#include "ceremony/wrap.h"

/* libsodium's MODERATE: 256 MiB, about a second. The default. */
extern const struct keyfile_limits keyfile_limits_moderate;
/* The least libsodium takes; for tests and the demo only. */
extern const struct keyfile_limits keyfile_limits_light;

/*
 * Writes a new key file, mode 0600. In: WAVE a name (PROTOCOL.md, "Notation");
 * PASSPHRASE a C string in any form; LIMITS as above. Errors: ERR_EXISTS (the
 * file is there: it is never replaced), ERR_FORMAT or ERR_RANGE (passphrase or
 * limits), ERR_MEMORY (Argon2id got none), those of file_write_new; a line in
 * NOTE for each.
 */
BASE_MUST_USE enum err keyfile_write(const char *path, const char *wave,
                                     const struct ballot_secret_key *sk,
                                     const struct ballot_public_key *pk,
                                     const char *passphrase,
                                     const struct keyfile_limits *limits,
                                     struct err_note *note);

/*
 * Opens a key file for the wave and public key that the caller works on. Out:
 * the caller keeps the key in sodium_malloc memory and wipes it. Errors:
 * ERR_DENIED (wrong passphrase), ERR_FORMAT (damaged, not a key file, that of
 * another wave, or one that trustees open), ERR_MEMORY, ERR_NOT_FOUND and
 * others of file_read; a line in NOTE for each.
 */
BASE_MUST_USE enum err keyfile_open(const char *path, const char *wave,
                                    const struct ballot_public_key *pk,
                                    const char *passphrase,
                                    struct ballot_secret_key *out_sk,
                                    struct err_note *note);

/* The same, wrapped by what trustees share: KEY is trustee_key()'s. In:
 * 1 <= THRESHOLD <= TRUSTEES <= 255. Errors: as keyfile_write. */
BASE_MUST_USE enum err keyfile_write_shared(
    const char *path, const char *wave, const struct ballot_secret_key *sk,
    const struct ballot_public_key *pk, const struct wrap_key *key,
    uint32_t threshold, uint32_t trustees, struct err_note *note);
/* Errors: ERR_DENIED (another secret), and as keyfile_open. */
BASE_MUST_USE enum err keyfile_open_shared(const char *path, const char *wave,
                                           const struct ballot_public_key *pk,
                                           const struct wrap_key *key,
                                           struct ballot_secret_key *out_sk,
                                           struct err_note *note);

#endif
