/* Answers from a file, and from the synthetic population. */
#include "survey_load.h"

#include "survey/answers.h"
#include "survey/score.h"
#include "voter/answers_file.h"
#include "voter/population.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const char small[] =
    "{\"format\":\"chorus-survey-v1\",\"id\":\"small\",\"version\":\"1\","
    "\"languages\":[\"en\"],\"title\":{\"en\":\"T\"},\"options\":{\"yn\":["
    "{\"value\":0,\"label\":{\"en\":\"no\"}},{\"value\":1,\"label\":"
    "{\"en\":\"yes\"}}]},\"sections\":[{\"id\":\"s\",\"title\":{\"en\":\"S\"},"
    "\"questions\":[{\"id\":\"c\",\"type\":\"choice\",\"options\":\"yn\","
    "\"text\":{\"en\":\"C\"}},{\"id\":\"m\",\"type\":\"multi\",\"options\":"
    "\"yn\",\"text\":{\"en\":\"M\"}},{\"id\":\"n\",\"type\":\"number\","
    "\"min\":-1,\"max\":4,\"text\":{\"en\":\"N\"}},{\"id\":\"t\",\"type\":"
    "\"text\",\"max_bytes\":10,\"text\":{\"en\":\"F\"}}]}],\"scales\":["
    "{\"id\":\"x\",\"title\":{\"en\":\"X\"},\"items\":[\"c\"],"
    "\"aggregate\":\"mean\",\"min_answered\":1,\"range\":[0,1],"
    "\"high_is\":\"worse\",\"version\":\"1\"}],"
    "\"areas\":[],\"groupings\":[]}";

static struct survey *parse_small(void)
{
    struct survey *s = NULL;
    static struct survey_problems problems;
    enum err e =
        survey_parse((const uint8_t *)small, sizeof small - 1, &s, &problems);
    if (e != ERR_OK)
        print_error("%zu: %s\n", problems.list[0].column,
                    problems.list[0].text);
    assert_int_equal(e, ERR_OK);
    return s;
}

static enum err read_text(const struct survey *s, const char *text,
                          uint8_t *row)
{
    struct err_note note = {""};
    enum err e =
        voter_answers_read(s, (const uint8_t *)text, strlen(text), row, &note);
    if (e != ERR_OK)
        assert_int_not_equal(strlen(note.text), 0);
    return e;
}

static void every_type_of_answer_lands_in_its_place(void **state)
{
    (void)state;
    struct survey *s = parse_small();
    uint8_t row[64] = {0};
    int32_t number = 0;
    size_t len = 0;
    assert_int_equal(
        read_text(s, "{\"c\":2,\"m\":[2],\"n\":-1,\"t\":\"ok\"}", row), ERR_OK);
    assert_int_equal(survey_answer_choice(s, 0, row), 2);
    assert_false(survey_answer_multi(s, 1, row, 1));
    assert_true(survey_answer_multi(s, 1, row, 2));
    assert_true(survey_answer_number(s, 2, row, &number));
    assert_int_equal(number, -1);
    assert_memory_equal(survey_answer_text(s, 3, row, &len), "ok", 2);
    assert_int_equal(len, 2);
    assert_int_equal(survey_answers_check(s, row, s->answers_bytes), ERR_OK);
    survey_free(s);
}

static void what_is_left_out_or_null_is_not_answered(void **state)
{
    (void)state;
    struct survey *s = parse_small();
    uint8_t row[64] = {0};
    assert_int_equal(read_text(s, "{\"c\":null}", row), ERR_OK);
    for (size_t q = 0; q < s->question_count; q++)
        assert_false(survey_answer_given(s, q, row));
    survey_free(s);
}

static void a_wrong_answer_is_refused_and_nothing_is_taken(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum err want;
    } cases[] = {
        {"{\"c\":3}", ERR_RANGE},
        {"{\"c\":0}", ERR_RANGE},
        {"{\"c\":\"yes\"}", ERR_FORMAT},
        {"{\"c\":1.0}", ERR_FORMAT},
        {"{\"m\":1}", ERR_FORMAT},
        {"{\"m\":[3]}", ERR_RANGE},
        {"{\"n\":5}", ERR_RANGE},
        {"{\"n\":-2}", ERR_RANGE},
        {"{\"n\":4294967296}", ERR_RANGE},
        {"{\"t\":\"longer than ten\"}", ERR_RANGE},
        {"{\"x\":1}", ERR_NOT_FOUND},
        {"{\"c\":1,\"c\":2}", ERR_FORMAT},
        {"[1]", ERR_FORMAT},
        {"{\"c\":1", ERR_FORMAT},
    };
    struct survey *s = parse_small();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint8_t row[64];
        uint8_t before[64];
        memset(row, 0xa5, sizeof row);
        memcpy(before, row, sizeof row);
        assert_int_equal(read_text(s, cases[i].text, row), cases[i].want);
        assert_memory_equal(row, before, sizeof row);
    }
    survey_free(s);
}

