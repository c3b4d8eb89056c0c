/*
 * A group's mean over waves. Where two waves did not ask the same thing of the
 * same programs the series breaks, and no number is ever made across a break.
 */
#ifndef CHORUS_STATS_TREND_H
#define CHORUS_STATS_TREND_H

#include "stats/estimate.h"

/* One wave. */
struct trend_wave {
    double at; /* when, in any unit: a slope is per that unit; ascending */
    bool
        is_break; /* another instrument, version or unit than the wave before */
    struct estimate mean;
};

/* Waves without a break between them. */
struct trend_run {
    size_t first; /* index of its first wave */
    size_t count;
    bool has_change;                /* two waves or more */
    struct estimate_finding change; /* the last minus the first */
    bool has_slope;                 /* three waves or more */
    struct estimate_finding slope;  /* by weighted least squares */
};

/*
 * Cuts waves into runs. A slope is fitted with the inverse variances as
 * weights, these being known, so that its own is 1 / sum w (x - mean x)^2; a
 * wave's range widens the slope's by what the fit makes of it. Two waves at one
 * time, or a variance of 0, give no slope.
 * In: COUNT waves in order of time. Out: OUT_RUNS, room for COUNT.
 * Returns how many runs there are.
 */
size_t trend_runs(const struct trend_wave *waves, size_t count,
                  struct trend_run *out_runs);

#endif
