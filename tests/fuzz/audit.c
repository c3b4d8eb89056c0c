/* A release as the auditor reads it, through every check, with a table and a
 * text to compare: a verdict always, and never a pass for what has findings. */
#include "fuzz/fuzz.h"

#include "audit/audit.h"

static const uint8_t table[] = "group,n,scale,mean,cutoff\n"
                               "unit:A,40,cbi,51,50\n";
static const uint8_t text[] = "Program A  40 of 70  51 about 62\n";

static struct audit_bytes survey(void)
{
    static struct buf bytes;
    if (bytes.len == 0)
        bytes = fuzz_load("tests/data/release/survey.json");
    return (struct audit_bytes){"survey.json", bytes.data, bytes.len};
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    const struct audit_bytes survey_bytes = survey();
    const struct audit_input input = {
        .release = {"release.json", data, len},
        .survey = &survey_bytes,
        .tables = {{"t", table, sizeof table - 1}},
        .table_count = 1,
        .texts = {{"x", text, sizeof text - 1}},
        .text_count = 1};
    struct audit_report *report = audit_report_new();
    struct buf json = BUF_INIT;
    err_assert(report != NULL && audit_run(&input, report) == ERR_OK);
    enum audit_verdict verdict = audit_verdict(report);
    err_assert((audit_found(report) > 0) == (verdict == AUDIT_FINDINGS));
    err_assert(audit_report_json(report, &json) == ERR_OK);
    err_assert(encode_is_utf8(json.data, json.len));
    buf_free(&json);
    audit_report_free(report);
    return 0;
}
