/*
 * What is known of a mean, or of a difference of means, from printed numbers
 * alone. Two things keep it from being one number. A print is rounded, or is a
 * cut end: the mean that was printed lies somewhere from low to high. And other
 * people could have answered: a variance, from the survey file's standard
 * deviation. The first is carried as a range, the second as a variance, and an
 * interval holds both.
 *
 * No finite-population correction: these are statements about the program as a
 * process, which the next people will pass through, not about this roster.
 * (interval.h has the other kind.)
 *
 * Range and variance use + - * / and the square root only, which IEEE 754 fixes
 * to the last bit; a p-value also uses libm's erfc.
 */
#ifndef CHORUS_STATS_ESTIMATE_H
#define CHORUS_STATS_ESTIMATE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* 97.5 % and 80 % points of the normal distribution. */
#define ESTIMATE_Z_975 1.959963984540054
#define ESTIMATE_Z_80  0.8416212335729143

/* One printed mean: the value that stands for it, and where it may lie. */
struct estimate_print {
    double low;
    double value;
    double high;
    uint32_t people; /* valid scores behind it, at least 1 */
};

/* A mean or a difference: low <= value <= high. */
struct estimate {
    double value;
    double low;
    double high;
    double variance; /* of sampling; 0 and over */
};

/* The same for people: a 95 % interval and a p-value. */
struct estimate_finding {
    double value;
    double low;
    double high;
    double p; /* two-sided, against 0 */
};

/* Prints on the way to their mean; starts as {0}. */
struct estimate_sum {
    double low;
    double value;
    double high;
    double people;
};
void estimate_put(struct estimate_sum *sum, const struct estimate_print *print);

/*
 * The mean over prints, each weighted with its people; its variance is that of
 * a mean of so many people. In: SD, of single scores, 0 and over. Out: false,
 * and nothing written, when there was no print.
 */
bool estimate_mean(const struct estimate_sum *sum, double sd,
                   struct estimate *out_mean);

/*
 * A - B, for people who answered independently. Waves of one program share
 * people whose two answers go together; taken as independent, the interval of
 * their change is wider than it need be, never narrower.
 */
struct estimate estimate_minus(const struct estimate *a,
                               const struct estimate *b);

/*
 * The average of means that the same people gave, of several questions; starts
 * as {0}. How their errors go together is not known: the standard error is the
 * average of theirs, which is right when they go together wholly, and too
 * large, never too small, otherwise.
 */
struct estimate_average {
    double low;
    double value;
    double high;
    double error; /* standard errors */
    size_t count;
};
void estimate_average_put(struct estimate_average *average,
                          const struct estimate *mean);
/* False, and nothing written, when there was no mean. */
bool estimate_average_of(const struct estimate_average *average,
                         struct estimate *out_mean);

/*
 * The interval: low - z se to high + z se, which holds the true value in 95 %
 * of cases wherever in its range the printed one lies. P is the largest that
 * any value in the range gives: 1 when the range holds 0. So p < 0.05 exactly
 * when the interval leaves 0 out. Without any variance p is 0 or 1.
 */
struct estimate_finding estimate_find(const struct estimate *e);

/* Two-sided p-value of a standard normal deviate. */
double estimate_p_of_z(double z);

/* VALUE in steps of 1 / PER, to the nearest, halves away from 0: 12.34 in
 * tenths is 123. In: a number below 10^15 / PER. */
int64_t estimate_round(double value, int32_t per);

#endif
