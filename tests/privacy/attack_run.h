/* Runs the attacker over all worlds of a system. */
#ifndef CHORUS_TESTS_ATTACK_RUN_H
#define CHORUS_TESTS_ATTACK_RUN_H

#include "privacy/attacker.h"

struct attack_run {
    const struct attack_system *system;
    struct attack_bags bags[ATTACK_UNITS_MAX];
    size_t at[ATTACK_UNITS_MAX]; /* the world: a bag of each unit */
    struct attack_view view;
    struct attack_classes classes;
    uint64_t worlds;
    size_t bits; /* of one unit's sides */
};

static inline struct tree *attack_tree(const struct attack_system *s)
{
    static char institution[] = "Test Hospital";
    struct wave_group groups[ATTACK_UNITS_MAX] = {0};
    struct wave_manifest m = {.institution = institution, .groups = groups};
    uint32_t answered[ATTACK_UNITS_MAX];
    struct tree *tree = NULL;
    m.group_count = s->unit_count;
    for (size_t i = 0; i < s->unit_count; i++) {
        struct wave_group *g = &groups[i];
        (void)snprintf(g->unit, sizeof g->unit, "%s", s->units[i].unit);
        g->id = (uint16_t)(i + 1);
        g->name = g->unit;
        g->department = strdup(s->units[i].department);
        assert_non_null(g->department);
        g->roster = 2 * s->units[i].people;
        answered[i] = s->units[i].people;
    }
    assert_int_equal(tree_new(&m, answered, 5, s->scale_count, 1, &tree),
                     ERR_OK);
    for (size_t i = 0; i < s->unit_count; i++)
        free(groups[i].department);
    return tree;
}

/* Every coalition that fits into the world, against what the others are. */
static inline void attack_see(struct attack_run *r, struct attack_cell *cells,
                              size_t unit, size_t cell, uint64_t sides)
{
    if (unit == r->system->unit_count) {
        struct attack_cell *c = &cells[cell];
        if (c->sides == 0)
            c->world = r->worlds;
        c->sides |= sides | ATTACK_POSSIBLE;
        return;
    }
    const struct attack_bags *bags = &r->bags[unit];
    const struct attack_bag *bag = &bags->list[r->at[unit]];
    for (size_t i = 0; i < bag->known_count; i++) {
        const struct attack_known *k = &bags->knowns[bag->first_known + i];
        attack_see(r, cells, unit + 1, cell * bags->cells + k->cell,
                   sides | k->sides << (unit * r->bits));
    }
}

static inline void attack_world(struct attack_run *r)
{
    uint8_t key[ATTACK_KEY_MAX];
    for (size_t u = 0; u < r->system->unit_count; u++)
        r->view.bag[u] = &r->bags[u].list[r->at[u]];
    r->view.extra_len = 0;
    r->system->print(&r->view);
    const size_t len = attack_key(&r->view, key);
    const size_t class = attack_class_of(&r->classes, key, len);
    attack_see(r, &r->classes.cells[class * r->classes.cells_per_class], 0, 0,
               0);
    r->worlds++;
}

static inline bool attack_next(struct attack_run *r)
{
    for (size_t u = r->system->unit_count; u-- > 0;) {
        if (++r->at[u] < r->bags[u].count)
            return true;
        r->at[u] = 0;
    }
    return false;
}

static inline void attack_begin(struct attack_run *r,
                                const struct attack_system *s)
{
    *r = (struct attack_run){.system = s, .bits = attack_bits(s)};
    r->classes.cells_per_class = 1;
    for (size_t u = 0; u < s->unit_count; u++) {
        r->bags[u] = attack_bags_new(s, &s->units[u]);
        r->classes.cells_per_class *= r->bags[u].cells;
    }
    assert_in_range(s->unit_count * r->bits, 2, 63);
    r->view.system = s;
    r->view.rule = (struct wave_rule){5, 20, 1};
    r->view.tree = attack_tree(s);
}

