/*
 * A release file, read for the audit: every figure as the text that stands in
 * the file. A reader of its own, so that no mistake of those who write releases
 * is made again here. What is wrong in the shape is a finding; what cannot be
 * read at all ends the audit. Knows no answer.
 * Source: src/RELEASE.md, "The release file".
 */
#ifndef CHORUS_AUDIT_RELEASE_H
#define CHORUS_AUDIT_RELEASE_H

#include "audit/report.h"

#include <jansson.h>

#define AUDIT_NONE          ((size_t)-1)
#define AUDIT_CUTOFFS_MAX   8
#define AUDIT_GRID_MAX      1000
#define AUDIT_COUNT_MAX     1000000 /* people of one institution */
#define AUDIT_RELEASE_BYTES ((size_t)256 << 20)

enum audit_level {
    AUDIT_INSTITUTION,
    AUDIT_DEPARTMENT,
    AUDIT_UNIT,
    AUDIT_POOL,
};

/* One scale of one group; the texts belong to the release. */
struct audit_figure {
    bool shown;
    uint32_t n;
    const char *mean;
    const char *half_width; /* NULL: absent */
    const char *above;      /* NULL: absent */
    bool has_above_n;
    uint32_t above_n;
};

struct audit_group {
    const char *id;
    const char *name;
    const char *parent; /* NULL: the institution's */
    size_t parent_at;   /* index; AUDIT_NONE: no such group */
    enum audit_level level;
    uint32_t roster;
    bool shown; /* has an n */
    uint32_t n;
    const json_t *members;        /* array of texts; NULL but for pools */
    struct audit_figure *figures; /* by the release's scales */
    const json_t *areas;          /* id: text; NULL without an n */
};

/* What the file says of a scale, as numbers. */
struct audit_scale {
    const char *id;
    const char *version;
    uint32_t grid; /* G */
    int64_t low;   /* thousandths of the scale's own units */
    int64_t high;
    int64_t cutoff[AUDIT_CUTOFFS_MAX]; /* thousandths, ascending */
    uint32_t first[AUDIT_CUTOFFS_MAX]; /* a: the first step at or above */
    size_t cutoff_count;
    int64_t sd;         /* thousandths of a point */
    bool cut_by_people; /* "cut":"people" */
    /* Its one leaf is the institution: from the survey, else concluded from
     * a whole-point mean of the institution that no other group has. */
    bool institution_only;
};

struct audit_release {
    json_t *root;
    const char *wave;
    const char *manifest_sha256;
    const char *board_sha256;
    const char *survey_id;
    const char *survey_version;
    const char *survey_sha256;
    uint32_t k;
    uint32_t k_share;
    uint32_t insiders;
    uint32_t roster; /* totals */
    uint32_t issued;
    uint32_t redeemed;
    uint32_t spoiled;
    struct audit_scale *scales; /* bytewise by id */
    size_t scale_count;
    struct audit_group *groups; /* as in the file */
    size_t group_count;
    size_t *by_id; /* indices of groups, bytewise by id */
};

/*
 * Reads a release. In: untrusted bytes. Out: freed with audit_release_free;
 * what is wrong in the shape goes into REPORT.
 * Errors: ERR_FORMAT, it cannot be read whole (the report says why);
 * ERR_MEMORY.
 */
BASE_MUST_USE enum err audit_release_read(const uint8_t *bytes, size_t len,
                                          struct audit_report *report,
                                          struct audit_release **out_release);
void audit_release_free(struct audit_release *release);

/* The group (scale) with an id, or AUDIT_NONE. */
size_t audit_group_find(const struct audit_release *release, const char *id);
size_t audit_scale_find(const struct audit_release *release, const char *id);

/* Whether GROUP prints SCALE from its own people. */
bool audit_is_leaf(const struct audit_release *release, size_t group,
                   size_t scale);

/* The step at which a scale from LOW to HIGH reaches a value: a. */
uint32_t audit_first_step(int64_t low, int64_t high, uint32_t grid,
                          int64_t value);

#endif
