#include "release/published_inside.h"

#define LEVEL_COUNT 4

static enum err refuse(struct err_note *note, const char *group,
                       const char *what)
{
    return err_say(note, ERR_FORMAT, "group %s: %s", group, what);
}

static int by_text(const void *a, const void *b)
{
    const char *const *x = a;
    const char *const *y = b;
    return strcmp(*x, *y);
}

/* How many areas all groups name, each time it is named. */
static size_t count_areas(const json_t *list)
{
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(list); i++)
        count +=
            json_object_size(json_object_get(json_array_get(list, i), "areas"));
    return count;
}

/* The ids of areas that any group prints, each once, bytewise. */
static enum err collect_areas(struct published_release *r, const json_t *list)
{
    const char **ids = published_room(r, count_areas(list), sizeof *ids);
    if (ids == NULL)
        return ERR_MEMORY;
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *areas = json_object_get(json_array_get(list, i), "areas");
        const char *id = NULL;
        json_t *value = NULL;
        json_object_foreach (areas, id, value)
            ids[count++] = id;
    }
    qsort(ids, count, sizeof *ids, by_text);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || strcmp(ids[i], ids[i - 1]) != 0)
            ids[r->area_count++] = ids[i];
    r->areas = ids;
    return ERR_OK;
}

static bool is_leaf(const struct published_group *g)
{
    return g->level == PUBLISHED_UNIT || g->level == PUBLISHED_POOL;
}

static enum err read_value(const json_t *object, const char *key,
                           const struct published_group *g, bool decimal,
                           struct published_value *out_value,
                           struct err_note *note)
{
    const char *text = json_string_value(json_object_get(object, key));
    struct published_value value = {0};
    if (text == NULL || published_value_parse(text, decimal, &value) != ERR_OK)
        return refuse(note, g->id, "a text that is no printed value");
    *out_value = value;
    return ERR_OK;
}

static enum err read_half_width(const json_t *object,
                                const struct published_group *g,
                                struct published_figure *figure,
                                struct err_note *note)
{
    const json_t *value = json_object_get(object, "half_width");
    if (value == NULL)
        return ERR_OK;
    const char *text = json_string_value(value);
    if (text == NULL || figure->mean.mark != PUBLISHED_EXACT ||
        published_points_parse(text, &figure->half_width) != ERR_OK)
        return refuse(note, g->id, "a half width that cannot be");
    figure->has_half_width = true;
    return ERR_OK;
}

static enum err read_above(const struct published_release *r,
                           const json_t *object,
                           const struct published_group *g,
                           struct published_figure *figure,
                           struct err_note *note)
{
    bool has_n = json_object_get(object, "above_n") != NULL;
    if (json_object_get(object, "above") == NULL)
        return has_n ? refuse(note, g->id, "above_n without above") : ERR_OK;
    if (has_n && is_leaf(g))
        return refuse(note, g->id, "above_n in a leaf");
    enum err e = read_value(object, "above", g, false, &figure->above, note);
    figure->above_n = figure->n;
    if (e == ERR_OK && has_n)
        e = wave_json_u32(object, g->id, "above_n", r->k_share, figure->n,
                          &figure->above_n, note);
    if (e == ERR_OK && figure->above_n < r->k_share)
        e = refuse(note, g->id, "a share of fewer than k_share");
    if (e == ERR_OK && is_leaf(g) && figure->above.mark == PUBLISHED_ABOUT)
        e = refuse(note, g->id, "a leaf with ~");
    return e;
}

static enum err read_figure(const struct published_release *r,
                            const json_t *object,
                            const struct published_group *g,
                            struct published_figure *figure,
                            struct err_note *note)
{
    static const char *const keys[] = {"?above", "?above_n", "?half_width",
                                       "mean",   "n",        NULL};
    enum err e = wave_json_keys(object, g->id, keys, note);
    if (e == ERR_OK)
        e = wave_json_u32(object, g->id, "n", r->k, g->n, &figure->n, note);
    if (e == ERR_OK)
        e = read_value(object, "mean", g, g->level == PUBLISHED_INSTITUTION,
                       &figure->mean, note);
    if (e == ERR_OK && is_leaf(g) && figure->mean.mark == PUBLISHED_ABOUT)
        e = refuse(note, g->id, "a leaf with ~");
    if (e == ERR_OK)
        e = read_half_width(object, g, figure, note);
    if (e == ERR_OK)
        e = read_above(r, object, g, figure, note);
    figure->shown = e == ERR_OK;
    return e;
}

