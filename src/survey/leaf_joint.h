/*
 * One leaf whose print depends on more than the sum: a mean with a share
 * beside it, or one that people cut. Inside of survey/leaf_check only.
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

/*
 * A scale that people cut, for one v: every way in which a coalition and the
 * others may score, printed, while that is at most some millions of ways (else
 * nothing is tried; src/audit/worlds_people.c has the proof for all). Against
 * coalitions of c + EXTRA who know the mean, and of min(c, t - 1) + EXTRA who
 * know mean and share, where one is printed.
 * Errors: ERR_DENIED somebody is forced, *out_finding being how; ERR_MEMORY.
 */
BASE_MUST_USE enum err survey_leaf_people(
    const struct survey_scale *scale, const struct survey_leaf_rule *rule,
    int32_t insiders, int32_t extra, struct survey_leaf_finding *out_finding);

/* The two steps that a cutoff lies between; without one, the range's ends. */
void survey_leaf_sides(const struct survey_scale *scale, size_t cutoff,
                       int32_t *out_below, int32_t *out_above);

/* t = max(3, insiders + 1, ceil(v / 10)): where a share is cut. */
int32_t survey_leaf_margin(int32_t insiders, int32_t v);

#endif
