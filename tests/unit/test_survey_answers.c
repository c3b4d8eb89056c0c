#include "unit/survey_load.h"

#include "survey/answers.h"

enum { A1, A2, U1, F1, M1, N1, T1 }; /* the questions of small.json */
#define SIZE 21

static int setup(void **state)
{
    *state = load_survey("tests/data/surveys/small.json");
    return 0;
}

static int teardown(void **state)
{
    survey_free(*state);
    return 0;
}

static enum err check(const struct survey *s, size_t at, uint8_t value)
{
    uint8_t row[SIZE] = {0};
    row[at] = value;
    return survey_answers_check(s, row, sizeof row);
}

static void a_row_of_zeros_is_nothing_answered(void **state)
{
    const struct survey *s = *state;
    const uint8_t row[SIZE] = {0};
    assert_int_equal(survey_answers_size(s), SIZE);
    assert_int_equal(survey_answers_check(s, row, SIZE), ERR_OK);
    for (size_t q = 0; q < s->question_count; q++)
        assert_false(survey_answer_given(s, q, row));
}

static void a_row_of_another_length_is_refused(void **state)
{
    const uint8_t row[SIZE + 1] = {0};
    assert_int_equal(survey_answers_check(*state, row, SIZE - 1), ERR_RANGE);
    assert_int_equal(survey_answers_check(*state, row, SIZE + 1), ERR_RANGE);
    assert_int_equal(survey_answers_check(*state, row, 0), ERR_RANGE);
}

static void a_choice_ends_with_its_last_option(void **state)
{
    for (unsigned v = 0; v < 256; v++) {
        assert_int_equal(check(*state, 0, (uint8_t)v),
                         v <= 4 ? ERR_OK : ERR_RANGE);
        assert_int_equal(check(*state, 2, (uint8_t)v),
                         v <= 3 ? ERR_OK : ERR_RANGE);
    }
}

static void a_bit_beyond_the_last_option_is_refused(void **state)
{
    for (unsigned v = 0; v < 256; v++)
        assert_int_equal(check(*state, 4, (uint8_t)v),
                         v < 16 ? ERR_OK : ERR_RANGE);
}

static void a_number_ends_with_its_maximum(void **state)
{
    uint8_t row[SIZE] = {0};
    for (unsigned code = 0; code < 65536; code++) {
        row[5] = (uint8_t)(code >> 8);
        row[6] = (uint8_t)code;
        assert_int_equal(survey_answers_check(*state, row, SIZE),
                         code <= 7 ? ERR_OK : ERR_RANGE);
    }
}

static enum err check_text(const struct survey *s, size_t len,
                           const char *bytes, size_t count)
{
    uint8_t row[SIZE] = {0};
    row[7] = (uint8_t)(len >> 8);
    row[8] = (uint8_t)len;
    memcpy(row + 9, bytes, count);
    return survey_answers_check(s, row, SIZE);
}

static void a_text_is_utf8_with_zeros_behind(void **state)
{
    const struct survey *s = *state;
    assert_int_equal(check_text(s, 3, "abc", 3), ERR_OK);
    assert_int_equal(check_text(s, 12, "ab\xC3\xB1 efgh\xE2\x82\xAC", 12),
                     ERR_OK);
    assert_int_equal(check_text(s, 13, "abcdefghijkl", 12), ERR_RANGE);
    assert_int_equal(check_text(s, 0x0100, "", 0), ERR_RANGE);
    assert_int_equal(check_text(s, 2, "abc", 3), ERR_RANGE);
    assert_int_equal(check_text(s, 0, "\0\0\0x", 4), ERR_RANGE);
    assert_int_equal(check_text(s, 3, "a\0b", 3), ERR_RANGE);
    assert_int_equal(check_text(s, 2, "a\xC3", 2), ERR_RANGE);
    assert_int_equal(check_text(s, 2, "\xC0\x80", 2), ERR_RANGE);
    assert_int_equal(check_text(s, 3, "\xED\xA0\x80", 3), ERR_RANGE);
}

/* Eight options fill a byte: no bit of it is beyond the last. */
static void the_options_of_a_multi_may_fill_whole_bytes(void **state)
{
    (void)state;
    static const size_t counts[] = {7, 8, 9, 16, 17};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct survey_options set = {.count = counts[i]};
        struct survey_question q = {.type = SURVEY_MULTI,
                                    .size = (counts[i] + 7) / 8};
        const struct survey s = {.options = &set,
                                 .options_count = 1,
                                 .questions = &q,
                                 .question_count = 1,
                                 .answers_bytes = q.size};
        for (size_t bit = 0; bit < 8 * q.size; bit++) {
            uint8_t row[4] = {0};
            row[bit / 8] = (uint8_t)(1u << bit % 8);
            assert_int_equal(survey_answers_check(&s, row, q.size),
                             bit < counts[i] ? ERR_OK : ERR_RANGE);
        }
    }
}

