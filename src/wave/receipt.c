#include "wave/receipt.h"

#include "base/encode.h"
#include "wave/transcript.h"

#include <sodium.h>

static const char receipt_prefix[] = "chorus-receipt-v1.";
static const char pass_prefix[] = "chorus-pass-v1.";

_Static_assert(sizeof receipt_prefix - 1 +
                       ENCODE_B64U_SIZE(WAVE_RECEIPT_BYTES) ==
                   WAVE_RECEIPT_TEXT_SIZE,
               "a receipt's text");
_Static_assert(sizeof pass_prefix - 1 + ENCODE_B64U_SIZE(WAVE_PASS_BYTES) ==
                   WAVE_PASS_TEXT_SIZE,
               "a pass's text");

/* Where each field lies in the bytes behind the texts. */
enum {
    AT_MH = 0,
    AT_GROUP = AT_MH + WAVE_HASH_BYTES,
    AT_NULLIFIER = AT_GROUP + 2,
    AT_SEALED_HASH = AT_NULLIFIER + WAVE_HASH_BYTES,
    AT_SIG = AT_SEALED_HASH + WAVE_HASH_BYTES,
    RECEIPT_END = AT_SIG + WAVE_SIG_BYTES,

    AT_NONCE = AT_GROUP + 2,
    AT_TOKEN_KEY = AT_NONCE + 32,
    PASS_END = AT_TOKEN_KEY + WAVE_TOKEN_KEY_BYTES,
};
_Static_assert(RECEIPT_END == WAVE_RECEIPT_BYTES, "a receipt's layout");
_Static_assert(PASS_END == WAVE_PASS_BYTES, "a pass's layout");

static void receipt_message(const struct wave_receipt *r,
                            struct wave_transcript *t)
{
    wave_transcript_init(t, "receipt");
    wave_transcript_put(t, r->mh.b, sizeof r->mh.b);
    wave_transcript_put_u16(t, r->group);
    wave_transcript_put(t, r->nullifier.b, sizeof r->nullifier.b);
    wave_transcript_put(t, r->sealed_hash.b, sizeof r->sealed_hash.b);
}

void wave_receipt_sign(const struct wave_board_secret *board,
                       struct wave_receipt *receipt)
{
    struct wave_transcript t;
    receipt_message(receipt, &t);
    (void)crypto_sign_detached(receipt->sig, NULL, t.b, t.len, board->b);
}

enum err wave_receipt_verify(const struct wave_receipt *receipt,
                             const struct wave_board_public *board)
{
    struct wave_transcript t;
    receipt_message(receipt, &t);
    return crypto_sign_verify_detached(receipt->sig, t.b, t.len, board->b) == 0
               ? ERR_OK
               : ERR_DENIED;
}

/* LEN bytes behind PREFIX; ERR_FORMAT otherwise. */
static enum err decode(const char *prefix, const char *text, size_t text_len,
                       uint8_t *out, size_t len)
{
    size_t prefix_len = strlen(prefix);
    if (text_len < prefix_len || memcmp(text, prefix, prefix_len) != 0)
        return ERR_FORMAT;
    return decode_b64u(text + prefix_len, text_len - prefix_len, out, len);
}

void wave_receipt_text(const struct wave_receipt *receipt,
                       char out[static WAVE_RECEIPT_TEXT_SIZE])
{
    uint8_t bytes[WAVE_RECEIPT_BYTES];
    memcpy(bytes + AT_MH, receipt->mh.b, sizeof receipt->mh.b);
    buf_set_u16(bytes + AT_GROUP, receipt->group);
    memcpy(bytes + AT_NULLIFIER, receipt->nullifier.b,
           sizeof receipt->nullifier.b);
    memcpy(bytes + AT_SEALED_HASH, receipt->sealed_hash.b,
           sizeof receipt->sealed_hash.b);
    memcpy(bytes + AT_SIG, receipt->sig, sizeof receipt->sig);
    memcpy(out, receipt_prefix, sizeof receipt_prefix);
    encode_b64u(bytes, sizeof bytes, out + sizeof receipt_prefix - 1);
}

enum err wave_receipt_parse(const char *text, size_t len,
                            struct wave_receipt *out_receipt)
{
    uint8_t bytes[WAVE_RECEIPT_BYTES];
    enum err e = decode(receipt_prefix, text, len, bytes, sizeof bytes);
    if (e != ERR_OK)
        return e;
    struct wave_receipt *r = out_receipt;
    memcpy(r->mh.b, bytes + AT_MH, sizeof r->mh.b);
    r->group = buf_get_u16(bytes + AT_GROUP);
    memcpy(r->nullifier.b, bytes + AT_NULLIFIER, sizeof r->nullifier.b);
    memcpy(r->sealed_hash.b, bytes + AT_SEALED_HASH, sizeof r->sealed_hash.b);
    memcpy(r->sig, bytes + AT_SIG, sizeof r->sig);
    return ERR_OK;
}

void wave_pass_text(const struct wave_pass *pass,
                    char out[static WAVE_PASS_TEXT_SIZE])
{
    uint8_t bytes[WAVE_PASS_BYTES];
    memcpy(bytes + AT_MH, pass->mh.b, sizeof pass->mh.b);
    buf_set_u16(bytes + AT_GROUP, pass->group);
    memcpy(bytes + AT_NONCE, pass->nonce.b, sizeof pass->nonce.b);
    memcpy(bytes + AT_TOKEN_KEY, pass->token_key, sizeof pass->token_key);
    memcpy(out, pass_prefix, sizeof pass_prefix);
    encode_b64u(bytes, sizeof bytes, out + sizeof pass_prefix - 1);
    sodium_memzero(bytes, sizeof bytes);
}

enum err wave_pass_parse(const char *text, size_t len,
                         struct wave_pass *out_pass)
{
    uint8_t bytes[WAVE_PASS_BYTES];
    enum err e = decode(pass_prefix, text, len, bytes, sizeof bytes);
    if (e == ERR_OK) {
        struct wave_pass *p = out_pass;
        memcpy(p->mh.b, bytes + AT_MH, sizeof p->mh.b);
        p->group = buf_get_u16(bytes + AT_GROUP);
        memcpy(p->nonce.b, bytes + AT_NONCE, sizeof p->nonce.b);
        memcpy(p->token_key, bytes + AT_TOKEN_KEY, sizeof p->token_key);
    }
    sodium_memzero(bytes, sizeof bytes);
    return e;
}
