#include "unit/wave_sample.h"

#include "wave/trustees.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <jansson.h>
#include <sodium.h>

#define ISSUED   6
#define REDEEMED 4

/* The sample wave after its close: 1 + 3 + 2 tokens, 1 + 2 + 1 ballots. */
struct closed {
    struct wave_manifest *manifest;
    struct wave_board_count counts[3];
    struct wave_used_hash used[ISSUED];
    struct wave_leaf leaves[REDEEMED];
    struct wave_board_replaced replaced[2];
    struct sample_items used_items;
    struct sample_items leaf_items;
    struct wave_board_input input;
};

static void closed_init(struct closed *c)
{
    memset(c, 0, sizeof *c);
    c->manifest = sample_manifest();
    c->counts[0] = (struct wave_board_count){1, 1};
    c->counts[1] = (struct wave_board_count){3, 2};
    c->counts[2] = (struct wave_board_count){2, 1};
    randombytes_buf(c->used, sizeof c->used);
    randombytes_buf(c->leaves, sizeof c->leaves);
    randombytes_buf(c->replaced, sizeof c->replaced);
    randombytes_buf(c->input.mh.b, sizeof c->input.mh.b);
    c->input.counts = c->counts;
    c->input.spoiled = 1;
    c->used_items = (struct sample_items){c->used[0].b, 32, ISSUED};
    c->leaf_items = (struct sample_items){c->leaves[0].b, 64, REDEEMED};
    c->input.used = sample_list(&c->used_items);
    c->input.leaves = sample_list(&c->leaf_items);
    c->input.replaced = c->replaced;
    c->input.replaced_count = 2;
}

static void closed_wipe(struct closed *c)
{
    wave_manifest_free(c->manifest);
}

static enum err into_buf(void *context, const uint8_t *bytes, size_t len)
{
    struct buf *b = context;
    assert_true(len > 0 && b->len % WAVE_BOARD_PIECE_BYTES == 0);
    buf_put(b, bytes, len);
    return buf_check(b);
}

/* As many items as the lists say by now. */
static enum err write_into(struct closed *c, struct buf *out,
                           struct err_note *note)
{
    const struct wave_board_sink sink = {into_buf, out};
    c->used_items.count = c->input.used.count;
    c->leaf_items.count = c->input.leaves.count;
    return wave_board_write(c->manifest, &c->input, &sink, note);
}

static enum err write(struct closed *c)
{
    struct buf b = BUF_INIT;
    const enum err e = write_into(c, &b, NULL);
    buf_free(&b);
    return e;
}

static struct buf written(struct closed *c)
{
    struct buf b = BUF_INIT;
    struct err_note note = {""};
    if (write_into(c, &b, &note) != ERR_OK)
        fail_msg("%s", note.text);
    return b;
}

/* A board reads its text as long as it lives: one at a time. */
static struct buf text_bytes;

static enum err parse_bytes(const struct buf *b, size_t len,
                            struct wave_board **out_board)
{
    text_bytes = *b;
    text_bytes.len = len;
    const struct wave_board_text text = wave_board_text_of(&text_bytes);
    return wave_board_parse(&text, out_board, NULL);
}

static enum err parse_text(char *text, struct wave_board **out_board)
{
    const struct buf b = {(uint8_t *)text, strlen(text), 0, false};
    return parse_bytes(&b, b.len, out_board);
}

static struct wave_board *parsed(const struct buf *b)
{
    struct wave_board *board = NULL;
    assert_int_equal(parse_bytes(b, b->len, &board), ERR_OK);
    return board;
}

/* What the check says of the board with one JSON value exchanged. */
static enum err check_with(struct closed *c, const char *path, json_t *value)
{
    struct buf b = written(c);
    json_error_t error;
    json_t *root = json_loadb(buf_text(&b), b.len, 0, &error);
    json_t *at = root;
    json_t *departments = json_object_get(root, "departments");
    if (strcmp(path, "issued") != 0 && strcmp(path, "redeemed") != 0 &&
        strcmp(path, "spoiled") != 0 && strcmp(path, "manifest_sha256") != 0 &&
        strcmp(path, "root") != 0)
        at = json_array_get(departments, 0);
    const char *dot = strchr(path, '.');
    json_object_set_new(at, dot == NULL ? path : dot + 1, value);
    char *text = json_dumps(root, JSON_SORT_KEYS | JSON_COMPACT);
    struct wave_board *board = NULL;
    enum err e = parse_text(text, &board);
    if (e == ERR_OK)
        e = wave_board_check(board, c->manifest, &c->input.mh, NULL);
    wave_board_free(board);
    free(text);
    json_decref(root);
    buf_free(&b);
    return e;
}

