/* Known answers of the instruments, from their manuals; neutral wording. */
#include "unit/survey_load.h"

#include "survey/answers.h"
#include "survey/score.h"

#include <jansson.h>

#define INSTRUMENTS "tests/data/surveys/instruments.json"
#define SKIP        INT64_MIN /* not answered */

static int setup(void **state)
{
    *state = load_survey(INSTRUMENTS);
    return 0;
}

static int teardown(void **state)
{
    survey_free(*state);
    return 0;
}

/* Answers item by item with the values of the options, in their own units. */
static const struct survey_scale *answer(const struct survey *s,
                                         const char *scale_id,
                                         const int64_t *values, uint8_t *row)
{
    const size_t at = survey_scale_find(s, scale_id);
    assert_true(at != SURVEY_NONE);
    const struct survey_scale *scale = &s->scales[at];
    memset(row, 0, s->answers_bytes);
    for (size_t i = 0; i < scale->item_count; i++) {
        const size_t q = scale->items[i].question;
        const struct survey_options *set =
            survey_question_options(s, &s->questions[q]);
        size_t o = 0;
        if (values[i] == SKIP)
            continue;
        while (o < set->count &&
               set->list[o].value.thousandths != values[i] * 1000)
            o++;
        assert_int_equal(survey_answer_set_choice(s, q, row, o + 1), ERR_OK);
    }
    assert_int_equal(survey_answers_check(s, row, s->answers_bytes), ERR_OK);
    return scale;
}

struct known {
    const char *scale;
    int64_t values[10];
    int64_t plain; /* thousandths; SKIP: null */
    int32_t step;
};

static void check(const struct survey *s, const struct known *k)
{
    uint8_t row[256];
    int64_t plain = SKIP;
    assert_true(s->answers_bytes <= sizeof row);
    const struct survey_scale *scale = answer(s, k->scale, k->values, row);
    const bool valid = survey_scale_plain(s, scale, row, &plain);
    assert_int_equal(plain, k->plain);
    assert_int_equal(valid, k->plain != SKIP);
    assert_int_equal(survey_scale_score(s, scale, row), k->step);
}

