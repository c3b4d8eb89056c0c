/* The four messages, the strings they are bound to, and the tree of leaves.
 * Known answers: tests/vectors/chorus-v1.json. */
#include "known.h"
#include "wave/merkle.h"
#include "wave/request.h"

#include <sodium.h>

#define BODY_MAX WAVE_REDEEM_REQUEST_BYTES(512)

static json_t *vectors;

#define EACH_CASE(i, c)                                                        \
    json_array_foreach (json_object_get(vectors, "cases"), i, c)

static const json_t *first_case(void)
{
    return json_array_get(json_object_get(vectors, "cases"), 0);
}

static size_t number(const json_t *c, const char *key)
{
    return (size_t)json_integer_value(json_object_get(c, key));
}

static void read_mh(const json_t *c, struct wave_manifest_hash *mh)
{
    known_bytes(c, "manifest_hash", mh->b, sizeof mh->b);
}

/* The request that a client of case C makes. */
static void make_issue(const json_t *c, struct wave_issue_request *r)
{
    struct wave_id wave_id;
    struct wave_invite_code code;
    struct wave_invite_secret secret;
    known_bytes(c, "wave_id", wave_id.b, sizeof wave_id.b);
    known_bytes(c, "invite_code", code.b, sizeof code.b);
    known_bytes(c, "blinded", r->blinded, sizeof r->blinded);
    read_mh(c, &r->mh);
    r->group = wave_invite_code_group(&code);
    wave_invite_keypair(&wave_id, &code, &r->invite, &secret);
    wave_invite_sign_issue(&secret, &r->mh, r->group, &r->invite, r->blinded,
                           r->sig);
}

static enum err check_issue(const struct wave_issue_request *r)
{
    return wave_invite_check_issue(&r->invite, &r->mh, r->group, r->blinded,
                                   r->sig);
}

static void issue_requests_are_the_known_ones(void **state)
{
    (void)state;
    size_t i;
    json_t *c;
    EACH_CASE(i, c)
    {
        struct wave_issue_request request;
        struct wave_issue_request parsed;
        struct wave_request_head head;
        uint8_t body[WAVE_ISSUE_REQUEST_BYTES];
        make_issue(c, &request);
        wave_issue_request_build(&request, body);
        known_assert(c, "issue_request", body, sizeof body);
        assert_int_equal(wave_request_head_parse(body, sizeof body, &head),
                         ERR_OK);
        assert_memory_equal(head.mh.b, request.mh.b, sizeof head.mh.b);
        assert_int_equal(head.group, number(c, "group"));
        assert_int_equal(wave_issue_request_parse(body, sizeof body, &parsed),
                         ERR_OK);
        assert_int_equal(parsed.group, request.group);
        assert_memory_equal(parsed.blinded, request.blinded, 32);
        assert_int_equal(check_issue(&parsed), ERR_OK);
    }
    assert_int_equal(i, 4);
}

static void any_changed_byte_of_an_issue_request_is_refused(void **state)
{
    (void)state;
    struct wave_issue_request request;
    uint8_t body[WAVE_ISSUE_REQUEST_BYTES];
    make_issue(first_case(), &request);
    for (size_t i = 0; i < sizeof body; i++) {
        struct wave_issue_request parsed;
        wave_issue_request_build(&request, body);
        body[i] ^= 0x04;
        enum err e = wave_issue_request_parse(body, sizeof body, &parsed);
        assert_int_equal(e, i == 0 ? ERR_FORMAT : ERR_OK);
        if (e == ERR_OK)
            assert_int_equal(check_issue(&parsed), ERR_DENIED);
    }
}

