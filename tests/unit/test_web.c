/* web, the parts without a server: bands, order, access, percent, marks. */
#include "web/access.h"
#include "web/fetched.h"
#include "web/order.h"
#include "web/view.h"
#include "web/wave_load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define LEN(a) (sizeof(a) / sizeof *(a))

static char medicine[] = "Medicine";
static char surgery[] = "Surgery";
static char urology[] = "Urology";
static char unit_name[] = "Unit";
static struct wave_program p1[] = {{"P1", 40}};
static struct wave_program p2[] = {{"P2", 4}, {"P3", 5}};
static struct wave_program p4[] = {{"P4", 12}};
static struct wave_program p5[] = {{"P5", 20}};

static struct wave_group groups[] = {
    {.id = 1,
     .unit = "P1",
     .name = unit_name,
     .department = medicine,
     .roster = 40,
     .programs = p1,
     .program_count = 1},
    {.id = 2,
     .unit = "S-medicine",
     .name = unit_name,
     .department = medicine,
     .roster = 9,
     .programs = p2,
     .program_count = 2},
    {.id = 3,
     .unit = "P4",
     .name = unit_name,
     .department = surgery,
     .roster = 12,
     .programs = p4,
     .program_count = 1},
    {.id = 4,
     .unit = "P5",
     .name = unit_name,
     .department = urology,
     .roster = 20,
     .programs = p5,
     .program_count = 1},
};
static const struct wave_manifest manifest = {.groups = groups,
                                              .group_count = LEN(groups)};

/* --- bands ---------------------------------------------------------------- */

static void a_band_is_ten_percent_wide_and_the_last_reaches_the_top(
    void **state)
{
    (void)state;
    static const struct {
        uint32_t issued[4];
        unsigned medicine;
        unsigned others;
    } cases[] = {
        {{0, 0, 0, 0}, 0, 0},    {{4, 0, 3, 0}, 0, 0},
        {{4, 1, 4, 0}, 1, 1},    {{40, 9, 12, 20}, 9, 9},
        {{40, 8, 12, 19}, 9, 9}, {{24, 0, 0, 16}, 4, 5},
        {{25, 0, 16, 0}, 5, 5},
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        struct wave_fetched_line lines[LEN(groups) + 1];
        size_t n = wave_fetched_lines(&manifest, cases[i].issued, lines);
        assert_int_equal(n, 2);
        assert_string_equal(lines[0].department, "Medicine");
        assert_int_equal(lines[0].roster, 49);
        assert_int_equal(lines[0].band, cases[i].medicine);
        assert_string_equal(lines[1].department, "Other departments");
        assert_int_equal(lines[1].roster, 32);
        assert_int_equal(lines[1].band, cases[i].others);
    }
}

static void small_departments_that_stay_small_together_have_no_line(
    void **state)
{
    (void)state;
    const struct wave_manifest few = {.groups = groups, .group_count = 3};
    const uint32_t issued[] = {1, 1, 12};
    struct wave_fetched_line lines[4];
    assert_int_equal(wave_fetched_lines(&few, issued, lines), 1);
    assert_string_equal(lines[0].department, "Medicine");
}

/* --- access --------------------------------------------------------------- */

static void a_champion_sees_the_unit_of_a_program_and_no_other(void **state)
{
    (void)state;
    char programs[][SITE_NAME_SIZE] = {"P3"};
    const struct sessions_person champion = {.account = {.role = SITE_CHAMPION,
                                                         .programs = programs,
                                                         .program_count = 1}};
    assert_ptr_equal(web_access_unit(&champion, &manifest, "S-medicine"),
                     &groups[1]);
    assert_null(web_access_unit(&champion, &manifest, "P1"));
    assert_null(web_access_unit(&champion, &manifest, "P3"));
    assert_null(web_access_unit(&champion, &manifest, ""));
    assert_true(web_access_is_own_program(&champion, "P3"));
    assert_false(web_access_is_own_program(&champion, "P2"));
}

static void the_subcommittee_sees_all_units_and_the_office_none(void **state)
{
    (void)state;
    const struct sessions_person all = {.account = {.role = SITE_SUBCOMMITTEE}};
    const struct sessions_person none = {
        .account = {.role = SITE_ACCOUNT_OFFICE}};
    for (size_t i = 0; i < LEN(groups); i++) {
        assert_ptr_equal(web_access_unit(&all, &manifest, groups[i].unit),
                         &groups[i]);
        assert_null(web_access_unit(&none, &manifest, groups[i].unit));
    }
    assert_null(web_access_unit(&all, &manifest, "P9"));
}

/* --- order and values ----------------------------------------------------- */

