/* The token's fields of tests/vectors/chorus-v1.json, by the protocol's own
 * info and input. */
#include "known.h"
#include "token/oprf.h"
#include "wave/derive.h"

static json_t *vectors;

struct case_strings {
    struct wave_manifest_hash mh;
    uint16_t group;
    uint8_t info[WAVE_INFO_BYTES];
    uint8_t input[WAVE_INPUT_BYTES];
};

static void read_strings(const json_t *c, struct case_strings *s)
{
    struct wave_nonce nonce;
    known_bytes(c, "manifest_hash", s->mh.b, sizeof s->mh.b);
    known_bytes(c, "nonce", nonce.b, sizeof nonce.b);
    s->group = (uint16_t)json_integer_value(json_object_get(c, "group"));
    wave_info(&s->mh, s->group, s->info);
    wave_input(&nonce, s->input);
}

static void info_and_input_are_the_known_ones(void **state)
{
    (void)state;
    size_t i;
    json_t *c;
    json_array_foreach (json_object_get(vectors, "cases"), i, c) {
        struct case_strings s;
        read_strings(c, &s);
        known_assert(c, "info", s.info, sizeof s.info);
        known_assert(c, "input", s.input, sizeof s.input);
    }
    assert_int_equal(i, 4);
}

static void the_client_sends_and_gets_the_known_bytes(void **state)
{
    (void)state;
    size_t i;
    json_t *c;
    json_array_foreach (json_object_get(vectors, "cases"), i, c) {
        struct case_strings s;
        struct token_blind given;
        struct token_blind blind;
        struct token_blinded blinded;
        struct token_public_key pk;
        struct token_tweaked_key tweaked;
        struct token_evaluated evaluated;
        struct token_proof proof;
        struct token_key key;
        read_strings(c, &s);
        known_bytes(c, "blind", given.b, sizeof given.b);
        known_bytes(c, "poprf_pk", pk.b, sizeof pk.b);
        known_bytes(c, "evaluated", evaluated.b, sizeof evaluated.b);
        known_bytes(c, "proof", proof.b, sizeof proof.b);
        assert_int_equal(token_blind_input(s.input, sizeof s.input, &given,
                                           &blind, &blinded),
                         ERR_OK);
        known_assert(c, "blinded", blinded.b, sizeof blinded.b);
        assert_int_equal(
            token_tweaked_key_from(&pk, s.info, sizeof s.info, &tweaked),
            ERR_OK);
        assert_int_equal(token_finish(&blind, &tweaked, &evaluated, &blinded,
                                      &proof, s.input, sizeof s.input, s.info,
                                      sizeof s.info, &key),
                         ERR_OK);
        known_assert(c, "token_key", key.b, sizeof key.b);
    }
}

static void the_server_answers_the_known_bytes(void **state)
{
    (void)state;
    size_t i;
    json_t *c;
    json_array_foreach (json_object_get(vectors, "cases"), i, c) {
        struct case_strings s;
        struct token_secret_key sk;
        struct token_public_key pk;
        struct token_context *context = NULL;
        struct token_element blinded;
        struct token_element evaluated;
        struct token_scalar random;
        struct token_proof proof;
        struct token_key key;
        read_strings(c, &s);
        known_bytes(c, "poprf_sk", sk.b, sizeof sk.b);
        known_bytes(c, "blinded", blinded.b, sizeof blinded.b);
        known_bytes(c, "proof_random", random.b, sizeof random.b);
        assert_int_equal(token_public_key_from(&sk, &pk), ERR_OK);
        known_assert(c, "poprf_pk", pk.b, sizeof pk.b);
        assert_int_equal(
            token_context_new(&sk, s.info, sizeof s.info, &context), ERR_OK);
        assert_int_equal(token_oprf_evaluate(context, &blinded, 1, &random,
                                             &evaluated, &proof),
                         ERR_OK);
        known_assert(c, "evaluated", evaluated.b, sizeof evaluated.b);
        known_assert(c, "proof", proof.b, sizeof proof.b);
        assert_int_equal(
            token_finish_server(context, s.input, sizeof s.input, &key),
            ERR_OK);
        known_assert(c, "token_key", key.b, sizeof key.b);
        token_context_free(context);
    }
}

/* Case 0's honest answer, checked as if it were for another wave or group. */
static void an_answer_for_another_manifest_or_group_is_refused(void **state)
{
    (void)state;
    const json_t *c = json_array_get(json_object_get(vectors, "cases"), 0);
    struct case_strings s;
    read_strings(c, &s);
    for (size_t bit = 0; bit < 8 * (sizeof s.mh.b + 2); bit += 7) {
        struct case_strings other = s;
        struct token_public_key pk;
        struct token_tweaked_key tweaked;
        struct token_blind blind;
        struct token_blinded blinded;
        struct token_evaluated evaluated;
        struct token_proof proof;
        struct token_key key;
        if (bit < 8 * sizeof s.mh.b)
            other.mh.b[bit / 8] ^= (uint8_t)(1u << bit % 8);
        else
            other.group ^= (uint16_t)(1u << (bit - 8 * sizeof s.mh.b));
        wave_info(&other.mh, other.group, other.info);
        known_bytes(c, "poprf_pk", pk.b, sizeof pk.b);
        known_bytes(c, "blind", blind.b, sizeof blind.b);
        known_bytes(c, "blinded", blinded.b, sizeof blinded.b);
        known_bytes(c, "evaluated", evaluated.b, sizeof evaluated.b);
        known_bytes(c, "proof", proof.b, sizeof proof.b);
        assert_int_equal(token_tweaked_key_from(&pk, other.info,
                                                sizeof other.info, &tweaked),
                         ERR_OK);
        assert_int_equal(token_finish(&blind, &tweaked, &evaluated, &blinded,
                                      &proof, s.input, sizeof s.input,
                                      other.info, sizeof other.info, &key),
                         ERR_DENIED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(info_and_input_are_the_known_ones),
        cmocka_unit_test(the_client_sends_and_gets_the_known_bytes),
        cmocka_unit_test(the_server_answers_the_known_bytes),
        cmocka_unit_test(an_answer_for_another_manifest_or_group_is_refused),
    };
    if (sodium_init() < 0)
        return 1;
    cmocka_set_message_output(CM_OUTPUT_TAP);
    vectors = known_load("tests/vectors/chorus-v1.json");
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    json_decref(vectors);
    return failed;
}