static void issue_answers_are_the_known_ones(void **state)
{
    (void)state;
    size_t i;
    json_t *c;
    EACH_CASE(i, c)
    {
        struct wave_issue_answer answer;
        struct wave_issue_answer parsed;
        uint8_t body[WAVE_ISSUE_ANSWER_BYTES];
        known_bytes(c, "evaluated", answer.evaluated, sizeof answer.evaluated);
        known_bytes(c, "proof", answer.proof, sizeof answer.proof);
        wave_issue_answer_build(&answer, body);
        known_assert(c, "issue_response", body, sizeof body);
        assert_int_equal(wave_issue_answer_parse(body, sizeof body, &parsed),
                         ERR_OK);
        known_assert(c, "evaluated", parsed.evaluated, 32);
        known_assert(c, "proof", parsed.proof, 64);
    }
}

/* The redeem request of case C; SEALED keeps the bytes it points to. */
static void make_redeem(const json_t *c, uint8_t sealed[static BODY_MAX],
                        struct wave_redeem_request *r)
{
    uint8_t token_key[WAVE_TOKEN_KEY_BYTES];
    struct wave_sealed_hash hash;
    read_mh(c, &r->mh);
    r->group = (uint16_t)number(c, "group");
    known_bytes(c, "nonce", r->nonce.b, sizeof r->nonce.b);
    known_bytes(c, "token_key", token_key, sizeof token_key);
    r->sealed_len = known_some(c, "sealed", sealed, BODY_MAX);
    r->sealed = sealed;
    wave_sealed_hash(sealed, r->sealed_len, &hash);
    known_assert(c, "sealed_hash", hash.b, sizeof hash.b);
    wave_redeem_tag(token_key, &r->mh, r->group, &r->nonce, &hash, &r->tag);
    known_assert(c, "tag", r->tag.b, sizeof r->tag.b);
}

static void redeem_requests_are_the_known_ones(void **state)
{
    (void)state;
    size_t i;
    json_t *c;
    EACH_CASE(i, c)
    {
        struct wave_redeem_request request;
        struct wave_redeem_request parsed;
        uint8_t sealed[BODY_MAX];
        uint8_t body[BODY_MAX];
        size_t plain_size = number(c, "plain_size");
        size_t len = WAVE_REDEEM_REQUEST_BYTES(plain_size);
        make_redeem(c, sealed, &request);
        wave_redeem_request_build(&request, body);
        known_assert(c, "redeem_request", body, len);
        assert_int_equal(
            wave_redeem_request_parse(body, len, plain_size, &parsed), ERR_OK);
        assert_memory_equal(parsed.mh.b, request.mh.b, 32);
        assert_int_equal(parsed.group, request.group);
        assert_memory_equal(parsed.nonce.b, request.nonce.b, 32);
        assert_true(wave_tag_equal(&parsed.tag, &request.tag));
        assert_int_equal(parsed.sealed_len, request.sealed_len);
        assert_memory_equal(parsed.sealed, sealed, parsed.sealed_len);
    }
}

static void a_tag_is_bound_to_every_field(void **state)
{
    (void)state;
    const json_t *c = first_case();
    struct wave_redeem_request r;
    uint8_t sealed[BODY_MAX];
    uint8_t key[WAVE_TOKEN_KEY_BYTES];
    struct wave_sealed_hash hash;
    struct wave_tag tag;
    make_redeem(c, sealed, &r);
    known_bytes(c, "token_key", key, sizeof key);
    known_bytes(c, "sealed_hash", hash.b, sizeof hash.b);
    uint8_t *const fields[] = {r.mh.b,   r.nonce.b, hash.b,  key,
                               key + 31, key + 32,  key + 63};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        *fields[i] ^= 1;
        wave_redeem_tag(key, &r.mh, r.group, &r.nonce, &hash, &tag);
        assert_false(wave_tag_equal(&tag, &r.tag));
        *fields[i] ^= 1;
    }
    wave_redeem_tag(key, &r.mh, r.group + 1, &r.nonce, &hash, &tag);
    assert_false(wave_tag_equal(&tag, &r.tag));
    wave_redeem_tag(key, &r.mh, r.group, &r.nonce, &hash, &tag);
    assert_true(wave_tag_equal(&tag, &r.tag));
}

