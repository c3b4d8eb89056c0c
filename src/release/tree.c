#include "release/tree.h"

#include "base/buf.h"
#include "wave/slug.h"

/* A department: a run of neighbours in the manifest's order. */
struct department {
    const char *name;
    size_t first; /* index into manifest.groups */
    size_t count;
    char slug[WAVE_SLUG_SIZE];
};

struct builder {
    const struct wave_manifest *manifest;
    const uint32_t *answered;
    uint32_t k;
    struct department *departments; /* bytewise by slug after sort */
    size_t department_count;
    size_t *rest; /* units that neither are a leaf nor in a pool yet */
    size_t rest_count;
    size_t room; /* groups that the tree has memory for */
    struct tree *tree;
};

static char *text(const char *a, const char *b)
{
    struct buf joined = BUF_INIT;
    buf_put_text(&joined, a);
    buf_put_text(&joined, b);
    size_t len = 0;
    char *out = (char *)buf_take(&joined, &len);
    buf_free(&joined);
    return out;
}

static int by_slug(const void *a, const void *b)
{
    const struct department *x = a;
    const struct department *y = b;
    return strcmp(x->slug, y->slug);
}

static size_t departments_count(const struct wave_manifest *m)
{
    size_t count = 0;
    for (size_t i = 0; i < m->group_count; i++)
        count += i == 0 || strcmp(m->groups[i].department,
                                  m->groups[i - 1].department) != 0;
    return count;
}

/* Slugs are given in bytewise order of the names, then decide the order. */
static enum err find_departments(struct builder *b)
{
    const struct wave_manifest *m = b->manifest;
    size_t count = departments_count(m);
    b->departments = calloc(count + 1, sizeof *b->departments);
    const char **taken = calloc(count + 1, sizeof *taken);
    if (b->departments == NULL || taken == NULL) {
        free(taken);
        return ERR_MEMORY;
    }
    for (size_t i = 0; i < m->group_count; i++) {
        const char *name = m->groups[i].department;
        struct department *d = &b->departments[b->department_count];
        if (i > 0 && strcmp(name, (d - 1)->name) == 0) {
            (d - 1)->count++;
            continue;
        }
        d->name = name;
        d->first = i;
        d->count = 1;
        wave_slug_unique(name, taken, b->department_count, d->slug,
                         sizeof d->slug);
        taken[b->department_count++] = d->slug;
    }
    free(taken);
    qsort(b->departments, count, sizeof *b->departments, by_slug);
    return ERR_OK;
}

/* Takes over ID and NAME, also when it fails. */
static enum err add(struct builder *b, enum tree_level level, size_t parent,
                    char *id, char *name, struct tree_group **out_group)
{
    struct tree *t = b->tree;
    err_assert(t->count < b->room);
    struct tree_group *g = &t->groups[t->count++];
    *g = (struct tree_group){
        .id = id,
        .name = name,
        .level = level,
        .parent = parent,
        .scales = calloc(t->scale_count + 1, sizeof *g->scales),
        .areas = calloc(t->area_count + 1, sizeof *g->areas),
    };
    if (id == NULL || name == NULL || g->scales == NULL || g->areas == NULL)
        return ERR_MEMORY;
    *out_group = g;
    return ERR_OK;
}

/* Counts a leaf's people in itself and in everything above it. */
static void show(struct tree *t, struct tree_group *leaf, uint32_t n)
{
    leaf->leaf = true;
    leaf->shown = true;
    leaf->n = n;
    for (size_t p = leaf->parent; p != TREE_NONE; p = t->groups[p].parent) {
        t->groups[p].shown = true;
        t->groups[p].n += n;
    }
}

static int by_unit(const void *a, const void *b, void *manifest)
{
    const struct wave_manifest *m = manifest;
    const size_t *x = a;
    const size_t *y = b;
    return strcmp(m->groups[*x].unit, m->groups[*y].unit);
}

/* Units of a leaf, bytewise by id. */
static enum err set_units(const struct builder *b, struct tree_group *g,
                          const size_t *units, size_t count)
{
    g->units = calloc(count, sizeof *g->units);
    if (g->units == NULL)
        return ERR_MEMORY;
    memcpy(g->units, units, count * sizeof *units);
    g->unit_count = count;
    struct wave_manifest manifest = *b->manifest; /* qsort_r wants no const */
    qsort_r(g->units, count, sizeof *g->units, by_unit, &manifest);
    return ERR_OK;
}

