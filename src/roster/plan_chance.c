#include "roster/plan.h"

#include <math.h>

#define PERMILLE 1000u

uint32_t roster_plan_expected(uint32_t people, uint32_t rate_permille)
{
    err_assert(rate_permille <= PERMILLE);
    return (uint32_t)((uint64_t)people * rate_permille / PERMILLE);
}

/* Not lgammal, which writes its sign into a global. */
static long double log_factorial(uint32_t n)
{
    int sign = 0;
    return lgammal_r((long double)n + 1, &sign);
}

/* The binomial probability of exactly COUNT of PEOPLE. */
static long double exactly(uint32_t people, uint32_t count, long double rate)
{
    long double n = people;
    long double i = count;
    long double log_ways = log_factorial(people) - log_factorial(count) -
                           log_factorial(people - count);
    return expl(log_ways + i * logl(rate) + (n - i) * log1pl(-rate));
}

/* The probability of FROM to TO, both included. */
static long double between(uint32_t people, uint32_t from, uint32_t to,
                           long double rate)
{
    long double sum = 0;
    for (uint32_t i = from; i <= to; i++)
        sum += exactly(people, i, rate);
    return sum;
}

double roster_plan_chance_shown(uint32_t people, uint32_t rate_permille,
                                uint32_t k)
{
    err_assert(rate_permille <= PERMILLE && people <= WAVE_PLACES_MAX);
    if (k == 0)
        return 1;
    if (k > people || rate_permille == 0)
        return 0;
    if (rate_permille == PERMILLE)
        return 1;
    long double rate = (long double)rate_permille / PERMILLE;
    /* The side with fewer terms; K is small where it matters. */
    long double chance = people - k < k ? between(people, k, people, rate)
                                        : 1 - between(people, 0, k - 1, rate);
    return chance < 0 ? 0 : chance > 1 ? 1 : (double)chance;
}
