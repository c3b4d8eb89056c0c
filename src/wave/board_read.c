#include "wave/board_lists.h"
#include "wave/json.h"

#define WHAT "board"

static const char *const board_keys[] = {
    "format", "manifest_sha256", "issued", "redeemed", "spoiled", "departments",
    "used",   "replaced",        "leaves", "root",     NULL};
static const char *const department_keys[] = {"name", "roster", "issued",
                                              "redeemed", NULL};
static const char *const replaced_keys[] = {"old", "new", NULL};

static enum err read_department(const json_t *item, const char *before,
                                struct wave_board_department *d,
                                struct err_note *note)
{
    static const char where[] = "board, departments";
    const char *name = NULL;
    enum err e = wave_json_keys(item, where, department_keys, note);
    if (e == ERR_OK)
        e = wave_json_string(item, where, "name", &name, note);
    if (e == ERR_OK && (!wave_text_is_valid(name) ||
                        (before != NULL && strcmp(before, name) >= 0)))
        e = err_say(note, ERR_FORMAT,
                    "%s: names must be in order and different", where);
    if (e == ERR_OK)
        e = wave_json_u32(item, where, "roster", 1, WAVE_PLACES_MAX, &d->roster,
                          note);
    if (e == ERR_OK)
        e = wave_json_u32(item, where, "issued", 0, WAVE_PLACES_MAX, &d->issued,
                          note);
    if (e == ERR_OK)
        e = wave_json_u32(item, where, "redeemed", 0, WAVE_PLACES_MAX,
                          &d->redeemed, note);
    if (e != ERR_OK)
        return e;
    d->name = strdup(name);
    return d->name == NULL ? ERR_MEMORY : ERR_OK;
}

static enum err read_departments(const json_t *root, struct wave_board *board,
                                 struct err_note *note)
{
    json_t *list = NULL;
    enum err e = wave_json_array(root, WHAT, "departments", &list, note);
    size_t count = json_array_size(list);
    if (e != ERR_OK)
        return e;
    if (count == 0 || count > WAVE_GROUPS_MAX)
        return err_say(note, ERR_RANGE, WHAT ": 1 to %u departments",
                       WAVE_GROUPS_MAX);
    board->departments = calloc(count, sizeof *board->departments);
    if (board->departments == NULL)
        return ERR_MEMORY;
    const char *before = NULL;
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        struct wave_board_department *d =
            &board->departments[board->department_count++];
        e = read_department(json_array_get(list, i), before, d, note);
        before = d->name;
    }
    return e;
}

static enum err read_replaced(const json_t *root, struct wave_board *board,
                              struct err_note *note)
{
    static const char where[] = "board, replaced";
    json_t *list = NULL;
    enum err e = wave_json_array(root, WHAT, "replaced", &list, note);
    size_t count = json_array_size(list);
    if (e != ERR_OK)
        return e;
    if (count > WAVE_PLACES_MAX)
        return err_say(note, ERR_RANGE, WHAT ": \"replaced\" has too many");
    board->replaced = calloc(count + 1, sizeof *board->replaced);
    if (board->replaced == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        const json_t *item = json_array_get(list, i);
        struct wave_board_replaced *r =
            &board->replaced[board->replaced_count++];
        e = wave_json_keys(item, where, replaced_keys, note);
        if (e == ERR_OK)
            e = wave_json_b64u(item, where, "old", r->old_pk.b,
                               sizeof r->old_pk.b, note);
        if (e == ERR_OK)
            e = wave_json_b64u(item, where, "new", r->new_pk.b,
                               sizeof r->new_pk.b, note);
        if (e == ERR_OK && i > 0 &&
            memcmp(r[-1].old_pk.b, r->old_pk.b, sizeof r->old_pk.b) >= 0)
            e = err_say(note, ERR_FORMAT,
                        "%s: must be in order of \"old\", none twice", where);
    }
    return e;
}

static enum err read_totals(const json_t *root, struct wave_board *board,
                            struct err_note *note)
{
    enum err e =
        wave_json_hex32(root, WHAT, "manifest_sha256", board->mh.b, note);
    if (e == ERR_OK)
        e = wave_json_u32(root, WHAT, "issued", 0, WAVE_PLACES_MAX,
                          &board->issued, note);
    if (e == ERR_OK)
        e = wave_json_u32(root, WHAT, "redeemed", 0, WAVE_PLACES_MAX,
                          &board->redeemed, note);
    if (e == ERR_OK)
        e = wave_json_u32(root, WHAT, "spoiled", 0, WAVE_PLACES_MAX,
                          &board->spoiled, note);
    if (e == ERR_OK)
        e = wave_json_b64u(root, WHAT, "root", board->root.b,
                           sizeof board->root.b, note);
    return e;
}

