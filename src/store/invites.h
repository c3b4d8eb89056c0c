/*
 * WAVE.invites.db: the public keys of a wave's invites, and for each whether it
 * was used, with which blinded element. Written full when the wave opens, one
 * row a place in an order of chance; used rows are overwritten in place, so
 * that the file shows no order. Knows no person, no code and no ballot. Source:
 * src/PROTOCOL.md, "Issue" and "Rules for the implementation".
 *
 * Any thread may call any function; calls on one struct invites take turns. A
 * second process may change the state of the file meanwhile, never its rows.
 */
#ifndef CHORUS_STORE_INVITES_H
#define CHORUS_STORE_INVITES_H

#include "base/err.h"
#include "store/wave_state.h"

#include <stdbool.h>
#include <stddef.h>

/* Who opens the file, and so what its connection may do. */
enum invites_role {
    INVITES_SERVER,  /* chorusd's door: look up, use, count */
    INVITES_COUNTER, /* chorusd's pages: count, read the state */
    INVITES_OFFICE,  /* chorus: list, count, set the state */
};

/* One place on the wave's list. */
struct invites_place {
    uint16_t group;
    uint8_t pk[32]; /* Ed25519 */
};

/* One use of an invite, and what became of it. */
struct invites_use {
    uint32_t row; /* of invites_find */
    uint8_t blinded[32];
    bool late;       /* the closing time is past: only a retry may pass */
    enum err result; /* out, see invites_use */
};

/* How many invites of a group there are, and how many were used. */
struct invites_count {
    uint16_t group;
    uint32_t places;
    uint32_t issued;
};

struct invites;

/*
 * Writes the file of a wave (0600), open, in an order of chance. A file that an
 * unfinished opening left is replaced.
 * In: N >= 1 places. Errors: ERR_EXISTS (a key twice, or a file with a used
 * invite is there), ERR_RANGE (no place), ERR_FULL, ERR_IO, ERR_DENIED,
 * ERR_MEMORY; what was there stays.
 */
BASE_MUST_USE enum err invites_create(const char *path,
                                      const struct invites_place *places,
                                      size_t n, struct err_note *note);

/*
 * Opens the file; a server also reads its list into memory.
 * Out: caller closes with invites_close.
 * Errors: ERR_NOT_FOUND, ERR_CORRUPT, ERR_STATE (of another version), ERR_BUSY,
 * ERR_IO, ERR_DENIED, ERR_MEMORY.
 */
BASE_MUST_USE enum err invites_open(const char *path, enum invites_role role,
                                    struct invites **out_invites,
                                    struct err_note *note);
void invites_close(struct invites *invites);

/*
 * Whether (GROUP, PK) is on the list, and in which row; from memory, waits for
 * nobody. Roles: server. Errors: ERR_NOT_FOUND.
 */
BASE_MUST_USE enum err invites_find(const struct invites *invites,
                                    uint16_t group, const uint8_t pk[static 32],
                                    uint32_t *out_row);

/*
 * Records N uses in one transaction with one sync. Roles: server.
 * Out, in each use: ERR_OK, recorded now or before with the same blinded
 * element; ERR_CLOSED, the wave is closed or the use is late; ERR_BUSY, the
 * wave is closing and may open again; ERR_EXISTS, used with another element
 * (also by an earlier use of the same call). Errors of the whole call (nothing
 * was taken, results mean nothing): ERR_BUSY, ERR_FULL, ERR_IO, ERR_CORRUPT.
 */
BASE_MUST_USE enum err invites_use(struct invites *invites,
                                   struct invites_use *uses, size_t n);

/*
 * Counts by group, ascending. Out: caller frees with free().
 * Errors: ERR_BUSY, ERR_IO, ERR_CORRUPT, ERR_MEMORY.
 */
BASE_MUST_USE enum err invites_counts(struct invites *invites,
                                      struct invites_count **out_counts,
                                      size_t *out_n);

/* Calls FN for each row, in the file's order of chance. Roles: office. */
BASE_MUST_USE enum err invites_each(struct invites *invites,
                                    enum err (*fn)(void *ctx, uint16_t group,
                                                   const uint8_t pk[static 32],
                                                   bool is_used),
                                    void *ctx);

/* The state that the file carries. */
BASE_MUST_USE enum err invites_state(struct invites *invites,
                                     enum wave_state *out_state);

/*
 * Sets the state under an exclusive lock: once this returns, no transaction
 * that began under the old state is still to be committed. Roles: office.
 * Errors: ERR_STATE (from closed to anything else), ERR_BUSY, ERR_IO, ERR_FULL.
 */
BASE_MUST_USE enum err invites_state_set(struct invites *invites,
                                         enum wave_state state);

#endif
