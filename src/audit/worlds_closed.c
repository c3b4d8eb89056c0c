/*
 * The worlds of one leaf by intervals.
 *
 * v people score 0..G. C of them, the coalition, know their own scores: s in
 * sum, k of them at or above the first cutoff a0 (b0 = a0 - 1). The file says
 * that all sums lie in [S0, S1] and, where a share is printed, that Y0 to Y1
 * people are at or above a0. The m = v - C others are alike to the attacker:
 * one of them is forced if and only if no world, or every world, has somebody
 * among them on a side. (If one world has a person below and another has a
 * person above, exchanging names gives any other both sides.)
 *
 * Without a share. One other scores j, the rest anything: sums of m - 1 scores
 * are all of 0..(m - 1)G. So "somebody below cutoff (a, b)" reaches exactly the
 * sums 0..b + (m - 1)G, "somebody above" exactly a..mG, and any world 0..mG. A
 * coalition with sum s leaves the others [S0 - s, S1 - s].
 *   Forced above for some s if and only if S0 > b + (m - 1)G: then s = max(0,
 *   S0 - mG) (at most CG, as S0 <= vG) leaves a world and none that reaches
 *   below; otherwise S0 - s <= S0 <= b + (m - 1)G for every s, and a world
 *   for s has a sum in [S0 - s, S1 - s] of at least 0, so the sum max(0, S0 -
 *   s) is reached with somebody below.
 *   Forced below, by turning the scale round, if and only if S1 < CG + a.
 * These are H and L of the rule: so the bound is exact, for any v.
 *
 * With a share. e of the others are at or above a0, e in [Y0 - k, Y1 - k] and
 * 0..m. Their sum takes every value of [e a0, eG + (m - e) b0], as each person
 * has an interval of scores. Likewise
 *   somebody above cutoff (a, b), a >= a0: e >= 1, [a + (e - 1) a0, same end];
 *   somebody below it: for e < m somebody is below a0, and so below a: the same
 *   interval; for e = m the lowest must be in a0..b: [m a0, b + (m - 1)G],
 *   none for the first cutoff, where b = a0 - 1.
 * An interval [x, y] of the others is possible for the coalition's sums s in
 * [S0 - y, S1 - x], and the coalition's own are those of [k a0, kG + (C - k)
 * b0]. Nobody is forced if and only if, for each k, every s that some world
 * allows is allowed by a world with somebody below and by one with somebody
 * above. As e falls, both ends of these intervals of s rise, so a union of them
 * is merged in one pass.
 */
#include "audit/worlds.h"

/* A union of intervals, apart from each other and rising. */
struct spans {
    struct audit_span *list;
    size_t count;
};

static int64_t lesser(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* Adds [from, to] cut to WITHIN; starts and ends come rising. */
static void put(struct spans *s, int64_t from, int64_t to,
                struct audit_span within)
{
    from = larger(from, within.from);
    to = lesser(to, within.to);
    if (from > to)
        return;
    if (s->count > 0 && from <= s->list[s->count - 1].to + 1)
        s->list[s->count - 1].to = larger(s->list[s->count - 1].to, to);
    else
        s->list[s->count++] = (struct audit_span){from, to};
}

static bool is_covered(const struct spans *by, const struct spans *what)
{
    size_t j = 0;
    for (size_t i = 0; i < what->count; i++) {
        while (j < by->count && by->list[j].to < what->list[i].to)
            j++;
        if (j == by->count || by->list[j].from > what->list[i].from)
            return false;
    }
    return true;
}

/* The steps on both sides of a cutoff; without one, the ends of the range. */
static void sides(const struct audit_scale *scale, size_t cutoff,
                  int64_t *out_below, int64_t *out_above)
{
    bool any = scale->cutoff_count > 0;
    *out_above = any ? scale->first[cutoff] : 1;
    *out_below = any ? *out_above - 1 : (int64_t)scale->grid - 1;
}

static size_t cutoffs_of(const struct audit_scale *scale)
{
    return scale->cutoff_count > 0 ? scale->cutoff_count : 1;
}

static enum audit_forced mean_alone(const struct audit_world *w)
{
    const int64_t g = w->scale->grid;
    const int64_t c = w->coalition;
    for (size_t i = 0; i < cutoffs_of(w->scale); i++) {
        int64_t below = 0;
        int64_t above = 0;
        sides(w->scale, i, &below, &above);
        if (w->sums.from > below + (w->v - c - 1) * g ||
            w->sums.to < c * g + above)
            return AUDIT_FORCED;
    }
    return AUDIT_FREE;
}

/* One cutoff and one k: the sums that worlds allow, and each side's. */
struct unions {
    struct spans any;
    struct spans below;
    struct spans above;
};

static void fill(const struct audit_world *w, int64_t known, size_t cutoff,
                 struct unions *u)
{
    const int64_t g = w->scale->grid;
    const int64_t a0 = w->scale->first[0];
    const int64_t c = w->coalition;
    const int64_t m = w->v - c;
    const struct audit_span own = {known * a0,
                                   known * g + (c - known) * (a0 - 1)};
    int64_t b = 0;
    int64_t a = 0;
    sides(w->scale, cutoff, &b, &a);
    u->any.count = u->below.count = u->above.count = 0;
    for (int64_t e = lesser(m, w->people.to - known);
         e >= larger(0, w->people.from - known); e--) {
        const int64_t low = e * a0;
        const int64_t high = e * g + (m - e) * (a0 - 1);
        const int64_t last = w->sums.to - low;
        put(&u->any, w->sums.from - high, last, own);
        if (e < m)
            put(&u->below, w->sums.from - high, last, own);
        else if (b >= a0)
            put(&u->below, w->sums.from - (b + (m - 1) * g), last, own);
        if (e >= 1)
            put(&u->above, w->sums.from - high, last - (a - a0), own);
    }
}

static enum audit_forced mean_and_share(const struct audit_world *w,
                                        struct unions *u)
{
    bool any = false;
    for (size_t i = 0; i < w->scale->cutoff_count; i++) {
        for (int64_t known = 0; known <= (int64_t)w->coalition; known++) {
            fill(w, known, i, u);
            any = any || u->any.count > 0;
            if (!is_covered(&u->below, &u->any) ||
                !is_covered(&u->above, &u->any))
                return AUDIT_FORCED;
        }
    }
    return any ? AUDIT_FREE : AUDIT_NO_WORLD;
}

enum err audit_world_closed(const struct audit_world *world,
                            enum audit_forced *out_forced)
{
    err_assert(world->coalition < world->v);
    /* Nothing prints this: an interval of the others' sums would still meet
     * one that is empty by less than its own length. */
    if (world->sums.from > world->sums.to ||
        (world->is_counted && world->people.from > world->people.to)) {
        *out_forced = AUDIT_NO_WORLD;
        return ERR_OK;
    }
    if (!world->is_counted) {
        *out_forced = mean_alone(world);
        return ERR_OK;
    }
    size_t most = (size_t)world->v + 1;
    struct unions u = {{calloc(most, sizeof(struct audit_span)), 0},
                       {calloc(most, sizeof(struct audit_span)), 0},
                       {calloc(most, sizeof(struct audit_span)), 0}};
    enum err e = ERR_MEMORY;
    if (u.any.list != NULL && u.below.list != NULL && u.above.list != NULL) {
        *out_forced = mean_and_share(world, &u);
        e = ERR_OK;
    }
    free(u.any.list);
    free(u.below.list);
    free(u.above.list);
    return e;
}
