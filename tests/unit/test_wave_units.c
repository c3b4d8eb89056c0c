/* A wave's document of units: written, read again, refused; and what of a
 * roster goes into it. */
#include "known.h"

#include "roster/units.h"

#define GOOD                                                                   \
    "{\"format\":\"chorus-units-v1\",\"units\":["                              \
    "{\"site\":\"Main\",\"type\":\"residency\",\"unit\":\"P1\"},"              \
    "{\"site\":\"\",\"type\":\"mixed\",\"unit\":\"S-medicine\"}],"             \
    "\"wave\":\"w\"}"

static enum err parse(const char *text, struct wave_units **out)
{
    return wave_units_parse((const uint8_t *)text, strlen(text), out, NULL);
}

static void the_file_comes_back_byte_for_byte(void **state)
{
    (void)state;
    struct wave_units *u = NULL;
    struct buf bytes = BUF_INIT;
    assert_int_equal(parse(GOOD, &u), ERR_OK);
    assert_string_equal(u->wave, "w");
    assert_int_equal(u->count, 2);
    assert_string_equal(wave_units_find(u, "P1")->site, "Main");
    assert_string_equal(wave_units_find(u, "S-medicine")->type, "mixed");
    assert_null(wave_units_find(u, "P2"));
    assert_int_equal(wave_units_write(u, &bytes), ERR_OK);
    assert_string_equal(buf_text(&bytes), GOOD);
    buf_free(&bytes);
    wave_units_free(u);
}

static void another_file_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "[]",
        "{}",
        "{\"format\":\"chorus-units-v2\",\"units\":[],\"wave\":\"w\"}",
        "{\"format\":\"chorus-units-v1\",\"units\":[],\"wave\":\"a b\"}",
        "{\"format\":\"chorus-units-v1\",\"units\":[],\"wave\":\"w\",\"x\":1}",
        "{\"format\":\"chorus-units-v1\",\"units\":[1],\"wave\":\"w\"}",
        "{\"format\":\"chorus-units-v1\",\"units\":[{\"site\":\"\",\"type\":"
        "\"\",\"unit\":\"B\"},{\"site\":\"\",\"type\":\"\",\"unit\":\"A\"}],"
        "\"wave\":\"w\"}",
        "{\"format\":\"chorus-units-v1\",\"units\":[{\"site\":\"\",\"type\":"
        "\"\",\"unit\":\"A\"},{\"site\":\"\",\"type\":\"\",\"unit\":\"A\"}],"
        "\"wave\":\"w\"}",
        "{\"format\":\"chorus-units-v1\",\"units\":[{\"site\":\"\\n\","
        "\"type\":\"\",\"unit\":\"A\"}],\"wave\":\"w\"}",
        "{\"format\":\"chorus-units-v1\",\"units\":[{\"site\":\"\",\"type\":7,"
        "\"unit\":\"A\"}],\"wave\":\"w\"}"};
    struct wave_units *u = NULL;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(parse(wrong[i], &u), ERR_FORMAT);
    assert_null(u);
}

#define PROGRAM(i, t, s)                                                       \
    {                                                                          \
        .id = (i), .name = "Name", .department = "Medicine", .type = (t),      \
        .site = (s), .unit = "", .people = 4                                   \
    }

static void a_unit_has_what_all_its_programs_have(void **state)
{
    (void)state;
    struct roster_program programs[] = {
        PROGRAM("P1", "residency", "Main"), PROGRAM("P2", "residency", "East"),
        PROGRAM("P3", "residency", "Main"), PROGRAM("P4", "", NULL)};
    struct wave_program first[] = {{"P1", 4}, {"P2", 4}, {"P3", 4}};
    struct wave_program second[] = {{"P4", 4}};
    const struct roster roster = {.programs = programs, .program_count = 4};
    char name[] = "Name";
    const struct wave_group groups[] = {
        {1, "S-medicine", name, name, 12, first, 3},
        {2, "P4", name, name, 4, second, 1}};
    struct wave_units *u = NULL;
    assert_int_equal(roster_units_new(&roster, "w", groups, 2, &u), ERR_OK);
    assert_int_equal(u->count, 2);
    assert_string_equal(u->units[0].unit, "P4"); /* bytewise */
    assert_string_equal(u->units[0].type, "");
    assert_string_equal(u->units[0].site, "");
    assert_string_equal(u->units[1].type, "residency");
    assert_string_equal(u->units[1].site, WAVE_UNITS_MIXED);
    wave_units_free(u);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_file_comes_back_byte_for_byte),
        cmocka_unit_test(another_file_is_refused),
        cmocka_unit_test(a_unit_has_what_all_its_programs_have),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
