/* chorus hold: put a wave's destruction off, for a recorded reason. */
#include "cli/commands.h"

#include "base/clock.h"
#include "conduct/desk.h"
#include "conduct/hold.h"

static void tell(const struct conduct_wave *wave, bool is_on)
{
    if (is_on)
        printf("%s is held: nothing of it is purged, though its manifest "
               "promises %s.\nTell those who answered, and end the hold as "
               "soon as you may: chorus hold %s off --reason TEXT.\n",
               wave->row.name, wave->manifest->purge, wave->row.name);
    else
        printf("The hold of %s is over; chorus purge %s destroys it, from %s "
               "on.\n",
               wave->row.name, wave->row.name, wave->manifest->purge);
}

static enum err run(struct cli *cli)
{
    struct conduct_desk d;
    bool is_on = strcmp(cli_arg(cli, 1), "on") == 0;
    if (!is_on && strcmp(cli_arg(cli, 1), "off") != 0)
        return cli_wrong_usage(cli, "chorus hold WAVE on, or off");
    enum err e = conduct_desk_open(cli->dir, CONDUCT_DESK_LOCK, cli_arg(cli, 0),
                                   &d, &cli->note);
    if (e != ERR_OK)
        return e;
    e = conduct_hold_set(d.site, &d.wave, is_on, cli_value(cli, "reason"),
                         clock_now_sec(), &cli->note);
    if (e == ERR_OK)
        tell(&d.wave, is_on);
    conduct_desk_close(&d);
    return e;
}

static const struct cli_option options[] = {
    {"reason", "TEXT",
     "Why, in one line that staff may read; never a trainee's name.",
     CLI_REQUIRED},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_hold = {
    .name = "hold",
    .args = "WAVE on|off",
    .min_args = 2,
    .max_args = 2,
    .summary = "Put off that a wave is purged, or end that",
    .details =
        "For a proceeding that forbids to destroy. While it is on, chorus "
        "purge refuses. Every hold and its end are recorded with the reason "
        "and shown by chorus wave list and wave show, and to the office at "
        "/office. It breaks a promise of the manifest: use it only where you "
        "must, and say so to those who answered. Backups know nothing of it.",
    .options = options,
    .run = run,
};
