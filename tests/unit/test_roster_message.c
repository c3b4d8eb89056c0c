#include "known.h"

#include "roster/campaign.h"
#include "roster/message.h"
#include "roster/wording.h"

static char *header_of(const char *text)
{
    struct buf b = BUF_INIT;
    size_t len = 0;
    message_put_header_text(&b, text, 9);
    buf_put_u8(&b, 0);
    return (char *)buf_take(&b, &len);
}

static void no_text_begins_a_header_of_its_own(void **state)
{
    (void)state;
    static const char *const evil[] = {
        "a\r\nBcc: x@example.org", "\nTo: y",
        "=?UTF-8?Q?=0D=0ABcc:?=", "é\r\n\r\nbody", "\x7f\t\x01"};
    for (size_t i = 0; i < sizeof evil / sizeof *evil; i++) {
        char *h = header_of(evil[i]);
        assert_memory_equal(h, "=?UTF-8?B?", 10);
        for (char *p = strchr(h, '\n'); p != NULL; p = strchr(p + 1, '\n'))
            assert_memory_equal(p, "\n =?UTF-8?B?", 12);
        free(h);
    }
}

static void a_long_header_is_folded_between_characters(void **state)
{
    (void)state;
    char text[601];
    for (size_t i = 0; i < 300; i++)
        memcpy(text + 2 * i, "é", 2);
    text[600] = '\0';
    char *h = header_of(text);
    size_t column = 9;
    for (const char *p = h; *p != '\0'; p++) {
        column = *p == '\n' ? 0 : column + 1;
        assert_true(column <= 78);
    }
    free(h);
    h = header_of("plain words");
    assert_string_equal(h, "plain words");
    free(h);
}

static void quoted_text_keeps_lines_short_and_dots_away(void **state)
{
    (void)state;
    struct buf b = BUF_INIT;
    char text[400];
    memset(text, 'x', sizeof text);
    memcpy(text, ".\nFrom me = é \n.x", 18);
    text[18] = 'y';
    text[399] = '\0';
    message_put_quoted(&b, text);
    const char *out = buf_text(&b);
    static const char begin[] = "=2E\r\n=46rom me =3D =C3=A9=20\r\n=2Ex";
    assert_memory_equal(out, begin, sizeof begin - 1);
    for (const char *line = out; line != NULL;) {
        const char *end = strstr(line, "\r\n");
        assert_true((end == NULL ? strlen(line) : (size_t)(end - line)) <= 76);
        line = end == NULL ? NULL : end + 2;
    }
    buf_free(&b);
}

static void an_address_is_one_with_or_without_a_name(void **state)
{
    (void)state;
    struct message_address a;
    assert_int_equal(message_address_parse("José, GME <a@b.org>", &a), ERR_OK);
    assert_string_equal(a.name, "José, GME");
    assert_string_equal(a.address, "a@b.org");
    assert_int_equal(message_address_parse("\"Q\" <a@b.org>", &a), ERR_OK);
    assert_string_equal(a.name, "Q");
    assert_int_equal(message_address_parse("a@b.org", &a), ERR_OK);
    static const char *const bad[] = {"",
                                      "name",
                                      "x <a@b.org",
                                      "<a>",
                                      "a@b.org> c",
                                      "x\r\n <a@b.org>",
                                      "a@b.org, c@d.org"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(message_address_parse(bad[i], &a), ERR_FORMAT);
}

static void words_come_in_the_nearest_language(void **state)
{
    (void)state;
    struct wording *w = NULL;
    static const char *const pairs[][2] = {{"es", "es"},   {"es-MX", "es"},
                                           {"fr", "en"},   {"", "en"},
                                           {"../x", "en"}, {"en", "en"}};
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(
            wording_load("templates", "mail_invite", pairs[i][0], &w, NULL),
            ERR_OK);
        assert_string_equal(w->language, pairs[i][1]);
        wording_free(w);
    }
    assert_int_equal(wording_load("templates", "none", "en", &w, NULL),
                     ERR_NOT_FOUND);
}

static void a_marker_without_a_value_is_an_error(void **state)
{
    (void)state;
    struct wording *raw = NULL;
    struct wording *w = NULL;
    struct err_note note = {""};
    const struct wording_value some[] = {{"INSTITUTION", "A\r\nB"}};
    assert_int_equal(wording_load("templates", "mail_invite", "en", &raw, NULL),
                     ERR_OK);
    assert_int_equal(wording_fill(raw, some, 1, &w, &note), ERR_FORMAT);
    assert_non_null(strstr(note.text, "{{CLOSES}}"));
    wording_free(raw);
}

static void a_campaign_keeps_to_its_wave(void **state)
{
    (void)state;
    for (int64_t days = 0; days < 70; days++)
        for (int64_t start = 0; start < 7; start++) {
            struct campaign_step steps[CAMPAIGN_STEPS_MAX];
            int64_t opens = 1700000000 + start * 86400;
            int64_t closes = opens + days * 86400 + 3600;
            size_t n = campaign_plan(opens, closes, steps);
            assert_in_range(n, 5, CAMPAIGN_STEPS_MAX);
            for (size_t i = 4; i < n; i++) /* invites, reminders, thanks */
                assert_true(steps[i].day_sec > steps[i - 1].day_sec);
            for (size_t i = 4; i + 1 < n; i++)
                assert_true(steps[i].day_sec < closes);
            assert_int_equal(steps[n - 1].what, CAMPAIGN_THANKS);
            assert_true(steps[n - 1].day_sec > closes - 12 * 3600);
            if (days > 20)
                assert_int_equal(n, CAMPAIGN_STEPS_MAX);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_text_begins_a_header_of_its_own),
        cmocka_unit_test(a_long_header_is_folded_between_characters),
        cmocka_unit_test(quoted_text_keeps_lines_short_and_dots_away),
        cmocka_unit_test(an_address_is_one_with_or_without_a_name),
        cmocka_unit_test(words_come_in_the_nearest_language),
        cmocka_unit_test(a_marker_without_a_value_is_an_error),
        cmocka_unit_test(a_campaign_keeps_to_its_wave),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
