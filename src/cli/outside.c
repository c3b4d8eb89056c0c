#include "cli/outside.h"

static enum err load_of_call(struct cli *cli, bool with_release,
                             struct conduct_desk *out_desk,
                             struct conduct_results *out_results)
{
    struct conduct_desk d;
    struct conduct_results results = CONDUCT_RESULTS_INIT;
    enum err e = conduct_desk_open(cli->dir, CONDUCT_DESK_READ, cli_arg(cli, 0),
                                   &d, &cli->note);
    if (e != ERR_OK)
        return e;
    e = conduct_results_load(d.site, &d.wave, &results, &cli->note);
    if (e == ERR_OK && with_release)
        e = conduct_wave_survey(d.site, &d.wave, &results.survey_bytes,
                                &cli->note);
    if (e != ERR_OK) {
        conduct_results_free(&results);
        conduct_desk_close(&d);
        return e;
    }
    *out_desk = d;
    *out_results = results;
    return ERR_OK;
}

static enum err check_fingerprint(struct cli *cli,
                                  const struct conduct_wave *wave)
{
    const char *text = cli_value(cli, "fingerprint");
    struct wave_fingerprint f;
    if (text == NULL)
        return ERR_OK;
    if (wave_fingerprint_parse(text, strlen(text), &f) != ERR_OK)
        return cli_wrong_usage(cli, "--fingerprint: not a fingerprint: four "
                                    "groups of eight letters and digits");
    if (wave_fingerprint_matches(&f, &wave->mh))
        return ERR_OK;
    return err_say(&cli->note, ERR_DENIED,
                   "the manifest has another fingerprint: it is not the "
                   "promise that was made; show it to the house-staff council");
}

bool cli_outside_needs_comparing(const struct cli *cli)
{
    return (cli_value(cli, "url") != NULL ||
            cli_value(cli, "manifest") != NULL) &&
           cli_value(cli, "fingerprint") == NULL;
}

/* What is to be checked, gathered: files, or what a server hands out. */
static enum err gather(struct cli *cli,
                       const struct conduct_download_files *files,
                       bool with_release,
                       struct conduct_downloads *out_downloads)
{
    const char *url = cli_value(cli, "url");
    const char *wave = cli_arg(cli, 0);
    if (url == NULL)
        return conduct_downloads_read(files, out_downloads, &cli->note);
    if (!wave_name_is_valid(wave))
        return cli_wrong_usage(cli, "\"%.40s\" cannot be a wave's name", wave);
    return conduct_downloads_fetch(url, wave, with_release, out_downloads,
                                   &cli->note);
}

static enum err of_outside(struct cli *cli,
                           const struct conduct_download_files *files,
                           bool with_release, struct conduct_wave *out_wave,
                           struct conduct_results *out_results)
{
    struct conduct_downloads d = CONDUCT_DOWNLOADS_INIT;
    enum err e = gather(cli, files, with_release, &d);
    if (e == ERR_OK && with_release && d.release.len == 0)
        e = err_say(&cli->note, ERR_FORMAT, "the release is empty");
    if (e == ERR_OK)
        e = conduct_results_take(&d, out_wave, out_results, &cli->note);
    conduct_downloads_free(&d);
    return e;
}

/* Either a WAVE (here, or at a URL), or files. */
static enum err check_usage(struct cli *cli,
                            const struct conduct_download_files *files,
                            bool with_release)
{
    bool has_wave = cli_arg(cli, 0) != NULL;
    bool has_file = files->manifest != NULL || files->board != NULL ||
                    files->board_sig != NULL || files->release != NULL ||
                    files->release_sig != NULL || files->survey != NULL;
    if (cli_value(cli, "url") != NULL && !has_wave)
        return cli_wrong_usage(cli, "--url needs the name of a WAVE");
    if (has_file == has_wave)
        return cli_wrong_usage(cli, "give either a WAVE, or files with "
                                    "--manifest");
    if (has_file && (files->manifest == NULL || files->board == NULL ||
                     (with_release && files->release == NULL)))
        return cli_wrong_usage(cli, "files are checked together: %s",
                               with_release
                                   ? "--manifest, --board and --release"
                                   : "--manifest and --board");
    return ERR_OK;
}

enum err cli_outside_results(struct cli *cli,
                             const struct conduct_download_files *files,
                             bool with_release, struct conduct_desk *out_desk,
                             struct conduct_results *out_results)
{
    bool is_outside = cli_value(cli, "url") != NULL || files->manifest != NULL;
    enum err e = check_usage(cli, files, with_release);
    if (e == ERR_OK)
        e = is_outside ? of_outside(cli, files, with_release, &out_desk->wave,
                                    out_results)
                       : load_of_call(cli, with_release, out_desk, out_results);
    if (e != ERR_OK)
        return e;
    e = check_fingerprint(cli, &out_desk->wave);
    if (e != ERR_OK) {
        conduct_results_free(out_results);
        conduct_desk_close(out_desk);
    }
    return e;
}