static enum err read_figures(const struct published_release *r,
                             const json_t *object, struct published_group *g,
                             struct err_note *note)
{
    json_t *scales = json_object_get(object, "scales");
    json_t *areas = json_object_get(object, "areas");
    const char *id = NULL;
    json_t *value = NULL;
    enum err e = ERR_OK;
    if (!json_is_object(scales) || !json_is_object(areas))
        return refuse(note, g->id, "an n without scales and areas");
    json_object_foreach (scales, id, value) {
        size_t i = published_scale_find(r, id);
        if (i == PUBLISHED_NONE)
            return refuse(note, g->id, "a scale that the release has not");
        e = read_figure(r, value, g, &g->figures[i], note);
        if (e != ERR_OK)
            return e;
    }
    json_object_foreach (areas, id, value) {
        e = read_value(areas, id, g, false,
                       &g->areas[published_area_find(r, id)], note);
        if (e != ERR_OK)
            return e;
    }
    return ERR_OK;
}

static enum err read_counts(const struct published_release *r,
                            const json_t *object, struct published_group *g,
                            struct err_note *note)
{
    enum err e =
        wave_json_u32(object, g->id, "roster", 0, r->roster, &g->roster, note);
    if (e != ERR_OK)
        return e;
    if (json_object_get(object, "n") != NULL) {
        g->shown = true;
        e = wave_json_u32(object, g->id, "n", r->k, g->roster, &g->n, note);
        return e == ERR_OK ? read_figures(r, object, g, note) : e;
    }
    if (json_object_get(object, "scales") != NULL ||
        json_object_get(object, "areas") != NULL)
        return refuse(note, g->id, "figures without an n");
    if (g->level == PUBLISHED_POOL)
        return refuse(note, g->id, "a pool without an n");
    return ERR_OK;
}

/* All groups, bytewise by id: a file may have ten thousand. */
struct index {
    const struct published_group **list;
    size_t count;
};

static int by_id(const void *a, const void *b)
{
    const struct published_group *const *x = a;
    const struct published_group *const *y = b;
    return strcmp((*x)->id, (*y)->id);
}

/* Out: freed by the caller, also after an error. */
static enum err index_make(const struct published_release *r,
                           struct index *index, struct err_note *note)
{
    index->list = calloc(r->group_count, sizeof *index->list);
    if (index->list == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < r->group_count; i++)
        index->list[index->count++] = &r->groups[i];
    qsort(index->list, index->count, sizeof *index->list, by_id);
    for (size_t i = 1; i < index->count; i++)
        if (by_id(&index->list[i - 1], &index->list[i]) == 0)
            return refuse(note, index->list[i]->id, "stands twice");
    return ERR_OK;
}

static const struct published_group *index_find(const struct index *index,
                                                const char *id)
{
    const struct published_group key = {.id = id};
    const struct published_group *wanted = &key;
    const struct published_group *const *found =
        bsearch(&wanted, index->list, index->count, sizeof wanted, by_id);
    return found == NULL ? NULL : *found;
}

/* The units of a pool: there, not shown, of its department, bytewise. */
static enum err read_members(struct published_release *r, const json_t *object,
                             const struct index *index,
                             struct published_group *g, struct err_note *note)
{
    const json_t *list = json_object_get(object, "members");
    if (g->level != PUBLISHED_POOL)
        return list == NULL ? ERR_OK : refuse(note, g->id, "members");
    size_t count = json_array_size(list);
    g->members = published_room(r, count, sizeof *g->members);
    if (g->members == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        const char *id = json_string_value(json_array_get(list, i));
        const struct published_group *unit =
            id == NULL ? NULL : index_find(index, id);
        if (unit == NULL || unit->level != PUBLISHED_UNIT || unit->shown ||
            (g->parent != 0 && unit->parent != g->parent) ||
            (i > 0 && strcmp(g->members[i - 1], id) >= 0))
            return refuse(note, g->id, "members that cannot be");
        g->members[i] = id;
    }
    g->member_count = count;
    return count > 0 ? ERR_OK : refuse(note, g->id, "no members");
}

