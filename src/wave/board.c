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
    free(board->replaced);
    free(board);
}

/* An item that is looked for; ERR_EXISTS ends the walk at it. */
struct wanted {
    const uint8_t *item;
    size_t size;
};

static enum err compare_item(void *to, const uint8_t *item)
{
    const struct wanted *w = to;
    return memcmp(w->item, item, w->size) == 0 ? ERR_EXISTS : ERR_OK;
}

static enum err find(const struct wave_list *list, const uint8_t *item,
                     size_t size)
{
    struct wanted wanted = {item, size};
    const enum err e = list->each(list->context, compare_item, &wanted);
    if (e == ERR_EXISTS)
        return ERR_OK;
    return e == ERR_OK ? ERR_NOT_FOUND : e;
}

enum err wave_board_find_leaf(const struct wave_board *board,
                              const struct wave_nullifier *nullifier,
                              const struct wave_sealed_hash *sealed_hash)
{
    const struct wave_list leaves = wave_board_leaves(board);
    struct wave_leaf leaf;
    wave_leaf(nullifier, sealed_hash, &leaf);
    return find(&leaves, leaf.b, sizeof leaf.b);
}

enum err wave_board_find_used(const struct wave_board *board,
                              const struct wave_used_hash *used)
{
    const struct wave_list list = wave_board_used(board);
    return find(&list, used->b, sizeof used->b);
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

static enum err check_leaves(const struct wave_board *board,
                             struct err_note *note)
{
    const struct wave_list leaves = wave_board_leaves(board);
    if (board->has_nullifier_twice)
        return refuse(note, "a nullifier stands twice");
    if (memcmp(board->leaves_root.b, board->root.b, sizeof board->root.b) != 0)
        return refuse(note, "its root is not that of its leaves");
    const enum err e = wave_board_sealed_once(&leaves);
    return e == ERR_EXISTS ? refuse(note, "a sealed ballot stands twice") : e;
}

static enum err check_replaced(const struct wave_board *board,
                               struct err_note *note)
{
    const struct wave_list used = wave_board_used(board);
    for (size_t i = 0; i < board->replaced_count; i++)
        if (memcmp(board->replaced[i].old_pk.b, board->replaced[i].new_pk.b,
                   sizeof board->replaced[i].old_pk.b) == 0)
            return refuse(note, "a code was replaced by itself");
    const enum err e = wave_board_replaced_unused(board->replaced,
                                                  board->replaced_count, &used);
    return e == ERR_EXISTS ? refuse(note, "a code that was replaced was used")
                           : e;
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
