#include "office/pages.h"

#include "conduct/plan_words.h"

#define CHANGES_OPEN 12 /* so many are read at a glance */

static enum err put_merged(struct render_dict *row,
                           const struct roster_plan *plan, size_t i)
{
    struct buf text = BUF_INIT;
    conduct_plan_put_merged(plan, i, &text);
    enum err e = buf_check(&text);
    if (e == ERR_OK)
        render_put_text(render_add(row, "MERGED"), "WITH", buf_text(&text));
    buf_free(&text);
    return e;
}

static enum err put_units(struct render_dict *page,
                          const struct roster_plan *plan, uint32_t k)
{
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < plan->group_count; i++) {
        const struct wave_group *g = &plan->groups[i];
        struct render_dict *row = render_add(page, "UNIT_ROW");
        render_put_text(row, "NAME", g->name);
        render_put_text(row, "DEPARTMENT", g->department);
        render_put_int(row, "ROSTER", g->roster);
        render_put_int(row, "AT_30", conduct_plan_percent_shown(g, 0, k));
        render_put_int(row, "AT_50", conduct_plan_percent_shown(g, 1, k));
        render_put_int(row, "AT_70", conduct_plan_percent_shown(g, 2, k));
        if (g->program_count > 1)
            e = put_merged(row, plan, i);
    }
    return e;
}

static void put_outlook(struct render_dict *page,
                        const struct roster_plan *plan, uint32_t k)
{
    for (size_t r = 0; r < CONDUCT_PLAN_RATES; r++) {
        struct render_dict *line = render_add(page, "OUTLOOK");
        render_put_int(line, "RATE", conduct_plan_rates_permille[r] / 10);
        render_put_int(line, "SHOWN", conduct_plan_units_shown(plan, r, k));
    }
}

static enum err put_never_alone(struct render_dict *page,
                                const struct roster_plan *plan,
                                uint32_t min_group)
{
    struct buf text = BUF_INIT;
    (void)conduct_plan_put_never_alone(plan, min_group, &text);
    enum err e = buf_check(&text);
    if (e == ERR_OK && text.len > 0) {
        struct render_dict *alone = render_add(page, "ALONE");
        render_put_int(alone, "MIN_GROUP", min_group);
        render_put_text(alone, "LIST", buf_text(&text));
    }
    buf_free(&text);
    return e;
}

static const char *or_none(const char *unit)
{
    return unit[0] != '\0' ? unit : "none";
}

/* How much changes; a long list of it is folded. */
static void put_counts(struct render_dict *all, size_t units, size_t moves)
{
    render_put_int(all, "UNIT_CHANGES", (int64_t)units);
    render_put_int(all, "PROGRAM_MOVES", (int64_t)moves);
    if (units + moves <= CHANGES_OPEN)
        (void)render_add(all, "FEW");
}

static void put_changes(struct render_dict *page, const char *wave,
                        const struct roster_plan_comparison *c)
{
    struct render_dict *since = render_add(page, "SINCE");
    struct render_dict *all = NULL;
    size_t units = 0;
    render_put_text(since, "SINCE_WAVE", wave);
    for (size_t i = 0; i < c->change_count; i++) {
        const struct roster_plan_change *one = &c->changes[i];
        if (one->kind == ROSTER_PLAN_SAME)
            continue;
        all = all == NULL ? render_add(since, "HAS_CHANGES") : all;
        units++;
        struct render_dict *row = render_add(all, "CHANGE");
        render_put_text(row, "UNIT", one->unit);
        render_put_int(row, "NOW", one->people_now);
        render_put_int(row, "BEFORE", one->people_before);
        render_put_text(row, "KIND", conduct_plan_change_words(one->kind));
    }
    for (size_t i = 0; all != NULL && i < c->move_count; i++) {
        struct render_dict *row = render_add(all, "MOVE");
        render_put_text(row, "PROGRAM", c->moves[i].program);
        render_put_text(row, "FROM", or_none(c->moves[i].from_unit));
        render_put_text(row, "TO", or_none(c->moves[i].to_unit));
    }
    if (all != NULL)
        put_counts(all, units, c->move_count);
    else
        (void)render_add(since, "SAME");
}

enum err office_put_plan(struct render_dict *page, const struct conduct_plan *p,
                         const struct conduct_promise *promise)
{
    const struct roster_plan *plan = p->plan;
    struct roster_plan_comparison *c = NULL;
    enum err e = ERR_OK;
    if (p->before != NULL)
        e = roster_plan_compare(p->before->groups, p->before->group_count,
                                plan->groups, plan->group_count, &c);
    if (e != ERR_OK)
        return e;
    render_put_int(page, "PEOPLE", plan->people);
    render_put_int(page, "PROGRAMS", (int64_t)plan->program_count);
    render_put_int(page, "UNITS", (int64_t)plan->group_count);
    render_put_int(page, "K", promise->rule.k);
    if (c != NULL)
        put_changes(page, p->before->wave, c);
    roster_plan_comparison_free(c);
    put_outlook(page, plan, promise->rule.k);
    e = put_units(page, plan, promise->rule.k);
    return e == ERR_OK ? put_never_alone(page, plan, promise->min_group) : e;
}
