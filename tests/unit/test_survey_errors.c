/* What is wrong with a survey file, and exactly where. */
#include "unit/survey_load.h"

#define SMALL "tests/data/surveys/small.json"

/* One change to small.json, and the first problem that it must give. */
struct change {
    const char *from; /* the first place of this text ... */
    const char *to;   /* ... becomes this */
    size_t line;
    size_t column;
    const char *says;
};

static struct buf changed(const struct buf *file, const struct change *c)
{
    const char *text = buf_text(file);
    const char *at = strstr(text, c->from);
    struct buf out = BUF_INIT;
    if (at == NULL)
        fail_msg("small.json has no %s", c->from);
    buf_put(&out, text, (size_t)(at - text));
    buf_put_text(&out, c->to);
    buf_put_text(&out, at + strlen(c->from));
    assert_int_equal(buf_check(&out), ERR_OK);
    return out;
}

static void check(const struct change *c)
{
    struct buf file = load_bytes(SMALL);
    struct buf bad = changed(&file, c);
    struct survey *s = NULL;
    struct survey_problems p;
    assert_int_equal(survey_parse(bad.data, bad.len, &s, &p), ERR_FORMAT);
    assert_null(s);
    assert_true(p.count >= 1);
    if (p.list[0].line != c->line || p.list[0].column != c->column ||
        strstr(p.list[0].text, c->says) == NULL)
        fail_msg("%s -> %s: %zu:%zu: %s, not %zu:%zu: %s", c->from, c->to,
                 p.list[0].line, p.list[0].column, p.list[0].text, c->line,
                 c->column, c->says);
    assert_int_equal(p.count, 1); /* one mistake is one line */
    buf_free(&file);
    buf_free(&bad);
}

#define CHECK_ALL(all)                                                         \
    for (size_t i = 0; i < sizeof(all) / sizeof *(all); i++)                   \
    check(&(all)[i])

static void the_head_is_checked(void **state)
{
    (void)state;
    static const struct change all[] = {
        {"chorus-survey-v1", "chorus-survey-v2", 2, 13, "must be one of"},
        {"\"format\": \"chorus-survey-v1\", ", "", 1, 1,
         "\"format\" is missing"},
        {"\"small\"", "\"sm all\"", 2, 39, "an id is"},
        {"\"small\"", "\"_small\"", 2, 39, "an id is"},
        {"\"small\"", "7", 2, 39, "must be a text"},
        {"\"1.0\"", "\"\"", 2, 59, "must be a text that is not empty"},
        {", \"version\": \"1.0\"", "", 1, 1, "\"version\" is missing"},
        {"\"version\"", "\"verzion\": \"1\", \"version\"", 2, 48,
         "unknown key \"verzion\""},
        {"[\"en\", \"es\"]", "[\"en\", \"es\", \"en\"]", 3, 29, "twice"},
        {"[\"en\", \"es\"]", "[\"en\", \"es\", \"EN\"]", 3, 29,
         "a language is a tag"},
        {"[\"en\", \"es\"]", "[]", 3, 16, "at least 1 needed"},
        {"\"languages\": [\"en\", \"es\"],", "", 1, 1,
         "\"languages\" is missing"},
        {"[\"type\", \"site\"]", "[\"type\", \"pgy\"]", 49, 25,
         "must be one of \"type\""},
        {"[\"type\", \"site\"]", "[\"type\", \"type\"]", 49, 25, "twice"},
    };
    CHECK_ALL(all);
}

static void every_text_is_there_in_every_language(void **state)
{
    (void)state;
    static const struct change all[] = {
        {"{\"en\": \"Small\", \"es\": \"Pequeña\"}", "{\"en\": \"Small\"}", 4,
         12, "no text in \"es\""},
        {"\"Pequeña\"", "\"\"", 4, 34, "not empty"},
        {"\"Pequeña\"}", "\"Pequeña\", \"fr\": \"Petit\"}", 4, 45,
         "\"fr\" is not among the languages"},
        {"{\"en\": \"Small\", \"es\": \"Pequeña\"}", "\"Small\"", 4, 12,
         "must be an object"},
        {", \"label\": {\"en\": \"much\", \"es\": \"mucho\"}", "", 7, 7,
         "\"label\" is missing"},
        {"\"es\": \"algo\"", "\"es\": 3", 8, 50, "must be a text"},
        {", \"text\": {\"en\": \"U1\", \"es\": \"U1\"}", "", 28, 7,
         "\"text\" is missing"},
    };
    CHECK_ALL(all);
}

