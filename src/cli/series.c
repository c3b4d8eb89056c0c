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
    *s = (struct cli_series){NULL, NULL, 0};
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

void cli_series_free(struct cli_series *series)
{
    for (size_t i = 0; i < series->count; i++)
        cli_release_free(&series->releases[i]);
    free(series->releases);
    free(series->waves);
    *series = (struct cli_series){NULL, NULL, 0};
}
