/*
 * How far a published mean may be from what everybody would have said, also
 * where leaves at a cut end went into it. The release itself prints half_width
 * for unmarked means only; this is computed from its prints, as anybody could.
 * Knows the release file, never a ballot.
 */
#ifndef CHORUS_REPORT_RANGE_H
#define CHORUS_REPORT_RANGE_H

#include "release/published.h"

/* Tenths of a point, 0..1000, low <= the mean <= high. */
struct report_range {
    uint32_t low;
    uint32_t high;
};

/*
 * The 95 % interval of a group's mean on a scale.
 *
 * A mean with half_width: mean -+ half_width. A marked mean of a larger group:
 * each leaf at a cut end stands once for the cut and once for the end of the
 * scale, since its mean lies between them; the two weighted means, rounded
 * outwards, are widened by the half width that the group would have
 * (interval_half_width of n, roster and sd). Clipped to the scale.
 * In: indices into the release's groups and scales.
 * Out: false, and OUT_RANGE untouched, when the group does not show the scale,
 * or its mean is itself one leaf's cut end, of which only one side is known.
 */
bool report_range_of(const struct published_release *release, size_t group,
                     size_t scale, struct report_range *out_range);

/* A group of a release that speaks for itself, of several releases maybe. */
struct report_leaf {
    const struct published_release *release;
    size_t group; /* index: a unit or a pool */
};

/*
 * The same for any leaves: where their mean lies, and how far it is from what
 * everybody on a ROSTER would have said. In: SCALE, an index that means the
 * same in all their releases; those that do not show it do not count.
 * Out: false, and OUT_RANGE untouched, when nobody shows it, or only one leaf,
 * at a cut end.
 */
bool report_range_of_leaves(const struct report_leaf *leaves, size_t count,
                            size_t scale, uint32_t roster,
                            struct report_range *out_range);

#endif
