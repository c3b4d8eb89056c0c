/* staff: which wave is before and which after, from when an initiative is
 * fixed, which plans are overdue; survey: the list of offers that ships. */
#include "staff/initiatives.h"
#include "staff/plans.h"
#include "survey/offers.h"
#include "unit/survey_load.h"

/* 2026-03-01 to 03-20, 2026-06-01 to 06-20 and 2026-09-01 to 09-20. */
static const struct initiatives_wave waves[] = {
    {"w1", 100, "2026-03-01", "2026-03-20"},
    {"w2", 200, "2026-06-01", "2026-06-20"},
    {"w3", 300, "2026-09-01", "2026-09-20"},
};
static const char *const units[] = {"P001", "P002", NULL};
static const char *const outcomes[] = {"cbi_work", NULL};

static struct initiatives_known known(size_t closed)
{
    return (struct initiatives_known){waves, closed, units, outcomes};
}

static void the_wave_before_is_the_last_that_closed_before_the_start(
    void **state)
{
    (void)state;
    const struct initiatives_known k = known(3);
    struct initiative in = {.start = "2026-06-21"};
    assert_int_equal(initiatives_before(&in, &k), 1);
    (void)snprintf(in.start, sizeof in.start, "2026-06-20");
    assert_int_equal(initiatives_before(&in, &k), 0);
    (void)snprintf(in.start, sizeof in.start, "2026-03-01");
    assert_int_equal(initiatives_before(&in, &k), 3);
    (void)snprintf(in.start, sizeof in.start, "2026-09-21");
    (void)snprintf(in.baseline, sizeof in.baseline, "w1");
    assert_int_equal(initiatives_before(&in, &k), 0);
}

static void a_wave_over_the_start_is_neither_before_nor_after(void **state)
{
    (void)state;
    const struct initiatives_known k = known(3);
    struct initiative in = {.start = "2026-06-10"};
    assert_int_equal(initiatives_before(&in, &k), 0);
    assert_false(initiatives_is_after(&in, &k, 0));
    assert_false(initiatives_is_after(&in, &k, 1));
    assert_true(initiatives_is_after(&in, &k, 2));
    (void)snprintf(in.start, sizeof in.start, "2026-06-01");
    assert_true(initiatives_is_after(&in, &k, 1));
}

static void it_is_fixed_from_the_first_release_after_the_start_on(void **state)
{
    (void)state;
    struct initiative in = {.start = "2026-06-20"};
    struct initiatives_known k = known(0);
    assert_false(initiatives_is_fixed(&in, &k));
    k = known(1);
    assert_false(initiatives_is_fixed(&in, &k));
    /* The second was open on the day of the start: it tells something. */
    k = known(2);
    assert_true(initiatives_is_fixed(&in, &k));
    /* The named wave before is known already, whatever its day. */
    (void)snprintf(in.baseline, sizeof in.baseline, "w2");
    assert_false(initiatives_is_fixed(&in, &k));
    k = known(3);
    assert_true(initiatives_is_fixed(&in, &k));
}

static void lists_of_units_are_read_in_one_way(void **state)
{
    (void)state;
    struct initiative in = {.id = 0};
    struct fields_problems problems;
    const struct initiatives_known k = known(1);
    const char *values[INITIATIVES_FIELDS] = {
        "T",    "L",          "5",          "M",        " P001 ,",
        "P002", "2026-06-01", "2026-06-01", "cbi_work", ""};
    assert_int_equal(initiatives_read(values, &k, NULL, &in, &problems),
                     ERR_OK);
    assert_string_equal(in.units, "P001");
    assert_int_equal(in.amount, 5);
    /* A unit that is gone may stay where it stood, and not come anew. */
    struct initiative was = in;
    (void)snprintf(was.units, sizeof was.units, "P001,P009");
    values[INITIATIVES_UNITS] = "P001,P009";
    assert_int_equal(initiatives_read(values, &k, &was, &in, &problems),
                     ERR_OK);
    values[INITIATIVES_UNITS] = "P001,P00";
    assert_int_equal(initiatives_read(values, &k, &was, &in, &problems),
                     ERR_FORMAT);
    assert_true(problems.text[INITIATIVES_UNITS][0] != 0);
    assert_string_equal(in.units, "P001,P009");
}