static void duplicate_keys_and_ids_are_named(void **state)
{
    (void)state;
    static const struct change all[] = {
        {"\"version\": \"1.0\"", "\"version\": \"1.0\", \"id\": \"y\"", 2, 66,
         "duplicate key \"id\""},
        {"\"uneven\": [", "\"three\": [", 12, 5, "duplicate key \"three\""},
        {"\"id\": \"u1\"", "\"id\": \"a1\"", 28, 14,
         "duplicate question id \"a1\""},
        {"{\"id\": \"two\"", "{\"id\": \"one\"", 31, 12,
         "duplicate section id \"one\""},
        {"\"id\": \"days\"", "\"id\": \"pair\"", 41, 12,
         "duplicate scale id \"pair\""},
        {"\"id\": \"small\"", "\"i\\u0064\": \"small\"", 2, 33,
         "without backslashes"},
    };
    CHECK_ALL(all);
}

static void questions_are_checked(void **state)
{
    (void)state;
    static const struct change all[] = {
        {"\"type\": \"multi\"", "\"type\": \"many\"", 32, 28,
         "must be one of \"choice\""},
        {"\"type\": \"multi\", ", "", 32, 7, "\"type\" is missing"},
        {"\"multi\", \"options\": \"three\"",
         "\"multi\", \"options\": \"tree\"", 32, 48, "no options \"tree\""},
        {"\"multi\", \"options\": \"three\",", "\"multi\",", 32, 7,
         "\"options\" is missing"},
        {"\"max\": 4,", "\"max\": 4, \"max_bytes\": 2,", 33, 59,
         "unknown key \"max_bytes\""},
        {"\"max_bytes\": 12", "\"max_bytes\": 0", 34, 49,
         "a whole number from 1 to"},
        {"\"max_bytes\": 12", "\"max_bytes\": 65490", 1, 1,
         "a row of answers takes"},
    };
    CHECK_ALL(all);
    static const struct change number[] = {
        {"\"min\": -2, \"max\": 4", "\"min\": 1.5, \"max\": 4", 33, 45,
         "a whole number"},
        {"\"min\": -2, \"max\": 4", "\"min\": -2, \"max\": 999", 33, 56,
         "a whole number from -2 to 998"},
        {"\"min\": -2, \"max\": 4", "\"min\": -2, \"max\": -3", 33, 56,
         "a whole number from -2"},
        {"\"min\": -2, \"max\": 4", "\"min\": -2", 33, 7, "\"max\" is missing"},
    };
    CHECK_ALL(number);
}

static void options_are_checked(void **state)
{
    (void)state;
    static const struct change all[] = {
        {"{\"value\": 2, \"label\"", "{\"label\"", 7, 7,
         "\"value\" is missing"},
        {"{\"value\": 3,", "{\"value\": \"3\",", 15, 17, "must be a number"},
        {"{\"value\": 3,", "{\"value\": 0.1234,", 15, 17,
         "at most three decimals"},
        {"{\"value\": 3,", "{\"value\": 3000000,", 15, 17,
         "between -1000000 and 1000000"},
        {"{\"value\": 3,", "{\"worth\": 1, \"value\": 3,", 15, 8,
         "unknown key \"worth\" in an option"},
    };
    CHECK_ALL(all);
}

static void the_items_of_a_scale_are_checked(void **state)
{
    (void)state;
    static const struct change all[] = {
        {"[\"a1\", \"a2\"]", "[\"a1\", \"a2\", \"a3\"]", 38, 96,
         "no question \"a3\""},
        {"[\"a1\", \"a2\"]", "[\"a1\", \"a2\", \"a2\"]", 38, 96,
         "already counts in scale \"pair\""},
        {"\"three\", \"text\": {\"en\": \"A2\"",
         "\"four\", \"text\": {\"en\": "
         "\"A2\"",
         38, 90, "\"a2\" has other values than the items before it"},
        {"[\"a1\", \"a2\"]", "[\"a2\", \"u1\"]", 38, 90,
         "options \"uneven\" are not equally spaced"},
        {"[\"n1\"]", "[\"m1\"]", 41, 85,
         "a \"multi\" question cannot be scored"},
        {"[\"n1\"]", "[\"t1\"]", 41, 85,
         "a \"text\" question cannot be scored"},
        {"[\"n1\"]", "[]", 41, 84, "at least 1 needed"},
        {"[\"n1\"]", "\"n1\"", 41, 84, "must be an array"},
        {"\"reverse\": [\"a2\"]", "\"reverse\": [\"n1\"]", 39, 18,
         "\"n1\" is reversed but no item"},
        {"\"reverse\": [\"a2\"]", "\"reverse\": [\"a2\", \"a2\"]", 39, 24,
         "twice"},
        {"\"min\": -2, \"max\": 4", "\"min\": 4, \"max\": 4", 41, 85,
         "max above min"},
    };
    CHECK_ALL(all);
    static const struct change once[] = {
        {"[\"n1\"]", "[\"a2\"]", 41, 85,
         "question \"a2\" already counts in scale \"pair\""},
    };
    CHECK_ALL(once);
}

