/* RFC 9497, appendix A.1: every known answer of ristretto255-SHA512. */
#include "known.h"
#include "token/oprf.h"

#define BATCH_MAX       4
#define FIELD_MAX_BYTES 64

struct answer { /* one vector of a batch of BATCH */
    size_t batch;
    uint8_t input[BATCH_MAX][FIELD_MAX_BYTES];
    size_t input_len[BATCH_MAX];
    struct token_scalar blind[BATCH_MAX];
    struct token_element blinded[BATCH_MAX];
    struct token_element evaluated[BATCH_MAX];
    struct token_key output[BATCH_MAX];
    uint8_t info[FIELD_MAX_BYTES];
    size_t info_len;
    bool has_proof;
    struct token_scalar random;
    struct token_proof proof;
};

/* The Ith of the comma-separated values under KEY; returns its length. */
static size_t part(const json_t *vector, const char *key, size_t i,
                   uint8_t *out, size_t max)
{
    const char *at = known_text(vector, key);
    for (; i > 0; i--) {
        at = strchr(at, ',');
        assert_non_null(at);
        at++;
    }
    size_t len = strcspn(at, ",") / 2;
    assert_in_range(len, 0, max);
    assert_int_equal(decode_hex(at, 2 * len, out, len), ERR_OK);
    return len;
}

static void whole_part(const json_t *vector, const char *key, size_t i,
                       uint8_t *out, size_t len)
{
    assert_int_equal(part(vector, key, i, out, len), len);
}

static void read_answer(const json_t *v, struct answer *a)
{
    *a = (struct answer){
        .batch = (size_t)json_integer_value(json_object_get(v, "Batch"))};
    assert_in_range(a->batch, 1, BATCH_MAX);
    for (size_t i = 0; i < a->batch; i++) {
        a->input_len[i] = part(v, "Input", i, a->input[i], FIELD_MAX_BYTES);
        whole_part(v, "Blind", i, a->blind[i].b, 32);
        whole_part(v, "BlindedElement", i, a->blinded[i].b, 32);
        whole_part(v, "EvaluationElement", i, a->evaluated[i].b, 32);
        whole_part(v, "Output", i, a->output[i].b, 64);
    }
    if (json_object_get(v, "Info") != NULL)
        a->info_len = known_some(v, "Info", a->info, sizeof a->info);
    const json_t *proof = json_object_get(v, "Proof");
    a->has_proof = proof != NULL;
    if (a->has_proof) {
        known_bytes(proof, "r", a->random.b, sizeof a->random.b);
        known_bytes(proof, "proof", a->proof.b, sizeof a->proof.b);
    }
}

static void derive_key(const json_t *suite, enum token_mode mode,
                       struct token_scalar *sk)
{
    uint8_t seed[TOKEN_SEED_BYTES];
    uint8_t info[FIELD_MAX_BYTES];
    known_bytes(suite, "seed", seed, sizeof seed);
    size_t info_len = known_some(suite, "keyInfo", info, sizeof info);
    assert_int_equal(token_oprf_derive_key(mode, seed, info, info_len, sk),
                     ERR_OK);
    known_assert(suite, "skSm", sk->b, sizeof sk->b);
}

static void check_server(const struct answer *a, enum token_mode mode,
                         const struct token_scalar *sk)
{
    struct token_context *cx = NULL;
    struct token_element evaluated[BATCH_MAX];
    struct token_proof proof;
    assert_int_equal(
        token_oprf_context_new(mode, sk, a->info, a->info_len, &cx), ERR_OK);
    assert_int_equal(token_oprf_evaluate(cx, a->blinded, a->batch, &a->random,
                                         evaluated,
                                         a->has_proof ? &proof : NULL),
                     ERR_OK);
    assert_memory_equal(evaluated, a->evaluated, a->batch * 32);
    if (a->has_proof)
        assert_memory_equal(proof.b, a->proof.b, sizeof proof.b);
    for (size_t i = 0; i < a->batch; i++) {
        struct token_key output;
        assert_int_equal(
            token_oprf_finish_server(cx, a->input[i], a->input_len[i], &output),
            ERR_OK);
        assert_memory_equal(output.b, a->output[i].b, sizeof output.b);
    }
    token_context_free(cx);
}

static void check_client(const struct answer *a, enum token_mode mode,
                         const struct token_element *pk)
{
    if (a->has_proof) {
        struct token_element key;
        assert_int_equal(
            token_oprf_proof_key(mode, pk, a->info, a->info_len, &key), ERR_OK);
        assert_int_equal(token_oprf_verify(mode, &key, a->blinded, a->evaluated,
                                           a->batch, &a->proof),
                         ERR_OK);
    }
    for (size_t i = 0; i < a->batch; i++) {
        struct token_element blinded;
        struct token_key output;
        assert_int_equal(token_oprf_blind(mode, a->input[i], a->input_len[i],
                                          &a->blind[i], &blinded),
                         ERR_OK);
        assert_memory_equal(blinded.b, a->blinded[i].b, sizeof blinded.b);
        assert_int_equal(token_oprf_finish(mode, &a->blind[i], &a->evaluated[i],
                                           a->input[i], a->input_len[i],
                                           a->info, a->info_len, &output),
                         ERR_OK);
        assert_memory_equal(output.b, a->output[i].b, sizeof output.b);
    }
}

