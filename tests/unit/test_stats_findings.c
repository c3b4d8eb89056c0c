/*
 * Comparisons, trends, effects and nonresponse against R's own methods
 * (tests/data/stats/expected.R says which) and against published examples; and
 * what R does not know: ranges, breaks, and the sums that must hold.
 */
#include "known.h"
#include "stats/compare.h"
#include "stats/effect.h"
#include "stats/interval.h"
#include "stats/response.h"
#include "stats/trend.h"

#include <math.h>

#define EXPECTED "tests/data/stats/expected.json"
#define MANY     64

static double number(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    assert_true(json_is_number(value));
    return json_number_value(value);
}

static size_t numbers(const json_t *object, const char *key,
                      double out[static MANY])
{
    const json_t *list = json_object_get(object, key);
    size_t n = json_array_size(list);
    assert_in_range(n, 1, MANY);
    for (size_t i = 0; i < n; i++)
        out[i] = json_number_value(json_array_get(list, i));
    return n;
}

/* R printed 15 digits. */
static void expect_near(double got, double want)
{
    if (!(fabs(got - want) <= 1e-12 + 1e-11 * fabs(want)))
        fail_msg("%.17g is not %.17g", got, want);
}

static struct estimate exact(double mean, double n, double sd)
{
    struct estimate e = {mean, mean, mean, sd * sd / n};
    return e;
}

static void expect_finding(const json_t *want,
                           const struct estimate_finding *got)
{
    expect_near(got->value, number(want, "value"));
    expect_near(got->low, number(want, "low"));
    expect_near(got->high, number(want, "high"));
    expect_near(got->p, number(want, "p"));
}

static json_t *cases(json_t **out_root, const char *key)
{
    *out_root = known_load(EXPECTED);
    json_t *list = json_object_get(*out_root, key);
    assert_in_range(json_array_size(list), 3, 100);
    return list;
}

static void discoveries_are_those_of_r(void **state)
{
    (void)state;
    json_t *root = NULL;
    json_t *list = cases(&root, "adjust");
    for (size_t c = 0; c < json_array_size(list); c++) {
        double p[MANY];
        double want[MANY];
        double got[MANY];
        size_t n = numbers(json_array_get(list, c), "p", p);
        assert_int_equal(numbers(json_array_get(list, c), "adjusted", want), n);
        assert_int_equal(compare_adjust(p, n, got), ERR_OK);
        for (size_t i = 0; i < n; i++)
            expect_near(got[i], want[i]);
    }
    json_decref(root);
}

/* Benjamini & Hochberg 1995, section 4.1: at 0.05 the four smallest of 15. */
static void the_four_of_the_paper_are_found(void **state)
{
    (void)state;
    static const double p[15] = {.0344, .0001, .0004, .0201, .0019,
                                 .0095, .0278, .0298, .0459, .3240,
                                 .4262, .5719, .6528, .7590, 1};
    double adjusted[15];
    size_t found = 0;
    assert_int_equal(compare_adjust(p, 15, adjusted), ERR_OK);
    for (size_t i = 0; i < 15; i++) {
        bool is_found = adjusted[i] <= COMPARE_FALSE_DISCOVERY;
        assert_int_equal(is_found, p[i] <= .0095);
        found += is_found;
    }
    assert_int_equal(found, 4);
    assert_int_equal(compare_adjust(p, 0, adjusted), ERR_OK);
}

static void differences_are_those_of_a_regression(void **state)
{
    (void)state;
    json_t *root = NULL;
    json_t *list = cases(&root, "two");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *c = json_array_get(list, i);
        double sd = number(c, "sd");
        struct estimate a = exact(number(c, "a"), number(c, "a_n"), sd);
        struct estimate b = exact(number(c, "b"), number(c, "b_n"), sd);
        struct estimate both = estimate_minus(&a, &b);
        struct estimate_finding f = estimate_find(&both);
        expect_finding(c, &f);
    }
    json_decref(root);
}

static void p_values_are_those_of_r(void **state)
{
    (void)state;
    double z[MANY];
    double p[MANY];
    json_t *root = known_load(EXPECTED);
    const json_t *deviates = json_object_get(root, "deviates");
    size_t n = numbers(deviates, "z", z);
    assert_int_equal(numbers(deviates, "p", p), n);
    for (size_t i = 0; i < n; i++)
        expect_near(estimate_p_of_z(z[i]), p[i]);
    json_decref(root);
}

