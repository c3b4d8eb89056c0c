/*
 * Would this scale, printed for one leaf, tell on anybody? Run on a survey
 * before a wave opens; knows the rule of src/RELEASE.md ("What a leaf prints")
 * and scales, and no answer of anyone.
 */
#ifndef CHORUS_SURVEY_LEAF_CHECK_H
#define CHORUS_SURVEY_LEAF_CHECK_H

#include "survey/definition.h"

/* People of a leaf who may pool their own scores: c of release.md. */
int32_t survey_leaf_coalition(int32_t insiders, int32_t v);

/* How somebody would be forced. */
struct survey_leaf_finding {
    int32_t v;         /* valid scores in the leaf */
    int32_t coalition; /* people who pool their own */
    int32_t known_sum; /* what those score together, in steps */
    int32_t sum_least; /* the printed value stands for these sums */
    int32_t sum_most;
    size_t cutoff;     /* index, or SURVEY_NONE for an end of the range */
    bool forced_above; /* else below */
};

/*
 * Enumerates one leaf of v = 5..9 people: every mean that may be printed,
 * every score of a coalition of c, every sum of the others; from 10 on the
 * closed bound at both ends. Then v = 20..24 with mean and share together,
 * every score of a coalition of min(c, t - 1). Of a scale that people cut,
 * every way to score is written out for these v.
 *
 * In: INSIDERS >= 0, that the rule prints for; EXTRA people beyond c in the
 * attacking coalition (0: the promise; tests ask for more, to see the check
 * awake). Out: *out_finding the first forced person.
 * Errors: ERR_OK nobody is forced; ERR_DENIED somebody is; ERR_MEMORY.
 */
BASE_MUST_USE enum err survey_scale_leaf_check(
    const struct survey_scale *scale, int32_t insiders, int32_t extra,
    struct survey_leaf_finding *out_finding);

#endif
