/* Values that no honest peer sends and chance does not give: scalars that
 * cancel each other, statements that are none, fields that are too long. */
#include "known.h"
#include "token/oprf.h"

#include <sodium.h>

static const uint8_t info[] = {'i', 'n', 'f', 'o'};
static const struct token_scalar zero;
static const struct token_scalar one = {{1}};

/* What RFC 9497 adds to a key for INFO, and its negative. */
static struct token_scalar minus_tweak(void)
{
    struct token_hasher h;
    struct token_scalar m;
    struct token_scalar minus;
    token_suite_hasher("HashToScalar-", TOKEN_MODE_POPRF, &h);
    token_hasher_put(&h, "Info", 4);
    token_hasher_put(&h, info, 0); /* nothing */
    token_hasher_put_sized(&h, info, sizeof info);
    token_hasher_to_scalar(&h, &m);
    token_scalar_sub(&zero, &m, &minus);
    return minus;
}

static void a_secret_key_that_the_info_cancels_is_refused(void **state)
{
    (void)state;
    struct token_scalar sk = minus_tweak();
    struct token_context *context = NULL;
    assert_int_equal(token_oprf_context_new(TOKEN_MODE_POPRF, &sk, info,
                                            sizeof info, &context),
                     ERR_ELEMENT);
    assert_null(context);
    assert_int_equal(token_oprf_context_new(TOKEN_MODE_POPRF, &sk, info,
                                            sizeof info - 1, &context),
                     ERR_OK);
    token_context_free(context);
}

static void a_public_key_that_the_info_cancels_is_refused(void **state)
{
    (void)state;
    struct token_scalar sk = minus_tweak();
    struct token_element pk;
    struct token_element key;
    assert_int_equal(token_element_mul_base(&sk, &pk), ERR_OK);
    assert_int_equal(
        token_oprf_proof_key(TOKEN_MODE_POPRF, &pk, info, sizeof info, &key),
        ERR_ELEMENT);
}

static void only_elements_are_added(void **state)
{
    (void)state;
    static const struct token_element none = {{1}};
    struct token_element e;
    struct token_element out;
    assert_int_equal(token_element_mul_base(&one, &e), ERR_OK);
    assert_int_equal(token_element_add(&none, &e, &out), ERR_ELEMENT);
    assert_int_equal(token_element_add(&e, &none, &out), ERR_ELEMENT);
    assert_int_equal(token_element_mul(&one, &none, &out), ERR_ELEMENT);
}

static void what_is_no_statement_is_not_proved(void **state)
{
    (void)state;
    static const struct token_element none = {{1}};
    struct token_element e;
    struct token_proof proof;
    assert_int_equal(token_element_mul_base(&one, &e), ERR_OK);
    struct token_dleq statement = {TOKEN_MODE_POPRF, e, &e, &e, 1};
    assert_int_equal(token_dleq_prove(&statement, &one, NULL, &proof), ERR_OK);
    assert_int_equal(token_dleq_verify(&statement, &proof), ERR_OK);
    assert_int_equal(token_dleq_prove(&statement, &one, &zero, &proof),
                     ERR_ELEMENT);
    assert_int_equal(token_dleq_prove(&statement, &zero, NULL, &proof),
                     ERR_ELEMENT);
    statement.c = &none;
    assert_int_equal(token_dleq_prove(&statement, &one, NULL, &proof),
                     ERR_ELEMENT);
    assert_int_equal(token_dleq_verify(&statement, &proof), ERR_ELEMENT);
    statement.c = &e;
    statement.key = none;
    assert_int_equal(token_dleq_verify(&statement, &proof), ERR_ELEMENT);
}

static void fields_that_are_too_long_are_refused_in_every_step(void **state)
{
    (void)state;
    static uint8_t big[65536];
    const uint8_t seed[TOKEN_SEED_BYTES] = {1};
    struct token_scalar sk;
    struct token_secret_key secret;
    struct token_public_key public;
    struct token_element e;
    struct token_key key;
    assert_int_equal(token_element_mul_base(&one, &e), ERR_OK);
    assert_int_equal(
        token_oprf_derive_key(TOKEN_MODE_POPRF, seed, big, sizeof big, &sk),
        ERR_RANGE);
    assert_int_equal(
        token_derive_keypair(seed, big, sizeof big, &secret, &public),
        ERR_RANGE);
    assert_int_equal(token_oprf_finish(TOKEN_MODE_POPRF, &one, &e, big,
                                       sizeof big, info, sizeof info, &key),
                     ERR_RANGE);
    assert_int_equal(token_oprf_finish(TOKEN_MODE_POPRF, &one, &e, info,
                                       sizeof info, big, sizeof big, &key),
                     ERR_RANGE);
}

static void a_blind_that_is_none_is_not_taken_off(void **state)
{
    (void)state;
    struct token_element e;
    struct token_key key;
    assert_int_equal(token_element_mul_base(&one, &e), ERR_OK);
    assert_int_equal(token_oprf_finish(TOKEN_MODE_POPRF, &zero, &e, info,
                                       sizeof info, info, sizeof info, &key),
                     ERR_ELEMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_secret_key_that_the_info_cancels_is_refused),
        cmocka_unit_test(a_public_key_that_the_info_cancels_is_refused),
        cmocka_unit_test(only_elements_are_added),
        cmocka_unit_test(what_is_no_statement_is_not_proved),
        cmocka_unit_test(fields_that_are_too_long_are_refused_in_every_step),
        cmocka_unit_test(a_blind_that_is_none_is_not_taken_off),
    };
    if (sodium_init() < 0)
        return 1;
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
