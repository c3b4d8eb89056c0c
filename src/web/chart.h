/* What the charts of pages are made with: axes, ids, marks. */
#ifndef CHORUS_WEB_CHART_H
#define CHORUS_WEB_CHART_H

#include "report/chart.h"
#include "web/subject.h"

/* Over the whole scale, with its cutoffs. */
struct svg_axis web_axis_of(struct report_axis *parts,
                            const struct web_subject *s);
/* Of differences, as far as MOST points to both sides, with a line at 0. */
struct svg_axis web_axis_difference(struct report_axis *parts,
                                    const struct web_subject *s, double most);

#endif
