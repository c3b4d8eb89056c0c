#include "wave/request.h"

#include <sodium.h>

_Static_assert(WAVE_SEALED_BYTES(0) == crypto_box_SEALBYTES, "crypto_box_seal");

/* Where each field lies; both requests begin alike. */
enum {
    AT_VERSION = 0,
    AT_MH = 1,
    AT_GROUP = AT_MH + WAVE_HASH_BYTES,
    HEAD_END = AT_GROUP + 2,

    ISSUE_AT_INVITE = HEAD_END,
    ISSUE_AT_BLINDED = ISSUE_AT_INVITE + 32,
    ISSUE_AT_SIG = ISSUE_AT_BLINDED + 32,
    ISSUE_END = ISSUE_AT_SIG + WAVE_SIG_BYTES,

    ISSUED_AT_EVALUATED = 1,
    ISSUED_AT_PROOF = ISSUED_AT_EVALUATED + 32,
    ISSUED_END = ISSUED_AT_PROOF + 64,

    REDEEM_AT_NONCE = HEAD_END,
    REDEEM_AT_TAG = REDEEM_AT_NONCE + 32,
    REDEEM_AT_SEALED = REDEEM_AT_TAG + 32,

    REDEEMED_AT_NULLIFIER = 1,
    REDEEMED_AT_HASH = REDEEMED_AT_NULLIFIER + WAVE_HASH_BYTES,
    REDEEMED_AT_SIG = REDEEMED_AT_HASH + WAVE_HASH_BYTES,
    REDEEMED_END = REDEEMED_AT_SIG + WAVE_SIG_BYTES,
};
_Static_assert(HEAD_END == WAVE_REQUEST_HEAD_BYTES, "a request's head");
_Static_assert(ISSUE_END == WAVE_ISSUE_REQUEST_BYTES, "the issue request");
_Static_assert(ISSUED_END == WAVE_ISSUE_ANSWER_BYTES, "the issue answer");
_Static_assert(REDEEM_AT_SEALED == WAVE_REDEEM_HEAD_BYTES, "redeem request");
_Static_assert(REDEEMED_END == WAVE_REDEEM_ANSWER_BYTES, "the redeem answer");

static bool is_message(const uint8_t *body, size_t len, size_t expected)
{
    return len == expected && body[AT_VERSION] == WAVE_REQUEST_VERSION;
}

static void head_build(const struct wave_manifest_hash *mh, uint16_t group,
                       uint8_t *out)
{
    out[AT_VERSION] = WAVE_REQUEST_VERSION;
    memcpy(out + AT_MH, mh->b, sizeof mh->b);
    buf_set_u16(out + AT_GROUP, group);
}

enum err wave_request_head_parse(const uint8_t *body, size_t len,
                                 struct wave_request_head *out_head)
{
    if (len < HEAD_END || body[AT_VERSION] != WAVE_REQUEST_VERSION)
        return ERR_FORMAT;
    memcpy(out_head->mh.b, body + AT_MH, sizeof out_head->mh.b);
    out_head->group = buf_get_u16(body + AT_GROUP);
    return ERR_OK;
}

void wave_issue_request_build(const struct wave_issue_request *request,
                              uint8_t out[static WAVE_ISSUE_REQUEST_BYTES])
{
    const struct wave_issue_request *r = request;
    head_build(&r->mh, r->group, out);
    memcpy(out + ISSUE_AT_INVITE, r->invite.b, sizeof r->invite.b);
    memcpy(out + ISSUE_AT_BLINDED, r->blinded, sizeof r->blinded);
    memcpy(out + ISSUE_AT_SIG, r->sig, sizeof r->sig);
}

enum err wave_issue_request_parse(const uint8_t *body, size_t len,
                                  struct wave_issue_request *out_request)
{
    struct wave_issue_request *r = out_request;
    if (!is_message(body, len, ISSUE_END))
        return ERR_FORMAT;
    memcpy(r->mh.b, body + AT_MH, sizeof r->mh.b);
    r->group = buf_get_u16(body + AT_GROUP);
    memcpy(r->invite.b, body + ISSUE_AT_INVITE, sizeof r->invite.b);
    memcpy(r->blinded, body + ISSUE_AT_BLINDED, sizeof r->blinded);
    memcpy(r->sig, body + ISSUE_AT_SIG, sizeof r->sig);
    return ERR_OK;
}