static void redeem_answers_nullifiers_and_leaves_are_known(void **state)
{
    (void)state;
    size_t i;
    json_t *c;
    EACH_CASE(i, c)
    {
        struct wave_receipt receipt;
        struct wave_receipt parsed;
        struct wave_board_public board;
        struct wave_board_secret secret;
        struct wave_nonce nonce;
        struct wave_leaf leaf;
        uint8_t seed[32];
        uint8_t body[WAVE_REDEEM_ANSWER_BYTES];
        known_bytes(c, "board_seed", seed, sizeof seed);
        known_bytes(c, "nonce", nonce.b, sizeof nonce.b);
        known_bytes(c, "sealed_hash", receipt.sealed_hash.b, 32);
        read_mh(c, &receipt.mh);
        receipt.group = (uint16_t)number(c, "group");
        wave_nullifier(&receipt.mh, &nonce, &receipt.nullifier);
        known_assert(c, "nullifier", receipt.nullifier.b, 32);
        assert_int_equal(crypto_sign_seed_keypair(board.b, secret.b, seed), 0);
        wave_receipt_sign(&secret, &receipt);
        wave_redeem_answer_build(&receipt, body);
        known_assert(c, "redeem_response", body, sizeof body);
        assert_int_equal(wave_redeem_answer_parse(body, sizeof body,
                                                  &receipt.mh, receipt.group,
                                                  &parsed),
                         ERR_OK);
        assert_int_equal(wave_receipt_verify(&parsed, &board), ERR_OK);
        wave_leaf(&parsed.nullifier, &parsed.sealed_hash, &leaf);
        known_assert(c, "leaf", leaf.b, sizeof leaf.b);
    }
}

static void a_message_a_byte_short_or_long_is_refused(void **state)
{
    (void)state;
    static const uint8_t body[BODY_MAX + 1] = {WAVE_REQUEST_VERSION};
    struct wave_request_head head;
    struct wave_issue_request issue;
    struct wave_issue_answer issued;
    struct wave_redeem_request redeem;
    struct wave_receipt receipt;
    const struct wave_manifest_hash mh = {{0}};
    assert_int_equal(wave_request_head_parse(body, 34, &head), ERR_FORMAT);
    assert_int_equal(wave_request_head_parse(body, 0, &head), ERR_FORMAT);
    assert_int_equal(wave_request_head_parse(body, 35, &head), ERR_OK);
    for (size_t len = 0; len <= sizeof body; len++) {
        assert_int_equal(wave_issue_request_parse(body, len, &issue),
                         len == 163 ? ERR_OK : ERR_FORMAT);
        assert_int_equal(wave_issue_answer_parse(body, len, &issued),
                         len == 97 ? ERR_OK : ERR_FORMAT);
        assert_int_equal(wave_redeem_request_parse(body, len, 256, &redeem),
                         len == 403 ? ERR_OK : ERR_FORMAT);
        assert_int_equal(wave_redeem_answer_parse(body, len, &mh, 1, &receipt),
                         len == 129 ? ERR_OK : ERR_FORMAT);
    }
}

static void a_message_of_another_version_is_refused(void **state)
{
    (void)state;
    uint8_t body[BODY_MAX] = {0};
    struct wave_request_head head;
    struct wave_issue_request issue;
    struct wave_issue_answer issued;
    struct wave_redeem_request redeem;
    struct wave_receipt receipt;
    const struct wave_manifest_hash mh = {{0}};
    for (unsigned version = 0; version < 256; version++) {
        body[0] = (uint8_t)version;
        enum err expected = version == 1 ? ERR_OK : ERR_FORMAT;
        assert_int_equal(wave_request_head_parse(body, 403, &head), expected);
        assert_int_equal(wave_issue_request_parse(body, 163, &issue), expected);
        assert_int_equal(wave_issue_answer_parse(body, 97, &issued), expected);
        assert_int_equal(wave_redeem_request_parse(body, 403, 256, &redeem),
                         expected);
        assert_int_equal(wave_redeem_answer_parse(body, 129, &mh, 1, &receipt),
                         expected);
    }
}