static enum err add_unit(struct builder *b, size_t unit, size_t parent)
{
    const struct wave_group *from = &b->manifest->groups[unit];
    struct tree_group *g = NULL;
    enum err e = add(b, TREE_UNIT, parent, text("unit:", from->unit),
                     text(from->name, ""), &g);
    if (e == ERR_OK)
        e = set_units(b, g, &unit, 1);
    if (e != ERR_OK)
        return e;
    g->roster = from->roster;
    b->tree->groups[parent].roster += from->roster;
    if (b->answered[unit] >= b->k)
        show(b->tree, g, b->answered[unit]);
    else
        b->rest[b->rest_count++] = unit;
    return ERR_OK;
}

/*
 * Makes the units rest[from..] one pool when they have k together, and takes
 * them off the rest. No unit at all is no pool, whatever k is.
 */
static enum err add_pool(struct builder *b, size_t from, size_t parent,
                         const char *slug, const char *name_start,
                         const char *name_end)
{
    uint32_t n = 0;
    uint32_t roster = 0;
    for (size_t i = from; i < b->rest_count; i++) {
        n += b->answered[b->rest[i]];
        roster += b->manifest->groups[b->rest[i]].roster;
    }
    if (n < b->k || from == b->rest_count)
        return ERR_OK;
    struct tree_group *g = NULL;
    enum err e = add(b, TREE_POOL, parent, text("pool:", slug),
                     text(name_start, name_end), &g);
    if (e == ERR_OK)
        e = set_units(b, g, b->rest + from, b->rest_count - from);
    if (e != ERR_OK)
        return e;
    g->roster = roster;
    show(b->tree, g, n);
    b->rest_count = from;
    return ERR_OK;
}

static enum err add_department(struct builder *b, const struct department *d)
{
    struct tree_group *g = NULL;
    size_t self = b->tree->count;
    size_t from = b->rest_count;
    enum err e = add(b, TREE_DEPARTMENT, 0, text("dept:", d->slug),
                     text(d->name, ""), &g);
    for (size_t i = 0; e == ERR_OK && i < d->count; i++)
        e = add_unit(b, d->first + i, self);
    if (e == ERR_OK)
        e = add_pool(b, from, self, d->slug, "Other programs in ", d->name);
    if (e == ERR_OK)
        b->tree->groups[0].roster += g->roster;
    return e;
}

static enum err build(struct builder *b)
{
    struct tree_group *institution = NULL;
    enum err e = find_departments(b);
    if (e != ERR_OK)
        return e;
    b->room = 2 * b->department_count + b->manifest->group_count + 2;
    b->rest = calloc(b->manifest->group_count + 1, sizeof *b->rest);
    b->tree->groups = calloc(b->room, sizeof *b->tree->groups);
    if (b->rest == NULL || b->tree->groups == NULL)
        return ERR_MEMORY;
    e = add(b, TREE_INSTITUTION, TREE_NONE, text("inst", ""),
            text(b->manifest->institution, ""), &institution);
    for (size_t i = 0; e == ERR_OK && i < b->department_count; i++)
        e = add_department(b, &b->departments[i]);
    if (e != ERR_OK)
        return e;
    return add_pool(b, 0, 0, "*", "Other programs", "");
}

enum err tree_new(const struct wave_manifest *manifest,
                  const uint32_t *answered, uint32_t k, size_t scale_count,
                  size_t area_count, struct tree **out_tree)
{
    struct builder b = {.manifest = manifest, .answered = answered, .k = k};
    struct tree *tree = calloc(1, sizeof *tree);
    if (tree == NULL)
        return ERR_MEMORY;
    tree->scale_count = scale_count;
    tree->area_count = area_count;
    b.tree = tree;
    enum err e = build(&b);
    free(b.departments);
    free(b.rest);
    if (e != ERR_OK) {
        tree_free(tree);
        return e;
    }
    *out_tree = tree;
    return ERR_OK;
}

void tree_free(struct tree *tree)
{
    if (tree == NULL)
        return;
    for (size_t i = 0; tree->groups != NULL && i < tree->count; i++) {
        struct tree_group *g = &tree->groups[i];
        free(g->id);
        free(g->name);
        free(g->units);
        free(g->scales);
        free(g->areas);
    }
    free(tree->groups);
    free(tree);
}

size_t tree_find(const struct tree *tree, const char *id)
{
    for (size_t i = 0; i < tree->count; i++)
        if (strcmp(tree->groups[i].id, id) == 0)
            return i;
    return TREE_NONE;
}
