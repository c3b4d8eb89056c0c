/* Intervals: known answers from the release's page and from the literature. */
#include "known.h"
#include "stats/interval.h"

static uint32_t number(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    assert_true(json_is_integer(value));
    return (uint32_t)json_integer_value(value);
}

static void half_widths_are_the_known_ones(void **state)
{
    (void)state;
    json_t *root = known_load("tests/vectors/release-cases.json");
    json_t *list = json_object_get(root, "half_widths");
    assert_in_range(json_array_size(list), 5, 1000);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *c = json_array_get(list, i);
        assert_int_equal(interval_half_width(number(c, "v"), number(c, "N"),
                                             1000 * number(c, "sd")),
                         number(c, "half_width"));
    }
    json_decref(root);
}

/* The definition, tried from below in plain 64-bit integers. */
static uint32_t smallest(uint64_t v, uint64_t roster, uint64_t sd)
{
    uint32_t h = 0;
    while ((uint64_t)h * h * 10000 * v * (roster - 1) <
           UINT64_C(38416) * sd * sd * (roster - v))
        h++;
    return h;
}

static void a_half_width_is_the_smallest_that_holds(void **state)
{
    (void)state;
    for (uint32_t roster = 5; roster <= 300; roster += 7)
        for (uint32_t v = 5; v <= roster; v += 3)
            for (uint32_t sd = 1; sd <= 40; sd += 13)
                assert_int_equal(interval_half_width(v, roster, 1000 * sd),
                                 smallest(v, roster, sd));
}

static void decimals_of_the_deviation_count(void **state)
{
    (void)state;
    /* 1.96 * sd * sqrt((100 - 10) / (10 * 99)): 9.98 for 16.9, 10.04 for 17 */
    assert_int_equal(interval_half_width(10, 100, 16900), 10);
    assert_int_equal(interval_half_width(10, 100, 17000), 11);
    assert_int_equal(interval_half_width(10, 100, 0), 0);
}

static void the_largest_numbers_do_not_overflow(void **state)
{
    (void)state;
    assert_int_equal(interval_half_width(1, UINT32_MAX, INTERVAL_SD_MAX), 1960);
    assert_int_equal(interval_half_width(UINT32_MAX, UINT32_MAX, 1000), 0);
    struct interval_share s =
        interval_wilson(UINT32_MAX, UINT32_MAX, INTERVAL_SCALE_MAX);
    assert_int_equal(s.low, INTERVAL_SCALE_MAX);
    assert_int_equal(s.high, INTERVAL_SCALE_MAX);
    s = interval_wilson(UINT32_MAX / 2, UINT32_MAX, INTERVAL_SCALE_MAX);
    assert_int_equal(s.low, 5000);
    assert_int_equal(s.high, 5000);
}

static void assert_wilson(uint32_t y, uint32_t n, uint32_t scale, uint32_t low,
                          uint32_t high)
{
    struct interval_share s = interval_wilson(y, n, scale);
    assert_int_equal(s.low, low);
    assert_int_equal(s.high, high);
}

static void shares_are_those_of_the_literature(void **state)
{
    (void)state;
    assert_wilson(2, 5, 100, 12, 77);
    assert_wilson(9, 20, 100, 26, 66);
    assert_wilson(45, 100, 100, 36, 55);
    /* Newcombe 1998, Statistics in Medicine 17: 81/263, 15/148, 0/20, 1/29. */
    assert_wilson(81, 263, 10000, 2553, 3662);
    assert_wilson(15, 148, 10000, 624, 1605);
    assert_wilson(0, 20, 10000, 0, 1611);
    assert_wilson(1, 29, 10000, 61, 1718);
}

static void a_share_and_its_rest_mirror_each_other(void **state)
{
    (void)state;
    for (uint32_t n = 1; n <= 60; n++)
        for (uint32_t y = 0; y <= n; y++) {
            struct interval_share s = interval_wilson(y, n, 10000);
            struct interval_share rest = interval_wilson(n - y, n, 10000);
            assert_in_range(s.low + rest.high, 9999, 10001);
            assert_true((uint64_t)s.low * n <= 10000 * (uint64_t)y + n);
            assert_true((uint64_t)s.high * n + n >= 10000 * (uint64_t)y);
        }
}

static void square_roots_are_exact(void **state)
{
    (void)state;
    assert_int_equal(interval_square_root(0, 0), 0);
    assert_int_equal(interval_square_root(0, 15), 3);
    assert_int_equal(interval_square_root(0, 16), 4);
    assert_int_equal(interval_square_root(1, 0), UINT64_C(1) << 32);
    assert_true(interval_square_root(UINT64_MAX, UINT64_MAX) == UINT64_MAX);
    assert_true(interval_square_root(UINT64_MAX - 1, 1) == UINT64_MAX);
    assert_true(interval_square_root(UINT64_MAX - 1, 0) == UINT64_MAX - 1);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_widths_are_the_known_ones),
        cmocka_unit_test(a_half_width_is_the_smallest_that_holds),
        cmocka_unit_test(decimals_of_the_deviation_count),
        cmocka_unit_test(the_largest_numbers_do_not_overflow),
        cmocka_unit_test(shares_are_those_of_the_literature),
        cmocka_unit_test(a_share_and_its_rest_mirror_each_other),
        cmocka_unit_test(square_roots_are_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
