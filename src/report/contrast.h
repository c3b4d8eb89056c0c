/*
 * Groups of releases against each other: a unit with the rest, a set with a
 * set, an initiative's units before and after. From prints, by way of stats.
 */
#ifndef CHORUS_REPORT_CONTRAST_H
#define CHORUS_REPORT_CONTRAST_H

#include "report/areas.h"
#include "stats/effect.h"

/* A unit beside everybody else in the institution, on a scale or an area. */
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

/*
 * The same for an area, over the units that show all its scales. The means of
 * its scales are averaged on both sides (estimate_average). In: AREA of this
 * release.
 */
BASE_MUST_USE enum err contrast_areas(const struct published_release *release,
                                      const struct report_area *area,
                                      struct contrast **out_contrasts,
                                      size_t *out_count);

/* One set less another, on one scale that both releases have; false when one
 * of them does not show it. In: sets without a common unit. */
bool contrast_sets(const struct grouping *a, size_t a_scale,
                   const struct grouping *b, size_t b_scale,
                   struct estimate_finding *out_difference);

/* The same on an area, by its id. In: the areas of each one's release. */
bool contrast_sets_area(const struct grouping *a,
                        const struct report_area *a_area,
                        const struct grouping *b,
                        const struct report_area *b_area,
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
