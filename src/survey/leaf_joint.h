/*
 * One leaf whose print depends on more than the sum: a mean with a share
 * beside it. Inside of survey/leaf_check only.
 */
#ifndef CHORUS_SURVEY_LEAF_JOINT_H
#define CHORUS_SURVEY_LEAF_JOINT_H

#include "survey/leaf_check.h"

/* The rule for one v, as numbers. */
struct survey_leaf_rule {
    int32_t v;
    int32_t grid;
    int32_t coalition; /* c of the rule */
    int32_t high;      /* H and L, points */
    int32_t low;
};

/*
 * Tries every pair of a printed mean and a printed share of a scale with one
 * cutoff against every coalition of min(c, t - 1) + EXTRA people.
 * Out: whether somebody is forced, *out_finding then being how.
 */
bool survey_leaf_share_forces(const struct survey_scale *scale,
                              const struct survey_leaf_rule *rule,
                              int32_t insiders, int32_t extra,
                              struct survey_leaf_finding *out_finding);

#endif
