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

static const char *const key_names[GROUPING_KEYS] = {
    [GROUPING_TYPE] = "type",
    [GROUPING_SITE] = "site",
    [GROUPING_DEPARTMENT] = "department",
    [GROUPING_SIZE] = "size",
};

const char *grouping_key_name(enum grouping_key key)
{
    return key_names[key];
}

bool grouping_key_find(const char *name, enum grouping_key *out_key)
{
    for (size_t i = 0; i < GROUPING_KEYS; i++) {
        if (strcmp(key_names[i], name) == 0) {
            *out_key = (enum grouping_key)i;
            return true;
        }
    }
    return false;
}

static const char *size_label(uint32_t people)
{
    if (people < 20)
        return "1 to 19 people";
    return people < 50 ? "20 to 49 people" : "50 people and more";
}

static const char *fact_label(const struct wave_units *units,
                              const struct published_group *g, bool is_type)
{
    const struct wave_unit *u = wave_units_find(units, g->id + strlen("unit:"));
    const char *text = u == NULL ? "" : is_type ? u->type : u->site;
    return *text != 0 ? text : "not given";
}

static const char *label_of(const struct published_release *r, size_t group,
                            enum grouping_key key,
                            const struct wave_units *units)
{
    const struct published_group *g = &r->groups[group];
    if (g->level != PUBLISHED_UNIT)
        return NULL;
    if (key == GROUPING_DEPARTMENT)
        return r->groups[g->parent].name;
    if (key == GROUPING_SIZE)
        return size_label(g->roster);
    err_assert(units != NULL);
    return fact_label(units, g, key == GROUPING_TYPE);
}

enum err grouping_by_key(const struct published_release *release,
                         enum grouping_key key, const struct wave_units *units,
                         struct grouping_list *out_list)
{
    const char **labels = calloc(release->group_count + 1, sizeof *labels);
    if (labels == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < release->group_count; i++)
        labels[i] = label_of(release, i, key, units);
    enum err e = grouping_by(release, labels, out_list);
    free(labels);
    return e;
}
