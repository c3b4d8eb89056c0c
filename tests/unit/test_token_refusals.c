/* What a client and a server of tokens refuse: src/PROTOCOL.md. */
#include "known.h"
#include "token/poprf.h"

#include <sodium.h>

/* One honest exchange, from which each test changes one thing. */
struct exchange {
    struct token_secret_key sk;
    struct token_public_key pk;
    struct token_context *context;
    uint8_t info[49];
    uint8_t input[48];
    struct token_tweaked_key tweaked;
    struct token_blind blind;
    struct token_blinded blinded;
    struct token_evaluated evaluated;
    struct token_proof proof;
    struct token_key key;
};

static enum err finish(const struct exchange *x, struct token_key *out)
{
    return token_finish(&x->blind, &x->tweaked, &x->evaluated, &x->blinded,
                        &x->proof, x->input, sizeof x->input, x->info,
                        sizeof x->info, out);
}

static int make_exchange(void **state)
{
    struct exchange *x = calloc(1, sizeof *x);
    assert_non_null(x);
    for (size_t i = 0; i < sizeof x->info; i++)
        x->info[i] = (uint8_t)i;
    randombytes_buf(x->input, sizeof x->input);
    assert_int_equal(token_keypair_new(&x->sk, &x->pk), ERR_OK);
    assert_int_equal(
        token_context_new(&x->sk, x->info, sizeof x->info, &x->context),
        ERR_OK);
    assert_int_equal(
        token_tweaked_key_from(&x->pk, x->info, sizeof x->info, &x->tweaked),
        ERR_OK);
    assert_int_equal(token_blind_input(x->input, sizeof x->input, NULL,
                                       &x->blind, &x->blinded),
                     ERR_OK);
    assert_int_equal(
        token_evaluate(x->context, &x->blinded, &x->evaluated, &x->proof),
        ERR_OK);
    assert_int_equal(finish(x, &x->key), ERR_OK);
    *state = x;
    return 0;
}

static int free_exchange(void **state)
{
    struct exchange *x = *state;
    token_context_free(x->context);
    free(x);
    return 0;
}

static void assert_refused(const struct exchange *x)
{
    struct token_key untouched;
    memset(untouched.b, 0xa5, sizeof untouched.b);
    struct token_key out = untouched;
    enum err e = finish(x, &out);
    assert_true(e == ERR_DENIED || e == ERR_ELEMENT);
    assert_memory_equal(out.b, untouched.b, sizeof out.b);
}

static void the_server_computes_the_key_that_the_client_got(void **state)
{
    const struct exchange *x = *state;
    struct token_key server;
    assert_int_equal(
        token_finish_server(x->context, x->input, sizeof x->input, &server),
        ERR_OK);
    assert_memory_equal(server.b, x->key.b, sizeof server.b);
}

static void asking_again_gives_the_same_element_with_another_proof(void **state)
{
    struct exchange *x = *state;
    struct token_evaluated evaluated;
    struct token_proof proof;
    assert_int_equal(
        token_evaluate(x->context, &x->blinded, &evaluated, &proof), ERR_OK);
    assert_memory_equal(evaluated.b, x->evaluated.b, sizeof evaluated.b);
    assert_memory_not_equal(proof.b, x->proof.b, sizeof proof.b);
    struct token_key key;
    x->proof = proof;
    assert_int_equal(finish(x, &key), ERR_OK);
    assert_memory_equal(key.b, x->key.b, sizeof key.b);
}

static void two_blinds_of_one_input_look_different_and_agree(void **state)
{
    struct exchange *x = *state;
    struct token_blinded before = x->blinded;
    struct token_key key;
    assert_int_equal(token_blind_input(x->input, sizeof x->input, NULL,
                                       &x->blind, &x->blinded),
                     ERR_OK);
    assert_memory_not_equal(before.b, x->blinded.b, sizeof before.b);
    assert_int_equal(
        token_evaluate(x->context, &x->blinded, &x->evaluated, &x->proof),
        ERR_OK);
    assert_int_equal(finish(x, &key), ERR_OK);
    assert_memory_equal(key.b, x->key.b, sizeof key.b);
}

