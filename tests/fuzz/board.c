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

static void check_lists(const struct wave_board *b)
{
    for (size_t i = 0; i < b->leaf_count; i++) {
        struct wave_nullifier nullifier;
        struct wave_sealed_hash sealed;
        memcpy(nullifier.b, b->leaves[i].b, sizeof nullifier.b);
        memcpy(sealed.b, b->leaves[i].b + sizeof nullifier.b, sizeof sealed.b);
        err_assert(wave_board_has_leaf(b, &nullifier, &sealed));
    }
    for (size_t i = 0; i < b->used_count; i++)
        err_assert(wave_board_has_used(b, &b->used[i]));
}

static void write_again(const struct wave_manifest *m,
                        const struct wave_board *b)
{
    struct wave_board_count counts[2];
    struct wave_board *again = NULL;
    struct buf bytes = BUF_INIT;
    struct err_note note = {""};
    for (size_t i = 0; i < 2; i++)
        counts[i] = (struct wave_board_count){b->departments[i].issued,
                                              b->departments[i].redeemed};
    const struct wave_board_input input = {
        b->mh,         counts,      b->spoiled,        b->used,
        b->used_count, b->replaced, b->replaced_count, b->leaves,
        b->leaf_count};
    err_assert(wave_board_write(m, &input, &bytes, &note) == ERR_OK);
    err_assert(wave_board_parse(bytes.data, bytes.len, &again, &note) ==
               ERR_OK);
    err_assert(memcmp(again->root.b, b->root.b, sizeof b->root.b) == 0);
    err_assert(wave_board_check(again, m, &b->mh, &note) == ERR_OK);
    wave_board_free(again);
    buf_free(&bytes);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct wave_manifest *m;
    struct wave_board *b = NULL;
    struct wave_unopened_hash hash;
    struct err_note note = {""};
    enum err e = wave_board_parse(data, len, &b, &note);
    fuzz_note(e, &note);
    err_assert((e == ERR_OK) == (b != NULL));
    if (m == NULL)
        m = manifest();
    if (b == NULL)
        return 0;
    err_assert(wave_unopened_hash(b, &hash) == ERR_OK);
    check_lists(b);
    e = wave_board_check(b, m, &b->mh, &note);
    fuzz_note(e, &note);
    if (e == ERR_OK)
        write_again(m, b);
    wave_board_free(b);
    return 0;
}
