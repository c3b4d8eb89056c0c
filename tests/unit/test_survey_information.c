#include "unit/survey_load.h"

#include "survey/information.h"

static void the_shipped_sheet_can_be_read(void **state)
{
    (void)state;
    struct buf b = load_bytes("surveys/information.json");
    struct survey_information *info = NULL;
    struct survey_problems p;
    assert_int_equal(survey_information_parse(b.data, b.len, &info, &p),
                     ERR_OK);
    assert_int_equal(info->review, SURVEY_REVIEW_QUALITY);
    assert_non_null(strstr(info->review_number, "fictional"));
    assert_non_null(strstr(info->phone, "555-01"));
    assert_non_null(
        strstr(survey_information_text_in(info, &info->voluntary, "es"),
               "voluntario"));
    assert_non_null(strstr(
        survey_information_text_in(info, &info->voluntary, "fr"), "voluntary"));
    survey_information_free(info);
    buf_free(&b);
}

#define TEXTS                                                                  \
    "{\"format\":\"chorus-information-v1\",\"languages\":[\"en\"],"            \
    "\"purpose\":{\"en\":\"P\"},\"voluntary\":{\"en\":\"V\"},"                 \
    "\"who_sees\":{\"en\":\"W\"},\"results\":{\"en\":\"R\"},"                  \
    "\"responsible\":{\"en\":\"X\"},\n"
#define REVIEW "\n\"review\":{\"kind\":\"irb_exempt\",\"number\":\"7\"}}"
#define NAME   "\"contact\":{\"name\":{\"en\":\"C\"}"

static void check(const char *text, size_t line, size_t column,
                  const char *says)
{
    struct survey_information *info = NULL;
    struct survey_problems p;
    const enum err err = survey_information_parse((const uint8_t *)text,
                                                  strlen(text), &info, &p);
    assert_int_equal(err, says == NULL ? ERR_OK : ERR_FORMAT);
    survey_information_free(info);
    if (says == NULL)
        return;
    if (p.count != 1 || p.list[0].line != line || p.list[0].column != column ||
        strstr(p.list[0].text, says) == NULL)
        fail_msg("%s: %zu of %zu:%zu: %s", text, p.count, p.list[0].line,
                 p.list[0].column, p.list[0].text);
}

static void somebody_can_be_asked(void **state)
{
    (void)state;
    check(TEXTS NAME ",\"email\":\"a@b.example\"}," REVIEW, 0, 0, NULL);
    check(TEXTS NAME ",\"phone\":\"202-555-0100\"}," REVIEW, 0, 0, NULL);
    check(TEXTS NAME "}," REVIEW, 2, 11, "no way to ask");
    check(TEXTS NAME ",\n\"email\":\"a@b\"}," REVIEW, 3, 9, "no mail address");
    check(TEXTS NAME ",\n\"email\":\"a@b.c?cc=d@e.f\"}," REVIEW, 3, 9,
          "no mail address");
    check(TEXTS NAME ",\n\"phone\":\"55\"}," REVIEW, 3, 9, "a number has");
}

static void every_part_of_it_is_needed(void **state)
{
    (void)state;
    check(TEXTS NAME ",\"phone\":\"988\"}}", 1, 1, "\"review\" is missing");
    check(TEXTS NAME ",\"phone\":\"988\"},\n\"review\":{\"kind\":\"none\","
                     "\"number\":\"7\"}}",
          3, 18, "must be one of");
    check(TEXTS NAME ",\"phone\":\"988\"},\n\"review\":{\"kind\":"
                     "\"irb_approved\",\"number\":\"\"}}",
          3, 42, "");
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_sheet_can_be_read),
        cmocka_unit_test(somebody_can_be_asked),
        cmocka_unit_test(every_part_of_it_is_needed),
    };
    return cmocka_run_group_tests_name("survey information", tests, NULL, NULL);
}
