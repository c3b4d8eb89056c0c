/* Plaintext, seal and opening of ballots: tests/vectors/chorus-v1.json and
 * every way a ballot can be spoiled. */
#include "ballot/open.h"
#include "ballot/plain.h"
#include "known.h"

#include <sodium.h>

/* The first known ballot; the others have up to PLAIN_MAX. */
#define PLAIN      256
#define SEALED     (PLAIN + BALLOT_SEAL_BYTES)
#define PLAIN_MAX  512
#define SEALED_MAX (PLAIN_MAX + BALLOT_SEAL_BYTES)

static json_t *vectors;

struct known_ballot {
    uint8_t mh[32];
    uint16_t group;
    size_t plain_size;
    size_t answers_len;
    uint8_t answers[PLAIN_MAX];
    uint8_t plain[PLAIN_MAX];
    uint8_t sealed[SEALED_MAX];
    struct ballot_public_key pk;
    struct ballot_secret_key sk;
};

static void read_ballot(const json_t *c, struct known_ballot *b)
{
    b->plain_size =
        (size_t)json_integer_value(json_object_get(c, "plain_size"));
    assert_in_range(b->plain_size, PLAIN, PLAIN_MAX);
    known_bytes(c, "manifest_hash", b->mh, sizeof b->mh);
    b->group = (uint16_t)json_integer_value(json_object_get(c, "group"));
    b->answers_len = known_some(c, "answers", b->answers, sizeof b->answers);
    known_bytes(c, "plaintext", b->plain, b->plain_size);
    known_bytes(c, "sealed", b->sealed, b->plain_size + BALLOT_SEAL_BYTES);
    known_bytes(c, "seal_pk", b->pk.b, sizeof b->pk.b);
    known_bytes(c, "seal_sk", b->sk.b, sizeof b->sk.b);
}

static void first_ballot(struct known_ballot *b)
{
    read_ballot(json_array_get(json_object_get(vectors, "cases"), 0), b);
}

static void plaintexts_are_the_known_ones(void **state)
{
    (void)state;
    size_t i;
    json_t *c;
    json_array_foreach (json_object_get(vectors, "cases"), i, c) {
        struct known_ballot b;
        size_t size = 0;
        uint8_t plain[PLAIN_MAX];
        const uint8_t *answers = NULL;
        size_t answers_len = 0;
        read_ballot(c, &b);
        assert_int_equal(ballot_plain_size(b.answers_len, &size), ERR_OK);
        assert_int_equal(size,
                         json_integer_value(json_object_get(c, "plain_size")));
        assert_int_equal(ballot_plain_build(b.mh, b.group, b.answers,
                                            b.answers_len, size, plain),
                         ERR_OK);
        assert_memory_equal(plain, b.plain, b.plain_size);
        assert_int_equal(ballot_plain_parse(plain, size, b.mh, b.group,
                                            &answers, &answers_len),
                         ERR_OK);
        assert_int_equal(answers_len, b.answers_len);
        assert_memory_equal(answers, b.answers, answers_len);
    }
    assert_int_equal(i, 4);
}

/*
 * crypto_box_seal takes its ephemeral key from no one, so the known bytes are
 * built here from its parts: nonce = BLAKE2b(ephemeral_pk || seal_pk), then
 * crypto_box.
 */
static void known_seals_are_what_their_parts_give(void **state)
{
    (void)state;
    size_t i;
    json_t *c;
    json_array_foreach (json_object_get(vectors, "cases"), i, c) {
        struct known_ballot b;
        uint8_t ephemeral_sk[32];
        uint8_t sealed[SEALED_MAX];
        uint8_t nonce[crypto_box_NONCEBYTES];
        crypto_generichash_state hash;
        read_ballot(c, &b);
        known_bytes(c, "ephemeral_sk", ephemeral_sk, sizeof ephemeral_sk);
        assert_int_equal(crypto_scalarmult_base(sealed, ephemeral_sk), 0);
        crypto_generichash_init(&hash, NULL, 0, sizeof nonce);
        crypto_generichash_update(&hash, sealed, 32);
        crypto_generichash_update(&hash, b.pk.b, 32);
        crypto_generichash_final(&hash, nonce, sizeof nonce);
        assert_int_equal(crypto_box_easy(sealed + 32, b.plain, b.plain_size,
                                         nonce, b.pk.b, ephemeral_sk),
                         0);
        assert_memory_equal(sealed, b.sealed, b.plain_size + BALLOT_SEAL_BYTES);
    }
}

static void known_seals_open(void **state)
{
    (void)state;
    size_t i;
    json_t *c;
    json_array_foreach (json_object_get(vectors, "cases"), i, c) {
        struct known_ballot b;
        uint8_t plain[PLAIN_MAX];
        read_ballot(c, &b);
        assert_true(ballot_keypair_matches(&b.sk, &b.pk));
        assert_int_equal(ballot_open(b.sealed, b.plain_size + BALLOT_SEAL_BYTES,
                                     &b.pk, &b.sk, plain),
                         ERR_OK);
        assert_memory_equal(plain, b.plain, b.plain_size);
    }
}