/* A list that was read already: an empty one stands in its place. */
static enum err check_cut(const json_t *root,
                          const struct wave_board_walk *walk,
                          struct err_note *note)
{
    json_t *place = NULL;
    enum err e = wave_json_array(root, WHAT, walk->key, &place, note);
    if (e == ERR_OK && (!walk->is_found || json_array_size(place) > 0))
        e = err_say(note, ERR_FORMAT, WHAT ": write \"%s\" without escapes",
                    walk->key);
    return e;
}

static enum err read_rest(const struct buf *rest,
                          const struct wave_board_walk walks[static 2],
                          struct wave_board *board, struct err_note *note)
{
    json_t *root = NULL;
    enum err e = wave_json_parse(WHAT, rest->data, rest->len, &root, note);
    if (e == ERR_OK)
        e = wave_json_is(root, WHAT, "format", WAVE_BOARD_FORMAT, note);
    if (e == ERR_OK)
        e = wave_json_keys(root, WHAT, board_keys, note);
    if (e == ERR_OK)
        e = read_totals(root, board, note);
    if (e == ERR_OK)
        e = read_departments(root, board, note);
    if (e == ERR_OK)
        e = check_cut(root, &walks[0], note);
    if (e == ERR_OK)
        e = check_cut(root, &walks[1], note);
    if (e == ERR_OK)
        e = read_replaced(root, board, note);
    json_decref(root);
    return e;
}

/* What the leaves tell while they pass by. */
struct leaves {
    struct wave_merkle tree;
    uint8_t nullifier[WAVE_HASH_BYTES]; /* of the last */
    bool has_twice;
};

/* Leaves are in order: equal nullifiers are neighbours. */
static enum err take_leaf(void *to, const uint8_t *item)
{
    struct leaves *l = to;
    struct wave_leaf leaf;
    memcpy(leaf.b, item, sizeof leaf.b);
    if (l->tree.count > 0 &&
        memcmp(l->nullifier, item, sizeof l->nullifier) == 0)
        l->has_twice = true;
    memcpy(l->nullifier, item, sizeof l->nullifier);
    wave_merkle_add(&l->tree, &leaf);
    return ERR_OK;
}

static enum err pass_used(void *to, const uint8_t *item)
{
    (void)to;
    (void)item;
    return ERR_OK;
}

static enum err read_board(struct wave_board *board, struct err_note *note)
{
    struct buf rest = BUF_INIT;
    struct leaves leaves = {.has_twice = false};
    struct wave_board_walk walks[2] = {
        {.key = "used", .size = WAVE_HASH_BYTES, .fn = pass_used},
        {.key = "leaves",
         .size = WAVE_LEAF_BYTES,
         .fn = take_leaf,
         .to = &leaves},
    };
    wave_merkle_init(&leaves.tree);
    enum err e = wave_board_lists(&board->text, walks, &rest, note);
    if (e == ERR_OK)
        e = read_rest(&rest, walks, board, note);
    buf_free(&rest);
    board->used_at = walks[0].at;
    board->used_count = walks[0].count;
    board->leaves_at = walks[1].at;
    board->leaf_count = walks[1].count;
    board->has_nullifier_twice = leaves.has_twice;
    wave_merkle_end(&leaves.tree, &board->leaves_root);
    return e;
}

enum err wave_board_parse(const struct wave_board_text *text,
                          struct wave_board **out_board, struct err_note *note)
{
    if (text->len > WAVE_BOARD_MAX)
        return err_say(note, ERR_FORMAT, WHAT ": larger than %u bytes",
                       WAVE_BOARD_MAX);
    struct wave_board *board = calloc(1, sizeof *board);
    if (board == NULL)
        return ERR_MEMORY;
    board->text = *text;
    const enum err e = read_board(board, note);
    if (e != ERR_OK) {
        wave_board_free(board);
        return e;
    }
    *out_board = board;
    return ERR_OK;
}

static enum err each_used(const void *context, wave_list_fn *fn, void *to)
{
    const struct wave_board *board = context;
    struct wave_board_walk walk = {.key = "used",
                                   .size = WAVE_HASH_BYTES,
                                   .fn = fn,
                                   .to = to,
                                   .at = board->used_at};
    return board->used_count == 0 ? ERR_OK
                                  : wave_board_list_again(&board->text, &walk);
}

static enum err each_leaf(const void *context, wave_list_fn *fn, void *to)
{
    const struct wave_board *board = context;
    struct wave_board_walk walk = {.key = "leaves",
                                   .size = WAVE_LEAF_BYTES,
                                   .fn = fn,
                                   .to = to,
                                   .at = board->leaves_at};
    return board->leaf_count == 0 ? ERR_OK
                                  : wave_board_list_again(&board->text, &walk);
}

struct wave_list wave_board_used(const struct wave_board *board)
{
    return (struct wave_list){each_used, board, board->used_count};
}

struct wave_list wave_board_leaves(const struct wave_board *board)
{
    return (struct wave_list){each_leaf, board, board->leaf_count};
}
