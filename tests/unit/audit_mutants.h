/*
 * Single mutations of a release: each does one thing that the rule forbids and
 * keeps everything else in order, so that it is found for what it is. Each says
 * whether there was a place for it.
 */
#ifndef CHORUS_TESTS_AUDIT_MUTANTS_H
#define CHORUS_TESTS_AUDIT_MUTANTS_H

#include "audit_mutant.h"

static bool fill_in_a_hidden_row(struct mutant *m)
{
    json_t *hidden = some_group(m, is_hidden_unit);
    json_t *shown = some_group(m, is_shown_unit);
    if (hidden == NULL || shown == NULL)
        return false;
    put_count(hidden, "n", count(shown, "n"));
    json_object_set(hidden, "scales", json_object_get(shown, "scales"));
    json_object_set(hidden, "areas", json_object_get(shown, "areas"));
    return true;
}

static bool make_a_leaf_of_four(struct mutant *m)
{
    json_t *leaf = some_group(m, is_shown_unit);
    if (leaf == NULL)
        return false;
    add_people(m, leaf, 4 - count(leaf, "n"));
    json_object_clear(json_object_get(leaf, "scales"));
    json_object_clear(json_object_get(leaf, "areas"));
    return true;
}

static bool count_a_pool_twice(struct mutant *m)
{
    json_t *pool = some_group(m, is_pool);
    if (pool == NULL)
        return false;
    json_int_t n = count(pool, "n");
    add_people(m, group(m->root, text(pool, "parent")), n);
    return true;
}

static bool put_a_unit_in_two_leaves(struct mutant *m)
{
    json_t *pool = some_group(m, is_pool);
    json_t *unit = some_group(m, is_shown_unit);
    if (pool == NULL || unit == NULL)
        return false;
    json_array_append(json_object_get(pool, "members"),
                      json_object_get(unit, "id"));
    put_count(pool, "roster", count(pool, "roster") + count(unit, "roster"));
    return true;
}

static bool leave_a_unit_out_of_its_pool(struct mutant *m)
{
    json_t *pool = some_group(m, is_pool);
    json_t *members = json_object_get(pool, "members");
    if (pool == NULL || json_array_size(members) < 3)
        return false;
    const char *id = json_string_value(json_array_get(members, 0));
    put_count(pool, "roster",
              count(pool, "roster") - count(group(m->root, id), "roster"));
    json_array_remove(members, 0);
    return true;
}

static bool more_digits(struct mutant *m, const char *key,
                        bool (*test)(const json_t *, const json_t *))
{
    struct spot s;
    char value[32];
    if (!some_figure(m, test, &s))
        return false;
    (void)snprintf(value, sizeof value, "%s.%u", text(s.figure, key),
                   (unsigned)population_random(m->p, 10));
    put_text(s.figure, key, value);
    return true;
}

static bool unround_a_share(struct mutant *m)
{
    return more_digits(m, "above", has_share);
}

static bool unround_a_mean(struct mutant *m)
{
    return more_digits(m, "mean", has_plain_mean);
}

/* The mean itself, or one above it: what c zero, or no rule at all, prints. */
static bool print_an_end_plainly(struct mutant *m)
{
    struct spot s;
    char value[32];
    if (!some_figure(m, has_upper_end, &s))
        return false;
    long end = strtol(text(s.figure, "mean") + 2, NULL, 10);
    (void)snprintf(value, sizeof value, "%ld",
                   end + (long)population_random(m->p, 101 - (uint64_t)end));
    put_text(s.figure, "mean", value);
    return true;
}

static bool print_a_share_end_plainly(struct mutant *m)
{
    struct spot s;
    if (!some_figure(m, has_share_end, &s))
        return false;
    put_text(s.figure, "above", "0");
    return true;
}

static bool move_an_end(struct mutant *m)
{
    struct spot s;
    char value[32];
    if (!some_figure(m, has_upper_end, &s))
        return false;
    long end = strtol(text(s.figure, "mean") + 2, NULL, 10);
    (void)snprintf(value, sizeof value, ">=%ld", end + 1);
    put_text(s.figure, "mean", value);
    return true;
}

static bool print_a_share_of_few(struct mutant *m)
{
    struct spot s;
    if (!some_figure(m, has_no_share, &s))
        return false;
    put_text(s.figure, "above", "40");
    return true;
}

/* Hidden for what it says, while its size would allow it. */
static bool hide_a_share(struct mutant *m)
{
    struct spot s;
    if (!some_figure(m, has_share, &s))
        return false;
    json_object_del(s.figure, "above");
    return true;
}