static void what_is_sealed_opens_and_never_looks_the_same(void **state)
{
    (void)state;
    struct known_ballot b;
    struct ballot_secret_key sk;
    struct ballot_public_key pk;
    uint8_t sealed[2][SEALED];
    uint8_t plain[PLAIN];
    first_ballot(&b);
    ballot_keypair_new(&sk, &pk);
    assert_true(ballot_keypair_matches(&sk, &pk));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(ballot_seal(b.plain, PLAIN, &pk, sealed[i]), ERR_OK);
        assert_int_equal(ballot_open(sealed[i], SEALED, &pk, &sk, plain),
                         ERR_OK);
        assert_memory_equal(plain, b.plain, PLAIN);
    }
    assert_memory_not_equal(sealed[0], sealed[1], 32);
    assert_memory_not_equal(sealed[0] + 32, sealed[1] + 32, SEALED - 32);
}

static void a_seal_with_any_byte_changed_does_not_open(void **state)
{
    (void)state;
    struct known_ballot b;
    uint8_t plain[PLAIN];
    first_ballot(&b);
    for (size_t i = 0; i < SEALED; i++) {
        b.sealed[i] ^= 0x10;
        assert_int_equal(ballot_open(b.sealed, SEALED, &b.pk, &b.sk, plain),
                         ERR_DENIED);
        b.sealed[i] ^= 0x10;
    }
}

static void a_seal_of_another_length_or_key_does_not_open(void **state)
{
    (void)state;
    struct known_ballot b;
    struct ballot_secret_key sk;
    struct ballot_public_key pk;
    uint8_t plain[PLAIN];
    first_ballot(&b);
    ballot_keypair_new(&sk, &pk);
    assert_false(ballot_keypair_matches(&sk, &b.pk));
    assert_int_equal(ballot_open(b.sealed, SEALED, &pk, &sk, plain),
                     ERR_DENIED);
    assert_int_equal(ballot_open(b.sealed, SEALED - 1, &b.pk, &b.sk, plain),
                     ERR_DENIED);
    assert_int_equal(
        ballot_open(b.sealed, BALLOT_SEAL_BYTES - 1, &b.pk, &b.sk, plain),
        ERR_FORMAT);
    assert_int_equal(ballot_open(b.sealed, 0, &b.pk, &b.sk, plain), ERR_FORMAT);
}

static void a_key_with_which_everybody_could_open_is_refused(void **state)
{
    (void)state;
    struct known_ballot b;
    uint8_t sealed[SEALED];
    struct ballot_public_key zero = {{0}};
    struct ballot_public_key one = {{1}};
    first_ballot(&b);
    assert_int_equal(ballot_seal(b.plain, PLAIN, &zero, sealed), ERR_ELEMENT);
    assert_int_equal(ballot_seal(b.plain, PLAIN, &one, sealed), ERR_ELEMENT);
}

static enum err parse(const struct known_ballot *b, size_t plain_size)
{
    static const uint8_t untouched;
    const uint8_t *answers = &untouched;
    size_t answers_len = 77;
    enum err e = ballot_plain_parse(b->plain, plain_size, b->mh, b->group,
                                    &answers, &answers_len);
    if (e != ERR_OK) {
        assert_ptr_equal(answers, &untouched);
        assert_int_equal(answers_len, 77);
    }
    return e;
}

static void a_changed_byte_spoils_all_but_the_answers(void **state)
{
    (void)state;
    struct known_ballot good;
    first_ballot(&good);
    assert_int_equal(parse(&good, PLAIN), ERR_OK);
    size_t after_answers = BALLOT_PLAIN_HEAD_BYTES + good.answers_len;
    for (size_t i = 0; i < PLAIN; i++) {
        struct known_ballot b = good;
        b.plain[i] ^= 1; /* the length 20 becomes 21 at its last byte */
        bool parses = i == BALLOT_PLAIN_HEAD_BYTES - 1 ||
                      (i >= BALLOT_PLAIN_HEAD_BYTES && i < after_answers);
        assert_int_equal(parse(&b, PLAIN), parses ? ERR_OK : ERR_FORMAT);
    }
}

/* More answers than the survey has: the length tells the caller. */
static void a_changed_length_is_what_the_caller_gets(void **state)
{
    (void)state;
    struct known_ballot b;
    const uint8_t *answers = NULL;
    size_t answers_len = 0;
    first_ballot(&b);
    b.plain[BALLOT_PLAIN_HEAD_BYTES - 1] = 21;
    assert_int_equal(ballot_plain_parse(b.plain, PLAIN, b.mh, b.group, &answers,
                                        &answers_len),
                     ERR_OK);
    assert_int_equal(answers_len, 21);
    b.plain[BALLOT_PLAIN_HEAD_BYTES - 1] = 19;
    assert_int_equal(parse(&b, PLAIN), ERR_FORMAT);
}

