/* chorus person fix, chorus person withdraw: the roster's life while a wave is
 * open. */
#include "cli/commands.h"

#include "conduct/desk.h"
#include "conduct/outreach.h"
#include "conduct/person.h"
#include "roster/email.h"

static enum err check_fix(struct cli *cli)
{
    const char *email = cli_value(cli, "email");
    const char *language = cli_value(cli, "language");
    if (email == NULL && language == NULL)
        return cli_wrong_usage(cli, "what is to be put right? --email or "
                                    "--language");
    if (email != NULL && !email_is_valid(email))
        return cli_wrong_usage(cli, "--email: not an address");
    if (language != NULL && language[0] != '\0' &&
        !wave_language_is_valid(language))
        return cli_wrong_usage(cli, "--language: a tag as en or pt-BR");
    return ERR_OK;
}

static enum err run_fix(struct cli *cli)
{
    struct conduct_desk d;
    struct people_fixed done;
    enum err e = check_fix(cli);
    if (e == ERR_OK)
        e = conduct_desk_open(cli->dir, CONDUCT_DESK_LOCK | CONDUCT_DESK_PEOPLE,
                              NULL, &d, &cli->note);
    if (e != ERR_OK)
        return e;
    e = conduct_person_fix(d.people, cli_arg(cli, 0), cli_value(cli, "email"),
                           cli_value(cli, "language"), &done, &cli->note);
    if (e == ERR_OK) {
        printf("Put right %s%s%zu open wave%s.\n",
               done.on_roster ? "on the roster" : "",
               done.on_roster ? " and in " : "in ", done.waves,
               done.waves == 1 ? "" : "s");
        if (done.waves > 0 && cli_value(cli, "email") != NULL)
            puts("Next: chorus invite WAVE --mail sends to the new address, "
                 "and to nobody who has a mail.");
    }
    conduct_desk_close(&d);
    return e;
}

static const struct cli_option fix_options[] = {
    {"email", "ADDRESS", "The address that invites and reminders go to.", 0},
    {"language", "TAG", "The language of mails and letters: en, es, ...", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_person_fix = {
    .name = "person fix",
    .args = "PERSON",
    .min_args = 1,
    .max_args = 1,
    .summary = "Put a person's address or language right",
    .details =
        "On the roster and in every open wave. Program and unit are part of "
        "the promise of a wave and cannot change while it is open: whoever "
        "moved is counted where the wave began.",
    .options = fix_options,
    .run = run_fix,
};

/* --- withdraw ------------------------------------------------------------- */

static enum err run_withdraw(struct cli *cli)
{
    struct conduct_outreach o = CONDUCT_OUTREACH_INIT;
    /* No link is made: any address of a server will do. */
    enum err e = conduct_outreach_open(cli->dir, cli_value(cli, "wave"),
                                       "https://localhost", &o, &cli->note);
    if (e == ERR_OK)
        e = roster_codes_withdraw(&o.codes, cli_arg(cli, 0), &cli->note);
    if (e == ERR_OK)
        puts("The invite is struck out and its code destroyed; no reminder "
             "goes there. The roster is as it was imported.");
    conduct_outreach_close(&o);
    return e;
}

static const struct cli_option withdraw_options[] = {
    {"wave", "WAVE", "The open wave.", CLI_REQUIRED},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_person_withdraw = {
    .name = "person withdraw",
    .args = "PERSON",
    .min_args = 1,
    .max_args = 1,
    .summary = "Strike out the unused invite of somebody who left",
    .details =
        "Only while no token was fetched with it: a ballot that is cast stays. "
        "The sizes of the groups are those of the opening. For the next wave "
        "the roster decides: import it without the person.",
    .options = withdraw_options,
    .run = run_withdraw,
};
