#include "roster/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct csv_table *parsed(const char *text)
{
    struct csv_table *t = NULL;
    struct err_note note = {""};
    if (csv_parse((const uint8_t *)text, strlen(text), &t, &note) != ERR_OK)
        fail_msg("%s", note.text);
    return t;
}

static void expect_cells(const struct csv_table *t, size_t row, size_t line,
                         size_t count, const char *const *cells)
{
    assert_true(row < t->row_count);
    assert_int_equal(t->rows[row].line, line);
    assert_int_equal(t->rows[row].cell_count, count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(t->rows[row].cells[i], cells[i]);
}
#define CELLS(...)                                                             \
    sizeof((const char *[]){__VA_ARGS__}) / sizeof(const char *),              \
        (const char *const[])                                                  \
    {                                                                          \
        __VA_ARGS__                                                            \
    }

static void expect_refusal(const char *text, size_t len, enum err code,
                           const char *where)
{
    struct csv_table *t = NULL;
    struct err_note note = {""};
    assert_int_equal(csv_parse((const uint8_t *)text, len, &t, &note), code);
    assert_null(t);
    assert_memory_equal(note.text, where, strlen(where));
}

static void records_end_with_lf_crlf_or_cr(void **state)
{
    (void)state;
    struct csv_table *t = parsed("a,b\nc,d\r\ne,f\rg,h");
    assert_int_equal(t->row_count, 4);
    expect_cells(t, 0, 1, CELLS("a", "b"));
    expect_cells(t, 1, 2, CELLS("c", "d"));
    expect_cells(t, 2, 3, CELLS("e", "f"));
    expect_cells(t, 3, 4, CELLS("g", "h"));
    csv_table_free(t);
}

static void empty_cells_are_kept_and_empty_lines_are_not(void **state)
{
    (void)state;
    struct csv_table *t = parsed("\n,a,\n\r\n\"\"\n,\n\n");
    assert_int_equal(t->row_count, 3);
    expect_cells(t, 0, 2, CELLS("", "a", ""));
    expect_cells(t, 1, 4, CELLS(""));
    expect_cells(t, 2, 5, CELLS("", ""));
    csv_table_free(t);
    t = parsed("");
    assert_int_equal(t->row_count, 0);
    csv_table_free(t);
}

static void quotes_hold_separators_line_ends_and_quotes(void **state)
{
    (void)state;
    struct csv_table *t =
        parsed("\"a,b\",\"c\"\"d\"\"\",\"\"\n\"x\r\ny\nz\",1,2\nlast,,\n");
    assert_int_equal(t->row_count, 3);
    expect_cells(t, 0, 1, CELLS("a,b", "c\"d\"", ""));
    expect_cells(t, 1, 2, CELLS("x\r\ny\nz", "1", "2"));
    expect_cells(t, 2, 5, CELLS("last", "", ""));
    csv_table_free(t);
}

static void semicolons_separate_where_the_header_has_more_of_them(void **state)
{
    (void)state;
    struct csv_table *t = parsed("a;b;\"x,y,z,w\"\n1,5;2;3\n");
    expect_cells(t, 0, 1, CELLS("a", "b", "x,y,z,w"));
    expect_cells(t, 1, 2, CELLS("1,5", "2", "3"));
    csv_table_free(t);
    t = parsed("a,b\n1;2,3\n");
    expect_cells(t, 1, 2, CELLS("1;2", "3"));
    csv_table_free(t);
}

static void a_byte_order_mark_is_no_part_of_the_first_cell(void **state)
{
    (void)state;
    struct csv_table *t = parsed("\xef\xbb\xbfperson,\"x\"\n");
    expect_cells(t, 0, 1, CELLS("person", "x"));
    csv_table_free(t);
}

static void bytes_that_are_not_utf8_are_windows_1252(void **state)
{
    (void)state;
    struct csv_table *t = parsed("G\xf6ttingen,\x80,\x9f,\xff\n");
    expect_cells(
        t, 0, 1,
        CELLS("G\xc3\xb6ttingen", "\xe2\x82\xac", "\xc5\xb8", "\xc3\xbf"));
    csv_table_free(t);
    t = parsed("G\xc3\xb6ttingen\n");
    expect_cells(t, 0, 1, CELLS("G\xc3\xb6ttingen"));
    csv_table_free(t);
    expect_refusal("a\n\xf6\r\nb\x81\n", 8, ERR_FORMAT, "3: ");
}

static void broken_quotes_are_refused_with_their_line(void **state)
{
    (void)state;
    expect_refusal("a\nb\nc\"d\n", 8, ERR_FORMAT, "3: ");
    expect_refusal("a\n\"b\nb\" ,c\n", 11, ERR_FORMAT, "3: ");
    expect_refusal("a\n\"b\n\nc", 7, ERR_FORMAT, "2: ");
    expect_refusal("\"", 1, ERR_FORMAT, "1: ");
    expect_refusal("\"\"\"", 3, ERR_FORMAT, "1: ");
}

static void utf16_is_refused_with_a_hint(void **state)
{
    (void)state;
    expect_refusal("\xff\xfe"
                   "a\0,\0",
                   6, ERR_FORMAT, "1: a NUL byte (UTF-16?)");
}

static void more_than_two_hundred_thousand_lines_are_refused(void **state)
{
    (void)state;
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < CSV_ROWS_MAX; i++)
        buf_put(&b, "a\n", 2);
    struct csv_table *t = NULL;
    assert_int_equal(csv_parse(b.data, b.len, &t, NULL), ERR_OK);
    assert_int_equal(t->row_count, CSV_ROWS_MAX);
    csv_table_free(t);
    buf_put(&b, "a\n", 2);
    expect_refusal(buf_text(&b), b.len, ERR_RANGE, "200002: ");
    buf_free(&b);
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    static const char *const cells[] = {"plain",
                                        "a,b",
                                        "a;b",
                                        "say \"hi\"",
                                        "two\nlines",
                                        " blanks ",
                                        "",
                                        "G\xc3\xb6ttingen",
                                        "\xef\xbb\xbf"
                                        "marked"};
    struct buf b = BUF_INIT;
    csv_put_row(&b, cells + 8, 1);
    csv_put_row(&b, cells, 8);
    csv_put_row(&b, cells + 6, 1);
    struct csv_table *t = parsed(buf_text(&b));
    assert_int_equal(t->row_count, 3);
    expect_cells(t, 0, 1, 1, cells + 8);
    expect_cells(t, 1, 2, 8, cells);
    expect_cells(t, 2, 4, 1, cells + 6);
    csv_table_free(t);
    buf_free(&b);
}

