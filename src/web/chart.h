/* What the charts of pages are made with: axes, ids, marks. */
#ifndef CHORUS_WEB_CHART_H
#define CHORUS_WEB_CHART_H

#include "report/chart.h"
#include "web/subject.h"

/* What pages share with print; report/chart.h says what it is. */
#define web_axis          report_axis
#define web_svg_end       report_svg_end
#define web_chart_id      report_chart_id
#define WEB_TICKS         REPORT_TICKS
#define WEB_CHART_ID_SIZE REPORT_CHART_ID_SIZE

/* Over the whole scale, with its cutoffs. */
struct svg_axis web_axis_of(struct web_axis *parts,
                            const struct web_subject *s);
/* Of differences, as far as MOST points to both sides, with a line at 0. */
struct svg_axis web_axis_difference(struct web_axis *parts,
                                    const struct web_subject *s, double most);

#endif
