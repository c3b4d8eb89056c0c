/*
 * WAVE.ballots.db, the half that takes: sealed ballots into rows that are there
 * since the wave opened. A ballot overwrites a free row drawn at random, every
 * column a BLOB of fixed length, so that the file shows no order of arrival.
 * Knows no person, no invite and no time; cannot hand out a sealed ballot (that
 * is store/ballots_read.h, which chorusd does not contain).
 * Source: src/PROTOCOL.md, "Redeem" and "Rules for the implementation".
 *
 * Any thread may call any function; calls on one struct ballots take turns. At
 * most one struct ballots may be open on a file, in the whole machine: its sets
 * in memory are the only index.
 */
#ifndef CHORUS_STORE_BALLOTS_H
#define CHORUS_STORE_BALLOTS_H

#include "base/err.h"
#include "store/wave_state.h"

#include <stdbool.h>
#include <stddef.h>

/* The longest sealed ballot: 64 KiB of plaintext and its seal of 48. */
#define BALLOTS_SEALED_MAX (65536u + 48u)

/* One ballot to store, and what became of it. */
struct ballots_put {
    uint16_t group;
    uint8_t nullifier[32];
    uint8_t sealed_hash[32]; /* SHA-256 of the sealed bytes */
    const uint8_t *sealed;   /* as many bytes as the file's rows have */
    bool late;               /* the closing time is past: only a retry passes */
    enum err result;         /* out, see ballots_put */
};

struct ballots;

/*
 * Writes the file of a wave (0600), open: PLACES rows of random bytes for
 * sealed ballots of SEALED_BYTES. A file that an unfinished opening left is
 * replaced.
 * Errors: ERR_EXISTS (a file with a ballot is there), ERR_RANGE (no place, a
 * size of 0 or over BALLOTS_SEALED_MAX), ERR_FULL, ERR_IO, ERR_DENIED; what was
 * there stays.
 */
BASE_MUST_USE enum err ballots_create(const char *path, uint32_t places,
                                      uint32_t sealed_bytes,
                                      struct err_note *note);

/*
 * Opens the file and reads it once, to know in memory which nullifiers and
 * sealed bytes it has and which rows are free: 100 to 200 bytes a place.
 * Out: caller closes with ballots_close.
 * Errors: ERR_NOT_FOUND, ERR_CORRUPT (damaged; a nullifier or sealed bytes
 * twice), ERR_STATE (of another version), ERR_BUSY (also: open elsewhere),
 * ERR_IO, ERR_DENIED, ERR_MEMORY.
 */
BASE_MUST_USE enum err ballots_open(const char *path,
                                    struct ballots **out_ballots,
                                    struct err_note *note);
void ballots_close(struct ballots *ballots);

/* Bytes of a sealed ballot in this file. */
size_t ballots_sealed_bytes(const struct ballots *ballots);

/*
 * What is recorded. ERR_OK: this nullifier with these bytes in this group;
 * ERR_EXISTS: the nullifier with other bytes or another group, or the bytes
 * under another nullifier; ERR_NOT_FOUND: neither. ERR_IO, ERR_BUSY, ... when
 * the file could not be read again after a commit that failed.
 */
BASE_MUST_USE enum err ballots_find(struct ballots *ballots, uint16_t group,
                                    const uint8_t nullifier[static 32],
                                    const uint8_t sealed_hash[static 32]);

/*
 * Stores N ballots in one transaction with one sync.
 * Out, in each put: ERR_OK, durable now, or recorded before with the same
 * bytes; ERR_CLOSED, the wave is closed or the put is late; ERR_BUSY, the wave
 * is closing and may open again; ERR_EXISTS, as ballots_find (also by an
 * earlier put of the same call); ERR_FULL, no free row (more ballots than
 * places: cannot be while tokens are right).
 * Errors of the whole call (nothing was taken, results mean nothing): ERR_BUSY,
 * ERR_FULL (the disk), ERR_IO, ERR_CORRUPT. What is in memory equals the file
 * after every call: one that failed makes the next read the file again.
 */
BASE_MUST_USE enum err ballots_put(struct ballots *ballots,
                                   struct ballots_put *puts, size_t n);

/* How many ballots are stored. Errors: as ballots_find. */
BASE_MUST_USE enum err ballots_count(struct ballots *ballots,
                                     uint32_t *out_count);

#endif