static void nonces_are_fresh(void **state)
{
    (void)state;
    struct wave_nonce a;
    struct wave_nonce b;
    wave_nonce_new(&a);
    wave_nonce_new(&b);
    assert_memory_not_equal(a.b, b.b, sizeof a.b);
}

static void trees_have_the_known_roots(void **state)
{
    (void)state;
    size_t i;
    json_t *tree;
    json_array_foreach (json_object_get(vectors, "trees"), i, tree) {
        struct wave_leaf leaves[64];
        struct wave_root root;
        size_t count;
        json_t *text;
        assert_in_range(json_array_size(json_object_get(tree, "leaves")), 0,
                        64);
        json_array_foreach (json_object_get(tree, "leaves"), count, text) {
            const char *hex = json_string_value(text);
            assert_int_equal(decode_hex(hex, strlen(hex), leaves[count].b,
                                        sizeof leaves[count].b),
                             ERR_OK);
        }
        wave_merkle_root(count == 0 ? NULL : leaves, count, &root);
        known_assert(tree, "root", root.b, sizeof root.b);
    }
    assert_int_equal(i, 6);
}

static int compare_leaves(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct wave_leaf));
}

static void the_board_has_the_known_root(void **state)
{
    (void)state;
    struct wave_leaf leaves[4];
    struct wave_root root;
    size_t i;
    json_t *c;
    EACH_CASE(i, c)
    known_bytes(c, "leaf", leaves[i].b, sizeof leaves[i].b);
    qsort(leaves, 4, sizeof leaves[0], compare_leaves);
    wave_merkle_root(leaves, 4, &root);
    known_assert(vectors, "board_root", root.b, sizeof root.b);
}

/* RFC 9162, 2.1.1, word for word: split at the largest power of two below n. */
static void tree_by_definition(const struct wave_leaf *leaves, size_t n,
                               uint8_t out[static 32])
{
    uint8_t node[1 + 64] = {n == 1 ? 0 : 1};
    if (n == 1) {
        memcpy(node + 1, leaves[0].b, 64);
    } else {
        size_t k = 1;
        while (2 * k < n)
            k *= 2;
        tree_by_definition(leaves, k, node + 1);
        tree_by_definition(leaves + k, n - k, node + 33);
    }
    crypto_hash_sha256(out, node, sizeof node);
}

static void trees_of_every_size_follow_the_definition(void **state)
{
    (void)state;
    struct wave_leaf leaves[70];
    randombytes_buf_deterministic(leaves, sizeof leaves,
                                  (const uint8_t[32]){'t', 'r', 'e', 'e'});
    for (size_t n = 1; n <= 70; n++) {
        struct wave_root root;
        uint8_t expected[32];
        wave_merkle_root(leaves, n, &root);
        tree_by_definition(leaves, n, expected);
        assert_memory_equal(root.b, expected, sizeof expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(issue_requests_are_the_known_ones),
        cmocka_unit_test(any_changed_byte_of_an_issue_request_is_refused),
        cmocka_unit_test(issue_answers_are_the_known_ones),
        cmocka_unit_test(redeem_requests_are_the_known_ones),
        cmocka_unit_test(a_tag_is_bound_to_every_field),
        cmocka_unit_test(redeem_answers_nullifiers_and_leaves_are_known),
        cmocka_unit_test(a_message_a_byte_short_or_long_is_refused),
        cmocka_unit_test(a_message_of_another_version_is_refused),
        cmocka_unit_test(nonces_are_fresh),
        cmocka_unit_test(trees_have_the_known_roots),
        cmocka_unit_test(the_board_has_the_known_root),
        cmocka_unit_test(trees_of_every_size_follow_the_definition),
    };
    if (sodium_init() < 0)
        return 1;
    cmocka_set_message_output(CM_OUTPUT_TAP);
    vectors = known_load("tests/vectors/chorus-v1.json");
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    json_decref(vectors);
    return failed;
}
