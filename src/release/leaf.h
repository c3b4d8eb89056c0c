/*
 * What one leaf prints for one scale: from its scores, by integers, in a form
 * that depends on the number of people alone. The only place where answers
 * become a figure.
 * Source: src/RELEASE.md, "What a leaf prints".
 */
#ifndef CHORUS_RELEASE_LEAF_H
#define CHORUS_RELEASE_LEAF_H

#include "release/print.h"
#include "survey/definition.h"
#include "wave/manifest.h"

/* All that is kept of the answers of a group to one scale. */
struct leaf_counts {
    uint32_t valid; /* v: people with a valid score */
    uint64_t steps; /* S: their scores, in steps of the grid */
    uint32_t above; /* y: people at or above the first cutoff; 0 without one */
    /* Of a scale that people cut: how many score 0, 1, ... grid. */
    uint32_t at[SURVEY_CUT_PEOPLE_GRID + 1];
};

/* Where a mean is cut: at most LOW or at least HIGH is all that is said. */
struct leaf_ends {
    int64_t high; /* H, points */
    int64_t low;  /* L, points */
};

/*
 * H and L for v = VALID >= 1 people of whom c = COALITION may pool their own
 * scores.
 */
struct leaf_ends leaf_mean_ends(const struct survey_scale *scale,
                                uint32_t valid, uint32_t coalition);

/* c = max(insiders, min(floor(v / 5), 10)). */
uint32_t leaf_coalition(const struct wave_rule *rule, uint32_t valid);

/*
 * The mean: absent unless v >= k and L < H; ">=H", "<=L", or whole points.
 * Where people cut the scale, a bound beyond H or L that holds even if c + 1
 * had answered on the other side of the cutoff.
 * In: COUNTS with steps <= valid * grid, above <= valid; AT adding up to both
 * where people cut the scale.
 */
struct print_value leaf_mean(const struct wave_rule *rule,
                             const struct survey_scale *scale,
                             const struct leaf_counts *counts);

/*
 * The share at or above the cutoff: absent unless the scale has one and no
 * second (a mean cut for another cutoff and this share force people), v >= k, v
 * >= k_share and v >= 2t + 1 with t = max(3, insiders + 1, ceil(v / 10)).
 */
struct print_value leaf_above(const struct wave_rule *rule,
                              const struct survey_scale *scale,
                              const struct leaf_counts *counts);

/* Both, with n and above_n; no share without a mean; no half width yet. */
struct print_scale leaf_print(const struct wave_rule *rule,
                              const struct survey_scale *scale,
                              const struct leaf_counts *counts);

#endif
