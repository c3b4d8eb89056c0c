#include "audit/structure.h"

#define MIN_GROUP_FLOOR 5

/* What the walk over the groups knows. */
struct walk {
    const struct audit_release *r;
    struct audit_report *report;
    size_t department; /* the one whose groups follow; AUDIT_NONE at first */
    size_t last_unit;  /* in it */
    bool had_pool;     /* it has its pool, which ends it */
    uint64_t *roster;  /* by group: of what is under it */
    uint64_t *n;
    uint64_t *leaves;
    uint64_t *pools;   /* by group: pools right under it */
    size_t *member_of; /* by group: its pool */
};

static void find(const struct walk *w, size_t group, const char *what,
                 const char *value, const char *expected)
{
    audit_find(w->report, AUDIT_STRUCTURE,
               (struct audit_at){what, w->r->groups[group].id, NULL}, value,
               "%s", expected);
}

static void find_count(const struct walk *w, size_t group, const char *what,
                       uint64_t value, const char *expected, uint64_t number)
{
    audit_find_number(w->report, AUDIT_STRUCTURE,
                      (struct audit_at){what, w->r->groups[group].id, NULL},
                      value, "%s%llu", expected, (unsigned long long)number);
}

static bool begins(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0 &&
           text[strlen(start)] != '\0';
}

static void check_department(struct walk *w, size_t i)
{
    const struct audit_group *g = &w->r->groups[i];
    if (!begins(g->id, "dept:") || g->parent_at != 0)
        find(w, i, "tree", g->parent, "dept:... under inst");
    if (w->department != AUDIT_NONE &&
        strcmp(w->r->groups[w->department].id, g->id) >= 0)
        find(w, i, "order", g->id, "departments rising by id");
    w->department = i;
    w->last_unit = AUDIT_NONE;
    w->had_pool = false;
}

static void check_unit(struct walk *w, size_t i)
{
    const struct audit_group *g = &w->r->groups[i];
    if (!begins(g->id, "unit:") || w->department == AUDIT_NONE ||
        g->parent_at != w->department || w->had_pool)
        find(w, i, "tree", g->parent, "unit:... after its department");
    if (w->last_unit != AUDIT_NONE &&
        strcmp(w->r->groups[w->last_unit].id, g->id) >= 0)
        find(w, i, "order", g->id, "units rising by id");
    if (g->roster < MIN_GROUP_FLOOR)
        find_count(w, i, "floor", g->roster, "at least ", MIN_GROUP_FLOOR);
    w->last_unit = i;
}

static void check_last_pool(struct walk *w, size_t i)
{
    const struct audit_group *g = &w->r->groups[i];
    if (g->parent_at != 0 || i + 1 != w->r->group_count)
        find(w, i, "tree", g->parent, "pool:* last, under inst");
    if (strcmp(g->name, "Other programs") != 0)
        find(w, i, "name", g->name, "Other programs");
}

static void check_pool(struct walk *w, size_t i)
{
    static const char start[] = "Other programs in ";
    const struct audit_group *g = &w->r->groups[i];
    if (strcmp(g->id, "pool:*") == 0) {
        check_last_pool(w, i);
        return;
    }
    const struct audit_group *d =
        w->department == AUDIT_NONE ? NULL : &w->r->groups[w->department];
    if (d == NULL || !begins(g->id, "pool:") || g->parent_at != w->department ||
        w->had_pool || strlen(d->id) < 5 || strcmp(g->id + 5, d->id + 5) != 0) {
        find(w, i, "tree", g->parent, "one pool:SLUG, last in its department");
        return;
    }
    if (strncmp(g->name, start, sizeof start - 1) != 0 ||
        strcmp(g->name + sizeof start - 1, d->name) != 0)
        find(w, i, "name", g->name, "Other programs in and the department");
    w->had_pool = true;
}

