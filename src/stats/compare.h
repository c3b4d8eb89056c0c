/*
 * Many comparisons at once: which of them hold when so many were made. Numbers
 * in, numbers out.
 */
#ifndef CHORUS_STATS_COMPARE_H
#define CHORUS_STATS_COMPARE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Of the comparisons that are marked, at most this share is wrong on average.
 */
#define COMPARE_FALSE_DISCOVERY 0.05

/*
 * Adjusts p-values for a false discovery rate: a comparison whose adjusted
 * value is at most the rate is a finding. In: COUNT values of 0 to 1. Out:
 * OUT_ADJUSTED, in the same order. Errors: ERR_MEMORY.
 * Source: Y. Benjamini, Y. Hochberg 1995, J. R. Stat. Soc. B 57 (1), 289-300;
 * adjusted as R's p.adjust(method = "BH").
 */
BASE_MUST_USE enum err compare_adjust(const double *p, size_t count,
                                      double *out_adjusted);

#endif
