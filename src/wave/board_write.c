#include "wave/board.h"
#include "wave/board_parts.h"

static int compare_replaced(const void *a, const void *b)
{
    const struct wave_board_replaced *x = a;
    const struct wave_board_replaced *y = b;
    return memcmp(x->old_pk.b, y->old_pk.b, sizeof x->old_pk.b);
}

/* A sorted copy, of the caller to free; never NULL but without memory. */
static void *sorted(const void *list, size_t count, size_t size,
                    int (*compare)(const void *, const void *))
{
    uint8_t *copy = calloc(count + 1, size);
    if (copy == NULL || count == 0)
        return copy;
    memcpy(copy, list, count * size);
    qsort(copy, count, size, compare);
    return copy;
}

/* Why the counts of a wave contradict each other; NULL when they do not. */
static const char *contradiction(const struct wave_manifest *m,
                                 const struct wave_board_input *input,
                                 struct wave_board *board)
{
    for (size_t i = 0; i < m->group_count; i++) {
        if (input->counts[i].issued > m->groups[i].roster)
            return "a group has more tokens than people";
        if (input->counts[i].redeemed > input->counts[i].issued)
            return "a group has more ballots than tokens";
        board->issued += input->counts[i].issued;
        board->redeemed += input->counts[i].redeemed;
    }
    if (input->used_count != board->issued)
        return "the used invites are not as many as the tokens";
    if (input->leaf_count != board->redeemed)
        return "the leaves are not as many as the ballots";
    return NULL;
}

static enum err take_departments(const struct wave_manifest *m,
                                 const struct wave_board_count *counts,
                                 struct wave_board *board)
{
    struct wave_board_department *list = NULL;
    size_t count = 0;
    enum err e = wave_board_departments(m, counts, &list, &count);
    if (e != ERR_OK)
        return e;
    board->departments = list;
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        list[i].name = strdup(list[i].name);
        board->department_count += list[i].name != NULL;
        e = list[i].name == NULL ? ERR_MEMORY : ERR_OK;
    }
    return e;
}

static enum err take_lists(const struct wave_board_input *input,
                           struct wave_board *board)
{
    board->used = sorted(input->used, input->used_count, sizeof *board->used,
                         wave_board_compare_hashes);
    board->used_count = input->used_count;
    board->leaves = sorted(input->leaves, input->leaf_count,
                           sizeof *board->leaves, wave_board_compare_leaves);
    board->leaf_count = input->leaf_count;
    board->replaced = sorted(input->replaced, input->replaced_count,
                             sizeof *board->replaced, compare_replaced);
    board->replaced_count = input->replaced_count;
    if (board->used == NULL || board->leaves == NULL || board->replaced == NULL)
        return ERR_MEMORY;
    wave_merkle_root(board->leaves, board->leaf_count, &board->root);
    return ERR_OK;
}

/* An invite in a list that is sorted; the leaves are the check's. */
static bool stands_twice(const struct wave_board *board)
{
    const struct wave_board_replaced *r = board->replaced;
    for (size_t i = 1; i < board->used_count; i++)
        if (memcmp(board->used[i - 1].b, board->used[i].b, WAVE_HASH_BYTES) ==
            0)
            return true;
    for (size_t i = 1; i < board->replaced_count; i++)
        if (memcmp(r[i - 1].old_pk.b, r[i].old_pk.b, sizeof r->old_pk.b) == 0)
            return true;
    return false;
}

enum err wave_board_new(const struct wave_manifest *manifest,
                        const struct wave_board_input *input,
                        struct wave_board **out_board, struct err_note *note)
{
    struct wave_board *board = calloc(1, sizeof *board);
    if (board == NULL)
        return ERR_MEMORY;
    board->mh = input->mh;
    board->spoiled = input->spoiled;
    const char *why = contradiction(manifest, input, board);
    enum err e =
        why == NULL ? ERR_OK : err_say(note, ERR_RANGE, "board: %s", why);
    if (e == ERR_OK)
        e = take_departments(manifest, input->counts, board);
    if (e == ERR_OK)
        e = take_lists(input, board);
    /* It must pass the check that everybody else makes. */
    if (e == ERR_OK)
        e = wave_board_check(board, manifest, &input->mh, note);
    if (e == ERR_DENIED)
        e = ERR_RANGE;
    if (e == ERR_OK && stands_twice(board))
        e = err_say(note, ERR_RANGE, "board: an invite stands twice");
    if (e != ERR_OK) {
        wave_board_free(board);
        return e;
    }
    *out_board = board;
    return ERR_OK;
}

enum err wave_board_write(const struct wave_manifest *manifest,
                          const struct wave_board_input *input,
                          struct buf *out_bytes, struct err_note *note)
{
    struct wave_board *board = NULL;
    enum err e = wave_board_new(manifest, input, &board, note);
    if (e == ERR_OK)
        e = wave_board_bytes(board, out_bytes);
    wave_board_free(board);
    return e;
}
