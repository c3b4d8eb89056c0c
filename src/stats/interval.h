/*
 * Intervals: how far a figure may be from what everybody would have said.
 * Numbers in, numbers out, integers throughout, so that every machine gives the
 * same digits.
 */
#ifndef CHORUS_STATS_INTERVAL_H
#define CHORUS_STATS_INTERVAL_H

#include "base/err.h"

#define INTERVAL_SD_MAX    1000000u /* thousandths of a point */
#define INTERVAL_SCALE_MAX 10000u

/*
 * Half of the 95 % interval of a mean over a finite roster: the smallest
 * integer h, in points, with
 *     h^2 * 10^4 * v * (N - 1) >= 196^2 * sd^2 * (N - v).
 * In: VALID people of a ROSTER, valid >= 1; the population's standard deviation
 * in thousandths of a point, at most INTERVAL_SD_MAX. When all answered it is
 * 0. Source: src/RELEASE.md, "half_width".
 */
uint32_t interval_half_width(uint32_t valid, uint32_t roster,
                             uint32_t sd_thousandths);

struct interval_share {
    uint32_t low;
    uint32_t high;
};

/*
 * Wilson's 95 % interval (z = 1.96) of a share of COUNT in TOTAL >= 1, each end
 * rounded to the nearest of SCALE parts: 100 for percent, 1000 for permille.
 * In: count <= total, scale <= INTERVAL_SCALE_MAX.
 * Source: E. B. Wilson 1927, JASA 22 (158); src/RELEASE.md.
 */
struct interval_share interval_wilson(uint32_t count, uint32_t total,
                                      uint32_t scale);

/*
 * The largest integer whose square is at most X (exact for all 128 bits).
 * X is given as its high and low halves.
 */
uint64_t interval_square_root(uint64_t high, uint64_t low);

#endif
