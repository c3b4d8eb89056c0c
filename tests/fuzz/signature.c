/* A .sig file beside a board: only the right one, with or without a line end,
 * is taken. */
#include "fuzz/fuzz.h"

#include "wave/signature.h"

#include <sodium.h>

static const char document[] = "{}";

/* The keys with which corpus/signature was signed. */
static struct wave_board_public key(struct wave_board_secret *out_sk)
{
    const uint8_t seed[crypto_sign_SEEDBYTES] = {13};
    struct wave_board_public pk;
    err_assert(crypto_sign_seed_keypair(pk.b, out_sk->b, seed) == 0);
    return pk;
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct wave_board_public pk;
    static char right[WAVE_SIGNATURE_TEXT_SIZE];
    if (right[0] == 0) {
        struct wave_board_secret sk;
        pk = key(&sk);
        wave_sign_document(WAVE_DOCUMENT_BOARD, document, 2, &sk, right);
    }
    enum err e = wave_verify_document(WAVE_DOCUMENT_BOARD, document, 2,
                                      (const char *)data, len, &pk);
    err_assert(e == ERR_OK || e == ERR_FORMAT || e == ERR_DENIED);
    if (e == ERR_OK)
        err_assert(len >= strlen(right) && len <= strlen(right) + 2 &&
                   memcmp(data, right, strlen(right)) == 0);
    return 0;
}