static void a_mean_weighs_with_people_and_keeps_its_range(void **state)
{
    (void)state;
    /* 40 people at 51, 5 at or above 65, 5 at or below 30. */
    static const struct estimate_print prints[] = {
        {50.5, 51, 51.5, 40}, {64.5, 65, 100, 5}, {0, 30, 30.5, 5}};
    struct estimate_sum sum = {0};
    struct estimate e;
    for (size_t i = 0; i < 3; i++)
        estimate_put(&sum, &prints[i]);
    assert_true(estimate_mean(&sum, 20, &e));
    expect_near(e.value, (40 * 51 + 5 * 65 + 5 * 30) / 50.0);
    expect_near(e.low, (40 * 50.5 + 5 * 64.5) / 50.0);
    expect_near(e.high, (40 * 51.5 + 5 * 100 + 5 * 30.5) / 50.0);
    expect_near(e.variance, 8);
    struct estimate kept = e;
    sum = (struct estimate_sum){0};
    assert_false(estimate_mean(&sum, 20, &e));
    assert_memory_equal(&e, &kept, sizeof e);
}

static void an_average_of_the_same_people_has_their_average_error(void **state)
{
    (void)state;
    const struct estimate means[] = {{50, 49, 51, 4}, {60, 60, 70, 16}};
    struct estimate_average average = {0};
    struct estimate e = {0, 0, 0, 0};
    assert_false(estimate_average_of(&average, &e));
    estimate_average_put(&average, &means[0]);
    estimate_average_put(&average, &means[1]);
    assert_true(estimate_average_of(&average, &e));
    expect_near(e.value, 55);
    expect_near(e.low, 54.5);
    expect_near(e.high, 60.5);
    expect_near(e.variance, 9); /* ((2 + 4)/2)^2, never (4 + 16)/4 */
}

static void rounding_widens_an_interval_and_never_makes_a_finding(void **state)
{
    (void)state;
    /* 51 less 47, each known to half a point. */
    struct estimate a = {51, 50.5, 51.5, 2};
    struct estimate b = {47, 46.5, 47.5, 2};
    struct estimate d = estimate_minus(&a, &b);
    struct estimate_finding f = estimate_find(&d);
    expect_near(f.value, 4);
    expect_near(f.low, 3 - 2 * ESTIMATE_Z_975);
    expect_near(f.high, 5 + 2 * ESTIMATE_Z_975);
    expect_near(f.p, estimate_p_of_z(1.5)); /* of 3, the nearest to 0 */
    a.high = 47.4; /* ranges that meet: nothing is known to differ */
    a.value = a.low = 47;
    d = estimate_minus(&a, &b);
    f = estimate_find(&d);
    expect_near(f.p, 1);
}

/* p < 0.05 exactly where the interval leaves 0 out, on either side. */
static void an_interval_and_its_p_value_say_the_same(void **state)
{
    (void)state;
    for (int low = -200; low <= 200; low++)
        for (int width = 0; width <= 30; width += 10) {
            struct estimate e = {low / 20.0, low / 20.0, (low + width) / 20.0,
                                 4};
            struct estimate_finding f = estimate_find(&e);
            assert_int_equal(f.p<0.05, f.low> 0 || f.high < 0);
            assert_true(f.p >= 0 && f.p <= 1);
        }
    struct estimate certain = {2, 2, 2, 0};
    expect_near(estimate_find(&certain).p, 0);
    certain = (struct estimate){0, 0, 0, 0};
    expect_near(estimate_find(&certain).p, 1);
}

static void slopes_are_those_of_a_regression(void **state)
{
    (void)state;
    json_t *root = NULL;
    json_t *list = cases(&root, "slopes");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *c = json_array_get(list, i);
        double at[MANY];
        double mean[MANY];
        double n[MANY];
        struct trend_wave waves[MANY];
        struct trend_run runs[MANY];
        size_t count = numbers(c, "at", at);
        (void)numbers(c, "mean", mean);
        (void)numbers(c, "n", n);
        for (size_t w = 0; w < count; w++)
            waves[w] = (struct trend_wave){
                at[w], false, exact(mean[w], n[w], number(c, "sd"))};
        assert_int_equal(trend_runs(waves, count, runs), 1);
        assert_true(runs[0].has_slope);
        /* R's centre of the years is another: a few digits fewer agree. */
        if (!(fabs(runs[0].slope.value - number(c, "value")) < 1e-8 &&
              fabs(runs[0].slope.low - number(c, "low")) < 1e-8 &&
              fabs(runs[0].slope.high - number(c, "high")) < 1e-8 &&
              fabs(runs[0].slope.p - number(c, "p")) < 1e-8))
            fail_msg("slope %zu: %.17g", i, runs[0].slope.value);
    }
    json_decref(root);
}