static bool has_prefix(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* Whether a pool has the id of the place where it stands. */
static bool pool_fits(const struct published_release *r,
                      const struct published_group *g)
{
    if (g->parent == 0)
        return strcmp(g->id, "pool:*") == 0;
    const char *department = r->groups[g->parent].id;
    return has_prefix(g->id, "pool:") &&
           strcmp(g->id + strlen("pool:"), department + strlen("dept:")) == 0;
}

/*
 * Whether G may follow LAST in the file: the institution; departments bytewise,
 * each followed by its units, bytewise, and its pool; the pool over them.
 */
static bool fits(const struct published_release *r,
                 const struct published_group *last,
                 const struct published_group *g)
{
    if (last == NULL)
        return g->level == PUBLISHED_INSTITUTION && strcmp(g->id, "inst") == 0;
    size_t department = published_department_of(r, (size_t)(last - r->groups));
    bool closed = last->level == PUBLISHED_POOL;
    bool all_closed = closed && last->parent == 0;
    switch (g->level) {
    case PUBLISHED_INSTITUTION: return false;
    case PUBLISHED_DEPARTMENT:
        return !all_closed && g->parent == 0 && has_prefix(g->id, "dept:") &&
               (department == 0 || strcmp(r->groups[department].id, g->id) < 0);
    case PUBLISHED_UNIT:
        return !closed && department != 0 && g->parent == department &&
               has_prefix(g->id, "unit:") &&
               (last->level != PUBLISHED_UNIT || strcmp(last->id, g->id) < 0);
    case PUBLISHED_POOL:
        return !all_closed && pool_fits(r, g) &&
               (g->parent == 0 || (!closed && g->parent == department));
    }
    return false;
}

/* The group above G in the file: the institution, or the department that is
 * open there. */
static size_t parent_of(const struct published_release *r,
                        const struct published_group *g, const char *id)
{
    size_t before = (size_t)(g - r->groups);
    if (id == NULL || before == 0)
        return PUBLISHED_NONE;
    size_t department = published_department_of(r, before - 1);
    if (strcmp(r->groups[department].id, id) == 0)
        return department;
    return strcmp(r->groups[0].id, id) == 0 ? 0 : PUBLISHED_NONE;
}

static enum err read_place(const struct published_release *r,
                           const json_t *object, struct published_group *g,
                           struct err_note *note)
{
    const char *level = NULL;
    enum err e = wave_json_string(object, g->id, "level", &level, note);
    if (e == ERR_OK)
        e = wave_json_string(object, g->id, "name", &g->name, note);
    if (e != ERR_OK)
        return e;
    size_t at = 0;
    while (at < LEVEL_COUNT &&
           strcmp(level, published_level_name((enum published_level)at)) != 0)
        at++;
    if (at == LEVEL_COUNT)
        return refuse(note, g->id, "a level that is not known");
    g->level = (enum published_level)at;
    const json_t *parent = json_object_get(object, "parent");
    g->parent = parent_of(r, g, json_string_value(parent));
    if ((g->parent == PUBLISHED_NONE) != (g == r->groups) ||
        json_is_null(parent) != (g == r->groups))
        return refuse(note, g->id, "a parent that is not above it");
    if (!fits(r, g == r->groups ? NULL : g - 1, g))
        return refuse(note, g->id, "out of order");
    return ERR_OK;
}

static enum err read_group(struct published_release *r, const json_t *object,
                           struct published_group *g, struct err_note *note)
{
    static const char *const keys[] = {"?areas",  "id",   "level",  "?members",
                                       "?n",      "name", "parent", "roster",
                                       "?scales", NULL};
    enum err e = wave_json_keys(object, "group", keys, note);
    if (e == ERR_OK)
        e = wave_json_string(object, "group", "id", &g->id, note);
    if (e != ERR_OK)
        return e;
    if (strlen(g->id) >= PUBLISHED_ID_SIZE)
        return err_say(note, ERR_FORMAT, "groups: an id that is too long");
    g->figures = published_room(r, r->scale_count, sizeof *g->figures);
    g->areas = published_room(r, r->area_count, sizeof *g->areas);
    if (g->figures == NULL || g->areas == NULL)
        return ERR_MEMORY;
    e = read_place(r, object, g, note);
    return e == ERR_OK ? read_counts(r, object, g, note) : e;
}

static enum err read_all_members(struct published_release *r,
                                 const json_t *list, struct err_note *note)
{
    struct index index = {NULL, 0};
    enum err e = index_make(r, &index, note);
    for (size_t i = 0; e == ERR_OK && i < r->group_count; i++)
        e = read_members(r, json_array_get(list, i), &index, &r->groups[i],
                         note);
    free(index.list);
    return e;
}

enum err published_read_groups(struct published_release *r, const json_t *list,
                               struct err_note *note)
{
    size_t count = json_array_size(list);
    if (count == 0)
        return err_say(note, ERR_FORMAT, "release: no groups");
    enum err e = collect_areas(r, list);
    if (e != ERR_OK)
        return e;
    r->groups = published_room(r, count, sizeof *r->groups);
    if (r->groups == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        e = read_group(r, json_array_get(list, i), &r->groups[i], note);
        if (e != ERR_OK)
            return e;
        r->group_count = i + 1;
    }
    return read_all_members(r, list, note);
}
