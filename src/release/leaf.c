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

/* The steps beside the cutoffs; without one, beside the ends of the range. */
struct sides {
    int64_t below; /* b */
    int64_t above; /* a */
};

/*
 * The lowest b and the highest a of the cutoffs give the smallest H and the
 * largest L: both ends move with the step alone.
 */
static struct sides sides_of(const struct survey_scale *scale)
{
    const size_t n = scale->cutoff_count;
    if (n == 0)
        return (struct sides){scale->grid - 1, 1};
    return (struct sides){scale->cutoffs[0].largest_below,
                          scale->cutoffs[n - 1].first_at_or_above};
}

struct leaf_ends leaf_mean_ends(const struct survey_scale *scale,
                                uint32_t valid, uint32_t coalition)
{
    const struct sides s = sides_of(scale);
    int64_t v = valid;
    int64_t c = coalition;
    int64_t g = scale->grid;
    return (struct leaf_ends){
        .high = floor_div(100 * ((v - c - 1) * g + s.below), v * g),
        .low = ceil_div(100 * (c * g + s.above), v * g),
    };
}

/* The sum with the c + 1 lowest scores counted as b at most. */
static int64_t sum_at_least(const struct leaf_counts *counts, int64_t grid,
                            int64_t below, int64_t people)
{
    int64_t sum = (int64_t)counts->steps;
    for (int64_t j = 0; j <= grid && people > 0; j++) {
        const int64_t n = (int64_t)least(counts->at[j], (uint64_t)people);
        sum -= j > below ? n * (j - below) : 0;
        people -= n;
    }
    return sum;
}

/* The sum with the c + 1 highest scores counted as a at least. */
static int64_t sum_at_most(const struct leaf_counts *counts, int64_t grid,
                           int64_t above, int64_t people)
{
    int64_t sum = (int64_t)counts->steps;
    for (int64_t j = grid; j >= 0 && people > 0; j--) {
        const int64_t n = (int64_t)least(counts->at[j], (uint64_t)people);
        sum += j < above ? n * (above - j) : 0;
        people -= n;
    }
    return sum;
}

/*
 * A mean beyond an end. Cut by the sum, the end is all that is said. Cut by
 * people, the bound that no c + 1 of them could undo, where it says more.
 */
static struct print_value beyond(const struct survey_scale *scale,
                                 const struct leaf_counts *counts,
                                 int64_t coalition, enum print_mark mark,
                                 int64_t end)
{
    const struct sides s = sides_of(scale);
    const int64_t g = scale->grid;
    const int64_t v = counts->valid;
    const int64_t c = coalition;
    int64_t sum = 0;
    bool says_more = false;
    if (!scale->cut_by_people)
        return points(mark, end);
    if (mark == PRINT_AT_LEAST) {
        sum = sum_at_least(counts, g, s.below, c + 1);
        says_more = sum > (v - c - 1) * g + s.below;
    } else {
        sum = sum_at_most(counts, g, s.above, c + 1);
        says_more = sum < c * g + s.above;
    }
    if (!says_more)
        return points(mark, end);
    return points(
        mark, (int64_t)print_half_up(100 * (uint64_t)sum, (uint64_t)(v * g)));
}

struct print_value leaf_mean(const struct wave_rule *rule,
                             const struct survey_scale *scale,
                             const struct leaf_counts *counts)
{
    if (counts->valid < rule->k)
        return absent;
    uint64_t top = (uint64_t)counts->valid * (uint64_t)scale->grid;
    err_assert(counts->steps <= top);
    const uint32_t c = leaf_coalition(rule, counts->valid);
    const struct leaf_ends ends = leaf_mean_ends(scale, counts->valid, c);
    if (ends.low >= ends.high)
        return absent;
    int64_t mean = (int64_t)print_half_up(100 * counts->steps, top);
    if (mean >= ends.high)
        return beyond(scale, counts, c, PRINT_AT_LEAST, ends.high);
    if (mean <= ends.low)
        return beyond(scale, counts, c, PRINT_AT_MOST, ends.low);
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
