/*
 * Everything larger than a leaf, from what the leaves print: departments, the
 * institution, areas, intervals. Gets printed values and rosters; must never
 * see a ballot, a score or a sum over answers, so that whatever it computes
 * tells nothing that the leaves have not told.
 * Source: src/RELEASE.md, "What is computed from it".
 */
#ifndef CHORUS_RELEASE_ROLL_H
#define CHORUS_RELEASE_ROLL_H

#include "release/tree.h"

/* What a roll-up needs to know of a scale. */
struct roll_scale {
    uint32_t sd_thousandths; /* points, as in the survey file */
    bool institution_only;   /* its one leaf is the institution, printed */
};

/* The scales (indices) of one area. */
struct roll_area {
    const size_t *scales;
    size_t count;
};

/*
 * The weighted mean of what leaves print: sum(n * value) / sum(n), half up, to
 * whole points or, with DECIMAL, tenths. In: COUNT prints; absent ones are
 * passed over. Absent when all are.
 */
struct print_value roll_mean(const struct print_scale *leaves, size_t count,
                             bool decimal);

/*
 * Fills what is not a leaf's. In: a tree whose leaves print (mean, above, n),
 * with the institution's own print of scales that are shown there only; scales
 * and areas in the tree's numbers. Out: means, shares and n of departments and
 * of the institution; half widths and areas of all groups.
 * Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err roll_up(struct tree *tree,
                               const struct roll_scale *scales,
                               const struct roll_area *areas);

#endif