static void a_board_is_written_read_and_checked(void **state)
{
    (void)state;
    struct closed c;
    closed_init(&c);
    struct buf b = written(&c);
    struct wave_board *board = parsed(&b);
    struct err_note note = {""};
    if (wave_board_check(board, c.manifest, &c.input.mh, &note) != ERR_OK)
        fail_msg("%s", note.text);
    assert_int_equal(board->issued, ISSUED);
    assert_int_equal(board->redeemed, REDEEMED);
    assert_int_equal(board->spoiled, 1);
    assert_int_equal(board->used_count, ISSUED);
    assert_int_equal(board->leaf_count, REDEEMED);
    assert_int_equal(board->replaced_count, 2);
    wave_board_free(board);
    buf_free(&b);
    closed_wipe(&c);
}

static void the_order_of_the_lists_does_not_change_the_bytes(void **state)
{
    (void)state;
    struct closed c;
    closed_init(&c);
    struct buf a = written(&c);
    for (size_t i = 0; i < ISSUED / 2; i++) {
        struct wave_used_hash other = c.used[i];
        c.used[i] = c.used[ISSUED - 1 - i];
        c.used[ISSUED - 1 - i] = other;
    }
    for (size_t i = 0; i < REDEEMED / 2; i++) {
        struct wave_leaf other = c.leaves[i];
        c.leaves[i] = c.leaves[REDEEMED - 1 - i];
        c.leaves[REDEEMED - 1 - i] = other;
    }
    struct wave_board_replaced other = c.replaced[0];
    c.replaced[0] = c.replaced[1];
    c.replaced[1] = other;
    struct buf b = written(&c);
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.data, b.data, a.len);
    buf_free(&a);
    buf_free(&b);
    closed_wipe(&c);
}

static void departments_below_thirty_stand_together(void **state)
{
    (void)state;
    struct closed c;
    closed_init(&c);
    struct buf b = written(&c);
    struct wave_board *board = parsed(&b);
    /* Medicine has 38 people, Surgery 25. */
    assert_int_equal(board->department_count, 2);
    assert_string_equal(board->departments[0].name, "Medicine");
    assert_int_equal(board->departments[0].roster, 38);
    assert_int_equal(board->departments[0].issued, 4);
    assert_int_equal(board->departments[0].redeemed, 3);
    assert_string_equal(board->departments[1].name, "Other departments");
    assert_int_equal(board->departments[1].roster, 25);
    assert_int_equal(board->departments[1].issued, 2);
    assert_int_equal(board->departments[1].redeemed, 1);
    wave_board_free(board);
    buf_free(&b);
    closed_wipe(&c);
}

static void small_departments_and_those_called_other_are_one_entry(void **state)
{
    (void)state;
    struct closed c;
    closed_init(&c);
    /* Three departments, the middle one large and of the common name. */
    free(c.manifest->groups[1].department);
    c.manifest->groups[1].department = strdup("Other departments");
    struct buf b = written(&c);
    struct wave_board *board = parsed(&b);
    assert_int_equal(board->department_count, 1);
    assert_string_equal(board->departments[0].name, "Other departments");
    assert_int_equal(board->departments[0].roster, 63);
    assert_int_equal(board->departments[0].issued, ISSUED);
    wave_board_free(board);
    buf_free(&b);
    closed_wipe(&c);
}

