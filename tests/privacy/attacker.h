/*
 * An attacker who knows the rule. Enumerates all worlds of a small institution
 * (who could have answered what), has the real code of src/release print each,
 * puts worlds with the same release into one class, and asks of every class:
 * could a coalition, knowing its own answers, tell on which side of a cutoff
 * anybody else is? People of a unit are alike to everybody but themselves, so
 * a world is a bag of answers for each unit.
 */
#ifndef CHORUS_TESTS_ATTACKER_H
#define CHORUS_TESTS_ATTACKER_H

#include "known.h"

#include "release/leaf.h"
#include "release/roll.h"
#include "release/tree.h"

#define ATTACK_TYPES_MAX  29 /* different ballots that one person may cast */
#define ATTACK_UNITS_MAX  4
#define ATTACK_SCALES_MAX 3
#define ATTACK_SKIPPED    (-1)
#define ATTACK_KEY_MAX    1024
#define ATTACK_POSSIBLE   ((uint64_t)1 << 63)

struct attack_unit {
    const char *department;
    const char *unit;
    uint32_t people;    /* who answered */
    uint32_t coalition; /* of whom so many pool what they know: 0..2 */
};

/* A scale, and what each type of ballot scores on it. */
struct attack_scale {
    struct survey_scale scale;
    int32_t score[ATTACK_TYPES_MAX];
};

struct attack_view;

struct attack_system {
    struct attack_unit units[ATTACK_UNITS_MAX];
    size_t unit_count;
    struct attack_scale scales[ATTACK_SCALES_MAX];
    size_t scale_count;
    size_t types;
    /* attack_release, or a mutation of the rule */
    void (*print)(struct attack_view *view);
};

/* A bag of ballots of one unit. */
struct attack_bag {
    uint8_t count[ATTACK_TYPES_MAX];
    struct leaf_counts counts[ATTACK_SCALES_MAX];
    size_t first_known; /* what a coalition in it can know: into knowns */
    size_t known_count;
};

/* A coalition's own ballots, and what the others of the bag could be. */
struct attack_known {
    size_t cell;
    uint64_t sides; /* bit 2i: somebody below the i-th cutoff; 2i + 1: above */
};

struct attack_bags {
    struct attack_bag *list;
    size_t count;
    struct attack_known *knowns;
    size_t known_count;
    size_t cells;                     /* how many different coalitions */
    uint8_t (*own)[ATTACK_TYPES_MAX]; /* by cell: the coalition's ballots */
};

/* What a way of printing gets: one world, and a tree to fill. */
struct attack_view {
    const struct attack_system *system;
    struct wave_rule rule;
    struct tree *tree;
    const struct attack_bag *bag[ATTACK_UNITS_MAX];
    uint8_t extra[256]; /* printed beside the tree, by mutations only */
    size_t extra_len;
};

struct attack_class {
    uint64_t hash;
    size_t key; /* into keys */
    size_t key_len;
};

struct attack_cell {
    uint64_t sides;
    uint64_t world; /* the first that showed it */
};

struct attack_classes {
    struct attack_class *list;
    size_t count;
    size_t room;
    size_t *slots; /* index + 1, by hash; a power of two */
    size_t slot_count;
    uint8_t *keys;
    size_t keys_len;
    size_t keys_room;
    struct attack_cell *cells; /* by class, then coalition */
    size_t cells_per_class;
};

struct attack_result {
    uint64_t worlds;
    size_t classes;
    uint64_t forced; /* pairs of a class and a coalition that tells */
    char smallest[512];
};

static inline void *attack_room(void *old, size_t count, size_t size)
{
    void *p = realloc(old, (count + 1) * size);
    assert_non_null(p);
    return p;
}

/* --- scales and bags ------------------------------------------------------ */

/* A scale of one item on which type i scores i steps. */
static inline struct attack_scale attack_scale_of(int32_t grid, size_t cutoffs,
                                                  const int32_t *at)
{
    struct attack_scale s = {.scale = {.grid = grid, .cutoff_count = cutoffs}};
    s.scale.sd.thousandths = 25000;
    for (size_t i = 0; i < cutoffs; i++) {
        s.scale.cutoffs[i].first_at_or_above = at[i];
        s.scale.cutoffs[i].largest_below = at[i] - 1;
    }
    for (int32_t i = 0; i <= grid && i < ATTACK_TYPES_MAX; i++)
        s.score[i] = i;
    return s;
}

static inline size_t attack_cutoffs(const struct survey_scale *s)
{
    return s->cutoff_count > 0 ? s->cutoff_count : 1;
}

/* Whether a score is above and whether it is below, without a cutoff both. */
static inline uint64_t attack_side(const struct survey_scale *s, size_t cutoff,
                                   int32_t score)
{
    const bool any = s->cutoff_count > 0;
    const int32_t b = any ? s->cutoffs[cutoff].largest_below : s->grid - 1;
    const int32_t a = any ? s->cutoffs[cutoff].first_at_or_above : 1;
    return (score <= b ? 1u : 0u) | (score >= a ? 2u : 0u);
}

