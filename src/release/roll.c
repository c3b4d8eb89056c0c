#include "release/roll.h"

#include "stats/interval.h"

/* A weighted sum on its way: weights are people. */
struct sum {
    uint64_t weighted; /* sum of weight * tenths */
    uint64_t weight;
    enum print_mark mark;
};

static void put(struct sum *s, struct print_value value, uint32_t weight)
{
    if (value.mark == PRINT_ABSENT)
        return;
    s->weighted += (uint64_t)value.tenths * weight;
    s->weight += weight;
    s->mark = print_mark_join(s->mark, value.mark);
}

static struct print_value settle(const struct sum *s, bool decimal)
{
    if (s->weight == 0)
        return (struct print_value){PRINT_ABSENT, 0};
    uint64_t tenths = decimal ? print_half_up(s->weighted, s->weight)
                              : 10 * print_half_up(s->weighted, 10 * s->weight);
    return (struct print_value){s->mark, (uint32_t)tenths};
}

struct print_value roll_mean(const struct print_scale *leaves, size_t count,
                             bool decimal)
{
    struct sum mean = {0};
    for (size_t i = 0; i < count; i++)
        put(&mean, leaves[i].mean, leaves[i].n);
    return settle(&mean, decimal);
}

static struct print_value roll_above(const struct print_scale *leaves,
                                     size_t count)
{
    struct sum above = {0};
    for (size_t i = 0; i < count; i++)
        put(&above, leaves[i].above, leaves[i].above_n);
    return settle(&above, false);
}

static bool is_under(const struct tree *t, size_t group, size_t top)
{
    while (group != TREE_NONE && group != top)
        group = t->groups[group].parent;
    return group == top;
}

/* One scale of one group over leaves; PRINTS has room for all of them. */
static void roll_scale(struct tree *t, size_t group, size_t scale,
                       struct print_scale *prints)
{
    struct tree_group *g = &t->groups[group];
    struct print_scale made = {0};
    size_t count = 0;
    for (size_t i = 0; i < t->count; i++) {
        const struct tree_group *leaf = &t->groups[i];
        if (!leaf->leaf || !is_under(t, i, group) ||
            !print_scale_shown(&leaf->scales[scale]))
            continue;
        prints[count++] = leaf->scales[scale];
        made.n += leaf->scales[scale].n;
        made.above_n += leaf->scales[scale].above_n;
    }
    made.mean = roll_mean(prints, count, g->level == TREE_INSTITUTION);
    made.above = roll_above(prints, count);
    g->scales[scale] = made;
}

/* A cut end is a bound and has no interval, nor has what is made with one. */
static void put_half_width(const struct tree_group *g,
                           const struct roll_scale *scale,
                           struct print_scale *print)
{
    if (print->mean.mark != PRINT_EXACT)
        return;
    print->half_width =
        interval_half_width(print->n, g->roster, scale->sd_thousandths);
    print->has_half_width = true;
}

static struct print_value roll_area(const struct tree_group *g,
                                    const struct roll_area *area)
{
    struct sum mean = {0};
    for (size_t i = 0; i < area->count; i++) {
        struct print_value one = g->scales[area->scales[i]].mean;
        if (one.mark == PRINT_ABSENT)
            return one;
        put(&mean, one, 1);
    }
    return settle(&mean, false);
}

enum err roll_up(struct tree *tree, const struct roll_scale *scales,
                 const struct roll_area *areas)
{
    struct print_scale *prints = calloc(tree->count, sizeof *prints);
    if (prints == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < tree->count; i++) {
        struct tree_group *g = &tree->groups[i];
        for (size_t s = 0; s < tree->scale_count; s++) {
            if (!g->leaf && !scales[s].institution_only)
                roll_scale(tree, i, s, prints);
            put_half_width(g, &scales[s], &g->scales[s]);
        }
        for (size_t a = 0; a < tree->area_count; a++)
            g->areas[a] = roll_area(g, &areas[a]);
    }
    free(prints);
    return ERR_OK;
}
