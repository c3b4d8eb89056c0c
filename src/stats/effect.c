#include "stats/effect.h"

#include <math.h>

#define POWER_80 (ESTIMATE_Z_975 + ESTIMATE_Z_80)
#define CELLS    4

static struct estimate_finding in_deviations(const struct estimate_finding *f,
                                             double sd)
{
    return (struct estimate_finding){.value = f->value / sd,
                                     .low = f->low / sd,
                                     .high = f->high / sd,
                                     .p = f->p};
}

struct effect effect_of(const struct effect_cells *cells, double sd)
{
    err_assert(sd > 0);
    struct estimate change = estimate_minus(&cells->after, &cells->before);
    struct estimate other =
        estimate_minus(&cells->comparison_after, &cells->comparison_before);
    struct estimate both = estimate_minus(&change, &other);
    struct effect e = {.difference = estimate_find(&both)};
    e.d = in_deviations(&e.difference, sd);
    e.smallest = effect_smallest(both.variance);
    e.smallest_d = e.smallest / sd;
    return e;
}

double effect_smallest(double variance)
{
    return POWER_80 * sqrt(variance);
}

double effect_variance(const uint32_t people[static CELLS], double sd)
{
    double sum = 0;
    for (size_t i = 0; i < CELLS; i++) {
        err_assert(people[i] > 0);
        sum += 1.0 / (double)people[i];
    }
    return sd * sd * sum;
}

uint64_t effect_people_needed(double d)
{
    err_assert(d > 0);
    return (uint64_t)ceil(CELLS * POWER_80 * POWER_80 / (d * d));
}
