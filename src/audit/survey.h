/*
 * A survey file, read for the audit: what a scale is (grid, cutoffs, range,
 * sd, where it is shown) and which scales make an area. Reads only that, and
 * by code of its own. Compares it with what a release says of its scales.
 * Source: src/RELEASE.md, "Scores"; surveys/survey.schema.json.
 */
#ifndef CHORUS_AUDIT_SURVEY_H
#define CHORUS_AUDIT_SURVEY_H

#include "audit/release.h"

#define AUDIT_SURVEY_BYTES ((size_t)1 << 20)

struct audit_area {
    const char *id;
    const json_t *scales; /* array of ids */
};

struct audit_survey {
    json_t *root;
    const char *id;
    const char *version;
    char sha256[65]; /* of the bytes, hexadecimal */
    struct audit_scale *scales;
    size_t scale_count;
    struct audit_area *areas;
    size_t area_count;
};

/*
 * Reads a survey. In: untrusted bytes. Out: freed with audit_survey_free; why
 * it cannot be used goes into the coverage of REPORT.
 * Errors: ERR_FORMAT, ERR_MEMORY.
 */
BASE_MUST_USE enum err audit_survey_read(const uint8_t *bytes, size_t len,
                                         struct audit_report *report,
                                         struct audit_survey **out_survey);
void audit_survey_free(struct audit_survey *survey);

/*
 * Finds where the release's head differs from its survey, and takes over from
 * the survey which scales the institution alone shows. FALSE: it is another
 * survey (a finding too), and no check may use it.
 */
bool audit_survey_compare(const struct audit_survey *survey,
                          struct audit_release *release,
                          struct audit_report *report);

#endif