static void the_copenhagen_inventory_scores_as_published(void **state)
{
    static const struct known all[] = {
        {"cbi_personal", {75, 75, 50, 25, 75, 50}, 58333, 14},
        {"cbi_work", {75, 50, 50, 100, 75, 25, 25}, 64286, 18},
        {"cbi_client", {25, 25, 50, 75, 25, 0}, 33333, 8},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        check(*state, &all[i]);
}

static void a_forgotten_reversal_would_give_another_score(void **state)
{
    const struct survey *s = *state;
    uint8_t row[256];
    int64_t plain = 0;
    static const int64_t values[] = {75, 50, 50, 100, 75, 25, 25};
    struct survey_scale scale = *answer(s, "cbi_work", values, row);
    struct survey_item items[7];
    memcpy(items, scale.items, sizeof items);
    assert_true(items[6].reversed);
    items[6].reversed = false;
    scale.items = items;
    assert_true(survey_scale_plain(s, &scale, row, &plain));
    assert_int_equal(plain, 57143);
}

static void too_few_answers_give_no_score(void **state)
{
    static const struct known all[] = {
        {"cbi_work", {75, 75, 100, 75, SKIP, SKIP, SKIP}, 81250, 23},
        {"cbi_work", {75, 75, 100, SKIP, SKIP, SKIP, SKIP}, SKIP, -1},
        {"cbi_personal", {SKIP, SKIP, SKIP, 75, 50, 50}, 58333, 14},
        {"cbi_personal", {SKIP, SKIP, SKIP, SKIP, 50, 50}, SKIP, -1},
        {"cbi_client", {0, 25, SKIP, 0, SKIP, SKIP}, 8333, 2},
        {"cbi_client", {0, 25, SKIP, SKIP, SKIP, SKIP}, SKIP, -1},
        {"phq2", {3, SKIP}, SKIP, -1},
        {"gad7", {3, 3, 3, 3, 3, 3, SKIP}, SKIP, -1},
        {"single", {SKIP}, SKIP, -1},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        check(*state, &all[i]);
}

static void sums_score_as_published(void **state)
{
    static const struct known all[] = {
        {"phq2", {0, 0}, 0, 0},
        {"phq2", {1, 2}, 3000, 3},
        {"phq2", {3, 3}, 6000, 6},
        {"gad7", {1, 1, 1, 1, 1, 0, 0}, 5000, 5},
        {"gad7", {3, 3, 3, 3, 3, 3, 3}, 21000, 21},
        {"gad2", {2, 1}, 3000, 3},
        {"who5", {12, 12, 8, 8, 8}, 48000, 12},  /* raw 3 3 2 2 2 */
        {"who5", {12, 12, 12, 8, 8}, 52000, 13}, /* raw 13 */
        {"who5", {20, 20, 16, 16, 12}, 84000, 21},
        {"pss4", {3, 1, 2, 3}, 11000, 11},
        {"ucla3", {2, 2, 2}, 6000, 3},
        {"ucla3", {1, 2, 2}, 5000, 2},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        check(*state, &all[i]);
}

/* Whether a score is at or above the n-th cutoff. */
static bool is_above(const struct survey *s, const char *id, size_t n,
                     int32_t score)
{
    return score >=
           s->scales[survey_scale_find(s, id)].cutoffs[n].first_at_or_above;
}

static void cutoffs_fall_where_the_manuals_put_them(void **state)
{
    const struct survey *s = *state;
    assert_false(is_above(s, "phq2", 0, 2));
    assert_true(is_above(s, "phq2", 0, 3));
    for (size_t i = 0; i < 3; i++) {
        assert_false(is_above(s, "gad7", i, 5 * (int32_t)i + 4));
        assert_true(is_above(s, "gad7", i, 5 * (int32_t)i + 5));
    }
    assert_false(is_above(s, "ucla3", 0, 2));  /* 5 of 9 */
    assert_true(is_above(s, "ucla3", 0, 3));   /* 6 of 9: lonely */
    assert_false(is_above(s, "single", 0, 1)); /* answer 2 */
    assert_true(is_above(s, "single", 0, 2));  /* answer 3 */
    assert_false(is_above(s, "cbi_work", 0, 13));
    assert_true(is_above(s, "cbi_work", 0, 14));
}

static void fulfilment_counts_ten_items_and_not_two_means(void **state)
{
    /* 1.30; the mean of the two subscales' means, 1.33, would be burnt out. */
    static const struct known below = {
        "pfi_burnout", {2, 1, 2, 1, 1, 1, 1, 1, 2, 1}, 1300, 13};
    static const struct known above = {
        "pfi_burnout", {2, 1, 2, 1, 1, 1, 1, 1, 2, 2}, 1400, 14};
    check(*state, &below);
    check(*state, &above);
    assert_false(is_above(*state, "pfi_burnout", 0, 13));
    assert_true(is_above(*state, "pfi_burnout", 0, 14));
}

static void oldenburg_items_are_turned_by_their_numbers(void **state)
{
    const struct survey *s = *state;
    static const unsigned reversed = 1u << 2 | 1u << 3 | 1u << 4 | 1u << 6 |
                                     1u << 8 | 1u << 9 | 1u << 11 | 1u << 12;
    static const char *const scales[] = {"olbi_disengagement",
                                         "olbi_exhaustion"};
    static const unsigned numbers[2][8] = {{1, 3, 6, 7, 9, 11, 13, 15},
                                           {2, 4, 5, 8, 10, 12, 14, 16}};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < 8; i++) {
            /* All at the good end but one, which is at the bad end. */
            struct known one = {scales[k], {0}, 1375, 3};
            char id[16];
            for (size_t j = 0; j < 8; j++)
                one.values[j] =
                    ((reversed >> numbers[k][j] & 1) != 0) != (i == j) ? 4 : 1;
            check(s, &one);
            (void)snprintf(id, sizeof id, "olbi_%u", numbers[k][i]);
            const struct survey_scale *scale =
                &s->scales[survey_scale_find(s, scales[k])];
            assert_string_equal(s->questions[scale->items[i].question].id, id);
        }
}

/* A survey of N questions with O options, all one mean from one answer on. */
static struct survey *make_survey(size_t items, size_t options)
{
    struct buf b = BUF_INIT;
    struct survey *s = NULL;
    struct survey_problems problems;
    buf_put_text(&b, "{\"format\":\"chorus-survey-v1\",\"id\":\"x\","
                     "\"version\":\"1\",\"languages\":[\"en\"],"
                     "\"title\":{\"en\":\"x\"},\"options\":{\"o\":[");
    for (size_t i = 0; i < options; i++)
        buf_printf(&b, "%s{\"value\":%zu,\"label\":{\"en\":\"x\"}}",
                   i == 0 ? "" : ",", i);
    buf_put_text(&b, "]},\"sections\":[{\"id\":\"s\",\"title\":{\"en\":\"x\"},"
                     "\"questions\":[");
    for (size_t i = 0; i < items; i++)
        buf_printf(&b,
                   "%s{\"id\":\"q%zu\",\"type\":\"choice\",\"options\":"
                   "\"o\",\"text\":{\"en\":\"x\"}}",
                   i == 0 ? "" : ",", i);
    buf_put_text(&b, "]}],\"scales\":[{\"id\":\"s\",\"title\":{\"en\":\"x\"},"
                     "\"version\":\"1\",\"items\":[");
    for (size_t i = 0; i < items; i++)
        buf_printf(&b, "%s\"q%zu\"", i == 0 ? "" : ",", i);
    buf_printf(&b,
               "],\"aggregate\":\"mean\",\"min_answered\":1,"
               "\"range\":[0,%zu],\"high_is\":\"worse\"}]}",
               options - 1);
    assert_int_equal(buf_check(&b), ERR_OK);
    assert_int_equal(survey_parse(b.data, b.len, &s, &problems), ERR_OK);
    buf_free(&b);
    return s;
}

static size_t field(const json_t *one, const char *key)
{
    const json_t *v = json_object_get(one, key);
    assert_true(json_is_integer(v));
    return (size_t)json_integer_value(v);
}

static void incomplete_means_go_to_the_nearest_step(void **state)
{
    (void)state;
    json_t *file = json_load_file("tests/vectors/release-cases.json", 0, NULL);
    const json_t *all = json_object_get(file, "scores_with_missing");
    const json_t *one;
    size_t index;
    assert_int_equal(json_array_size(all), 6);
    json_array_foreach (all, index, one) {
        const size_t options = field(one, "options");
        uint8_t row[16] = {0};
        struct survey *s = make_survey(field(one, "items"), options);
        size_t left = field(one, "steps");
        for (size_t i = 0; i < field(one, "answered"); i++) {
            const size_t step = left < options - 1 ? left : options - 1;
            assert_int_equal(survey_answer_set_choice(s, i, row, step + 1),
                             ERR_OK);
            left -= step;
        }
        assert_int_equal(left, 0);
        assert_int_equal(s->scales[0].grid, field(one, "grid"));
        assert_int_equal(survey_scale_score(s, &s->scales[0], row),
                         field(one, "score"));
        survey_free(s);
    }
    json_decref(file);
}

static void not_stated_is_an_answer_that_is_not_scored(void **state)
{
    (void)state;
    struct survey *s = load_survey("tests/data/surveys/small.json");
    const struct survey_scale *pair = &s->scales[0];
    uint8_t row[32] = {0};
    assert_int_equal(survey_answer_set_choice(s, 0, row, 4), ERR_OK); /* null */
    assert_true(survey_answer_given(s, 0, row));
    assert_int_equal(survey_scale_score(s, pair, row), SURVEY_NOT_VALID);
    /* The other item alone: "much", reversed: nothing of 4 steps. */
    assert_int_equal(survey_answer_set_choice(s, 1, row, 1), ERR_OK);
    assert_int_equal(survey_scale_score(s, pair, row), 0);
    assert_int_equal(survey_answer_set_choice(s, 1, row, 2), ERR_OK);
    assert_int_equal(survey_scale_score(s, pair, row), 2);
    survey_free(s);
}

static void a_number_scores_its_steps_from_the_minimum(void **state)
{
    (void)state;
    struct survey *s = load_survey("tests/data/surveys/small.json");
    const struct survey_scale *days = &s->scales[1];
    uint8_t row[32] = {0};
    int64_t plain = 0;
    assert_int_equal(survey_scale_score(s, days, row), SURVEY_NOT_VALID);
    for (int32_t v = -2; v <= 4; v++) {
        assert_int_equal(survey_answer_set_number(s, 5, row, v), ERR_OK);
        assert_int_equal(survey_scale_score(s, days, row), v + 2);
        assert_true(survey_scale_plain(s, days, row, &plain));
        assert_int_equal(plain, v * 1000);
    }
    survey_free(s);
}

static void points_are_shown_in_the_scales_own_units(void **state)
{
    (void)state;
    struct survey *s = load_survey("surveys/gme-core.json");
    const struct survey_scale *days =
        &s->scales[survey_scale_find(s, "wellness_days")];
    const struct survey_scale *single =
        &s->scales[survey_scale_find(s, "burnout_single")];
    assert_int_equal(survey_scale_own_units(days, 75000), 3000);
    assert_int_equal(survey_scale_own_units(days, 33000), 1320);
    assert_int_equal(survey_scale_own_units(single, 0), 1000);
    assert_int_equal(survey_scale_own_units(single, 50000), 3000);
    survey_free(s);
}

static void halves_go_up_on_both_sides_of_zero(void **state)
{
    (void)state;
    static const int64_t cases[][3] = {
        {1, 2, 1},  {-1, 2, 0},  {3, 2, 2},    {-3, 2, -1}, {5, 10, 1},
        {4, 10, 0}, {-5, 10, 0}, {-6, 10, -1}, {0, 7, 0},   {-14, 7, -2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(survey_half_up(cases[i][0], cases[i][1]), cases[i][2]);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_copenhagen_inventory_scores_as_published),
        cmocka_unit_test(a_forgotten_reversal_would_give_another_score),
        cmocka_unit_test(too_few_answers_give_no_score),
        cmocka_unit_test(sums_score_as_published),
        cmocka_unit_test(cutoffs_fall_where_the_manuals_put_them),
        cmocka_unit_test(fulfilment_counts_ten_items_and_not_two_means),
        cmocka_unit_test(oldenburg_items_are_turned_by_their_numbers),
        cmocka_unit_test(incomplete_means_go_to_the_nearest_step),
        cmocka_unit_test(not_stated_is_an_answer_that_is_not_scored),
        cmocka_unit_test(a_number_scores_its_steps_from_the_minimum),
        cmocka_unit_test(points_are_shown_in_the_scales_own_units),
        cmocka_unit_test(halves_go_up_on_both_sides_of_zero),
    };
    return cmocka_run_group_tests_name("survey score", tests, setup, teardown);
}
