/* chorus release compare: each unit with all other answers of its wave. */
#include "cli/commands.h"

#include "cli/release_load.h"
#include "cli/table.h"
#include "report/contrast.h"
#include "report/points.h"

static const struct cli_column columns[] = {
    {"unit", "UNIT", false},        {"name", NULL, false},
    {"scale", "SCALE", false},      {"n", "N", true},
    {"mean", "MEAN", true},         {"difference", "DIFFERENCE", true},
    {"interval", "95 %", true},     {"p", "P", true},
    {"adjusted", "ADJUSTED", true}, {"differs", "DIFFERS", false},
};

static void put_row(struct cli_table *t, const struct published_release *r,
                    size_t scale, const struct contrast *c)
{
    const struct published_group *g = &r->groups[c->group];
    char text[4][REPORT_POINTS_SIZE];
    report_points_text(c->difference.value, text[0]);
    report_points_interval(&c->difference, text[1]);
    report_points_p(c->difference.p, text[2]);
    report_points_p(c->adjusted, text[3]);
    cli_table_text(t, g->id + strlen("unit:"));
    cli_table_text(t, g->name);
    cli_table_text(t, r->scales[scale].id);
    cli_table_number(t, g->figures[scale].n);
    cli_table_text(t, g->figures[scale].mean.text);
    for (size_t i = 0; i < 4; i++)
        cli_table_text(t, text[i]);
    cli_table_flag(t, c->differs);
}

static enum err put_scale(struct cli_table *t,
                          const struct published_release *r, size_t scale)
{
    struct contrast *list = NULL;
    size_t count = 0;
    enum err e = contrast_units(r, scale, &list, &count);
    for (size_t i = 0; e == ERR_OK && i < count; i++)
        put_row(t, r, scale, &list[i]);
    free(list);
    return e;
}

static enum err print(struct cli *cli, const struct published_release *r)
{
    const char *only = cli_value(cli, "scale");
    if (only != NULL && published_scale_find(r, only) == PUBLISHED_NONE)
        return err_say(&cli->note, ERR_NOT_FOUND, "%s has no scale %.60s",
                       r->wave, only);
    struct cli_table *t =
        cli_table_new(columns, sizeof columns / sizeof columns[0]);
    enum err e = t == NULL ? ERR_MEMORY : ERR_OK;
    for (size_t s = 0; e == ERR_OK && s < r->scale_count; s++)
        if (only == NULL || strcmp(only, r->scales[s].id) == 0)
            e = put_scale(t, r, s);
    if (e == ERR_OK && !cli->json)
        puts("Each unit less all other answers, in points. A unit differs when "
             "its p-value, adjusted\nfor all units of a scale, is at most "
             "0.05: of those that are said to differ, one in\ntwenty is wrong "
             "on average. Rounding and cut ends are in the interval.\n");
    if (e == ERR_OK)
        e = cli_table_print(t, cli->json, stdout);
    cli_table_free(t);
    return e;
}

static enum err run(struct cli *cli)
{
    return cli_release_of_call(cli, print);
}

static const struct cli_option options[] = {
    {"scale", "S", "This scale only.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_release_compare = {
    .name = "release compare",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Compare each unit with the rest of the institution",
    .details = "In the release's order, never by result: no program is "
               "ranked. False discoveries are held at 5 % over the units "
               "(Benjamini and Hochberg).",
    .options = options,
    .json = true,
    .run = run,
};
