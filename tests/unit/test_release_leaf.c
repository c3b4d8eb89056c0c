/* What a leaf prints: the known answers of tests/vectors/release-cases.json,
 * the rule's corners, and an attacker who tries all worlds. */
#include "known.h"
#include "release/leaf.h"

static const struct wave_rule floors = {5, 20, 1};

static uint32_t number(const json_t *object, const char *key, uint32_t absent)
{
    const json_t *value = json_object_get(object, key);
    return value == NULL ? absent : (uint32_t)json_integer_value(value);
}

/* A scale as the leaf sees it: a grid and where its cutoffs lie. */
static struct survey_scale scale_of(int32_t grid, size_t cutoffs,
                                    const int32_t *at)
{
    struct survey_scale s = {.grid = grid, .cutoff_count = cutoffs};
    for (size_t i = 0; i < cutoffs; i++) {
        s.cutoffs[i].first_at_or_above = at[i];
        s.cutoffs[i].largest_below = at[i] - 1;
    }
    return s;
}

/* V people with S steps together, Y of them at or above the cutoff. */
static struct leaf_counts counts_of(uint32_t v, uint64_t s, uint32_t y)
{
    return (struct leaf_counts){.valid = v, .steps = s, .above = y};
}

static void assert_prints(struct print_value value, const char *expected)
{
    char text[PRINT_TEXT_SIZE] = "";
    if (expected == NULL) {
        assert_int_equal(value.mark, PRINT_ABSENT);
        return;
    }
    assert_int_not_equal(value.mark, PRINT_ABSENT);
    print_value_text(value, false, text);
    assert_string_equal(text, expected);
}

static struct survey_scale known_scale(const json_t *c)
{
    const json_t *list = json_object_get(c, "first_at_or_above");
    int32_t at[SURVEY_CUTOFFS_MAX] = {0};
    for (size_t i = 0; i < json_array_size(list); i++)
        at[i] = (int32_t)json_integer_value(json_array_get(list, i));
    return scale_of((int32_t)number(c, "grid", 0), json_array_size(list), at);
}

static void means_are_the_known_ones(void **state)
{
    (void)state;
    json_t *root = known_load("tests/vectors/release-cases.json");
    json_t *list = json_object_get(root, "leaf_means");
    assert_in_range(json_array_size(list), 20, 1000);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *c = json_array_get(list, i);
        const json_t *scores = json_object_get(c, "scores");
        struct survey_scale scale = known_scale(c);
        struct wave_rule rule = floors;
        rule.insiders = number(c, "insiders", 1);
        struct leaf_counts counts =
            counts_of((uint32_t)json_array_size(scores), 0, 0);
        for (size_t j = 0; j < counts.valid; j++)
            counts.steps +=
                (uint64_t)json_integer_value(json_array_get(scores, j));
        struct leaf_ends ends = leaf_mean_ends(
            &scale, counts.valid, leaf_coalition(&rule, counts.valid));
        assert_int_equal(ends.high, number(c, "H", 0));
        assert_int_equal(ends.low, number(c, "L", 0));
        assert_prints(leaf_mean(&rule, &scale, &counts),
                      json_string_value(json_object_get(c, "prints")));
    }
    json_decref(root);
}

static void shares_are_the_known_ones(void **state)
{
    (void)state;
    const int32_t at = 2;
    struct survey_scale scale = scale_of(4, 1, &at);
    json_t *root = known_load("tests/vectors/release-cases.json");
    json_t *list = json_object_get(root, "shares");
    assert_in_range(json_array_size(list), 10, 1000);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *c = json_array_get(list, i);
        struct leaf_counts counts =
            counts_of(number(c, "v", 0), 0, number(c, "y", 0));
        assert_prints(leaf_above(&floors, &scale, &counts),
                      json_string_value(json_object_get(c, "prints")));
    }
    json_decref(root);
}

