/* Sets that cover a release: one for each label of its units. */
#include "report/grouping.h"

struct labelled {
    const char *label;
    size_t unit;
};

static int by_label(const void *a, const void *b)
{
    const struct labelled *x = a;
    const struct labelled *y = b;
    int order = strverscmp(x->label, y->label);
    return order != 0 ? order : (x->unit > y->unit) - (x->unit < y->unit);
}

static size_t collect(const struct published_release *r,
                      const char *const *labels, struct labelled *out)
{
    size_t n = 0;
    for (size_t i = 0; i < r->group_count; i++) {
        if (r->groups[i].level != PUBLISHED_UNIT)
            continue;
        err_assert(labels[i] != NULL);
        out[n++] = (struct labelled){labels[i], i};
    }
    qsort(out, n, sizeof *out, by_label);
    return n;
}

static enum err cut(const struct published_release *r,
                    const struct labelled *units, size_t n, size_t *indices,
                    struct grouping_list *list)
{
    enum err e = ERR_OK;
    for (size_t from = 0, to = 0; e == ERR_OK && from < n; from = to) {
        while (to < n && strcmp(units[to].label, units[from].label) == 0) {
            indices[to] = units[to].unit;
            to++;
        }
        const struct grouping_part part = {r, indices + from, to - from};
        e = grouping_new(units[from].label, &part, 1,
                         &list->groupings[list->count]);
        list->count += e == ERR_OK;
    }
    return e;
}

enum err grouping_by(const struct published_release *release,
                     const char *const *labels, struct grouping_list *out_list)
{
    size_t room = release->group_count + 1;
    struct grouping_list list = {calloc(room, sizeof(void *)), 0};
    struct labelled *units = calloc(room, sizeof *units);
    size_t *indices = calloc(room, sizeof *indices);
    enum err e = list.groupings == NULL || units == NULL || indices == NULL
                     ? ERR_MEMORY
                     : ERR_OK;
    if (e == ERR_OK)
        e = cut(release, units, collect(release, labels, units), indices,
                &list);
    free(units);
    free(indices);
    if (e != ERR_OK) {
        grouping_list_free(&list);
        return e;
    }
    *out_list = list;
    return ERR_OK;
}

void grouping_list_free(struct grouping_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        grouping_free(list->groupings[i]);
    free(list->groupings);
    *list = (struct grouping_list){NULL, 0};
}

const char *grouping_department(const struct published_release *release,
                                size_t group)
{
    const struct published_group *g = &release->groups[group];
    return g->level == PUBLISHED_UNIT ? release->groups[g->parent].name : NULL;
}

const char *grouping_size(const struct published_release *release, size_t group)
{
    const struct published_group *g = &release->groups[group];
    if (g->level != PUBLISHED_UNIT)
        return NULL;
    if (g->roster < 20)
        return "1 to 19 people";
    return g->roster < 50 ? "20 to 49 people" : "50 people and more";
}