static void an_empty_board_has_the_root_of_nothing(void **state)
{
    (void)state;
    struct closed c;
    closed_init(&c);
    memset(c.counts, 0, sizeof c.counts);
    c.input.used.count = 0;
    c.input.leaves.count = 0;
    c.input.replaced_count = 0;
    c.input.spoiled = 0;
    c.input.replaced = NULL;
    struct buf b = written(&c);
    struct wave_board *board = parsed(&b);
    char hex[ENCODE_HEX_SIZE(32)];
    encode_hex(board->root.b, 32, hex);
    assert_string_equal(
        hex,
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_int_equal(wave_board_check(board, c.manifest, &c.input.mh, NULL),
                     ERR_OK);
    struct wave_used_hash none = {{0}};
    assert_int_equal(wave_board_find_used(board, &none), ERR_NOT_FOUND);
    wave_board_free(board);
    buf_free(&b);
    closed_wipe(&c);
}

static void contradicting_counts_are_not_written(void **state)
{
    (void)state;
    struct closed c;
    closed_init(&c);
    struct buf b = BUF_INIT;
    c.counts[0].issued = 9; /* of 8 people */
    assert_int_equal(write(&c), ERR_RANGE);
    c.counts[0].issued = 1;
    c.counts[0].redeemed = 2;
    c.counts[1].redeemed = 1;
    assert_int_equal(write(&c), ERR_RANGE);
    c.counts[0].redeemed = 1;
    c.counts[1].redeemed = 2;
    c.input.used.count = ISSUED - 1;
    assert_int_equal(write(&c), ERR_RANGE);
    c.input.used.count = ISSUED;
    c.input.leaves.count = REDEEMED - 1;
    assert_int_equal(write(&c), ERR_RANGE);
    c.input.leaves.count = REDEEMED;
    c.input.spoiled = REDEEMED + 1;
    assert_int_equal(write(&c), ERR_RANGE);
    c.input.spoiled = REDEEMED;
    b = written(&c);
    buf_free(&b);
    closed_wipe(&c);
}

static void the_same_nullifier_or_sealed_ballot_twice_is_refused(void **state)
{
    (void)state;
    struct closed c;
    closed_init(&c);
    struct wave_leaf kept = c.leaves[1];
    c.leaves[1] = c.leaves[0];
    assert_int_equal(write(&c), ERR_RANGE);
    c.leaves[1].b[63] ^= 1; /* the same nullifier only */
    assert_int_equal(write(&c), ERR_RANGE);
    c.leaves[1] = kept;
    memcpy(c.leaves[1].b + 32, c.leaves[0].b + 32, 32);
    struct buf b = written(&c);
    struct wave_board *board = parsed(&b);
    assert_int_equal(wave_board_check(board, c.manifest, &c.input.mh, NULL),
                     ERR_DENIED);
    wave_board_free(board);
    buf_free(&b);
    c.leaves[1] = kept;
    c.used[1] = c.used[0];
    assert_int_equal(write(&c), ERR_RANGE);
    closed_wipe(&c);
}

static void a_replaced_code_that_was_used_is_refused(void **state)
{
    (void)state;
    struct closed c;
    closed_init(&c);
    struct buf b = BUF_INIT;
    wave_invite_used_hash(&c.replaced[0].new_pk, &c.used[0]);
    b = written(&c); /* the new one may be used */
    buf_free(&b);
    wave_invite_used_hash(&c.replaced[0].old_pk, &c.used[0]);
    assert_int_equal(write(&c), ERR_RANGE);
    closed_wipe(&c);
}

static void a_board_that_was_changed_does_not_hold(void **state)
{
    (void)state;
    struct closed c;
    closed_init(&c);
    static const char zeros[] =
        "0000000000000000000000000000000000000000000000000000000000000000";
    assert_int_equal(check_with(&c, "issued", json_integer(ISSUED)), ERR_OK);
    assert_int_equal(check_with(&c, "issued", json_integer(5)), ERR_DENIED);
    assert_int_equal(check_with(&c, "redeemed", json_integer(3)), ERR_DENIED);
    assert_int_equal(check_with(&c, "spoiled", json_integer(5)), ERR_DENIED);
    assert_int_equal(check_with(&c, "manifest_sha256", json_string(zeros)),
                     ERR_DENIED);
    assert_int_equal(
        check_with(&c, "root",
                   json_string("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")),
        ERR_DENIED);
    assert_int_equal(check_with(&c, "d.roster", json_integer(39)), ERR_DENIED);
    assert_int_equal(check_with(&c, "d.issued", json_integer(5)), ERR_DENIED);
    assert_int_equal(check_with(&c, "d.issued", json_integer(39)), ERR_DENIED);
    assert_int_equal(check_with(&c, "d.redeemed", json_integer(2)), ERR_DENIED);
    assert_int_equal(check_with(&c, "d.name", json_string("A")), ERR_DENIED);
    assert_int_equal(check_with(&c, "d.name", json_string("Z")), ERR_FORMAT);
    assert_int_equal(check_with(&c, "d.x", json_null()), ERR_FORMAT);
    closed_wipe(&c);
}

static void a_list_out_of_order_is_refused(void **state)
{
    (void)state;
    static const char *const lists[] = {"used", "leaves", "replaced",
                                        "departments"};
    struct closed c;
    closed_init(&c);
    struct buf b = written(&c);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        json_error_t error;
        json_t *root = json_loadb(buf_text(&b), b.len, 0, &error);
        json_t *list = json_object_get(root, lists[i]);
        assert_true(json_array_size(list) >= 2);
        json_t *first = json_incref(json_array_get(list, 0));
        json_array_remove(list, 0);
        json_array_append_new(list, first);
        char *text = json_dumps(root, JSON_SORT_KEYS | JSON_COMPACT);
        struct wave_board *board = NULL;
        assert_int_equal(parse_text(text, &board), ERR_FORMAT);
        assert_null(board);
        free(text);
        json_decref(root);
    }
    buf_free(&b);
    closed_wipe(&c);
}

