/* A board: its lists are in order, what was listed is found, and a board that
 * keeps its word is the one that would be written from what it says. */
#include "fuzz/fuzz.h"
#include "unit/wave_sample.h"

#include "wave/board.h"
#include "wave/trustees.h"

/* Two groups in departments that are large enough to stand alone, so that the
 * board's departments are the groups. */
static struct wave_manifest *manifest(void)
{
    struct wave_manifest *m = sample_manifest();
    wave_groups_free(m->groups, m->group_count);
    m->group_count = 2;
    m->groups = calloc(2, sizeof *m->groups);
    err_assert(m->groups != NULL);
    sample_group(&m->groups[0], 1, "A", "A", "Medicine", 30);
    sample_group(&m->groups[1], 2, "B", "B", "Surgery", 40);
    return m;
}

static enum err check_leaf(void *to, const uint8_t *item)
{
    struct wave_nullifier nullifier;
    struct wave_sealed_hash sealed;
    memcpy(nullifier.b, item, sizeof nullifier.b);
    memcpy(sealed.b, item + sizeof nullifier.b, sizeof sealed.b);
    err_assert(wave_board_find_leaf(to, &nullifier, &sealed) == ERR_OK);
    return ERR_OK;
}

static enum err check_used(void *to, const uint8_t *item)
{
    struct wave_used_hash used;
    memcpy(used.b, item, sizeof used.b);
    err_assert(wave_board_find_used(to, &used) == ERR_OK);
    return ERR_OK;
}

static void check_lists(struct wave_board *b)
{
    const struct wave_list leaves = wave_board_leaves(b);
    const struct wave_list used = wave_board_used(b);
    err_assert(leaves.each(leaves.context, check_leaf, b) == ERR_OK);
    err_assert(used.each(used.context, check_used, b) == ERR_OK);
}

static enum err into_buf(void *context, const uint8_t *bytes, size_t len)
{
    buf_put(context, bytes, len);
    return buf_check(context);
}

static void write_again(const struct wave_manifest *m,
                        const struct wave_board *b,
                        const struct wave_unopened_hash *unopened)
{
    struct wave_board_count counts[2];
    struct wave_unopened_hash hash;
    struct wave_board *again = NULL;
    struct buf bytes = BUF_INIT;
    struct err_note note = {""};
    for (size_t i = 0; i < 2; i++)
        counts[i] = (struct wave_board_count){b->departments[i].issued,
                                              b->departments[i].redeemed};
    const struct wave_board_input input = {.mh = b->mh,
                                           .counts = counts,
                                           .spoiled = b->spoiled,
                                           .used = wave_board_used(b),
                                           .replaced = b->replaced,
                                           .replaced_count = b->replaced_count,
                                           .leaves = wave_board_leaves(b)};
    const struct wave_board_sink sink = {into_buf, &bytes};
    err_assert(wave_board_write(m, &input, &sink, &note) == ERR_OK);
    const struct wave_board_text text = wave_board_text_of(&bytes);
    err_assert(wave_board_parse(&text, &again, &note) == ERR_OK);
    err_assert(memcmp(again->root.b, b->root.b, sizeof b->root.b) == 0);
    err_assert(wave_board_check(again, m, &b->mh, &note) == ERR_OK);
    err_assert(wave_unopened_hash_of_input(m, &input, &hash, &note) == ERR_OK);
    err_assert(memcmp(hash.b, unopened->b, sizeof hash.b) == 0);
    wave_board_free(again);
    buf_free(&bytes);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct wave_manifest *m;
    struct wave_board *b = NULL;
    struct wave_unopened_hash hash;
    struct err_note note = {""};
    struct buf bytes = BUF_INIT;
    buf_put(&bytes, data, len);
    err_assert(buf_check(&bytes) == ERR_OK);
    const struct wave_board_text text = wave_board_text_of(&bytes);
    enum err e = wave_board_parse(&text, &b, &note);
    fuzz_note(e, &note);
    err_assert((e == ERR_OK) == (b != NULL));
    if (m == NULL)
        m = manifest();
    if (b != NULL) {
        err_assert(wave_unopened_hash(b, &hash) == ERR_OK);
        check_lists(b);
        e = wave_board_check(b, m, &b->mh, &note);
        fuzz_note(e, &note);
        if (e == ERR_OK)
            write_again(m, b, &hash);
    }
    wave_board_free(b);
    buf_free(&bytes);
    return 0;
}