/* The mean of all ballots of these groups of the manifest, as printed. */
static bool from_ballots(struct mutant *m, const char *department,
                         const char *scale, bool decimal, char out[static 32])
{
    const struct wave_manifest *w = &m->p->w.m;
    size_t list[WAVE_UNITS_MAX];
    size_t size = 0;
    size_t s = survey_scale_find(m->p->w.survey, scale);
    for (size_t i = 0; i < w->group_count; i++)
        if (department == NULL ||
            strcmp(w->groups[i].department, department) == 0)
            list[size++] = i;
    struct leaf_counts c = tally_counts(m->p->tally, s, list, size);
    if (c.valid == 0)
        return false;
    uint64_t all = (uint64_t)c.valid * (uint64_t)m->p->w.survey->scales[s].grid;
    uint64_t tenths = (2000 * c.steps + all) / (2 * all);
    uint64_t points = (200 * c.steps + all) / (2 * all);
    if (decimal)
        (void)snprintf(out, 32, "%u.%u", (unsigned)(tenths / 10),
                       (unsigned)(tenths % 10));
    else
        (void)snprintf(out, 32, "%u", (unsigned)points);
    return true;
}

static bool take_a_mean_from_ballots(struct mutant *m, json_t *g,
                                     const char *department)
{
    const char *scale = NULL;
    json_t *figure = NULL;
    char value[32];
    json_object_foreach (json_object_get(g, "scales"), scale, figure)
        if (strcmp(scale, "rare") != 0 &&
            from_ballots(m, department, scale, department == NULL, value) &&
            strcmp(value, text(figure, "mean")) != 0) {
            put_text(figure, "mean", value);
            return true;
        }
    return false;
}

static bool take_a_department_from_ballots(struct mutant *m)
{
    json_t *g = some_group(m, is_department);
    return g != NULL && take_a_mean_from_ballots(m, g, text(g, "name"));
}

static bool take_the_institution_from_ballots(struct mutant *m)
{
    return take_a_mean_from_ballots(m, group(m->root, "inst"), NULL);
}

static bool hide_a_figure_of_a_department(struct mutant *m)
{
    struct spot s;
    if (!some_figure(m, is_department_figure, &s))
        return false;
    json_object_del(json_object_get(s.group, "scales"), s.scale);
    return true;
}

static bool hide_a_department(struct mutant *m)
{
    json_t *g = some_group(m, is_department);
    if (g == NULL)
        return false;
    json_object_del(g, "n");
    json_object_del(g, "scales");
    json_object_del(g, "areas");
    return true;
}

static bool widen_an_interval(struct mutant *m)
{
    struct spot s;
    char value[32];
    if (!some_figure(m, has_interval, &s))
        return false;
    (void)snprintf(value, sizeof value, "%ld",
                   strtol(text(s.figure, "half_width"), NULL, 10) + 1);
    put_text(s.figure, "half_width", value);
    return true;
}

static bool give_a_bound_an_interval(struct mutant *m)
{
    struct spot s;
    if (!some_figure(m, has_none_for_its_mark, &s))
        return false;
    put_text(s.figure, "half_width", "3");
    return true;
}

static bool drop_a_mark(struct mutant *m)
{
    struct spot s;
    char value[32];
    if (!some_figure(m, is_marked_department, &s))
        return false;
    const char *mean = text(s.figure, "mean");
    (void)snprintf(value, sizeof value, "%s", mean + strspn(mean, "<>=~"));
    put_text(s.figure, "mean", value);
    return true;
}

static bool swap_a_mark(struct mutant *m)
{
    struct spot s;
    char value[32];
    if (!some_figure(m, is_marked_department, &s))
        return false;
    const char *mean = text(s.figure, "mean");
    (void)snprintf(value, sizeof value, "%s%s", mean[0] == '~' ? ">=" : "~",
                   mean + strspn(mean, "<>=~"));
    put_text(s.figure, "mean", value);
    return true;
}

/* A leaf of another count: the wave before, or ballots that came later. */
static bool keep_a_stale_leaf(struct mutant *m)
{
    json_t *leaf = some_group(m, is_shown_unit);
    const json_t *old = leaf == NULL ? NULL : group(m->other, text(leaf, "id"));
    if (old == NULL || !is_shown(old) || count(old, "n") == count(leaf, "n"))
        return false;
    put_count(leaf, "n", count(old, "n"));
    json_object_set(leaf, "scales", json_object_get(old, "scales"));
    json_object_set(leaf, "areas", json_object_get(old, "areas"));
    return true;
}

