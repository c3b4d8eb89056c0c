/*
 * The four binary messages of the protocol: the only place that knows their
 * offsets, for the server (collect) and the client (voter) alike. Checks form
 * only: no signature, tag or element. Source: src/PROTOCOL.md, "Issue",
 * "Redeem".
 */
#ifndef CHORUS_WAVE_REQUEST_H
#define CHORUS_WAVE_REQUEST_H

#include "wave/receipt.h"

#define WAVE_REQUEST_VERSION          0x01
#define WAVE_REQUEST_HEAD_BYTES       35 /* 01 || mh || u16 group */
#define WAVE_ISSUE_REQUEST_BYTES      163
#define WAVE_ISSUE_ANSWER_BYTES       97
#define WAVE_REDEEM_HEAD_BYTES        99 /* all but the sealed ballot */
#define WAVE_SEALED_BYTES(plain_size) ((size_t)(plain_size) + 48)
#define WAVE_REDEEM_REQUEST_BYTES(plain_size)                                  \
    (WAVE_REDEEM_HEAD_BYTES + WAVE_SEALED_BYTES(plain_size))
#define WAVE_REDEEM_ANSWER_BYTES 129

/* How both requests begin. */
struct wave_request_head {
    struct wave_manifest_hash mh;
    uint16_t group;
};

struct wave_issue_request {
    struct wave_manifest_hash mh;
    uint16_t group;
    struct wave_invite_public invite;
    uint8_t blinded[32];
    uint8_t sig[WAVE_SIG_BYTES];
};

struct wave_issue_answer {
    uint8_t evaluated[32];
    uint8_t proof[64];
};

struct wave_redeem_request {
    struct wave_manifest_hash mh;
    uint16_t group;
    struct wave_nonce nonce;
    struct wave_tag tag;
    const uint8_t *sealed; /* not owned: points to the caller's bytes */
    size_t sealed_len;
};

/*
 * Reads the head of either request, so that the wave is known before the length
 * is judged. In: untrusted. Errors: ERR_FORMAT under 35 bytes or with another
 * version.
 */
BASE_MUST_USE enum err wave_request_head_parse(
    const uint8_t *body, size_t len, struct wave_request_head *out_head);

void wave_issue_request_build(const struct wave_issue_request *request,
                              uint8_t out[static WAVE_ISSUE_REQUEST_BYTES]);
/* In: untrusted. Errors: ERR_FORMAT for another version or length. */
BASE_MUST_USE enum err wave_issue_request_parse(
    const uint8_t *body, size_t len, struct wave_issue_request *out_request);

void wave_issue_answer_build(const struct wave_issue_answer *answer,
                             uint8_t out[static WAVE_ISSUE_ANSWER_BYTES]);
/* In: untrusted. Errors: ERR_FORMAT for another version or length. */
BASE_MUST_USE enum err wave_issue_answer_parse(
    const uint8_t *body, size_t len, struct wave_issue_answer *out_answer);

/* Out: WAVE_REDEEM_HEAD_BYTES + sealed_len bytes. */
void wave_redeem_request_build(const struct wave_redeem_request *request,
                               uint8_t *out);
/*
 * In: untrusted; PLAIN_SIZE of the wave that the head names. Out: sealed points
 * into BODY. Errors: ERR_FORMAT for another version or length.
 */
BASE_MUST_USE enum err wave_redeem_request_parse(
    const uint8_t *body, size_t len, size_t plain_size,
    struct wave_redeem_request *out_request);

/* Nullifier, sealed hash and signature of a receipt. */
void wave_redeem_answer_build(const struct wave_receipt *receipt,
                              uint8_t out[static WAVE_REDEEM_ANSWER_BYTES]);
/*
 * The receipt in an answer to a request for (MH, GROUP). In: untrusted; the
 * caller compares nullifier and hash with its own and calls
 * wave_receipt_verify. Errors: ERR_FORMAT for another version or length.
 */
BASE_MUST_USE enum err wave_redeem_answer_parse(
    const uint8_t *body, size_t len, const struct wave_manifest_hash *mh,
    uint16_t group, struct wave_receipt *out_receipt);

#endif