static void a_person_finds_their_ballot_and_their_used_invite(void **state)
{
    (void)state;
    struct closed c;
    closed_init(&c);
    struct buf b = written(&c);
    struct wave_board *board = parsed(&b);
    for (size_t i = 0; i < REDEEMED; i++) {
        struct wave_nullifier nullifier;
        struct wave_sealed_hash sealed;
        memcpy(nullifier.b, c.leaves[i].b, 32);
        memcpy(sealed.b, c.leaves[i].b + 32, 32);
        assert_int_equal(wave_board_find_leaf(board, &nullifier, &sealed),
                         ERR_OK);
        sealed.b[0] ^= 1;
        assert_int_equal(wave_board_find_leaf(board, &nullifier, &sealed),
                         ERR_NOT_FOUND);
    }
    for (size_t i = 0; i < ISSUED; i++) {
        assert_int_equal(wave_board_find_used(board, &c.used[i]), ERR_OK);
        c.used[i].b[31] ^= 1;
        assert_int_equal(wave_board_find_used(board, &c.used[i]),
                         ERR_NOT_FOUND);
    }
    wave_board_free(board);
    buf_free(&b);
    closed_wipe(&c);
}

static void every_prefix_of_a_board_is_refused(void **state)
{
    (void)state;
    struct closed c;
    closed_init(&c);
    struct buf b = written(&c);
    for (size_t len = 0; len < b.len; len++) {
        struct wave_board *board = NULL;
        assert_int_equal(parse_bytes(&b, len, &board), ERR_FORMAT);
        assert_null(board);
    }
    buf_free(&b);
    closed_wipe(&c);
}

/* Byte for byte what a JSON library writes of the same values. */
static void a_board_is_canonical_json(void **state)
{
    (void)state;
    struct closed c;
    closed_init(&c);
    free(c.manifest->groups[0].department);
    c.manifest->groups[0].department = strdup("M\xc3\xa9\"d\\\x01");
    struct buf b = written(&c);
    json_error_t error;
    json_t *root = json_loadb(buf_text(&b), b.len, 0, &error);
    assert_non_null(root);
    char *text = json_dumps(root, JSON_SORT_KEYS | JSON_COMPACT);
    assert_string_equal(text, buf_text(&b));
    free(text);
    json_decref(root);
    buf_free(&b);
    closed_wipe(&c);
}

/* TEXT with FROM, which is in it once, exchanged for TO. */
static char *exchanged(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    assert_non_null(at);
    struct buf b = BUF_INIT;
    buf_put(&b, text, (size_t)(at - text));
    buf_put_text(&b, to);
    buf_put_text(&b, at + strlen(from));
    return (char *)buf_take(&b, &(size_t){0});
}

static enum err parse(char *text)
{
    struct wave_board *board = NULL;
    const enum err e = parse_text(text, &board);
    assert_int_equal(board != NULL, e == ERR_OK);
    wave_board_free(board);
    return e;
}

static void blanks_in_a_board_change_nothing(void **state)
{
    (void)state;
    struct closed c;
    closed_init(&c);
    struct buf b = written(&c);
    json_error_t error;
    json_t *root = json_loadb(buf_text(&b), b.len, 0, &error);
    char *text = json_dumps(root, JSON_INDENT(4));
    struct wave_board *board = NULL;
    assert_int_equal(parse_text(text, &board), ERR_OK);
    struct wave_unopened_hash spaced;
    struct wave_unopened_hash plain;
    assert_int_equal(wave_unopened_hash(board, &spaced), ERR_OK);
    wave_board_free(board);
    board = parsed(&b);
    assert_int_equal(wave_unopened_hash(board, &plain), ERR_OK);
    assert_memory_equal(spaced.b, plain.b, sizeof plain.b);
    wave_board_free(board);
    free(text);
    json_decref(root);
    buf_free(&b);
    closed_wipe(&c);
}