static void groups_stand_by_department_and_name_never_by_result(void **state)
{
    (void)state;
    /* As the file has them: bytewise by id, which is not by name. */
    struct published_group all[] = {
        {.id = "inst",
         .level = PUBLISHED_INSTITUTION,
         .parent = PUBLISHED_NONE,
         .name = "A Hospital"},
        {.id = "dept:a",
         .level = PUBLISHED_DEPARTMENT,
         .parent = 0,
         .name = "urology"},
        {.id = "unit:1", .level = PUBLISHED_UNIT, .parent = 1, .name = "Zeta"},
        {.id = "unit:2", .level = PUBLISHED_UNIT, .parent = 1, .name = "alpha"},
        {.id = "pool:a",
         .level = PUBLISHED_POOL,
         .parent = 1,
         .name = "Aaa other"},
        {.id = "dept:b",
         .level = PUBLISHED_DEPARTMENT,
         .parent = 0,
         .name = "Medicine"},
        {.id = "unit:3", .level = PUBLISHED_UNIT, .parent = 5, .name = "Beta"},
        {.id = "pool:*",
         .level = PUBLISHED_POOL,
         .parent = 0,
         .name = "Aaa everywhere"},
    };
    static const size_t wanted[] = {5, 6, 1, 3, 2, 4, 7};
    const struct published_release release = {.groups = all,
                                              .group_count = LEN(all)};
    size_t *order = NULL;
    size_t n = 0;
    assert_int_equal(web_order(&release, &order, &n), ERR_OK);
    assert_int_equal(n, LEN(wanted));
    assert_memory_equal(order, wanted, sizeof wanted);
    free(order);
}

static void a_printed_value_keeps_its_digits(void **state)
{
    (void)state;
    static const struct {
        struct published_value value;
        const char *text;
    } cases[] = {
        {{"47", PUBLISHED_EXACT, 470}, "47"},
        {{"46.0", PUBLISHED_EXACT, 460}, "46.0"},
        {{">=65", PUBLISHED_AT_LEAST, 650}, "≥65"},
        {{"<=30", PUBLISHED_AT_MOST, 300}, "≤30"},
        {{"~49", PUBLISHED_ABOUT, 490}, "about 49"},
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        char text[REPORT_VALUE_SIZE];
        report_value_text(&cases[i].value, text);
        assert_string_equal(text, cases[i].text);
    }
}

static void points_become_days_where_days_were_counted(void **state)
{
    (void)state;
    const struct survey_scale days = {.low = {0, "0"}, .high = {4000, "4"}};
    const struct report_scale scale = {.survey = &days, .own_units = true};
    static const struct {
        struct published_value value;
        const char *text;
    } cases[] = {
        {{"75", PUBLISHED_EXACT, 750}, "3.0"},
        {{"72", PUBLISHED_EXACT, 720}, "2.9"},
        {{">=57.4", PUBLISHED_AT_LEAST, 574}, "≥2.3"},
        {{"0", PUBLISHED_EXACT, 0}, "0.0"},
        {{"100", PUBLISHED_EXACT, 1000}, "4.0"},
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        char text[REPORT_VALUE_SIZE];
        report_mean_text(&scale, &cases[i].value, text);
        assert_string_equal(text, cases[i].text);
    }
}

static void a_cutoff_says_of_what_where_it_is_no_point(void **state)
{
    (void)state;
    struct published_decimal fifty = {"50", 50000};
    struct published_decimal three = {"3", 3000};
    const struct published_scale points = {.cutoffs = &fifty,
                                           .cutoff_count = 1,
                                           .low = {"0", 0},
                                           .high = {"100", 100000}};
    const struct published_scale steps = {.cutoffs = &three,
                                          .cutoff_count = 1,
                                          .low = {"1", 1000},
                                          .high = {"5", 5000}};
    char text[REPORT_CUTOFF_SIZE];
    report_cutoff_text(&points, 0, text);
    assert_string_equal(text, "50");
    report_cutoff_text(&steps, 0, text);
    assert_string_equal(text, "3 (of 1 to 5)");
}

static void percent_is_rounded_half_up(void **state)
{
    (void)state;
    assert_int_equal(report_percent(0, 0), 0);
    assert_int_equal(report_percent(1, 200), 1);
    assert_int_equal(report_percent(1, 201), 0);
    assert_int_equal(report_percent(1490, 2482), 60);
    assert_int_equal(report_percent(UINT32_MAX, UINT32_MAX), 100);
}

static void an_integrity_is_the_sha256_of_the_bytes(void **state)
{
    (void)state;
    /* FIPS 180-2, B.1: SHA-256 of "abc" */
    char sri[WEB_SRI_SIZE];
    web_sri((const uint8_t *)"abc", 3, sri);
    assert_string_equal(sri,
                        "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_band_is_ten_percent_wide_and_the_last_reaches_the_top),
        cmocka_unit_test(
            small_departments_that_stay_small_together_have_no_line),
        cmocka_unit_test(a_champion_sees_the_unit_of_a_program_and_no_other),
        cmocka_unit_test(the_subcommittee_sees_all_units_and_the_office_none),
        cmocka_unit_test(groups_stand_by_department_and_name_never_by_result),
        cmocka_unit_test(a_printed_value_keeps_its_digits),
        cmocka_unit_test(points_become_days_where_days_were_counted),
        cmocka_unit_test(a_cutoff_says_of_what_where_it_is_no_point),
        cmocka_unit_test(percent_is_rounded_half_up),
        cmocka_unit_test(an_integrity_is_the_sha256_of_the_bytes),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
