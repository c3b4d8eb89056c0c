/*
 * Who answered in a group, and what those who did not could change. From a
 * release alone.
 */
#ifndef CHORUS_REPORT_RESPONSE_H
#define CHORUS_REPORT_RESPONSE_H

#include "release/published.h"
#include "stats/interval.h"
#include "stats/response.h"

/* Points by which those who did not answer are taken to differ. */
#define REPORT_RESPONSE_GAP 10.0

struct report_response {
    bool shown;                     /* of what follows, nothing else counts */
    uint32_t percent;               /* who answered, half up */
    struct interval_share interval; /* Wilson's, percent */
    bool has_mean;                  /* the group shows the scale */
    struct response_bounds worst;   /* its mean over the whole roster */
    double shift; /* points, for a gap of REPORT_RESPONSE_GAP */
};

/* In: SCALE, an index, or PUBLISHED_NONE: response only. */
struct report_response report_response_of(
    const struct published_release *release, size_t group, size_t scale);

#endif
