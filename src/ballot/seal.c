#include "ballot/seal.h"

#include <sodium.h>

_Static_assert(BALLOT_SEAL_BYTES == crypto_box_SEALBYTES, "crypto_box_seal");
_Static_assert(BALLOT_KEY_BYTES == crypto_box_PUBLICKEYBYTES, "crypto_box");

enum err ballot_seal(const uint8_t *plain, size_t plain_size,
                     const struct ballot_public_key *pk, uint8_t *out_sealed)
{
    /* It fails only when the shared point is zero. */
    return crypto_box_seal(out_sealed, plain, plain_size, pk->b) == 0
               ? ERR_OK
               : ERR_ELEMENT;
}
