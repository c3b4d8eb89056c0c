#include "unit/survey_load.h"

#include "survey/leaf_check.h"

#define SMALL "tests/data/surveys/small.json"

static void every_part_of_a_file_is_in_the_struct(void **state)
{
    (void)state;
    struct survey *s = load_survey(SMALL);
    assert_string_equal(s->id, "small");
    assert_string_equal(s->version, "1.0");
    assert_int_equal(s->language_count, 2);
    assert_int_equal(s->section_count, 2);
    assert_int_equal(s->sections[1].first, 4);
    assert_int_equal(s->sections[1].count, 3);
    assert_int_equal(s->question_count, 7);
    assert_int_equal(s->questions[4].type, SURVEY_MULTI);
    assert_int_equal(s->questions[4].section, 1);
    assert_int_equal(s->questions[5].min, -2);
    assert_int_equal(s->questions[5].max, 4);
    assert_int_equal(s->questions[6].max_bytes, 12);
    assert_int_equal(s->questions[0].scale, 0);
    assert_int_equal(s->questions[2].scale, SURVEY_NONE);
    assert_int_equal(s->grouping_count, 2);
    assert_string_equal(s->groupings[1], "site");
    assert_int_equal(s->area_count, 1);
    assert_string_equal(s->areas[0].id, "mentorship");
    assert_int_equal(s->areas[0].scales[1], 2);
    assert_int_equal(s->missing_texts, 0);
    survey_free(s);
}

static void every_question_has_its_fixed_place(void **state)
{
    (void)state;
    struct survey *s = load_survey(SMALL);
    static const size_t offsets[] = {0, 1, 2, 3, 4, 5, 7};
    static const size_t sizes[] = {1, 1, 1, 1, 1, 2, 14};
    for (size_t i = 0; i < s->question_count; i++) {
        assert_int_equal(s->questions[i].offset, offsets[i]);
        assert_int_equal(s->questions[i].size, sizes[i]);
    }
    assert_int_equal(s->answers_bytes, 21);
    survey_free(s);
}

static void a_text_falls_back_to_the_first_language(void **state)
{
    (void)state;
    struct survey *s = load_survey(SMALL);
    struct survey_text only_spanish = {{NULL, "solo"}};
    struct survey_text none = {{NULL}};
    assert_string_equal(survey_text_in(s, &s->title, "es"), "Pequeña");
    assert_string_equal(survey_text_in(s, &s->title, "fr"), "Small");
    assert_string_equal(survey_text_in(s, &s->title, NULL), "Small");
    assert_string_equal(survey_text_in(s, &only_spanish, "en"), "solo");
    assert_string_equal(survey_text_in(s, &none, "en"), "");
    survey_free(s);
}

static void decimals_are_exact_and_as_short_as_written(void **state)
{
    (void)state;
    struct survey *s = load_survey(SMALL);
    const struct survey_scale *pair = &s->scales[0];
    const struct survey_scale *halves = &s->scales[2];
    assert_string_equal(halves->cutoffs[0].value.text, "1.33");
    assert_int_equal(halves->cutoffs[0].value.thousandths, 1330);
    assert_string_equal(halves->low.text, "0.5");
    assert_string_equal(halves->high.text, "2");
    assert_string_equal(pair->cutoffs[0].value.text, "0.75");
    assert_string_equal(pair->sd.text, "17.5");
    assert_string_equal(halves->sd.text, "25"); /* the default */
    assert_string_equal(s->scales[1].low.text, "-2");
    survey_free(s);
}

static void a_cutoff_lies_between_two_steps(void **state)
{
    (void)state;
    struct survey *s = load_survey(SMALL);
    const struct survey_scale *pair = &s->scales[0];
    const struct survey_scale *days = &s->scales[1];
    const struct survey_scale *halves = &s->scales[2];
    assert_int_equal(pair->grid, 4); /* 0, 0.5, 1, 1.5, 2 */
    assert_int_equal(pair->cutoff_count, 2);
    assert_int_equal(pair->cutoffs[0].first_at_or_above, 2); /* 0.75 -> 1 */
    assert_int_equal(pair->cutoffs[0].largest_below, 1);
    assert_int_equal(pair->cutoffs[1].first_at_or_above, 3); /* 1.5 itself */
    assert_int_equal(halves->grid, 3);
    assert_int_equal(halves->cutoffs[0].first_at_or_above, 2); /* 1.33 -> 1.5 */
    assert_int_equal(days->grid, 6); /* max - min equal steps */
    assert_int_equal(days->cutoff_count, 0);
    assert_true(days->institution_only);
    assert_false(pair->institution_only);
    assert_int_equal(days->min_answered, 1); /* the default: all items */
    survey_free(s);
}

static void null_is_not_stated_and_no_value(void **state)
{
    (void)state;
    struct survey *s = load_survey(SMALL);
    const struct survey_options *three = &s->options[0];
    assert_int_equal(three->count, 4);
    assert_int_equal(three->stated, 3);
    assert_true(three->even);
    assert_int_equal(three->lowest, 0);
    assert_int_equal(three->step, 1000);
    assert_false(three->list[3].stated);
    assert_false(s->options[1].even);
    assert_ptr_equal(survey_question_options(s, &s->questions[4]), three);
    assert_null(survey_question_options(s, &s->questions[5]));
    survey_free(s);
}

