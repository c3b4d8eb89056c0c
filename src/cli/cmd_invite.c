/* chorus invite: the invites of a wave as mails, as letters, as a file for the
 * mail merge; and another code for one that was lost. */
#include "cli/commands.h"

#include "cli/mailing_view.h"
#include "cli/terminal.h"
#include "cli/watch.h"
#include "conduct/letters.h"
#include "roster/merge_xlsx.h"

#include <sodium.h>

static bool is_xlsx(const char *path)
{
    size_t len = strlen(path);
    return len >= 5 && strcasecmp(path + len - 5, ".xlsx") == 0;
}

static void warn_of(const char *path)
{
    cli_term_text(stdout, path);
    puts(".\nWhoever has this file can vote for everybody in it: send it out "
         "and delete it.");
}

/* ONLY: that person's, or NULL. */
static enum err write_merge(struct cli *cli, const struct conduct_outreach *o,
                            const char *only)
{
    const char *out = cli_value(cli, "out");
    const char *wave = o->wave.row.name;
    struct buf csv = BUF_INIT;
    enum err e = ERR_OK;
    if (is_xlsx(out)) {
        e = roster_merge_xlsx(o->people, only, wave, o->base, &o->wave.mh, out,
                              &cli->note);
    } else {
        e = roster_merge_csv(o->people, only, wave, o->base, &o->wave.mh, &csv,
                             &cli->note);
        if (e == ERR_OK)
            e = file_write(out, csv.data, csv.len, 0600, &cli->note);
        buf_wipe(&csv);
    }
    if (e != ERR_OK)
        return e;
    if (only != NULL)
        printf("The new invite in ");
    else
        printf("%u invites in ",
               (unsigned)wave_manifest_places(o->wave.manifest));
    warn_of(out);
    return ERR_OK;
}

static enum err write_letters(struct cli *cli, const struct conduct_outreach *o,
                              const char *only)
{
    const char *out = cli_value(cli, "letters");
    struct cli_watch shown;
    const struct conduct_watch watch = cli_watch_begin(&shown);
    size_t pages = 0;
    cli_watch_block_signals();
    enum err e = conduct_letters(o, only, &watch, out, &pages, &cli->note);
    cli_watch_end(&shown);
    if (e != ERR_OK)
        return e;
    printf("%zu letters, a page each, for those who have not fetched a token, "
           "in ",
           pages);
    warn_of(out);
    return ERR_OK;
}

/* --- a lost code ---------------------------------------------------------- */

static void show_code(const struct conduct_outreach *o,
                      const struct wave_invite_code *code)
{
    char text[WAVE_INVITE_CODE_TEXT_SIZE];
    struct buf link = BUF_INIT;
    wave_invite_code_text(code, text);
    wave_invite_link(o->base, o->wave.row.name, code, &o->wave.mh, &link);
    printf("Code: %s\nLink: %s\n", text, buf_text(&link));
    sodium_memzero(text, sizeof text);
    buf_wipe(&link);
}

static enum err replace(struct cli *cli, struct conduct_outreach *o)
{
    const char *person = cli_value(cli, "replace");
    struct wave_invite_code code;
    enum err e = roster_codes_replace(&o->codes, person, &code, &cli->note);
    if (e != ERR_OK)
        return e;
    puts("The old code is struck out and opens nothing any more; the board "
         "will list both keys.");
    if (cli_value(cli, "letters") != NULL)
        e = write_letters(cli, o, person);
    else if (cli_value(cli, "out") != NULL)
        e = write_merge(cli, o, person);
    else if (cli_flag(cli, "mail"))
        e = cli_mailing(cli, o, ROSTER_MAIL_INVITE, false);
    else
        show_code(o, &code);
    sodium_memzero(&code, sizeof code);
    return e;
}

static enum err check_usage(struct cli *cli)
{
    int ways = (cli_value(cli, "out") != NULL) +
               (cli_value(cli, "letters") != NULL) + cli_flag(cli, "mail");
    if (ways > 1)
        return cli_wrong_usage(cli, "--out, --letters and --mail are three "
                                    "ways; choose one");
    if (ways == 0 && cli_value(cli, "replace") == NULL)
        return cli_wrong_usage(cli, "how? --mail, --letters FILE.pdf or --out "
                                    "FILE.csv; see --help");
    if (!cli_flag(cli, "mail") &&
        (cli_flag(cli, "dry-run") || cli_flag(cli, "retry-unsure") ||
         cli_value(cli, "test-to") != NULL || cli->json))
        return cli_wrong_usage(cli, "--dry-run, --test-to, --retry-unsure and "
                                    "--json go with --mail");
    if (cli_value(cli, "replace") != NULL && cli_flag(cli, "mail") &&
        (cli_flag(cli, "dry-run") || cli_value(cli, "test-to") != NULL))
        return cli_wrong_usage(cli, "--replace is no trial: it goes without "
                                    "--dry-run and --test-to");
    return ERR_OK;
}

static enum err run(struct cli *cli)
{
    struct conduct_outreach o = CONDUCT_OUTREACH_INIT;
    enum err e = check_usage(cli);
    if (e == ERR_OK)
        e = conduct_outreach_open(cli->dir, cli_arg(cli, 0),
                                  cli_value(cli, "base"), &o, &cli->note);
    cli->wrong_usage = cli->wrong_usage ||
                       (e != ERR_OK && o.base[0] == 0 && o.folder.lock_fd >= 0);
    if (e == ERR_OK) {
        if (cli_value(cli, "replace") != NULL)
            e = replace(cli, &o);
        else if (cli_flag(cli, "mail"))
            e = cli_mailing(cli, &o, ROSTER_MAIL_INVITE, false);
        else if (cli_value(cli, "letters") != NULL)
            e = write_letters(cli, &o, NULL);
        else
            e = write_merge(cli, &o, NULL);
    }
    conduct_outreach_close(&o);
    return e;
}

static const struct cli_option options[] = {
    {"mail", NULL, "Send each person their invite; see chorus.conf.", 0},
    {"letters", "FILE.pdf",
     "A page for each person who has not fetched a token, with link, code and "
     "a square for the camera.",
     0},
    {"out", "FILE",
     "For a mail merge, FILE.csv or FILE.xlsx: person,email,unit,code,link,"
     "fingerprint, one line for each person. Written 0600; replaced when it is "
     "there.",
     0},
    {"replace", "PERSON",
     "Strike out this person's lost code while it is unused, and make another; "
     "it is shown, or goes the way that is given beside.",
     0},
    CLI_MAILING_OPTIONS,
    {"base", "URL",
     "Where trainees reach the server; else base_url of chorus.conf.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_invite = {
    .name = "invite",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Send the invites of a wave, or write them for sending",
    .details =
        "One of --mail, --letters and --out. A run of --mail that was cut is "
        "taken up again by the same command, and nobody gets a second mail: "
        "where it was cut between a mail and the server's answer, the person "
        "is listed as unsure and left out.",
    .options = options,
    .json = true,
    .run = run,
};