static void a_record_is_written_as_rfc_4180_says(void **state)
{
    (void)state;
    static const char *const cells[] = {"a", "b,c", "d\"e"};
    struct buf b = BUF_INIT;
    csv_put_row(&b, cells, 3);
    assert_string_equal(buf_text(&b), "a,\"b,c\",\"d\"\"e\"\r\n");
    buf_free(&b);
}

static void no_cell_is_a_formula(void **state)
{
    (void)state;
    static const char *const cells[] = {"=1+1",  "+1",    "-1",  "@x",
                                        "\tcmd", "\rcmd", "a=1", "=\"a\",1"};
    struct buf b = BUF_INIT;
    csv_put_row(&b, cells, 8);
    struct csv_table *t = parsed(buf_text(&b));
    expect_cells(t, 0, 1,
                 CELLS("'=1+1", "'+1", "'-1", "'@x", "'\tcmd", "'\rcmd", "a=1",
                       "'=\"a\",1"));
    csv_table_free(t);
    buf_free(&b);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_end_with_lf_crlf_or_cr),
        cmocka_unit_test(empty_cells_are_kept_and_empty_lines_are_not),
        cmocka_unit_test(quotes_hold_separators_line_ends_and_quotes),
        cmocka_unit_test(semicolons_separate_where_the_header_has_more_of_them),
        cmocka_unit_test(a_byte_order_mark_is_no_part_of_the_first_cell),
        cmocka_unit_test(bytes_that_are_not_utf8_are_windows_1252),
        cmocka_unit_test(broken_quotes_are_refused_with_their_line),
        cmocka_unit_test(utf16_is_refused_with_a_hint),
        cmocka_unit_test(more_than_two_hundred_thousand_lines_are_refused),
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(a_record_is_written_as_rfc_4180_says),
        cmocka_unit_test(no_cell_is_a_formula),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
