/*
 * The audit of one release: reads it, runs every check, says what was found and
 * what could not be looked at. Shares no code with those who write releases;
 * opens no file.
 * Source: src/RELEASE.md, "The auditor".
 */
#ifndef CHORUS_AUDIT_AUDIT_H
#define CHORUS_AUDIT_AUDIT_H

#include "audit/report.h"

#define AUDIT_FILES_MAX 64

struct audit_bytes {
    const char *name; /* for findings */
    const uint8_t *bytes;
    size_t len;
};

/* Everything that is given; all of it untrusted. */
struct audit_input {
    struct audit_bytes release;
    const struct audit_bytes *survey; /* NULL: two checks cannot run */
    struct audit_bytes others[AUDIT_FILES_MAX];
    size_t other_count;
    struct audit_bytes tables[AUDIT_FILES_MAX];
    size_t table_count;
    struct audit_bytes texts[AUDIT_FILES_MAX]; /* of PDFs */
    size_t text_count;
};

/*
 * Runs it. Out: everything is in REPORT, which is new.
 * Errors: ERR_MEMORY; the report is not to be used then.
 */
BASE_MUST_USE enum err audit_run(const struct audit_input *input,
                                 struct audit_report *report);

#endif
