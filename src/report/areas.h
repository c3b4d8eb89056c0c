/*
 * The areas of a survey in sets of units and in comparisons. A release prints
 * an area's mean but not which scales make it: that stands in the survey that
 * the wave was opened with, whose hash the release has.
 * Source: src/RELEASE.md, "What is computed from it".
 */
#ifndef CHORUS_REPORT_AREAS_H
#define CHORUS_REPORT_AREAS_H

#include "report/grouping.h"
#include "survey/definition.h"

struct report_area {
    const char *id;     /* the survey's */
    size_t index;       /* of the release's areas, or PUBLISHED_NONE */
    size_t *scales;     /* of the release's scales, each once */
    size_t scale_count; /* 0: the release does not have all of them */
};

struct report_areas {
    struct report_area *areas; /* in the survey's order */
    size_t count;
};

/*
 * Finds the areas of RELEASE's survey. In: SURVEY, the one that the wave was
 * opened with; outlives the areas. Out: wiped with report_areas_wipe.
 * Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err report_areas_new(const struct survey *survey,
                                        const struct published_release *release,
                                        struct report_areas *out_areas);
/* A zeroed one is fine. */
void report_areas_wipe(struct report_areas *areas);
/* NULL when there is none of that id. */
const struct report_area *report_areas_find(const struct report_areas *areas,
                                            const char *id);

/* An area of a set. */
struct report_area_figure {
    bool shown;
    struct published_value value; /* its text is TEXT of this struct */
    char text[GROUPING_VALUE_SIZE];
    struct grouping_range range;
};

/*
 * The area of a set as a release prints it: the mean of its scales' printed
 * means, half up, when all are printed. Its interval is the mean of theirs,
 * rounded outwards: the same people answered all of them, whose errors may go
 * together, so it may be wider than it need be, never narrower; not known when
 * one of theirs is not. Out: OUT_FIGURE, whose value points into it.
 */
void report_area_of_set(const struct grouping *grouping,
                        const struct report_area *area,
                        struct report_area_figure *out_figure);
/* The interval of an area that a group of a release prints. */
struct grouping_range report_area_range(const struct published_release *release,
                                        size_t group,
                                        const struct report_area *area);

/*
 * The area's mean in a group, for stats: the average of its scales' estimates
 * (estimate_average). False when the group does not show all of them.
 */
bool report_area_estimate(const struct published_release *release, size_t group,
                          const struct report_area *area,
                          struct estimate *out_mean);
/* The same for a set. */
bool report_area_estimate_set(const struct grouping *grouping,
                              const struct report_area *area,
                              struct estimate *out_mean);

#endif
