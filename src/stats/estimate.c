#include "stats/estimate.h"

#include <math.h>

bool estimate_mean(const struct estimate_print *prints, size_t count, double sd,
                   struct estimate *out_mean)
{
    struct estimate sum = {0, 0, 0, 0};
    double people = 0;
    if (count == 0)
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct estimate_print *p = &prints[i];
        double weight = (double)p->people;
        err_assert(p->people > 0 && p->low <= p->value && p->value <= p->high);
        sum.low += weight * p->low;
        sum.value += weight * p->value;
        sum.high += weight * p->high;
        people += weight;
    }
    *out_mean = (struct estimate){.value = sum.value / people,
                                  .low = sum.low / people,
                                  .high = sum.high / people,
                                  .variance = sd * sd / people};
    return true;
}

struct estimate estimate_minus(const struct estimate *a,
                               const struct estimate *b)
{
    return (struct estimate){.value = a->value - b->value,
                             .low = a->low - b->high,
                             .high = a->high - b->low,
                             .variance = a->variance + b->variance};
}

double estimate_p_of_z(double z)
{
    return erfc(fabs(z) / sqrt(2.0));
}

static double p_of(const struct estimate *e, double se)
{
    if (e->low <= 0 && e->high >= 0)
        return 1;
    if (se <= 0)
        return 0;
    double nearest = e->low > 0 ? e->low : -e->high;
    return estimate_p_of_z(nearest / se);
}

struct estimate_finding estimate_find(const struct estimate *e)
{
    double se = sqrt(e->variance);
    return (struct estimate_finding){.value = e->value,
                                     .low = e->low - ESTIMATE_Z_975 * se,
                                     .high = e->high + ESTIMATE_Z_975 * se,
                                     .p = p_of(e, se)};
}

int64_t estimate_round(double value, int32_t per)
{
    return (int64_t)llround(value * (double)per);
}
