/* Points, intervals and p-values as text, the same on every machine. */
#ifndef CHORUS_REPORT_POINTS_H
#define CHORUS_REPORT_POINTS_H

#include "stats/estimate.h"

#define REPORT_POINTS_SIZE 32

/* "-3.4": one decimal. */
void report_points_text(double points, char out[static REPORT_POINTS_SIZE]);
/* "-7.1 to 0.3" */
void report_points_interval(const struct estimate_finding *finding,
                            char out[static REPORT_POINTS_SIZE]);
/* "0.034", "<0.001" */
void report_points_p(double p, char out[static REPORT_POINTS_SIZE]);
/* "0.45": two decimals, for effects in standard deviations. */
void report_points_d(double d, char out[static REPORT_POINTS_SIZE]);

#endif
