/* For the files grouping*.c only. */
#ifndef CHORUS_REPORT_GROUPING_INSIDE_H
#define CHORUS_REPORT_GROUPING_INSIDE_H

#include "report/grouping.h"

/* A weighted sum of prints: weights are people. */
struct grouping_sum {
    uint64_t weighted;
    uint64_t people;
    bool at_least; /* a print that may be more, or may be less */
    bool at_most;
};
void grouping_sum_put(struct grouping_sum *s, const struct published_value *v,
                      uint32_t people);
/* Its mean in whole points, half up, with its mark; the value keeps TEXT. */
struct published_value grouping_sum_settle(
    const struct grouping_sum *s, char text[static GROUPING_VALUE_SIZE]);

/* What a leaf prints, for stats; false when it does not show the scale. */
bool grouping_print(const struct report_leaf *leaf, size_t scale,
                    struct estimate_print *out_print);

/* Fills group, ranges and texts from the leaves and the roster. */
void grouping_compute(struct grouping *g);

#endif
