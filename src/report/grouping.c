#include "report/grouping_inside.h"

/* Which groups of one release are in the set. */
struct members {
    bool *in; /* by group */
    const struct published_release *release;
};

static bool is_unit(const struct published_release *r, size_t group)
{
    return group < r->group_count && r->groups[group].level == PUBLISHED_UNIT;
}

static enum err mark(struct members *m, const struct grouping_part *part)
{
    for (size_t i = 0; i < part->unit_count; i++) {
        size_t unit = part->units[i];
        if (!is_unit(part->release, unit) || m->in[unit])
            return ERR_RANGE;
        m->in[unit] = true;
    }
    return ERR_OK;
}

/* Whether the set has all members of a pool, so that the pool speaks for it. */
static bool holds_pool(const struct members *m, const struct published_group *g)
{
    for (size_t i = 0; i < g->member_count; i++) {
        size_t unit = published_group_find(m->release, g->members[i]);
        if (unit == PUBLISHED_NONE || !m->in[unit])
            return false;
    }
    return g->member_count > 0;
}

static void add_unit(struct grouping *g, const struct members *m, size_t unit)
{
    const struct published_group *u = &m->release->groups[unit];
    g->unit_count++;
    g->group.roster += u->roster;
    if (u->shown) {
        g->leaves[g->leaf_count++] = (struct report_leaf){m->release, unit};
        return;
    }
    size_t pool = published_pool_of(m->release, unit);
    if (pool == PUBLISHED_NONE || !m->release->groups[pool].shown ||
        !holds_pool(m, &m->release->groups[pool]))
        g->missing[g->missing_count++] =
            (struct grouping_missing){m->release, unit, pool};
}

static enum err add_part(struct grouping *g, const struct grouping_part *part)
{
    const struct published_release *r = part->release;
    struct members m = {calloc(r->group_count + 1, sizeof *m.in), r};
    if (m.in == NULL)
        return ERR_MEMORY;
    enum err e = mark(&m, part);
    for (size_t i = 0; e == ERR_OK && i < r->group_count; i++) {
        const struct published_group *group = &r->groups[i];
        if (m.in[i])
            add_unit(g, &m, i);
        else if (group->level == PUBLISHED_POOL && group->shown &&
                 holds_pool(&m, group))
            g->leaves[g->leaf_count++] = (struct report_leaf){r, i};
    }
    free(m.in);
    return e;
}

static enum err make_room(struct grouping *g, const char *label,
                          const struct grouping_part *parts, size_t part_count)
{
    size_t groups = 1;
    size_t scales = parts[0].release->scale_count + 1;
    for (size_t i = 0; i < part_count; i++)
        groups += parts[i].release->group_count;
    g->label = strdup(label);
    g->leaves = calloc(groups, sizeof *g->leaves);
    g->missing = calloc(groups, sizeof *g->missing);
    g->group.figures = calloc(scales, sizeof *g->group.figures);
    g->ranges = calloc(scales, sizeof *g->ranges);
    g->texts = calloc(scales, sizeof *g->texts);
    bool good = g->label != NULL && g->leaves != NULL && g->missing != NULL &&
                g->group.figures != NULL && g->ranges != NULL &&
                g->texts != NULL;
    return good ? ERR_OK : ERR_MEMORY;
}

enum err grouping_new(const char *label, const struct grouping_part *parts,
                      size_t part_count, struct grouping **out_grouping)
{
    err_assert(part_count > 0);
    for (size_t i = 1; i < part_count; i++)
        if (!grouping_can_pool(parts[0].release, parts[i].release))
            return ERR_STATE;
    struct grouping *g = calloc(1, sizeof *g);
    if (g == NULL)
        return ERR_MEMORY;
    g->release = parts[0].release;
    enum err e = make_room(g, label, parts, part_count);
    for (size_t i = 0; e == ERR_OK && i < part_count; i++)
        e = add_part(g, &parts[i]);
    if (e != ERR_OK) {
        grouping_free(g);
        return e;
    }
    grouping_compute(g);
    *out_grouping = g;
    return ERR_OK;
}

void grouping_free(struct grouping *grouping)
{
    if (grouping == NULL)
        return;
    free(grouping->label);
    free(grouping->leaves);
    free(grouping->missing);
    free(grouping->group.figures);
    free(grouping->ranges);
    free(grouping->texts);
    free(grouping);
}

bool grouping_same_scale(const struct published_scale *a,
                         const struct published_scale *b)
{
    if (strcmp(a->id, b->id) != 0 || strcmp(a->version, b->version) != 0 ||
        a->grid != b->grid || a->cutoff_count != b->cutoff_count ||
        a->low.thousandths != b->low.thousandths ||
        a->high.thousandths != b->high.thousandths ||
        a->sd.thousandths != b->sd.thousandths)
        return false;
    for (size_t i = 0; i < a->cutoff_count; i++)
        if (a->cutoffs[i].thousandths != b->cutoffs[i].thousandths)
            return false;
    return true;
}

bool grouping_can_pool(const struct published_release *a,
                       const struct published_release *b)
{
    if (a->scale_count != b->scale_count)
        return false;
    for (size_t i = 0; i < a->scale_count; i++)
        if (!grouping_same_scale(&a->scales[i], &b->scales[i]))
            return false;
    return true;
}
