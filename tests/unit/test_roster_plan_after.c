/* Plans that start from the units of the wave before. */
#include "plan_sample.h"

static struct roster_plan *plan_after(const struct roster_plan *before,
                                      const struct roster_program *list,
                                      size_t count)
{
    struct roster_plan *plan = NULL;
    struct err_note note = {""};
    if (roster_plan_new_after(before->groups, before->group_count, list, count,
                              8, &plan, &note) != ERR_OK)
        fail_msg("%s", note.text);
    return plan;
}
#define AFTER(before, list)                                                    \
    plan_after(before, list, sizeof(list) / sizeof(list)[0])

static void a_unit_of_smaller_programs_is_kept_while_it_is_large_enough(
    void **state)
{
    (void)state;
    const struct roster_program first[] = {
        program("Medicine", "P1", 20), program("Medicine", "P2", 5),
        program("Medicine", "P3", 4), program("Medicine", "P4", 9)};
    struct roster_program next[] = {
        program("Medicine", "P1", 22), program("Medicine", "P2", 11),
        program("Medicine", "P3", 4), program("Medicine", "P4", 9)};
    struct roster_plan *a = PLAN(first);
    /* P2 could stand alone by now; its trend is that of the unit. */
    struct roster_plan *b = AFTER(a, next);
    assert_int_equal(b->group_count, 3);
    expect_group(b, 2, "S-medicine", "Smaller Medicine programs", "Medicine",
                 15, 2);
    assert_int_equal(why_of(b, "P2"), ROSTER_PLAN_KEPT);
    struct roster_plan_comparison *c = NULL;
    assert_int_equal(roster_plan_compare(a->groups, a->group_count, b->groups,
                                         b->group_count, &c),
                     ERR_OK);
    for (size_t i = 0; i < c->change_count; i++)
        assert_int_equal(c->changes[i].kind, ROSTER_PLAN_SAME);
    assert_int_equal(c->move_count, 0);
    roster_plan_comparison_free(c);
    roster_plan_free(b);
    /* P3 shrinks: 8 people are enough, 7 are not, and P4 joins by the rule. */
    next[1].people = 5;
    next[2].people = 3;
    b = AFTER(a, next);
    assert_int_equal(b->group_count, 3);
    assert_int_equal(why_of(b, "P3"), ROSTER_PLAN_KEPT);
    roster_plan_free(b);
    next[2].people = 2;
    b = AFTER(a, next);
    assert_int_equal(b->group_count, 2);
    expect_group(b, 1, "S-medicine", "Smaller Medicine programs", "Medicine",
                 16, 3);
    assert_int_equal(why_of(b, "P3"), ROSTER_PLAN_SMALL);
    assert_int_equal(why_of(b, "P4"), ROSTER_PLAN_JOINED);
    roster_plan_free(b);
    roster_plan_free(a);
}

static void programs_that_are_new_go_by_the_rule(void **state)
{
    (void)state;
    const struct roster_program first[] = {program("Medicine", "P2", 5),
                                           program("Medicine", "P3", 4)};
    const struct roster_program next[] = {
        program("Medicine", "P2", 9), program("Medicine", "P3", 4),
        program("Medicine", "P7", 3), program("Medicine", "P8", 30)};
    struct roster_plan *a = PLAN(first);
    struct roster_plan *b = AFTER(a, next);
    assert_int_equal(b->group_count, 2);
    expect_group(b, 0, "P8", "P8", "Medicine", 30, 1);
    expect_group(b, 1, "S-medicine", "Smaller Medicine programs", "Medicine",
                 16, 3);
    assert_int_equal(why_of(b, "P2"), ROSTER_PLAN_KEPT);
    assert_int_equal(why_of(b, "P7"), ROSTER_PLAN_SMALL);
    roster_plan_free(b);
    roster_plan_free(a);
}

