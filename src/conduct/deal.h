/*
 * Dealing a new wave's key to its trustees: the shared secret, a share and a
 * signing key for each, and what the manifest says of them. The dealer forgets
 * all of it when the opening is done.
 * Source: src/PROTOCOL.md, "Trustees".
 */
#ifndef CHORUS_CONDUCT_DEAL_H
#define CHORUS_CONDUCT_DEAL_H

#include "ceremony/keyfile.h"
#include "wave/trustees.h"

struct conduct_deal;

/* Draws everything. In: 1 <= THRESHOLD <= COUNT <= WAVE_TRUSTEES_MAX. Out:
 * caller frees with conduct_deal_free. Errors: ERR_MEMORY. */
BASE_MUST_USE enum err conduct_deal_new(uint32_t threshold, uint32_t count,
                                        struct conduct_deal **out_deal);
/* Wipes and frees; NULL is fine. */
void conduct_deal_free(struct conduct_deal *deal);

/* For the manifest; belongs to the deal. */
const struct wave_trustees *conduct_deal_public(
    const struct conduct_deal *deal);

/* Writes the share file of trustee NUMBER. Errors: those of sharefile_write. */
BASE_MUST_USE enum err conduct_deal_write_share(
    const struct conduct_deal *deal, const char *path, const char *wave,
    const struct ballot_public_key *seal_pk, uint32_t number,
    const char *passphrase, const struct keyfile_limits *limits,
    struct err_note *note);

/* Writes the key file that the trustees open. Errors: those of
 * keyfile_write_shared. */
BASE_MUST_USE enum err conduct_deal_write_seal(
    const struct conduct_deal *deal, const char *path, const char *wave,
    const struct ballot_secret_key *seal_sk,
    const struct ballot_public_key *seal_pk, struct err_note *note);

#endif
