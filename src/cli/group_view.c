#include "cli/group_view_inside.h"

#include "cli/table.h"
#include "cli/terminal.h"
#include "report/points.h"

static const struct cli_column columns[] = {
    {"group", "GROUP", false}, {"scale", "SCALE OR AREA", false},
    {"n", "N", true},          {"mean", "MEAN", true},
    {"range", "95 %", true},   {"above", "AT OR ABOVE", true},
    {"precision", "", false},
};

static void range_text(const struct grouping_range *r,
                       char out[static REPORT_POINTS_SIZE])
{
    const struct estimate_finding f = {.low = r->range.low / 10.0,
                                       .high = r->range.high / 10.0};
    report_points_interval(&f, out);
}

static void put_row(struct cli_table *t, const struct grouping *g, size_t s)
{
    const struct published_figure *f = &g->group.figures[s];
    char range[REPORT_POINTS_SIZE] = "";
    if (g->ranges[s].known)
        range_text(&g->ranges[s], range);
    cli_table_text(t, g->label);
    cli_table_text(t, g->release->scales[s].id);
    cli_table_number(t, f->n);
    cli_table_text(t, f->mean.text);
    cli_table_text(t, range[0] != 0 ? range : NULL);
    cli_table_text(t, f->above.text);
    cli_table_text(t, published_low_precision(f->n) ? "low precision" : NULL);
}

static void put_area(struct cli_table *t, const struct grouping *g,
                     const struct report_area *area)
{
    struct report_area_figure f;
    char range[REPORT_POINTS_SIZE];
    report_area_of_set(g, area, &f);
    if (!f.shown)
        return;
    range_text(&f.range, range);
    cli_table_text(t, g->label);
    cli_table_text(t, area->id);
    cli_table_number(t, g->group.n);
    cli_table_text(t, f.value.text);
    cli_table_text(t, f.range.known ? range : NULL);
    cli_table_text(t, NULL);
    cli_table_text(t, published_low_precision(g->group.n) ? "low precision"
                                                          : NULL);
}

static enum err print_figures(const struct cli_groups *groups)
{
    struct cli_table *t =
        cli_table_new(columns, sizeof columns / sizeof columns[0]);
    if (t == NULL)
        return ERR_MEMORY;
    const struct published_release *r = groups->groupings[0]->release;
    for (size_t s = 0; s < r->scale_count; s++)
        for (size_t i = 0; i < groups->count; i++)
            if (groups->groupings[i]->group.figures[s].shown)
                put_row(t, groups->groupings[i], s);
    for (size_t a = 0; a < groups->areas->count; a++)
        for (size_t i = 0; i < groups->count; i++)
            put_area(t, groups->groupings[i], &groups->areas->areas[a]);
    enum err e = cli_table_print(t, false, stdout);
    cli_table_free(t);
    return e;
}

/* Who is in a group, and who of them no figure counts. */
static enum err print_members(const struct grouping *g)
{
    struct buf text = BUF_INIT;
    buf_printf(&text, "%zu unit%s, %u people, %u answers.", g->unit_count,
               g->unit_count == 1 ? "" : "s", (unsigned)g->group.roster,
               (unsigned)g->group.n);
    for (size_t i = 0; i < g->missing_count; i++) {
        const struct grouping_missing *m = &g->missing[i];
        const struct published_group *u = &m->release->groups[m->unit];
        buf_printf(
            &text, "%s%s%s", i == 0 ? " Not shown, and not in it: " : ", ",
            u->id + strlen("unit:"),
            m->pool == PUBLISHED_NONE ? "" : " (counted only with others)");
    }
    enum err e = buf_check(&text);
    if (e == ERR_OK) {
        fputs("  ", stdout);
        cli_term_text(stdout, g->label);
        fputs(": ", stdout);
        cli_term_wrap_from(buf_text(&text), 6, strlen(g->label) + 4);
    }
    buf_free(&text);
    return e;
}

/* --- one set against the other ------------------------------------------ */

static const struct cli_column difference_columns[] = {
    {"scale", "SCALE", false},
    {"difference", "DIFFERENCE", true},
    {"interval", "95 %", true},
    {"p", "P", true},
};

static enum err print_difference(const struct cli_groups *groups)
{
    const struct grouping *a = groups->groupings[0];
    const struct grouping *b = groups->groupings[1];
    struct cli_table *t =
        cli_table_new(difference_columns,
                      sizeof difference_columns / sizeof difference_columns[0]);
    if (t == NULL)
        return ERR_MEMORY;
    for (size_t s = 0; s < a->release->scale_count; s++) {
        struct estimate_finding f;
        char text[3][REPORT_POINTS_SIZE];
        if (!contrast_sets(a, s, b, s, &f))
            continue;
        report_points_text(f.value, text[0]);
        report_points_interval(&f, text[1]);
        report_points_p(f.p, text[2]);
        cli_table_text(t, a->release->scales[s].id);
        for (size_t i = 0; i < 3; i++)
            cli_table_text(t, text[i]);
    }
    fputs("\nThe first less the second, in points; rounding and cut ends are "
          "in the interval:\n",
          stdout);
    enum err e = cli_table_print(t, false, stdout);
    cli_table_free(t);
    return e;
}

static const struct cli_column effect_columns[] = {
    {"scale", "SCALE", false},     {"effect", "EFFECT", true},
    {"interval", "95 %", true},    {"p", "P", true},
    {"d", "IN SD", true},          {"smallest", "SMALLEST", true},
    {"smallest_d", "IN SD", true},
};

static enum err print_effect(const struct cli_groups *groups)
{
    const struct published_release *r = groups->groupings[0]->release;
    struct cli_table *t = cli_table_new(
        effect_columns, sizeof effect_columns / sizeof effect_columns[0]);
    if (t == NULL)
        return ERR_MEMORY;
    for (size_t s = 0; s < r->scale_count; s++) {
        struct effect f;
        char text[6][REPORT_POINTS_SIZE];
        if (!group_view_effect(groups, s, &f))
            continue;
        report_points_text(f.difference.value, text[0]);
        report_points_interval(&f.difference, text[1]);
        report_points_p(f.difference.p, text[2]);
        report_points_d(f.d.value, text[3]);
        report_points_text(f.smallest, text[4]);
        report_points_d(f.smallest_d, text[5]);
        cli_table_text(t, r->scales[s].id);
        for (size_t i = 0; i < 6; i++)
            cli_table_text(t, text[i]);
    }
    printf("\nThe change since %s less the comparison's change, in points and "
           "in standard\ndeviations, and the smallest effect that so many "
           "people would show in 4 of 5 cases:\n",
           groups->before_wave);
    enum err e = cli_table_print(t, false, stdout);
    cli_table_free(t);
    return e;
}

enum err cli_groups_print(const struct cli *cli,
                          const struct cli_groups *groups)
{
    if (cli->json)
        return group_view_json(groups);
    enum err e = print_figures(groups);
    putchar('\n');
    if (groups->with_wave != NULL)
        printf("%s and %s together: a unit in both counts twice.\n\n",
               groups->wave, groups->with_wave);
    for (size_t i = 0; e == ERR_OK && i < groups->count; i++)
        e = print_members(groups->groupings[i]);
    if (e == ERR_OK && groups->is_pair)
        e = print_difference(groups);
    if (e == ERR_OK && groups->before_wave != NULL)
        e = print_effect(groups);
    return e;
}
