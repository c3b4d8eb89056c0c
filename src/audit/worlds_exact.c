/* The worlds of one leaf, counted out: which (sum, people above) so many
 * people can score, person by person and step by step. */
#include "audit/worlds.h"

#define MOST_PEOPLE 24
#define MOST_WORK   20000000u /* additions for one table */

/* reach[p][e * (p G + 1) + t]: p people can score t, e of them counted. */
struct audit_exact {
    const struct audit_scale *scale;
    bool is_counted;
    uint32_t most;
    uint8_t *reach[MOST_PEOPLE + 1];
    /* The same when one of them is on a side of a cutoff: kept for the number
     * of people that was asked for last. */
    uint32_t others;
    uint8_t *below[AUDIT_CUTOFFS_MAX];
    uint8_t *above[AUDIT_CUTOFFS_MAX];
};

static size_t width(const struct audit_exact *x, uint32_t people)
{
    return (size_t)people * x->scale->grid + 1;
}

/* How many values the count of PEOPLE may have. */
static uint32_t counts(const struct audit_exact *x, uint32_t people)
{
    return x->is_counted ? people + 1 : 1;
}

static uint32_t is_above(const struct audit_exact *x, uint32_t step)
{
    return x->is_counted && step >= x->scale->first[0] ? 1 : 0;
}

uint32_t audit_exact_most(const struct audit_scale *scale, bool is_counted)
{
    uint32_t most = 0;
    for (uint64_t v = 1; v <= MOST_PEOPLE; v++) {
        uint64_t work = v * v * scale->grid * (scale->grid + 1);
        if (work * (is_counted ? v : 1) > MOST_WORK)
            break;
        most = (uint32_t)v;
    }
    return most;
}

/* OUT: what PEOPLE reach when one of them scores FROM..TO. */
static void extend(const struct audit_exact *x, uint32_t people, uint32_t from,
                   uint32_t to, uint8_t *out)
{
    const uint8_t *rest = x->reach[people - 1];
    const size_t rest_width = width(x, people - 1);
    for (uint32_t j = from; j <= to; j++)
        for (uint32_t e = 0; e < counts(x, people - 1); e++)
            for (size_t t = 0; t < rest_width; t++)
                out[(e + is_above(x, j)) * width(x, people) + t + j] |=
                    rest[e * rest_width + t];
}

enum err audit_exact_new(const struct audit_scale *scale, bool is_counted,
                         uint32_t most, struct audit_exact **out_exact)
{
    err_assert(most <= MOST_PEOPLE);
    struct audit_exact *x = calloc(1, sizeof *x);
    if (x == NULL)
        return ERR_MEMORY;
    x->scale = scale;
    x->is_counted = is_counted;
    x->most = most;
    for (uint32_t p = 0; p <= most; p++) {
        x->reach[p] = calloc(width(x, p) * counts(x, p), 1);
        if (x->reach[p] == NULL) {
            audit_exact_free(x);
            return ERR_MEMORY;
        }
        if (p == 0)
            x->reach[0][0] = 1;
        else
            extend(x, p, 0, scale->grid, x->reach[p]);
    }
    *out_exact = x;
    return ERR_OK;
}

static void forget_sides(struct audit_exact *x)
{
    for (size_t i = 0; i < AUDIT_CUTOFFS_MAX; i++) {
        free(x->below[i]);
        free(x->above[i]);
        x->below[i] = NULL;
        x->above[i] = NULL;
    }
    x->others = 0;
}

static size_t cutoffs_of(const struct audit_exact *x)
{
    return x->scale->cutoff_count > 0 ? x->scale->cutoff_count : 1;
}

static enum err count_sides(struct audit_exact *x, uint32_t others)
{
    const struct audit_scale *scale = x->scale;
    const size_t size = width(x, others) * counts(x, others);
    const bool cut = scale->cutoff_count > 0;
    if (x->others == others)
        return ERR_OK;
    forget_sides(x);
    for (size_t i = 0; i < cutoffs_of(x); i++) {
        x->below[i] = calloc(size, 1);
        x->above[i] = calloc(size, 1);
        if (x->below[i] == NULL || x->above[i] == NULL)
            return ERR_MEMORY;
        extend(x, others, 0, cut ? scale->first[i] - 1 : scale->grid - 1,
               x->below[i]);
        extend(x, others, cut ? scale->first[i] : 1, scale->grid, x->above[i]);
    }
    x->others = others;
    return ERR_OK;
}

void audit_exact_free(struct audit_exact *exact)
{
    if (exact == NULL)
        return;
    forget_sides(exact);
    for (size_t p = 0; p <= MOST_PEOPLE; p++)
        free(exact->reach[p]);
    free(exact);
}

/* Whether the others can score FROM..TO with E of them counted. */
static bool any(const struct audit_exact *x, const uint8_t *table,
                uint32_t people, uint32_t e, struct audit_span sums)
{
    const int64_t top = (int64_t)width(x, people) - 1;
    const uint8_t *row = table + e * width(x, people);
    const int64_t from = sums.from < 0 ? 0 : sums.from;
    const int64_t to = sums.to > top ? top : sums.to;
    return from <= to && memchr(row + from, 1, (size_t)(to - from) + 1) != NULL;
}

/* Whether anything is left of the world for a coalition that knows this. */
static bool is_possible(const struct audit_exact *x,
                        const struct audit_world *w, const uint8_t *table,
                        int64_t known_sum, int64_t known_people)
{
    const uint32_t others = w->v - w->coalition;
    const struct audit_span sums = {w->sums.from - known_sum,
                                    w->sums.to - known_sum};
    for (uint32_t e = 0; e < counts(x, others); e++)
        if ((!x->is_counted || (e + known_people >= w->people.from &&
                                e + known_people <= w->people.to)) &&
            any(x, table, others, e, sums))
            return true;
    return false;
}

static enum audit_forced attack(const struct audit_exact *x,
                                const struct audit_world *w,
                                const uint8_t *below, const uint8_t *above)
{
    const uint32_t c = w->coalition;
    bool any_world = false;
    for (uint32_t k = 0; k < counts(x, c); k++) {
        for (size_t s = 0; s < width(x, c); s++) {
            if (!x->reach[c][k * width(x, c) + s])
                continue;
            bool may_below = is_possible(x, w, below, (int64_t)s, k);
            bool may_above = is_possible(x, w, above, (int64_t)s, k);
            if (may_below != may_above)
                return AUDIT_FORCED;
            any_world = any_world || may_below;
        }
    }
    return any_world ? AUDIT_FREE : AUDIT_NO_WORLD;
}

enum err audit_exact_world(struct audit_exact *exact,
                           const struct audit_world *world,
                           enum audit_forced *out_forced)
{
    enum audit_forced forced = AUDIT_FREE;
    err_assert(world->coalition < world->v && world->v <= exact->most);
    enum err e = count_sides(exact, world->v - world->coalition);
    if (e != ERR_OK)
        return e;
    for (size_t i = 0; forced == AUDIT_FREE && i < cutoffs_of(exact); i++)
        forced = attack(exact, world, exact->below[i], exact->above[i]);
    *out_forced = forced;
    return ERR_OK;
}
