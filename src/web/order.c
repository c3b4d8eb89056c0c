#include "web/order.h"

struct place {
    const char *department; /* name; NULL: of no department, last */
    int level;              /* department, units, pool */
    const char *name;
    size_t group;
    uint32_t roster;
};

static int compare_names(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return (a == NULL) - (b == NULL);
    int by_letter = strcasecmp(a, b);
    return by_letter != 0 ? by_letter : strcmp(a, b);
}

static int compare(const void *left, const void *right)
{
    const struct place *a = left;
    const struct place *b = right;
    int by = compare_names(a->department, b->department);
    if (by == 0)
        by = a->level - b->level;
    if (by == 0)
        by = compare_names(a->name, b->name);
    if (by == 0)
        by = a->group < b->group ? -1 : a->group > b->group;
    return by;
}

static int compare_by_name(const void *left, const void *right)
{
    const struct place *a = left;
    const struct place *b = right;
    int by = compare_names(a->name, b->name);
    return by != 0 ? by : compare(left, right);
}

static int compare_by_size(const void *left, const void *right)
{
    const struct place *a = left;
    const struct place *b = right;
    int by = (a->roster < b->roster) - (a->roster > b->roster);
    return by != 0 ? by : compare_by_name(left, right);
}

static const struct {
    const char *name;
    int (*compare)(const void *left, const void *right);
} sorts[WEB_SORTS] = {
    [WEB_SORT_DEPARTMENT] = {"department", compare},
    [WEB_SORT_NAME] = {"name", compare_by_name},
    [WEB_SORT_SIZE] = {"size", compare_by_size},
};

const char *web_sort_name(enum web_sort sort)
{
    return sorts[sort].name;
}

bool web_sort_find(const char *name, enum web_sort *out_sort)
{
    for (size_t i = 0; i < WEB_SORTS; i++)
        if (strcmp(sorts[i].name, name) == 0) {
            *out_sort = (enum web_sort)i;
            return true;
        }
    return false;
}

enum err web_order(const struct published_release *release, size_t **out_order,
                   size_t *out_n)
{
    return web_order_sorted(release, WEB_SORT_DEPARTMENT, out_order, out_n);
}

enum err web_order_sorted(const struct published_release *release,
                          enum web_sort sort, size_t **out_order, size_t *out_n)
{
    size_t n = 0;
    struct place *places = calloc(release->group_count, sizeof *places);
    size_t *order = calloc(release->group_count, sizeof *order);
    if (places == NULL || order == NULL) {
        free(places);
        free(order);
        return ERR_MEMORY;
    }
    for (size_t i = 1; i < release->group_count; i++) {
        const struct published_group *g = &release->groups[i];
        size_t department = published_department_of(release, i);
        if (sort != WEB_SORT_DEPARTMENT && g->level == PUBLISHED_DEPARTMENT)
            continue;
        places[n++] = (struct place){
            .department =
                department == 0 ? NULL : release->groups[department].name,
            .level = (int)g->level,
            .name = g->name,
            .group = i,
            .roster = g->roster,
        };
    }
    qsort(places, n, sizeof *places, sorts[sort].compare);
    for (size_t i = 0; i < n; i++)
        order[i] = places[i].group;
    free(places);
    *out_order = order;
    *out_n = n;
    return ERR_OK;
}