/* What the reader of the long lists must not let pass. */
static void lists_in_disguise_are_refused(void **state)
{
    (void)state;
    static const char *const changes[][2] = {
        {"\"used\":", "\"us\\u0065d\":"},
        {"\"leaves\":", "\"\\u006ceaves\":"},
        {"\"used\":", "\"used\":[],\"used\":"},
        {"\"used\":", "\"used\":[],\"us\\u0065d\":"},
        {"\"leaves\":", "\"leaves\":[],\"leaves\":"},
        {"\"used\":[", "\"used\":[[],"},
        {"\"used\":[", "\"used\":[,"},
        {"\"used\":[", "\"used\":[\"\","},
        {"\"used\":[\"", "\"used\":[\"\\u0041"},
        {"\"used\":[", "\"used\":{\"used\":["},
        {"\"used\":[", "\"used\":7,\"x\":["},
        {"\"used\":", "\"used\" "},
        {"\"leaves\":[", "\"leaves\":null,\"x\":["},
        {"\"issued\":6,\"leaves\":", "\"issued\":6,\"x\":\"leaves\":"},
        {"{\"departments\":", "[{\"departments\":"},
        {"\"],\"manifest", "\",],\"manifest"},
        {"\"],\"manifest", "\",\"manifest"},
    };
    struct closed c;
    closed_init(&c);
    struct buf b = written(&c);
    assert_int_equal(parse((char *)b.data), ERR_OK);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char *text = exchanged(buf_text(&b), changes[i][0], changes[i][1]);
        if (parse(text) != ERR_FORMAT)
            fail_msg("%s", changes[i][1]);
        free(text);
    }
    buf_free(&b);
    closed_wipe(&c);
}

/* A list that is not at the outermost level is a key that nobody knows. */
static void a_list_that_is_missing_is_refused(void **state)
{
    (void)state;
    struct closed c;
    closed_init(&c);
    struct buf b = written(&c);
    char *text = exchanged(buf_text(&b), "\"used\":", "\"unused\":");
    assert_int_equal(parse(text), ERR_FORMAT);
    free(text);
    text = exchanged(buf_text(&b), "\"leaves\":", "\"leaf\":");
    assert_int_equal(parse(text), ERR_FORMAT);
    free(text);
    buf_free(&b);
    closed_wipe(&c);
}

/* The published vectors' leaves give the published root, through the board. */
static void the_published_leaves_give_the_published_root(void **state)
{
    (void)state;
    json_error_t error;
    json_t *known = json_load_file("tests/vectors/chorus-v1.json", 0, &error);
    assert_non_null(known);
    json_t *cases = json_object_get(known, "cases");
    struct closed c;
    closed_init(&c);
    assert_int_equal(json_array_size(cases), REDEEMED);
    for (size_t i = 0; i < REDEEMED; i++) {
        const char *hex = json_string_value(
            json_object_get(json_array_get(cases, i), "leaf"));
        assert_int_equal(decode_hex(hex, strlen(hex), c.leaves[i].b, 64),
                         ERR_OK);
    }
    struct buf b = written(&c);
    struct wave_board *board = parsed(&b);
    char hex[ENCODE_HEX_SIZE(32)];
    encode_hex(board->root.b, 32, hex);
    assert_string_equal(
        hex, json_string_value(json_object_get(known, "board_root")));
    wave_board_free(board);
    buf_free(&b);
    closed_wipe(&c);
    json_decref(known);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_board_is_written_read_and_checked),
        cmocka_unit_test(the_order_of_the_lists_does_not_change_the_bytes),
        cmocka_unit_test(departments_below_thirty_stand_together),
        cmocka_unit_test(
            small_departments_and_those_called_other_are_one_entry),
        cmocka_unit_test(an_empty_board_has_the_root_of_nothing),
        cmocka_unit_test(contradicting_counts_are_not_written),
        cmocka_unit_test(the_same_nullifier_or_sealed_ballot_twice_is_refused),
        cmocka_unit_test(a_replaced_code_that_was_used_is_refused),
        cmocka_unit_test(a_board_that_was_changed_does_not_hold),
        cmocka_unit_test(a_list_out_of_order_is_refused),
        cmocka_unit_test(a_person_finds_their_ballot_and_their_used_invite),
        cmocka_unit_test(every_prefix_of_a_board_is_refused),
        cmocka_unit_test(a_board_is_canonical_json),
        cmocka_unit_test(blanks_in_a_board_change_nothing),
        cmocka_unit_test(lists_in_disguise_are_refused),
        cmocka_unit_test(a_list_that_is_missing_is_refused),
        cmocka_unit_test(the_published_leaves_give_the_published_root),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
