/* The trustees' signatures over a board that nobody has opened. */
#include "known.h"
#include "wave/trustees.h"

#include <sodium.h>

/* Three trustees, of whom two must sign, and their seeds. */
struct panel {
    struct wave_trustees trustees;
    struct wave_trustee_public keys[3];
    struct wave_trustee_seed seeds[3];
    struct wave_unopened_hash board;
};

/* A board of nobody, in a department named NAME. */
static void hash_of(const char *name, uint32_t spoiled,
                    struct wave_unopened_hash *out)
{
    char department[32];
    (void)snprintf(department, sizeof department, "%s", name);
    struct wave_board_department one = {department, 40, 0, 0};
    struct wave_board board = {
        .spoiled = spoiled, .departments = &one, .department_count = 1};
    assert_int_equal(wave_unopened_hash(&board, out), ERR_OK);
}

static int make_panel(void **state)
{
    struct panel *p = calloc(1, sizeof *p);
    assert_non_null(p);
    for (size_t i = 0; i < 3; i++)
        wave_trustee_keypair(&p->keys[i], &p->seeds[i]);
    p->trustees.threshold = 2;
    p->trustees.count = 3;
    p->trustees.sign_pk = p->keys;
    hash_of("Medicine", 2, &p->board);
    *state = p;
    return 0;
}

static int free_panel(void **state)
{
    free(*state);
    return 0;
}

static struct wave_trustee_sig sign(const struct panel *p, uint32_t number)
{
    struct wave_trustee_sig sig;
    wave_trustee_sign(&p->board, number, &p->seeds[number - 1], &sig);
    return sig;
}

static enum err check(const struct panel *p,
                      const struct wave_trustee_sig *sigs, size_t count)
{
    struct err_note note = {{0}};
    enum err e =
        wave_trustees_check(&p->trustees, &p->board, sigs, count, &note);
    assert_int_equal(note.text[0] != 0, e != ERR_OK);
    return e;
}

static void what_is_signed_does_not_depend_on_what_opening_tells(void **state)
{
    const struct panel *p = *state;
    static const char text[] =
        "{\"departments\":[{\"issued\":0,\"name\":\"A "
        "\\\"B\\\"\",\"redeemed\":0,"
        "\"roster\":40}],\"format\":\"chorus-board-v1\",\"issued\":0,"
        "\"leaves\":[],\"manifest_sha256\":\"00000000000000000000000000000000"
        "00000000000000000000000000000000\",\"redeemed\":0,\"replaced\":[],"
        "\"root\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"used\":[]}";
    struct wave_unopened_hash hash;
    uint8_t expected[32];
    hash_of("Medicine", 0, &hash);
    assert_memory_equal(hash.b, p->board.b, sizeof hash.b);
    hash_of("Surgery", 2, &hash);
    assert_memory_not_equal(hash.b, p->board.b, sizeof hash.b);
    hash_of("A \"B\"", 2, &hash);
    crypto_hash_sha256(expected, (const uint8_t *)text, sizeof text - 1);
    assert_memory_equal(hash.b, expected, sizeof expected);
}

static void the_message_is_label_and_hash(void **state)
{
    const struct panel *p = *state;
    const struct wave_trustee_sig sig = sign(p, 1);
    uint8_t text[64];
    static const char label[] = "\x17"
                                "chorus-v1:trustee-board";
    assert_int_equal(sizeof label - 2, 0x17);
    memcpy(text, label, sizeof label - 1);
    memcpy(text + sizeof label - 1, p->board.b, 32);
    assert_int_equal(crypto_sign_verify_detached(
                         sig.sig, text, sizeof label - 1 + 32, p->keys[0].b),
                     0);
}

static void any_two_of_three_or_all_are_enough(void **state)
{
    const struct panel *p = *state;
    const struct wave_trustee_sig all[] = {sign(p, 1), sign(p, 2), sign(p, 3)};
    const struct wave_trustee_sig outer[] = {all[0], all[2]};
    assert_int_equal(check(p, all, 3), ERR_OK);
    assert_int_equal(check(p, all, 2), ERR_OK);
    assert_int_equal(check(p, all + 1, 2), ERR_OK);
    assert_int_equal(check(p, outer, 2), ERR_OK);
    assert_int_equal(check(p, all, 1), ERR_DENIED);
    assert_int_equal(check(p, NULL, 0), ERR_DENIED);
}

static void nobody_signs_twice_or_for_another(void **state)
{
    const struct panel *p = *state;
    const struct wave_trustee_sig a = sign(p, 1);
    const struct wave_trustee_sig b = sign(p, 2);
    struct wave_trustee_sig as_three = b;
    as_three.number = 3;
    struct wave_trustee_sig as_four = b;
    as_four.number = 4;
    struct wave_trustee_sig as_none = a;
    as_none.number = 0;
    const struct wave_trustee_sig twice[] = {a, a};
    const struct wave_trustee_sig back[] = {b, a};
    const struct wave_trustee_sig other[] = {a, as_three};
    const struct wave_trustee_sig outside[] = {a, as_four};
    const struct wave_trustee_sig zero[] = {as_none, b};
    assert_int_equal(check(p, twice, 2), ERR_DENIED);
    assert_int_equal(check(p, back, 2), ERR_DENIED);
    assert_int_equal(check(p, other, 2), ERR_DENIED);
    assert_int_equal(check(p, outside, 2), ERR_DENIED);
    assert_int_equal(check(p, zero, 2), ERR_DENIED);
}

static void a_signature_of_another_board_does_not_hold(void **state)
{
    struct panel *p = *state;
    struct wave_trustee_sig sigs[] = {sign(p, 1), sign(p, 3)};
    sigs[1].sig[0] ^= 1;
    assert_int_equal(check(p, sigs, 2), ERR_DENIED);
    sigs[1].sig[0] ^= 1;
    assert_int_equal(check(p, sigs, 2), ERR_OK);
    p->board.b[0] ^= 1;
    assert_int_equal(check(p, sigs, 2), ERR_DENIED);
}

static void a_wave_of_one_passphrase_has_no_signatures(void **state)
{
    struct panel *p = *state;
    const struct wave_trustee_sig a = sign(p, 1);
    p->trustees = (struct wave_trustees){0};
    assert_int_equal(check(p, NULL, 0), ERR_OK);
    assert_int_equal(check(p, &a, 1), ERR_DENIED);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_panel, free_panel)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        TEST(what_is_signed_does_not_depend_on_what_opening_tells),
        TEST(the_message_is_label_and_hash),
        TEST(any_two_of_three_or_all_are_enough),
        TEST(nobody_signs_twice_or_for_another),
        TEST(a_signature_of_another_board_does_not_hold),
        TEST(a_wave_of_one_passphrase_has_no_signatures),
    };
    return sodium_init() < 0 || cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
