#include "plan_sample.h"

#include <math.h>

static void a_large_program_is_a_unit_of_its_own_name(void **state)
{
    (void)state;
    struct roster_program list[] = {program("Medicine", "P1", 8)};
    list[0].name = "Allergy";
    struct roster_plan *plan = PLAN(list);
    assert_int_equal(plan->group_count, 1);
    expect_group(plan, 0, "P1", "Allergy", "Medicine", 8, 1);
    assert_int_equal(why_of(plan, "P1"), ROSTER_PLAN_OWN);
    roster_plan_free(plan);
}

static void small_programs_of_a_department_are_one_unit(void **state)
{
    (void)state;
    const struct roster_program list[] = {
        program("Medicine", "P1", 20), program("Medicine", "P2", 7),
        program("Medicine", "P3", 1), program("Surgery", "P4", 9)};
    struct roster_plan *plan = PLAN(list);
    assert_int_equal(plan->group_count, 3);
    expect_group(plan, 0, "P1", "P1", "Medicine", 20, 1);
    expect_group(plan, 1, "S-medicine", "Smaller Medicine programs", "Medicine",
                 8, 2);
    expect_group(plan, 2, "P4", "P4", "Surgery", 9, 1);
    assert_int_equal(why_of(plan, "P2"), ROSTER_PLAN_SMALL);
    assert_int_equal(plan->people, 37);
    assert_int_equal(plan->program_count, 4);
    roster_plan_free(plan);
}

static void the_smallest_unit_joins_what_is_too_small(void **state)
{
    (void)state;
    const struct roster_program list[] = {
        program("Medicine", "P1", 20), program("Medicine", "P2", 9),
        program("Medicine", "P3", 9), program("Medicine", "P4", 3)};
    struct roster_plan *plan = PLAN(list);
    /* P2 and P3 have nine each: the first id joins. */
    assert_int_equal(plan->group_count, 3);
    expect_group(plan, 0, "P1", "P1", "Medicine", 20, 1);
    expect_group(plan, 1, "P3", "P3", "Medicine", 9, 1);
    expect_group(plan, 2, "S-medicine", "Smaller Medicine programs", "Medicine",
                 12, 2);
    assert_int_equal(why_of(plan, "P2"), ROSTER_PLAN_JOINED);
    assert_int_equal(why_of(plan, "P4"), ROSTER_PLAN_SMALL);
    roster_plan_free(plan);
}

static void a_department_too_small_joins_the_others(void **state)
{
    (void)state;
    const struct roster_program list[] = {
        program("Genetics", "P1", 5), program("Medicine", "P2", 30),
        program("Radiology", "P3", 2), program("Radiology", "P4", 1)};
    struct roster_plan *plan = PLAN(list);
    assert_int_equal(plan->group_count, 2);
    expect_group(plan, 0, "P2", "P2", "Medicine", 30, 1);
    expect_group(plan, 1, "S-other", "Other departments", "Other departments",
                 8, 3);
    assert_int_equal(why_of(plan, "P4"), ROSTER_PLAN_OTHER);
    roster_plan_free(plan);
}

static void the_smallest_department_joins_others_that_are_too_small(
    void **state)
{
    (void)state;
    const struct roster_program list[] = {
        program("Genetics", "P1", 3), program("Medicine", "P2", 30),
        program("Radiology", "P3", 9), program("Radiology", "P4", 8),
        program("Surgery", "P5", 17)};
    struct roster_plan *plan = PLAN(list);
    /* Radiology and Surgery have 17 each: the first name joins, whole. */
    assert_int_equal(plan->group_count, 3);
    expect_group(plan, 0, "P2", "P2", "Medicine", 30, 1);
    expect_group(plan, 1, "S-other", "Other departments", "Other departments",
                 20, 3);
    expect_group(plan, 2, "P5", "P5", "Surgery", 17, 1);
    roster_plan_free(plan);
}

static void tiny_departments_alone_are_one_unit_or_refused(void **state)
{
    (void)state;
    struct roster_program list[] = {
        program("A", "P1", 2), program("B", "P2", 3), program("C", "P3", 3)};
    struct roster_plan *plan = PLAN(list);
    assert_int_equal(plan->group_count, 1);
    expect_group(plan, 0, "S-other", "Other departments", "Other departments",
                 8, 3);
    roster_plan_free(plan);
    list[2].people = 2;
    struct err_note note = {""};
    plan = NULL;
    assert_int_equal(roster_plan_new(list, 3, 8, &plan, &note), ERR_RANGE);
    assert_null(plan);
    assert_non_null(strstr(note.text, "7 people"));
}

