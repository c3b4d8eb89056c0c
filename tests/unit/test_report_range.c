/* Intervals of groups that hold leaves at a cut end, worked out by hand. */
#include "report/range.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define INST 0
#define DEPT 1
#define A    2
#define B    3
#define POOL 4

static struct published_scale scale = {
    .id = "one", .sd = {"25", 25000}, .grid = 4};
static struct published_figure figures[5];
static struct published_group groups[5];
static struct published_release release = {
    .scales = &scale, .scale_count = 1, .groups = groups, .group_count = 5};

static void put(size_t group, enum published_level level, size_t parent,
                uint32_t roster, uint32_t n, enum published_mark mark,
                uint32_t points)
{
    figures[group] = (struct published_figure){
        .shown = true,
        .n = n,
        .mean = {.text = "as printed", .mark = mark, .tenths = 10 * points}};
    groups[group] = (struct published_group){.level = level,
                                             .parent = parent,
                                             .roster = roster,
                                             .shown = true,
                                             .n = n,
                                             .figures = &figures[group]};
}

/* 40 people at 51, 5 at or above 65, a pool of 5 at or below 30. */
static int begin(void **state)
{
    (void)state;
    put(INST, PUBLISHED_INSTITUTION, PUBLISHED_NONE, 100, 50, PUBLISHED_ABOUT,
        50);
    put(DEPT, PUBLISHED_DEPARTMENT, INST, 80, 45, PUBLISHED_AT_LEAST, 53);
    put(A, PUBLISHED_UNIT, DEPT, 70, 40, PUBLISHED_EXACT, 51);
    put(B, PUBLISHED_UNIT, DEPT, 10, 5, PUBLISHED_AT_LEAST, 65);
    put(POOL, PUBLISHED_POOL, INST, 20, 5, PUBLISHED_AT_MOST, 30);
    figures[A].has_half_width = true;
    figures[A].half_width = 5;
    return 0;
}

static void assert_range(size_t group, uint32_t low, uint32_t high)
{
    struct report_range range = {0, 0};
    assert_true(report_range_of(&release, group, 0, &range));
    assert_int_equal(range.low, low);
    assert_int_equal(range.high, high);
}

static void a_printed_half_width_is_taken_as_it_is(void **state)
{
    (void)state;
    assert_range(A, 460, 560);
}

static void a_cut_end_of_one_leaf_has_no_interval(void **state)
{
    (void)state;
    struct report_range range = {7, 7};
    assert_false(report_range_of(&release, B, 0, &range));
    assert_false(report_range_of(&release, POOL, 0, &range));
    groups[A].shown = false; /* the department is B alone then */
    assert_false(report_range_of(&release, DEPT, 0, &range));
    groups[A].shown = true;
    assert_int_equal(range.low, 7);
}

static void a_larger_group_reaches_to_where_its_cut_leaves_may_be(void **state)
{
    (void)state;
    /* (40*51 + 5*65)/45 = 52.55.., (40*51 + 5*100)/45 = 56.44.. in points;
     * half width for 45 of 80 with sd 25: 1.96*25*sqrt(35/(45*79)) = 4.86 -> 5
     */
    assert_range(DEPT, 525 - 50, 565 + 50);
    /* (40*51 + 5*65 + 5*0)/50 = 47.3, (40*51 + 5*100 + 5*30)/50 = 53.8;
     * half width for 50 of 100: 1.96*25*sqrt(50/(50*99)) = 4.92 -> 5 */
    assert_range(INST, 473 - 50, 538 + 50);
}

static void an_interval_stays_on_the_scale(void **state)
{
    (void)state;
    put(A, PUBLISHED_UNIT, DEPT, 70, 6, PUBLISHED_AT_LEAST, 98);
    put(POOL, PUBLISHED_POOL, INST, 20, 5, PUBLISHED_AT_LEAST, 98);
    put(INST, PUBLISHED_INSTITUTION, PUBLISHED_NONE, 100, 16,
        PUBLISHED_AT_LEAST, 98);
    struct report_range range;
    assert_true(report_range_of(&release, INST, 0, &range));
    assert_int_equal(range.high, 1000);
}

static void what_is_not_shown_has_no_interval(void **state)
{
    (void)state;
    struct report_range range;
    groups[INST].shown = false;
    assert_false(report_range_of(&release, INST, 0, &range));
    groups[INST].shown = true;
    figures[INST].shown = false;
    assert_false(report_range_of(&release, INST, 0, &range));
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_printed_half_width_is_taken_as_it_is, begin),
        cmocka_unit_test_setup(a_cut_end_of_one_leaf_has_no_interval, begin),
        cmocka_unit_test_setup(
            a_larger_group_reaches_to_where_its_cut_leaves_may_be, begin),
        cmocka_unit_test_setup(an_interval_stays_on_the_scale, begin),
        cmocka_unit_test_setup(what_is_not_shown_has_no_interval, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
