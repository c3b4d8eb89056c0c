/* chorus invite: the file for the mail merge. */
#include "cli/commands.h"

#include "base/datetime.h"
#include "cli/terminal.h"
#include "cli/wave_record.h"
#include "roster/invite.h"

static enum err find_base(struct cli *cli, const struct cli_folder *folder,
                          const char **out_base)
{
    const char *base = cli_value(cli, "base");
    if (base == NULL)
        base = cli_folder_setting(folder, "base_url");
    if (base[0] == 0)
        return cli_wrong_usage(cli, "--base URL is missing, and chorus.conf "
                                    "has no base_url");
    if ((strncmp(base, "https://", 8) != 0 &&
         strncmp(base, "http://", 7) != 0) ||
        strpbrk(base, " \t\"#?") != NULL || strlen(base) >= WAVE_BASE_URL_SIZE)
        return cli_wrong_usage(cli, "--base: an address as "
                                    "https://wellbeing.example.org");
    *out_base = base;
    return ERR_OK;
}

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

static enum err check_open(struct cli *cli, const struct cli_wave *wave)
{
    if (wave->row.state == SITE_WAVE_OPEN)
        return ERR_OK;
    return err_say(&cli->note, ERR_CLOSED,
                   "%s is closed and its codes are destroyed; invites are for "
                   "an open wave",
                   wave->row.name);
}

static enum err write_csv(struct cli *cli, struct people *people,
                          const struct cli_wave *wave, const char *base)
{
    const char *out = cli_value(cli, "out");
    struct buf csv = BUF_INIT;
    enum err e = roster_invites_csv(people, wave->row.name, base, &wave->mh,
                                    &csv, &cli->note);
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
    struct cli_folder folder;
    struct site *site = NULL;
    struct people *people = NULL;
    struct cli_wave wave = {.manifest_bytes = BUF_INIT};
    const char *base = NULL;
    enum err e = check_out(cli);
    if (e == ERR_OK)
        e = cli_folder_open(cli, &folder);
    if (e == ERR_OK)
        e = find_base(cli, &folder, &base);
    if (e == ERR_OK)
        e = cli_folder_site(cli, &folder, &site);
    if (e == ERR_OK)
        e = cli_folder_people(cli, &folder, &people);
    if (e == ERR_OK)
        e = cli_wave_load(cli, &folder, site, cli_arg(cli, 0), &wave);
    if (e == ERR_OK)
        e = check_open(cli, &wave);
    if (e == ERR_OK)
        e = write_csv(cli, people, &wave, base);
    cli_wave_free(&wave);
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