static void a_plan_is_overdue_from_the_day_after_until_it_is_done(void **state)
{
    (void)state;
    struct plan p = {.due = "2026-12-15", .status = PLANS_RUNNING};
    assert_false(plans_is_overdue(&p, "2026-12-15"));
    assert_true(plans_is_overdue(&p, "2026-12-16"));
    p.status = PLANS_DONE;
    assert_false(plans_is_overdue(&p, "2026-12-16"));
    p.status = PLANS_DROPPED;
    assert_false(plans_is_overdue(&p, "2026-12-16"));
}

static void only_what_is_shared_and_helped_is_told_to_others(void **state)
{
    (void)state;
    struct plan p = {.helped = PLANS_HELPED_YES};
    assert_false(plans_is_worth_telling(&p));
    p.shared = true;
    assert_true(plans_is_worth_telling(&p));
    p.helped = PLANS_HELPED_PARTLY;
    assert_true(plans_is_worth_telling(&p));
    p.helped = PLANS_HELPED_UNKNOWN;
    assert_false(plans_is_worth_telling(&p));
    p.helped = PLANS_HELPED_NO;
    assert_false(plans_is_worth_telling(&p));
    /* The institution is no other unit. */
    struct plan own = {
        .unit = PLANS_INSTITUTION, .helped = PLANS_HELPED_YES, .shared = true};
    assert_true(plans_is_institution(&own));
    assert_false(plans_is_institution(&p));
    assert_false(plans_is_worth_telling(&own));
}

/* A column of a file may hold blanks where a form has a box. */
static void a_plan_is_shared_by_a_yes_and_by_nothing_else(void **state)
{
    (void)state;
    static const char *const none[] = {NULL};
    struct plan p = {.shared = true};
    struct fields_problems problems;
    const char *values[PLANS_FIELDS] = {"mentorship", "",           "What",
                                        "Who",        "2026-12-15", "planned",
                                        "",           "unknown",    " "};
    assert_int_equal(plans_read(values, none, &p, &problems), ERR_OK);
    assert_false(p.shared);
    values[PLANS_SHARED] = "yes";
    assert_int_equal(plans_read(values, none, &p, &problems), ERR_OK);
    assert_true(p.shared);
    values[PLANS_SHARED] = "on";
    assert_int_equal(plans_read(values, none, &p, &problems), ERR_FORMAT);
}

static void the_shipped_offers_can_be_read(void **state)
{
    (void)state;
    struct buf b = load_bytes("surveys/offers.json");
    struct survey_offers *o = NULL;
    struct survey_problems p;
    assert_int_equal(survey_offers_parse(b.data, b.len, &o, &p), ERR_OK);
    assert_string_equal(survey_offers_name(o, "mindfulness"),
                        "Mindfulness course");
    assert_string_equal(survey_offers_name(o, "gone"), "gone");
    assert_string_equal(survey_offers_about(o, "gone"), "");
    assert_int_equal(fields_choice(o->ids, "gone"), o->count);
    for (size_t i = 0; i < o->count; i++)
        assert_true(survey_offers_about(o, o->ids[i])[0] != 0);
    survey_offers_free(o);
    buf_free(&b);
}

static void a_mistake_in_a_file_of_offers_is_found_where_it_is(void **state)
{
    (void)state;
    static const char text[] =
        "{\"format\":\"chorus-offers-v1\",\"languages\":[\"en\"],\"offers\":[\n"
        "{\"id\":\"a\",\"name\":{\"en\":\"A\"},\"about\":{\"en\":\"B\"}},\n"
        "{\"id\":\"a\",\"name\":{\"en\":\"A\"},\"about\":{\"en\":\"B\"}}]}";
    struct survey_offers *o = NULL;
    struct survey_problems p;
    assert_int_equal(
        survey_offers_parse((const uint8_t *)text, strlen(text), &o, &p),
        ERR_FORMAT);
    assert_null(o);
    assert_int_equal(p.count, 1);
    assert_int_equal(p.list[0].line, 3);
    assert_non_null(strstr(p.list[0].text, "duplicate"));
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            the_wave_before_is_the_last_that_closed_before_the_start),
        cmocka_unit_test(a_wave_over_the_start_is_neither_before_nor_after),
        cmocka_unit_test(it_is_fixed_from_the_first_release_after_the_start_on),
        cmocka_unit_test(lists_of_units_are_read_in_one_way),
        cmocka_unit_test(a_plan_is_overdue_from_the_day_after_until_it_is_done),
        cmocka_unit_test(only_what_is_shared_and_helped_is_told_to_others),
        cmocka_unit_test(a_plan_is_shared_by_a_yes_and_by_nothing_else),
        cmocka_unit_test(the_shipped_offers_can_be_read),
        cmocka_unit_test(a_mistake_in_a_file_of_offers_is_found_where_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
