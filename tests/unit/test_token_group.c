/* Which bytes are an element or a scalar; RFC 9496 and libsodium's gaps. */
#include "known.h"
#include "token/group.h"

/* RFC 9496, A.2, and what libsodium 1.0.18 takes by itself. */
static const char *const bad_elements[] = {
    /* the identity, and with bit 255 */
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    /* not below p: p, p + 1, p + 6, 2^255 - 1, and one above 2^255 */
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    /* negative field elements */
    "0100000000000000000000000000000000000000000000000000000000000000",
    "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20",
    "c34c4e1826e5d403b78e246e88aa051c36ccf0aafebffe137d148a2bf9104562",
    "c940e5a4404157cfb1628b108db051a8d439e1a421394ec4ebccb9ec92a8ac78",
    "47cfc5497c53dc8e61c91d17fd626ffb1c49e2bca94eed052281b510b1117a24",
    "f1c6165d33367351b0da8f6e4511010c68174a03b6581212c71c0e1d026c3c72",
    "87260f7a2f12495118360f02c26a470f450dadf34a413d21042b43b9d93e1309",
    /* x^2 is no square */
    "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
    "4eac077a713c57b4f4397629a4145982c661f48044dd3f96427d40b147d9742f",
    "de6a7b00deadc788eb6b6c8d20c0ae96c2f2019078fa604fee5b87d6e989ad7b",
    "bcab477be20861e01e4a0e295284146a510150d9817763caf1a6f4b422d67042",
    "2a292df7e32cababbd9de088d1d1abec9fc0440f637ed2fba145094dc14bea08",
    "f4a9e534fc0d216c44b218fa0c42d99635a0127ee2e53c712f70609649fdff22",
    "8268436f8c4126196cf64b3c7ddbda90746a378625f9813dd9b8457077256731",
    "2810e5cbc2cc4d4eece54f61c6f69758e289aa7ab440b3cbeaa21995c2f4232b",
    /* xy is negative */
    "3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e",
    "a45fdc55c76448c049a1ab33f17023edfb2be3581e9c7aade8a6125215e04220",
    "d483fe813c6ba647ebbfd3ec41adca1c6130c2beeee9d9bf065c8d151c5f396e",
    "8a2e1d30050198c65a54483123960ccc38aef6848e1ec8f5f780e8523769ba32",
    "32888462f8b486c68ad7dd9610be5192bbeaf3b443951ac1a8118419d9fa097b",
    "227142501b9d4355ccba290404bde41575b037693cef1f438c47f8fbf35d1165",
    "5c37cc491da847cfeb9281d407efc41e15144c876e0170b499a96a22ed31e01e",
    "445425117cb8c90edcbc7c1cc0e74f747f2c1efa5630a967c64f287792a48a4b",
    /* s = -1, so y = 0 */
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
};

static const char generator[] =
    "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76";
static const char order[] =
    "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
static const char order_less_one[] =
    "ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct token_element element(const char *hex)
{
    struct token_element e;
    assert_int_equal(decode_hex(hex, strlen(hex), e.b, sizeof e.b), ERR_OK);
    return e;
}

static struct token_scalar scalar(const char *hex)
{
    struct token_scalar s;
    assert_int_equal(decode_hex(hex, strlen(hex), s.b, sizeof s.b), ERR_OK);
    return s;
}

static void every_bad_encoding_of_rfc_9496_is_refused(void **state)
{
    (void)state;
    struct token_scalar two = {{2}};
    struct token_element good = element(generator);
    struct token_element out;
    for (size_t i = 0; i < COUNT(bad_elements); i++) {
        struct token_element bad = element(bad_elements[i]);
        assert_false(token_element_is_valid(&bad));
        assert_int_equal(token_element_mul(&two, &bad, &out), ERR_ELEMENT);
        assert_int_equal(token_element_add(&good, &bad, &out), ERR_ELEMENT);
        assert_int_equal(token_element_add(&bad, &good, &out), ERR_ELEMENT);
    }
}

static void bit_255_makes_any_element_invalid(void **state)
{
    (void)state;
    struct token_element good = element(generator);
    struct token_element out;
    for (int i = 0; i < 32; i++) {
        struct token_scalar s;
        struct token_element e;
        token_scalar_random(&s);
        assert_int_equal(token_element_mul_base(&s, &e), ERR_OK);
        assert_true(token_element_is_valid(&e));
        e.b[31] |= 0x80;
        assert_false(token_element_is_valid(&e));
        assert_int_equal(token_element_mul(&s, &e, &out), ERR_ELEMENT);
        assert_int_equal(token_element_add(&good, &e, &out), ERR_ELEMENT);
    }
}

static void multiples_of_the_generator_are_those_of_rfc_9496(void **state)
{
    (void)state;
    struct token_scalar one = {{1}};
    struct token_scalar fifteen = {{15}};
    struct token_element expected = element(generator);
    struct token_element out;
    assert_int_equal(token_element_mul_base(&one, &out), ERR_OK);
    assert_memory_equal(out.b, expected.b, sizeof out.b);
    struct token_element by_mul;
    assert_int_equal(token_element_mul_base(&fifteen, &out), ERR_OK);
    assert_int_equal(token_element_mul(&fifteen, &expected, &by_mul), ERR_OK);
    assert_memory_equal(out.b, by_mul.b, sizeof out.b);
    expected = element(
        "e0c418f7c8d9c4cdd7395b93ea124f3ad99021bb681dfc3302a9d99a2e53e64e");
    assert_memory_equal(out.b, expected.b, sizeof out.b);
}

