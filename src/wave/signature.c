#include "wave/signature.h"

#include <sodium.h>

#define MESSAGE_MAX (ENCODE_LABEL_MAX + WAVE_HASH_BYTES)

static const char *label_name(enum wave_document kind)
{
    switch (kind) {
    case WAVE_DOCUMENT_BOARD: return "board";
    case WAVE_DOCUMENT_RELEASE: return "release";
    }
    err_abort("a kind of document", __FILE__, __LINE__);
}

/* label(kind) || SHA-256(document); returns its length. */
static size_t message(enum wave_document kind,
                      const uint8_t sha256[static WAVE_HASH_BYTES],
                      uint8_t out[static MESSAGE_MAX])
{
    size_t label_len = encode_label(label_name(kind), out);
    memcpy(out + label_len, sha256, WAVE_HASH_BYTES);
    return label_len + WAVE_HASH_BYTES;
}

void wave_board_keypair(struct wave_board_public *out_public,
                        struct wave_board_secret *out_secret)
{
    err_assert(crypto_sign_keypair(out_public->b, out_secret->b) == 0);
}

void wave_sign_document(enum wave_document kind, const void *bytes, size_t len,
                        const struct wave_board_secret *secret,
                        char out[static WAVE_SIGNATURE_TEXT_SIZE])
{
    uint8_t sha256[WAVE_HASH_BYTES];
    (void)crypto_hash_sha256(sha256, bytes, len);
    wave_sign_hash(kind, sha256, secret, out);
}

void wave_sign_hash(enum wave_document kind,
                    const uint8_t sha256[static WAVE_HASH_BYTES],
                    const struct wave_board_secret *secret,
                    char out[static WAVE_SIGNATURE_TEXT_SIZE])
{
    uint8_t text[MESSAGE_MAX];
    size_t text_len = message(kind, sha256, text);
    uint8_t sig[WAVE_SIG_BYTES];
    err_assert(crypto_sign_detached(sig, NULL, text, text_len, secret->b) == 0);
    encode_b64u(sig, sizeof sig, out);
}

enum err wave_verify_document(enum wave_document kind, const void *bytes,
                              size_t len, const char *sig_text, size_t sig_len,
                              const struct wave_board_public *board)
{
    uint8_t sha256[WAVE_HASH_BYTES];
    (void)crypto_hash_sha256(sha256, bytes, len);
    return wave_verify_hash(kind, sha256, sig_text, sig_len, board);
}

enum err wave_verify_hash(enum wave_document kind,
                          const uint8_t sha256[static WAVE_HASH_BYTES],
                          const char *sig_text, size_t sig_len,
                          const struct wave_board_public *board)
{
    if (sig_len > 0 && sig_text[sig_len - 1] == '\n')
        sig_len--;
    if (sig_len > 0 && sig_text[sig_len - 1] == '\r')
        sig_len--;
    uint8_t sig[WAVE_SIG_BYTES];
    if (decode_b64u(sig_text, sig_len, sig, sizeof sig) != ERR_OK)
        return ERR_FORMAT;
    uint8_t text[MESSAGE_MAX];
    size_t text_len = message(kind, sha256, text);
    if (crypto_sign_verify_detached(sig, text, text_len, board->b) != 0)
        return ERR_DENIED;
    return ERR_OK;
}
