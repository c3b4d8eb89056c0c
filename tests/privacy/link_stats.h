/*
 * How well an attacker does against chance: links made by ranks, Kendall's tau,
 * claims, and intervals over waves.
 */
#ifndef CHORUS_TESTS_PRIVACY_LINK_STATS_H
#define CHORUS_TESTS_PRIVACY_LINK_STATS_H

#include "unit/test_store_help.h"

#include <math.h>

/* What an attack says of each person and of each ballot: the higher goes with
 * the higher. Ballot i is person i's; an attack must not use that. */
struct link_scores {
    size_t n;
    const uint16_t *groups; /* on a ballot's row in clear */
    double *person;
    double *ballot;
    const double *place; /* only ballots of one place are compared; NULL: all */
    bool *claimed; /* whether it is sure that this ballot is its group's last */
};

/* Of one wave. */
struct link_result {
    double tau;
    double advantage; /* links beyond chance, as a share of all */
    double chance;    /* the deviations that chance gives */
    double chance_tau;
    double link; /* what one link more adds to the advantage */
};

/* Chance's own, over waves. */
struct link_sum {
    size_t waves;
    double sum[2];    /* of tau, of the advantage */
    double square[2]; /* of their squares */
    double chance[2]; /* of chance's variances */
    double link;      /* of what one link adds */
};

struct link_interval {
    double mean;
    double half; /* half the width */
};

HELP int link_sign(double d)
{
    return (d > 0) - (d < 0);
}

HELP bool link_are_compared(const struct link_scores *s, size_t i, size_t j)
{
    return s->place == NULL || link_sign(s->place[i] - s->place[j]) == 0;
}

/*
 * Kendall's tau over the pairs that are compared, and its deviation if chance
 * orders them: m(m - 1)(2m + 5) / 18 is the variance of m things' sum of signs.
 */
HELP void link_tau(const struct link_scores *s, struct link_result *r)
{
    long sum = 0;
    double pairs = 0;
    double variance = 0;
    for (size_t i = 0; i < s->n; i++) {
        double m = 0; /* of those that are compared with I, I too */
        for (size_t j = 0; j < s->n; j++) {
            if (!link_are_compared(s, i, j))
                continue;
            m++;
            if (j > i)
                sum += link_sign(s->person[i] - s->person[j]) *
                       link_sign(s->ballot[i] - s->ballot[j]);
        }
        pairs += (m - 1) / 2;
        variance += (m - 1) * (2 * m + 5) / 18;
    }
    r->tau = pairs > 0 ? (double)sum / pairs : 0;
    r->chance_tau = pairs > 0 ? sqrt(variance) / pairs : 0;
}

struct link_ranked {
    double score;
    uint32_t tie; /* what decides between equals: chance */
    size_t i;
};

HELP int link_compare(const void *a, const void *b)
{
    const struct link_ranked *x = a;
    const struct link_ranked *y = b;
    const int by_score = link_sign(x->score - y->score);
    return by_score != 0 ? by_score : (x->tie > y->tie) - (x->tie < y->tie);
}

HELP size_t link_ranking(const struct link_scores *s, const double *score,
                         uint16_t group, struct link_ranked *out)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        if (s->groups[i] == group)
            out[n++] = (struct link_ranked){score[i], randombytes_random(), i};
    qsort(out, n, sizeof *out, link_compare);
    return n;
}

/* Links made: the r-th person of a group with its r-th ballot. Any way to guess
 * without knowledge gets one right in each group, on average. */
HELP void link_by_rank(const struct link_scores *s, struct link_result *r)
{
    struct link_ranked *p = calloc(s->n + 1, sizeof *p);
    struct link_ranked *b = calloc(s->n + 1, sizeof *b);
    assert_true(p != NULL && b != NULL);
    double hits = 0;
    double expected = 0;
    double variance = 0;
    for (uint32_t g = 0; g <= UINT8_MAX; g++) {
        const size_t n = link_ranking(s, s->person, (uint16_t)g, p);
        (void)link_ranking(s, s->ballot, (uint16_t)g, b);
        for (size_t i = 0; i < n; i++)
            hits += p[i].i == b[i].i;
        expected += n > 0;
        variance +=
            n > 1; /* a permutation's fixed points: mean and variance 1 */
    }
    free(p);
    free(b);
    r->link = 1 / (double)(s->n > 0 ? s->n : 1);
    r->advantage = (hits - expected) * r->link;
    r->chance = sqrt(variance) * r->link;
}

/* Of claims instead: "this is the last that came in its group". */
HELP void link_by_claim(const struct link_scores *s, struct link_result *r)
{
    double sum = 0;
    double variance = 0;
    size_t claims = 0;
    for (size_t i = 0; i < s->n; i++) {
        bool is_last = true;
        size_t n = 0;
        for (size_t j = 0; s->claimed[i] && j < s->n; j++) {
            if (s->groups[j] != s->groups[i])
                continue;
            n++;
            is_last = is_last && s->person[j] <= s->person[i];
        }
        if (!s->claimed[i])
            continue;
        const double p = 1 / (double)n;
        sum += is_last - p;
        variance += p * (1 - p);
        claims++;
    }
    r->link = claims == 0 ? 0 : 1 / (double)claims;
    r->advantage = sum * r->link;
    r->chance = sqrt(variance) * r->link;
}

HELP struct link_result link_measure(const struct link_scores *s)
{
    struct link_result r = {0};
    if (s->claimed != NULL) {
        link_by_claim(s, &r);
        return r;
    }
    link_tau(s, &r);
    link_by_rank(s, &r);
    return r;
}

HELP void link_add(struct link_sum *sum, const struct link_result *r)
{
    const double value[2] = {r->tau, r->advantage};
    const double chance[2] = {r->chance_tau, r->chance};
    sum->waves++;
    sum->link += r->link;
    for (int k = 0; k < 2; k++) {
        sum->sum[k] += value[k];
        sum->square[k] += value[k] * value[k];
        sum->chance[k] += chance[k] * chance[k];
    }
}

/*
 * The mean and its interval at Z deviations; the deviation is the sample's or
 * chance's own, whichever is larger, so that few waves make no narrow interval.
 * Links made by chance are few, about as in Poisson's law, whose tail is longer
 * than the normal one's: (z^2 - 1) / 6 links more (Cornish and Fisher).
 */
HELP struct link_interval link_interval(const struct link_sum *sum, int k,
                                        double z)
{
    const double w = (double)sum->waves;
    if (sum->waves == 0)
        return (struct link_interval){0, 0};
    const double mean = sum->sum[k] / w;
    double variance = sum->chance[k] / w;
    if (sum->waves > 1) {
        const double own = (sum->square[k] - w * mean * mean) / (w - 1);
        variance = own > variance ? own : variance;
    }
    const double tail = k == 0 ? 0 : (z * z - 1) / 6 * sum->link / (w * w);
    return (struct link_interval){mean, z * sqrt(variance / w) + tail};
}

/* Whether chance, 0, lies outside. */
HELP bool link_is_found(struct link_interval i)
{
    return fabs(i.mean) > i.half + 1e-12;
}

/* The deviations for 95 % over M intervals together (Bonferroni): half of
 * 0.05 / M in each tail, found by bisection. */
HELP double link_deviations(size_t m)
{
    double low = 0;
    double high = 10;
    for (int i = 0; i < 60; i++) {
        const double z = (low + high) / 2;
        if (erfc(z / sqrt(2)) > 0.05 / (double)(m > 0 ? m : 1))
            low = z;
        else
            high = z;
    }
    return high;
}

#endif
