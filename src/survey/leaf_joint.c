#include "survey/leaf_joint.h"

#define SHARE_MARGIN 3 /* t is at least this */

/* Scores FROM..TO; empty when FROM > TO. */
struct scores {
    int32_t from;
    int32_t to;
};

/*
 * People are told apart by one line through the grid: those with COUNTED
 * scores, and the OTHERS.
 */
struct split {
    struct scores counted;
    struct scores others;
};

/* Sums that a printed mean stands for. */
struct sums {
    int64_t from;
    int64_t to;
};

/* A print: a mean, and a share: how many are counted. */
struct told {
    const struct survey_leaf_rule *rule;
    int32_t mean;    /* H and L stand for the cut ends */
    int32_t x_least; /* the share says x_least..x_most */
    int32_t x_most;
};

static struct sums mean_sums(const struct survey_leaf_rule *rule, int32_t from,
                             int32_t to)
{
    const int64_t full = (int64_t)rule->v * rule->grid;
    /* The smallest sum that is half up FROM, the largest that is TO. */
    const int64_t least = ((2 * (int64_t)from - 1) * full + 199) / 200;
    const int64_t most = ((2 * (int64_t)to + 1) * full - 1) / 200;
    return (struct sums){least < 0 ? 0 : least, most > full ? full : most};
}

/* The sums that print this mean. */
static struct sums told_sums(const struct told *t)
{
    const struct survey_leaf_rule *r = t->rule;
    return mean_sums(r, t->mean == r->low ? 0 : t->mean,
                     t->mean == r->high ? 100 : t->mean);
}

/* Whether PEOPLE, X of them counted, can have a sum within FROM..TO. */
static bool can_have(const struct split *s, int32_t people, int32_t x,
                     int64_t from, int64_t to)
{
    const int32_t rest = people - x;
    if (x < 0 || rest < 0 || from > to ||
        (rest > 0 && s->others.from > s->others.to))
        return false;
    const int64_t least =
        (int64_t)x * s->counted.from + (int64_t)rest * s->others.from;
    const int64_t most =
        (int64_t)x * s->counted.to + (int64_t)rest * s->others.to;
    return least <= to && from <= most;
}

static struct scores common(struct scores a, struct scores b)
{
    return (struct scores){a.from > b.from ? a.from : b.from,
                           a.to < b.to ? a.to : b.to};
}

/* The same with one more person, who scores within ONE. */
static bool can_have_with(const struct split *s, int32_t people, int32_t x,
                          struct sums sums, struct scores one)
{
    const struct scores part[] = {common(one, s->others),
                                  common(one, s->counted)};
    for (int32_t counted = 0; counted <= 1; counted++)
        if (part[counted].from <= part[counted].to &&
            can_have(s, people, x - counted, sums.from - part[counted].to,
                     sums.to - part[counted].from))
            return true;
    return false;
}

/* Whether a coalition that knows KNOWN, KX of it counted, leaves SIDE open. */
static bool is_open(const struct told *t, const struct split *s, int32_t size,
                    int64_t known, int32_t kx, struct scores side)
{
    struct sums sums = told_sums(t);
    sums.from -= known;
    sums.to -= known;
    if (sums.from > sums.to) /* no sum prints this mean */
        return false;
    for (int32_t x = kx > t->x_least ? kx : t->x_least; x <= t->x_most; x++)
        if (can_have_with(s, t->rule->v - size - 1, x - kx, sums, side))
            return true;
    return false;
}

static bool print_forces(const struct told *t, const struct split *s,
                         int32_t size, const struct scores side[2],
                         struct survey_leaf_finding *out)
{
    const struct survey_leaf_rule *r = t->rule;
    for (int32_t kx = 0; kx <= size; kx++)
        for (int64_t known = 0; known <= (int64_t)size * r->grid; known++) {
            if (!can_have(s, size, kx, known, known))
                continue;
            const bool below = is_open(t, s, size, known, kx, side[0]);
            const bool above = is_open(t, s, size, known, kx, side[1]);
            if (below == above) /* both, or no such world at all */
                continue;
            const struct sums all = told_sums(t);
            *out = (struct survey_leaf_finding){
                .v = r->v,
                .coalition = size,
                .known_sum = (int32_t)known,
                .sum_least = (int32_t)all.from,
                .sum_most = (int32_t)all.to,
                .cutoff = 0,
                .forced_above = above,
            };
            return true;
        }
    return false;
}

int32_t survey_leaf_margin(int32_t insiders, int32_t v)
{
    const int32_t t = (v + 9) / 10 > SHARE_MARGIN ? (v + 9) / 10 : SHARE_MARGIN;
    return t > insiders ? t : insiders + 1;
}

bool survey_leaf_share_forces(const struct survey_scale *scale,
                              const struct survey_leaf_rule *rule,
                              int32_t insiders, int32_t extra,
                              struct survey_leaf_finding *out_finding)
{
    const int32_t b = scale->cutoffs[0].largest_below;
    const int32_t a = scale->cutoffs[0].first_at_or_above;
    const struct scores side[] = {{0, b}, {a, rule->grid}};
    const struct split split = {.counted = side[1], .others = side[0]};
    const int32_t v = rule->v;
    const int32_t t = survey_leaf_margin(insiders, v);
    const int32_t size =
        (rule->coalition < t ? rule->coalition : t - 1) + extra;
    if (v < 2 * t + 1 || size >= v)
        return false;
    /* Up to v = 100 each number of people in between has its own percent. */
    for (int32_t y = t; y <= v - t; y++) {
        struct told told = {.rule = rule,
                            .x_least = y == t ? 0 : y,
                            .x_most = y == v - t ? v : y};
        for (told.mean = rule->low; told.mean <= rule->high; told.mean++)
            if (print_forces(&told, &split, size, side, out_finding))
                return true;
    }
    return false;
}
