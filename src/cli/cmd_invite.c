/* chorus invite: the file for the mail merge. */
#include "cli/commands.h"

#include "cli/terminal.h"
#include "conduct/invites.h"

/* A spreadsheet's own format is not written: a name that promises one would
 * mislead. */
static enum err check_out(struct cli *cli)
{
    const char *out = cli_value(cli, "out");
    size_t len = strlen(out);
    if (len >= 5 && strcasecmp(out + len - 5, ".xlsx") == 0)
        return cli_wrong_usage(cli, "--out: FILE.csv; a mail merge and a "
                                    "spreadsheet both open it");
    return ERR_OK;
}

static enum err write_csv(struct cli *cli, struct people *people,
                          const struct conduct_wave *wave, const char *base)
{
    const char *out = cli_value(cli, "out");
    struct buf csv = BUF_INIT;
    enum err e = conduct_invites_csv(people, wave, base, &csv, &cli->note);
    if (e == ERR_OK)
        e = file_write(out, csv.data, csv.len, 0600, &cli->note);
    buf_wipe(&csv);
    if (e != ERR_OK)
        return e;
    printf("%u invites in ", (unsigned)wave_manifest_places(wave->manifest));
    cli_term_text(stdout, out);
    puts(".\nWhoever has this file can vote for everybody in it: send it out "
         "and delete it.");
    return ERR_OK;
}

static enum err run(struct cli *cli)
{
    struct conduct_folder folder;
    struct site *site = NULL;
    struct people *people = NULL;
    struct conduct_wave wave = {.manifest_bytes = BUF_INIT};
    const char *base = NULL;
    enum err e = check_out(cli);
    if (e == ERR_OK)
        e = conduct_folder_open(cli->dir, &folder, &cli->note);
    if (e == ERR_OK)
        e = conduct_invites_base(&folder, cli_value(cli, "base"), &base,
                                 &cli->note);
    cli->wrong_usage = e == ERR_FORMAT || e == ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = conduct_folder_site(&folder, &site, &cli->note);
    if (e == ERR_OK)
        e = conduct_folder_people(&folder, &people, &cli->note);
    if (e == ERR_OK)
        e = conduct_wave_load(&folder, site, cli_arg(cli, 0), &wave,
                              &cli->note);
    if (e == ERR_OK)
        e = write_csv(cli, people, &wave, base);
    conduct_wave_free(&wave);
    people_close(people);
    site_close(site);
    return e;
}

static const struct cli_option options[] = {
    {"out", "FILE.csv",
     "person,email,unit,code,link,fingerprint: one line for each person. "
     "Written 0600; replaced when it is there.",
     CLI_REQUIRED},
    {"base", "URL",
     "Where trainees reach the server; else base_url of chorus.conf.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_invite = {
    .name = "invite",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Write the invites of a wave for a mail merge",
    .options = options,
    .run = run,
};