static void things_are_found_by_id(void **state)
{
    (void)state;
    struct survey *s = load_survey(SMALL);
    assert_int_equal(survey_question_find(s, "n1"), 5);
    assert_int_equal(survey_question_find(s, "n"), SURVEY_NONE);
    assert_int_equal(survey_scale_find(s, "halves"), 2);
    assert_int_equal(survey_scale_find(s, ""), SURVEY_NONE);
    survey_free(s);
}

/* A ballot of P = 256 holds 39 bytes of head and at most 217 of answers. */
static void check_shipped(const char *path, size_t questions, size_t scales)
{
    struct survey *s = load_survey(path);
    assert_int_equal(s->question_count, questions);
    assert_int_equal(s->scale_count, scales);
    assert_true(s->answers_bytes <= 217);
    assert_int_equal(s->area_count, 6);
    assert_int_equal(s->language_count, 2);
    for (size_t i = 0; i < s->scale_count; i++) {
        struct survey_leaf_finding f;
        if (survey_scale_leaf_check(&s->scales[i], 1, 0, &f) != ERR_OK)
            fail_msg("%s: %s would tell on somebody", path, s->scales[i].id);
        assert_non_null(s->scales[i].sd_source);
        assert_false(s->scales[i].institution_only);
    }
    for (size_t i = 0; i < s->question_count; i++) {
        assert_true(s->questions[i].type != SURVEY_FREE_TEXT);
        assert_true(s->questions[i].scale != SURVEY_NONE);
    }
    for (size_t i = 0; i < s->section_count; i++) {
        assert_non_null(s->sections[i].source);
        assert_non_null(s->sections[i].licence);
        assert_true(s->sections[i].count <= 4); /* a phone's screen */
    }
    survey_free(s);
}

static void the_core_survey_ships_whole(void **state)
{
    (void)state;
    check_shipped("surveys/gme-core.json", 25, 19);
}

static void the_extended_survey_ships_whole(void **state)
{
    (void)state;
    check_shipped("surveys/gme-extended.json", 37, 21);
}

static void an_area_averages_single_questions_that_point_one_way(void **state)
{
    (void)state;
    struct survey *s = load_survey("surveys/gme-core.json");
    for (size_t i = 0; i < s->area_count; i++) {
        const struct survey_area *area = &s->areas[i];
        assert_in_range(area->scale_count, 2, 3);
        for (size_t k = 0; k < area->scale_count; k++) {
            const struct survey_scale *scale = &s->scales[area->scales[k]];
            assert_int_equal(scale->high_is, SURVEY_HIGH_IS_BETTER);
            assert_int_equal(scale->item_count, 1);
        }
    }
    survey_free(s);
}

/* The published wording: a changed word would be another instrument. */
static void the_work_items_are_quoted_exactly(void **state)
{
    (void)state;
    static const char *const words[] = {
        "Is your work emotionally exhausting?",
        "Do you feel burnt out because of your work?",
        "Does your work frustrate you?",
        "Do you feel worn out at the end of the working day?",
        "Are you exhausted in the morning at the thought of another day at "
        "work?",
        "Do you feel that every working hour is tiring for you?",
        "Do you have enough energy for family and friends during leisure time?",
    };
    struct survey *s = load_survey("surveys/gme-core.json");
    const struct survey_scale *work =
        &s->scales[survey_scale_find(s, "cbi_work")];
    assert_int_equal(work->item_count, 7);
    for (size_t i = 0; i < 7; i++) {
        const struct survey_question *q =
            &s->questions[work->items[i].question];
        assert_string_equal(survey_text_in(s, &q->text, "en"), words[i]);
        assert_string_equal(s->options[q->options].id,
                            i < 3 ? "degree" : "frequency");
        assert_int_equal(work->items[i].reversed, i == 6);
    }
    assert_int_equal(work->min_answered, 4);
    assert_int_equal(work->cutoffs[0].first_at_or_above, 14);
    assert_int_equal(work->band_count, 2);
    survey_free(s);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_of_a_file_is_in_the_struct),
        cmocka_unit_test(every_question_has_its_fixed_place),
        cmocka_unit_test(a_text_falls_back_to_the_first_language),
        cmocka_unit_test(decimals_are_exact_and_as_short_as_written),
        cmocka_unit_test(a_cutoff_lies_between_two_steps),
        cmocka_unit_test(null_is_not_stated_and_no_value),
        cmocka_unit_test(things_are_found_by_id),
        cmocka_unit_test(the_core_survey_ships_whole),
        cmocka_unit_test(the_extended_survey_ships_whole),
        cmocka_unit_test(an_area_averages_single_questions_that_point_one_way),
        cmocka_unit_test(the_work_items_are_quoted_exactly),
    };
    return cmocka_run_group_tests_name("survey definition", tests, NULL, NULL);
}
