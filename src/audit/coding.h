/*
 * Check 3: what a leaf prints for its v. The rule written again from the page,
 * and the sums of scores for which it prints the same.
 * Source: src/RELEASE.md, "What a leaf prints".
 */
#ifndef CHORUS_AUDIT_CODING_H
#define CHORUS_AUDIT_CODING_H

#include "audit/release.h"

/* The rule for one v of one scale. */
struct audit_code {
    uint32_t v;
    uint32_t coalition; /* c, for means */
    bool has_mean;      /* v >= k and L < H */
    int64_t high;       /* H, points */
    int64_t low;        /* L */
    int64_t below;      /* b */
    int64_t above;      /* a */
    bool has_above;
    uint32_t margin;          /* t */
    uint32_t share_coalition; /* min(c, t - 1), for mean and share together */
};

/* From and to, both included; empty when from > to. */
struct audit_span {
    int64_t from;
    int64_t to;
};

struct audit_code audit_code(const struct audit_release *release,
                             const struct audit_scale *scale, uint32_t v);

/*
 * The sums of V scores of 0..GRID that a printed mean stands for, taken as it
 * stands: half up to it; at or above, at or below it with a mark.
 * FALSE: the text is no print of a leaf.
 */
bool audit_code_sums(const char *mean, uint32_t v, uint32_t grid,
                     struct audit_span *out_sums);

/*
 * Cut by people: the sums T for which a leaf prints MEAN, a cut end. T counts
 * the c + 1 lowest scores as b at most (the c + 1 highest as a at least); what
 * says no more than H (L) prints H (L), and stands for all such T. Empty: no
 * scores print this. FALSE: the text is no cut end.
 */
bool audit_code_bounds(const struct audit_scale *scale,
                       const struct audit_code *code, const char *mean,
                       struct audit_span *out_bounds);

/* The numbers of people in V that a printed share stands for. */
bool audit_code_people(const char *above, uint32_t v,
                       struct audit_span *out_people);

/* Every leaf's values against the rule. */
void audit_coding(const struct audit_release *release,
                  struct audit_report *report);

#endif
