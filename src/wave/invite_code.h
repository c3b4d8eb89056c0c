/*
 * Invites: a code on paper or in a link, the key pair that comes from it, and
 * the signature with which it asks for a token. The server keeps public halves
 * only. Must never know a person or a ballot.
 * Source: src/PROTOCOL.md, "Derived strings" and "Issue".
 */
#ifndef CHORUS_WAVE_INVITE_CODE_H
#define CHORUS_WAVE_INVITE_CODE_H

#include "base/buf.h"
#include "wave/fingerprint.h"
#include "wave/manifest.h"

#define WAVE_ID_BYTES              16
#define WAVE_INVITE_CODE_BYTES     16
#define WAVE_INVITE_CODE_TEXT_SIZE 32 /* 28 symbols, 3 hyphens, NUL */
#define WAVE_SIG_BYTES             64
#define WAVE_BASE_URL_SIZE         256

struct wave_id { /* the manifest's wave_id: 16 random bytes */
    uint8_t b[WAVE_ID_BYTES];
};
struct wave_invite_code { /* u16 group || 14 random: secret */
    uint8_t b[WAVE_INVITE_CODE_BYTES];
};
struct wave_invite_public {
    uint8_t b[32];
};
struct wave_invite_secret { /* Ed25519, libsodium's seed || public: secret */
    uint8_t b[64];
};
struct wave_used_hash { /* how the board lists a used invite */
    uint8_t b[WAVE_HASH_BYTES];
};

/* A fresh code for a group. The caller wipes it. */
void wave_invite_code_new(uint16_t group, struct wave_invite_code *out_code);

/* The group that a code is for. */
uint16_t wave_invite_code_group(const struct wave_invite_code *code);

/* XXXXXXX-XXXXXXX-XXXXXXX-XXXXXXX with its check byte. The caller wipes it. */
void wave_invite_code_text(const struct wave_invite_code *code,
                           char out[static WAVE_INVITE_CODE_TEXT_SIZE]);

/*
 * Reads a code that a person may have typed: case, blanks and hyphens do not
 * matter, I and L are 1, O is 0. In: untrusted, LEN bytes, no NUL needed.
 * Errors: ERR_FORMAT (wrong symbols or number of symbols), ERR_DENIED (the
 * check byte does not fit: a symbol was mistyped).
 */
BASE_MUST_USE enum err wave_invite_code_parse(
    const char *text, size_t len, struct wave_invite_code *out_code);

/*
 * The Ed25519 pair of a code in a wave: seed SHA-256(label("invite") || wave_id
 * || code). The caller wipes the secret half.
 */
void wave_invite_keypair(const struct wave_id *wave_id,
                         const struct wave_invite_code *code,
                         struct wave_invite_public *out_public,
                         struct wave_invite_secret *out_secret);

/* SHA-256(label("used") || invite_pk). */
void wave_invite_used_hash(const struct wave_invite_public *invite,
                           struct wave_used_hash *out_hash);

/*
 * Signs a request for a token over label("issue") || mh || u16 group ||
 * invite_pk || blinded.
 */
void wave_invite_sign_issue(const struct wave_invite_secret *secret,
                            const struct wave_manifest_hash *mh, uint16_t group,
                            const struct wave_invite_public *invite,
                            const uint8_t blinded[static 32],
                            uint8_t out_sig[static WAVE_SIG_BYTES]);

/* Checks one. In: everything untrusted. Errors: ERR_DENIED. */
BASE_MUST_USE enum err wave_invite_check_issue(
    const struct wave_invite_public *invite,
    const struct wave_manifest_hash *mh, uint16_t group,
    const uint8_t blinded[static 32], const uint8_t sig[static WAVE_SIG_BYTES]);

/* Appends BASE/w/WAVE#CODE.FINGERPRINT. In: BASE_URL may end in a slash. */
void wave_invite_link(const char *base_url, const char *wave_name,
                      const struct wave_invite_code *code,
                      const struct wave_manifest_hash *mh, struct buf *buf);

/* A link taken apart; the caller wipes it. */
struct wave_invite_link {
    char base_url[WAVE_BASE_URL_SIZE]; /* no slash at the end */
    char wave_name[WAVE_NAME_MAX + 1];
    struct wave_invite_code code;
    struct wave_fingerprint fingerprint;
};

/*
 * Reads a link as wave_invite_link writes it; the base must begin with http://
 * or https://. In: untrusted. Errors: ERR_FORMAT, or ERR_DENIED for a code
 * whose check byte does not fit.
 */
BASE_MUST_USE enum err wave_invite_link_parse(
    const char *link, struct wave_invite_link *out_link);

#endif
