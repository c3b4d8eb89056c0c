#include "report/range.h"

#include "stats/interval.h"

#define TENTHS_MAX 1000

/* Where the means of the leaves may lie, each weighted with its people. */
struct bounds {
    uint64_t low;
    uint64_t high;
    uint64_t people;
    size_t leaves;
};

static bool is_leaf(enum published_level level)
{
    return level == PUBLISHED_UNIT || level == PUBLISHED_POOL;
}

static bool is_under(const struct published_release *r, size_t group,
                     size_t top)
{
    while (group != PUBLISHED_NONE && group != top)
        group = r->groups[group].parent;
    return group == top;
}

static void put_leaf(struct bounds *b, const struct published_figure *f)
{
    uint64_t low = f->mean.mark == PUBLISHED_AT_MOST ? 0 : f->mean.tenths;
    uint64_t high =
        f->mean.mark == PUBLISHED_AT_LEAST ? TENTHS_MAX : f->mean.tenths;
    b->low += low * f->n;
    b->high += high * f->n;
    b->people += f->n;
    b->leaves++;
}

static struct bounds bounds_of(const struct published_release *r, size_t group,
                               size_t scale)
{
    struct bounds b = {0};
    for (size_t i = 0; i < r->group_count; i++) {
        const struct published_group *g = &r->groups[i];
        if (is_leaf(g->level) && g->shown && g->figures[scale].shown &&
            is_under(r, i, group))
            put_leaf(&b, &g->figures[scale]);
    }
    return b;
}

static struct report_range widen(uint64_t low, uint64_t high, uint32_t half)
{
    uint64_t by = 10 * (uint64_t)half;
    return (struct report_range){
        .low = low > by ? (uint32_t)(low - by) : 0,
        .high = high + by < TENTHS_MAX ? (uint32_t)(high + by) : TENTHS_MAX};
}

static bool settle(const struct bounds *b, uint32_t roster, int64_t sd,
                   struct report_range *out_range)
{
    if (b->people == 0 || (b->leaves < 2 && b->low != b->high))
        return false;
    uint32_t half =
        interval_half_width((uint32_t)b->people, roster, (uint32_t)sd);
    *out_range =
        widen(b->low / b->people, (b->high + b->people - 1) / b->people, half);
    return true;
}

bool report_range_of(const struct published_release *release, size_t group,
                     size_t scale, struct report_range *out_range)
{
    const struct published_group *g = &release->groups[group];
    if (!g->shown || !g->figures[scale].shown)
        return false;
    const struct published_figure *f = &g->figures[scale];
    if (f->has_half_width) {
        *out_range = widen(f->mean.tenths, f->mean.tenths, f->half_width);
        return true;
    }
    if (is_leaf(g->level))
        return false;
    struct bounds b = bounds_of(release, group, scale);
    return settle(&b, g->roster, release->scales[scale].sd.thousandths,
                  out_range);
}

bool report_range_of_leaves(const struct report_leaf *leaves, size_t count,
                            size_t scale, uint32_t roster,
                            struct report_range *out_range)
{
    struct bounds b = {0};
    for (size_t i = 0; i < count; i++) {
        const struct published_group *g =
            &leaves[i].release->groups[leaves[i].group];
        if (g->shown && g->figures[scale].shown)
            put_leaf(&b, &g->figures[scale]);
    }
    return b.leaves > 0 &&
           settle(&b, roster, leaves[0].release->scales[scale].sd.thousandths,
                  out_range);
}