static void a_unit_of_one_remaining_program_is_not_kept(void **state)
{
    (void)state;
    const struct roster_program first[] = {program("Medicine", "P2", 5),
                                           program("Medicine", "P3", 4)};
    const struct roster_program next[] = {program("Medicine", "P2", 9),
                                          program("Surgery", "P3", 9)};
    struct roster_plan *a = PLAN(first);
    struct roster_plan *b = AFTER(a, next);
    assert_int_equal(b->group_count, 2);
    expect_group(b, 0, "P2", "P2", "Medicine", 9, 1);
    expect_group(b, 1, "P3", "P3", "Surgery", 9, 1);
    roster_plan_free(b);
    roster_plan_free(a);
}

static void the_unit_column_overrides_what_would_be_kept(void **state)
{
    (void)state;
    const struct roster_program first[] = {program("Medicine", "P2", 5),
                                           program("Medicine", "P3", 4),
                                           program("Medicine", "P4", 6)};
    const struct roster_program next[] = {named("Medicine", "P2", 9, "Heart"),
                                          program("Medicine", "P3", 4),
                                          program("Medicine", "P4", 6)};
    struct roster_plan *a = PLAN(first);
    struct roster_plan *b = AFTER(a, next);
    assert_int_equal(b->group_count, 2);
    expect_group(b, 0, "P2", "P2", "Medicine", 9, 1);
    expect_group(b, 1, "S-medicine", "Smaller Medicine programs", "Medicine",
                 10, 2);
    roster_plan_free(b);
    roster_plan_free(a);
}

static void a_kept_unit_keeps_its_id(void **state)
{
    (void)state;
    /* Both departments have the slug "medicine"; "Medicine" comes first. */
    const struct roster_program first[] = {program("Medicine!", "P2", 5),
                                           program("Medicine!", "P3", 4)};
    const struct roster_program next[] = {
        program("Medicine", "P5", 4), program("Medicine", "P6", 4),
        program("Medicine!", "P2", 5), program("Medicine!", "P3", 4)};
    struct roster_plan *a = PLAN(first);
    expect_group(a, 0, "S-medicine", "Smaller Medicine! programs", "Medicine!",
                 9, 2);
    struct roster_plan *b = AFTER(a, next);
    assert_int_equal(b->group_count, 2);
    expect_group(b, 0, "S-medicine-2", "Smaller Medicine programs", "Medicine",
                 8, 2);
    expect_group(b, 1, "S-medicine", "Smaller Medicine! programs", "Medicine!",
                 9, 2);
    roster_plan_free(b);
    roster_plan_free(a);
}

static void departments_stay_with_the_others(void **state)
{
    (void)state;
    const struct roster_program first[] = {program("Genetics", "P1", 5),
                                           program("Medicine", "P2", 30),
                                           program("Radiology", "P3", 6)};
    struct roster_program next[] = {
        program("Genetics", "P1", 12), program("Medicine", "P2", 30),
        program("Radiology", "P3", 6), program("Radiology", "P9", 2)};
    struct roster_plan *a = PLAN(first);
    struct roster_plan *b = AFTER(a, next);
    assert_int_equal(b->group_count, 2);
    expect_group(b, 1, "S-other", "Other departments", "Other departments", 20,
                 3);
    assert_int_equal(why_of(b, "P1"), ROSTER_PLAN_KEPT);
    roster_plan_free(b);
    /* Without company a department stands alone; one that got a program from
     * elsewhere goes by the rule. */
    b = plan_after(a, next, 2);
    assert_int_equal(b->group_count, 2);
    expect_group(b, 0, "P1", "P1", "Genetics", 12, 1);
    roster_plan_free(b);
    next[1].department = "Genetics";
    b = AFTER(a, next);
    assert_int_equal(b->group_count, 3);
    expect_group(b, 0, "P1", "P1", "Genetics", 12, 1);
    expect_group(b, 2, "S-radiology", "Smaller Radiology programs", "Radiology",
                 8, 2);
    roster_plan_free(b);
    roster_plan_free(a);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_unit_of_smaller_programs_is_kept_while_it_is_large_enough),
        cmocka_unit_test(programs_that_are_new_go_by_the_rule),
        cmocka_unit_test(a_unit_of_one_remaining_program_is_not_kept),
        cmocka_unit_test(the_unit_column_overrides_what_would_be_kept),
        cmocka_unit_test(a_kept_unit_keeps_its_id),
        cmocka_unit_test(departments_stay_with_the_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
