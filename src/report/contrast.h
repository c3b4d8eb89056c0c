/*
 * Groups of releases against each other: a unit with the rest, a set with a
 * set, an initiative's units before and after. From prints, by way of stats.
 */
#ifndef CHORUS_REPORT_CONTRAST_H
#define CHORUS_REPORT_CONTRAST_H

#include "report/grouping.h"
#include "stats/effect.h"

/* A unit beside everybody else in the institution, on one scale. */
struct contrast {
    size_t group;                       /* of the release */
    struct estimate_finding difference; /* points: the unit less the rest */
    double adjusted; /* p-value for a false discovery rate over all units */
    bool differs;    /* adjusted is at most COMPARE_FALSE_DISCOVERY */
    bool is_cut;     /* a cut end went in: the difference is a bound or about */
};

/*
 * Compares every unit that shows the scale with all other leaves together. The
 * unit is not part of what it is compared with. In: SCALE, an index. Out: in
 * the release's order, caller frees with free(); none when fewer than two
 * leaves show the scale. Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err contrast_units(const struct published_release *release,
                                      size_t scale,
                                      struct contrast **out_contrasts,
                                      size_t *out_count);

/* One set less another, on one scale that both releases have; false when one
 * of them does not show it. In: sets without a common unit. */
bool contrast_sets(const struct grouping *a, size_t a_scale,
                   const struct grouping *b, size_t b_scale,
                   struct estimate_finding *out_difference);

/* Two sets in two waves. */
struct contrast_cells {
    const struct grouping *before;
    const struct grouping *after;
    const struct grouping *comparison_before;
    const struct grouping *comparison_after;
};

/*
 * Difference in differences on one scale, by its id. False when one of the four
 * does not show it, or the waves did not ask it alike, or its sd is 0.
 */
bool contrast_effect(const struct contrast_cells *cells, const char *scale,
                     struct effect *out_effect);

#endif