static void every_flipped_bit_of_a_proof_is_refused(void **state)
{
    struct exchange *x = *state;
    for (size_t bit = 0; bit < 8 * sizeof x->proof.b; bit++) {
        x->proof.b[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_refused(x);
        x->proof.b[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    struct token_key key;
    assert_int_equal(finish(x, &key), ERR_OK);
}

static void every_flipped_bit_of_the_answer_is_refused(void **state)
{
    struct exchange *x = *state;
    for (size_t bit = 0; bit < 8 * sizeof x->evaluated.b; bit++) {
        x->evaluated.b[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_refused(x);
        x->evaluated.b[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    struct token_key key;
    assert_int_equal(finish(x, &key), ERR_OK);
}

/* s + order: the same number, another encoding; libsodium reduces it. */
static void a_proof_with_a_scalar_above_the_order_is_refused(void **state)
{
    static const uint8_t order[32] = {
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
        0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
        0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};
    struct exchange *x = *state;
    struct token_proof honest = x->proof;
    struct token_key key;
    for (size_t half = 0; half < 64; half += 32) {
        x->proof = honest;
        sodium_add(x->proof.b + half, order, sizeof order);
        assert_int_equal(finish(x, &key), ERR_ELEMENT);
    }
}

static void an_empty_proof_is_refused(void **state)
{
    struct exchange *x = *state;
    memset(x->proof.b, 0, sizeof x->proof.b);
    assert_refused(x);
}

static void an_answer_that_is_no_element_is_refused(void **state)
{
    static const uint8_t bad[][32] = {
        {0},           /* the identity */
        {[31] = 0x80}, /* the identity with bit 255 */
        {1},           /* negative */
        {[0] = 0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
         0xff,       0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
         0xff,       0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
    };
    struct exchange *x = *state;
    const struct token_blinded honest = x->blinded;
    struct token_evaluated evaluated;
    struct token_proof proof;
    struct token_key key;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        memcpy(x->evaluated.b, bad[i], 32);
        assert_int_equal(finish(x, &key), ERR_ELEMENT);
        memcpy(x->blinded.b, bad[i], 32);
        assert_int_equal(
            token_evaluate(x->context, &x->blinded, &evaluated, &proof),
            ERR_ELEMENT);
    }
    assert_int_equal(token_evaluate(x->context, &honest, &evaluated, &proof),
                     ERR_OK);
}

static void a_token_for_another_info_is_refused(void **state)
{
    struct exchange *x = *state;
    const struct token_tweaked_key honest = x->tweaked;
    struct token_key key;
    /* The last byte is the group's, the others are the manifest's. */
    static const size_t places[] = {48, 47, 15, 0};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        uint8_t other[sizeof x->info];
        memcpy(other, x->info, sizeof other);
        other[places[i]] ^= 1;
        assert_int_equal(
            token_tweaked_key_from(&x->pk, other, sizeof other, &x->tweaked),
            ERR_OK);
        assert_int_equal(finish(x, &key), ERR_DENIED);
        x->tweaked = honest;

        struct token_context *context = NULL;
        assert_int_equal(
            token_context_new(&x->sk, other, sizeof other, &context), ERR_OK);
        assert_int_equal(
            token_finish_server(context, x->input, sizeof x->input, &key),
            ERR_OK);
        assert_memory_not_equal(key.b, x->key.b, sizeof key.b);
        token_context_free(context);
    }
}

static void a_different_key_for_one_person_is_refused(void **state)
{
    struct exchange *x = *state;
    struct token_secret_key sk;
    struct token_public_key pk;
    struct token_context *context = NULL;
    struct token_key key;
    assert_int_equal(token_keypair_new(&sk, &pk), ERR_OK);
    assert_int_equal(token_context_new(&sk, x->info, sizeof x->info, &context),
                     ERR_OK);
    assert_int_equal(
        token_evaluate(context, &x->blinded, &x->evaluated, &x->proof), ERR_OK);
    assert_int_equal(finish(x, &key), ERR_DENIED);
    token_context_free(context);
}

static void an_answer_to_somebody_else_is_refused(void **state)
{
    struct exchange *x = *state;
    struct token_blind blind;
    struct token_blinded blinded;
    struct token_key key;
    assert_int_equal(
        token_blind_input(x->input, sizeof x->input, NULL, &blind, &blinded),
        ERR_OK);
    assert_int_equal(
        token_evaluate(x->context, &blinded, &x->evaluated, &x->proof), ERR_OK);
    assert_int_equal(finish(x, &key), ERR_DENIED);
}

static void keys_that_are_not_valid_are_refused(void **state)
{
    struct exchange *x = *state;
    struct token_secret_key zero = {{0}};
    struct token_secret_key order = {{0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12,
                                      0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9,
                                      0xde, 0x14, [31] = 0x10}};
    struct token_public_key pk = x->pk;
    struct token_context *context = NULL;
    struct token_tweaked_key tweaked;
    assert_int_equal(token_public_key_from(&zero, &pk), ERR_ELEMENT);
    assert_int_equal(token_public_key_from(&order, &pk), ERR_ELEMENT);
    assert_int_equal(token_context_new(&zero, x->info, 1, &context),
                     ERR_ELEMENT);
    assert_int_equal(token_context_new(&order, x->info, 1, &context),
                     ERR_ELEMENT);
    assert_null(context);
    pk.b[31] |= 0x80;
    assert_int_equal(token_tweaked_key_from(&pk, x->info, 1, &tweaked),
                     ERR_ELEMENT);
    memset(pk.b, 0, sizeof pk.b);
    assert_int_equal(token_tweaked_key_from(&pk, x->info, 1, &tweaked),
                     ERR_ELEMENT);
}

static void a_given_blind_must_be_a_key(void **state)
{
    struct exchange *x = *state;
    struct token_blind zero = {{0}};
    struct token_blind large = {{[31] = 0x20}};
    assert_int_equal(token_blind_input(x->input, sizeof x->input, &zero,
                                       &x->blind, &x->blinded),
                     ERR_ELEMENT);
    assert_int_equal(token_blind_input(x->input, sizeof x->input, &large,
                                       &x->blind, &x->blinded),
                     ERR_ELEMENT);
}

static void fields_over_65535_bytes_are_refused(void **state)
{
    struct exchange *x = *state;
    size_t len = 65536;
    uint8_t *big = calloc(1, len);
    struct token_context *context = NULL;
    struct token_key key;
    assert_non_null(big);
    assert_int_equal(token_context_new(&x->sk, big, len, &context), ERR_RANGE);
    assert_int_equal(token_tweaked_key_from(&x->pk, big, len, &x->tweaked),
                     ERR_RANGE);
    assert_int_equal(token_blind_input(big, len, NULL, &x->blind, &x->blinded),
                     ERR_RANGE);
    assert_int_equal(token_finish_server(x->context, big, len, &key),
                     ERR_RANGE);
    assert_int_equal(token_finish_server(x->context, big, len - 1, &key),
                     ERR_OK);
    free(big);
}

int main(void)
{
#define EXCHANGE_TEST(name)                                                    \
    cmocka_unit_test_setup_teardown(name, make_exchange, free_exchange)
    const struct CMUnitTest tests[] = {
        EXCHANGE_TEST(the_server_computes_the_key_that_the_client_got),
        EXCHANGE_TEST(asking_again_gives_the_same_element_with_another_proof),
        EXCHANGE_TEST(two_blinds_of_one_input_look_different_and_agree),
        EXCHANGE_TEST(every_flipped_bit_of_a_proof_is_refused),
        EXCHANGE_TEST(every_flipped_bit_of_the_answer_is_refused),
        EXCHANGE_TEST(a_proof_with_a_scalar_above_the_order_is_refused),
        EXCHANGE_TEST(an_empty_proof_is_refused),
        EXCHANGE_TEST(an_answer_that_is_no_element_is_refused),
        EXCHANGE_TEST(a_token_for_another_info_is_refused),
        EXCHANGE_TEST(a_different_key_for_one_person_is_refused),
        EXCHANGE_TEST(an_answer_to_somebody_else_is_refused),
        EXCHANGE_TEST(keys_that_are_not_valid_are_refused),
        EXCHANGE_TEST(a_given_blind_must_be_a_key),
        EXCHANGE_TEST(fields_over_65535_bytes_are_refused),
    };
    if (sodium_init() < 0)
        return 1;
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
