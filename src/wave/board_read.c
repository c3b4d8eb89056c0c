#include "wave/board.h"
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

/*
 * A list of SIZE bytes each in b64u, sorted, none twice. Out: caller frees with
 * free(); never NULL on success.
 */
static enum err read_bytes(const json_t *root, const char *key, size_t size,
                           uint8_t **out_bytes, size_t *out_count,
                           struct err_note *note)
{
    json_t *list = NULL;
    enum err e = wave_json_array(root, WHAT, key, &list, note);
    size_t count = json_array_size(list);
    if (e != ERR_OK)
        return e;
    if (count > WAVE_PLACES_MAX)
        return err_say(note, ERR_RANGE, WHAT ": \"%s\" has too many", key);
    uint8_t *bytes = calloc(count + 1, size);
    if (bytes == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        const json_t *item = json_array_get(list, i);
        uint8_t *at = bytes + i * size;
        if (!json_is_string(item) ||
            decode_b64u(json_string_value(item), json_string_length(item), at,
                        size) != ERR_OK)
            e = err_say(note, ERR_FORMAT,
                        WHAT ": \"%s\" must hold %zu bytes each in b64u", key,
                        size);
        else if (i > 0 && memcmp(at - size, at, size) >= 0)
            e = err_say(note, ERR_FORMAT,
                        WHAT ": \"%s\" must be in order, none twice", key);
    }
    if (e != ERR_OK) {
        free(bytes);
        return e;
    }
    *out_bytes = bytes;
    *out_count = count;
    return ERR_OK;
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

static enum err read_lists(const json_t *root, struct wave_board *board,
                           struct err_note *note)
{
    uint8_t *bytes = NULL;
    enum err e = read_bytes(root, "used", sizeof *board->used, &bytes,
                            &board->used_count, note);
    if (e != ERR_OK)
        return e;
    board->used = (struct wave_used_hash *)(void *)bytes;
    e = read_bytes(root, "leaves", sizeof *board->leaves, &bytes,
                   &board->leaf_count, note);
    if (e != ERR_OK)
        return e;
    board->leaves = (struct wave_leaf *)(void *)bytes;
    return read_replaced(root, board, note);
}

enum err wave_board_parse(const uint8_t *bytes, size_t len,
                          struct wave_board **out_board, struct err_note *note)
{
    if (len > WAVE_BOARD_MAX)
        return err_say(note, ERR_FORMAT, WHAT ": larger than %u bytes",
                       WAVE_BOARD_MAX);
    struct wave_board *board = calloc(1, sizeof *board);
    if (board == NULL)
        return ERR_MEMORY;
    json_t *root = NULL;
    enum err e = wave_json_parse(WHAT, bytes, len, &root, note);
    if (e == ERR_OK)
        e = wave_json_is(root, WHAT, "format", "chorus-board-v1", note);
    if (e == ERR_OK)
        e = wave_json_keys(root, WHAT, board_keys, note);
    if (e == ERR_OK)
        e = read_totals(root, board, note);
    if (e == ERR_OK)
        e = read_departments(root, board, note);
    if (e == ERR_OK)
        e = read_lists(root, board, note);
    json_decref(root);
    if (e != ERR_OK) {
        wave_board_free(board);
        return e;
    }
    *out_board = board;
    return ERR_OK;
}
