/* chorus remind: a mail to those who have not fetched a token. */
#include "cli/commands.h"

#include "cli/mailing_view.h"

static enum err run(struct cli *cli)
{
    struct conduct_outreach o = CONDUCT_OUTREACH_INIT;
    enum err e = conduct_outreach_open(cli->dir, cli_arg(cli, 0),
                                       cli_value(cli, "base"), &o, &cli->note);
    if (e == ERR_OK)
        e = cli_mailing(cli, &o, ROSTER_MAIL_REMINDER, cli_flag(cli, "again"));
    conduct_outreach_close(&o);
    return e;
}

static const struct cli_option options[] = {
    CLI_MAILING_OPTIONS,
    {"again", NULL, "Send another reminder within a day of the last.", 0},
    {"base", "URL",
     "Where trainees reach the server; else base_url of chorus.conf.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_remind = {
    .name = "remind",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Mail a reminder to those who have not fetched a token",
    .details =
        "The mail server and the sender are those of chorus.conf. A run that "
        "was cut is taken up again by the same command; nobody gets two mails "
        "of one reminder. Whom the server's list knows as having a token gets "
        "none: that they answered, nobody can see.",
    .options = options,
    .json = true,
    .run = run,
};