static void the_numbers_of_a_scale_are_checked(void **state)
{
    (void)state;
    static const struct change all[] = {
        {"\"min_answered\": 1", "\"min_answered\": 3", 39, 62,
         "a whole number from 1 to 2"},
        {"\"min_answered\": 1", "\"min_answered\": 0", 39, 62,
         "a whole number from 1 to 2"},
        {"\"range\": [0, 2]", "\"range\": [0, 4]", 39, 74,
         "the items reach 0 to 2"},
        {"\"range\": [0, 2]", "\"range\": [0]", 39, 74, "at least 2 needed"},
        {"\"range\": [0.5, 2]", "\"range\": [0.5, true]", 44, 42,
         "must be a number"},
        {"[0.75, 1.5]", "[0, 1.5]", 40, 37, "0 splits nothing"},
        {"[0.75, 1.5]", "[0.75, 2.001]", 40, 43, "2.001 splits nothing"},
        {"[0.75, 1.5]", "[1.5, 0.75]", 40, 42, "above the one before"},
        {"[0.75, 1.5]", "[0.75, 0.8]", 40, 43,
         "no score lies between 0.75 and 0.8"},
        {"[1, 2]", "[2, 1]", 40, 62, "above the one before"},
        {"\"sd\": 17.5", "\"sd\": 0", 40, 72, "an sd is in points"},
        {"\"sd\": 17.5", "\"sd\": 100.5", 40, 72, "an sd is in points"},
        {"\"high_is\": \"better\"", "\"high_is\": \"good\"", 42, 55,
         "must be one of \"worse\", \"better\""},
        {"\"show\": \"institution\"", "\"show\": \"nobody\"", 42, 73,
         "must be one of \"unit\", \"institution\""},
        {"\"show\": \"institution\"", "\"cut\": \"answers\"", 42, 72,
         "must be one of \"sum\", \"people\""},
        {"[0.75, 1.5]", "[0.75, 1.5], \"cut\": \"people\"", 40, 56,
         "a scale with several cutoffs is cut by its sum"},
        {"\"aggregate\": \"sum\"", "\"aggregate\": \"median\"", 42, 19,
         "must be one of \"mean\", \"sum\""},
        {"\"version\": \"2\", ", "", 43, 5, "\"version\" is missing"},
        {"\"cutoff\": [1.33]", "\"cutof\": [1.33]", 44, 66,
         "unknown key \"cutof\" in a scale"},
    };
    CHECK_ALL(all);
}

static void a_sum_that_may_leave_its_range_is_refused(void **state)
{
    (void)state;
    struct buf b = load_bytes("tests/data/surveys/instruments.json");
    static const struct change ucla = {
        "\"min_answered\": 3,\n      \"range\": [3, 9]",
        "\"min_answered\": 2,\n      \"range\": [3, 9]", 0, 0, ""};
    struct buf bad = changed(&b, &ucla);
    struct survey *s = NULL;
    struct survey_problems p;
    assert_int_equal(survey_parse(bad.data, bad.len, &s, &p), ERR_FORMAT);
    assert_int_equal(p.count, 1);
    assert_non_null(strstr(p.list[0].text, "needs all 3 of them"));
    buf_free(&b);
    buf_free(&bad);
}

static void areas_are_checked(void **state)
{
    (void)state;
    static const struct change all[] = {
        {"\"mentorship\"", "\"mentors\"", 47, 12,
         "must be one of \"education_service\""},
        {"[\"pair\", \"halves\"]", "[\"pair\", \"half\"]", 47, 91,
         "no scale \"half\""},
        {"[\"pair\", \"halves\"]", "[\"pair\", \"pair\"]", 47, 91, "twice"},
        {"[\"pair\", \"halves\"]", "[\"pair\", \"days\"]", 47, 91,
         "\"days\": high is better, but"},
        {"\"scales\": [\"pair\", \"halves\"]}",
         "\"scales\": [\"pair\"]},\n{\"id\": \"mentorship\", \"title\": "
         "{\"en\": \"M\", \"es\": \"M\"}, \"scales\": [\"days\"]}",
         48, 8, "duplicate area id \"mentorship\""},
    };
    CHECK_ALL(all);
}

static void syntax_errors_have_a_line(void **state)
{
    (void)state;
    static const struct change all[] = {
        {"\"1.0\",", "\"1.0\"", 3, 13, "not JSON"},
        {"\"languages\"", "languages", 3, 11, "not JSON"},
        {"{\n  \"format\"", "\xEF\xBB\xBF{\n  \"format\"", 1, 1,
         "byte order mark"},
        {"[\"en\", \"es\"]", "[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]", 3, 32,
         "nested too deeply"},
    };
    CHECK_ALL(all);
}

