/* chorus release trend: the institution or a unit over all closed waves. */
#include "cli/commands.h"

#include "cli/series.h"
#include "cli/table.h"
#include "report/points.h"
#include "report/trend.h"

static const struct cli_column columns[] = {
    {"scale", "SCALE", false},
    {"wave", "WAVE", false},
    {"n", "N", true},
    {"mean", "MEAN", true},
    {"break", "", false},
    {"from", NULL, false},
    {"change", "CHANGE", true},
    {"interval", "95 %", true},
    {"p", "P", true},
    {"slope", "PER YEAR", true},
    {"slope_interval", "95 %", true},
};

static void put_finding(struct cli_table *t, bool known,
                        const struct estimate_finding *f, bool with_p)
{
    char text[3][REPORT_POINTS_SIZE] = {"", "", ""};
    if (known) {
        report_points_text(f->value, text[0]);
        report_points_interval(f, text[1]);
        report_points_p(f->p, text[2]);
    }
    for (size_t i = 0; i < (with_p ? 3u : 2u); i++)
        cli_table_text(t, known ? text[i] : NULL);
}

/* One wave; at the end of a run also what the run came to. */
static void put_wave(struct cli_table *t, const struct cli_series *s,
                     const struct report_trend *l, size_t i)
{
    const struct report_trend_point *p = &l->points[i];
    const struct published_release *r = s->releases[p->wave].published;
    const struct published_figure *f = &r->groups[p->group].figures[p->scale];
    const struct trend_run *run = report_trend_run_at(l, i);
    bool changed = run != NULL && run->has_change;
    const size_t *first = run == NULL ? NULL : &l->shown[run->first];
    cli_table_text(t, r->scales[p->scale].id);
    cli_table_text(t, r->wave);
    cli_table_number(t, f->n);
    cli_table_text(t, f->mean.text);
    cli_table_text(t, p->why);
    cli_table_text(t, changed
                          ? s->releases[l->points[*first].wave].published->wave
                          : NULL);
    put_finding(t, changed, changed ? &run->change : NULL, true);
    bool sloped = run != NULL && run->has_slope;
    put_finding(t, sloped, sloped ? &run->slope : NULL, false);
}

static enum err put_scale(struct cli_table *t, const struct cli_series *s,
                          const char *scale, const char *unit)
{
    struct report_trend trend;
    const struct report_trend_of of = {.scale = scale, .unit = unit};
    enum err e = report_trend_new(s->waves, NULL, s->count, &of, &trend);
    if (e != ERR_OK)
        return e;
    for (size_t i = 0; i < trend.count; i++)
        if (trend.points[i].shown)
            put_wave(t, s, &trend, i);
    report_trend_wipe(&trend);
    return ERR_OK;
}

static enum err print(struct cli *cli, const struct cli_series *s)
{
    const char *unit = cli_value(cli, "unit");
    const struct published_release *newest =
        s->releases[s->count - 1].published;
    bool known = unit == NULL;
    for (size_t i = 0; !known && i < s->count; i++)
        known = published_unit_find(s->releases[i].published, unit) !=
                PUBLISHED_NONE;
    if (!known)
        return err_say(&cli->note, ERR_NOT_FOUND, "no wave has a unit %.60s",
                       unit);
    struct cli_table *t =
        cli_table_new(columns, sizeof columns / sizeof columns[0]);
    enum err e = t == NULL ? ERR_MEMORY : ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < newest->scale_count; i++)
        e = put_scale(t, s, newest->scales[i].id, unit);
    if (e == ERR_OK && !cli->json)
        puts("The change from the first to the last wave between two breaks, "
             "in points. Nothing is\ncomputed across a break: there the "
             "instrument or the unit is another one.\n");
    if (e == ERR_OK)
        e = cli_table_print(t, cli->json, stdout);
    cli_table_free(t);
    return e;
}

static enum err run(struct cli *cli)
{
    struct conduct_desk d;
    struct cli_series s;
    enum err e =
        conduct_desk_open(cli->dir, CONDUCT_DESK_READ, NULL, &d, &cli->note);
    if (e != ERR_OK)
        return e;
    e = cli_series_load(cli, &d.folder, d.site, &s);
    if (e == ERR_OK)
        e = print(cli, &s);
    cli_series_free(&s);
    conduct_desk_close(&d);
    return e;
}

static const struct cli_option options[] = {
    {"unit", "U", "One unit, instead of the institution.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_release_trend = {
    .name = "release trend",
    .args = "",
    .summary = "Show how figures changed over the closed waves",
    .details = "Three waves without a break also have a slope per year. Waves "
               "share people: taken as independent, an interval is wider than "
               "it need be, never narrower.",
    .options = options,
    .json = true,
    .run = run,
};