static void no_number_is_made_across_a_break(void **state)
{
    (void)state;
    struct trend_wave waves[6];
    struct trend_run runs[6];
    for (int i = 0; i < 6; i++)
        waves[i] = (struct trend_wave){i, false, exact(40 + i * i, 50, 18)};
    waves[2].is_break = true;
    waves[5].is_break = true;
    assert_int_equal(trend_runs(waves, 6, runs), 3);
    static const size_t first[] = {0, 2, 5};
    static const size_t count[] = {2, 3, 1};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(runs[i].first, first[i]);
        assert_int_equal(runs[i].count, count[i]);
        assert_int_equal(runs[i].has_change, count[i] > 1);
        assert_int_equal(runs[i].has_slope, count[i] > 2);
    }
    expect_near(runs[0].change.value, 1);
    expect_near(runs[1].change.value, 12);
    expect_near(runs[1].slope.value, 6);
    assert_int_equal(trend_runs(waves, 0, runs), 0);
    waves[0].is_break = true; /* nothing before it to break from */
    assert_int_equal(trend_runs(waves, 2, runs), 1);
}

static void a_slopes_range_is_what_the_means_could_make_of_it(void **state)
{
    (void)state;
    struct trend_wave waves[3];
    struct trend_run run;
    for (int i = 0; i < 3; i++)
        waves[i] = (struct trend_wave){i, false, exact(50, 100, 10)};
    waves[0].mean.low = 49;
    waves[2].mean.high = 53;
    assert_int_equal(trend_runs(waves, 3, &run), 1);
    /* Weights -1/2, 0, 1/2; standard error 1 / sqrt(2). */
    expect_near(run.slope.value, 0);
    expect_near(run.slope.low, 0 - ESTIMATE_Z_975 * sqrt(0.5));
    expect_near(run.slope.high, 2 + ESTIMATE_Z_975 * sqrt(0.5));
    waves[1].at = 0;
    assert_int_equal(trend_runs(waves, 3, &run), 1);
    assert_true(run.has_change);
    assert_false(run.has_slope);
}

static struct effect_cells cells_of(const double mean[static 4],
                                    const double n[static 4], double sd)
{
    return (struct effect_cells){
        exact(mean[0], n[0], sd), exact(mean[1], n[1], sd),
        exact(mean[2], n[2], sd), exact(mean[3], n[3], sd)};
}

static void effects_are_those_of_an_interaction(void **state)
{
    (void)state;
    json_t *root = NULL;
    json_t *list = cases(&root, "did");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *c = json_array_get(list, i);
        double mean[MANY];
        double n[MANY];
        double sd = number(c, "sd");
        (void)numbers(c, "mean", mean);
        (void)numbers(c, "n", n);
        struct effect_cells cells = cells_of(mean, n, sd);
        struct effect e = effect_of(&cells, sd);
        expect_finding(c, &e.difference);
        /* R's root finder stops at 1e-12 of where the sign turns. */
        assert_true(fabs(e.smallest - number(c, "smallest")) < 1e-6);
        expect_near(e.d.value, e.difference.value / sd);
        expect_near(e.smallest_d, e.smallest / sd);
        const uint32_t people[4] = {(uint32_t)n[0], (uint32_t)n[1],
                                    (uint32_t)n[2], (uint32_t)n[3]};
        expect_near(effect_smallest(effect_variance(people, sd)), e.smallest);
    }
    json_decref(root);
}

/*
 * D. Card, A. B. Krueger 1994, Am. Econ. Rev. 84 (4), table 3, rows 1 and 2:
 * employment before and after in New Jersey 20.44 and 21.03, in Pennsylvania
 * 23.33 and 21.17; row 3: 2.76. Their means are rounded to hundredths, so that
 * 2.75 is what these give: theirs has to lie in the range of the rounding.
 */
static void a_published_effect_lies_in_the_range_of_its_rounding(void **state)
{
    (void)state;
    static const double mean[4] = {20.44, 21.03, 23.33, 21.17};
    static const double se[4] = {0.51, 0.52, 1.35, 0.94};
    struct estimate e[4];
    for (size_t i = 0; i < 4; i++)
        e[i] = (struct estimate){mean[i], mean[i] - 0.005, mean[i] + 0.005,
                                 se[i] * se[i]};
    struct estimate change = estimate_minus(&e[1], &e[0]);
    struct estimate other = estimate_minus(&e[3], &e[2]);
    struct estimate both = estimate_minus(&change, &other);
    assert_int_equal(estimate_round(change.value, 100), 59);
    assert_int_equal(estimate_round(other.value, 100), -216);
    assert_true(both.low <= 2.76 && 2.76 <= both.high);
    expect_near(both.high - both.low, 0.04);
    /* Row 3's standard errors of the two changes, and of their difference. */
    change.variance = 0.54 * 0.54;
    other.variance = 1.25 * 1.25;
    both = estimate_minus(&change, &other);
    assert_int_equal(estimate_round(sqrt(both.variance), 100), 136);
}

