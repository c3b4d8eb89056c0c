#include "cli/release_load.h"

enum err cli_release_load(struct cli *cli, const struct conduct_folder *folder,
                          struct site *site, const char *name,
                          struct cli_release *out_release)
{
    struct cli_release r = {.wave.manifest_bytes = BUF_INIT,
                            .results = CONDUCT_RESULTS_INIT};
    enum err e = conduct_wave_load(folder, site, name, &r.wave, &cli->note);
    if (e != ERR_OK)
        return e;
    e = conduct_results_load(site, &r.wave, &r.results, &cli->note);
    if (e != ERR_OK) {
        conduct_wave_free(&r.wave);
        return e;
    }
    r.published = r.results.release;
    *out_release = r;
    return ERR_OK;
}

void cli_release_free(struct cli_release *release)
{
    conduct_results_free(&release->results);
    conduct_wave_free(&release->wave);
}

enum err cli_release_of_call(
    struct cli *cli,
    enum err (*print)(struct cli *cli, const struct published_release *release))
{
    struct conduct_desk d;
    struct cli_release r;
    enum err e =
        conduct_desk_open(cli->dir, CONDUCT_DESK_READ, NULL, &d, &cli->note);
    if (e != ERR_OK)
        return e;
    e = cli_release_load(cli, &d.folder, d.site, cli_arg(cli, 0), &r);
    if (e == ERR_OK) {
        e = print(cli, r.published);
        cli_release_free(&r);
    }
    conduct_desk_close(&d);
    return e;
}

enum err cli_release_units(struct cli *cli, struct site *site,
                           const struct cli_release *release,
                           struct wave_units **out_units)
{
    const char *name = release->wave.row.name;
    struct buf bytes = BUF_INIT;
    enum err e = site_wave_document(site, name, SITE_UNITS, &bytes);
    if (e == ERR_NOT_FOUND)
        return err_say(&cli->note, e,
                       "%s was opened by an older Chorus, which kept no types "
                       "and sites; --by department, --by size and --units work",
                       name);
    if (e == ERR_OK)
        e = wave_units_parse(bytes.data, bytes.len, out_units, &cli->note);
    buf_free(&bytes);
    return e;
}

enum err cli_release_find_group(struct cli *cli,
                                const struct published_release *release,
                                const char *unit, size_t *out_group)
{
    size_t group = published_unit_find(release, unit);
    if (group == PUBLISHED_NONE)
        group = published_group_find(release, unit);
    if (group == PUBLISHED_NONE)
        return err_say(&cli->note, ERR_NOT_FOUND,
                       "%s has no unit %.60s; chorus release show %s lists "
                       "them",
                       release->wave, unit, release->wave);
    *out_group = group;
    return ERR_OK;
}
