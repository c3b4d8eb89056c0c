/*
 * Who did not answer: how far a figure of those who did may be from
 * everybody's. An interval says nothing about that; these do.
 */
#ifndef CHORUS_STATS_RESPONSE_H
#define CHORUS_STATS_RESPONSE_H

#include "base/err.h"

/* Ends of a mean or of a share, in its own units. */
struct response_bounds {
    double low;
    double high;
};

/*
 * Where the figure of all ROSTER people must lie when those of ANSWERED have
 * one from FIGURE.low to FIGURE.high and nothing is known of the others but
 * that a score lies from 0 to TOP. In: 0 < answered <= roster.
 * Source: C. F. Manski 1989, J. Hum. Resources 24 (3), 343-360; W. G. Cochran
 * 1977, Sampling Techniques, 13.2.
 */
struct response_bounds response_worst(struct response_bounds figure, double top,
                                      uint32_t answered, uint32_t roster);

/* How much the figure of all differs from that of those who answered when the
 * others differ from these by GAP on average. */
double response_shift(double gap, uint32_t answered, uint32_t roster);

#endif
