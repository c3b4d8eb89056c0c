/* chorus release show: what a closed wave published. */
#include "cli/commands.h"

#include "cli/release_load.h"
#include "cli/table.h"
#include "cli/terminal.h"

static const struct cli_column group_columns[] = {
    {"group", "GROUP", false},  {"name", "NAME", false}, {"level", NULL, false},
    {"roster", "ROSTER", true}, {"n", "ANSWERS", true},
};

static enum err print_groups(struct cli *cli, const struct published_release *r)
{
    struct cli_table *t = cli_table_new(
        group_columns, sizeof group_columns / sizeof group_columns[0]);
    if (t == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < r->group_count; i++) {
        const struct published_group *g = &r->groups[i];
        cli_table_text(t, g->id);
        cli_table_text(t, g->name);
        cli_table_text(t, published_level_name(g->level));
        cli_table_number(t, g->roster);
        if (g->shown)
            cli_table_number(t, g->n);
        else
            cli_table_text(t, cli->json ? NULL : "not shown");
    }
    enum err e = cli_table_print(t, cli->json, stdout);
    cli_table_free(t);
    return e;
}

static const struct cli_column figure_columns[] = {
    {"scale", "SCALE", false},      {"n", "N", true},
    {"mean", "MEAN", true},         {"half_width", "+-", true},
    {"above", "AT OR ABOVE", true}, {"low_precision", NULL, false},
    {"precision", "", false},
};

static enum err print_figures(struct cli *cli,
                              const struct published_release *r, size_t group)
{
    const struct published_group *g = &r->groups[group];
    struct cli_table *t = cli_table_new(
        figure_columns, sizeof figure_columns / sizeof figure_columns[0]);
    if (t == NULL)
        return ERR_MEMORY;
    for (size_t s = 0; g->shown && s < r->scale_count; s++) {
        const struct published_figure *f = &g->figures[s];
        if (!f->shown)
            continue;
        bool low = published_low_precision(f->n);
        char half[16] = "";
        if (f->has_half_width)
            (void)snprintf(half, sizeof half, "%u", (unsigned)f->half_width);
        cli_table_text(t, r->scales[s].id);
        cli_table_number(t, f->n);
        cli_table_text(t, f->mean.text);
        cli_table_text(t, half[0] != 0 ? half : NULL);
        cli_table_text(t, f->above.text);
        cli_table_flag(t, low);
        cli_table_text(t, low ? "low precision" : "");
    }
    enum err e = cli_table_print(t, cli->json, stdout);
    cli_table_free(t);
    return e;
}

static void print_head(const struct published_release *r,
                       const struct published_group *g)
{
    cli_term_bold(stdout, g->name);
    printf(", %s, closed %s\n", r->wave, r->closed);
    if (g->shown)
        printf("%u answers of %u people. Points from 0 to 100.\n\n",
               (unsigned)g->n, (unsigned)g->roster);
    else
        puts("Not shown, to protect people in small groups.");
}

static enum err print(struct cli *cli, const struct published_release *r)
{
    size_t group = 0;
    enum err e = ERR_OK;
    if (cli_value(cli, "unit") != NULL)
        e = cli_release_find_group(cli, r, cli_value(cli, "unit"), &group);
    else if (cli->json)
        e = print_groups(cli, r);
    if (e == ERR_OK && (cli_value(cli, "unit") != NULL || !cli->json)) {
        if (!cli->json)
            print_head(r, &r->groups[group]);
        if (cli->json || r->groups[group].shown)
            e = print_figures(cli, r, group);
    }
    if (e == ERR_OK && !cli->json && cli_value(cli, "unit") == NULL) {
        putchar('\n');
        e = print_groups(cli, r);
    }
    return e;
}

static enum err run(struct cli *cli)
{
    return cli_release_of_call(cli, print);
}

static const struct cli_option options[] = {
    {"unit", "U", "The figures of one unit, instead of the institution's.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_release_show = {
    .name = "release show",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Print what a closed wave published",
    .details = "Without --unit: the institution's figures and all groups. With "
               "--json: the groups, or with --unit the unit's figures.",
    .options = options,
    .json = true,
    .run = run,
};
