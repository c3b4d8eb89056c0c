/* chorus wave publish: from when everybody may see the results. */
#include "cli/commands.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "conduct/publication.h"

static enum err read_from(struct cli *cli, int64_t *out_sec)
{
    const char *text = cli_value(cli, "from");
    if (conduct_publication_parse(text, clock_now_sec(), out_sec) == ERR_OK)
        return ERR_OK;
    return cli_wrong_usage(cli, "--from: now, never, 2027-01-15 (from the "
                                "beginning of that day), or a time as "
                                "2027-01-15T09:00:00-05:00");
}

static enum err run(struct cli *cli)
{
    struct conduct_folder folder;
    struct site *site = NULL;
    struct conduct_wave wave = {.manifest_bytes = BUF_INIT};
    int64_t from = 0;
    enum err e = read_from(cli, &from);
    if (e != ERR_OK)
        return e;
    e = conduct_folder_lock(cli->dir, &folder, &cli->note);
    if (e != ERR_OK)
        return e;
    e = conduct_folder_site(&folder, &site, &cli->note);
    if (e == ERR_OK)
        e = conduct_wave_load(&folder, site, cli_arg(cli, 0), &wave,
                              &cli->note);
    if (e == ERR_OK)
        e = conduct_publication_set(site, &wave, from, &cli->note);
    if (e == ERR_OK && from == 0) {
        printf("The results of %s are for staff only.\n", wave.row.name);
    } else if (e == ERR_OK) {
        char text[DATETIME_WORDS_SIZE];
        datetime_words(from, text);
        printf("The results of %s are public from %s%s.\n", wave.row.name, text,
               wave.row.state == SITE_WAVE_OPEN ? ", once it is closed" : "");
    }
    conduct_wave_free(&wave);
    site_close(site);
    conduct_folder_close(&folder);
    return e;
}

static const struct cli_option options[] = {
    {"from", "DATE",
     "now, never, 2027-01-15 (the beginning of that day here), or "
     "2027-01-15T09:00:00-05:00.",
     CLI_REQUIRED},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_wave_publish = {
    .name = "wave publish",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Set from when those who answered may see the results",
    .options = options,
    .run = run,
};
