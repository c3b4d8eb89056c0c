#include "audit/release_parts.h"

static const char *const hidden_keys[] = {
    "id", "level", "name", "parent", "roster", "?n", "?scales", "?areas", NULL};
static const char *const pool_keys[] = {"id",      "level", "name",    "parent",
                                        "roster",  "?n",    "?scales", "?areas",
                                        "members", NULL};
static const char *const figure_keys[] = {"n",      "mean",     "?half_width",
                                          "?above", "?above_n", NULL};

static enum audit_level read_level(struct audit_shape *shape,
                                   const json_t *object)
{
    static const char *const names[] = {"institution", "department", "unit",
                                        "pool"};
    const char *text = audit_shape_text(shape, object, "level");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(text, names[i]) == 0)
            return (enum audit_level)i;
    audit_shape_break(shape, text, "a level");
    return AUDIT_UNIT;
}

static void read_figure(struct audit_shape *shape, const json_t *object,
                        struct audit_figure *f)
{
    audit_shape_keys(shape, object, figure_keys);
    f->shown = true;
    f->n = audit_shape_count(shape, object, "n", AUDIT_COUNT_MAX);
    f->mean = audit_shape_text(shape, object, "mean");
    f->half_width = audit_shape_maybe(shape, object, "half_width");
    f->above = audit_shape_maybe(shape, object, "above");
    f->has_above_n = json_object_get(object, "above_n") != NULL;
    if (f->has_above_n)
        f->above_n =
            audit_shape_count(shape, object, "above_n", AUDIT_COUNT_MAX);
}

static void read_figures(struct audit_shape *shape,
                         const struct audit_release *r, json_t *all,
                         struct audit_group *g)
{
    const char *id = NULL;
    json_t *one = NULL;
    json_object_foreach (all, id, one) {
        size_t scale = audit_scale_find(r, id);
        shape->scale = id;
        if (scale == AUDIT_NONE)
            audit_shape_break(shape, id, "a scale of the file's head");
        else
            read_figure(shape, one, &g->figures[scale]);
    }
    shape->scale = NULL;
}

static void read_areas(struct audit_shape *shape, struct audit_group *g,
                       json_t *areas)
{
    const char *id = NULL;
    json_t *one = NULL;
    json_object_foreach (areas, id, one)
        if (!json_is_string(one))
            audit_shape_break(shape, id, "a text");
    g->areas = areas;
}

/* A group has n, scales and areas, or none of the three. */
static void read_values(struct audit_shape *shape,
                        const struct audit_release *r, const json_t *object,
                        struct audit_group *g)
{
    const json_t *n = json_object_get(object, "n");
    const json_t *scales = json_object_get(object, "scales");
    const json_t *areas = json_object_get(object, "areas");
    g->shown = n != NULL;
    if (g->shown) {
        g->n = audit_shape_count(shape, object, "n", AUDIT_COUNT_MAX);
        read_figures(shape, r, audit_shape_object(shape, object, "scales"), g);
        read_areas(shape, g, audit_shape_object(shape, object, "areas"));
        return;
    }
    if (scales != NULL || areas != NULL)
        audit_find(shape->report, AUDIT_STRUCTURE,
                   (struct audit_at){"hidden-values", g->id, NULL},
                   scales != NULL ? "scales" : "areas",
                   "no value on a group without n");
}

static void read_members(struct audit_shape *shape, const json_t *object,
                         struct audit_group *g)
{
    g->members = audit_shape_array(shape, object, "members");
    for (size_t i = 0; i < json_array_size(g->members); i++)
        if (!json_is_string(json_array_get(g->members, i)))
            audit_shape_break(shape, "members", "texts");
}

static enum err read_group(struct audit_shape *shape,
                           const struct audit_release *r, const json_t *object,
                           struct audit_group *g)
{
    g->figures = calloc(r->scale_count + 1, sizeof *g->figures);
    if (g->figures == NULL)
        return ERR_MEMORY;
    shape->group = json_string_value(json_object_get(object, "id"));
    g->id = audit_shape_text(shape, object, "id");
    g->level = read_level(shape, object);
    audit_shape_keys(shape, object,
                     g->level == AUDIT_POOL ? pool_keys : hidden_keys);
    g->name = audit_shape_text(shape, object, "name");
    if (!json_is_null(json_object_get(object, "parent")))
        g->parent = audit_shape_text(shape, object, "parent");
    g->roster = audit_shape_count(shape, object, "roster", AUDIT_COUNT_MAX);
    if (g->level == AUDIT_POOL)
        read_members(shape, object, g);
    read_values(shape, r, object, g);
    shape->group = NULL;
    return ERR_OK;
}

static int by_group_id(const void *a, const void *b, void *release)
{
    const struct audit_release *r = release;
    const size_t *x = a;
    const size_t *y = b;
    return strcmp(r->groups[*x].id, r->groups[*y].id);
}

size_t audit_group_find(const struct audit_release *release, const char *id)
{
    size_t low = 0;
    size_t high = release->group_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        size_t group = release->by_id[middle];
        int order = strcmp(id, release->groups[group].id);
        if (order == 0)
            return group;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return AUDIT_NONE;
}

/* Two groups of one id would make every search a matter of luck. */
static enum err sort_groups(struct audit_shape *shape, struct audit_release *r)
{
    r->by_id = calloc(r->group_count + 1, sizeof *r->by_id);
    if (r->by_id == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < r->group_count; i++)
        r->by_id[i] = i;
    qsort_r(r->by_id, r->group_count, sizeof *r->by_id, by_group_id, r);
    for (size_t i = 1; i < r->group_count; i++)
        if (strcmp(r->groups[r->by_id[i]].id, r->groups[r->by_id[i - 1]].id) ==
            0)
            audit_shape_break(shape, r->groups[r->by_id[i]].id, "each id once");
    for (size_t i = 0; i < r->group_count; i++)
        r->groups[i].parent_at = r->groups[i].parent == NULL
                                     ? AUDIT_NONE
                                     : audit_group_find(r, r->groups[i].parent);
    return ERR_OK;
}

static void conclude_institution_only(struct audit_release *r, size_t scale)
{
    const struct audit_figure *f = &r->groups[0].figures[scale];
    bool alone = f->shown && strchr(f->mean, '.') == NULL;
    for (size_t i = 1; alone && i < r->group_count; i++)
        alone = !r->groups[i].figures[scale].shown;
    r->scales[scale].institution_only = alone;
}

enum err audit_release_read_groups(struct audit_shape *shape,
                                   struct audit_release *release)
{
    const json_t *list = audit_shape_array(shape, release->root, "groups");
    size_t count = json_array_size(list);
    if (count == 0)
        audit_shape_break(shape, "groups", "an institution at least");
    release->groups = calloc(count + 1, sizeof *release->groups);
    if (release->groups == NULL)
        return ERR_MEMORY;
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        release->group_count = i + 1;
        e = read_group(shape, release, json_array_get(list, i),
                       &release->groups[i]);
    }
    if (e == ERR_OK && count > 0)
        e = sort_groups(shape, release);
    for (size_t s = 0; e == ERR_OK && count > 0 && s < release->scale_count;
         s++)
        conclude_institution_only(release, s);
    return e;
}

bool audit_is_leaf(const struct audit_release *release, size_t group,
                   size_t scale)
{
    const struct audit_group *g = &release->groups[group];
    if (release->scales[scale].institution_only)
        return g->level == AUDIT_INSTITUTION;
    return g->level == AUDIT_UNIT || g->level == AUDIT_POOL;
}
