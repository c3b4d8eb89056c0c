/*
 * Whether a release speaks of the wave that it names: the promise in the
 * manifest, and the counts on the board. Whether its figures follow from each
 * other is the auditor's question.
 */
#ifndef CHORUS_CONDUCT_AGREEMENT_H
#define CHORUS_CONDUCT_AGREEMENT_H

#include "release/published.h"
#include "wave/board.h"

/* What a release is held against; all of it checked by itself before. */
struct conduct_agreement {
    const struct wave_manifest *manifest;
    const struct wave_manifest_hash *mh;
    const struct wave_board *board;
    const uint8_t *board_sha256; /* 32 bytes */
};

/*
 * Holds the release against manifest and board: it names both by their hashes;
 * wave, institution, survey and rule are the promised ones; its departments and
 * units are the manifest's, each once, with name and roster; totals are the
 * board's; no department shows more answers than it has ballots; all ballots
 * but fewer than k are in a leaf, or spoiled.
 * In: RELEASE untrusted. Errors: ERR_DENIED, with what does not hold in NOTE;
 * ERR_MEMORY.
 */
BASE_MUST_USE enum err conduct_agreement_check(
    const struct published_release *release,
    const struct conduct_agreement *against, struct err_note *note);

#endif
