#include "stats/estimate.h"

#include <math.h>

void estimate_put(struct estimate_sum *sum, const struct estimate_print *print)
{
    double people = (double)print->people;
    err_assert(print->people > 0 && print->low <= print->value &&
               print->value <= print->high);
    sum->low += people * print->low;
    sum->value += people * print->value;
    sum->high += people * print->high;
    sum->people += people;
}

bool estimate_mean(const struct estimate_sum *sum, double sd,
                   struct estimate *out_mean)
{
    if (sum->people <= 0)
        return false;
    *out_mean = (struct estimate){.value = sum->value / sum->people,
                                  .low = sum->low / sum->people,
                                  .high = sum->high / sum->people,
                                  .variance = sd * sd / sum->people};
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

void estimate_average_put(struct estimate_average *average,
                          const struct estimate *mean)
{
    average->low += mean->low;
    average->value += mean->value;
    average->high += mean->high;
    average->error += sqrt(mean->variance);
    average->count++;
}

bool estimate_average_of(const struct estimate_average *average,
                         struct estimate *out_mean)
{
    if (average->count == 0)
        return false;
    double n = (double)average->count;
    double error = average->error / n;
    *out_mean = (struct estimate){.value = average->value / n,
                                  .low = average->low / n,
                                  .high = average->high / n,
                                  .variance = error * error};
    return true;
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
