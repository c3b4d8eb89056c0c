#include "stats/trend.h"

#define SLOPE_WAVES 3

/* The weighted mean of the times, and how far they lie around it. */
struct spread {
    double middle;
    double squares;
};

static bool spread_of(const struct trend_wave *waves, size_t count,
                      struct spread *out)
{
    double weight = 0;
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        if (waves[i].mean.variance <= 0 ||
            (i > 0 && waves[i].at <= waves[i - 1].at))
            return false;
        weight += 1 / waves[i].mean.variance;
        sum += waves[i].at / waves[i].mean.variance;
    }
    struct spread s = {sum / weight, 0};
    for (size_t i = 0; i < count; i++) {
        double off = waves[i].at - s.middle;
        s.squares += off * off / waves[i].mean.variance;
    }
    *out = s;
    return true;
}

/* The slope is a sum of the means, each with a weight of its own. */
static bool slope_of(const struct trend_wave *waves, size_t count,
                     struct estimate_finding *out)
{
    struct spread s;
    struct estimate slope = {0, 0, 0, 0};
    if (!spread_of(waves, count, &s))
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct estimate *m = &waves[i].mean;
        double share = (waves[i].at - s.middle) / m->variance / s.squares;
        slope.value += share * m->value;
        slope.low += share * (share < 0 ? m->high : m->low);
        slope.high += share * (share < 0 ? m->low : m->high);
    }
    slope.variance = 1 / s.squares;
    *out = estimate_find(&slope);
    return true;
}

static struct trend_run run_of(const struct trend_wave *waves, size_t first,
                               size_t count)
{
    struct trend_run run = {.first = first, .count = count};
    if (count > 1) {
        struct estimate change =
            estimate_minus(&waves[first + count - 1].mean, &waves[first].mean);
        run.has_change = true;
        run.change = estimate_find(&change);
    }
    if (count >= SLOPE_WAVES)
        run.has_slope = slope_of(waves + first, count, &run.slope);
    return run;
}

size_t trend_runs(const struct trend_wave *waves, size_t count,
                  struct trend_run *out_runs)
{
    size_t runs = 0;
    size_t first = 0;
    for (size_t i = 1; i <= count; i++) {
        if (i < count && !waves[i].is_break)
            continue;
        out_runs[runs++] = run_of(waves, first, i - first);
        first = i;
    }
    return runs;
}