static void a_ballot_for_another_wave_or_group_is_spoiled(void **state)
{
    (void)state;
    struct known_ballot b;
    first_ballot(&b);
    b.group++;
    assert_int_equal(parse(&b, PLAIN), ERR_FORMAT);
    b.group--;
    b.mh[31] ^= 1;
    assert_int_equal(parse(&b, PLAIN), ERR_FORMAT);
}

static void a_length_beyond_the_plaintext_is_spoiled(void **state)
{
    (void)state;
    struct known_ballot b;
    first_ballot(&b);
    memset(b.plain + BALLOT_PLAIN_HEAD_BYTES, 1,
           PLAIN - BALLOT_PLAIN_HEAD_BYTES);
    memcpy(b.plain + 35, (uint8_t[]){0, 0, 0, PLAIN - 39}, 4);
    assert_int_equal(parse(&b, PLAIN), ERR_OK);
    memcpy(b.plain + 35, (uint8_t[]){0, 0, 0, PLAIN - 38}, 4);
    assert_int_equal(parse(&b, PLAIN), ERR_FORMAT);
    memcpy(b.plain + 35, (uint8_t[]){0xff, 0xff, 0xff, 0xff}, 4);
    assert_int_equal(parse(&b, PLAIN), ERR_FORMAT);
}

static void a_plaintext_is_a_multiple_of_256_up_to_64_kib(void **state)
{
    (void)state;
    struct known_ballot b;
    static uint8_t plain[BALLOT_PLAIN_MAX_BYTES + BALLOT_PLAIN_STEP_BYTES];
    size_t size = 0;
    static const struct {
        size_t answers;
        size_t plain;
    } known[] = {{0, 256},       {216, 256},    {217, 256},     {218, 512},
                 {473, 512},     {474, 768},    {65240, 65280}, {65241, 65280},
                 {65242, 65536}, {65497, 65536}};
    first_ballot(&b);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        assert_int_equal(ballot_plain_size(known[i].answers, &size), ERR_OK);
        assert_int_equal(size, known[i].plain);
    }
    assert_int_equal(ballot_plain_size(65498, &size), ERR_RANGE);
    assert_int_equal(ballot_plain_size(SIZE_MAX, &size), ERR_RANGE);
    static const size_t bad[] = {0, 39, 255, 257, 65536 + 256};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(
            ballot_plain_build(b.mh, 1, b.answers, 0, bad[i], plain),
            ERR_RANGE);
        assert_int_equal(parse(&b, bad[i]), ERR_FORMAT);
    }
    assert_int_equal(ballot_plain_build(b.mh, 1, plain, 218, PLAIN, b.plain),
                     ERR_RANGE);
    assert_int_equal(ballot_plain_build(b.mh, 1, plain, 217, PLAIN, b.plain),
                     ERR_OK);
}

static void a_ballot_without_a_row_is_one_of_zeros(void **state)
{
    (void)state;
    static const uint8_t mh[BALLOT_MANIFEST_HASH_BYTES];
    uint8_t plain[BALLOT_PLAIN_STEP_BYTES];
    const uint8_t *answers = NULL;
    size_t len = 1;
    assert_int_equal(ballot_plain_build(mh, 1, NULL, 0, sizeof plain, plain),
                     ERR_OK);
    assert_int_equal(
        ballot_plain_parse(plain, sizeof plain, mh, 1, &answers, &len), ERR_OK);
    assert_int_equal(len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plaintexts_are_the_known_ones),
        cmocka_unit_test(known_seals_are_what_their_parts_give),
        cmocka_unit_test(known_seals_open),
        cmocka_unit_test(what_is_sealed_opens_and_never_looks_the_same),
        cmocka_unit_test(a_seal_with_any_byte_changed_does_not_open),
        cmocka_unit_test(a_seal_of_another_length_or_key_does_not_open),
        cmocka_unit_test(a_key_with_which_everybody_could_open_is_refused),
        cmocka_unit_test(a_changed_byte_spoils_all_but_the_answers),
        cmocka_unit_test(a_changed_length_is_what_the_caller_gets),
        cmocka_unit_test(a_ballot_for_another_wave_or_group_is_spoiled),
        cmocka_unit_test(a_length_beyond_the_plaintext_is_spoiled),
        cmocka_unit_test(a_ballot_without_a_row_is_one_of_zeros),
        cmocka_unit_test(a_plaintext_is_a_multiple_of_256_up_to_64_kib),
    };
    if (sodium_init() < 0)
        return 1;
    cmocka_set_message_output(CM_OUTPUT_TAP);
    vectors = known_load("tests/vectors/chorus-v1.json");
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    json_decref(vectors);
    return failed;
}
