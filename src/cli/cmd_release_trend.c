/* chorus release trend: the institution or a unit over all closed waves. */
#include "cli/commands.h"

#include "cli/points.h"
#include "cli/release_load.h"
#include "cli/table.h"
#include "report/grouping.h"
#include "stats/trend.h"

#define YEAR_SEC (365.25 * 86400)

/* All closed waves, the oldest first. */
struct series {
    struct cli_release *releases;
    size_t count;
};

/* A scale in the waves that show it. */
struct line {
    struct trend_wave *waves;
    size_t *release; /* of the series */
    struct trend_run *runs;
    size_t count;
};

static enum err load(struct cli *cli, const struct conduct_folder *folder,
                     struct site *site, struct series *s)
{
    struct site_wave *waves = NULL;
    size_t n = 0;
    enum err e = site_wave_list(site, &waves, &n);
    if (e == ERR_OK) {
        s->releases = calloc(n + 1, sizeof *s->releases);
        e = s->releases == NULL ? ERR_MEMORY : ERR_OK;
    }
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        if (waves[i].state != SITE_WAVE_CLOSED)
            continue;
        e = cli_release_load(cli, folder, site, waves[i].name,
                             &s->releases[s->count]);
        s->count += e == ERR_OK;
    }
    free(waves);
    if (e == ERR_OK && s->count == 0)
        e = err_say(&cli->note, ERR_NOT_FOUND, "no wave is closed yet");
    return e;
}

/* The group that the trend is of, or PUBLISHED_NONE. */
static size_t group_of(const struct published_release *r, const char *unit)
{
    return unit == NULL ? 0 : published_unit_find(r, unit);
}

/* Why two waves of a line cannot be compared; NULL: they can. */
static const char *break_between(const struct cli_release *a,
                                 const struct cli_release *b, const char *scale,
                                 const char *unit)
{
    size_t i = published_scale_find(a->published, scale);
    size_t j = published_scale_find(b->published, scale);
    if (!grouping_same_scale(&a->published->scales[i],
                             &b->published->scales[j]))
        return "another version";
    if (unit != NULL && !cli_release_same_unit(a, b, unit))
        return "other programs";
    return NULL;
}

static void make_line(const struct series *s, const char *scale,
                      const char *unit, struct line *l)
{
    for (size_t i = 0; i < s->count; i++) {
        const struct published_release *r = s->releases[i].published;
        struct trend_wave *w = &l->waves[l->count];
        size_t at = published_scale_find(r, scale);
        size_t group = group_of(r, unit);
        if (at == PUBLISHED_NONE || group == PUBLISHED_NONE ||
            !grouping_estimate_group(r, group, at, &w->mean))
            continue;
        w->at = (double)s->releases[i].wave.row.closes_sec / YEAR_SEC;
        w->is_break = l->count > 0 &&
                      break_between(&s->releases[l->release[l->count - 1]],
                                    &s->releases[i], scale, unit) != NULL;
        l->release[l->count++] = i;
    }
}

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
    char text[3][CLI_POINTS_SIZE] = {"", "", ""};
    if (known) {
        cli_points_text(f->value, text[0]);
        cli_points_interval(f, text[1]);
        cli_points_p(f->p, text[2]);
    }
    for (size_t i = 0; i < (with_p ? 3u : 2u); i++)
        cli_table_text(t, known ? text[i] : NULL);
}

/* One wave; at the end of a run also what the run came to. */
static void put_wave(struct cli_table *t, const struct series *s,
                     const struct line *l, size_t i, const char *unit,
                     const char *scale, const struct trend_run *run)
{
    const struct cli_release *now = &s->releases[l->release[i]];
    const struct published_release *r = now->published;
    const struct published_figure *f =
        &r->groups[group_of(r, unit)].figures[published_scale_find(r, scale)];
    bool is_last = i + 1 == run->first + run->count;
    bool changed = is_last && run->has_change;
    const char *why =
        !l->waves[i].is_break
            ? NULL
            : break_between(&s->releases[l->release[i - 1]], now, scale, unit);
    cli_table_text(t, scale);
    cli_table_text(t, r->wave);
    cli_table_number(t, f->n);
    cli_table_text(t, f->mean.text);
    cli_table_text(t, why);
    cli_table_text(t, changed
                          ? s->releases[l->release[run->first]].published->wave
                          : NULL);
    put_finding(t, changed, &run->change, true);
    put_finding(t, is_last && run->has_slope, &run->slope, false);
}

static enum err put_scale(struct cli_table *t, const struct series *s,
                          const char *scale, const char *unit)
{
    struct line l = {.waves = calloc(s->count, sizeof *l.waves),
                     .release = calloc(s->count, sizeof *l.release),
                     .runs = calloc(s->count, sizeof *l.runs)};
    bool good = l.waves != NULL && l.release != NULL && l.runs != NULL;
    if (good)
        make_line(s, scale, unit, &l);
    size_t runs = trend_runs(l.waves, l.count, l.runs);
    for (size_t r = 0; r < runs; r++)
        for (size_t i = 0; i < l.runs[r].count; i++)
            put_wave(t, s, &l, l.runs[r].first + i, unit, scale, &l.runs[r]);
    free(l.waves);
    free(l.release);
    free(l.runs);
    return good ? ERR_OK : ERR_MEMORY;
}

static enum err print(struct cli *cli, const struct series *s)
{
    const char *unit = cli_value(cli, "unit");
    const struct published_release *newest =
        s->releases[s->count - 1].published;
    bool known = unit == NULL;
    for (size_t i = 0; !known && i < s->count; i++)
        known = group_of(s->releases[i].published, unit) != PUBLISHED_NONE;
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
    struct conduct_folder folder;
    struct site *site = NULL;
    struct series s = {NULL, 0};
    enum err e = conduct_folder_open(cli->dir, &folder, &cli->note);
    if (e == ERR_OK)
        e = conduct_folder_site(&folder, &site, &cli->note);
    if (e == ERR_OK)
        e = load(cli, &folder, site, &s);
    if (e == ERR_OK)
        e = print(cli, &s);
    for (size_t i = 0; i < s.count; i++)
        cli_release_free(&s.releases[i]);
    free(s.releases);
    site_close(site);
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
