/* Boards of more than one piece: their bytes, and how they are read. */
#include "unit/wave_sample.h"

#include "wave/board.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sodium.h>

#define MANY_ISSUED   7000u
#define MANY_REDEEMED 6500u
/* Of its board, as Chorus wrote it when boards stood in memory whole. */
#define MANY_SHA256                                                            \
    "160978196194b243d321ea2b6867aa409f0ae6608464b7a9885d28e6f30b89b2"

/* What a close of several thousand places lists, the same every time. */
struct many {
    struct wave_board_count counts[3];
    struct wave_used_hash used[MANY_ISSUED];
    struct wave_leaf leaves[MANY_REDEEMED];
    struct wave_board_replaced replaced[40];
};

static struct many *many_new(struct wave_manifest *m)
{
    static const uint8_t seed[randombytes_SEEDBYTES] = "many";
    struct many *many = calloc(1, sizeof *many);
    if (many == NULL)
        return NULL;
    randombytes_buf_deterministic(many, sizeof *many, seed);
    many->counts[0] = (struct wave_board_count){8, 7};
    many->counts[1] =
        (struct wave_board_count){MANY_ISSUED - 18, MANY_REDEEMED - 17};
    many->counts[2] = (struct wave_board_count){10, 10};
    m->groups[1].roster = MANY_ISSUED;
    return many;
}

struct stage {
    struct wave_manifest *manifest;
    struct many *many;
    struct sample_items used;
    struct sample_items leaves;
    struct wave_board_input input;
    struct buf text;
    size_t pieces;
};

static enum err into_buf(void *context, const uint8_t *bytes, size_t len)
{
    struct stage *s = context;
    assert_int_equal(s->text.len, s->pieces * WAVE_BOARD_PIECE_BYTES);
    s->pieces++;
    buf_put(&s->text, bytes, len);
    return buf_check(&s->text);
}

static int begin(void **state)
{
    struct stage *s = calloc(1, sizeof *s);
    assert_non_null(s);
    s->manifest = sample_manifest();
    s->many = many_new(s->manifest);
    assert_non_null(s->many);
    s->used =
        (struct sample_items){s->many->used[0].b, WAVE_HASH_BYTES, MANY_ISSUED};
    s->leaves = (struct sample_items){s->many->leaves[0].b, WAVE_LEAF_BYTES,
                                      MANY_REDEEMED};
    s->input = (struct wave_board_input){.counts = s->many->counts,
                                         .spoiled = 12,
                                         .used = sample_list(&s->used),
                                         .replaced = s->many->replaced,
                                         .replaced_count = 40,
                                         .leaves = sample_list(&s->leaves)};
    memset(s->input.mh.b, 7, sizeof s->input.mh.b);
    const struct wave_board_sink sink = {into_buf, s};
    assert_int_equal(wave_board_write(s->manifest, &s->input, &sink, NULL),
                     ERR_OK);
    *state = s;
    return 0;
}

static int end(void **state)
{
    struct stage *s = *state;
    buf_free(&s->text);
    wave_manifest_free(s->manifest);
    free(s->many);
    free(s);
    return 0;
}

static void the_bytes_are_those_of_a_board_written_at_once(void **state)
{
    const struct stage *s = *state;
    const struct wave_board_text text = wave_board_text_of(&s->text);
    uint8_t hash[32];
    char hex[ENCODE_HEX_SIZE(32)];
    assert_true(s->pieces > 10);
    assert_int_equal(wave_board_text_hash(&text, hash), ERR_OK);
    encode_hex(hash, sizeof hash, hex);
    assert_string_equal(hex, MANY_SHA256);
}

/* A text that cannot be read beyond a byte. */
struct broken {
    const struct buf *bytes;
    uint64_t end;
};

static enum err read_broken(const void *context, uint64_t at, uint8_t *out,
                            size_t len)
{
    const struct broken *b = context;
    if (at + len > b->end)
        return ERR_IO;
    memcpy(out, b->bytes->data + at, len);
    return ERR_OK;
}

static void a_board_is_read_in_pieces_and_checked(void **state)
{
    const struct stage *s = *state;
    const struct wave_board_text text = wave_board_text_of(&s->text);
    struct wave_board *board = NULL;
    assert_int_equal(wave_board_parse(&text, &board, NULL), ERR_OK);
    assert_int_equal(board->used_count, MANY_ISSUED);
    assert_int_equal(board->leaf_count, MANY_REDEEMED);
    assert_int_equal(wave_board_check(board, s->manifest, &s->input.mh, NULL),
                     ERR_OK);
    for (size_t i = 0; i < MANY_ISSUED; i += 700)
        assert_int_equal(wave_board_find_used(board, &s->many->used[i]),
                         ERR_OK);
    wave_board_free(board);
}

static void a_failure_to_read_is_told_as_such(void **state)
{
    const struct stage *s = *state;
    struct broken broken = {&s->text, 0};
    const struct wave_board_text text = {read_broken, &broken, s->text.len};
    struct wave_board *board = NULL;
    uint8_t hash[32];
    for (; broken.end < s->text.len; broken.end += WAVE_BOARD_PIECE_BYTES) {
        assert_int_equal(wave_board_parse(&text, &board, NULL), ERR_IO);
        assert_null(board);
        assert_int_equal(wave_board_text_hash(&text, hash), ERR_IO);
    }
    broken.end = s->text.len;
    assert_int_equal(wave_board_parse(&text, &board, NULL), ERR_OK);
    broken.end = WAVE_BOARD_PIECE_BYTES;
    assert_int_equal(wave_board_find_used(board, &s->many->used[0]), ERR_IO);
    assert_int_equal(wave_board_check(board, s->manifest, &s->input.mh, NULL),
                     ERR_IO);
    wave_board_free(board);
}

static enum err refuse(void *context, const uint8_t *bytes, size_t len)
{
    size_t *pieces = context;
    (void)bytes;
    (void)len;
    return (*pieces)-- == 0 ? ERR_FULL : ERR_OK;
}

static void a_full_disk_ends_the_writing(void **state)
{
    const struct stage *s = *state;
    for (size_t n = 0; n < s->pieces; n++) {
        size_t pieces = n;
        const struct wave_board_sink sink = {refuse, &pieces};
        assert_int_equal(wave_board_write(s->manifest, &s->input, &sink, NULL),
                         ERR_FULL);
    }
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bytes_are_those_of_a_board_written_at_once),
        cmocka_unit_test(a_board_is_read_in_pieces_and_checked),
        cmocka_unit_test(a_failure_to_read_is_told_as_such),
        cmocka_unit_test(a_full_disk_ends_the_writing),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
