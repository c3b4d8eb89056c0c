#include "web/order.h"

struct place {
    const char *department; /* name; NULL: of no department, last */
    int level;              /* department, units, pool */
    const char *name;
    size_t group;
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

enum err web_order(const struct published_release *release, size_t **out_order,
                   size_t *out_n)
{
    size_t n = release->group_count - 1;
    struct place *places = calloc(n + 1, sizeof *places);
    size_t *order = calloc(n + 1, sizeof *order);
    if (places == NULL || order == NULL) {
        free(places);
        free(order);
        return ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        const struct published_group *g = &release->groups[i + 1];
        size_t department = published_department_of(release, i + 1);
        places[i] = (struct place){
            .department =
                department == 0 ? NULL : release->groups[department].name,
            .level = (int)g->level,
            .name = g->name,
            .group = i + 1,
        };
    }
    qsort(places, n, sizeof *places, compare);
    for (size_t i = 0; i < n; i++)
        order[i] = places[i].group;
    free(places);
    *out_order = order;
    *out_n = n;
    return ERR_OK;
}