static void a_scale_without_a_cutoff_has_no_share(void **state)
{
    (void)state;
    struct survey_scale scale = scale_of(4, 0, NULL);
    struct leaf_counts counts = counts_of(100, 200, 0);
    assert_prints(leaf_above(&floors, &scale, &counts), NULL);
    assert_prints(leaf_mean(&floors, &scale, &counts), "50");
}

/* Where the second cutoff is cut, a share of the first forces people. */
static void a_scale_with_two_cutoffs_has_no_share(void **state)
{
    (void)state;
    const int32_t two[] = {1, 4};
    struct survey_scale scale = scale_of(4, 2, two);
    struct leaf_counts counts = counts_of(20, 20, 12);
    assert_prints(leaf_above(&floors, &scale, &counts), NULL);
    assert_prints(leaf_mean(&floors, &scale, &counts), "<=25");
    scale.cutoff_count = 1;
    assert_prints(leaf_above(&floors, &scale, &counts), "60");
}

/* Without a cutoff too an end hides all beyond it, whoever is off it. */
static void without_a_cutoff_both_ends_are_cut_by_the_sum_alone(void **state)
{
    (void)state;
    struct survey_scale scale = scale_of(4, 0, NULL);
    struct leaf_counts counts = counts_of(10, 31, 0); /* 77.5; c = 2, H 77 */
    assert_prints(leaf_mean(&floors, &scale, &counts), ">=77");
    counts.steps = 30;
    assert_prints(leaf_mean(&floors, &scale, &counts), "75");
    counts.steps = 9; /* 22.5; L 23 */
    assert_prints(leaf_mean(&floors, &scale, &counts), "<=23");
    counts.steps = 10;
    assert_prints(leaf_mean(&floors, &scale, &counts), "25");
    counts = counts_of(5, 15, 0); /* 75, at H */
    assert_prints(leaf_mean(&floors, &scale, &counts), ">=75");
}

static struct leaf_counts scores_of(const struct survey_scale *scale, size_t n,
                                    const int32_t *scores)
{
    struct leaf_counts counts = {.valid = (uint32_t)n};
    for (size_t i = 0; i < n; i++) {
        counts.at[scores[i]]++;
        counts.steps += (uint64_t)scores[i];
        counts.above += scale->cutoff_count > 0 &&
                        scores[i] >= scale->cutoffs[0].first_at_or_above;
    }
    return counts;
}

