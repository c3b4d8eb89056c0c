/*
 * What a trainee may keep: a receipt (the server's signature that a ballot is
 * stored) and a pass (a token to be redeemed later, elsewhere).
 * Source: src/PROTOCOL.md, "Redeem" and "Receipt and pass, as text".
 */
#ifndef CHORUS_WAVE_RECEIPT_H
#define CHORUS_WAVE_RECEIPT_H

#include "wave/derive.h"
#include "wave/invite_code.h"

#define WAVE_RECEIPT_BYTES     162 /* mh, group, nullifier, sealed hash, sig */
#define WAVE_RECEIPT_TEXT_SIZE 235
#define WAVE_PASS_BYTES        130 /* mh, group, nonce, token key */
#define WAVE_PASS_TEXT_SIZE    190

struct wave_board_public { /* the manifest's board_pk, Ed25519 */
    uint8_t b[32];
};
struct wave_board_secret { /* libsodium's seed || public: secret */
    uint8_t b[64];
};

struct wave_receipt {
    struct wave_manifest_hash mh;
    uint16_t group;
    struct wave_nullifier nullifier;
    struct wave_sealed_hash sealed_hash;
    uint8_t sig[WAVE_SIG_BYTES];
};

struct wave_pass { /* secret: who has it can redeem it */
    struct wave_manifest_hash mh;
    uint16_t group;
    struct wave_nonce nonce;
    uint8_t token_key[WAVE_TOKEN_KEY_BYTES];
};

/*
 * Signs, into RECEIPT->sig, label("receipt") || mh || u16 group || nullifier ||
 * sealed hash, the fields that RECEIPT holds. The same fields give the same
 * signature.
 */
void wave_receipt_sign(const struct wave_board_secret *board,
                       struct wave_receipt *receipt);

/* Checks the signature. In: RECEIPT untrusted. Errors: ERR_DENIED. */
BASE_MUST_USE enum err wave_receipt_verify(
    const struct wave_receipt *receipt, const struct wave_board_public *board);

/* "chorus-receipt-v1." and b64u, with NUL. */
void wave_receipt_text(const struct wave_receipt *receipt,
                       char out[static WAVE_RECEIPT_TEXT_SIZE]);
/* The inverse, strict; it does not check the signature. Errors: ERR_FORMAT. */
BASE_MUST_USE enum err wave_receipt_parse(const char *text, size_t len,
                                          struct wave_receipt *out_receipt);

/* "chorus-pass-v1." and b64u, with NUL. The caller wipes it. */
void wave_pass_text(const struct wave_pass *pass,
                    char out[static WAVE_PASS_TEXT_SIZE]);
/* The inverse, strict. Out: the caller wipes it. Errors: ERR_FORMAT. */
BASE_MUST_USE enum err wave_pass_parse(const char *text, size_t len,
                                       struct wave_pass *out_pass);

#endif
