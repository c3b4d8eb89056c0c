/*
 * The check of one leaf, compared with all worlds written out: every answer of
 * every person, by a rule typed from src/RELEASE.md a second time.
 */
#include "unit/survey_load.h"

#include "survey/leaf_joint.h"

#define PEOPLE_MAX 7
#define GRID_MAX   6

struct rule {
    int v;
    int grid;
    int low;
    int high;
};

/* False: no mean is printed for this v. */
static bool make_rule(const struct survey_scale *scale, int v, int insiders,
                      struct rule *out)
{
    const int g = scale->grid;
    const size_t n = scale->cutoff_count;
    const int b = n > 0 ? scale->cutoffs[0].largest_below : g - 1;
    const int a = n > 0 ? scale->cutoffs[n - 1].first_at_or_above : 1;
    int c = v / 5 > 10 ? 10 : v / 5;
    if (c < insiders)
        c = insiders;
    const int up = 100 * (c * g + a);
    *out = (struct rule){v, g, up / (v * g) + (up % (v * g) != 0),
                         100 * ((v - c - 1) * g + b) / (v * g)};
    return out->low < out->high;
}

static int print_of(const struct rule *r, int sum)
{
    int mean = 100 * sum / (r->v * r->grid);
    if (2 * (100 * sum % (r->v * r->grid)) >= r->v * r->grid)
        mean++;
    return mean >= r->high ? r->high : mean <= r->low ? r->low : mean;
}

/* [print][what the coalition's scores spell]: 1 below seen, 2 above seen. */
static uint8_t seen[101][GRID_MAX + 1][GRID_MAX + 1];

/* Walks through all worlds; the first COALITION people know their scores. */
static bool forced_by_all_worlds(const struct rule *r, int coalition, int below,
                                 int above)
{
    int score[PEOPLE_MAX] = {0};
    memset(seen, 0, sizeof seen);
    for (;;) {
        int sum = 0;
        for (int i = 0; i < r->v; i++)
            sum += score[i];
        uint8_t *mark =
            &seen[print_of(r, sum)][score[0]][coalition > 1 ? score[1] : 0];
        const int other = score[r->v - 1];
        *mark = (uint8_t)(*mark | (other <= below) | (other >= above) << 1);
        int i = 0;
        while (i < r->v && ++score[i] > r->grid)
            score[i++] = 0;
        if (i == r->v)
            break;
    }
    const uint8_t *all = &seen[0][0][0];
    for (size_t i = 0; i < sizeof seen; i++)
        if (all[i] == 1 || all[i] == 2)
            return true;
    return false;
}

static struct survey_scale scale_of(int32_t grid, size_t cutoffs,
                                    const int32_t *first)
{
    struct survey_scale scale = {.grid = grid, .cutoff_count = cutoffs};
    for (size_t i = 0; i < cutoffs; i++) {
        scale.cutoffs[i].first_at_or_above = first[i];
        scale.cutoffs[i].largest_below = first[i] - 1;
    }
    return scale;
}

/* Any cutoff (or, without one, an end) for which somebody is forced. */
static bool forced(const struct survey_scale *scale, const struct rule *r,
                   int coalition)
{
    if (scale->cutoff_count == 0)
        return forced_by_all_worlds(r, coalition, scale->grid - 1, 1);
    for (size_t i = 0; i < scale->cutoff_count; i++)
        if (forced_by_all_worlds(r, coalition, scale->cutoffs[i].largest_below,
                                 scale->cutoffs[i].first_at_or_above))
            return true;
    return false;
}

static const struct {
    int32_t grid;
    size_t cutoffs;
    int32_t first[2];
} scales[] = {
    {1, 1, {1}},    {2, 1, {1}},    {4, 1, {1}}, {4, 1, {2}},
    {4, 1, {3}},    {4, 1, {4}},    {4, 0, {0}}, {3, 0, {0}},
    {4, 2, {1, 3}}, {4, 2, {2, 3}}, {6, 1, {3}},
};
#define SCALES (sizeof scales / sizeof *scales)