/* Worked by hand: c + 1 = 2 of five, 3 of ten count on the other side. */
static void ends_that_people_cut_are_bounds(void **state)
{
    (void)state;
    static const struct {
        int32_t cutoff;
        size_t people;
        int32_t score[10];
        const char *by_sum;
        const char *by_people;
    } all[] = {
        {0, 5, {4, 4, 4, 4, 4}, ">=75", ">=90"}, /* 4 + 4 + 4 + 3 + 3 */
        {0, 5, {0, 4, 4, 4, 4}, ">=75", ">=75"}, /* 15: no more than H */
        {0, 5, {3, 3, 4, 4, 4}, ">=75", ">=90"}, /* nothing to take away */
        {0, 5, {0, 0, 0, 0, 0}, "<=25", "<=10"},
        {0, 5, {3, 3, 3, 3, 2}, "70", "70"},
        {3, 5, {3, 3, 3, 4, 4}, ">=70", ">=75"}, /* 2 + 2 + 3 + 4 + 4 */
        {3, 5, {4, 4, 4, 4, 4}, ">=70", ">=80"},
        {3, 5, {0, 0, 0, 0, 0}, "<=35", "<=30"}, /* 3 + 3 */
        {2, 5, {3, 3, 3, 3, 3}, ">=65", ">=65"}, /* 11 of 20: below H */
        {2, 10, {4, 4, 4, 4, 4, 4, 4, 4, 4, 0}, ">=72", ">=75"},
        {2, 10, {3, 3, 3, 3, 3, 3, 3, 3, 3, 0}, "68", "68"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct survey_scale s = scale_of(4, all[i].cutoff > 0, &all[i].cutoff);
        const struct leaf_counts counts =
            scores_of(&s, all[i].people, all[i].score);
        assert_prints(leaf_mean(&floors, &s, &counts), all[i].by_sum);
        s.cut_by_people = true;
        assert_prints(leaf_mean(&floors, &s, &counts), all[i].by_people);
    }
}

static void a_raised_k_holds_for_scores_too(void **state)
{
    (void)state;
    const int32_t at = 2;
    struct survey_scale scale = scale_of(4, 1, &at);
    struct wave_rule rule = {30, 40, 1};
    struct leaf_counts counts = counts_of(29, 58, 15);
    assert_prints(leaf_mean(&rule, &scale, &counts), NULL);
    counts = counts_of(30, 60, 15);
    assert_prints(leaf_mean(&rule, &scale, &counts), "50");
    assert_prints(leaf_above(&rule, &scale, &counts), NULL);
    counts = counts_of(40, 80, 20);
    assert_prints(leaf_above(&rule, &scale, &counts), "50");
    /* A share never stands without its mean. */
    rule.k_share = 20;
    counts = counts_of(25, 50, 12);
    assert_prints(leaf_above(&rule, &scale, &counts), NULL);
    assert_false(print_scale_shown(&(struct print_scale){0}));
    struct print_scale print = leaf_print(&rule, &scale, &counts);
    assert_int_equal(print.mean.mark, PRINT_ABSENT);
    assert_int_equal(print.above.mark, PRINT_ABSENT);
}

static void more_insiders_cut_more(void **state)
{
    (void)state;
    const int32_t at = 2;
    struct survey_scale scale = scale_of(4, 1, &at);
    struct wave_rule rule = {15, 20, 3};
    assert_int_equal(leaf_coalition(&rule, 15), 3);
    assert_int_equal(leaf_coalition(&rule, 30), 6);
    assert_int_equal(leaf_coalition(&rule, 5000), 10);
    /* c = 3: H = floor(100 (11 * 4 + 1) / 60), L = ceil(100 (12 + 2) / 60) */
    struct leaf_counts counts = counts_of(15, 60, 15);
    assert_prints(leaf_mean(&rule, &scale, &counts), ">=75");
    counts.steps = 0;
    assert_prints(leaf_mean(&rule, &scale, &counts), "<=24");
    /* t = insiders + 1 = 4 of 20. */
    counts = counts_of(20, 40, 4);
    assert_prints(leaf_above(&rule, &scale, &counts), "<=20");
    counts.above = 5;
    assert_prints(leaf_above(&rule, &scale, &counts), "25");
    /* t = 10 wants 21 people. */
    rule = (struct wave_rule){45, 20, 9};
    counts = counts_of(45, 90, 20);
    assert_prints(leaf_above(&rule, &scale, &counts), "44");
}

static void halves_go_up(void **state)
{
    (void)state;
    assert_int_equal(print_half_up(1, 2), 1);
    assert_int_equal(print_half_up(3, 2), 2);
    assert_int_equal(print_half_up(124, 10), 12);
    assert_int_equal(print_half_up(125, 10), 13);
    const int32_t at = 2;
    struct survey_scale scale = scale_of(4, 1, &at);
    struct leaf_counts counts = counts_of(8, 17, 4); /* 1700 / 32 = 53.125 */
    assert_prints(leaf_mean(&floors, &scale, &counts), "53");
    counts = counts_of(50, 101, 30); /* 50.5 */
    assert_prints(leaf_mean(&floors, &scale, &counts), "51");
}

/*
 * The attacker. V people, each 0..G; C of them pool what they answered. Told is
 * what is printed. For every print that can occur, every coalition that can
 * occur with it and every cutoff, somebody else must be able to be below and
 * somebody else at or above: else all the others are forced to one side.
 */
struct world {
    const struct wave_rule *rule;
    const struct survey_scale *scale;
    uint32_t people;
    uint32_t coalition;
    int32_t scores[32]; /* sorted upwards: a multiset */
};

#define PRINTS_MAX 404 /* mark and 0..100 */
#define KNOWN_MAX  64  /* coalitions: the scores of up to two, as a number */

struct seen {
    bool coalition[KNOWN_MAX];
    bool below[KNOWN_MAX][SURVEY_CUTOFFS_MAX];
    bool above[KNOWN_MAX][SURVEY_CUTOFFS_MAX];
};

static size_t print_number(struct print_value value)
{
    return ((size_t)value.mark - PRINT_EXACT) * 101 + value.tenths / 10;
}

/* Marks what the people outside a coalition of the I-th and J-th can be. */
static void see(const struct world *w, struct seen *seen, uint32_t i,
                uint32_t j)
{
    int32_t base = w->scale->grid + 1;
    size_t known =
        (size_t)(w->coalition == 1 ? w->scores[i]
                                   : w->scores[i] * base + w->scores[j]);
    assert_in_range(known, 0, KNOWN_MAX - 1);
    seen->coalition[known] = true;
    for (uint32_t p = 0; p < w->people; p++) {
        if (p == i || (w->coalition == 2 && p == j))
            continue;
        for (size_t cut = 0; cut < w->scale->cutoff_count; cut++) {
            bool above =
                w->scores[p] >= w->scale->cutoffs[cut].first_at_or_above;
            seen->above[known][cut] |= above;
            seen->below[known][cut] |= !above;
        }
    }
}

static void visit(struct world *w, struct seen *seen)
{
    struct leaf_counts counts = counts_of(w->people, 0, 0);
    for (uint32_t i = 0; i < w->people; i++)
        counts.steps += (uint64_t)w->scores[i];
    struct print_value mean = leaf_mean(w->rule, w->scale, &counts);
    assert_int_not_equal(mean.mark, PRINT_ABSENT);
    struct seen *here = &seen[print_number(mean)];
    for (uint32_t i = 0; i < w->people; i++)
        for (uint32_t j = i + 1; j < w->people; j++)
            see(w, here, i, j);
    if (w->coalition == 1)
        see(w, here, w->people - 1, 0);
}

static void all_worlds(struct world *w, uint32_t placed, int32_t from,
                       struct seen *seen)
{
    if (placed == w->people) {
        visit(w, seen);
        return;
    }
    for (int32_t score = from; score <= w->scale->grid; score++) {
        w->scores[placed] = score;
        all_worlds(w, placed + 1, score, seen);
    }
}

/* How often somebody outside a coalition of COALITION is forced. */
static size_t count_forced(uint32_t people, uint32_t coalition,
                           const struct survey_scale *scale)
{
    struct world w = {&floors, scale, people, coalition, {0}};
    struct seen *seen = calloc(PRINTS_MAX, sizeof *seen);
    assert_non_null(seen);
    all_worlds(&w, 0, 0, seen);
    size_t forced = 0;
    for (size_t p = 0; p < PRINTS_MAX; p++)
        for (size_t k = 0; k < KNOWN_MAX; k++)
            for (size_t cut = 0; cut < scale->cutoff_count; cut++)
                if (seen[p].coalition[k] &&
                    !(seen[p].below[k][cut] && seen[p].above[k][cut]))
                    forced++;
    free(seen);
    return forced;
}

static void no_mean_forces_anybody_outside_the_coalition(void **state)
{
    (void)state;
    for (uint32_t people = 5; people <= 7; people++)
        for (int32_t at = 1; at <= 4; at++) {
            struct survey_scale scale = scale_of(4, 1, &at);
            assert_int_equal(leaf_coalition(&floors, people), 1);
            assert_int_equal(count_forced(people, 1, &scale), 0);
        }
    const int32_t three[] = {1, 2, 4};
    struct survey_scale scale = scale_of(4, 3, three);
    for (uint32_t people = 5; people <= 7; people++)
        assert_int_equal(count_forced(people, 1, &scale), 0);
    struct survey_scale yes_no = scale_of(1, 1, three);
    assert_int_equal(count_forced(5, 1, &yes_no), 0);
    assert_int_equal(count_forced(10, 2, &yes_no), 0);
}

/* The same attacker with one more insider finds somebody: it is awake. */
static void a_larger_coalition_does_learn(void **state)
{
    (void)state;
    const int32_t at = 2;
    struct survey_scale scale = scale_of(4, 1, &at);
    assert_true(count_forced(5, 2, &scale) > 0);
}

/*
 * Means and shares together, v = 20..24 and 40: a coalition of t - 1. Counted
 * by (sum, people above): r people, y of them in [a, G], have any sum from y a
 * to y G + (r - y) b and no other.
 */
static bool can_have(int64_t people, int64_t y, int64_t sum, int64_t at,
                     int64_t grid)
{
    return y >= 0 && y <= people && sum >= y * at &&
           sum <= y * grid + (people - y) * (at - 1);
}

struct told {
    bool possible;
    bool somebody_below;
    bool somebody_above;
};

static void try_world(const struct survey_scale *scale, int64_t v, int64_t sum,
                      int64_t y, int64_t c, struct told *told)
{
    const int64_t at = scale->cutoffs[0].first_at_or_above;
    struct leaf_counts counts =
        counts_of((uint32_t)v, (uint64_t)sum, (uint32_t)y);
    struct print_scale p = leaf_print(&floors, scale, &counts);
    assert_int_not_equal(p.above.mark, PRINT_ABSENT);
    size_t print = print_number(p.mean) * PRINTS_MAX + print_number(p.above);
    size_t width = (size_t)(c * scale->grid + 1);
    for (int64_t yc = 0; yc <= c; yc++)
        for (int64_t known = 0; known < (int64_t)width; known++) {
            if (!can_have(c, yc, known, at, scale->grid) ||
                !can_have(v - c, y - yc, sum - known, at, scale->grid))
                continue;
            struct told *t =
                &told[(print * (size_t)(c + 1) + (size_t)yc) * width +
                      (size_t)known];
            t->possible = true;
            t->somebody_above |= y - yc > 0;
            t->somebody_below |= y - yc < v - c;
        }
}

static size_t count_forced_with_share(int64_t v, int64_t c, int32_t at)
{
    struct survey_scale scale = scale_of(4, 1, &at);
    size_t cells = (size_t)PRINTS_MAX * PRINTS_MAX * (size_t)(c + 1) *
                   (size_t)(c * scale.grid + 1);
    struct told *told = calloc(cells, sizeof *told);
    assert_non_null(told);
    for (int64_t y = 0; y <= v; y++)
        for (int64_t sum = 0; sum <= v * scale.grid; sum++)
            if (can_have(v, y, sum, at, scale.grid))
                try_world(&scale, v, sum, y, c, told);
    size_t forced = 0;
    for (size_t i = 0; i < cells; i++)
        if (told[i].possible &&
            !(told[i].somebody_below && told[i].somebody_above))
            forced++;
    free(told);
    return forced;
}

static void mean_and_share_together_force_nobody(void **state)
{
    (void)state;
    for (int32_t at = 1; at <= 4; at++) {
        for (int64_t v = 20; v <= 24; v++)
            assert_int_equal(count_forced_with_share(v, 2, at), 0);
        assert_int_equal(count_forced_with_share(40, 3, at), 0);
    }
    assert_true(count_forced_with_share(20, 4, 2) > 0);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_are_the_known_ones),
        cmocka_unit_test(shares_are_the_known_ones),
        cmocka_unit_test(a_scale_without_a_cutoff_has_no_share),
        cmocka_unit_test(a_scale_with_two_cutoffs_has_no_share),
        cmocka_unit_test(without_a_cutoff_both_ends_are_cut_by_the_sum_alone),
        cmocka_unit_test(ends_that_people_cut_are_bounds),
        cmocka_unit_test(a_raised_k_holds_for_scores_too),
        cmocka_unit_test(more_insiders_cut_more),
        cmocka_unit_test(halves_go_up),
        cmocka_unit_test(no_mean_forces_anybody_outside_the_coalition),
        cmocka_unit_test(a_larger_coalition_does_learn),
        cmocka_unit_test(mean_and_share_together_force_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
