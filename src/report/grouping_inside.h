/* For the files grouping*.c only. */
#ifndef CHORUS_REPORT_GROUPING_INSIDE_H
#define CHORUS_REPORT_GROUPING_INSIDE_H

#include "report/grouping.h"

/* Fills group, ranges and texts from the leaves and the roster. */
void grouping_compute(struct grouping *g);

#endif
