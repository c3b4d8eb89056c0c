#include "release/published.h"

size_t published_group_find(const struct published_release *release,
                            const char *id)
{
    for (size_t i = 0; i < release->group_count; i++)
        if (strcmp(release->groups[i].id, id) == 0)
            return i;
    return PUBLISHED_NONE;
}

size_t published_scale_find(const struct published_release *release,
                            const char *id)
{
    for (size_t i = 0; i < release->scale_count; i++)
        if (strcmp(release->scales[i].id, id) == 0)
            return i;
    return PUBLISHED_NONE;
}

size_t published_area_find(const struct published_release *release,
                           const char *id)
{
    for (size_t i = 0; i < release->area_count; i++)
        if (strcmp(release->areas[i], id) == 0)
            return i;
    return PUBLISHED_NONE;
}

size_t published_unit_find(const struct published_release *release,
                           const char *unit)
{
    static const char prefix[] = "unit:";
    for (size_t i = 0; i < release->group_count; i++) {
        const char *id = release->groups[i].id;
        if (strncmp(id, prefix, sizeof prefix - 1) == 0 &&
            strcmp(id + sizeof prefix - 1, unit) == 0)
            return i;
    }
    return PUBLISHED_NONE;
}

size_t published_department_of(const struct published_release *release,
                               size_t group)
{
    err_assert(group < release->group_count);
    const struct published_group *g = &release->groups[group];
    if (g->level == PUBLISHED_DEPARTMENT || g->level == PUBLISHED_INSTITUTION)
        return group;
    return g->parent;
}

const char *published_level_name(enum published_level level)
{
    switch (level) {
    case PUBLISHED_INSTITUTION: return "institution";
    case PUBLISHED_DEPARTMENT: return "department";
    case PUBLISHED_UNIT: return "unit";
    case PUBLISHED_POOL: return "pool";
    }
    err_abort("a level of a release", __FILE__, __LINE__);
}

bool published_low_precision(uint32_t n)
{
    return n < PUBLISHED_LOW_PRECISION_N;
}

size_t published_pool_of(const struct published_release *release, size_t unit)
{
    for (size_t i = 0; i < release->group_count; i++)
        for (size_t m = 0; m < release->groups[i].member_count; m++)
            if (strcmp(release->groups[i].members[m],
                       release->groups[unit].id) == 0)
                return i;
    return PUBLISHED_NONE;
}