static void a_unit_column_overrides_the_merge_where_it_is_large_enough(
    void **state)
{
    (void)state;
    const struct roster_program list[] = {
        named("Medicine", "P1", 5, "Heart & vessels"),
        named("Medicine", "P2", 20, "Heart & vessels"),
        named("Medicine", "P3", 4, "Too few"),
        named("Medicine", "P4", 3, "Too few"),
        named("Medicine", "P5", 2, ""),
        named("Surgery", "P6", 8, "Heart & vessels"),
        named("Surgery", "P7", 8, "Heart & vessels")};
    struct roster_plan *plan = PLAN(list);
    assert_int_equal(plan->group_count, 3);
    expect_group(plan, 0, "S-medicine", "Smaller Medicine programs", "Medicine",
                 9, 3);
    expect_group(plan, 1, "U-heart-vessels", "Heart & vessels", "Medicine", 25,
                 2);
    expect_group(plan, 2, "U-heart-vessels-2", "Heart & vessels", "Surgery", 16,
                 2);
    assert_int_equal(why_of(plan, "P1"), ROSTER_PLAN_NAMED);
    assert_int_equal(why_of(plan, "P3"), ROSTER_PLAN_SMALL);
    roster_plan_free(plan);
}

static void a_named_unit_of_one_program_keeps_the_programs_id(void **state)
{
    (void)state;
    const struct roster_program list[] = {named("Medicine", "P1", 25, "Heart"),
                                          program("Medicine", "P2", 8)};
    struct roster_plan *plan = PLAN(list);
    expect_group(plan, 0, "P1", "P1", "Medicine", 25, 1);
    assert_int_equal(why_of(plan, "P1"), ROSTER_PLAN_NAMED);
    roster_plan_free(plan);
}

static void a_named_unit_may_be_the_smallest_and_join(void **state)
{
    (void)state;
    const struct roster_program list[] = {named("Medicine", "P1", 5, "Heart"),
                                          named("Medicine", "P2", 4, "Heart"),
                                          program("Medicine", "P3", 10),
                                          program("Medicine", "P4", 1)};
    struct roster_plan *plan = PLAN(list);
    assert_int_equal(plan->group_count, 2);
    expect_group(plan, 0, "P3", "P3", "Medicine", 10, 1);
    expect_group(plan, 1, "S-medicine", "Smaller Medicine programs", "Medicine",
                 10, 3);
    roster_plan_free(plan);
}

static void unit_ids_are_valid_names_and_all_different(void **state)
{
    (void)state;
#define LONG "Anesthesiology, Perioperative and Pain Medicine"
    const struct roster_program list[] = {
        program(LONG, "A1", 4),
        program(LONG, "A2", 4),
        program(LONG " East", "B1", 4),
        program(LONG " East", "B2", 4),
        program("Medicine", "C1", 4),
        program("Medicine", "C2", 4),
        program("Medicine!", "D1", 4),
        program("Medicine!", "D2", 4),
        program("Other", "E1", 4),
        program("Other", "E2", 4),
        program("Surgery", "S-surgery", 9),
        program("Surgery", "F1", 4),
        program("Surgery", "F2", 4),
        program("Tiny", "G1", 1),
        program("\xe5\x8c\xbb\xe5\xad\xa6", "H1", 4),
        program("\xe5\x8c\xbb\xe5\xad\xa6", "H2", 4),
        program("Urology", "I1", 7)};
    struct roster_plan *plan = PLAN(list);
    expect_group(plan, 0, "S-anesthesiology-perioperative-a",
                 "Smaller " LONG " programs", LONG, 8, 2);
    expect_group(plan, 1, "S-anesthesiology-perioperative-2",
                 "Smaller " LONG " East programs", LONG " East", 8, 2);
    expect_group(plan, 2, "S-medicine", "Smaller Medicine programs", "Medicine",
                 8, 2);
    expect_group(plan, 3, "S-medicine-2", "Smaller Medicine! programs",
                 "Medicine!", 8, 2);
    /* A department called Other never takes the id of the other departments. */
    expect_group(plan, 4, "S-other-2", "Smaller Other programs", "Other", 8, 2);
    expect_group(plan, 5, "S-other", "Other departments", "Other departments",
                 8, 2);
    /* The name of a program is never taken from it. */
    expect_group(plan, 6, "S-surgery", "S-surgery", "Surgery", 9, 1);
    expect_group(plan, 7, "S-surgery-2", "Smaller Surgery programs", "Surgery",
                 8, 2);
    assert_int_equal(plan->group_count, 9);
    for (size_t i = 0; i < plan->group_count; i++) {
        assert_true(wave_name_is_valid(plan->groups[i].unit));
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(plan->groups[i].unit, plan->groups[j].unit);
    }
    roster_plan_free(plan);
}