static void the_promise_holds_in_all_worlds(void **state)
{
    (void)state;
    for (size_t i = 0; i < SCALES; i++) {
        const struct survey_scale scale =
            scale_of(scales[i].grid, scales[i].cutoffs, scales[i].first);
        struct survey_leaf_finding f;
        struct rule r;
        assert_int_equal(survey_scale_leaf_check(&scale, 1, 0, &f), ERR_OK);
        for (int v = 5; v <= (scale.grid > 4 ? 5 : 6); v++)
            if (make_rule(&scale, v, 1, &r))
                assert_false(forced(&scale, &r, 1));
    }
}

static void a_larger_coalition_is_found_where_the_worlds_say_so(void **state)
{
    (void)state;
    for (size_t i = 0; i < SCALES; i++) {
        const struct survey_scale scale =
            scale_of(scales[i].grid, scales[i].cutoffs, scales[i].first);
        struct survey_leaf_finding f;
        struct rule r;
        const enum err err = survey_scale_leaf_check(&scale, 1, 1, &f);
        int v = 5;
        /* The first v at which two who know their scores force a third. */
        while (v <= 6 &&
               !(make_rule(&scale, v, 1, &r) && forced(&scale, &r, 2)))
            v++;
        if (v > 6) {
            assert_true(err == ERR_OK || f.v > 6);
            continue;
        }
        assert_int_equal(err, ERR_DENIED);
        assert_int_equal(f.v, v);
        assert_int_equal(f.coalition, 2);
        assert_int_equal(print_of(&r, f.sum_least), print_of(&r, f.sum_most));
    }
}

/* Where people cut the ends, all ways to score are tried instead. */
static void ends_that_people_cut_keep_the_promise_and_no_more(void **state)
{
    (void)state;
    for (size_t i = 0; i < SCALES; i++) {
        struct survey_leaf_finding f;
        struct survey_scale scale =
            scale_of(scales[i].grid, scales[i].cutoffs, scales[i].first);
        if (scale.cutoff_count > 1)
            continue;
        scale.cut_by_people = true;
        for (int32_t insiders = 1; insiders <= 2; insiders++)
            assert_int_equal(survey_scale_leaf_check(&scale, insiders, 0, &f),
                             ERR_OK);
        if (scale.grid < 3)
            continue;
        assert_int_equal(survey_scale_leaf_check(&scale, 1, 1, &f), ERR_DENIED);
        assert_int_equal(f.coalition, 2);
        assert_true(f.v <= 9);
    }
}

/* Insiders of the rule and of the attack go together, whatever they are. */
static void more_insiders_print_less(void **state)
{
    (void)state;
    for (size_t i = 0; i < SCALES; i++) {
        const struct survey_scale scale =
            scale_of(scales[i].grid, scales[i].cutoffs, scales[i].first);
        struct survey_leaf_finding f;
        for (int32_t insiders = 1; insiders <= 12; insiders++)
            assert_int_equal(survey_scale_leaf_check(&scale, insiders, 0, &f),
                             ERR_OK);
    }
}

/* One insider fewer in the rule than in the attack: a rule with c - 1. */
static void a_rule_that_forgets_an_insider_is_found_at_every_size(void **state)
{
    (void)state;
    static const int32_t half[] = {14};
    const struct survey_scale cbi = scale_of(28, 1, half);
    struct survey_leaf_finding f;
    for (int32_t insiders = 1; insiders <= 40; insiders++)
        assert_int_equal(survey_scale_leaf_check(&cbi, insiders, 1, &f),
                         ERR_DENIED);
    /* From v = 10 on, the closed bound is what finds it. */
    assert_int_equal(survey_scale_leaf_check(&cbi, 5, 1, &f), ERR_DENIED);
    assert_true(f.v >= 10);
    assert_true(f.coalition >= 6);
}

/*
 * The rule takes the first cutoff for its high end and the last for its low
 * end. With a stray one between them, out of order, just one end tells.
 */
