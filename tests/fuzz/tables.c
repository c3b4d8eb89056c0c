/* What was made from a release, as the auditor reads it: a table, and the text
 * of a page. The release is a good one, the input is both. */
#include "fuzz/fuzz.h"

#include "audit/release.h"
#include "audit/table.h"
#include "audit/text.h"

static struct audit_release *load(void)
{
    struct audit_release *r = NULL;
    struct audit_report *report = audit_report_new();
    struct buf bytes = fuzz_load("tests/data/release/groups-1.json");
    err_assert(report != NULL);
    err_assert(audit_release_read(bytes.data, bytes.len, report, &r) == ERR_OK);
    err_assert(audit_found(report) == 0);
    audit_report_free(report);
    buf_free(&bytes);
    return r;
}

/* What looks like nothing, or hides something, is never a pass. */
static void check_report(struct audit_report *report, const uint8_t *data,
                         size_t len)
{
    struct buf json = BUF_INIT;
    bool hides = len > 0 && memchr(data, 0, len) != NULL;
    err_assert(!hides || audit_found(report) > 0);
    err_assert(audit_found(report) > 0 ||
               audit_state(report, AUDIT_TEXT) != AUDIT_NOT_ASKED);
    err_assert(audit_report_json(report, &json) == ERR_OK);
    err_assert(encode_is_utf8(json.data, json.len));
    buf_free(&json);
    audit_report_free(report);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct audit_release *release;
    struct audit_report *report = audit_report_new();
    if (release == NULL)
        release = load();
    err_assert(report != NULL);
    err_assert(audit_table(release, data, len, "t.csv", report) == ERR_OK);
    check_report(report, data, len);
    report = audit_report_new();
    err_assert(report != NULL);
    audit_text(release, data, len, "t.txt", report);
    check_report(report, data, len);
    return 0;
}
