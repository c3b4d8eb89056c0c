/*
 * Counting with all cores: opening a sealed ballot is two scalar
 * multiplications and dwarfs all else. One thread reads and hands ballots over
 * in batches, the others open and count, each into a tally of its own; the sums
 * are added at the end. The order of ballots does not matter to a tally, so the
 * release is the same byte for byte.
 * Memory: a few batches and one tally a thread, however many ballots there are.
 */
#ifndef CHORUS_RELEASE_CREW_H
#define CHORUS_RELEASE_CREW_H

#include "release/tally.h"

struct tally_crew;

/* As many threads as the machine has cores, 1 to 64. */
size_t tally_crew_cores(void);

/*
 * Starts 1 <= THREADS <= 64 that count into TALLY, which must outlive the crew
 * and is not to be used until tally_crew_end. Out: ended by tally_crew_end.
 * Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err tally_crew_new(struct tally *tally, size_t threads,
                                      struct tally_crew **out_crew);

/*
 * Hands one ballot over; as tally_ballot, but that an error may come with a
 * later ballot or at the end. SEALED is copied. One thread at a time.
 * Errors: those of tally_ballot, of any ballot handed over before.
 */
BASE_MUST_USE enum err tally_crew_ballot(struct tally_crew *crew,
                                         uint16_t group, const uint8_t *sealed,
                                         size_t sealed_len);

/*
 * Waits until all ballots are counted, adds them to the tally, and frees the
 * crew. The tally is worth nothing unless this returns ERR_OK.
 * Errors: those of tally_ballot.
 */
BASE_MUST_USE enum err tally_crew_end(struct tally_crew *crew);

#endif