static void bad_programs_are_refused(void **state)
{
    (void)state;
    struct roster_plan *plan = NULL;
    struct roster_program list[] = {program("Medicine", "P1", 8),
                                    program("Surgery", "P2", 8)};
    assert_int_equal(roster_plan_new(list, 2, 4, &plan, NULL), ERR_RANGE);
    assert_int_equal(roster_plan_new(list, 0, 8, &plan, NULL), ERR_RANGE);
    list[1].id = "P1";
    assert_int_equal(roster_plan_new(list, 2, 8, &plan, NULL), ERR_EXISTS);
    list[1].id = "P 2";
    assert_int_equal(roster_plan_new(list, 2, 8, &plan, NULL), ERR_FORMAT);
    list[1].id = "P2";
    list[1].department = "";
    assert_int_equal(roster_plan_new(list, 2, 8, &plan, NULL), ERR_FORMAT);
    list[1].department = "Surgery";
    list[1].people = 0;
    assert_int_equal(roster_plan_new(list, 2, 8, &plan, NULL), ERR_RANGE);
    list[1].people = WAVE_PLACES_MAX;
    assert_int_equal(roster_plan_new(list, 2, 8, &plan, NULL), ERR_RANGE);
    assert_null(plan);
}

static void the_groups_can_be_taken_for_a_manifest(void **state)
{
    (void)state;
    const struct roster_program list[] = {program("Medicine", "P1", 5),
                                          program("Medicine", "P2", 5)};
    struct roster_plan *plan = PLAN(list);
    size_t count = 0;
    struct wave_group *groups = roster_plan_take_groups(plan, &count);
    assert_int_equal(count, 1);
    assert_string_equal(groups[0].unit, "S-medicine");
    roster_plan_free(plan);
    wave_groups_free(groups, count);
}

static void a_comparison_says_where_a_trend_breaks(void **state)
{
    (void)state;
    const struct roster_program before[] = {
        program("Medicine", "P1", 20), program("Medicine", "P2", 5),
        program("Medicine", "P3", 5), program("Surgery", "P4", 9),
        program("Urology", "P5", 9)};
    const struct roster_program now[] = {
        program("Medicine", "P1", 21), program("Medicine", "P2", 8),
        program("Medicine", "P3", 5), program("Medicine", "P6", 4),
        program("Surgery", "P4", 9)};
    struct roster_plan *a = PLAN(before);
    struct roster_plan *b = PLAN(now);
    struct roster_plan_comparison *c = NULL;
    assert_int_equal(roster_plan_compare(a->groups, a->group_count, b->groups,
                                         b->group_count, &c),
                     ERR_OK);
    static const struct roster_plan_change changes[] = {
        {ROSTER_PLAN_SAME, "P1", 20, 21},
        {ROSTER_PLAN_NEW, "P2", 0, 8},
        {ROSTER_PLAN_SAME, "P4", 9, 9},
        {ROSTER_PLAN_GONE, "P5", 9, 0},
        {ROSTER_PLAN_CHANGED, "S-medicine", 10, 9}};
    assert_int_equal(c->change_count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(c->changes[i].unit, changes[i].unit);
        assert_int_equal(c->changes[i].kind, changes[i].kind);
        assert_int_equal(c->changes[i].people_before, changes[i].people_before);
        assert_int_equal(c->changes[i].people_now, changes[i].people_now);
    }
    static const struct roster_plan_move moves[] = {
        {"P2", "S-medicine", "P2"}, {"P5", "P5", ""}, {"P6", "", "S-medicine"}};
    assert_int_equal(c->move_count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(c->moves[i].program, moves[i].program);
        assert_string_equal(c->moves[i].from_unit, moves[i].from_unit);
        assert_string_equal(c->moves[i].to_unit, moves[i].to_unit);
    }
    roster_plan_comparison_free(c);
    roster_plan_free(a);
    roster_plan_free(b);
}

