#include "cli/plan_view.h"

#include "cli/table.h"
#include "cli/terminal.h"
#include "conduct/plan_words.h"

#include <jansson.h>

static const struct cli_column columns[] = {
    {"unit", "UNIT", false},
    {"name", "NAME", false},
    {"department", "DEPARTMENT", false},
    {"people", "PEOPLE", true},
    {"programs", "PROGRAMS", true},
    {"shown_30", "SHOWN AT 30 %", true},
    {"shown_50", "50 %", true},
    {"shown_70", "70 %", true},
};

static enum err print_units(const struct roster_plan *plan, uint32_t k)
{
    struct cli_table *t =
        cli_table_new(columns, sizeof columns / sizeof columns[0]);
    if (t == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < plan->group_count; i++) {
        const struct wave_group *g = &plan->groups[i];
        cli_table_text(t, g->unit);
        cli_table_text(t, g->name);
        cli_table_text(t, g->department);
        cli_table_number(t, g->roster);
        cli_table_number(t, (int64_t)g->program_count);
        for (size_t r = 0; r < CONDUCT_PLAN_RATES; r++) {
            char cell[16];
            (void)snprintf(cell, sizeof cell, "%u %%",
                           (unsigned)conduct_plan_percent_shown(g, r, k));
            cli_table_text(t, cell);
        }
    }
    enum err e = cli_table_print(t, false, stdout);
    cli_table_free(t);
    return e;
}

static enum err print_merge(const struct roster_plan *plan, size_t i)
{
    struct buf text = BUF_INIT;
    conduct_plan_put_merged(plan, i, &text);
    enum err e = buf_check(&text);
    if (e == ERR_OK) {
        int head = printf("  %s: ", plan->groups[i].unit);
        cli_term_wrap_from(buf_text(&text), 6, (size_t)head);
    }
    buf_free(&text);
    return e;
}

static enum err print_merges(const struct roster_plan *plan)
{
    bool head = false;
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < plan->group_count; i++) {
        if (plan->groups[i].program_count < 2)
            continue;
        if (!head)
            puts("\nCounted together:");
        head = true;
        e = print_merge(plan, i);
    }
    return e;
}

/* Whatever the response: too few people for a group of their own. */
static enum err print_never_alone(const struct roster_plan *plan,
                                  uint32_t min_group)
{
    struct buf text = BUF_INIT;
    size_t count = conduct_plan_put_never_alone(plan, min_group, &text);
    enum err e = buf_check(&text);
    if (e == ERR_OK && count > 0) {
        printf("\nNever shown alone, with fewer than %u people: %zu "
               "program%s.\n",
               (unsigned)min_group, count, count == 1 ? "" : "s");
        cli_term_wrap(buf_text(&text), 2);
    }
    buf_free(&text);
    return e;
}

static void print_outlook(const struct roster_plan *plan, uint32_t k)
{
    printf("\n%u people in %zu programs make %zu units.\n",
           (unsigned)plan->people, plan->program_count, plan->group_count);
    for (size_t r = 0; r < CONDUCT_PLAN_RATES; r++)
        printf("If %u %% answer, about %u of %zu units have the %u answers "
               "that a figure needs.\n",
               (unsigned)conduct_plan_rates_permille[r] / 10,
               (unsigned)conduct_plan_units_shown(plan, r, k),
               plan->group_count, (unsigned)k);
}

static void print_changes(const char *wave,
                          const struct roster_plan_comparison *c)
{
    size_t changed = 0;
    for (size_t i = 0; i < c->change_count; i++)
        changed += c->changes[i].kind != ROSTER_PLAN_SAME;
    if (changed == 0) {
        printf("\nThe units are those of %s: every trend goes on.\n", wave);
        return;
    }
    printf("\nSince %s:\n", wave);
    for (size_t i = 0; i < c->change_count; i++)
        if (c->changes[i].kind != ROSTER_PLAN_SAME)
            printf("  %s (%u people, %u before) %s\n", c->changes[i].unit,
                   (unsigned)c->changes[i].people_now,
                   (unsigned)c->changes[i].people_before,
                   conduct_plan_change_words(c->changes[i].kind));
    for (size_t i = 0; i < c->move_count; i++)
        printf("  program %s: from %s to %s\n", c->moves[i].program,
               c->moves[i].from_unit[0] != 0 ? c->moves[i].from_unit : "none",
               c->moves[i].to_unit[0] != 0 ? c->moves[i].to_unit : "none");
}

