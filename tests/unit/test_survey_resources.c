#include "unit/survey_load.h"

#include "survey/resources.h"

static void the_shipped_resources_can_be_read(void **state)
{
    (void)state;
    struct buf b = load_bytes("surveys/resources.json");
    struct survey_resources *r = NULL;
    struct survey_problems p;
    bool lifeline = false;
    assert_int_equal(survey_resources_parse(b.data, b.len, &r, &p), ERR_OK);
    for (size_t i = 0; i < r->count; i++) {
        const struct survey_resource *one = &r->list[i];
        for (size_t l = 0; l < r->language_count; l++) {
            assert_non_null(one->name.in[l]);
            assert_non_null(one->who_learns.in[l]);
        }
        lifeline = lifeline || (one->kind == SURVEY_RESOURCE_CRISIS &&
                                strcmp(one->phone, "988") == 0 &&
                                strcmp(one->sms, "988") == 0);
        /* What the demo makes up says so, and has a number kept for fiction. */
        if (strncmp(one->id, "demo_", 5) == 0) {
            assert_non_null(strstr(one->name.in[0], "fictional"));
            assert_non_null(strstr(one->phone, "555-01"));
        }
    }
    assert_true(lifeline);
    assert_string_equal(survey_resources_text_in(r, &r->list[1].name, "es"),
                        "Servicios de emergencia");
    assert_string_equal(survey_resource_kind_name(r->list[1].kind),
                        "emergency");
    survey_resources_free(r);
    buf_free(&b);
}

/* What every entry has. */
#define OF_ALL                                                                 \
    "\"name\":{\"en\":\"N\"},\"audience\":\"trainee\","                        \
    "\"eligibility\":{\"en\":\"A\"},\"hours\":{\"en\":\"H\"},"                 \
    "\"who_learns\":{\"en\":\"W\"},\"lead\":\"L\""
#define ONE "{\"id\":\"a\",\"kind\":\"crisis\"," OF_ALL
#define FILE_OF(list)                                                          \
    "{\"format\":\"chorus-resources-v1\",\"languages\":[\"en\"],\n"            \
    "\"resources\":[" list "]}"

static void check(const char *text, size_t line, size_t column,
                  const char *says)
{
    struct survey_resources *r = NULL;
    struct survey_problems p;
    const enum err err =
        survey_resources_parse((const uint8_t *)text, strlen(text), &r, &p);
    if (says == NULL) {
        assert_int_equal(err, ERR_OK);
        survey_resources_free(r);
        return;
    }
    assert_int_equal(err, ERR_FORMAT);
    assert_null(r);
    assert_int_equal(p.count, 1);
    if (p.list[0].line != line || p.list[0].column != column ||
        strstr(p.list[0].text, says) == NULL)
        fail_msg("%s: %zu:%zu: %s", text, p.list[0].line, p.list[0].column,
                 p.list[0].text);
}

static void a_resource_can_be_reached_and_verified(void **state)
{
    (void)state;
    check(FILE_OF(ONE ",\"phone\":\"988\"}"), 0, 0, NULL);
    check(FILE_OF(ONE ",\"sms\":\"988\",\"url\":\"https://x.example/a?b=c\"}"),
          0, 0, NULL);
    check(FILE_OF(ONE
                  ",\"sms\":\"988\"},\n{\"id\":\"b\",\"kind\":\"peer\"," OF_ALL
                  "}"),
          3, 1, "no way to reach it");
    check(FILE_OF(ONE ",\"sms\":\"988\",\n\"phone\":\"call us\"}"), 3, 9,
          "a number has");
    check(FILE_OF(ONE ",\"sms\":\"988\",\n\"phone\":\"+-\"}"), 3, 9,
          "a number has");
    check(FILE_OF(ONE ",\"sms\":\"988\",\n\"url\":\"http://x.example/\"}"), 3,
          7, "https://");
    check(FILE_OF(ONE ",\"sms\":\"988\",\n\"url\":\"javascript:x\"}"), 3, 7,
          "https://");
    check(FILE_OF(ONE ",\"sms\":\"988\",\n\"url\":\"https://x\\\"y\"}"), 3, 7,
          "https://");
    check(FILE_OF(ONE ",\"sms\":\"988\",\"last_verified\":\"2024-02-29\","
                      "\"verified_by\":\"B\"}"),
          0, 0, NULL);
    check(FILE_OF(ONE ",\"sms\":\"988\",\n\"last_verified\":\"2026-02-29\","
                      "\"verified_by\":\"B\"}"),
          3, 17, "YYYY-MM-DD");
    check(FILE_OF(ONE ",\"sms\":\"988\",\n\"last_verified\":\"yesterday!\","
                      "\"verified_by\":\"B\"}"),
          3, 17, "YYYY-MM-DD");
    check(FILE_OF(ONE ",\"sms\":\"988\",\n\"fax\":\"1\"}"), 3, 1,
          "unknown key \"fax\"");
}

