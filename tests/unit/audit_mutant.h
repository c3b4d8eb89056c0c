/* A release about to be changed: places in it, and what one needs to know of
 * a place before changing it. */
#ifndef CHORUS_TESTS_AUDIT_MUTANT_H
#define CHORUS_TESTS_AUDIT_MUTANT_H

#include "audit_population.h"

/* A release about to be changed. */
struct mutant {
    struct population *p; /* what is true, and the dice */
    json_t *root;         /* the copy to change */
    const json_t *other;  /* the release of another population */
};

/* A group and one scale of it. */
struct spot {
    json_t *group;
    const char *scale;
    json_t *figure;
};

static const char *text(const json_t *o, const char *key)
{
    const char *t = json_string_value(json_object_get(o, key));
    return t == NULL ? "" : t;
}

static json_int_t count(const json_t *o, const char *key)
{
    return json_integer_value(json_object_get(o, key));
}

static void put_text(json_t *o, const char *key, const char *value)
{
    assert_int_equal(json_object_set_new(o, key, json_string(value)), 0);
}

static void put_count(json_t *o, const char *key, json_int_t value)
{
    assert_int_equal(json_object_set_new(o, key, json_integer(value)), 0);
}

static json_t *groups(const struct mutant *m)
{
    return json_object_get(m->root, "groups");
}

static json_t *group(const json_t *root, const char *id)
{
    const json_t *all = json_object_get(root, "groups");
    for (size_t i = 0; i < json_array_size(all); i++)
        if (strcmp(text(json_array_get(all, i), "id"), id) == 0)
            return json_array_get(all, i);
    return NULL;
}

static bool is_level(const json_t *g, const char *level)
{
    return strcmp(text(g, "level"), level) == 0;
}

static bool is_shown(const json_t *g)
{
    return json_object_get(g, "n") != NULL;
}

static bool is_leaf(const json_t *g)
{
    return is_shown(g) && (is_level(g, "unit") || is_level(g, "pool"));
}

/* A group that TEST likes, from a random place on; NULL: none. */
static json_t *some_group(struct mutant *m, bool (*test)(const json_t *))
{
    size_t size = json_array_size(groups(m));
    size_t from = (size_t)population_random(m->p, size);
    for (size_t i = 0; i < size; i++) {
        json_t *g = json_array_get(groups(m), (from + i) % size);
        if (test(g))
            return g;
    }
    return NULL;
}

/* A figure that TEST likes. */
static bool some_figure(struct mutant *m,
                        bool (*test)(const json_t *group, const json_t *figure),
                        struct spot *out)
{
    size_t size = json_array_size(groups(m));
    size_t from = (size_t)population_random(m->p, size);
    for (size_t i = 0; i < size; i++) {
        json_t *g = json_array_get(groups(m), (from + i) % size);
        json_t *figure = NULL;
        const char *scale = NULL;
        json_object_foreach (json_object_get(g, "scales"), scale, figure)
            if (test(g, figure)) {
                *out = (struct spot){g, scale, figure};
                return true;
            }
    }
    return false;
}

/* Adds DELTA people to a leaf's n, to all above it and to the totals. */
static void add_people(struct mutant *m, json_t *leaf, json_int_t delta)
{
    json_t *totals = json_object_get(m->root, "totals");
    for (json_t *g = leaf; g != NULL; g = group(m->root, text(g, "parent")))
        put_count(g, "n", count(g, "n") + delta);
    put_count(totals, "redeemed", count(totals, "redeemed") + delta);
    put_count(totals, "issued", count(totals, "issued") + delta);
}

static bool is_hidden_unit(const json_t *g)
{
    return is_level(g, "unit") && !is_shown(g);
}

static bool is_shown_unit(const json_t *g)
{
    return is_level(g, "unit") && is_shown(g);
}

static bool is_pool(const json_t *g)
{
    return is_level(g, "pool");
}

static bool is_department(const json_t *g)
{
    return is_level(g, "department") && is_shown(g);
}

static bool is_plain(const char *value)
{
    return value[0] >= '0' && value[0] <= '9';
}

static bool has_upper_end(const json_t *g, const json_t *f)
{
    return is_leaf(g) && strncmp(text(f, "mean"), ">=", 2) == 0;
}

static bool has_share(const json_t *g, const json_t *f)
{
    return is_leaf(g) && is_plain(text(f, "above"));
}

static bool has_share_end(const json_t *g, const json_t *f)
{
    return is_leaf(g) && strncmp(text(f, "above"), "<=", 2) == 0;
}

static bool has_plain_mean(const json_t *g, const json_t *f)
{
    return is_leaf(g) && is_plain(text(f, "mean"));
}

static bool has_no_share(const json_t *g, const json_t *f)
{
    return is_leaf(g) && count(f, "n") < 20;
}

static bool is_department_figure(const json_t *g, const json_t *f)
{
    return is_department(g) && f != NULL;
}

static bool is_marked_department(const json_t *g, const json_t *f)
{
    return is_department(g) && !is_plain(text(f, "mean"));
}

static bool has_interval(const json_t *g, const json_t *f)
{
    return g != NULL && json_object_get(f, "half_width") != NULL;
}

static bool has_none_for_its_mark(const json_t *g, const json_t *f)
{
    return g != NULL && !is_plain(text(f, "mean"));
}

#endif
