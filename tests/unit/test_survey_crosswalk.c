/* survey: which requirements the six areas speak to. */
#include "unit/survey_load.h"

#include "survey/crosswalk.h"

static void the_shipped_crosswalk_has_every_area(void **state)
{
    (void)state;
    struct buf b = load_bytes("surveys/crosswalk.json");
    struct survey_crosswalk *c = NULL;
    struct survey_problems p;
    assert_int_equal(survey_crosswalk_parse(b.data, b.len, &c, &p), ERR_OK);
    for (size_t i = 0; survey_area_ids[i] != NULL; i++) {
        const struct survey_crosswalk_area *area =
            survey_crosswalk_find(c, survey_area_ids[i]);
        assert_non_null(area);
        for (size_t q = 0; q < area->count; q++) {
            assert_true(area->list[q].framework < c->framework_count);
            assert_true(survey_crosswalk_text(c, &area->list[q].title)[0] != 0);
        }
    }
    assert_null(survey_crosswalk_find(c, "other"));
    survey_crosswalk_free(c);
    buf_free(&b);
}

#define FILE_OF(areas)                                                         \
    "{\"format\":\"chorus-crosswalk-v1\",\"languages\":[\"en\"],"              \
    "\"frameworks\":[{\"id\":\"f\",\"name\":{\"en\":\"F\"}}],\n"               \
    "\"areas\":[" areas "]}"
#define AREA(id, framework)                                                    \
    "{\"area\":\"" id "\",\"requirements\":[{\"framework\":\"" framework       \
    "\",\"label\":\"1\",\"title\":{\"en\":\"T\"}}]}"

static void check(const char *text, const char *says)
{
    struct survey_crosswalk *c = NULL;
    struct survey_problems p;
    enum err e =
        survey_crosswalk_parse((const uint8_t *)text, strlen(text), &c, &p);
    if (says == NULL) {
        assert_int_equal(e, ERR_OK);
        survey_crosswalk_free(c);
        return;
    }
    assert_int_equal(e, ERR_FORMAT);
    assert_null(c);
    assert_int_equal(p.list[0].line, 2);
    assert_non_null(strstr(p.list[0].text, says));
}

static void what_is_wrong_in_a_crosswalk_is_named_with_its_line(void **state)
{
    (void)state;
    check(FILE_OF(AREA("mentorship", "f")), NULL);
    check(FILE_OF(AREA("mentorship", "g")), "no framework \"g\"");
    check(FILE_OF(AREA("other", "f")), "");
    check(FILE_OF(AREA("mentorship", "f") "," AREA("mentorship", "f")),
          "is there twice");
    check(FILE_OF("{\"area\":\"mentorship\",\"requirements\":[{\"framework\":"
                  "\"f\",\"label\":\"1\\u001b\",\"title\":{\"en\":\"T\"}}]}"),
          "a label is one line");
    check(FILE_OF("{\"area\":\"mentorship\",\"requirements\":[]}"), "");
    check(FILE_OF("{\"area\":\"mentorship\"}"), "");
    check(FILE_OF(""), "");
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_crosswalk_has_every_area),
        cmocka_unit_test(what_is_wrong_in_a_crosswalk_is_named_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
