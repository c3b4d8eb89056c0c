/* audit: what a table or a page hides from the auditor's eyes is found. */
#include "known.h"

#include "audit/release.h"
#include "audit/table.h"
#include "audit/text.h"
#include "base/file.h"

#define ROW "unit:A,40,cbi,51"

static int open_release(void **state)
{
    struct audit_release *r = NULL;
    struct audit_report *report = audit_report_new();
    struct buf bytes = BUF_INIT;
    assert_int_equal(file_read("tests/data/release/groups-1.json",
                               (size_t)1 << 20, &bytes, NULL),
                     ERR_OK);
    assert_int_equal(audit_release_read(bytes.data, bytes.len, report, &r),
                     ERR_OK);
    audit_report_free(report);
    buf_free(&bytes);
    *state = r;
    return 0;
}

static int close_release(void **state)
{
    audit_release_free(*state);
    return 0;
}

static size_t found_in_table(const struct audit_release *r, const char *text,
                             size_t len)
{
    struct audit_report *report = audit_report_new();
    assert_int_equal(
        audit_table(r, (const uint8_t *)text, len, "t.csv", report), ERR_OK);
    size_t found = audit_found(report);
    audit_report_free(report);
    return found;
}

static size_t found_in_text(const struct audit_release *r, const char *text,
                            size_t len)
{
    struct audit_report *report = audit_report_new();
    audit_text(r, (const uint8_t *)text, len, "t.txt", report);
    size_t found = audit_found(report);
    audit_report_free(report);
    return found;
}

static void a_number_behind_a_zero_byte_of_a_cell_is_found(void **state)
{
    static const char good[] = "group,n,scale,mean\n" ROW "\n";
    static const char hiding[] = "group,n,scale,mean\n" ROW "\0 99\n";
    assert_int_equal(found_in_table(*state, good, sizeof good - 1), 0);
    assert_int_equal(found_in_table(*state, hiding, sizeof hiding - 1), 1);
}

static void a_number_behind_a_zero_byte_of_a_line_is_found(void **state)
{
    static const char good[] = "Program A   40 of 70   51\n";
    static const char hiding[] = "Program A   40 of 70   51\0 99\n";
    assert_int_equal(found_in_text(*state, good, sizeof good - 1), 0);
    assert_int_equal(found_in_text(*state, hiding, sizeof hiding - 1), 1);
}

static void a_number_far_behind_on_a_line_is_found(void **state)
{
    static char line[4000] = "Program A   40 of 70   51";
    memset(line + strlen(line), ' ', sizeof line - strlen(line));
    assert_int_equal(found_in_text(*state, line, 2000), 0);
    memcpy(line + 2500, "99", 2);
    assert_int_equal(found_in_text(*state, line, sizeof line), 1);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_behind_a_zero_byte_of_a_cell_is_found),
        cmocka_unit_test(a_number_behind_a_zero_byte_of_a_line_is_found),
        cmocka_unit_test(a_number_far_behind_on_a_line_is_found),
    };
    return cmocka_run_group_tests(tests, open_release, close_release);
}