void wave_issue_answer_build(const struct wave_issue_answer *answer,
                             uint8_t out[static WAVE_ISSUE_ANSWER_BYTES])
{
    const struct wave_issue_answer *a = answer;
    out[AT_VERSION] = WAVE_REQUEST_VERSION;
    memcpy(out + ISSUED_AT_EVALUATED, a->evaluated, sizeof a->evaluated);
    memcpy(out + ISSUED_AT_PROOF, a->proof, sizeof a->proof);
}

enum err wave_issue_answer_parse(const uint8_t *body, size_t len,
                                 struct wave_issue_answer *out_answer)
{
    struct wave_issue_answer *a = out_answer;
    if (!is_message(body, len, ISSUED_END))
        return ERR_FORMAT;
    memcpy(a->evaluated, body + ISSUED_AT_EVALUATED, sizeof a->evaluated);
    memcpy(a->proof, body + ISSUED_AT_PROOF, sizeof a->proof);
    return ERR_OK;
}

void wave_redeem_request_build(const struct wave_redeem_request *request,
                               uint8_t *out)
{
    const struct wave_redeem_request *r = request;
    head_build(&r->mh, r->group, out);
    memcpy(out + REDEEM_AT_NONCE, r->nonce.b, sizeof r->nonce.b);
    memcpy(out + REDEEM_AT_TAG, r->tag.b, sizeof r->tag.b);
    memcpy(out + REDEEM_AT_SEALED, r->sealed, r->sealed_len);
}

enum err wave_redeem_request_parse(const uint8_t *body, size_t len,
                                   size_t plain_size,
                                   struct wave_redeem_request *out_request)
{
    struct wave_redeem_request *r = out_request;
    if (!is_message(body, len, WAVE_REDEEM_REQUEST_BYTES(plain_size)))
        return ERR_FORMAT;
    memcpy(r->mh.b, body + AT_MH, sizeof r->mh.b);
    r->group = buf_get_u16(body + AT_GROUP);
    memcpy(r->nonce.b, body + REDEEM_AT_NONCE, sizeof r->nonce.b);
    memcpy(r->tag.b, body + REDEEM_AT_TAG, sizeof r->tag.b);
    r->sealed = body + REDEEM_AT_SEALED;
    r->sealed_len = WAVE_SEALED_BYTES(plain_size);
    return ERR_OK;
}

void wave_redeem_answer_build(const struct wave_receipt *receipt,
                              uint8_t out[static WAVE_REDEEM_ANSWER_BYTES])
{
    const struct wave_receipt *r = receipt;
    out[AT_VERSION] = WAVE_REQUEST_VERSION;
    memcpy(out + REDEEMED_AT_NULLIFIER, r->nullifier.b, sizeof r->nullifier.b);
    memcpy(out + REDEEMED_AT_HASH, r->sealed_hash.b, sizeof r->sealed_hash.b);
    memcpy(out + REDEEMED_AT_SIG, r->sig, sizeof r->sig);
}

enum err wave_redeem_answer_parse(const uint8_t *body, size_t len,
                                  const struct wave_manifest_hash *mh,
                                  uint16_t group,
                                  struct wave_receipt *out_receipt)
{
    struct wave_receipt *r = out_receipt;
    if (!is_message(body, len, REDEEMED_END))
        return ERR_FORMAT;
    r->mh = *mh;
    r->group = group;
    memcpy(r->nullifier.b, body + REDEEMED_AT_NULLIFIER, sizeof r->nullifier.b);
    memcpy(r->sealed_hash.b, body + REDEEMED_AT_HASH, sizeof r->sealed_hash.b);
    memcpy(r->sig, body + REDEEMED_AT_SIG, sizeof r->sig);
    return ERR_OK;
}
