#include "cli/release_load.h"

enum err cli_release_load(struct cli *cli, const struct cli_folder *folder,
                          struct site *site, const char *name,
                          struct cli_release *out_release)
{
    struct cli_release r = {.wave.manifest_bytes = BUF_INIT,
                            .results = CLI_RESULTS_INIT};
    enum err e = cli_wave_load(cli, folder, site, name, &r.wave);
    if (e != ERR_OK)
        return e;
    e = cli_results_load(site, &r.wave, &r.results, &cli->note);
    if (e != ERR_OK) {
        cli_wave_free(&r.wave);
        return e;
    }
    r.published = r.results.release;
    *out_release = r;
    return ERR_OK;
}

void cli_release_free(struct cli_release *release)
{
    cli_results_free(&release->results);
    cli_wave_free(&release->wave);
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

static bool holds(const size_t *units, size_t count, size_t unit)
{
    for (size_t i = 0; i < count; i++)
        if (units[i] == unit)
            return true;
    return false;
}

/* The unit of the first LEN bytes of NAME. */
static size_t find_unit(const struct published_release *r, const char *name,
                        size_t len)
{
    char unit[WAVE_NAME_MAX + 1];
    if (len >= sizeof unit)
        return PUBLISHED_NONE;
    memcpy(unit, name, len);
    unit[len] = 0;
    return published_unit_find(r, unit);
}

enum err cli_release_find_units(struct cli *cli,
                                const struct cli_release *release,
                                const char *list, size_t **out_units,
                                size_t *out_count)
{
    const struct published_release *r = release->published;
    size_t *units = calloc(r->group_count + 1, sizeof *units);
    size_t count = 0;
    if (units == NULL)
        return ERR_MEMORY;
    for (const char *at = list; at != NULL;) {
        size_t len = strcspn(at, ",");
        size_t unit = find_unit(r, at, len);
        enum err e = ERR_OK;
        if (unit == PUBLISHED_NONE)
            e = err_say(&cli->note, ERR_NOT_FOUND,
                        "%s has no unit %.*s; chorus release show %s lists "
                        "them",
                        r->wave, (int)(len < 60 ? len : 60), at, r->wave);
        else if (holds(units, count, unit))
            e = err_say(&cli->note, ERR_EXISTS, "unit %.*s is named twice",
                        (int)len, at);
        if (e != ERR_OK) {
            free(units);
            return e;
        }
        units[count++] = unit;
        at = at[len] == ',' ? at + len + 1 : NULL;
    }
    *out_units = units;
    *out_count = count;
    return ERR_OK;
}

static const struct wave_group *group_of(const struct wave_manifest *m,
                                         const char *unit)
{
    for (size_t i = 0; i < m->group_count; i++)
        if (strcmp(m->groups[i].unit, unit) == 0)
            return &m->groups[i];
    return NULL;
}

bool cli_release_same_unit(const struct cli_release *a,
                           const struct cli_release *b, const char *unit)
{
    const struct wave_group *x = group_of(a->wave.manifest, unit);
    const struct wave_group *y = group_of(b->wave.manifest, unit);
    return x != NULL && y != NULL && wave_group_same_programs(x, y);
}
