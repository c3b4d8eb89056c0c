/*
 * The trainee's client in C: what the page does in the browser, step by step,
 * on bytes. Pure: the network is voter/http.h, the two together voter/client.h.
 * Holds one person's nonce, token and answers while it runs; must never write
 * any of them anywhere, and never derives a nonce or a blind from an invite.
 * Source: src/PROTOCOL.md.
 */
#ifndef CHORUS_VOTER_VOTER_H
#define CHORUS_VOTER_VOTER_H

#include "base/buf.h"
#include "survey/definition.h"
#include "token/poprf.h"
#include "wave/manifest.h"
#include "wave/request.h"

/* A wave whose promise was checked. Read only once made: threads may share. */
struct voter_wave {
    struct wave_manifest *manifest;
    struct wave_manifest_hash mh;
    struct survey *survey;
};

/*
 * Checks a manifest and its survey as every client must.
 * In: the bytes that the server sent, untrusted; NAME of the wave that was
 * asked for; FINGERPRINT from the invite, NULL when the caller compares the
 * hash itself. Out: freed with voter_wave_free.
 * Errors: ERR_DENIED (another fingerprint, another survey than the manifest
 * promises, another wave), ERR_FORMAT and ERR_RANGE (what a client refuses in
 * a manifest, a survey that does not parse, a plain_size that does not fit it),
 * ERR_MEMORY; a line in NOTE for each.
 */
BASE_MUST_USE enum err voter_wave_new(
    const struct buf *manifest, const struct buf *survey, const char *name,
    const struct wave_fingerprint *fingerprint, struct voter_wave *out_wave,
    struct err_note *note);
void voter_wave_free(struct voter_wave *wave);

/* A token that was asked for and not yet got: secret. */
struct voter_issue {
    uint16_t group;
    struct wave_nonce nonce;
    struct token_blind blind;
    struct token_blinded blinded;
    uint8_t request[WAVE_ISSUE_REQUEST_BYTES]; /* the body of POST /v1/issue */
};

/*
 * Begins: a fresh nonce, blinded, signed by the invite. A lost answer is asked
 * for again with the same request.
 * Out: the caller wipes it with voter_issue_wipe. Errors: ERR_NOT_FOUND (the
 * code is for a group that this wave does not have), ERR_ELEMENT (never in
 * practice); a line in NOTE.
 */
BASE_MUST_USE enum err voter_issue_begin(const struct voter_wave *wave,
                                         const struct wave_invite_code *code,
                                         struct voter_issue *out_issue,
                                         struct err_note *note);
/*
 * Ends: checks the proof against the manifest's key and takes the blind off.
 * In: ANSWER untrusted. Out: the caller wipes the pass. Errors: ERR_FORMAT
 * (length, version), ERR_ELEMENT, ERR_DENIED (another key was used: somebody
 * may be tagging this person); a line in NOTE.
 */
BASE_MUST_USE enum err voter_issue_finish(const struct voter_wave *wave,
                                          const struct voter_issue *issue,
                                          const struct buf *answer,
                                          struct wave_pass *out_pass,
                                          struct err_note *note);
void voter_issue_wipe(struct voter_issue *issue);

/* A ballot that was sealed and not yet acknowledged. */
struct voter_redeem {
    uint16_t group;
    struct wave_nullifier nullifier;
    struct wave_sealed_hash sealed_hash;
    struct buf request; /* the body of POST /v1/redeem */
};

/*
 * Begins: seals a row of answers and tags it with the token key. A lost answer
 * is asked for again with the same request.
 * In: PASS of this wave; ROW of survey->answers_bytes bytes, checked here too.
 * Out: freed with voter_redeem_free. Errors: ERR_DENIED (a pass of another
 * wave), ERR_RANGE (a row that its survey does not allow), ERR_ELEMENT (a
 * sealing key that seals nothing), ERR_MEMORY; a line in NOTE.
 */
BASE_MUST_USE enum err voter_redeem_begin(const struct voter_wave *wave,
                                          const struct wave_pass *pass,
                                          const uint8_t *row,
                                          struct voter_redeem *out_redeem,
                                          struct err_note *note);
/*
 * Ends: the receipt, checked to be signed by the board's key and to speak of
 * this very ballot. In: ANSWER untrusted. Errors: ERR_FORMAT, ERR_DENIED; a
 * line in NOTE.
 */
BASE_MUST_USE enum err voter_redeem_finish(const struct voter_wave *wave,
                                           const struct voter_redeem *redeem,
                                           const struct buf *answer,
                                           struct wave_receipt *out_receipt,
                                           struct err_note *note);
void voter_redeem_free(struct voter_redeem *redeem);

#endif
