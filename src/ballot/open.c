#include "ballot/open.h"

#include <sodium.h>

void ballot_keypair_new(struct ballot_secret_key *out_sk,
                        struct ballot_public_key *out_pk)
{
    (void)crypto_box_keypair(out_pk->b, out_sk->b);
}

bool ballot_keypair_matches(const struct ballot_secret_key *sk,
                            const struct ballot_public_key *pk)
{
    struct ballot_public_key own;
    return crypto_scalarmult_base(own.b, sk->b) == 0 &&
           sodium_memcmp(own.b, pk->b, sizeof own.b) == 0;
}

enum err ballot_open(const uint8_t *sealed, size_t sealed_len,
                     const struct ballot_public_key *pk,
                     const struct ballot_secret_key *sk, uint8_t *out_plain)
{
    if (sealed_len < BALLOT_SEAL_BYTES)
        return ERR_FORMAT;
    return crypto_box_seal_open(out_plain, sealed, sealed_len, pk->b, sk->b) ==
                   0
               ? ERR_OK
               : ERR_DENIED;
}
