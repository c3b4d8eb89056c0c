/* What the charts of pages are made with: axes, ids, marks. */
#ifndef CHORUS_WEB_CHART_H
#define CHORUS_WEB_CHART_H

#include "web/subject.h"

#define WEB_TICKS         5
#define WEB_CUTOFFS_MAX   8
#define WEB_CHART_ID_SIZE 96

/* The texts that an axis points to. */
struct web_axis {
    char labels[WEB_TICKS][WEB_VALUE_SIZE];
    struct svg_tick ticks[WEB_TICKS];
    char cutoff_labels[WEB_CUTOFFS_MAX][WEB_CUTOFF_SIZE + sizeof "cutoff "];
    struct svg_tick cutoffs[WEB_CUTOFFS_MAX];
    char name[160];
};

/* Over the whole scale, with its cutoffs. */
struct svg_axis web_axis_of(struct web_axis *parts,
                            const struct web_subject *s);
/* Of differences, as far as MOST points to both sides, with a line at 0. */
struct svg_axis web_axis_difference(struct web_axis *parts,
                                    const struct web_subject *s, double most);

enum svg_end web_svg_end(enum published_mark mark);

/* PREFIX-ID as may stand in HTML: '_' and the like are hyphens. */
void web_chart_id(const char *prefix, const char *id,
                  char out[static WEB_CHART_ID_SIZE]);

#endif