static void a_scalar_is_valid_below_the_order_only(void **state)
{
    (void)state;
    static const char *const bad[] = {
        order,
        "eed3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010",
        "edd4f55c1a631258d69cf7a2def9de1400000000000000000000000000000010",
        "0000000000000000000000000000000000000000000000000000000000000011",
        "0000000000000000000000000000000000000000000000000000000000000020",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct token_scalar s = scalar(bad[i]);
        struct token_scalar out;
        struct token_element product;
        struct token_element e = element(generator);
        assert_false(token_scalar_is_valid(&s));
        assert_false(token_scalar_is_key(&s));
        assert_int_equal(token_scalar_invert(&s, &out), ERR_ELEMENT);
        assert_int_equal(token_element_mul(&s, &e, &product), ERR_ELEMENT);
        assert_int_equal(token_element_mul_base(&s, &product), ERR_ELEMENT);
    }
    struct token_scalar largest = scalar(order_less_one);
    assert_true(token_scalar_is_valid(&largest));
    assert_true(token_scalar_is_key(&largest));
}

static void zero_is_a_scalar_but_no_key(void **state)
{
    (void)state;
    struct token_scalar zero = {{0}};
    struct token_scalar out;
    struct token_element product;
    struct token_element e = element(generator);
    assert_true(token_scalar_is_valid(&zero));
    assert_false(token_scalar_is_key(&zero));
    assert_int_equal(token_scalar_invert(&zero, &out), ERR_ELEMENT);
    assert_int_equal(token_element_mul(&zero, &e, &product), ERR_ELEMENT);
    assert_int_equal(token_element_mul_base(&zero, &product), ERR_ELEMENT);
}

static void a_sum_that_is_the_identity_is_refused(void **state)
{
    (void)state;
    struct token_scalar minus_one = scalar(order_less_one);
    struct token_element plus = element(generator);
    struct token_element minus;
    struct token_element out;
    assert_int_equal(token_element_mul_base(&minus_one, &minus), ERR_OK);
    assert_int_equal(token_element_add(&plus, &minus, &out), ERR_ELEMENT);
    assert_int_equal(token_element_add(&plus, &plus, &out), ERR_OK);
}

static void scalars_obey_the_laws_of_a_field(void **state)
{
    (void)state;
    const struct token_scalar one = {{1}};
    const struct token_scalar minus_one = scalar(order_less_one);
    for (int i = 0; i < 16; i++) {
        struct token_scalar a;
        struct token_scalar b;
        struct token_scalar x;
        token_scalar_random(&a);
        token_scalar_random(&b);
        token_scalar_add(&a, &b, &x);
        token_scalar_sub(&x, &b, &x);
        assert_memory_equal(x.b, a.b, sizeof x.b);
        assert_int_equal(token_scalar_invert(&a, &x), ERR_OK);
        token_scalar_mul(&a, &x, &x);
        assert_memory_equal(x.b, one.b, sizeof x.b);
        token_scalar_mul(&a, &minus_one, &x);
        token_scalar_add(&a, &x, &x);
        assert_true(sodium_is_zero(x.b, sizeof x.b));
        assert_true(token_scalar_is_key(&b));
    }
}

static void an_output_is_untouched_when_a_call_fails(void **state)
{
    (void)state;
    struct token_element before = element(generator);
    struct token_element out = before;
    struct token_element bad = element(bad_elements[2]);
    struct token_scalar zero = {{0}};
    assert_int_equal(token_element_mul(&zero, &before, &out), ERR_ELEMENT);
    assert_int_equal(token_element_mul_base(&zero, &out), ERR_ELEMENT);
    assert_int_equal(token_element_add(&bad, &before, &out), ERR_ELEMENT);
    assert_memory_equal(out.b, before.b, sizeof out.b);
}

static void a_hash_depends_on_domain_and_on_where_fields_end(void **state)
{
    (void)state;
    struct token_hasher h;
    struct token_scalar out[4];
    const uint8_t dst[2] = {'A', 'B'};
    token_hasher_init(&h, dst, 2);
    token_hasher_put(&h, "xy", 2);
    token_hasher_to_scalar(&h, &out[0]);
    token_hasher_init(&h, dst, 1);
    token_hasher_put(&h, "xy", 2);
    token_hasher_to_scalar(&h, &out[1]);
    token_hasher_init(&h, dst, 2);
    token_hasher_put_sized(&h, "x", 1);
    token_hasher_put_sized(&h, "y", 1);
    token_hasher_to_scalar(&h, &out[2]);
    token_hasher_init(&h, dst, 2);
    token_hasher_put_sized(&h, "xy", 2);
    token_hasher_put_sized(&h, "", 0);
    token_hasher_to_scalar(&h, &out[3]);
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < i; j++)
            assert_memory_not_equal(out[i].b, out[j].b, sizeof out[i].b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_bad_encoding_of_rfc_9496_is_refused),
        cmocka_unit_test(bit_255_makes_any_element_invalid),
        cmocka_unit_test(multiples_of_the_generator_are_those_of_rfc_9496),
        cmocka_unit_test(a_scalar_is_valid_below_the_order_only),
        cmocka_unit_test(zero_is_a_scalar_but_no_key),
        cmocka_unit_test(a_sum_that_is_the_identity_is_refused),
        cmocka_unit_test(scalars_obey_the_laws_of_a_field),
        cmocka_unit_test(an_output_is_untouched_when_a_call_fails),
        cmocka_unit_test(a_hash_depends_on_domain_and_on_where_fields_end),
    };
    if (sodium_init() < 0)
        return 1;
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
