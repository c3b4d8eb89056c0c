#include "wave/board.h"
#include "wave/board_parts.h"
#include "wave/json.h"

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
                                 uint32_t *out_issued, uint32_t *out_redeemed)
{
    uint32_t issued = 0;
    uint32_t redeemed = 0;
    for (size_t i = 0; i < m->group_count; i++) {
        if (input->counts[i].issued > m->groups[i].roster)
            return "a group has more tokens than people";
        if (input->counts[i].redeemed > input->counts[i].issued)
            return "a group has more ballots than tokens";
        issued += input->counts[i].issued;
        redeemed += input->counts[i].redeemed;
    }
    if (input->used_count != issued)
        return "the used invites are not as many as the tokens";
    if (input->leaf_count != redeemed)
        return "the leaves are not as many as the ballots";
    *out_issued = issued;
    *out_redeemed = redeemed;
    return NULL;
}

static json_t *from_departments(const struct wave_manifest *m,
                                const struct wave_board_count *counts)
{
    struct wave_board_department *list = NULL;
    size_t count = 0;
    if (wave_board_departments(m, counts, &list, &count) != ERR_OK)
        return NULL;
    json_t *array = json_array();
    bool ok = array != NULL;
    for (size_t i = 0; ok && i < count; i++) {
        json_t *item = json_object();
        ok = wave_json_set(item, "name", json_string(list[i].name)) &&
             wave_json_set(item, "roster", json_integer(list[i].roster)) &&
             wave_json_set(item, "issued", json_integer(list[i].issued)) &&
             wave_json_set(item, "redeemed", json_integer(list[i].redeemed));
        ok = wave_json_append(array, item) && ok;
    }
    free(list);
    if (ok)
        return array;
    json_decref(array);
    return NULL;
}

static json_t *from_bytes(const uint8_t *bytes, size_t count, size_t size)
{
    json_t *array = json_array();
    bool ok = array != NULL && bytes != NULL;
    for (size_t i = 0; ok && i < count; i++)
        ok = wave_json_append(array,
                              wave_json_from_b64u(bytes + i * size, size));
    if (ok)
        return array;
    json_decref(array);
    return NULL;
}

static json_t *from_replaced(const struct wave_board_replaced *list,
                             size_t count)
{
    json_t *array = json_array();
    bool ok = array != NULL && list != NULL;
    for (size_t i = 0; ok && i < count; i++) {
        json_t *item = json_object();
        ok = wave_json_set(item, "old",
                           wave_json_from_b64u(list[i].old_pk.b, 32)) &&
             wave_json_set(item, "new",
                           wave_json_from_b64u(list[i].new_pk.b, 32));
        ok = wave_json_append(array, item) && ok;
    }
    if (ok)
        return array;
    json_decref(array);
    return NULL;
}

static bool set_lists(json_t *root, const struct wave_board_input *input)
{
    struct wave_used_hash *used =
        sorted(input->used, input->used_count, sizeof *used,
               wave_board_compare_hashes);
    struct wave_leaf *leaves =
        sorted(input->leaves, input->leaf_count, sizeof *leaves,
               wave_board_compare_leaves);
    struct wave_board_replaced *replaced =
        sorted(input->replaced, input->replaced_count, sizeof *replaced,
               compare_replaced);
    struct wave_root tree = {{0}};
    if (leaves != NULL)
        wave_merkle_root(leaves, input->leaf_count, &tree);
    bool ok =
        wave_json_set(root, "used",
                      from_bytes((const uint8_t *)used, input->used_count,
                                 sizeof *used)) &&
        wave_json_set(root, "leaves",
                      from_bytes((const uint8_t *)leaves, input->leaf_count,
                                 sizeof *leaves)) &&
        wave_json_set(root, "replaced",
                      from_replaced(replaced, input->replaced_count)) &&
        wave_json_set(root, "root", wave_json_from_b64u(tree.b, sizeof tree.b));
    free(used);
    free(leaves);
    free(replaced);
    return ok;
}

/* What is written must pass the check that everybody else makes. */
static enum err check_bytes(const struct buf *bytes,
                            const struct wave_manifest *manifest,
                            const struct wave_manifest_hash *mh,
                            struct err_note *note)
{
    struct wave_board *board = NULL;
    enum err e = wave_board_parse(bytes->data, bytes->len, &board, note);
    if (e == ERR_OK)
        e = wave_board_check(board, manifest, mh, note);
    wave_board_free(board);
    return e == ERR_OK || e == ERR_MEMORY ? e : ERR_RANGE;
}

enum err wave_board_write(const struct wave_manifest *manifest,
                          const struct wave_board_input *input,
                          struct buf *out_bytes, struct err_note *note)
{
    uint32_t issued = 0;
    uint32_t redeemed = 0;
    const char *why = contradiction(manifest, input, &issued, &redeemed);
    if (why != NULL)
        return err_say(note, ERR_RANGE, "board: %s", why);
    json_t *root = json_object();
    struct buf bytes = BUF_INIT;
    enum err e = ERR_MEMORY;
    if (wave_json_set(root, "format", json_string("chorus-board-v1")) &&
        wave_json_set(root, "manifest_sha256",
                      wave_json_from_hex(input->mh.b, sizeof input->mh.b)) &&
        wave_json_set(root, "issued", json_integer(issued)) &&
        wave_json_set(root, "redeemed", json_integer(redeemed)) &&
        wave_json_set(root, "spoiled", json_integer(input->spoiled)) &&
        wave_json_set(root, "departments",
                      from_departments(manifest, input->counts)) &&
        set_lists(root, input))
        e = wave_json_write(root, &bytes);
    json_decref(root);
    if (e == ERR_OK)
        e = check_bytes(&bytes, manifest, &input->mh, note);
    if (e != ERR_OK) {
        buf_free(&bytes);
        return e;
    }
    *out_bytes = bytes;
    return ERR_OK;
}