static void what_is_set_is_read_back(void **state)
{
    const struct survey *s = *state;
    uint8_t row[SIZE] = {0};
    int32_t number = 99;
    size_t len = 99;
    assert_int_equal(survey_answer_set_choice(s, A2, row, 3), ERR_OK);
    assert_int_equal(survey_answer_set_multi(s, M1, row, 1, true), ERR_OK);
    assert_int_equal(survey_answer_set_multi(s, M1, row, 4, true), ERR_OK);
    assert_int_equal(survey_answer_set_multi(s, M1, row, 1, false), ERR_OK);
    assert_false(survey_answer_number(s, N1, row, &number));
    assert_int_equal(number, 99);
    assert_int_equal(survey_answer_set_number(s, N1, row, -2), ERR_OK);
    assert_int_equal(survey_answer_set_text(s, T1, row, "se\xC3\xB1or", 6),
                     ERR_OK);
    assert_int_equal(survey_answers_check(s, row, SIZE), ERR_OK);
    assert_int_equal(survey_answer_choice(s, A2, row), 3);
    assert_int_equal(survey_answer_choice(s, A1, row), 0);
    assert_false(survey_answer_multi(s, M1, row, 1));
    assert_true(survey_answer_multi(s, M1, row, 4));
    assert_true(survey_answer_number(s, N1, row, &number));
    assert_int_equal(number, -2);
    assert_memory_equal(survey_answer_text(s, T1, row, &len), "se\xC3\xB1or",
                        6);
    assert_int_equal(len, 6);
    static const uint8_t want[SIZE] = {0, 3,   0,   0,    8,    0,   1,  0,
                                       6, 's', 'e', 0xC3, 0xB1, 'o', 'r'};
    assert_memory_equal(row, want, SIZE);
    assert_true(survey_answer_given(s, N1, row));
    for (size_t q = 0; q < s->question_count; q++)
        survey_answer_clear(s, q, row);
    assert_memory_equal(row, (uint8_t[SIZE]){0}, SIZE);
}

static void a_shorter_text_leaves_nothing_of_the_longer(void **state)
{
    const struct survey *s = *state;
    uint8_t row[SIZE] = {0};
    assert_int_equal(survey_answer_set_text(s, T1, row, "abcdefghijkl", 12),
                     ERR_OK);
    assert_int_equal(survey_answer_set_text(s, T1, row, "x", 1), ERR_OK);
    assert_int_equal(survey_answers_check(s, row, SIZE), ERR_OK);
}

static void a_setter_refuses_and_leaves_the_row(void **state)
{
    const struct survey *s = *state;
    uint8_t row[SIZE] = {0};
    const uint8_t before[SIZE] = {0};
    assert_int_equal(survey_answer_set_choice(s, A1, row, 5), ERR_RANGE);
    assert_int_equal(survey_answer_set_choice(s, N1, row, 1), ERR_STATE);
    assert_int_equal(survey_answer_set_multi(s, M1, row, 0, true), ERR_RANGE);
    assert_int_equal(survey_answer_set_multi(s, M1, row, 5, true), ERR_RANGE);
    assert_int_equal(survey_answer_set_multi(s, A1, row, 1, true), ERR_STATE);
    assert_int_equal(survey_answer_set_number(s, N1, row, -3), ERR_RANGE);
    assert_int_equal(survey_answer_set_number(s, N1, row, 5), ERR_RANGE);
    assert_int_equal(survey_answer_set_number(s, N1, row, INT64_MAX),
                     ERR_RANGE);
    assert_int_equal(survey_answer_set_number(s, T1, row, 1), ERR_STATE);
    assert_int_equal(survey_answer_set_text(s, T1, row, "abcdefghijklm", 13),
                     ERR_RANGE);
    assert_int_equal(survey_answer_set_text(s, T1, row, "\xFF", 1), ERR_RANGE);
    assert_int_equal(survey_answer_set_text(s, M1, row, "a", 1), ERR_STATE);
    assert_memory_equal(row, before, SIZE);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_of_zeros_is_nothing_answered),
        cmocka_unit_test(a_row_of_another_length_is_refused),
        cmocka_unit_test(a_choice_ends_with_its_last_option),
        cmocka_unit_test(a_bit_beyond_the_last_option_is_refused),
        cmocka_unit_test(a_number_ends_with_its_maximum),
        cmocka_unit_test(a_text_is_utf8_with_zeros_behind),
        cmocka_unit_test(the_options_of_a_multi_may_fill_whole_bytes),
        cmocka_unit_test(what_is_set_is_read_back),
        cmocka_unit_test(a_shorter_text_leaves_nothing_of_the_longer),
        cmocka_unit_test(a_setter_refuses_and_leaves_the_row),
    };
    return cmocka_run_group_tests_name("survey answers", tests, setup,
                                       teardown);
}
