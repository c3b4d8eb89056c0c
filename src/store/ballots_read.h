/*
 * WAVE.ballots.db, the half that hands out: what `chorus wave close` uses to
 * stop a wave and to read its sealed ballots. An archive of its own; chorusd
 * never links it. Cannot open a ballot and cannot add one.
 *
 * One thread at a time may use a struct ballots_read.
 */
#ifndef CHORUS_STORE_BALLOTS_READ_H
#define CHORUS_STORE_BALLOTS_READ_H

#include "base/err.h"
#include "store/wave_state.h"

#include <stddef.h>

struct ballots_read;

/*
 * Out: caller closes with ballots_read_close.
 * Errors: ERR_NOT_FOUND, ERR_CORRUPT, ERR_STATE (of another version), ERR_BUSY,
 * ERR_IO, ERR_DENIED.
 */
BASE_MUST_USE enum err ballots_read_open(const char *path,
                                         struct ballots_read **out_read,
                                         struct err_note *note);
void ballots_read_close(struct ballots_read *read);

/* One stored ballot, while it is being visited. */
struct ballots_read_row {
    uint16_t group;
    uint8_t nullifier[32];
    uint8_t sealed_hash[32]; /* SHA-256 of what follows: computed, with it */
    const uint8_t *sealed;   /* NULL: not read */
    size_t sealed_len;
};

/* What a walk met, in its order: equal ones met the same ballots. */
struct ballots_read_digest {
    uint8_t b[32];
};

/*
 * Calls FN for each stored ballot, in the file's order of chance, with its
 * sealed_hash as it is stored and without what is sealed: a list costs little.
 * In: EXPECTED, of an earlier walk, or NULL. Out: OUT_DIGEST, may be NULL.
 * Errors: ERR_STATE (the wave is open), ERR_CORRUPT (other ballots than
 * expected, told when FN has had them all), ERR_BUSY, ERR_IO, those of FN.
 */
BASE_MUST_USE enum err ballots_read_heads(
    struct ballots_read *read, const struct ballots_read_digest *expected,
    enum err (*fn)(void *ctx, const struct ballots_read_row *row), void *ctx,
    struct ballots_read_digest *out_digest);

/*
 * Calls FN for each stored ballot, in the file's order of chance, within one
 * transaction and with the memory of one ballot. An error of FN ends the walk
 * and is returned. Set the state to closing first: an open wave goes on.
 * In: EXPECTED, of an earlier walk: FN is called only when the file has the
 * same ballots still. Errors: ERR_STATE (the wave is open), ERR_CORRUPT (other
 * ballots, or a hash that is not its ballot's), ERR_BUSY, ERR_IO.
 */
BASE_MUST_USE enum err ballots_read_each(
    struct ballots_read *read, const struct ballots_read_digest *expected,
    enum err (*fn)(void *ctx, const struct ballots_read_row *row), void *ctx);

/*
 * How many rows the file has and how many bytes a sealed ballot: what it was
 * made with, whatever was stored since. Reads every row's head.
 * Errors: ERR_CORRUPT (a row of another size), ERR_BUSY, ERR_IO.
 */
BASE_MUST_USE enum err ballots_read_shape(struct ballots_read *read,
                                          uint32_t *out_places,
                                          uint32_t *out_sealed_bytes);

/* How many ballots are in it. Errors: ERR_CORRUPT, ERR_BUSY, ERR_IO. */
BASE_MUST_USE enum err ballots_read_used(struct ballots_read *read,
                                         uint32_t *out_used);

/* The state that the file carries. */
BASE_MUST_USE enum err ballots_read_state(struct ballots_read *read,
                                          enum wave_state *out_state);

/*
 * Sets the state under an exclusive lock: once this returns, no transaction
 * that began under the old state is still to be committed.
 * Errors: ERR_STATE (from closed to anything else), ERR_BUSY, ERR_IO, ERR_FULL.
 */
BASE_MUST_USE enum err ballots_read_state_set(struct ballots_read *read,
                                              enum wave_state state);

#endif
