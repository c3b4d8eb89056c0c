/*
 * What an audit says: the findings, and for each check whether it ran. A check
 * that did not run is never a pass. Knows no release.
 * Source: src/RELEASE.md, "The auditor".
 */
#ifndef CHORUS_AUDIT_REPORT_H
#define CHORUS_AUDIT_REPORT_H

#include "base/buf.h"

#define AUDIT_LISTED_MAX 1000 /* findings listed; the rest is counted */

enum audit_check {
    AUDIT_STRUCTURE, /* 1: shape, tree, order, floors, sums of n */
    AUDIT_SCALES,    /* what the file says of scales is the survey's */
    AUDIT_RECOMPUTE, /* 2: everything that is not a leaf's */
    AUDIT_AREAS,     /* 2, for areas: their scales are in the survey only */
    AUDIT_CODING,    /* 3: what a leaf prints for its v */
    AUDIT_WORLDS,    /* 4: nobody outside a coalition is forced */
    AUDIT_ACROSS,    /* 5: other files; figures that no rule allows */
    AUDIT_TEXT,      /* 6: tables made from the file */
    AUDIT_CHECKS,
};

enum audit_state {
    AUDIT_COULD_NOT, /* so begins every check */
    AUDIT_NOT_ASKED, /* nothing was given that it could look at */
    AUDIT_RAN,
};

/* The exit codes of chorus-audit. */
enum audit_verdict {
    AUDIT_PASS = 0,
    AUDIT_FINDINGS = 1,
    AUDIT_INCOMPLETE = 2,
};

struct audit_report;

/* Where something was found: NULL for what does not apply. */
struct audit_at {
    const char *what; /* the end of the finding's name: "extra-key" */
    const char *group;
    const char *scale;
};

/* Out: freed with audit_report_free; NULL without memory. */
struct audit_report *audit_report_new(void);
void audit_report_free(struct audit_report *report);

/*
 * Adds a finding of CHECK. In: VALUE as it stands in the file (untrusted; NULL:
 * absent); EXPECTED what should be there. No memory is remembered and makes the
 * verdict incomplete.
 */
void audit_find(struct audit_report *report, enum audit_check check,
                struct audit_at at, const char *value, const char *expected,
                ...) BASE_PRINTF(5, 6);

/* The same for a number. */
void audit_find_number(struct audit_report *report, enum audit_check check,
                       struct audit_at at, uint64_t value, const char *expected,
                       ...) BASE_PRINTF(5, 6);

/* Says that CHECK ran; LOOKED_AT things (groups, prints, cells) are added. */
void audit_ran(struct audit_report *report, enum audit_check check,
               size_t looked_at);
void audit_not_asked(struct audit_report *report, enum audit_check check);
/* Why a check could not run: a literal. */
void audit_could_not(struct audit_report *report, enum audit_check check,
                     const char *why);

/* A number for the coverage beside the checks' own. KEY is a literal. */
void audit_cover(struct audit_report *report, const char *key, size_t count);

/* How many findings there are, listed or not. */
size_t audit_found(const struct audit_report *report);
/* Whether some finding is of CHECK and ends in WHAT. */
bool audit_found_what(const struct audit_report *report, enum audit_check check,
                      const char *what);
enum audit_state audit_state(const struct audit_report *report,
                             enum audit_check check);
enum audit_verdict audit_verdict(const struct audit_report *report);

/* "structure", ... */
const char *audit_check_name(enum audit_check check);

/*
 * {"verdict","findings":[{"check","group","scale","value","expected"}],
 * "coverage"}. Out: the caller frees with buf_free. Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err audit_report_json(const struct audit_report *report,
                                         struct buf *out_json);

#endif
