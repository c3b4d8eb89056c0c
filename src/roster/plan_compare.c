#include "roster/plan.h"

/* A unit of one of the two waves. */
struct side {
    const struct wave_group *group;
    bool is_now;
};

/* A program and its unit in one of the two waves. */
struct place {
    const char *program;
    const char *unit;
    bool is_now;
};

static int by_unit(const void *a, const void *b)
{
    const struct side *x = a;
    const struct side *y = b;
    int order = strcmp(x->group->unit, y->group->unit);
    return order != 0 ? order : (int)x->is_now - (int)y->is_now;
}

static int by_program(const void *a, const void *b)
{
    const struct place *x = a;
    const struct place *y = b;
    int order = strcmp(x->program, y->program);
    return order != 0 ? order : (int)x->is_now - (int)y->is_now;
}

static struct roster_plan_change change_of(const struct wave_group *before,
                                           const struct wave_group *now)
{
    struct roster_plan_change c = {.kind = ROSTER_PLAN_SAME};
    const struct wave_group *any = before != NULL ? before : now;
    err_assert(any != NULL);
    memcpy(c.unit, any->unit, sizeof c.unit);
    c.people_before = before == NULL ? 0 : before->roster;
    c.people_now = now == NULL ? 0 : now->roster;
    if (before == NULL)
        c.kind = ROSTER_PLAN_NEW;
    else if (now == NULL)
        c.kind = ROSTER_PLAN_GONE;
    else if (!wave_group_same_programs(before, now))
        c.kind = ROSTER_PLAN_CHANGED;
    return c;
}

static enum err compare_units(const struct wave_group *before,
                              size_t before_count, const struct wave_group *now,
                              size_t now_count,
                              struct roster_plan_comparison *c)
{
    size_t count = before_count + now_count;
    struct side *sides = calloc(count + 1, sizeof *sides);
    c->changes = calloc(count + 1, sizeof *c->changes);
    if (sides == NULL || c->changes == NULL) {
        free(sides);
        return ERR_MEMORY;
    }
    for (size_t i = 0; i < before_count; i++)
        sides[i] = (struct side){&before[i], false};
    for (size_t i = 0; i < now_count; i++)
        sides[before_count + i] = (struct side){&now[i], true};
    qsort(sides, count, sizeof *sides, by_unit);
    for (size_t i = 0; i < count; i++) {
        const struct wave_group *g = sides[i].group;
        bool is_pair = !sides[i].is_now && i + 1 < count &&
                       strcmp(g->unit, sides[i + 1].group->unit) == 0;
        c->changes[c->change_count++] = is_pair
                                            ? change_of(g, sides[i + 1].group)
                                        : sides[i].is_now ? change_of(NULL, g)
                                                          : change_of(g, NULL);
        i += is_pair;
    }
    free(sides);
    return ERR_OK;
}

static size_t count_programs(const struct wave_group *groups, size_t count)
{
    size_t programs = 0;
    for (size_t i = 0; i < count; i++)
        programs += groups[i].program_count;
    return programs;
}

static size_t add_places(const struct wave_group *groups, size_t count,
                         bool is_now, struct place *out)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < groups[i].program_count; j++)
            out[n++] = (struct place){groups[i].programs[j].id, groups[i].unit,
                                      is_now};
    return n;
}

static void add_move(struct roster_plan_comparison *c, const char *program,
                     const char *from, const char *to)
{
    struct roster_plan_move *m = &c->moves[c->move_count++];
    (void)snprintf(m->program, sizeof m->program, "%s", program);
    (void)snprintf(m->from_unit, sizeof m->from_unit, "%s", from);
    (void)snprintf(m->to_unit, sizeof m->to_unit, "%s", to);
}

static enum err compare_programs(const struct wave_group *before,
                                 size_t before_count,
                                 const struct wave_group *now, size_t now_count,
                                 struct roster_plan_comparison *c)
{
    size_t count =
        count_programs(before, before_count) + count_programs(now, now_count);
    struct place *places = calloc(count + 1, sizeof *places);
    c->moves = calloc(count + 1, sizeof *c->moves);
    if (places == NULL || c->moves == NULL) {
        free(places);
        return ERR_MEMORY;
    }
    size_t n = add_places(before, before_count, false, places);
    (void)add_places(now, now_count, true, places + n);
    qsort(places, count, sizeof *places, by_program);
    for (size_t i = 0; i < count; i++) {
        const struct place *p = &places[i];
        bool is_pair = i + 1 < count && strcmp(p->program, p[1].program) == 0;
        if (!is_pair)
            add_move(c, p->program, p->is_now ? "" : p->unit,
                     p->is_now ? p->unit : "");
        else if (strcmp(p->unit, p[1].unit) != 0)
            add_move(c, p->program, p->unit, p[1].unit);
        i += is_pair;
    }
    free(places);
    return ERR_OK;
}

enum err roster_plan_compare(const struct wave_group *before,
                             size_t before_count, const struct wave_group *now,
                             size_t now_count,
                             struct roster_plan_comparison **out_comparison)
{
    struct roster_plan_comparison *c = calloc(1, sizeof *c);
    if (c == NULL)
        return ERR_MEMORY;
    enum err e = compare_units(before, before_count, now, now_count, c);
    if (e == ERR_OK)
        e = compare_programs(before, before_count, now, now_count, c);
    if (e != ERR_OK) {
        roster_plan_comparison_free(c);
        return e;
    }
    *out_comparison = c;
    return ERR_OK;
}

void roster_plan_comparison_free(struct roster_plan_comparison *comparison)
{
    if (comparison == NULL)
        return;
    free(comparison->changes);
    free(comparison->moves);
    free(comparison);
}