static void the_first_wave_has_only_new_units(void **state)
{
    (void)state;
    const struct roster_program now[] = {program("Medicine", "P1", 20)};
    struct roster_plan *plan = PLAN(now);
    struct roster_plan_comparison *c = NULL;
    assert_int_equal(
        roster_plan_compare(NULL, 0, plan->groups, plan->group_count, &c),
        ERR_OK);
    assert_int_equal(c->change_count, 1);
    assert_int_equal(c->changes[0].kind, ROSTER_PLAN_NEW);
    roster_plan_comparison_free(c);
    roster_plan_free(plan);
}

static void respondents_are_rounded_down(void **state)
{
    (void)state;
    assert_int_equal(roster_plan_expected(8, 300), 2);
    assert_int_equal(roster_plan_expected(149, 500), 74);
    assert_int_equal(roster_plan_expected(10, 1000), 10);
    assert_int_equal(roster_plan_expected(WAVE_PLACES_MAX, 1000),
                     WAVE_PLACES_MAX);
}

static void expect_chance(uint32_t people, uint32_t rate, uint32_t k,
                          double want)
{
    double got = roster_plan_chance_shown(people, rate, k);
    if (fabs(got - want) > 1e-14)
        fail_msg("%u %u %u: %.17g is not %.17g", people, rate, k, got, want);
}

static void chances_are_the_binomial_tail(void **state)
{
    (void)state;
    /* Exact fractions: counted coins, and 10 choose i by hand. */
    expect_chance(8, 500, 5, 93.0 / 256);
    expect_chance(8, 500, 8, 1.0 / 256);
    expect_chance(10, 500, 5, 638.0 / 1024);
    expect_chance(5, 300, 5, 0.00243);
    expect_chance(8, 300, 5, 0.05796765);
    expect_chance(8, 700, 5, 0.80589565);
    expect_chance(8, 0, 5, 0);
    expect_chance(8, 1000, 5, 1);
    expect_chance(4, 900, 5, 0);
    expect_chance(4, 100, 0, 1);
    expect_chance(WAVE_PLACES_MAX, 500, 5, 1);
}

static void chances_rise_with_people_and_rate(void **state)
{
    (void)state;
    for (uint32_t people = 8; people < 60; people++)
        for (uint32_t rate = 100; rate < 900; rate += 100) {
            double now = roster_plan_chance_shown(people, rate, 5);
            assert_true(now < roster_plan_chance_shown(people, rate + 100, 5) +
                                  1e-15);
            assert_true(now <
                        roster_plan_chance_shown(people + 1, rate, 5) + 1e-15);
        }
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_large_program_is_a_unit_of_its_own_name),
        cmocka_unit_test(small_programs_of_a_department_are_one_unit),
        cmocka_unit_test(the_smallest_unit_joins_what_is_too_small),
        cmocka_unit_test(a_department_too_small_joins_the_others),
        cmocka_unit_test(
            the_smallest_department_joins_others_that_are_too_small),
        cmocka_unit_test(tiny_departments_alone_are_one_unit_or_refused),
        cmocka_unit_test(
            a_unit_column_overrides_the_merge_where_it_is_large_enough),
        cmocka_unit_test(a_named_unit_of_one_program_keeps_the_programs_id),
        cmocka_unit_test(a_named_unit_may_be_the_smallest_and_join),
        cmocka_unit_test(unit_ids_are_valid_names_and_all_different),
        cmocka_unit_test(bad_programs_are_refused),
        cmocka_unit_test(the_groups_can_be_taken_for_a_manifest),
        cmocka_unit_test(a_comparison_says_where_a_trend_breaks),
        cmocka_unit_test(the_first_wave_has_only_new_units),
        cmocka_unit_test(respondents_are_rounded_down),
        cmocka_unit_test(chances_are_the_binomial_tail),
        cmocka_unit_test(chances_rise_with_people_and_rate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
