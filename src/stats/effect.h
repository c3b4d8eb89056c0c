/*
 * Did an initiative do something: the change in its units less the change in
 * comparison units that were named before anybody knew (difference in
 * differences), and the smallest effect that so many people could have shown.
 */
#ifndef CHORUS_STATS_EFFECT_H
#define CHORUS_STATS_EFFECT_H

#include "stats/estimate.h"

/* Four independent sets of answers. */
struct effect_cells {
    struct estimate before;
    struct estimate after;
    struct estimate comparison_before;
    struct estimate comparison_after;
};

struct effect {
    struct estimate_finding difference; /* points */
    struct estimate_finding d;          /* the same in standard deviations */
    double smallest;                    /* points; see effect_smallest */
    double smallest_d;
};

/*
 * (after - before) - (comparison_after - comparison_before). In: SD of single
 * scores, points, over 0.
 */
struct effect effect_of(const struct effect_cells *cells, double sd);

/*
 * The smallest true effect that a two-sided test at 5 % finds in 80 % of cases:
 * (z_0.975 + z_0.80) times the standard error. In: VARIANCE of the estimate.
 * Source: J. Cohen 1988, Statistical Power Analysis, ch. 2 (the normal
 * approximation).
 */
double effect_smallest(double variance);

/*
 * The variance of a difference in differences whose four cells have so many
 * people: sd^2 times the sum of 1 / n. In: each at least 1.
 */
double effect_variance(const uint32_t people[static 4], double sd);

/* People that each of the four cells needs to show an effect of D standard
 * deviations, D over 0: rounded up. 0.45 needs 156. */
uint64_t effect_people_needed(double d);

#endif
