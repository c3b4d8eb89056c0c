/* chorus release response: who answered, and what the others could change. */
#include "cli/commands.h"

#include "cli/release_load.h"
#include "cli/table.h"
#include "report/points.h"
#include "report/response.h"

static const struct cli_column columns[] = {
    {"group", "GROUP", false},      {"name", "NAME", false},
    {"roster", "ROSTER", true},     {"n", "ANSWERS", true},
    {"response", "%", true},        {"interval", "95 %", true},
    {"mean", "MEAN", true},         {"worst", "ALL COULD BE", true},
    {"shift", "IF 10 APART", true},
};

static void put_response(struct cli_table *t, const struct published_group *g,
                         const struct report_response *r)
{
    char text[REPORT_POINTS_SIZE];
    cli_table_number(t, g->n);
    cli_table_number(t, r->percent);
    (void)snprintf(text, sizeof text, "%u to %u", r->interval.low,
                   r->interval.high);
    cli_table_text(t, text);
}

/* The figure of everybody, were those asked who are silent on this scale. */
static void put_worst(struct cli_table *t, const struct published_figure *f,
                      const struct report_response *r)
{
    char text[REPORT_POINTS_SIZE];
    const struct estimate_finding worst = {.low = r->worst.low,
                                           .high = r->worst.high};
    cli_table_text(t, f->mean.text);
    report_points_interval(&worst, text);
    cli_table_text(t, text);
    report_points_text(r->shift, text);
    cli_table_text(t, text);
}

static void put_group(struct cli_table *t, const struct published_release *r,
                      size_t group, size_t scale)
{
    const struct published_group *g = &r->groups[group];
    const struct report_response response = report_response_of(r, group, scale);
    cli_table_text(t, g->id);
    cli_table_text(t, g->name);
    cli_table_number(t, g->roster);
    if (response.shown) {
        put_response(t, g, &response);
    } else {
        cli_table_text(t, "not shown");
        cli_table_text(t, NULL);
        cli_table_text(t, NULL);
    }
    if (response.has_mean)
        put_worst(t, &g->figures[scale], &response);
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
    return cli_release_of_call(cli, print);
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
