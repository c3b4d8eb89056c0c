/* A release as the auditor reads it, through every check: a verdict always, and
 * never a pass for what has findings. */
#include "fuzz/fuzz.h"

#include "audit/audit.h"

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
    const struct audit_input input = {.release = {"release.json", data, len},
                                      .survey = &survey_bytes};
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
