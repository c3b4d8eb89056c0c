/* base/calendar: days in the words of a language, which is a file. */
#include "base/calendar.h"

#include "base/file.h"
#include "temp_dir.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define MONTHS "Months: a b c d e f g h i j k l\n"

static struct temp_dir dir;

static void put(const char *name, const char *text)
{
    struct file_path path = temp_dir_file(&dir, name);
    assert_int_equal(file_write(path.s, text, strlen(text), 0600, NULL),
                     ERR_OK);
}

static int make(void **state)
{
    (void)state;
    dir = temp_dir_make();
    return 0;
}

static int take_away(void **state)
{
    (void)state;
    temp_dir_remove(&dir);
    return 0;
}

static void a_day_is_written_in_the_manner_of_its_language(void **state)
{
    (void)state;
    static const struct {
        const char *language;
        const char *date;
        const char *words;
    } days[] = {
        {"en", "2026-12-15", "15 December 2026"},
        {"en", "2027-01-01", "1 January 2027"},
        {"es", "2026-12-15", "15 de diciembre de 2026"},
        {"es-MX", "2028-02-29", "29 de febrero de 2028"},
    };
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct calendar calendar;
        char words[CALENDAR_DATE_SIZE];
        assert_int_equal(
            calendar_load("templates", days[i].language, &calendar, NULL),
            ERR_OK);
        assert_int_equal(calendar_date(&calendar, days[i].date, words), ERR_OK);
        assert_string_equal(words, days[i].words);
    }
}

static void what_is_no_day_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", "2026-02-29", "2026-13-01",
                                        "2026-12-15T00:00:00Z"};
    struct calendar calendar;
    char words[CALENDAR_DATE_SIZE];
    assert_int_equal(calendar_load("templates", "es", &calendar, NULL), ERR_OK);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(calendar_date(&calendar, wrong[i], words), ERR_FORMAT);
}

static void the_parts_of_a_day_stand_in_any_order(void **state)
{
    (void)state;
    struct calendar calendar;
    char words[CALENDAR_DATE_SIZE];
    put("calendar.ja.txt",
        "Date: {{YEAR}}\xe5\xb9\xb4 {{MONTH}} {{DAY}}\xe6\x97\xa5\n" MONTHS);
    assert_int_equal(calendar_load(dir.path, "ja", &calendar, NULL), ERR_OK);
    assert_int_equal(calendar_date(&calendar, "2026-12-05", words), ERR_OK);
    assert_string_equal(words, "2026\xe5\xb9\xb4 l 5\xe6\x97\xa5");
}

static void a_language_without_a_calendar_is_not_there(void **state)
{
    (void)state;
    static const char *const none[] = {"fr", "", "../en", "e.n", "a/b"};
    struct calendar calendar;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(calendar_load("templates", none[i], &calendar, NULL),
                         ERR_NOT_FOUND);
}

static void a_calendar_that_lacks_something_is_refused_by_its_name(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        MONTHS,
        MONTHS "Date: {{DAY}} {{MONTH}}\n",
        MONTHS "Date: {{DAY}} {{DAY}} {{MONTH}} {{YEAR}}\n",
        "Months: a b c d e f g h i j k\nDate: {{DAY}} {{MONTH}} {{YEAR}}\n",
        "Months: a b c d e f g h i j k l m\nDate: {{DAY}} {{MONTH}} {{YEAR}}\n",
        MONTHS "Date: {{DAY}} {{MONTH}} {{YEAR}}, and so on, for longer than "
               "any language would\n",
        MONTHS "Date: {{DAY}} {{MONTH}} {{YEAR}} \xff\n",
        MONTHS "Date: {{DAY}} {{MONTH}} {{YEAR}}\r\n",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct calendar calendar;
        struct err_note note = {""};
        put("calendar.xx.txt", wrong[i]);
        assert_int_equal(calendar_load(dir.path, "xx", &calendar, &note),
                         ERR_FORMAT);
        assert_non_null(strstr(note.text, "calendar.xx.txt: needs Months:"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_is_written_in_the_manner_of_its_language),
        cmocka_unit_test(what_is_no_day_is_refused),
        cmocka_unit_test_setup_teardown(the_parts_of_a_day_stand_in_any_order,
                                        make, take_away),
        cmocka_unit_test(a_language_without_a_calendar_is_not_there),
        cmocka_unit_test_setup_teardown(
            a_calendar_that_lacks_something_is_refused_by_its_name, make,
            take_away),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
