#include "cli/series.h"

static struct report_trend_wave wave_of(const struct cli_release *r)
{
    return (struct report_trend_wave){{r->published, r->wave.manifest},
                                      r->wave.row.closes_sec};
}

enum err cli_series_load(struct cli *cli, const struct conduct_folder *folder,
                         struct site *site, struct cli_series *out_series)
{
    struct cli_series *s = out_series;
    struct site_wave *waves = NULL;
    *s = (struct cli_series){.count = 0};
    size_t n = 0;
    enum err e = site_wave_list(site, &waves, &n);
    if (e == ERR_OK) {
        s->releases = calloc(n + 1, sizeof *s->releases);
        s->waves = calloc(n + 1, sizeof *s->waves);
        e = s->releases == NULL || s->waves == NULL ? ERR_MEMORY : ERR_OK;
    }
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        if (waves[i].state != SITE_WAVE_CLOSED)
            continue;
        e = cli_release_load(cli, folder, site, waves[i].name,
                             &s->releases[s->count]);
        if (e == ERR_OK)
            s->waves[s->count] = wave_of(&s->releases[s->count]);
        s->count += e == ERR_OK;
    }
    free(waves);
    if (e == ERR_OK && s->count == 0)
        e = err_say(&cli->note, ERR_NOT_FOUND, "no wave is closed yet");
    return e;
}

static enum err load_areas(struct cli *cli, struct site *site,
                           const struct cli_release *r,
                           struct survey **out_survey,
                           struct report_areas *out_areas)
{
    struct buf bytes = BUF_INIT;
    struct survey_problems *problems = calloc(1, sizeof *problems);
    enum err e = problems == NULL
                     ? ERR_MEMORY
                     : conduct_wave_survey(site, &r->wave, &bytes, &cli->note);
    if (e == ERR_OK)
        e = survey_parse(bytes.data, bytes.len, out_survey, problems);
    if (e == ERR_OK)
        e = report_areas_new(*out_survey, r->published, out_areas);
    free(problems);
    buf_free(&bytes);
    return e;
}

enum err cli_series_areas(struct cli *cli, struct site *site,
                          struct cli_series *series)
{
    series->surveys = calloc(series->count + 1, sizeof(struct survey *));
    series->areas = calloc(series->count + 1, sizeof *series->areas);
    enum err e =
        series->surveys == NULL || series->areas == NULL ? ERR_MEMORY : ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < series->count; i++)
        e = load_areas(cli, site, &series->releases[i], &series->surveys[i],
                       &series->areas[i]);
    return e;
}

void cli_series_free(struct cli_series *series)
{
    for (size_t i = 0; series->areas != NULL && i < series->count; i++)
        report_areas_wipe(&series->areas[i]);
    for (size_t i = 0; series->surveys != NULL && i < series->count; i++)
        survey_free(series->surveys[i]);
    for (size_t i = 0; i < series->count; i++)
        cli_release_free(&series->releases[i]);
    free(series->surveys);
    free(series->areas);
    free(series->releases);
    free(series->waves);
    *series = (struct cli_series){.count = 0};
}
