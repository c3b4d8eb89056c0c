/*
 * Counting a wave: each sealed ballot is opened, checked, scored, added to the
 * sums of its group, and forgotten. Holds sums by group and scale, never a
 * ballot; must never know a person. A pure function: the order of the ballots
 * does not matter, there is no clock and no random number.
 * Source: src/RELEASE.md; src/PROTOCOL.md, "Redeem" (spoiled ballots).
 */
#ifndef CHORUS_RELEASE_TALLY_H
#define CHORUS_RELEASE_TALLY_H

#include "ballot/open.h"
#include "release/leaf.h"
#include "wave/fingerprint.h"

struct tally;

/*
 * Begins a count. In: SURVEY (the one whose hash the manifest holds), MANIFEST
 * and SECRET must outlive the tally; MH is the manifest's hash. Out: caller
 * frees with tally_free.
 * Errors: ERR_DENIED, SECRET does not open this wave (else a wrong key would
 * make every ballot spoiled); ERR_STATE, the survey is another than the
 * manifest's by id, version or plain_size; ERR_MEMORY. NOTE says so.
 */
BASE_MUST_USE enum err tally_new(const struct survey *survey,
                                 const struct wave_manifest *manifest,
                                 const struct wave_manifest_hash *mh,
                                 const struct ballot_secret_key *secret,
                                 struct tally **out_tally,
                                 struct err_note *note);
/* Wipes and frees; NULL is fine. */
void tally_free(struct tally *tally);

/*
 * Another count of the same wave that begins at nothing, for another thread:
 * it shares what was given to tally_new. Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err tally_new_like(const struct tally *tally,
                                      struct tally **out_tally);
/* Adds what FROM counted, a count of the same wave; FROM stays as it is. */
void tally_add(struct tally *into, const struct tally *from);

/*
 * Counts one ballot. In: GROUP for which it was redeemed, from the store;
 * SEALED of any length, untrusted. A ballot is spoiled, and counted as such,
 * when it does not open, or its version, manifest, group, length or padding is
 * wrong, or an answer is out of range.
 * Errors: ERR_CORRUPT, the manifest has no such group; any other code is a
 * failure of ours; nothing is counted then.
 */
BASE_MUST_USE enum err tally_ballot(struct tally *tally, uint16_t group,
                                    const uint8_t *sealed, size_t sealed_len);

/*
 * The same of a ballot that is open already. In: PLAIN of the manifest's
 * plain_bytes, untrusted, of the caller to wipe.
 */
BASE_MUST_USE enum err tally_opened(struct tally *tally, uint16_t group,
                                    const uint8_t *plain);

/* How long a sealed ballot of this wave is; any other is spoiled. */
size_t tally_sealed_bytes(const struct tally *tally);

/* Ballots counted so far, spoiled ones included. */
uint32_t tally_redeemed(const struct tally *tally);
uint32_t tally_spoiled(const struct tally *tally);

/*
 * Ballots that are not spoiled, by group: manifest.group_count numbers in the
 * manifest's order. Belongs to the tally.
 */
const uint32_t *tally_answered(const struct tally *tally);

/* The sums of one scale over some groups (indices: id - 1). */
struct leaf_counts tally_counts(const struct tally *tally, size_t scale,
                                const size_t *groups, size_t group_count);

#endif
