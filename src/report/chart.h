/*
 * Charts of a release: which numbers of it stand in which picture. Knows the
 * view of a release and the chart templates.
 */
#ifndef CHORUS_REPORT_CHART_H
#define CHORUS_REPORT_CHART_H

#include "report/svg.h"
#include "report/trend.h"
#include "report/view.h"

#define REPORT_TICKS         5
#define REPORT_CUTOFFS_MAX   8
#define REPORT_CHART_ID_SIZE 96

/* The texts that an axis points to. */
struct report_axis {
    char labels[REPORT_TICKS][REPORT_VALUE_SIZE];
    struct svg_tick ticks[REPORT_TICKS];
    char cutoff_labels[REPORT_CUTOFFS_MAX]
                      [REPORT_CUTOFF_SIZE + sizeof "cutoff "];
    struct svg_tick cutoffs[REPORT_CUTOFFS_MAX];
    char name[160];
};

/* Over the whole scale, with its cutoffs; NULL: 0 to 100 points, and the name
 * is the caller's to fill in. */
struct svg_axis report_axis_of(struct report_axis *parts,
                               const struct report_scale *scale);

enum svg_end report_svg_end(enum published_mark mark);

/* PREFIX-ID as may stand in HTML: '_' and the like are hyphens. */
void report_chart_id(const char *prefix, const char *id,
                     char out[static REPORT_CHART_ID_SIZE]);

/*
 * Draws groups on one scale, dot and interval. In: GROUPS, COUNT indices into
 * the view's release; the one at EMPHASIS stands out. TITLE says the answer.
 * Out: appended to OUT_SVG. Errors: those of svg_interval.
 */
BASE_MUST_USE enum err report_chart(const struct render_set *set,
                                    const struct report_view *view,
                                    const struct report_scale *scale,
                                    const size_t *groups, size_t count,
                                    size_t emphasis, const char *title,
                                    struct buf *out_svg);

/*
 * Draws a group's scale over waves. In: SCALE of the last wave; WAVES, those
 * that the trend was made from. Out: as above. Errors: those of svg_trend.
 */
BASE_MUST_USE enum err report_chart_trend(const struct render_set *set,
                                          const struct report_scale *scale,
                                          const struct report_trend_wave *waves,
                                          const struct report_trend *trend,
                                          const char *title,
                                          struct buf *out_svg);

#endif
