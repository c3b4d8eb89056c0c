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

/* What a group's leaves print for one scale, summed. */
struct rolled {
    struct sum mean;
    struct sum above;
    uint32_t n;
    uint32_t above_n;
};

/* Each leaf speaks to every group above it, so that a scale costs one pass. */
static void put_leaf(const struct tree *t, size_t leaf, size_t scale,
                     struct rolled *rolled)
{
    const struct print_scale *p = &t->groups[leaf].scales[scale];
    if (!print_scale_shown(p))
        return;
    for (size_t g = t->groups[leaf].parent; g != TREE_NONE;
         g = t->groups[g].parent) {
        put(&rolled[g].mean, p->mean, p->n);
        put(&rolled[g].above, p->above, p->above_n);
        rolled[g].n += p->n;
        rolled[g].above_n += p->above_n;
    }
}

/* One scale of all groups that are no leaf; ROLLED has room for each group. */
static void roll_scale(struct tree *t, size_t scale, struct rolled *rolled)
{
    memset(rolled, 0, t->count * sizeof *rolled);
    for (size_t i = 0; i < t->count; i++)
        if (t->groups[i].leaf)
            put_leaf(t, i, scale, rolled);
    for (size_t i = 0; i < t->count; i++) {
        const struct rolled *r = &rolled[i];
        bool decimal = t->groups[i].level == TREE_INSTITUTION;
        if (t->groups[i].leaf)
            continue;
        t->groups[i].scales[scale] = (struct print_scale){
            .mean = settle(&r->mean, decimal),
            .above = settle(&r->above, false),
            .n = r->n,
            .above_n = r->above_n,
        };
    }
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

static void finish_group(struct tree_group *g, size_t scale_count,
                         const struct roll_scale *scales, size_t area_count,
                         const struct roll_area *areas)
{
    for (size_t s = 0; s < scale_count; s++)
        put_half_width(g, &scales[s], &g->scales[s]);
    for (size_t a = 0; a < area_count; a++)
        g->areas[a] = roll_area(g, &areas[a]);
}

enum err roll_up(struct tree *tree, const struct roll_scale *scales,
                 const struct roll_area *areas)
{
    struct rolled *rolled = calloc(tree->count, sizeof *rolled);
    if (rolled == NULL)
        return ERR_MEMORY;
    for (size_t s = 0; s < tree->scale_count; s++)
        if (!scales[s].institution_only)
            roll_scale(tree, s, rolled);
    for (size_t i = 0; i < tree->count; i++)
        finish_group(&tree->groups[i], tree->scale_count, scales,
                     tree->area_count, areas);
    free(rolled);
    return ERR_OK;
}
