/*
 * A group's mean over closed waves, from what their releases print: the
 * institution's, or a unit's. Which waves may be compared is said here:
 * another version, grid, range or cutoff of the scale breaks the series, and so
 * do other programs in the unit.
 * Source: src/RELEASE.md, "What is computed from it".
 */
#ifndef CHORUS_REPORT_TREND_H
#define CHORUS_REPORT_TREND_H

#include "report/areas.h"
#include "report/sets.h"
#include "stats/trend.h"

/* A closed wave and when it closed. */
struct report_trend_wave {
    struct sets_wave wave;
    int64_t closes_sec;
};

/* What is followed. */
struct report_trend_of {
    const char *scale; /* its id; NULL: an area */
    const char *area;  /* its id */
    const char *unit;  /* NULL: the institution */
};

/* A wave that asked for it and has the group. */
struct report_trend_point {
    size_t wave;     /* index of the waves that were given */
    size_t group;    /* of its release */
    size_t scale;    /* index in its release; PUBLISHED_NONE of an area */
    const char *why; /* why nothing leads here from the last shown: "another
                        version", "other programs"; NULL: it does */
    bool shown;      /* its mean is known */
    struct estimate mean; /* points, when shown */
};

/* Freed with report_trend_wipe. */
struct report_trend {
    struct report_trend_point *points; /* by wave */
    size_t count;
    size_t *shown; /* indices of the points that are shown */
    size_t shown_count;
    struct trend_run *runs; /* of the shown ones: run.first indexes SHOWN */
    size_t run_count;
};

/*
 * In: WAVES, the oldest first; AREAS of each wave (may be NULL for a scale).
 * Out: OUT_TREND, empty when no wave has it. A slope is per year.
 * Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err report_trend_new(const struct report_trend_wave *waves,
                                        const struct report_areas *areas,
                                        size_t count,
                                        const struct report_trend_of *of,
                                        struct report_trend *out_trend);
void report_trend_wipe(struct report_trend *trend);

/* The run that a shown point is in, when it is the run's last; else NULL. */
const struct trend_run *report_trend_run_at(const struct report_trend *trend,
                                            size_t point);

#endif
