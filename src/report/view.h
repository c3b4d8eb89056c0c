/*
 * A release as people read it, on a page and on paper: titles from the wave's
 * survey, values from the release, to the last digit. Nothing here computes a
 * result; points are turned into a scale's own units (days) where these mean
 * something, and a share of two printed counts is given in percent.
 */
#ifndef CHORUS_REPORT_VIEW_H
#define CHORUS_REPORT_VIEW_H

#include "report/range.h"
#include "survey/score.h"

#define REPORT_VALUE_SIZE  40
#define REPORT_CUTOFF_SIZE 80

/* A scale that the release knows, in the survey's order. */
struct report_scale {
    const struct survey_scale *survey;
    const struct published_scale *published;
    size_t index; /* into a group's figures */
    const char *title;
    bool own_units; /* a number that people counted: days, not points */
    bool in_area;   /* a driver, shown with its area; else an outcome */
};

struct report_view_area {
    const struct survey_area *survey;
    const char *title;
    size_t index; /* into a group's areas, or PUBLISHED_NONE */
};

struct report_view {
    const struct published_release *release;
    const struct survey *survey;
    struct report_scale *scales;
    size_t scale_count;
    struct report_view_area *areas;
    size_t area_count;
};

/* In: RELEASE and the SURVEY of its wave outlive the view. Out: wiped with
 * report_view_wipe. ERR_MEMORY. */
BASE_MUST_USE enum err report_view_init(const struct published_release *release,
                                        const struct survey *survey,
                                        struct report_view *out_view);
void report_view_wipe(struct report_view *view);

/* "47", "≥65", "≤30", "about 49": the release's digits. */
void report_value_text(const struct published_value *value,
                       char out[static REPORT_VALUE_SIZE]);

/* The same of a print: "47", ">=65", "~49". */
void report_print_text(const char *print, char out[static REPORT_VALUE_SIZE]);

/* A mean of a scale as people read it: in days where the scale counts days. */
void report_mean_text(const struct report_scale *scale,
                      const struct published_value *mean,
                      char out[static REPORT_VALUE_SIZE]);

/* The same without a word of ours, for a page in another language: whether
 * "about" belongs before it says report_is_about. */
void report_value_bare(const struct published_value *value,
                       char out[static REPORT_VALUE_SIZE]);
void report_mean_bare(const struct report_scale *scale,
                      const struct published_value *mean,
                      char out[static REPORT_VALUE_SIZE]);
bool report_is_about(const struct published_value *value);

/* Both ends of an interval, with as many digits as the FIGURE's mean has;
 * whole points are rounded outwards. */
void report_range_text(const struct report_scale *scale,
                       const struct published_figure *figure,
                       struct report_range range,
                       char out_low[static REPORT_VALUE_SIZE],
                       char out_high[static REPORT_VALUE_SIZE]);

/* "60" of 1490 in 2482, half up; "0" of nothing. */
unsigned report_percent(uint32_t part, uint32_t whole);

/* A difference of so many points, as SCALE counts: days of a scale of days.
 * Points where it is in points, or SCALE is NULL (an area). */
double report_difference(const struct report_scale *scale, double points);

/* "0 to 100 points; higher is worse", "0 to 4; higher is better". */
void report_scale_words(const struct report_scale *scale, char *out,
                        size_t size);

/* "higher is better", or that it depends, of the scales of all areas. */
const char *report_areas_words(const struct report_view *view);

/*
 * A cutoff as people can place it beside points: "50", or "3 (of 1 to 5)" where
 * the scale's own units are not points.
 */
void report_cutoff_text(const struct published_scale *scale, size_t cutoff,
                        char out[static REPORT_CUTOFF_SIZE]);

#endif
