#include "unit/temp_dir.h"

#include "base/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define COUNT 3

static const struct config_entry defaults[COUNT] = {
    {"institution", "none"}, {"smtp_server", ""}, {"port", "8080"}};

/* Reads TEXT as a file over the defaults. */
static enum err read_text(const char *text, size_t len,
                          struct config_entry entries[COUNT],
                          struct err_note *note)
{
    struct temp_dir dir = temp_dir_make();
    struct file_path path = temp_dir_file(&dir, "chorus.conf");
    assert_int_equal(file_write(path.s, text, len, 0600, NULL), ERR_OK);
    memcpy(entries, defaults, sizeof defaults);
    enum err e = config_read(path.s, entries, COUNT, note);
    temp_dir_remove(&dir);
    return e;
}

/* WANT is what follows the file's name, which ends in chorus.conf. */
static void expect_refusal(const char *text, const char *want)
{
    struct config_entry entries[COUNT];
    struct err_note note = {""};
    assert_int_equal(read_text(text, strlen(text), entries, &note), ERR_FORMAT);
    const char *at = strstr(note.text, "chorus.conf");
    assert_non_null(at);
    if (strncmp(at + strlen("chorus.conf"), want, strlen(want)) != 0)
        fail_msg("\"%s\" is not \"%s\"", note.text, want);
    for (size_t i = 0; i < COUNT; i++)
        assert_string_equal(entries[i].value, defaults[i].value);
}

static void lines_set_keys_and_comments_do_not(void **state)
{
    (void)state;
    static const char text[] = "# chorus.conf\n"
                               "\n"
                               "  institution =  St. John = Mary  # ours\r\n"
                               "port=0\n"
                               "\t# port = 1\n"
                               "smtp_server =";
    struct config_entry entries[COUNT];
    assert_int_equal(read_text(text, sizeof text - 1, entries, NULL), ERR_OK);
    assert_string_equal(config_get(entries, COUNT, "institution"),
                        "St. John = Mary");
    assert_string_equal(config_get(entries, COUNT, "port"), "0");
    assert_string_equal(config_get(entries, COUNT, "smtp_server"), "");
}

static void no_file_and_an_empty_file_leave_the_defaults(void **state)
{
    (void)state;
    struct config_entry entries[COUNT];
    memcpy(entries, defaults, sizeof defaults);
    assert_int_equal(config_read("/nonexistent", entries, COUNT, NULL), ERR_OK);
    assert_string_equal(config_get(entries, COUNT, "port"), "8080");
    assert_int_equal(read_text("", 0, entries, NULL), ERR_OK);
    assert_string_equal(config_get(entries, COUNT, "institution"), "none");
}

static void a_wrong_line_is_named_and_changes_nothing(void **state)
{
    (void)state;
    expect_refusal("port = 1\n\nhello\n", ":3: expected key = value");
    expect_refusal("port = 1\nprot = 2\n", ":2: unknown key");
    expect_refusal("= 2\n", ":1: unknown key");
    expect_refusal("Port = 2\n", ":1: unknown key");
    expect_refusal("port = 1\nport = 1\n", ":2: port is set twice");
}

static void a_value_is_bounded(void **state)
{
    (void)state;
    struct buf b = BUF_INIT;
    buf_put_text(&b, "port = ");
    for (size_t i = 0; i < CONFIG_VALUE_SIZE - 1; i++)
        buf_put_u8(&b, 'x');
    struct config_entry entries[COUNT];
    assert_int_equal(read_text(buf_text(&b), b.len, entries, NULL), ERR_OK);
    assert_int_equal(strlen(config_get(entries, COUNT, "port")),
                     CONFIG_VALUE_SIZE - 1);
    buf_put_u8(&b, 'x');
    expect_refusal(buf_text(&b), ":1: the value is too long");
    buf_free(&b);
}

static void a_file_with_a_nul_is_not_cut_there_in_silence(void **state)
{
    (void)state;
    static const char text[] = "port = 1\n\0\nprot = 2\n";
    struct config_entry entries[COUNT];
    assert_int_equal(read_text(text, sizeof text - 1, entries, NULL),
                     ERR_FORMAT);
    assert_string_equal(config_get(entries, COUNT, "port"), "8080");
}

static void no_note_repeats_what_stands_in_the_file(void **state)
{
    (void)state;
    static const char *const texts[] = {"SECRET\n", "SECRET = 1\n",
                                        "port = SECRET\nport = SECRET\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct config_entry entries[COUNT];
        struct err_note note = {""};
        assert_int_equal(read_text(texts[i], strlen(texts[i]), entries, &note),
                         ERR_FORMAT);
        assert_null(strstr(note.text, "SECRET"));
    }
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_set_keys_and_comments_do_not),
        cmocka_unit_test(no_file_and_an_empty_file_leave_the_defaults),
        cmocka_unit_test(a_wrong_line_is_named_and_changes_nothing),
        cmocka_unit_test(a_value_is_bounded),
        cmocka_unit_test(a_file_with_a_nul_is_not_cut_there_in_silence),
        cmocka_unit_test(no_note_repeats_what_stands_in_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
