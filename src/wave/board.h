/*
 * The board of a closed wave: how many were issued and redeemed, which invites
 * were used, and a leaf for every ballot, so that each person can look for
 * their own. Counts and hashes only; knows no person and no answer.
 * Source: src/PROTOCOL.md, "Board".
 */
#ifndef CHORUS_WAVE_BOARD_H
#define CHORUS_WAVE_BOARD_H

#include "wave/manifest.h"
#include "wave/merkle.h"
#include "wave/signature.h"

#define WAVE_BOARD_MAX    (256u << 20)
#define WAVE_BOARD_FORMAT "chorus-board-v1"
/* Departments with fewer people stand together under one name. */
#define WAVE_BOARD_DEPARTMENT_FLOOR 30u
#define WAVE_BOARD_OTHERS           "Other departments"

/* What one group did: counts[i] belongs to manifest->groups[i]. */
struct wave_board_count {
    uint32_t issued;   /* invites used up */
    uint32_t redeemed; /* ballots, spoiled ones included */
};

/* A code reported lost and struck out while unused. */
struct wave_board_replaced {
    struct wave_invite_public old_pk;
    struct wave_invite_public new_pk;
};

/* Everything a board is made of; the lists in any order. Not owned. */
struct wave_board_input {
    struct wave_manifest_hash mh;
    const struct wave_board_count *counts; /* manifest->group_count of them */
    uint32_t spoiled;                      /* of the leaves */
    const struct wave_used_hash *used;     /* one for each issued */
    size_t used_count;
    const struct wave_board_replaced *replaced;
    size_t replaced_count;
    const struct wave_leaf *leaves; /* one for each redeemed */
    size_t leaf_count;
};

struct wave_board_department {
    char *name;
    uint32_t roster;
    uint32_t issued;
    uint32_t redeemed;
};

/* A board as read; its lists sorted bytewise and without duplicates. */
struct wave_board {
    struct wave_manifest_hash mh;
    uint32_t issued;
    uint32_t redeemed;
    uint32_t spoiled;
    struct wave_board_department *departments;
    size_t department_count;
    struct wave_used_hash *used;
    size_t used_count;
    struct wave_board_replaced *replaced;
    size_t replaced_count;
    struct wave_leaf *leaves;
    size_t leaf_count;
    struct wave_root root;
};

/*
 * The board of INPUT, checked: departments bytewise by name (the one named
 * "Other departments" stands where its name sorts), used, leaves and replaced
 * (by old) bytewise. In: MANIFEST and INPUT of the same wave; both may go
 * afterwards. Out: caller frees with wave_board_free.
 * Errors: ERR_RANGE (counts that contradict each other: see wave_board_check),
 * ERR_MEMORY; NOTE says which.
 */
BASE_MUST_USE enum err wave_board_new(const struct wave_manifest *manifest,
                                      const struct wave_board_input *input,
                                      struct wave_board **out_board,
                                      struct err_note *note);

/* A board as canonical JSON. Out: caller frees with buf_free. Errors:
 * ERR_MEMORY. */
BASE_MUST_USE enum err wave_board_bytes(const struct wave_board *board,
                                        struct buf *out_bytes);

/* Both: from INPUT to bytes. Errors: those of wave_board_new. */
BASE_MUST_USE enum err wave_board_write(const struct wave_manifest *manifest,
                                        const struct wave_board_input *input,
                                        struct buf *out_bytes,
                                        struct err_note *note);

/*
 * Reads a board; its form only, with the order of the lists. In: untrusted;
 * the strings of "used" and "leaves" are written without escapes.
 * Out: caller frees with wave_board_free. Errors: ERR_FORMAT (unknown or
 * missing keys, a list out of order or with a duplicate, b64u), ERR_RANGE
 * (counts), ERR_MEMORY.
 */
BASE_MUST_USE enum err wave_board_parse(const uint8_t *bytes, size_t len,
                                        struct wave_board **out_board,
                                        struct err_note *note);
void wave_board_free(struct wave_board *board);

/*
 * Whether a board keeps its word: it names the manifest; departments and
 * rosters are the manifest's; redeemed <= issued <= roster everywhere; the
 * departments add up to the totals; one used hash for each issued, one leaf for
 * each redeemed; spoiled <= redeemed; no nullifier and no sealed ballot stands
 * twice; no replaced code was used; the root is the leaves'.
 * In: BOARD untrusted; MANIFEST and MH trusted. Errors: ERR_DENIED, with what
 * does not hold in NOTE; ERR_MEMORY.
 */
BASE_MUST_USE enum err wave_board_check(const struct wave_board *board,
                                        const struct wave_manifest *manifest,
                                        const struct wave_manifest_hash *mh,
                                        struct err_note *note);

/* Whether the ballot of a receipt is among the leaves. */
bool wave_board_has_leaf(const struct wave_board *board,
                         const struct wave_nullifier *nullifier,
                         const struct wave_sealed_hash *sealed_hash);
/* Whether an invite was used. */
bool wave_board_has_used(const struct wave_board *board,
                         const struct wave_used_hash *used);

#endif
