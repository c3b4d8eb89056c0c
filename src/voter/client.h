/*
 * The whole way of one ballot over the network: voter/voter.h and voter/http.h
 * together. What is asked for again after a lost answer is always the same
 * request, so that a person never needs two tokens and never casts two ballots.
 */
#ifndef CHORUS_VOTER_CLIENT_H
#define CHORUS_VOTER_CLIENT_H

#include "voter/http.h"
#include "voter/voter.h"

/*
 * Fetches and checks a wave. In: BASE_URL without a slash at the end; NAME;
 * FINGERPRINT as for voter_wave_new. Errors: those of voter_http_get and
 * voter_wave_new; a line in NOTE.
 */
BASE_MUST_USE enum err voter_client_wave(
    struct voter_http *http, const char *base_url, const char *name,
    const struct wave_fingerprint *fingerprint, struct voter_wave *out_wave,
    struct err_note *note);

/*
 * Gets the token of an invite. Out: the caller wipes the pass. Errors:
 * ERR_EXISTS (the invite was used), ERR_DENIED (not on the wave's list, or no
 * proof), ERR_CLOSED, ERR_BUSY (tried several times in vain), and those of
 * voter_issue_*; a line in NOTE that says whether the invite was used up.
 */
BASE_MUST_USE enum err voter_client_issue(struct voter_http *http,
                                          const char *base_url,
                                          const struct voter_wave *wave,
                                          const struct wave_invite_code *code,
                                          struct wave_pass *out_pass,
                                          struct err_note *note);

/*
 * Seals and sends a row of answers. Errors: ERR_EXISTS (the pass was used for
 * another ballot), ERR_CLOSED, ERR_BUSY, and those of voter_redeem_*.
 */
BASE_MUST_USE enum err voter_client_redeem(struct voter_http *http,
                                           const char *base_url,
                                           const struct voter_wave *wave,
                                           const struct wave_pass *pass,
                                           const uint8_t *row,
                                           struct wave_receipt *out_receipt,
                                           struct err_note *note);

#endif