static void check_place(struct walk *w, size_t i)
{
    const struct audit_group *g = &w->r->groups[i];
    if ((i == 0) != (g->level == AUDIT_INSTITUTION))
        find(w, i, "tree", g->id, "the institution first, and once");
    if (g->name[0] == '\0')
        find(w, i, "name", g->name, "a name");
    switch (g->level) {
    case AUDIT_INSTITUTION:
        if (strcmp(g->id, "inst") != 0 || g->parent != NULL)
            find(w, i, "tree", g->id, "inst, without parent");
        break;
    case AUDIT_DEPARTMENT: check_department(w, i); break;
    case AUDIT_UNIT: check_unit(w, i); break;
    case AUDIT_POOL: check_pool(w, i); break;
    }
}

static bool is_leaf(const struct audit_group *g)
{
    return g->shown && (g->level == AUDIT_UNIT || g->level == AUDIT_POOL);
}

/* Adds what is in a leaf, or on a unit's roster, to all above it. */
static void add_up(struct walk *w, size_t i)
{
    const struct audit_group *g = &w->r->groups[i];
    size_t up = g->parent_at;
    for (size_t steps = 0; up != AUDIT_NONE && steps < 2; steps++) {
        if (g->level == AUDIT_UNIT)
            w->roster[up] += g->roster;
        if (g->level == AUDIT_POOL && steps == 0)
            w->pools[up]++;
        if (is_leaf(g)) {
            w->n[up] += g->n;
            w->leaves[up]++;
        }
        up = w->r->groups[up].parent_at;
    }
}

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* A pool's members, one by one; adds their roster, and how many may answer
 * without one of them being a leaf. */
static void check_member(struct walk *w, size_t pool, size_t at,
                         uint64_t *roster, uint64_t *room)
{
    const struct audit_release *r = w->r;
    const json_t *members = r->groups[pool].members;
    const char *id = json_string_value(json_array_get(members, at));
    const char *before =
        at == 0 ? NULL : json_string_value(json_array_get(members, at - 1));
    size_t unit = audit_group_find(r, id);
    if (before != NULL && strcmp(before, id) >= 0)
        find(w, pool, "order", id, "members rising by id");
    if (unit == AUDIT_NONE || r->groups[unit].level != AUDIT_UNIT) {
        find(w, pool, "members", id, "a unit of the file");
        return;
    }
    if (r->groups[unit].shown)
        find(w, pool, "two-leaves", id, "no unit that speaks for itself");
    if (w->member_of[unit] != AUDIT_NONE)
        find(w, pool, "two-leaves", id, "each unit in one pool");
    if (r->groups[pool].parent_at != 0 &&
        r->groups[unit].parent_at != r->groups[pool].parent_at)
        find(w, pool, "members", id, "a unit of the pool's department");
    w->member_of[unit] = pool;
    *roster += r->groups[unit].roster;
    *room += least(r->groups[unit].roster, r->k > 0 ? r->k - 1 : 0);
}

static void check_members(struct walk *w, size_t i)
{
    const struct audit_group *g = &w->r->groups[i];
    uint64_t roster = 0;
    uint64_t room = 0;
    if (!g->shown)
        find(w, i, "n", NULL, "a pool has an n");
    for (size_t m = 0; m < json_array_size(g->members); m++)
        check_member(w, i, m, &roster, &room);
    if (g->roster != roster)
        find_count(w, i, "roster", g->roster, "its members', ", roster);
    if (g->shown && g->n > room)
        audit_find_number(w->report, AUDIT_ACROSS,
                          (struct audit_at){"impossible", g->id, NULL}, g->n,
                          "at most %llu: a member with k would be a leaf",
                          (unsigned long long)room);
}

static void check_sums(struct walk *w, size_t i)
{
    const struct audit_group *g = &w->r->groups[i];
    if (is_leaf(g) && g->n < w->r->k)
        find_count(w, i, "k", g->n, "at least ", w->r->k);
    if (g->shown && g->n > g->roster)
        find_count(w, i, "n", g->n, "at most its roster, ", g->roster);
    if (g->level != AUDIT_INSTITUTION && g->level != AUDIT_DEPARTMENT)
        return;
    if (g->roster != w->roster[i])
        find_count(w, i, "roster", g->roster, "its units', ", w->roster[i]);
    if (g->shown != (w->leaves[i] > 0))
        find(w, i, "n", g->shown ? "an n" : NULL,
             g->shown ? "none: it has no leaf" : "an n: it has leaves");
    else if (g->shown && g->n != w->n[i])
        find_count(w, i, "n", g->n, "its leaves', ", w->n[i]);
}