static bool add_a_key(struct mutant *m)
{
    json_t *g = some_group(m, is_shown);
    assert_non_null(g);
    put_count(g, "spread", 12);
    return true;
}

static bool add_a_distribution(struct mutant *m)
{
    struct spot s;
    if (!some_figure(m, has_plain_mean, &s))
        return false;
    json_object_set_new(s.figure, "distribution",
                        json_pack("[iii]", 20, 35, 45));
    return true;
}

static bool swap_two_units(struct mutant *m)
{
    json_t *all = groups(m);
    for (size_t i = 1; i + 1 < json_array_size(all); i++) {
        json_t *a = json_array_get(all, i);
        json_t *b = json_array_get(all, i + 1);
        if (!is_level(a, "unit") || !is_level(b, "unit"))
            continue;
        json_incref(a);
        json_array_set(all, i, b);
        json_array_set_new(all, i + 1, a);
        return true;
    }
    return false;
}

/* mentorship is made of "one" and "second"; "work" is none of it. */
static bool take_an_area_from_other_scales(struct mutant *m)
{
    json_t *all = groups(m);
    for (size_t i = 0; i < json_array_size(all); i++) {
        json_t *g = json_array_get(all, i);
        json_t *areas = json_object_get(g, "areas");
        const json_t *work =
            json_object_get(json_object_get(g, "scales"), "work");
        if (is_level(g, "institution") || json_object_size(areas) == 0 ||
            work == NULL ||
            strcmp(text(areas, "mentorship"), text(work, "mean")) == 0)
            continue;
        put_text(areas, "mentorship", text(work, "mean"));
        return true;
    }
    return false;
}

static bool count_more_than_the_roster(struct mutant *m)
{
    json_t *leaf = some_group(m, is_shown_unit);
    if (leaf == NULL)
        return false;
    add_people(m, leaf, count(leaf, "roster") + 1 - count(leaf, "n"));
    return true;
}

static bool score_more_than_answered(struct mutant *m)
{
    struct spot s;
    if (!some_figure(m, has_plain_mean, &s))
        return false;
    put_count(s.figure, "n", count(s.group, "n") + 1);
    return true;
}

static json_t *fact(struct mutant *m, const char *scale)
{
    return json_object_get(json_object_get(m->root, "scales"), scale);
}

static bool change_a_grid(struct mutant *m)
{
    put_count(fact(m, "work"), "grid", 56);
    return true;
}

static bool change_a_cutoff(struct mutant *m)
{
    json_object_set_new(fact(m, "work"), "cutoff", json_pack("[s]", "51.5"));
    return true;
}

static bool change_a_spread(struct mutant *m)
{
    put_text(fact(m, "one"), "sd", "17");
    return true;
}

static bool change_a_version(struct mutant *m)
{
    put_text(fact(m, "one"), "version", "2");
    return true;
}

static bool name_another_survey(struct mutant *m)
{
    put_text(json_object_get(m->root, "survey"), "sha256",
             text(m->root, "board_sha256"));
    return true;
}

static bool lower_the_floor(struct mutant *m)
{
    put_count(json_object_get(m->root, "rule"), "k", 4);
    return true;
}

static bool lose_ballots(struct mutant *m)
{
    json_t *totals = json_object_get(m->root, "totals");
    put_count(totals, "spoiled", 0);
    put_count(totals, "redeemed", count(group(m->root, "inst"), "n") + 5);
    return count(totals, "redeemed") <= count(totals, "issued");
}

static bool show_a_rare_scale_of_a_unit(struct mutant *m)
{
    json_t *leaf = some_group(m, is_shown_unit);
    const json_t *inst = group(m->root, "inst");
    json_t *rare = json_object_get(json_object_get(inst, "scales"), "rare");
    if (leaf == NULL || rare == NULL || count(leaf, "n") < 5)
        return false;
    json_object_set_new(
        json_object_get(leaf, "scales"), "rare",
        json_pack("{s:I, s:s}", "n", (json_int_t)5, "mean", "50"));
    return true;
}

/* "rare" has several cutoffs: no share stands beside its mean. */
static bool print_a_share_of_several_cutoffs(struct mutant *m)
{
    json_t *rare = json_object_get(
        json_object_get(group(m->root, "inst"), "scales"), "rare");
    if (rare == NULL || count(rare, "n") < 20)
        return false;
    assert_null(json_object_get(rare, "above"));
    put_text(rare, "above", "50");
    return true;
}

static bool rename_a_pool(struct mutant *m)
{
    json_t *pool = some_group(m, is_pool);
    if (pool == NULL)
        return false;
    put_text(pool, "name", "Other programs that were unhappy");
    return true;
}

#endif
