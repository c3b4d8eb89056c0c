/*
 * A leaf whose cut ends are bounds: what it prints depends on each score, not
 * on the sum alone, so the ways to score are written out one by one.
 */
#include "survey/leaf_joint.h"

#define MOST_WAYS   4000000u /* coalitions times ways in which others score */
#define SHARE_LEAST 20
#define PEOPLE_MOST 24

/* Which side of the cutoff others may be on, for one print. */
struct open_sides {
    bool any;
    bool below;
    bool above;
    int32_t sum_least; /* of all v, in the worlds that print this */
    int32_t sum_most;
};

enum end { END_NONE, END_UPPER, END_LOWER, ENDS };

struct leaf {
    const struct survey_leaf_rule *rule;
    int32_t below; /* b */
    int32_t above; /* a */
    int32_t coalition;
    int32_t margin; /* t; 0: no share beside the mean */
    int32_t own[SURVEY_CUT_PEOPLE_GRID + 1]; /* the coalition's scores */
    int32_t all[SURVEY_CUT_PEOPLE_GRID + 1]; /* everybody's */
    struct open_sides prints[ENDS][101][PEOPLE_MOST + 1];
};

static int32_t half_up(int64_t num, int64_t den)
{
    return (int32_t)((2 * num + den) / (2 * den));
}

/* The c + 1 lowest count as b at most; the c + 1 highest as a at least. */
static int32_t bound(const struct leaf *leaf, int32_t sum, bool upper)
{
    const int32_t g = leaf->rule->grid;
    int32_t left = leaf->rule->coalition + 1;
    for (int32_t i = 0; i <= g && left > 0; i++) {
        const int32_t j = upper ? i : g - i;
        const int32_t n = leaf->all[j] < left ? leaf->all[j] : left;
        left -= n;
        if (upper && j > leaf->below)
            sum -= n * (j - leaf->below);
        if (!upper && j < leaf->above)
            sum += n * (leaf->above - j);
    }
    return sum;
}

static enum end printed(const struct leaf *leaf, int32_t sum,
                        int32_t *out_points)
{
    const struct survey_leaf_rule *r = leaf->rule;
    const int32_t c = r->coalition;
    const int32_t full = r->v * r->grid;
    const int32_t mean = half_up(100 * (int64_t)sum, full);
    *out_points = mean;
    if (mean > r->low && mean < r->high)
        return END_NONE;
    const bool upper = mean >= r->high;
    const int32_t t = bound(leaf, sum, upper);
    const bool more = upper ? t > (r->v - c - 1) * r->grid + leaf->below
                            : t < c * r->grid + leaf->above;
    *out_points = more    ? half_up(100 * (int64_t)t, full)
                  : upper ? r->high
                          : r->low;
    return upper ? END_UPPER : END_LOWER;
}

static void look(struct leaf *leaf)
{
    int32_t sum = 0;
    int32_t y = 0;
    bool below = false;
    bool above = false;
    int32_t points = 0;
    const int32_t v = leaf->rule->v;
    for (int32_t j = 0; j <= leaf->rule->grid; j++) {
        const bool other = leaf->all[j] > leaf->own[j];
        sum += j * leaf->all[j];
        y += j >= leaf->above ? leaf->all[j] : 0;
        below = below || (other && j <= leaf->below);
        above = above || (other && j >= leaf->above);
    }
    y = y < leaf->margin ? leaf->margin : y;
    y = y > v - leaf->margin ? v - leaf->margin : y;
    const enum end end = printed(leaf, sum, &points);
    struct open_sides *p = &leaf->prints[end][points][leaf->margin > 0 ? y : 0];
    p->sum_least = p->any && p->sum_least < sum ? p->sum_least : sum;
    p->sum_most = p->any && p->sum_most > sum ? p->sum_most : sum;
    p->any = true;
    p->below = p->below || below;
    p->above = p->above || above;
}

/* Every way for PEOPLE others to score STEP or more. */
static void try_others(struct leaf *leaf, int32_t people, int32_t step)
{
    if (step == leaf->rule->grid) {
        leaf->all[step] = leaf->own[step] + people;
        look(leaf);
        return;
    }
    for (int32_t n = 0; n <= people; n++) {
        leaf->all[step] = leaf->own[step] + n;
        try_others(leaf, people - n, step + 1);
    }
}

/* Whether some print of this coalition leaves the others one side only. */
static bool is_forced(struct leaf *leaf, struct survey_leaf_finding *out)
{
    const struct open_sides *all = &leaf->prints[0][0][0];
    memset(leaf->prints, 0, sizeof leaf->prints);
    try_others(leaf, leaf->rule->v - leaf->coalition, 0);
    for (size_t i = 0; i < sizeof leaf->prints / sizeof *all; i++) {
        if (all[i].below == all[i].above)
            continue;
        *out = (struct survey_leaf_finding){.v = leaf->rule->v,
                                            .coalition = leaf->coalition,
                                            .sum_least = all[i].sum_least,
                                            .sum_most = all[i].sum_most,
                                            .forced_above = all[i].above};
        for (int32_t j = 0; j <= leaf->rule->grid; j++)
            out->known_sum += j * leaf->own[j];
        return true;
    }
    return false;
}

static bool try_coalition(struct leaf *leaf, int32_t people, int32_t step,
                          struct survey_leaf_finding *out)
{
    bool forced = false;
    if (step == leaf->rule->grid) {
        leaf->own[step] = people;
        return is_forced(leaf, out);
    }
    for (int32_t n = 0; n <= people && !forced; n++) {
        leaf->own[step] = n;
        forced = try_coalition(leaf, people - n, step + 1, out);
    }
    return forced;
}

/* C(people + grid, grid), or more than MOST_WAYS. */
static uint64_t ways(int32_t people, int32_t grid)
{
    uint64_t n = 1;
    for (int32_t i = 1; i <= people && n <= MOST_WAYS; i++)
        n = n * (uint64_t)(grid + i) / (uint64_t)i;
    return n;
}

static enum err attack(const struct survey_scale *scale,
                       const struct survey_leaf_rule *rule, int32_t coalition,
                       int32_t margin, struct survey_leaf_finding *out)
{
    enum err err = ERR_OK;
    if (coalition >= rule->v ||
        ways(coalition, rule->grid) * ways(rule->v - coalition, rule->grid) >
            MOST_WAYS)
        return ERR_OK;
    struct leaf *leaf = calloc(1, sizeof *leaf);
    if (leaf == NULL)
        return ERR_MEMORY;
    leaf->rule = rule;
    leaf->coalition = coalition;
    leaf->margin = margin;
    survey_leaf_sides(scale, 0, &leaf->below, &leaf->above);
    if (try_coalition(leaf, coalition, 0, out)) {
        out->cutoff = scale->cutoff_count > 0 ? 0 : SURVEY_NONE;
        err = ERR_DENIED;
    }
    free(leaf);
    return err;
}

enum err survey_leaf_people(const struct survey_scale *scale,
                            const struct survey_leaf_rule *rule,
                            int32_t insiders, int32_t extra,
                            struct survey_leaf_finding *out_finding)
{
    const int32_t c = rule->coalition;
    const int32_t t = survey_leaf_margin(insiders, rule->v);
    enum err err = attack(scale, rule, c + extra, 0, out_finding);
    if (err == ERR_OK && scale->cutoff_count == 1 && rule->v >= SHARE_LEAST &&
        rule->v >= 2 * t + 1)
        err = attack(scale, rule, (c < t ? c : t - 1) + extra, t, out_finding);
    return err;
}