static json_t *unit_json(const struct roster_plan *plan, size_t i, uint32_t k)
{
    const struct wave_group *g = &plan->groups[i];
    json_t *programs = json_array();
    bool good = programs != NULL;
    for (size_t p = 0; good && p < g->program_count; p++)
        good = json_array_append_new(
                   programs,
                   json_pack("{s:s, s:I, s:s}", "id", g->programs[p].id,
                             "people", (json_int_t)g->programs[p].roster, "why",
                             roster_plan_why_text(
                                 plan->reasons[i].programs[p]))) == 0;
    if (!good) {
        json_decref(programs);
        return NULL;
    }
    return json_pack("{s:s, s:s, s:s, s:I, s:o, s:{s:i, s:i, s:i}}", "unit",
                     g->unit, "name", g->name, "department", g->department,
                     "people", (json_int_t)g->roster, "programs", programs,
                     "shown_percent", "30",
                     (int)conduct_plan_percent_shown(g, 0, k), "50",
                     (int)conduct_plan_percent_shown(g, 1, k), "70",
                     (int)conduct_plan_percent_shown(g, 2, k));
}

static json_t *changes_json(const struct roster_plan_comparison *c)
{
    json_t *list = json_array();
    bool good = list != NULL;
    for (size_t i = 0; good && c != NULL && i < c->change_count; i++)
        if (c->changes[i].kind != ROSTER_PLAN_SAME)
            good =
                json_array_append_new(
                    list,
                    json_pack("{s:s, s:s, s:I, s:I}", "unit",
                              c->changes[i].unit, "change",
                              conduct_plan_change_words(c->changes[i].kind),
                              "people_before",
                              (json_int_t)c->changes[i].people_before, "people",
                              (json_int_t)c->changes[i].people_now)) == 0;
    if (!good) {
        json_decref(list);
        return NULL;
    }
    return list;
}

static json_t *moves_json(const struct roster_plan_comparison *c)
{
    json_t *list = json_array();
    bool good = list != NULL;
    for (size_t i = 0; good && c != NULL && i < c->move_count; i++) {
        const struct roster_plan_move *m = &c->moves[i];
        const char *from = m->from_unit[0] != 0 ? m->from_unit : NULL;
        const char *to = m->to_unit[0] != 0 ? m->to_unit : NULL;
        good = json_array_append_new(
                   list, json_pack("{s:s, s:s?, s:s?}", "program", m->program,
                                   "from", from, "to", to)) == 0;
    }
    if (!good) {
        json_decref(list);
        return NULL;
    }
    return list;
}

static json_t *never_alone_json(const struct roster_plan *plan,
                                uint32_t min_group)
{
    json_t *list = json_array();
    bool good = list != NULL;
    for (size_t i = 0; good && i < plan->group_count; i++)
        for (size_t p = 0; good && p < plan->groups[i].program_count; p++)
            if (plan->groups[i].programs[p].roster < min_group)
                good =
                    json_array_append_new(
                        list, json_string(plan->groups[i].programs[p].id)) == 0;
    if (!good) {
        json_decref(list);
        return NULL;
    }
    return list;
}

static enum err print_json(const struct conduct_plan *p,
                           const struct conduct_promise *promise,
                           const struct roster_plan_comparison *c,
                           json_t *initiative)
{
    const struct roster_plan *plan = p->plan;
    json_t *units = json_array();
    bool good = units != NULL;
    for (size_t i = 0; good && i < plan->group_count; i++)
        good = json_array_append_new(units,
                                     unit_json(plan, i, promise->rule.k)) == 0;
    json_t *all = json_pack(
        "{s:I, s:i, s:o, s:s?, s:o, s:o, s:o, s:O?}", "people",
        (json_int_t)plan->people, "k", (int)promise->rule.k, "units", units,
        "since", p->before == NULL ? NULL : p->before->wave, "changes",
        changes_json(c), "moves", moves_json(c), "never_alone",
        never_alone_json(plan, promise->min_group), "initiative", initiative);
    good = good && all != NULL && json_dumpf(all, stdout, JSON_INDENT(1)) == 0;
    json_decref(all);
    putchar('\n');
    return good ? ERR_OK : ERR_MEMORY;
}

enum err cli_plan_print(struct cli *cli, const struct conduct_plan *plan,
                        const struct conduct_promise *promise,
                        json_t *initiative)
{
    const struct wave_manifest *before = plan->before;
    struct roster_plan_comparison *c = NULL;
    enum err e = ERR_OK;
    if (before != NULL)
        e = roster_plan_compare(before->groups, before->group_count,
                                plan->plan->groups, plan->plan->group_count,
                                &c);
    if (e == ERR_OK && cli->json)
        e = print_json(plan, promise, c, initiative);
    else if (e == ERR_OK) {
        e = print_units(plan->plan, promise->rule.k);
        if (e == ERR_OK)
            e = print_merges(plan->plan);
        if (e == ERR_OK)
            e = print_never_alone(plan->plan, promise->min_group);
        if (c != NULL)
            print_changes(before->wave, c);
        print_outlook(plan->plan, promise->rule.k);
    }
    roster_plan_comparison_free(c);
    return e;
}