static void the_people_that_an_effect_needs_are_those_of_r(void **state)
{
    (void)state;
    json_t *root = NULL;
    json_t *list = cases(&root, "needed");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *c = json_array_get(list, i);
        assert_int_equal(effect_people_needed(number(c, "d")), number(c, "n"));
    }
    json_decref(root);
    assert_int_equal(effect_people_needed(0.45), 156);
}

static void so_many_people_show_the_effect_and_one_fewer_does_not(void **state)
{
    (void)state;
    for (int hundredths = 10; hundredths <= 120; hundredths += 5) {
        double d = hundredths / 100.0;
        uint32_t n = (uint32_t)effect_people_needed(d);
        const uint32_t enough[4] = {n, n, n, n};
        const uint32_t fewer[4] = {n - 1, n - 1, n - 1, n - 1};
        assert_true(effect_smallest(effect_variance(enough, 1)) <= d);
        assert_true(effect_smallest(effect_variance(fewer, 1)) > d);
    }
}

static void shares_are_those_of_r(void **state)
{
    (void)state;
    json_t *root = NULL;
    json_t *list = cases(&root, "wilson");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *c = json_array_get(list, i);
        struct interval_share s = interval_wilson(
            (uint32_t)number(c, "y"), (uint32_t)number(c, "n"), 10000);
        /* z is 1.96 here: a half of the last digit more. */
        assert_true(fabs(s.low - 10000 * number(c, "low")) < 0.6);
        assert_true(fabs(s.high - 10000 * number(c, "high")) < 0.6);
    }
    json_decref(root);
}

static void the_worst_case_is_the_silent_filled_in(void **state)
{
    (void)state;
    json_t *root = NULL;
    json_t *list = cases(&root, "worst");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *c = json_array_get(list, i);
        uint32_t n = (uint32_t)number(c, "answered");
        uint32_t all = (uint32_t)number(c, "roster");
        double mean = number(c, "mean");
        struct response_bounds b =
            response_worst((struct response_bounds){mean, mean}, 100, n, all);
        expect_near(b.low, number(c, "low"));
        expect_near(b.high, number(c, "high"));
        expect_near(response_shift(10, n, all), number(c, "plus_ten"));
    }
    json_decref(root);
}

static void numbers_are_rounded_away_from_nought(void **state)
{
    (void)state;
    assert_int_equal(estimate_round(2.5, 1), 3);
    assert_int_equal(estimate_round(-2.5, 1), -3);
    assert_int_equal(estimate_round(-0.04, 10), 0);
    assert_int_equal(estimate_round(46.25, 10), 463);
    assert_int_equal(estimate_round(0.0004, 1000), 0);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(discoveries_are_those_of_r),
        cmocka_unit_test(the_four_of_the_paper_are_found),
        cmocka_unit_test(differences_are_those_of_a_regression),
        cmocka_unit_test(p_values_are_those_of_r),
        cmocka_unit_test(a_mean_weighs_with_people_and_keeps_its_range),
        cmocka_unit_test(an_average_of_the_same_people_has_their_average_error),
        cmocka_unit_test(rounding_widens_an_interval_and_never_makes_a_finding),
        cmocka_unit_test(an_interval_and_its_p_value_say_the_same),
        cmocka_unit_test(slopes_are_those_of_a_regression),
        cmocka_unit_test(no_number_is_made_across_a_break),
        cmocka_unit_test(a_slopes_range_is_what_the_means_could_make_of_it),
        cmocka_unit_test(effects_are_those_of_an_interaction),
        cmocka_unit_test(a_published_effect_lies_in_the_range_of_its_rounding),
        cmocka_unit_test(the_people_that_an_effect_needs_are_those_of_r),
        cmocka_unit_test(so_many_people_show_the_effect_and_one_fewer_does_not),
        cmocka_unit_test(shares_are_those_of_r),
        cmocka_unit_test(the_worst_case_is_the_silent_filled_in),
        cmocka_unit_test(numbers_are_rounded_away_from_nought),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