/* The units that are in no leaf: fewer than k people in the whole file, and
 * none at all where a pool would have taken them. */
static void check_rest(const struct walk *w)
{
    const struct audit_release *r = w->r;
    uint64_t counted = r->groups[0].shown ? r->groups[0].n : 0;
    uint64_t valid = r->redeemed >= r->spoiled ? r->redeemed - r->spoiled : 0;
    uint64_t room = 0;
    struct audit_at at = {"impossible", NULL, NULL};
    for (size_t i = 0; i < r->group_count; i++)
        if (r->groups[i].level == AUDIT_UNIT && !r->groups[i].shown &&
            w->member_of[i] == AUDIT_NONE)
            room += r->groups[i].roster;
    room = least(room, r->k > 0 ? r->k - 1 : 0);
    if (counted > valid || valid - counted > room)
        audit_find_number(w->report, AUDIT_ACROSS, at, counted,
                          "%llu ballots that are not spoiled, of which at most "
                          "%llu are in no leaf",
                          (unsigned long long)valid, (unsigned long long)room);
}

/* A pool takes all units of its kind that are no leaf, or it could be
 * subtracted from what it leaves out. */
static void check_left_out(const struct walk *w, size_t i)
{
    const struct audit_release *r = w->r;
    const struct audit_group *g = &r->groups[i];
    if (g->level == AUDIT_UNIT && !g->shown && w->member_of[i] == AUDIT_NONE &&
        (w->pools[0] > 0 ||
         (g->parent_at != AUDIT_NONE && w->pools[g->parent_at] > 0)))
        find(w, i, "left-out", NULL, "a member of the pool");
}

/* A scale's n in a group, and where it may stand at all. */
static void check_figures(const struct walk *w, size_t i)
{
    const struct audit_release *r = w->r;
    const struct audit_group *g = &r->groups[i];
    for (size_t s = 0; s < r->scale_count; s++) {
        struct audit_at at = {"scale-n", g->id, r->scales[s].id};
        if (!g->figures[s].shown)
            continue;
        if (g->figures[s].n > g->n || g->figures[s].n < r->k)
            audit_find_number(w->report, AUDIT_STRUCTURE, at, g->figures[s].n,
                              "%u to %u", r->k, g->n);
        at.what = "institution-only";
        if (r->scales[s].institution_only && i != 0)
            audit_find(w->report, AUDIT_STRUCTURE, at, g->figures[s].mean,
                       "no figure below the institution");
    }
}

static enum err walk_init(struct walk *w)
{
    size_t count = w->r->group_count + 1;
    w->roster = calloc(count, sizeof *w->roster);
    w->n = calloc(count, sizeof *w->n);
    w->leaves = calloc(count, sizeof *w->leaves);
    w->pools = calloc(count, sizeof *w->pools);
    w->member_of = calloc(count, sizeof *w->member_of);
    if (w->roster == NULL || w->n == NULL || w->leaves == NULL ||
        w->pools == NULL || w->member_of == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < count; i++)
        w->member_of[i] = AUDIT_NONE;
    return ERR_OK;
}

enum err audit_structure(const struct audit_release *release,
                         struct audit_report *report)
{
    struct walk w = {.r = release,
                     .report = report,
                     .department = AUDIT_NONE,
                     .last_unit = AUDIT_NONE};
    enum err e = walk_init(&w);
    size_t count = e == ERR_OK ? release->group_count : 0;
    if (e == ERR_OK)
        audit_structure_head(release, report);
    for (size_t i = 0; i < count; i++) {
        check_place(&w, i);
        add_up(&w, i);
        if (release->groups[i].level == AUDIT_POOL)
            check_members(&w, i);
    }
    for (size_t i = 0; i < count; i++) {
        check_sums(&w, i);
        check_left_out(&w, i);
        check_figures(&w, i);
    }
    if (e == ERR_OK)
        check_rest(&w);
    free(w.roster);
    free(w.n);
    free(w.leaves);
    free(w.pools);
    free(w.member_of);
    if (e == ERR_OK)
        audit_ran(report, AUDIT_STRUCTURE, count);
    return e;
}
