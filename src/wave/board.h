/*
 * The board of a closed wave: how many were issued and redeemed, which invites
 * were used, and a leaf for every ballot, so that each person can look for
 * their own. Counts and hashes only; knows no person and no answer.
 * Source: src/PROTOCOL.md, "Board".
 */
#ifndef CHORUS_WAVE_BOARD_H
#define CHORUS_WAVE_BOARD_H

#include "wave/list.h"
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
    struct wave_list used; /* struct wave_used_hash, one for each issued */
    const struct wave_board_replaced *replaced;
    size_t replaced_count;
    struct wave_list leaves; /* struct wave_leaf, one for each redeemed */
};

/* The text of a board, wherever it lies: read piece by piece, as often as is
 * needed. */
struct wave_board_text {
    /* LEN bytes from AT, all of them there; its errors are the reader's. */
    enum err (*read)(const void *context, uint64_t at, uint8_t *out,
                     size_t len);
    const void *context;
    uint64_t len;
};

/* One that is in memory; lives as long as BYTES. */
struct wave_board_text wave_board_text_of(const struct buf *bytes);

/* SHA-256 of a text, which the board's signature is made over. Errors:
 * ERR_MEMORY, those of TEXT. */
BASE_MUST_USE enum err wave_board_text_hash(
    const struct wave_board_text *text, uint8_t out[static WAVE_HASH_BYTES]);

/* Where the text of a board goes, in order; an error ends the writing. */
struct wave_board_sink {
    enum err (*put)(void *context, const uint8_t *bytes, size_t len);
    void *context;
};
/* All pieces but the last have so many bytes. */
#define WAVE_BOARD_PIECE_BYTES 65536u

struct wave_board_department {
    char *name;
    uint32_t roster;
    uint32_t issued;
    uint32_t redeemed;
};

/* A board as read; its two long lists, sorted bytewise and without duplicates,
 * stay in its text. */
struct wave_board {
    struct wave_manifest_hash mh;
    uint32_t issued;
    uint32_t redeemed;
    uint32_t spoiled;
    struct wave_board_department *departments;
    size_t department_count;
    struct wave_board_replaced *replaced;
    size_t replaced_count;
    struct wave_root root; /* as it stands there */
    size_t used_count;
    size_t leaf_count;
    /* Of a board that was read: */
    struct wave_board_text text;
    uint64_t used_at; /* behind its bracket */
    uint64_t leaves_at;
    struct wave_root leaves_root; /* as it should be */
    bool has_nullifier_twice;
};

/*
 * Writes the board of INPUT as canonical JSON, in the memory of a range of
 * wave_list_in_order: departments bytewise by name (the one named "Other
 * departments" stands where its name sorts), used, leaves and replaced (by old)
 * bytewise. What is written passes wave_board_check, but for a sealed ballot
 * that stands twice under two nullifiers, which only that looks for. In:
 * MANIFEST and INPUT of the same wave. Errors: ERR_RANGE (counts that
 * contradict each other, an item twice: see wave_board_check; part of the text
 * may have been put), ERR_MEMORY, those of the lists, of wave_list_in_order and
 * of SINK; NOTE says which.
 */
BASE_MUST_USE enum err wave_board_write(const struct wave_manifest *manifest,
                                        const struct wave_board_input *input,
                                        const struct wave_board_sink *sink,
                                        struct err_note *note);

/*
 * Reads a board; its form only, with the order of the lists. In: untrusted, and
 * there until the board is freed; the strings of "used" and "leaves" are
 * written without escapes. Out: caller frees with wave_board_free. Errors:
 * ERR_FORMAT (unknown or missing keys, a list out of order or with a duplicate,
 * b64u), ERR_RANGE (counts), ERR_MEMORY, those of TEXT.
 */
BASE_MUST_USE enum err wave_board_parse(const struct wave_board_text *text,
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
 * does not hold in NOTE; ERR_MEMORY, those of the board's text.
 */
BASE_MUST_USE enum err wave_board_check(const struct wave_board *board,
                                        const struct wave_manifest *manifest,
                                        const struct wave_manifest_hash *mh,
                                        struct err_note *note);

/* The lists of a board that was read, in order; they live as long as it. */
struct wave_list wave_board_used(const struct wave_board *board);
struct wave_list wave_board_leaves(const struct wave_board *board);

/* Whether the ballot of a receipt is among the leaves. Errors: ERR_NOT_FOUND,
 * those of the board's text. */
BASE_MUST_USE enum err wave_board_find_leaf(
    const struct wave_board *board, const struct wave_nullifier *nullifier,
    const struct wave_sealed_hash *sealed_hash);
/* Whether an invite was used. Errors: as above. */
BASE_MUST_USE enum err wave_board_find_used(const struct wave_board *board,
                                            const struct wave_used_hash *used);

#endif
