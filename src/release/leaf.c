#include "release/leaf.h"

#define LEAF_COALITION_MAX 10u
#define LEAF_SHARE_MARGIN  3u

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint64_t most(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

static int64_t floor_div(int64_t num, int64_t den)
{
    int64_t whole = num / den;
    return num % den < 0 ? whole - 1 : whole;
}

static int64_t ceil_div(int64_t num, int64_t den)
{
    return -floor_div(-num, den);
}

static struct print_value points(enum print_mark mark, int64_t value)
{
    err_assert(value >= 0 && value <= 100);
    return (struct print_value){mark, (uint32_t)value * 10};
}

static const struct print_value absent = {PRINT_ABSENT, 0};

uint32_t leaf_coalition(const struct wave_rule *rule, uint32_t valid)
{
    return (uint32_t)most(rule->insiders, least(valid / 5, LEAF_COALITION_MAX));
}

/*
 * The lowest b and the highest a of the cutoffs give the smallest H and the
 * largest L: both ends move with the step alone.
 */
struct leaf_ends leaf_mean_ends(const struct survey_scale *scale,
                                uint32_t valid, uint32_t coalition)
{
    int64_t v = valid;
    int64_t c = coalition;
    int64_t g = scale->grid;
    int64_t b = g - 1;
    int64_t a = 1;
    if (scale->cutoff_count > 0) {
        b = scale->cutoffs[0].largest_below;
        a = scale->cutoffs[scale->cutoff_count - 1].first_at_or_above;
    }
    return (struct leaf_ends){
        .high = floor_div(100 * ((v - c - 1) * g + b), v * g),
        .low = ceil_div(100 * (c * g + a), v * g),
    };
}

struct print_value leaf_mean(const struct wave_rule *rule,
                             const struct survey_scale *scale,
                             const struct leaf_counts *counts)
{
    if (counts->valid < rule->k)
        return absent;
    uint64_t top = (uint64_t)counts->valid * (uint64_t)scale->grid;
    err_assert(counts->steps <= top);
    struct leaf_ends ends = leaf_mean_ends(scale, counts->valid,
                                           leaf_coalition(rule, counts->valid));
    if (ends.low >= ends.high)
        return absent;
    int64_t mean = (int64_t)print_half_up(100 * counts->steps, top);
    if (mean >= ends.high)
        return points(PRINT_AT_LEAST, ends.high);
    if (mean <= ends.low)
        return points(PRINT_AT_MOST, ends.low);
    return points(PRINT_EXACT, mean);
}

static int64_t percent(uint64_t count, uint64_t valid)
{
    return (int64_t)print_half_up(100 * count, valid);
}

struct print_value leaf_above(const struct wave_rule *rule,
                              const struct survey_scale *scale,
                              const struct leaf_counts *counts)
{
    uint64_t v = counts->valid;
    uint64_t y = counts->above;
    err_assert(y <= v);
    uint64_t t = most(most(LEAF_SHARE_MARGIN, (uint64_t)rule->insiders + 1),
                      v / 10 + (v % 10 > 0));
    if (scale->cutoff_count != 1 || v < rule->k || v < rule->k_share ||
        v < 2 * t + 1)
        return absent;
    if (y <= t)
        return points(PRINT_AT_MOST, percent(t, v));
    if (y >= v - t)
        return points(PRINT_AT_LEAST, percent(v - t, v));
    return points(PRINT_EXACT, percent(y, v));
}

struct print_scale leaf_print(const struct wave_rule *rule,
                              const struct survey_scale *scale,
                              const struct leaf_counts *counts)
{
    struct print_scale print = {.mean = leaf_mean(rule, scale, counts)};
    if (!print_scale_shown(&print))
        return print;
    print.n = counts->valid;
    print.above = leaf_above(rule, scale, counts);
    if (print.above.mark != PRINT_ABSENT)
        print.above_n = counts->valid;
    return print;
}