static void each_end_is_watched_by_itself(void **state)
{
    (void)state;
    static const int32_t high[] = {4, 7, 4};
    static const int32_t low[] = {4, 1, 4};
    const struct survey_scale below = scale_of(8, 3, high);
    const struct survey_scale above = scale_of(8, 3, low);
    /* Five insiders print nothing below v = 12: there the closed bound. */
    for (int32_t insiders = 1; insiders <= 5; insiders += 4) {
        struct survey_leaf_finding f;
        assert_int_equal(survey_scale_leaf_check(&below, insiders, 0, &f),
                         ERR_DENIED);
        assert_false(f.forced_above);
        assert_int_equal(f.cutoff, 1);
        assert_int_equal(f.v >= 10, insiders == 5);
        assert_int_equal(survey_scale_leaf_check(&above, insiders, 0, &f),
                         ERR_DENIED);
        assert_true(f.forced_above);
        assert_int_equal(f.cutoff, 1);
        assert_int_equal(f.v >= 10, insiders == 5);
    }
}

static void the_coalition_is_one_in_five_and_ten_at_most(void **state)
{
    (void)state;
    static const int32_t cases[][3] = {{1, 5, 1},  {1, 9, 1},   {1, 10, 2},
                                       {1, 49, 9}, {1, 50, 10}, {1, 999, 10},
                                       {3, 5, 3},  {3, 20, 4},  {12, 60, 12}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(survey_leaf_coalition(cases[i][0], cases[i][1]),
                         cases[i][2]);
}

static void every_known_instrument_passes(void **state)
{
    (void)state;
    struct survey *s = load_survey("tests/data/surveys/instruments.json");
    for (size_t i = 0; i < s->scale_count; i++) {
        struct survey_leaf_finding f;
        assert_int_equal(survey_scale_leaf_check(&s->scales[i], 1, 0, &f),
                         ERR_OK);
    }
    survey_free(s);
}

/*
 * Means and shares of twenty to twenty-four people: two of them, t - 1, learn
 * nothing; three do, and so do two where the mean is cut for one alone.
 */
static void means_and_shares_are_tried_together(void **state)
{
    (void)state;
    static const int32_t grids[] = {1, 4, 28};
    for (size_t i = 0; i < sizeof grids / sizeof *grids; i++)
        for (int32_t v = 20; v <= 24; v++) {
            const int32_t g = grids[i];
            const int32_t at[] = {(g + 1) / 2};
            const struct survey_scale scale = scale_of(g, 1, at);
            struct survey_leaf_finding f = {0};
            struct survey_leaf_rule rule = {
                v, g, 4, 100 * ((v - 5) * g + at[0] - 1) / (v * g),
                (100 * (4 * g + at[0]) + v * g - 1) / (v * g)};
            assert_false(survey_leaf_share_forces(&scale, &rule, 1, 0, &f));
            assert_true(survey_leaf_share_forces(&scale, &rule, 1, 1, &f));
            assert_int_equal(f.v, v);
            assert_int_equal(f.coalition, 3);
            assert_int_equal(f.cutoff, 0);
            rule.high = 99;
            rule.low = 1;
            assert_true(survey_leaf_share_forces(&scale, &rule, 1, 0, &f));
            assert_int_equal(f.coalition, 2);
        }
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_promise_holds_in_all_worlds),
        cmocka_unit_test(a_larger_coalition_is_found_where_the_worlds_say_so),
        cmocka_unit_test(ends_that_people_cut_keep_the_promise_and_no_more),
        cmocka_unit_test(more_insiders_print_less),
        cmocka_unit_test(a_rule_that_forgets_an_insider_is_found_at_every_size),
        cmocka_unit_test(means_and_shares_are_tried_together),
        cmocka_unit_test(each_end_is_watched_by_itself),
        cmocka_unit_test(the_coalition_is_one_in_five_and_ten_at_most),
        cmocka_unit_test(every_known_instrument_passes),
    };
    return cmocka_run_group_tests_name("survey leaf check", tests, NULL, NULL);
}