static inline void attack_end(struct attack_run *r)
{
    for (size_t u = 0; u < r->system->unit_count; u++) {
        free(r->bags[u].list);
        free(r->bags[u].knowns);
        free(r->bags[u].own);
    }
    free(r->classes.list);
    free(r->classes.slots);
    free(r->classes.keys);
    free(r->classes.cells);
    tree_free(r->view.tree);
}

static inline int attack_say_bag(const struct attack_system *s,
                                 const uint8_t *count, char *out, size_t size)
{
    size_t len = 0;
    for (size_t t = 0; t < s->types; t++)
        for (uint8_t n = 0; n < count[t] && len + 8 < size; n++) {
            if (s->scales[0].score[t] == ATTACK_SKIPPED)
                len += (size_t)snprintf(out + len, size - len, " -");
            else if (s->types > 10)
                len += (size_t)snprintf(out + len, size - len, " %zu%zu", t / 5,
                                        t % 5);
            else
                len += (size_t)snprintf(out + len, size - len, " %d",
                                        (int)s->scales[0].score[t]);
        }
    return (int)len;
}

/* "A 0 4 4 4 4 (known 0), B ...; others of A are above": the first world. */
static inline void attack_say(const struct attack_run *r, uint64_t world,
                              size_t cell, size_t unit, bool above,
                              char out[static 512])
{
    const struct attack_system *s = r->system;
    size_t bag[ATTACK_UNITS_MAX];
    size_t own[ATTACK_UNITS_MAX];
    size_t len = 0;
    for (size_t u = s->unit_count; u-- > 0;) {
        bag[u] = (size_t)(world % r->bags[u].count);
        world /= r->bags[u].count;
        own[u] = cell % r->bags[u].cells;
        cell /= r->bags[u].cells;
    }
    for (size_t u = 0; u < s->unit_count && len < 400; u++) {
        char scores[128] = "";
        char known[32] = "";
        attack_say_bag(s, r->bags[u].list[bag[u]].count, scores, sizeof scores);
        attack_say_bag(s, r->bags[u].own[own[u]], known, sizeof known);
        len += (size_t)snprintf(out + len, 512 - len, "%s:%s (known%s); ",
                                s->units[u].unit, scores,
                                known[0] != 0 ? known : " nothing");
    }
    (void)snprintf(out + len, 512 - len, "the others of %s are %s",
                   s->units[unit].unit, above ? "above" : "below");
}

/* Counts who is forced, and keeps the first world in the order of worlds. */
static inline void attack_judge(const struct attack_run *r,
                                struct attack_result *out)
{
    const size_t per = r->classes.cells_per_class;
    uint64_t first = UINT64_MAX;
    for (size_t i = 0; i < r->classes.count * per; i++) {
        const struct attack_cell *c = &r->classes.cells[i];
        if ((c->sides & ATTACK_POSSIBLE) == 0)
            continue;
        bool forced = false;
        for (size_t bit = 0; bit < r->system->unit_count * r->bits; bit += 2) {
            const uint64_t pair = c->sides >> bit & 3;
            if (pair != 1 && pair != 2) /* both, or nobody is left */
                continue;
            forced = true;
            if (c->world < first)
                attack_say(r, c->world, i % per, bit / r->bits, pair == 2,
                           out->smallest);
            first = c->world < first ? c->world : first;
        }
        out->forced += forced;
    }
}

static inline struct attack_result attack(const struct attack_system *s)
{
    struct attack_run r;
    struct attack_result result = {0};
    attack_begin(&r, s);
    do
        attack_world(&r);
    while (attack_next(&r));
    attack_judge(&r, &result);
    result.worlds = r.worlds;
    result.classes = r.classes.count;
    attack_end(&r);
    return result;
}

/* One scale over these units, by the rule itself. */
static inline struct attack_system attack_system_of(
    const struct attack_scale *scale, size_t count,
    const struct attack_unit *units)
{
    struct attack_system s = {.unit_count = count, .print = attack_release};
    memcpy(s.units, units, count * sizeof *units);
    s.scales[0] = *scale;
    s.scale_count = 1;
    s.types = (size_t)scale->scale.grid + 1;
    return s;
}

#endif