static void a_number_can_be_dialled(void **state)
{
    (void)state;
    static const char *const good[] = {"988",
                                       "741741",
                                       "202-555-0142",
                                       "(202) 555 0142",
                                       "1-888-409-0141",
                                       "+49 30 901820",
                                       "+18884090141"};
    static const char *const bad[] = {
        "91",           "555-0142",     "102-555-0142", "2-888-409-0141",
        "++1888409014", "1+8884090141", "+1234567",     "+1234567890123456"};
    char text[512];
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        (void)snprintf(text, sizeof text, FILE_OF(ONE ",\"phone\":\"%s\"}"),
                       good[i]);
        check(text, 0, 0, NULL);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        (void)snprintf(text, sizeof text,
                       FILE_OF(ONE ",\"sms\":\"988\",\n\"phone\":\"%s\"}"),
                       bad[i]);
        check(text, 3, 9, "a number has");
    }
}

static void who_verified_and_when_go_together(void **state)
{
    (void)state;
    check(FILE_OF(ONE ",\"sms\":\"988\",\"last_verified\":\"2026-01-01\"}"), 2,
          14, "go together");
    check(FILE_OF(ONE ",\"sms\":\"988\",\"verified_by\":\"B\"}"), 2, 14,
          "go together");
}

static void an_entry_grows_stale_after_half_a_year(void **state)
{
    (void)state;
    struct survey_resource one = {.last_verified = NULL};
    const int64_t day_sec = 1767225600; /* 2026-01-01 */
    assert_true(survey_resource_is_stale(&one, day_sec));
    one.last_verified = "2026-01-01";
    assert_false(survey_resource_is_stale(&one, day_sec));
    assert_false(survey_resource_is_stale(&one, day_sec + 180 * 86400));
    assert_true(survey_resource_is_stale(&one, day_sec + 180 * 86400 + 1));
}

static void a_crisis_line_is_for_trainees_and_has_a_number(void **state)
{
    (void)state;
    check(FILE_OF(ONE ",\"url\":\"https://x.example/\"}"), 2, 13,
          "no crisis line");
    check("{\"format\":\"chorus-resources-v1\",\"languages\":[\"en\"],\n"
          "\"resources\":[{\"id\":\"a\",\"kind\":\"crisis\",\"name\":{\"en\":"
          "\"N\"},\"audience\":\"program\",\"eligibility\":{\"en\":\"A\"},"
          "\"hours\":{\"en\":\"H\"},\"who_learns\":{\"en\":\"W\"},"
          "\"lead\":\"L\",\"phone\":\"988\"}]}",
          2, 13, "no crisis line");
}

static void a_crisis_line_is_always_among_them(void **state)
{
    (void)state;
    check("{\"format\":\"chorus-resources-v1\",\"languages\":[\"en\"],\n"
          "\"resources\":[{\"id\":\"a\",\"kind\":\"peer\",\"name\":{\"en\":"
          "\"N\"},"
          "\"audience\":\"trainee\",\"eligibility\":{\"en\":\"A\"},"
          "\"hours\":{\"en\":\"H\"},\"who_learns\":{\"en\":\"W\"},"
          "\"lead\":\"L\",\"phone\":\"988\"}]}",
          2, 13, "no crisis line");
    check(FILE_OF(""), 2, 13, "at least 1 needed");
    check(FILE_OF(ONE ",\"phone\":\"988\"},\n" ONE ",\"phone\":\"988\"}"), 3, 7,
          "duplicate resource id \"a\"");
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_resources_can_be_read),
        cmocka_unit_test(a_resource_can_be_reached_and_verified),
        cmocka_unit_test(a_number_can_be_dialled),
        cmocka_unit_test(who_verified_and_when_go_together),
        cmocka_unit_test(an_entry_grows_stale_after_half_a_year),
        cmocka_unit_test(a_crisis_line_is_for_trainees_and_has_a_number),
        cmocka_unit_test(a_crisis_line_is_always_among_them),
    };
    return cmocka_run_group_tests_name("survey resources", tests, NULL, NULL);
}
