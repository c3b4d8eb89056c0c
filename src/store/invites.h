/*
 * WAVE.invites.db: the public keys of a wave's invites, and for each whether it
 * was used, with which blinded element. Written full when the wave opens, one
 * row a place in an order of chance; used rows are overwritten in place, so
 * that the file shows no order. Knows no person, no code and no ballot. Source:
 * src/PROTOCOL.md, "Issue" and "Rules for the implementation".
 *
 * A code that is lost is struck out, and another may take its place in one of
 * the spare rows that every file has from the beginning.
 *
 * Any thread may call any function; calls on one struct invites take turns. A
 * second process, the office's, may meanwhile change the state of the file and
 * strike out what is unused; see invites_refresh.
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
    INVITES_KEEPER,  /* chorus, for lost codes: list, strike out */
};

/* One place on the wave's list. */
struct invites_place {
    uint16_t group;
    uint8_t pk[32]; /* Ed25519 */
};

/* What became of a key; the numbers are those in the file. */
enum invites_state_of {
    INVITES_UNUSED = 0,
    INVITES_USED = 1,
    INVITES_STRUCK = 2,   /* withdrawn while unused */
    INVITES_REPLACED = 3, /* struck out while unused, another took its place */
    INVITES_SPARE_ROW = 4 /* no key */
};

/* One use of an invite, and what became of it. */
struct invites_use {
    uint32_t row; /* of invites_find */
    uint8_t blinded[32];
    bool late;       /* the closing time is past: only a retry may pass */
    enum err result; /* out, see invites_use */
};

/* One key of the file, for the office. */
struct invites_key {
    uint16_t group;
    uint8_t pk[32];
    enum invites_state_of state;
    uint8_t successor[32]; /* of a replaced key; else of no meaning */
};

/* How many invites of a group there are, and how many were used. */
struct invites_count {
    uint16_t group;
    uint32_t places; /* people, whatever became of their codes */
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
 * no disk. Roles: server. Errors: ERR_NOT_FOUND.
 */
BASE_MUST_USE enum err invites_find(struct invites *invites, uint16_t group,
                                    const uint8_t pk[static 32],
                                    uint32_t *out_row);

/*
 * Reads the list anew when another process changed the file: what the office
 * struck out is not found from then on, and what took its place is. To be
 * called now and then; invites_use looks into the file itself. Roles: server.
 * Errors: ERR_BUSY, ERR_IO, ERR_CORRUPT, ERR_MEMORY; the list stays as it was.
 */
BASE_MUST_USE enum err invites_refresh(struct invites *invites);

/*
 * Records N uses in one transaction with one sync. Roles: server.
 * Out, in each use: ERR_OK, recorded now or before with the same blinded
 * element; ERR_CLOSED, the wave is closed or the use is late; ERR_BUSY, the
 * wave is closing and may open again; ERR_EXISTS, used with another element
 * (also by an earlier use of the same call); ERR_DENIED, the office struck it
 * out. Errors of the whole call (nothing
 * was taken, results mean nothing): ERR_BUSY, ERR_FULL, ERR_IO, ERR_CORRUPT.
 */
BASE_MUST_USE enum err invites_use(struct invites *invites,
                                   struct invites_use *uses, size_t n);

/*
 * How many tokens each of a wave's groups has fetched, from the file at PATH.
 * Out: OUT_ISSUED, room for GROUPS; those that the file does not have stay as
 * they are. Errors: those of invites_open and invites_counts; a line in NOTE.
 */
BASE_MUST_USE enum err invites_issued(const char *path, size_t groups,
                                      uint32_t *out_issued,
                                      struct err_note *note);

/*
 * Counts by group, ascending. Out: caller frees with free().
 * Errors: ERR_BUSY, ERR_IO, ERR_CORRUPT, ERR_MEMORY.
 */
BASE_MUST_USE enum err invites_counts(struct invites *invites,
                                      struct invites_count **out_counts,
                                      size_t *out_n);

/* Calls FN for each key, in the file's order of chance. Roles: office,
 * keeper. */
BASE_MUST_USE enum err invites_each(struct invites *invites,
                                    enum err (*fn)(void *ctx,
                                                   const struct invites_key *),
                                    void *ctx);

/*
 * Strikes an unused key out: nobody fetches a token with it any more. Roles:
 * keeper. Errors: ERR_EXISTS (it was used), ERR_NOT_FOUND (not on the list,
 * or replaced), ERR_STATE (struck out before), ERR_CLOSED (the wave is not
 * open), ERR_BUSY, ERR_IO, ERR_FULL.
 */
BASE_MUST_USE enum err invites_strike(struct invites *invites, uint16_t group,
                                      const uint8_t pk[static 32]);

/*
 * Strikes an unused key out and puts another in its place, of the same group,
 * into a spare row that chance picks; in one transaction. Asking for the same
 * again is fine. Roles: keeper. Errors: as invites_strike; ERR_EXISTS also
 * when NEW_PK is on the list already, ERR_RANGE (no spare row is left).
 */
BASE_MUST_USE enum err invites_replace(struct invites *invites, uint16_t group,
                                       const uint8_t old_pk[static 32],
                                       const uint8_t new_pk[static 32]);

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
