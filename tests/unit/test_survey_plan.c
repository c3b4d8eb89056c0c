/* Tables give what the definition gives: every survey there is, many rows. */
#include "unit/survey_load.h"

#include "survey/answers.h"
#include "survey/plan.h"

#include <stdlib.h>

#define ROWS 4000

static const char *const surveys[] = {
    "surveys/gme-core.json",          "surveys/gme-extended.json",
    "tests/data/surveys/small.json",  "tests/data/surveys/instruments.json",
    "tests/data/release/survey.json",
};

static uint32_t draw(uint32_t below)
{
    static uint64_t random = 20261115;
    random = random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(random >> 33) % below;
}

static int64_t number(const struct survey_question *q)
{
    return q->min + (int64_t)draw((uint32_t)(q->max - q->min) + 1);
}

/* Mostly what may stand there, missing answers too; sometimes any bytes. */
static void fill(const struct survey *s, uint8_t *row)
{
    const bool any = draw(8) == 0;
    memset(row, 0, s->answers_bytes);
    for (size_t i = 0; i < s->question_count; i++) {
        const struct survey_question *q = &s->questions[i];
        uint8_t *place = row + q->offset;
        const bool is_missing = draw(6) == 0;
        if (any && draw(8) == 0)
            place[draw((uint32_t)q->size)] = (uint8_t)draw(256);
        else if (q->type == SURVEY_CHOICE && !is_missing)
            *place =
                (uint8_t)(1 + draw((uint32_t)s->options[q->options].count));
        else if (q->type == SURVEY_NUMBER && !is_missing)
            assert_int_equal(survey_answer_set_number(s, i, row, number(q)),
                             ERR_OK);
    }
}

static void every_row_has_the_verdict_and_scores_of_the_definition(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof surveys / sizeof *surveys; i++) {
        struct survey *s = load_survey(surveys[i]);
        struct survey_plan *plan = NULL;
        size_t bad = 0;
        uint8_t *row = malloc(s->answers_bytes);
        assert_non_null(row);
        assert_int_equal(survey_plan_new(s, &plan), ERR_OK);
        for (size_t n = 0; n < ROWS; n++) {
            fill(s, row);
            const enum err e = survey_answers_check(s, row, s->answers_bytes);
            assert_int_equal(survey_plan_check(plan, row, s->answers_bytes), e);
            bad += e != ERR_OK;
            for (size_t k = 0; e == ERR_OK && k < s->scale_count; k++)
                assert_int_equal(survey_plan_score(plan, k, row),
                                 survey_scale_score(s, &s->scales[k], row));
        }
        assert_in_range(bad, 1, ROWS / 2);
        free(row);
        survey_plan_free(plan);
        survey_free(s);
    }
}

static void a_row_of_another_length_is_refused(void **state)
{
    (void)state;
    struct survey *s = load_survey(surveys[0]);
    struct survey_plan *plan = NULL;
    uint8_t *row = calloc(1, s->answers_bytes + 1);
    assert_non_null(row);
    assert_int_equal(survey_plan_new(s, &plan), ERR_OK);
    const size_t len = s->answers_bytes;
    assert_int_equal(survey_plan_check(plan, row, len), ERR_OK);
    assert_int_equal(survey_plan_check(plan, row, len - 1), ERR_RANGE);
    assert_int_equal(survey_plan_check(plan, row, len + 1), ERR_RANGE);
    assert_int_equal(survey_plan_check(plan, row, 0), ERR_RANGE);
    free(row);
    survey_plan_free(plan);
    survey_free(s);
}

/* Each byte of the row beyond what its question has, one by one. */
static void one_answer_beyond_the_last_is_refused(void **state)
{
    (void)state;
    struct survey *s = load_survey(surveys[0]);
    struct survey_plan *plan = NULL;
    uint8_t *row = calloc(1, s->answers_bytes);
    assert_non_null(row);
    assert_int_equal(survey_plan_new(s, &plan), ERR_OK);
    for (size_t i = 0; i < s->question_count; i++) {
        const struct survey_question *q = &s->questions[i];
        const size_t most = q->type == SURVEY_CHOICE
                                ? s->options[q->options].count
                                : (size_t)(q->max - q->min) + 1;
        uint8_t *last = row + q->offset + q->size - 1;
        *last = (uint8_t)most;
        assert_int_equal(survey_plan_check(plan, row, s->answers_bytes),
                         ERR_OK);
        (*last)++;
        assert_int_equal(survey_plan_check(plan, row, s->answers_bytes),
                         ERR_RANGE);
        *last = 0;
    }
    free(row);
    survey_plan_free(plan);
    survey_free(s);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            every_row_has_the_verdict_and_scores_of_the_definition),
        cmocka_unit_test(a_row_of_another_length_is_refused),
        cmocka_unit_test(one_answer_beyond_the_last_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
