#include "wave/board.h"

#include "wave/board_parts.h"

#include <sodium.h>

void wave_board_free(struct wave_board *board)
{
    if (board == NULL)
        return;
    for (size_t i = 0; i < board->department_count; i++)
        free(board->departments[i].name);
    free(board->departments);
    free(board->used);
    free(board->replaced);
    free(board->leaves);
    free(board);
}

bool wave_board_has_leaf(const struct wave_board *board,
                         const struct wave_nullifier *nullifier,
                         const struct wave_sealed_hash *sealed_hash)
{
    struct wave_leaf leaf;
    wave_leaf(nullifier, sealed_hash, &leaf);
    return board->leaf_count > 0 &&
           bsearch(leaf.b, board->leaves, board->leaf_count,
                   sizeof *board->leaves, wave_board_compare_leaves) != NULL;
}

bool wave_board_has_used(const struct wave_board *board,
                         const struct wave_used_hash *used)
{
    return board->used_count > 0 &&
           bsearch(used->b, board->used, board->used_count, sizeof *board->used,
                   wave_board_compare_hashes) != NULL;
}

static enum err refuse(struct err_note *note, const char *what)
{
    return err_say(note, ERR_DENIED, "the board does not hold: %s", what);
}

static enum err check_departments(const struct wave_board *board,
                                  const struct wave_manifest *manifest,
                                  struct err_note *note)
{
    struct wave_board_department *want = NULL;
    size_t count = 0;
    enum err e = wave_board_departments(manifest, NULL, &want, &count);
    if (e != ERR_OK)
        return e;
    if (count != board->department_count)
        e = refuse(note, "its departments are not the manifest's");
    uint64_t issued = 0;
    uint64_t redeemed = 0;
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        const struct wave_board_department *d = &board->departments[i];
        if (strcmp(d->name, want[i].name) != 0 || d->roster != want[i].roster)
            e = refuse(note, "its departments are not the manifest's");
        else if (d->issued > d->roster)
            e = refuse(note, "a department has more tokens than people");
        else if (d->redeemed > d->issued)
            e = refuse(note, "a department has more ballots than tokens");
        issued += d->issued;
        redeemed += d->redeemed;
    }
    free(want);
    if (e == ERR_OK && (issued != board->issued || redeemed != board->redeemed))
        e = refuse(note, "its departments do not add up to its totals");
    return e;
}

/* The halves of the leaves: no nullifier twice, no sealed ballot twice. */
static enum err check_leaves(const struct wave_board *board,
                             struct err_note *note)
{
    /* Leaves are sorted: equal nullifiers are neighbours. */
    for (size_t i = 1; i < board->leaf_count; i++)
        if (memcmp(board->leaves[i - 1].b, board->leaves[i].b,
                   WAVE_HASH_BYTES) == 0)
            return refuse(note, "a nullifier stands twice");
    struct wave_sealed_hash *sealed =
        calloc(board->leaf_count + 1, sizeof *sealed);
    if (sealed == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < board->leaf_count; i++)
        memcpy(sealed[i].b, board->leaves[i].b + WAVE_HASH_BYTES,
               WAVE_HASH_BYTES);
    qsort(sealed, board->leaf_count, sizeof *sealed, wave_board_compare_hashes);
    enum err e = ERR_OK;
    for (size_t i = 1; e == ERR_OK && i < board->leaf_count; i++)
        if (memcmp(sealed[i - 1].b, sealed[i].b, WAVE_HASH_BYTES) == 0)
            e = refuse(note, "a sealed ballot stands twice");
    free(sealed);
    struct wave_root root;
    wave_merkle_root(board->leaves, board->leaf_count, &root);
    if (e == ERR_OK && memcmp(root.b, board->root.b, sizeof root.b) != 0)
        e = refuse(note, "its root is not that of its leaves");
    return e;
}

static enum err check_replaced(const struct wave_board *board,
                               struct err_note *note)
{
    for (size_t i = 0; i < board->replaced_count; i++) {
        struct wave_used_hash used;
        wave_invite_used_hash(&board->replaced[i].old_pk, &used);
        if (wave_board_has_used(board, &used))
            return refuse(note, "a code that was replaced was used");
        if (memcmp(board->replaced[i].old_pk.b, board->replaced[i].new_pk.b,
                   sizeof used.b) == 0)
            return refuse(note, "a code was replaced by itself");
    }
    return ERR_OK;
}

enum err wave_board_check(const struct wave_board *board,
                          const struct wave_manifest *manifest,
                          const struct wave_manifest_hash *mh,
                          struct err_note *note)
{
    if (sodium_memcmp(board->mh.b, mh->b, sizeof mh->b) != 0)
        return refuse(note, "it is of another manifest");
    if (board->used_count != board->issued)
        return refuse(note, "it does not list a used invite for each token");
    if (board->leaf_count != board->redeemed)
        return refuse(note, "it does not list a leaf for each ballot");
    if (board->spoiled > board->redeemed)
        return refuse(note, "more ballots are spoiled than there are");
    enum err e = check_departments(board, manifest, note);
    if (e == ERR_OK)
        e = check_leaves(board, note);
    return e != ERR_OK ? e : check_replaced(board, note);
}
