/* Bring your own wording: neutral texts stand for restricted ones. */
#include "unit/survey_load.h"

#include "survey/wording.h"

#define RESTRICTED "tests/data/surveys/restricted.json"
#define WORDING    "tests/data/surveys/restricted-wording.json"

static void what_is_missing_is_named(void **state)
{
    (void)state;
    static const char *const want[][2] = {
        {"agree/1", "es"}, {"agree/2", "en"}, {"agree/2", "es"},
        {"agree/3", "en"}, {"agree/3", "es"}, {"r1", "en"},
        {"r1", "es"},      {"r2", "en"},      {"r2", "es"}};
    struct survey *s = load_survey(RESTRICTED);
    struct survey_missing missing[16];
    assert_int_equal(s->missing_texts, 9);
    assert_int_equal(survey_missing_wording(s, missing, 16), 9);
    for (size_t i = 0; i < 9; i++) {
        assert_string_equal(missing[i].key, want[i][0]);
        assert_string_equal(missing[i].language, want[i][1]);
    }
    assert_int_equal(survey_missing_wording(s, NULL, 0), 9);
    survey_free(s);
}

static void a_survey_of_our_own_words_misses_nothing(void **state)
{
    (void)state;
    struct survey *s = load_survey("surveys/gme-core.json");
    assert_int_equal(survey_missing_wording(s, NULL, 0), 0);
    survey_free(s);
}

static void a_section_that_is_not_restricted_has_all_its_texts(void **state)
{
    (void)state;
    struct buf b = load_bytes(RESTRICTED);
    struct survey *s = NULL;
    struct survey_problems p;
    char *licence = strstr((char *)b.data, "\"restricted\", \"questions\"");
    assert_non_null(licence);
    memcpy(licence, "\"unlimited!\"", 12);
    assert_int_equal(survey_parse(b.data, b.len, &s, &p), ERR_FORMAT);
    /* two labels short of a language, one absent, two empty, two questions */
    assert_int_equal(p.count, 7);
    assert_int_equal(p.list[0].line, 6);
    assert_int_equal(p.list[0].column, 32);
    assert_string_equal(p.list[0].text, "no text in \"es\"");
    assert_string_equal(p.list[1].text, "\"label\" is missing");
    buf_free(&b);
}

static void a_filled_survey_is_one_file_with_every_word(void **state)
{
    (void)state;
    struct buf b = load_bytes(RESTRICTED);
    struct buf w = load_bytes(WORDING);
    uint8_t *filled[2] = {NULL, NULL};
    size_t len[2] = {0, 0};
    struct survey *s = NULL;
    struct survey_problems p;
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(survey_apply_wording(b.data, b.len, w.data, w.len,
                                              &filled[i], &len[i], &p),
                         ERR_OK);
    assert_int_equal(len[0], len[1]);
    assert_memory_equal(filled[0], filled[1], len[0]);
    assert_int_equal(survey_parse(filled[0], len[0], &s, &p), ERR_OK);
    assert_int_equal(s->missing_texts, 0);
    assert_string_equal(survey_text_in(s, &s->questions[1].text, "en"),
                        "item \"one\"");
    assert_string_equal(survey_text_in(s, &s->questions[0].text, "es"),
                        "Pregunta propia");
    assert_string_equal(survey_text_in(s, &s->options[0].list[0].label, "es"),
                        "mínimo");
    assert_string_equal(survey_text_in(s, &s->options[0].list[0].label, "en"),
                        "lowest");
    assert_string_equal(survey_text_in(s, &s->options[0].list[2].label, "en"),
                        "highest");
    /* Everything but the words is as it was. */
    assert_string_equal(s->scales[0].cutoffs[0].value.text, "1.33");
    assert_string_equal(s->scales[0].low.text, "1.25");
    assert_int_equal(s->answers_bytes, 3);
    survey_free(s);
    free(filled[0]);
    free(filled[1]);
    buf_free(&b);
    buf_free(&w);
}

static void check(const char *wording, size_t line, size_t column,
                  const char *says)
{
    struct buf b = load_bytes(RESTRICTED);
    uint8_t *filled = NULL;
    size_t len = 0;
    bool found = false;
    struct survey_problems p;
    assert_int_equal(survey_apply_wording(b.data, b.len,
                                          (const uint8_t *)wording,
                                          strlen(wording), &filled, &len, &p),
                     ERR_FORMAT);
    assert_null(filled);
    for (size_t i = 0; i < p.count; i++)
        found =
            found || (p.list[i].line == line && p.list[i].column == column &&
                      strstr(p.list[i].text, says) != NULL);
    if (!found)
        fail_msg("%s: no \"%s\" at %zu:%zu but %s", wording, says, line, column,
                 p.list[0].text);
    buf_free(&b);
}

#define HEAD "{\"format\":\"chorus-wording-v1\",\"survey\":\"restricted\",\n"

static void a_wrong_wording_is_refused_where_it_is_wrong(void **state)
{
    (void)state;
    check("{\"format\":\"chorus-wording-v1\",\"survey\":\"olbi\",\"texts\":{}}",
          1, 40, "a wording of \"olbi\", the survey is \"restricted\"");
    check("{\"format\":\"x\",\"survey\":\"restricted\",\"texts\":{}}", 1, 11,
          "must be one of \"chorus-wording-v1\"");
    check(HEAD "\"texts\":{}}", 2, 9, "no text for \"r2\" in \"es\"");
    check(HEAD "\"texts\":{\"r3\":{\"en\":\"x\"}}}", 2, 10,
          "the survey has no text \"r3\"");
    check(HEAD "\"texts\":{\"agree/4\":{\"en\":\"x\"}}}", 2, 10,
          "the survey has no text \"agree/4\"");
    check(HEAD "\"texts\":{\"agree/0\":{\"en\":\"x\"}}}", 2, 10,
          "the survey has no text \"agree/0\"");
    check(HEAD "\"texts\":{\"o1\":{\"en\":\"x\"}}}", 2, 10,
          "the survey has its own \"o1\" in \"en\"");
    check(HEAD "\"texts\":{\"agree/1\":{\"en\":\"x\"}}}", 2, 10,
          "the survey has its own \"agree/1\" in \"en\"");
    check(HEAD "\"texts\":{\"r1\":{\"fr\":\"x\"}}}", 2, 16,
          "\"fr\" is not among the languages");
    check(HEAD "\"texts\":{\"r1\":\"x\"}}", 2, 15, "must be an object");
    check(HEAD "\"texts\":[]}", 2, 9, "texts must be an object");
    check(HEAD "\"text\":{}}", 2, 1, "unknown key \"text\"");
    check(HEAD "\"texts\":{\"r1\":{},\"r1\":{}}}", 2, 18,
          "duplicate key \"r1\"");
    check("", 1, 1, "not JSON");
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_missing_is_named),
        cmocka_unit_test(a_survey_of_our_own_words_misses_nothing),
        cmocka_unit_test(a_section_that_is_not_restricted_has_all_its_texts),
        cmocka_unit_test(a_filled_survey_is_one_file_with_every_word),
        cmocka_unit_test(a_wrong_wording_is_refused_where_it_is_wrong),
    };
    return cmocka_run_group_tests_name("survey wording", tests, NULL, NULL);
}