static void a_synthetic_person_answers_only_what_a_survey_allows(void **state)
{
    (void)state;
    struct survey *s = load_survey("surveys/gme-extended.json");
    uint8_t *row = malloc(s->answers_bytes);
    assert_non_null(row);
    for (uint64_t i = 0; i < 500; i++) {
        struct voter_person p = {7, i % 2 == 0 ? "A" : "B", i};
        voter_person_answer(&p, s, row);
        assert_int_equal(survey_answers_check(s, row, s->answers_bytes),
                         ERR_OK);
    }
    free(row);
    survey_free(s);
}

static void the_same_seed_gives_the_same_answers(void **state)
{
    (void)state;
    struct survey *s = load_survey("surveys/gme-core.json");
    uint8_t *a = malloc(s->answers_bytes);
    uint8_t *b = malloc(s->answers_bytes);
    size_t differ = 0;
    assert_true(a != NULL && b != NULL);
    for (uint64_t i = 0; i < 50; i++) {
        struct voter_person p = {1, "A", i};
        struct voter_person other = {2, "A", i};
        voter_person_answer(&p, s, a);
        voter_person_answer(&p, s, b);
        assert_memory_equal(a, b, s->answers_bytes);
        voter_person_answer(&other, s, b);
        differ += memcmp(a, b, s->answers_bytes) != 0;
    }
    assert_true(differ > 45);
    free(a);
    free(b);
    survey_free(s);
}

/* The mean score of a unit of 200 on the first scale, in percent of the grid.
 */
static uint32_t mean_of_unit(const struct survey *s, const char *unit)
{
    uint8_t *row = malloc(s->answers_bytes);
    uint64_t sum = 0;
    uint64_t count = 0;
    assert_non_null(row);
    for (uint64_t i = 0; i < 200; i++) {
        struct voter_person p = {1, unit, i};
        voter_person_answer(&p, s, row);
        int32_t score = survey_scale_score(s, &s->scales[0], row);
        if (score == SURVEY_NOT_VALID)
            continue;
        sum += (uint64_t)score;
        count++;
    }
    free(row);
    assert_true(count > 150);
    return (uint32_t)(100 * sum / (count * (uint64_t)s->scales[0].grid));
}

static void units_differ_and_stay_within_reason(void **state)
{
    (void)state;
    struct survey *s = load_survey("surveys/gme-core.json");
    uint32_t least = 100;
    uint32_t most = 0;
    for (int i = 0; i < 20; i++) {
        char unit[16];
        (void)snprintf(unit, sizeof unit, "P%03d", i);
        uint32_t mean = mean_of_unit(s, unit);
        least = mean < least ? mean : least;
        most = mean > most ? mean : most;
    }
    assert_in_range(least, 15, 50);
    assert_in_range(most, 40, 80);
    assert_true(most - least >= 10);
    survey_free(s);
}

static void about_as_many_take_part_as_are_asked_for(void **state)
{
    (void)state;
    size_t some = 0;
    for (uint64_t i = 0; i < 2000; i++) {
        char unit[8];
        (void)snprintf(unit, sizeof unit, "P%03d", (int)(i % 80));
        struct voter_person p = {3, unit, i};
        some += voter_person_takes_part(&p, 600);
        assert_false(voter_person_takes_part(&p, 0));
        assert_true(voter_person_takes_part(&p, 1000));
    }
    assert_in_range(some, 1050, 1350);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_of_answer_lands_in_its_place),
        cmocka_unit_test(what_is_left_out_or_null_is_not_answered),
        cmocka_unit_test(a_wrong_answer_is_refused_and_nothing_is_taken),
        cmocka_unit_test(a_synthetic_person_answers_only_what_a_survey_allows),
        cmocka_unit_test(the_same_seed_gives_the_same_answers),
        cmocka_unit_test(units_differ_and_stay_within_reason),
        cmocka_unit_test(about_as_many_take_part_as_are_asked_for),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