static inline uint64_t attack_sides(const struct attack_system *s,
                                    const uint8_t *count)
{
    uint64_t sides = 0;
    size_t bit = 0;
    for (size_t i = 0; i < s->scale_count; i++)
        for (size_t cut = 0; cut < attack_cutoffs(&s->scales[i].scale);
             cut++, bit += 2)
            for (size_t t = 0; t < s->types; t++)
                if (count[t] > 0 && s->scales[i].score[t] != ATTACK_SKIPPED)
                    sides |= attack_side(&s->scales[i].scale, cut,
                                         s->scales[i].score[t])
                             << bit;
    return sides;
}

static inline size_t attack_bits(const struct attack_system *s)
{
    size_t bits = 0;
    for (size_t i = 0; i < s->scale_count; i++)
        bits += 2 * attack_cutoffs(&s->scales[i].scale);
    return bits;
}

static inline struct leaf_counts attack_counts(const struct attack_scale *s,
                                               const uint8_t *count,
                                               size_t types)
{
    struct leaf_counts c = {0};
    for (size_t t = 0; t < types; t++) {
        if (s->score[t] == ATTACK_SKIPPED)
            continue;
        c.valid += count[t];
        c.steps += (uint64_t)s->score[t] * count[t];
        if (s->scale.cutoff_count > 0 &&
            s->score[t] >= s->scale.cutoffs[0].first_at_or_above)
            c.above += count[t];
    }
    return c;
}

/* Takes the coalition that CELL is out of the bag, if it can be in it. */
static inline void attack_add_known(const struct attack_system *s,
                                    struct attack_bags *b,
                                    struct attack_bag *bag, size_t cell)
{
    uint8_t rest[ATTACK_TYPES_MAX];
    for (size_t t = 0; t < s->types; t++) {
        if (bag->count[t] < b->own[cell][t])
            return;
        rest[t] = (uint8_t)(bag->count[t] - b->own[cell][t]);
    }
    if ((b->known_count & (b->known_count + 1)) == 0)
        b->knowns =
            attack_room(b->knowns, 2 * b->known_count + 1, sizeof *b->knowns);
    b->knowns[b->known_count++] =
        (struct attack_known){cell, attack_sides(s, rest)};
    bag->known_count++;
}

static inline void attack_add_bag(const struct attack_system *s,
                                  struct attack_bags *b, const uint8_t *count)
{
    if ((b->count & (b->count + 1)) == 0)
        b->list = attack_room(b->list, 2 * b->count + 1, sizeof *b->list);
    struct attack_bag *bag = &b->list[b->count++];
    *bag = (struct attack_bag){.first_known = b->known_count};
    memcpy(bag->count, count, s->types);
    for (size_t i = 0; i < s->scale_count; i++)
        bag->counts[i] = attack_counts(&s->scales[i], count, s->types);
    for (size_t cell = 0; cell < b->cells; cell++)
        attack_add_known(s, b, bag, cell);
}

/* All bags of LEFT more people, of types from TYPE on. */
static inline void attack_all_bags(const struct attack_system *s,
                                   struct attack_bags *b, uint8_t *count,
                                   size_t type, uint32_t left)
{
    if (type + 1 == s->types) {
        count[type] = (uint8_t)left;
        attack_add_bag(s, b, count);
        count[type] = 0;
        return;
    }
    for (uint32_t n = 0; n <= left; n++) {
        count[type] = (uint8_t)(left - n);
        attack_all_bags(s, b, count, type + 1, n);
    }
    count[type] = 0;
}

static inline struct attack_bags attack_bags_new(const struct attack_system *s,
                                                 const struct attack_unit *u)
{
    struct attack_bags b = {0};
    uint8_t count[ATTACK_TYPES_MAX] = {0};
    assert_in_range(u->coalition, 0, 2);
    b.own = attack_room(NULL, s->types * s->types, sizeof *b.own);
    for (size_t i = 0; i < (u->coalition > 0 ? s->types : 1); i++)
        for (size_t j = i; j < (u->coalition > 1 ? s->types : i + 1); j++) {
            memset(b.own[b.cells], 0, sizeof *b.own);
            b.own[b.cells][i] = u->coalition > 0;
            if (u->coalition > 1)
                b.own[b.cells][j]++;
            b.cells++;
        }
    attack_all_bags(s, &b, count, 0, u->people);
    return b;
}

/* --- the release of one world --------------------------------------------- */

static inline struct leaf_counts attack_sum(const struct attack_view *view,
                                            const struct tree_group *g,
                                            size_t scale)
{
    struct leaf_counts all = {0};
    for (size_t i = 0; i < g->unit_count; i++) {
        const struct leaf_counts *one = &view->bag[g->units[i]]->counts[scale];
        all.valid += one->valid;
        all.steps += one->steps;
        all.above += one->above;
    }
    return all;
}

static inline void attack_roll(struct attack_view *view)
{
    static const size_t all[ATTACK_SCALES_MAX] = {0, 1, 2};
    struct roll_scale scales[ATTACK_SCALES_MAX];
    const struct roll_area area = {all, view->system->scale_count};
    for (size_t i = 0; i < view->system->scale_count; i++)
        scales[i] = (struct roll_scale){
            (uint32_t)view->system->scales[i].scale.sd.thousandths,
            view->system->scales[i].scale.institution_only};
    assert_int_equal(roll_up(view->tree, scales, &area), ERR_OK);
}