static void all_problems_are_reported_in_the_files_order(void **state)
{
    (void)state;
    static const struct {
        size_t line;
        size_t column;
        const char *says;
    } want[] = {
        {1, 1, "\"title\" is missing"},
        {2, 13, "must be one of \"chorus-survey-v1\""},
        {3, 9, "an id is"},
        {6, 3, "unknown key \"titel\""},
        {8, 37, "no text in \"es\""},
        {12, 85, "must be a text that is not empty"},
        {12, 89, "\"fr\" is not among the languages"},
        {13, 14, "duplicate question id \"q\""},
        {13, 27, "must be one of \"choice\""},
        {17, 81, "no question \"r\""},
        {20, 20, "must be one of \"education_service\""},
        {20, 80, "no scale \"y\""},
    };
    struct buf b = load_bytes("tests/data/surveys/bad-many.json");
    struct survey *s = NULL;
    struct survey_problems p;
    assert_int_equal(survey_parse(b.data, b.len, &s, &p), ERR_FORMAT);
    assert_int_equal(p.count, sizeof want / sizeof *want);
    for (size_t i = 0; i < p.count; i++) {
        assert_int_equal(p.list[i].line, want[i].line);
        assert_int_equal(p.list[i].column, want[i].column);
        assert_non_null(strstr(p.list[i].text, want[i].says));
    }
    buf_free(&b);
}

static void more_problems_than_the_list_holds_are_counted(void **state)
{
    (void)state;
    struct buf b = BUF_INIT;
    struct survey *s = NULL;
    struct survey_problems p;
    buf_put_text(&b, "{");
    for (size_t i = 0; i < 60; i++)
        buf_printf(&b, "%s\"k%zu\":1", i == 0 ? "" : ",", i);
    buf_put_text(&b, "}");
    assert_int_equal(survey_parse(b.data, b.len, &s, &p), ERR_FORMAT);
    assert_int_equal(p.count, SURVEY_PROBLEMS_MAX);
    /* 60 unknown keys; format, id, version, languages, title, sections,
     * scales missing */
    assert_int_equal(p.count + p.more, 67);
    buf_free(&b);
}

static void a_file_cut_anywhere_is_refused(void **state)
{
    (void)state;
    struct buf b = load_bytes(SMALL);
    while (b.len > 0 && b.data[b.len - 1] != '}')
        b.len--;
    for (size_t len = 0; len < b.len; len++) {
        /* A copy of just that size, so that a byte too far is noticed. */
        uint8_t *cut = malloc(len == 0 ? 1 : len);
        struct survey *s = NULL;
        struct survey_problems p;
        assert_non_null(cut);
        memcpy(cut, b.data, len);
        assert_int_equal(survey_parse(cut, len, &s, &p), ERR_FORMAT);
        assert_true(p.count >= 1 && p.list[0].line >= 1);
        free(cut);
    }
    buf_free(&b);
}

static void a_changed_byte_is_refused_or_read(void **state)
{
    (void)state;
    static const uint8_t values[] = {'"', '{', ']', ',', '0', '-', 0xFF, '\\'};
    struct buf b = load_bytes(SMALL);
    size_t refused = 0;
    for (size_t at = 0; at < b.len; at++)
        for (size_t v = 0; v < sizeof values; v++) {
            const uint8_t old = b.data[at];
            struct survey *s = NULL;
            struct survey_problems p;
            b.data[at] = values[v];
            const enum err err = survey_parse(b.data, b.len, &s, &p);
            b.data[at] = old;
            assert_true(err == ERR_OK || err == ERR_FORMAT);
            assert_int_equal(err == ERR_OK, p.count == 0);
            assert_int_equal(err == ERR_OK, s != NULL);
            refused += err != ERR_OK;
            survey_free(s);
        }
    assert_true(refused > b.len);
    buf_free(&b);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_head_is_checked),
        cmocka_unit_test(every_text_is_there_in_every_language),
        cmocka_unit_test(duplicate_keys_and_ids_are_named),
        cmocka_unit_test(questions_are_checked),
        cmocka_unit_test(options_are_checked),
        cmocka_unit_test(the_items_of_a_scale_are_checked),
        cmocka_unit_test(the_numbers_of_a_scale_are_checked),
        cmocka_unit_test(a_sum_that_may_leave_its_range_is_refused),
        cmocka_unit_test(areas_are_checked),
        cmocka_unit_test(syntax_errors_have_a_line),
        cmocka_unit_test(all_problems_are_reported_in_the_files_order),
        cmocka_unit_test(more_problems_than_the_list_holds_are_counted),
        cmocka_unit_test(a_file_cut_anywhere_is_refused),
        cmocka_unit_test(a_changed_byte_is_refused_or_read),
    };
    return cmocka_run_group_tests_name("survey errors", tests, NULL, NULL);
}
