/* chorus release response: who answered, and what the others could change. */
#include "cli/commands.h"

#include "cli/release_load.h"
#include "cli/table.h"
#include "report/grouping.h"
#include "report/points.h"
#include "stats/interval.h"
#include "stats/response.h"

#define GAP 10.0 /* points by which those who did not answer may differ */

static const struct cli_column columns[] = {
    {"group", "GROUP", false},      {"name", "NAME", false},
    {"roster", "ROSTER", true},     {"n", "ANSWERS", true},
    {"response", "%", true},        {"interval", "95 %", true},
    {"mean", "MEAN", true},         {"worst", "ALL COULD BE", true},
    {"shift", "IF 10 APART", true},
};

static void put_response(struct cli_table *t, const struct published_group *g)
{
    char text[REPORT_POINTS_SIZE];
    struct interval_share s = interval_wilson(g->n, g->roster, 100);
    cli_table_number(t, g->n);
    cli_table_number(t, ((int64_t)g->n * 200 + g->roster) /
                            (2 * (int64_t)g->roster));
    (void)snprintf(text, sizeof text, "%u to %u", s.low, s.high);
    cli_table_text(t, text);
}

/* The figure of everybody, were those asked who are silent on this scale. */
static void put_worst(struct cli_table *t, const struct published_group *g,
                      const struct published_figure *f,
                      const struct estimate *mean)
{
    char text[REPORT_POINTS_SIZE];
    struct response_bounds b = response_worst(
        (struct response_bounds){mean->low, mean->high}, 100, f->n, g->roster);
    const struct estimate_finding worst = {.low = b.low, .high = b.high};
    cli_table_text(t, f->mean.text);
    report_points_interval(&worst, text);
    cli_table_text(t, text);
    report_points_text(response_shift(GAP, f->n, g->roster), text);
    cli_table_text(t, text);
}

static void put_group(struct cli_table *t, const struct published_release *r,
                      size_t group, size_t scale)
{
    const struct published_group *g = &r->groups[group];
    struct estimate mean;
    cli_table_text(t, g->id);
    cli_table_text(t, g->name);
    cli_table_number(t, g->roster);
    if (g->shown) {
        put_response(t, g);
    } else {
        cli_table_text(t, "not shown");
        cli_table_text(t, NULL);
        cli_table_text(t, NULL);
    }
    if (scale != PUBLISHED_NONE && g->shown && g->figures[scale].shown &&
        grouping_estimate_group(r, group, scale, &mean))
        put_worst(t, g, &g->figures[scale], &mean);
    else
        for (size_t i = 0; i < 3; i++)
            cli_table_text(t, NULL);
}

static enum err print(struct cli *cli, const struct published_release *r)
{
    const char *name = cli_value(cli, "scale");
    size_t scale =
        name == NULL ? PUBLISHED_NONE : published_scale_find(r, name);
    if (name != NULL && scale == PUBLISHED_NONE)
        return err_say(&cli->note, ERR_NOT_FOUND, "%s has no scale %.60s",
                       r->wave, name);
    struct cli_table *t =
        cli_table_new(columns, sizeof columns / sizeof columns[0]);
    enum err e = t == NULL ? ERR_MEMORY : ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < r->group_count; i++)
        put_group(t, r, i, scale);
    if (e == ERR_OK && !cli->json && scale != PUBLISHED_NONE)
        puts("ALL COULD BE: the mean of the whole roster, whatever those would "
             "have said who did not\nanswer. IF 10 APART: how much it moves "
             "when they differ by 10 points on average.\n");
    if (e == ERR_OK)
        e = cli_table_print(t, cli->json, stdout);
    cli_table_free(t);
    return e;
}

static enum err run(struct cli *cli)
{
    struct cli_folder folder;
    struct site *site = NULL;
    struct cli_release release = {.published = NULL};
    enum err e = cli_folder_open(cli, &folder);
    if (e == ERR_OK)
        e = cli_folder_site(cli, &folder, &site);
    if (e == ERR_OK)
        e = cli_release_load(cli, &folder, site, cli_arg(cli, 0), &release);
    if (e == ERR_OK)
        e = print(cli, release.published);
    cli_release_free(&release);
    site_close(site);
    return e;
}

static const struct cli_option options[] = {
    {"scale", "S", "Also how far this scale's mean could be from everybody's.",
     0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_release_response = {
    .name = "release response",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Show who answered, and what the others could change",
    .details = "Response of each group with its interval (Wilson). Nobody "
               "knows what those would have said who did not answer: the "
               "widest bounds take them all at one end of the scale, then at "
               "the other.",
    .options = options,
    .json = true,
    .run = run,
};
