/*
 * Check 2: every number that is not a leaf's is made again from what the
 * leaves print, and must be equal to the last digit. Sees printed texts only.
 * Source: src/RELEASE.md, "What is computed from it".
 */
#ifndef CHORUS_AUDIT_RECOMPUTE_H
#define CHORUS_AUDIT_RECOMPUTE_H

#include "audit/survey.h"

/*
 * Means, shares and n of departments and institution, and half widths of all
 * groups. Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err audit_recompute(const struct audit_release *release,
                                       struct audit_report *report);

/* Areas of all groups: which scales make one is in the survey only. */
void audit_recompute_areas(const struct audit_release *release,
                           const struct audit_survey *survey,
                           struct audit_report *report);

/*
 * The half of a mean's 95 % interval: the smallest h with h^2 * 10^4 * v * (N -
 * 1) >= 196^2 * sd^2 * (N - v). In: v of N people, sd in thousandths of a
 * point.
 */
uint32_t audit_half_width(uint32_t v, uint32_t roster, int64_t sd);

#endif
