/* Sets that cover a release: one for each label of its units. */
#include "report/grouping.h"

struct labelled {
    const char *label;
    size_t wave; /* of those that are pooled */
    size_t unit;
};

static int by_label(const void *a, const void *b)
{
    const struct labelled *x = a;
    const struct labelled *y = b;
    int order = strverscmp(x->label, y->label);
    if (order == 0)
        order = (x->wave > y->wave) - (x->wave < y->wave);
    return order != 0 ? order : (x->unit > y->unit) - (x->unit < y->unit);
}

static size_t collect(const struct published_release *r,
                      const char *const *labels, size_t wave,
                      struct labelled *out)
{
    size_t n = 0;
    for (size_t i = 0; i < r->group_count; i++) {
        if (r->groups[i].level != PUBLISHED_UNIT)
            continue;
        err_assert(labels[i] != NULL);
        out[n++] = (struct labelled){labels[i], wave, i};
    }
    return n;
}

/* One set, of units with the same label in all waves. */
static enum err make(const struct published_release *const *releases,
                     const struct labelled *units, size_t n, size_t *indices,
                     struct grouping **out_grouping)
{
    struct grouping_part parts[GROUPING_POOLED_MAX];
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        indices[i] = units[i].unit;
        if (i == 0 || units[i].wave != units[i - 1].wave)
            parts[count++] =
                (struct grouping_part){releases[units[i].wave], indices + i, 0};
        parts[count - 1].unit_count++;
    }
    return grouping_new(units[0].label, parts, count, out_grouping);
}

static enum err cut(const struct published_release *const *releases,
                    const struct labelled *units, size_t n, size_t *indices,
                    struct grouping_list *list)
{
    enum err e = ERR_OK;
    for (size_t from = 0, to = 0; e == ERR_OK && from < n; from = to) {
        while (to < n && strcmp(units[to].label, units[from].label) == 0)
            to++;
        e = make(releases, units + from, to - from, indices,
                 &list->groupings[list->count]);
        list->count += e == ERR_OK;
    }
    return e;
}

static enum err group(const struct published_release *const *releases,
                      const char *const *const *labels, size_t waves,
                      struct grouping_list *out_list)
{
    size_t room = 1;
    size_t n = 0;
    for (size_t i = 0; i < waves; i++)
        room += releases[i]->group_count;
    struct grouping_list list = {calloc(room, sizeof(void *)), 0};
    struct labelled *units = calloc(room, sizeof *units);
    size_t *indices = calloc(room, sizeof *indices);
    bool good = list.groupings != NULL && units != NULL && indices != NULL;
    enum err e = good ? ERR_OK : ERR_MEMORY;
    for (size_t i = 0; good && i < waves; i++)
        n += collect(releases[i], labels[i], i, units + n);
    if (good) {
        qsort(units, n, sizeof *units, by_label);
        e = cut(releases, units, n, indices, &list);
    }
    free(units);
    free(indices);
    if (e != ERR_OK) {
        grouping_list_free(&list);
        return e;
    }
    *out_list = list;
    return ERR_OK;
}

enum err grouping_by(const struct published_release *release,
                     const char *const *labels, struct grouping_list *out_list)
{
    return group(&release, &labels, 1, out_list);
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

/* Freed with free(); NULL without memory. */
static const char **labels_of(const struct grouping_wave *wave,
                              enum grouping_key key)
{
    const struct published_release *r = wave->release;
    const char **labels = calloc(r->group_count + 1, sizeof *labels);
    for (size_t i = 0; labels != NULL && i < r->group_count; i++)
        labels[i] = label_of(r, i, key, wave->units);
    return labels;
}

enum err grouping_by_key(const struct grouping_wave *waves, size_t count,
                         enum grouping_key key, struct grouping_list *out_list)
{
    const struct published_release *releases[GROUPING_POOLED_MAX];
    const char **labels[GROUPING_POOLED_MAX] = {NULL};
    enum err e = ERR_OK;
    err_assert(count > 0 && count <= GROUPING_POOLED_MAX);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        releases[i] = waves[i].release;
        if (!grouping_can_pool(releases[0], releases[i]))
            e = ERR_STATE;
        else if ((labels[i] = labels_of(&waves[i], key)) == NULL)
            e = ERR_MEMORY;
    }
    if (e == ERR_OK)
        e = group(releases, (const char *const *const *)labels, count,
                  out_list);
    for (size_t i = 0; i < count; i++)
        free(labels[i]);
    return e;
}
