#include "wave/board_parts.h"
#include "wave/trustees.h"

#include <sodium.h>

static enum err refuse(struct err_note *note, const char *why)
{
    return err_say(note, ERR_RANGE, "board: %s", why);
}

static int compare_replaced(const void *a, const void *b)
{
    const struct wave_board_replaced *x = a;
    const struct wave_board_replaced *y = b;
    return memcmp(x->old_pk.b, y->old_pk.b, sizeof x->old_pk.b);
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
    if (input->used.count != board->issued)
        return "the used invites are not as many as the tokens";
    if (input->leaves.count != board->redeemed)
        return "the leaves are not as many as the ballots";
    if (board->spoiled > board->redeemed)
        return "more ballots are spoiled than there are";
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

static enum err take_replaced(const struct wave_board_input *input,
                              struct wave_board *board, struct err_note *note)
{
    const size_t count = input->replaced_count;
    struct wave_board_replaced *list = calloc(count + 1, sizeof *list);
    if (list == NULL)
        return ERR_MEMORY;
    board->replaced = list;
    board->replaced_count = count;
    for (size_t i = 0; i < count; i++)
        list[i] = input->replaced[i];
    qsort(list, count, sizeof *list, compare_replaced);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && compare_replaced(&list[i - 1], &list[i]) == 0)
            return refuse(note, "an invite stands twice");
        if (memcmp(list[i].old_pk.b, list[i].new_pk.b,
                   sizeof list[i].old_pk.b) == 0)
            return refuse(note, "a code was replaced by itself");
    }
    const enum err e = wave_board_replaced_unused(list, count, &input->used);
    return e == ERR_EXISTS ? refuse(note, "a code that was replaced was used")
                           : e;
}

/* All but the two long lists and their root. */
static enum err make(const struct wave_manifest *manifest,
                     const struct wave_board_input *input,
                     struct wave_board *board, struct err_note *note)
{
    board->mh = input->mh;
    board->spoiled = input->spoiled;
    const char *why = contradiction(manifest, input, board);
    if (why != NULL)
        return refuse(note, why);
    enum err e = take_departments(manifest, input->counts, board);
    return e == ERR_OK ? take_replaced(input, board, note) : e;
}

/* A list of the input while it passes in order. */
struct passing {
    const struct wave_list *of;
    struct wave_board *board; /* gets the root of the leaves */
    struct err_note *note;
    wave_list_fn *fn;
    void *to;
    uint8_t last[WAVE_HASH_BYTES]; /* used hash, or nullifier */
    struct wave_merkle tree;
};

/* Nullifiers come first in their leaves: equal ones are neighbours. */
static enum err is_other(struct passing *p, const uint8_t *item,
                         const char *why)
{
    if (p->tree.count > 0 && memcmp(p->last, item, sizeof p->last) == 0)
        return refuse(p->note, why);
    memcpy(p->last, item, sizeof p->last);
    return ERR_OK;
}

static enum err pass_used(void *to, const uint8_t *item)
{
    struct passing *p = to;
    const enum err e = is_other(p, item, "an invite stands twice");
    p->tree.count++;
    return e == ERR_OK ? p->fn(p->to, item) : e;
}

static enum err pass_leaf(void *to, const uint8_t *item)
{
    struct passing *p = to;
    struct wave_leaf leaf;
    const enum err e = is_other(p, item, "a nullifier stands twice");
    memcpy(leaf.b, item, sizeof leaf.b);
    wave_merkle_add(&p->tree, &leaf);
    return e == ERR_OK ? p->fn(p->to, item) : e;
}

static enum err each_used(const void *context, wave_list_fn *fn, void *to)
{
    struct passing p = *(const struct passing *)context;
    p.fn = fn;
    p.to = to;
    return wave_list_in_order(p.of, WAVE_HASH_BYTES, pass_used, &p);
}

static enum err each_leaf(const void *context, wave_list_fn *fn, void *to)
{
    struct passing p = *(const struct passing *)context;
    p.fn = fn;
    p.to = to;
    const enum err e = wave_list_in_order(p.of, WAVE_LEAF_BYTES, pass_leaf, &p);
    wave_merkle_end(&p.tree, &p.board->root);
    return e;
}

static enum err put(const struct wave_manifest *manifest,
                    const struct wave_board_input *input, bool has_spoiled,
                    const struct wave_board_sink *sink, struct err_note *note)
{
    struct wave_board *board = calloc(1, sizeof *board);
    if (board == NULL)
        return ERR_MEMORY;
    const struct passing used = {
        .of = &input->used, .board = board, .note = note};
    const struct passing leaves = {
        .of = &input->leaves, .board = board, .note = note};
    const struct wave_list used_in_order = {each_used, &used,
                                            input->used.count};
    const struct wave_list leaves_in_order = {each_leaf, &leaves,
                                              input->leaves.count};
    enum err e = make(manifest, input, board, note);
    if (e == ERR_OK)
        e = wave_board_put(board, &used_in_order, &leaves_in_order, has_spoiled,
                           sink);
    wave_board_free(board);
    return e;
}

enum err wave_board_write(const struct wave_manifest *manifest,
                          const struct wave_board_input *input,
                          const struct wave_board_sink *sink,
                          struct err_note *note)
{
    return put(manifest, input, true, sink, note);
}

enum err wave_unopened_hash_of_input(const struct wave_manifest *manifest,
                                     const struct wave_board_input *input,
                                     struct wave_unopened_hash *out_hash,
                                     struct err_note *note)
{
    crypto_hash_sha256_state state;
    const struct wave_board_sink sink = wave_board_hasher(&state);
    (void)crypto_hash_sha256_init(&state);
    const enum err e = put(manifest, input, false, &sink, note);
    if (e == ERR_OK)
        (void)crypto_hash_sha256_final(&state, out_hash->b);
    return e;
}