static inline void attack_leaves(struct attack_view *view)
{
    struct tree *t = view->tree;
    for (size_t s = 0; s < view->system->scale_count; s++) {
        const struct survey_scale *scale = &view->system->scales[s].scale;
        struct leaf_counts all = {0};
        for (size_t i = 0; i < t->count; i++) {
            struct tree_group *g = &t->groups[i];
            g->scales[s] = (struct print_scale){0};
            if (!g->leaf)
                continue;
            struct leaf_counts one = attack_sum(view, g, s);
            if (!scale->institution_only)
                g->scales[s] = leaf_print(&view->rule, scale, &one);
            all.valid += one.valid;
            all.steps += one.steps;
            all.above += one.above;
        }
        if (scale->institution_only)
            t->groups[0].scales[s] = leaf_print(&view->rule, scale, &all);
    }
}

/* The rule itself: leaves, and all else from what they print. */
static inline void attack_release(struct attack_view *view)
{
    attack_leaves(view);
    attack_roll(view);
}

static inline void attack_put(uint8_t *key, size_t *len, const void *p,
                              size_t size)
{
    assert_true(*len + size <= ATTACK_KEY_MAX);
    memcpy(key + *len, p, size);
    *len += size;
}

static inline void attack_put_value(uint8_t *key, size_t *len,
                                    struct print_value v)
{
    const uint32_t number = v.mark == PRINT_ABSENT ? 0 : v.tenths + 1;
    const uint32_t both = number * 8 + (uint32_t)v.mark;
    attack_put(key, len, &both, sizeof both);
}

/* Everything that a reader sees of a world. */
static inline size_t attack_key(const struct attack_view *view, uint8_t *key)
{
    size_t len = 0;
    for (size_t i = 0; i < view->tree->count; i++) {
        const struct tree_group *g = &view->tree->groups[i];
        const uint32_t n = g->shown ? g->n : 0;
        attack_put(key, &len, &n, sizeof n);
        for (size_t s = 0; s < view->system->scale_count && g->shown; s++) {
            const struct print_scale *p = &g->scales[s];
            const uint32_t rest[] = {p->n, p->above_n,
                                     p->has_half_width ? p->half_width + 1 : 0};
            attack_put_value(key, &len, p->mean);
            attack_put_value(key, &len, p->above);
            attack_put(key, &len, rest, sizeof rest);
        }
        if (g->shown)
            attack_put_value(key, &len, g->areas[0]);
    }
    attack_put(key, &len, view->extra, view->extra_len);
    return len;
}

/* --- classes of worlds ---------------------------------------------------- */

static inline uint64_t attack_hash(const uint8_t *key, size_t len)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a */
    for (size_t i = 0; i < len; i++)
        h = (h ^ key[i]) * 1099511628211u;
    return h ^ (h >> 29);
}

static inline void attack_rehash(struct attack_classes *c)
{
    c->slot_count = c->slot_count > 0 ? 2 * c->slot_count : 1024;
    free(c->slots);
    c->slots = calloc(c->slot_count, sizeof *c->slots);
    assert_non_null(c->slots);
    for (size_t i = 0; i < c->count; i++) {
        size_t at = c->list[i].hash & (c->slot_count - 1);
        while (c->slots[at] != 0)
            at = (at + 1) & (c->slot_count - 1);
        c->slots[at] = i + 1;
    }
}

static inline size_t attack_add_class(struct attack_classes *c, uint64_t hash,
                                      const uint8_t *key, size_t len)
{
    const size_t per = c->cells_per_class;
    if (c->count == c->room) {
        c->room = 2 * c->room + 64;
        c->list = attack_room(c->list, c->room, sizeof *c->list);
        c->cells = attack_room(c->cells, c->room * per, sizeof *c->cells);
    }
    if (c->keys_len + len > c->keys_room) {
        c->keys_room = 2 * (c->keys_room + len);
        c->keys = attack_room(c->keys, c->keys_room, 1);
    }
    memset(&c->cells[c->count * per], 0, per * sizeof *c->cells);
    memcpy(c->keys + c->keys_len, key, len);
    c->list[c->count] = (struct attack_class){hash, c->keys_len, len};
    c->keys_len += len;
    return c->count++;
}

static inline size_t attack_class_of(struct attack_classes *c,
                                     const uint8_t *key, size_t len)
{
    if (2 * c->count >= c->slot_count)
        attack_rehash(c);
    const uint64_t hash = attack_hash(key, len);
    size_t at = hash & (c->slot_count - 1);
    for (; c->slots[at] != 0; at = (at + 1) & (c->slot_count - 1)) {
        const struct attack_class *one = &c->list[c->slots[at] - 1];
        if (one->hash == hash && one->key_len == len &&
            memcmp(c->keys + one->key, key, len) == 0)
            return c->slots[at] - 1;
    }
    c->slots[at] = attack_add_class(c, hash, key, len) + 1;
    return c->slots[at] - 1;
}

#endif
