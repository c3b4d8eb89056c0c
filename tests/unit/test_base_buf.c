#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void bytes_are_appended_and_always_end_with_nul(void **state)
{
    (void)state;
    struct buf b = BUF_INIT;
    assert_string_equal(buf_text(&b), "");
    for (size_t i = 0; i < 1000; i++) {
        buf_put_u8(&b, (uint8_t)('a' + i % 26));
        assert_int_equal(b.len, i + 1);
        assert_int_equal(b.data[b.len], 0);
    }
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(b.data[i], 'a' + i % 26);
    assert_int_equal(buf_check(&b), ERR_OK);
    buf_free(&b);
    assert_null(b.data);
    assert_int_equal(b.len, 0);
}

static void integers_are_big_endian(void **state)
{
    (void)state;
    struct buf b = BUF_INIT;
    buf_put_u16(&b, 0x0102);
    buf_put_u32(&b, 0xfffefdfc);
    static const uint8_t want[] = {1, 2, 0xff, 0xfe, 0xfd, 0xfc};
    assert_int_equal(b.len, sizeof want);
    assert_memory_equal(b.data, want, sizeof want);
    assert_int_equal(buf_get_u16(b.data), 0x0102);
    assert_int_equal(buf_get_u32(b.data + 2), 0xfffefdfc);
    buf_free(&b);
}

static void printing_fits_whatever_comes(void **state)
{
    (void)state;
    struct buf b = BUF_INIT;
    char long_text[300];
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = 0;
    buf_put_text(&b, "<");
    buf_printf(&b, "%s|%d", long_text, -7);
    assert_int_equal(b.len, 1 + 299 + 3);
    assert_string_equal(buf_text(&b) + 300, "|-7");
    buf_printf(&b, "%s", "");
    assert_int_equal(b.len, 303);
    buf_free(&b);
}

static void the_first_failure_is_remembered(void **state)
{
    (void)state;
    struct buf b = BUF_INIT;
    buf_put_text(&b, "abc");
    buf_put(&b, "", SIZE_MAX / 2);
    assert_int_equal(buf_check(&b), ERR_MEMORY);
    buf_put_text(&b, "def");
    assert_int_equal(buf_check(&b), ERR_MEMORY);
    assert_string_equal(buf_text(&b), "abc");
    size_t len = 99;
    assert_null(buf_take(&b, &len));
    assert_int_equal(len, 99);
    assert_null(b.data);
}

static void taken_bytes_are_the_callers(void **state)
{
    (void)state;
    struct buf b = BUF_INIT;
    size_t len = 99;
    uint8_t *empty = buf_take(&b, &len);
    assert_non_null(empty);
    assert_int_equal(len, 0);
    assert_int_equal(empty[0], 0);
    buf_put_text(&b, "abc");
    uint8_t *bytes = buf_take(&b, &len);
    assert_int_equal(len, 3);
    assert_string_equal((char *)bytes, "abc");
    assert_null(b.data);
    buf_put_text(&b, "new");
    assert_string_equal(buf_text(&b), "new");
    assert_string_equal((char *)bytes, "abc");
    free(empty);
    free(bytes);
    buf_free(&b);
}

static void clearing_keeps_the_memory(void **state)
{
    (void)state;
    struct buf b = BUF_INIT;
    buf_put_text(&b, "abc");
    const uint8_t *data = b.data;
    buf_clear(&b);
    assert_string_equal(buf_text(&b), "");
    buf_put_text(&b, "de");
    assert_ptr_equal(b.data, data);
    assert_string_equal(buf_text(&b), "de");
    buf_wipe(&b);
    assert_null(b.data);
}

static void a_note_is_one_line_whatever_it_quotes(void **state)
{
    (void)state;
    static const struct {
        const char *quoted;
        const char *line;
    } cases[] = {
        {"G\xc3\xb6ttingen \xe2\x82\xac \xf0\x9f\x98\x80",
         "G\xc3\xb6ttingen \xe2\x82\xac \xf0\x9f\x98\x80"},
        {"a\x1b[2Jb\nc\x7f", "a?[2Jb?c?"},
        {"\xc2\x9b"
         "2J",
         "??2J"}, /* a control character of two bytes */
        {"caf\xe9 \xe2\x82", "caf? ??"},
    };
    struct err_note note;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(err_say(&note, ERR_RANGE, "%s", cases[i].quoted),
                         ERR_RANGE);
        assert_string_equal(note.text, cases[i].line);
    }
}

static void a_note_is_cut_and_a_code_has_a_name(void **state)
{
    (void)state;
    struct err_note note = {""};
    char long_text[1000];
    memset(long_text, 'y', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = 0;
    assert_int_equal(err_say(&note, ERR_RANGE, "%s", long_text), ERR_RANGE);
    assert_int_equal(strlen(note.text), sizeof note.text - 1);
    assert_int_equal(err_say(NULL, ERR_FULL, "%s", long_text), ERR_FULL);
    for (int code = ERR_OK; code <= ERR_CORRUPT; code++)
        for (int other = ERR_OK; other < code; other++)
            assert_string_not_equal(err_name((enum err)code),
                                    err_name((enum err)other));
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_appended_and_always_end_with_nul),
        cmocka_unit_test(integers_are_big_endian),
        cmocka_unit_test(printing_fits_whatever_comes),
        cmocka_unit_test(the_first_failure_is_remembered),
        cmocka_unit_test(taken_bytes_are_the_callers),
        cmocka_unit_test(clearing_keeps_the_memory),
        cmocka_unit_test(a_note_is_one_line_whatever_it_quotes),
        cmocka_unit_test(a_note_is_cut_and_a_code_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
