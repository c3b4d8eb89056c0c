#include "base/datetime.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void zone(const char *tz)
{
    assert_int_equal(setenv("TZ", tz, 1), 0);
    tzset();
}

/* New York's rule, so that no zone file is needed. */
#define NEW_YORK "EST5EDT,M3.2.0,M11.1.0"

static void expect_time(const char *text, int64_t want_sec)
{
    int64_t sec = -1;
    assert_int_equal(datetime_parse(text, &sec), ERR_OK);
    assert_int_equal(sec, want_sec);
}

static void expect_bad_time(const char *text)
{
    int64_t sec = -7;
    assert_int_equal(datetime_parse(text, &sec), ERR_FORMAT);
    assert_int_equal(sec, -7);
}

static int64_t closing(const char *text, int64_t now_sec)
{
    int64_t sec = 0;
    assert_int_equal(datetime_parse_closing(text, now_sec, &sec), ERR_OK);
    return sec;
}

static void rfc_3339_is_read_in_any_zone(void **state)
{
    (void)state;
    expect_time("1970-01-01T00:00:00Z", 0);
    expect_time("1970-01-01T00:00:00+00:00", 0);
    expect_time("1970-01-01T01:00:00+01:00", 0);
    expect_time("2026-12-15T23:59:59-05:00", 1797397199);
    expect_time("2026-12-16T04:59:59Z", 1797397199);
    expect_time("2026-12-16T10:29:59+05:30", 1797397199);
    expect_time("2024-02-29T00:00:00Z", 1709164800);
    expect_time("2000-02-29T00:00:00Z", 951782400);
}

static void what_is_no_time_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "1970-01-01T00:00:00+00:01",
        "8999-12-31T23:59:59-05:00",
        "2026-12-15",
        "2026-12-15T23:59:59",
        "2026-12-15T23:59Z",
        "2026-12-15 23:59:59Z",
        "2026-12-15t23:59:59Z",
        "2026-12-15T23:59:59z",
        "2026-12-15T23:59:60Z",
        "2026-12-15T24:00:00Z",
        "2026-12-15T23:60:00Z",
        "2026-12-15T23:59:59.5Z",
        "2026-12-15T23:59:59-0500",
        "2026-12-15T23:59:59-05:60",
        "2026-12-15T23:59:59-24:00",
        "2026-12-15T23:59:59-05:00 ",
        "2026-13-15T23:59:59Z",
        "2026-00-15T23:59:59Z",
        "2026-11-31T23:59:59Z",
        "2026-02-29T23:59:59Z",
        "2100-02-29T23:59:59Z",
        "1969-12-31T23:59:59Z",
        "9000-01-01T00:00:00Z",
        "2026-1a-15T23:59:59Z",
        " 2026-12-15T23:59:59Z",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect_bad_time(texts[i]);
}

static void a_closing_date_is_the_end_of_that_day_where_the_office_is(
    void **state)
{
    (void)state;
    zone(NEW_YORK);
    assert_int_equal(closing("2026-12-15", 0), 1797397199); /* winter */
    int64_t sec = 0;
    assert_int_equal(datetime_parse("2026-07-15T23:59:59-04:00", &sec), ERR_OK);
    assert_int_equal(closing("2026-07-15", 0), sec); /* summer */
    /* The days on which the clock is changed are 23 and 25 hours long. */
    assert_int_equal(closing("2026-03-08", 0) - closing("2026-03-07", 0),
                     23 * 3600);
    assert_int_equal(closing("2026-11-01", 0) - closing("2026-10-31", 0),
                     25 * 3600);
    zone("UTC");
    assert_int_equal(closing("2026-12-15", 0), 1797397199 - 5 * 3600);
}

static void a_closing_time_may_be_so_long_from_now(void **state)
{
    (void)state;
    assert_int_equal(closing("+90m", 1000), 1000 + 90 * 60);
    assert_int_equal(closing("+36h", 1000), 1000 + 36 * 3600);
    assert_int_equal(closing("+10d", 1000), 1000 + 864000);
    assert_int_equal(closing("+999999d", 0), 999999LL * 86400);
    assert_int_equal(closing("2026-12-16T04:59:59Z", 5), 1797397199);
}

static void what_is_no_closing_time_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",          "+",        "+m",         "+0d",         "+-1d",
        "+1",        "+1s",      "+1 d",       "+1dd",        "+1.5d",
        "10d",       "+d1",      "2026-02-30", "2026-12-15T", "15.12.2026",
        "+9999999d", "tomorrow", "9999-12-31"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        int64_t sec = -7;
        assert_int_equal(datetime_parse_closing(texts[i], 0, &sec), ERR_FORMAT);
        assert_int_equal(sec, -7);
    }
}

static void times_are_written_in_the_local_zone(void **state)
{
    (void)state;
    char text[DATETIME_RFC3339_SIZE];
    char date[DATETIME_DATE_SIZE];
    char words[DATETIME_WORDS_SIZE];
    zone(NEW_YORK);
    datetime_rfc3339(1797397199, text);
    assert_string_equal(text, "2026-12-15T23:59:59-05:00");
    datetime_date(1797397199, date);
    assert_string_equal(date, "2026-12-15");
    datetime_words(1797397199, words);
    assert_string_equal(words, "15 December 2026, 23:59");
    zone("UTC");
    datetime_rfc3339(1797397199, text);
    assert_string_equal(text, "2026-12-16T04:59:59+00:00");
    datetime_date(1797397199, date);
    assert_string_equal(date, "2026-12-16");
    zone("<+0530>-5:30");
    datetime_rfc3339(1797397199, text);
    assert_string_equal(text, "2026-12-16T10:29:59+05:30");
}

/* One and the same hour twice in autumn: the zone tells them apart. */
static void what_is_written_is_read_back_across_the_change_of_clocks(
    void **state)
{
    (void)state;
    zone(NEW_YORK);
    int64_t from_sec = closing("2026-10-31", 0);
    for (int64_t sec = from_sec; sec < from_sec + 86400; sec += 599) {
        char text[DATETIME_RFC3339_SIZE];
        datetime_rfc3339(sec, text);
        expect_time(text, sec);
    }
    zone("UTC");
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rfc_3339_is_read_in_any_zone),
        cmocka_unit_test(what_is_no_time_is_refused),
        cmocka_unit_test(
            a_closing_date_is_the_end_of_that_day_where_the_office_is),
        cmocka_unit_test(a_closing_time_may_be_so_long_from_now),
        cmocka_unit_test(what_is_no_closing_time_is_refused),
        cmocka_unit_test(times_are_written_in_the_local_zone),
        cmocka_unit_test(
            what_is_written_is_read_back_across_the_change_of_clocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