/* All vectors of a mode; returns how many elements they held. */
static size_t check_mode(enum token_mode mode)
{
    json_t *all = known_load("tests/vectors/rfc9497-ristretto255.json");
    const json_t *suite = json_array_get(all, (size_t)mode);
    assert_int_equal(json_integer_value(json_object_get(suite, "mode")), mode);
    struct token_dst dst;
    token_dst_make("HashToGroup-", mode, &dst);
    known_assert(suite, "groupDST", dst.b, dst.len);

    struct token_scalar sk;
    struct token_element pk;
    derive_key(suite, mode, &sk);
    assert_int_equal(token_element_mul_base(&sk, &pk), ERR_OK);
    if (mode != TOKEN_MODE_OPRF)
        known_assert(suite, "pkSm", pk.b, sizeof pk.b);

    size_t elements = 0;
    size_t i;
    json_t *vector;
    json_array_foreach (json_object_get(suite, "vectors"), i, vector) {
        struct answer a;
        read_answer(vector, &a);
        assert_int_equal(a.has_proof, mode != TOKEN_MODE_OPRF);
        check_server(&a, mode, &sk);
        check_client(&a, mode, &pk);
        elements += a.batch;
    }
    json_decref(all);
    return elements;
}

static void oprf_gives_the_answers_of_rfc_9497(void **state)
{
    (void)state;
    assert_int_equal(check_mode(TOKEN_MODE_OPRF), 2);
}

static void voprf_gives_the_answers_of_rfc_9497(void **state)
{
    (void)state;
    assert_int_equal(check_mode(TOKEN_MODE_VOPRF), 4);
}

static void poprf_gives_the_answers_of_rfc_9497(void **state)
{
    (void)state;
    assert_int_equal(check_mode(TOKEN_MODE_POPRF), 4);
}

/* The calls that other rooms make, with their own types. */
static void the_production_interface_gives_the_same_answers(void **state)
{
    (void)state;
    json_t *all = known_load("tests/vectors/rfc9497-ristretto255.json");
    const json_t *suite = json_array_get(all, TOKEN_MODE_POPRF);
    uint8_t seed[TOKEN_SEED_BYTES];
    uint8_t info[FIELD_MAX_BYTES];
    struct token_secret_key sk;
    struct token_public_key pk;
    struct token_public_key again;
    known_bytes(suite, "seed", seed, sizeof seed);
    size_t info_len = known_some(suite, "keyInfo", info, sizeof info);
    assert_int_equal(token_derive_keypair(seed, info, info_len, &sk, &pk),
                     ERR_OK);
    known_assert(suite, "skSm", sk.b, sizeof sk.b);
    known_assert(suite, "pkSm", pk.b, sizeof pk.b);
    assert_int_equal(token_public_key_from(&sk, &again), ERR_OK);
    assert_memory_equal(again.b, pk.b, sizeof pk.b);

    struct answer a;
    read_answer(json_array_get(json_object_get(suite, "vectors"), 0), &a);
    struct token_context *cx = NULL;
    struct token_tweaked_key tweaked;
    struct token_blind given;
    struct token_blind blind;
    struct token_blinded blinded;
    struct token_evaluated evaluated;
    struct token_proof proof;
    struct token_key key;
    memcpy(given.b, a.blind[0].b, sizeof given.b);
    assert_int_equal(
        token_blind_input(a.input[0], a.input_len[0], &given, &blind, &blinded),
        ERR_OK);
    assert_memory_equal(blinded.b, a.blinded[0].b, sizeof blinded.b);
    assert_int_equal(token_context_new(&sk, a.info, a.info_len, &cx), ERR_OK);
    assert_int_equal(token_evaluate(cx, &blinded, &evaluated, &proof), ERR_OK);
    assert_memory_equal(evaluated.b, a.evaluated[0].b, sizeof evaluated.b);
    assert_int_equal(token_tweaked_key_from(&pk, a.info, a.info_len, &tweaked),
                     ERR_OK);
    assert_int_equal(token_finish(&blind, &tweaked, &evaluated, &blinded,
                                  &proof, a.input[0], a.input_len[0], a.info,
                                  a.info_len, &key),
                     ERR_OK);
    assert_memory_equal(key.b, a.output[0].b, sizeof key.b);
    token_context_free(cx);
    json_decref(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(oprf_gives_the_answers_of_rfc_9497),
        cmocka_unit_test(voprf_gives_the_answers_of_rfc_9497),
        cmocka_unit_test(poprf_gives_the_answers_of_rfc_9497),
        cmocka_unit_test(the_production_interface_gives_the_same_answers),
    };
    if (sodium_init() < 0)
        return 1;
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
