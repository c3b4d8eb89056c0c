/*
 * The signatures that stand beside a published document (board.sig,
 * release.sig): Ed25519 by the wave's board key over label(kind) || SHA-256 of
 * the document's exact bytes. Source: src/PROTOCOL.md, "Board"; src/RELEASE.md,
 * "The release file".
 */
#ifndef CHORUS_WAVE_SIGNATURE_H
#define CHORUS_WAVE_SIGNATURE_H

#include "wave/receipt.h"

#define WAVE_SIGNATURE_TEXT_SIZE ENCODE_B64U_SIZE(WAVE_SIG_BYTES)

enum wave_document {
    WAVE_DOCUMENT_BOARD,
    WAVE_DOCUMENT_RELEASE,
};

/* A fresh board key pair. The caller wipes the secret half. */
void wave_board_keypair(struct wave_board_public *out_public,
                        struct wave_board_secret *out_secret);

/*
 * Signs a document. Out: the text of the .sig file, 86 characters of b64u and
 * NUL. The same bytes give the same signature.
 */
void wave_sign_document(enum wave_document kind, const void *bytes, size_t len,
                        const struct wave_board_secret *secret,
                        char out[static WAVE_SIGNATURE_TEXT_SIZE]);

/* The same of a document that was hashed piece by piece: SHA256 of it. */
void wave_sign_hash(enum wave_document kind,
                    const uint8_t sha256[static WAVE_HASH_BYTES],
                    const struct wave_board_secret *secret,
                    char out[static WAVE_SIGNATURE_TEXT_SIZE]);

/*
 * Checks a .sig file; one line end after the text is allowed, for people who
 * saved it with an editor. In: everything untrusted but PUBLIC (manifest's).
 * Errors: ERR_FORMAT (no b64u of 64 bytes), ERR_DENIED (another document,
 * another kind, another key).
 */
BASE_MUST_USE enum err wave_verify_document(
    enum wave_document kind, const void *bytes, size_t len,
    const char *sig_text, size_t sig_len,
    const struct wave_board_public *board);

/* The same of a document that was hashed piece by piece. */
BASE_MUST_USE enum err wave_verify_hash(
    enum wave_document kind, const uint8_t sha256[static WAVE_HASH_BYTES],
    const char *sig_text, size_t sig_len,
    const struct wave_board_public *board);

#endif
