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

#endif
