/*
 * Opening sealed ballots: the power that chorusd must not even link against
 * (build/lib/ballot_open.a). Only the tally and the ceremony may call it.
 */
#ifndef CHORUS_BALLOT_OPEN_H
#define CHORUS_BALLOT_OPEN_H

#include "ballot/seal.h"

#include <stdbool.h>

struct ballot_secret_key { /* opens every ballot of one wave: secret */
    uint8_t b[BALLOT_KEY_BYTES];
};

/* A fresh pair; the caller keeps the secret half in sodium_malloc memory. */
void ballot_keypair_new(struct ballot_secret_key *out_sk,
                        struct ballot_public_key *out_pk);

/* Whether SK is the secret half of PK. */
bool ballot_keypair_matches(const struct ballot_secret_key *sk,
                            const struct ballot_public_key *pk);

/*
 * Opens one sealed ballot. In: SEALED is untrusted, of any length. Out:
 * SEALED_LEN - BALLOT_SEAL_BYTES bytes; the caller wipes them. Errors:
 * ERR_FORMAT (shorter than a seal), ERR_DENIED (it does not open: spoiled).
 */
BASE_MUST_USE enum err ballot_open(const uint8_t *sealed, size_t sealed_len,
                                   const struct ballot_public_key *pk,
                                   const struct ballot_secret_key *sk,
                                   uint8_t *out_plain);

#endif
