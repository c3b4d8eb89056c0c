/* chorus purge: destroy a wave's sealed ballots on the promised day. */
#include "cli/commands.h"

#include "base/clock.h"
#include "cli/terminal.h"
#include "conduct/desk.h"
#include "conduct/purge.h"

#include <jansson.h>

static enum err confirm(struct cli *cli, const struct conduct_wave *wave)
{
    char question[512];
    if (cli_flag(cli, "yes"))
        return ERR_OK;
    (void)snprintf(question, sizeof question,
                   "Destroy the sealed ballots, the invites and the opening "
                   "key of %s? %s This cannot be undone.",
                   wave->row.name,
                   wave->row.state == SITE_WAVE_CLOSED
                       ? "Release and board stay."
                       : "It was never closed: NOBODY will ever see a result.");
    return cli_term_confirm(question, &cli->note);
}

static enum err tell(struct cli *cli, const struct conduct_wave *wave,
                     bool was_before)
{
    if (cli->json) {
        json_t *all = json_pack("{s:s, s:s, s:b}", "wave", wave->row.name,
                                "state", "purged", "was_before", was_before);
        bool good = all != NULL && json_dumpf(all, stdout, 0) == 0;
        json_decref(all);
        putchar('\n');
        return good ? ERR_OK : ERR_MEMORY;
    }
    printf("%s %s purged: its sealed ballots, invites and opening key are "
           "destroyed.\n",
           wave->row.name, was_before ? "was already" : "is");
    if (wave->row.state == SITE_WAVE_CLOSED)
        printf("Release and board stay and can be checked: chorus release "
               "verify %s, chorus board verify %s.\n",
               wave->row.name, wave->row.name);
    else
        puts("It was never closed: there is no release and no board.");
    if (!was_before)
        puts("Copies in backups, and shares that trustees took with them, are "
             "not ours to reach: destroy these too.");
    return ERR_OK;
}

static enum err purge(struct cli *cli, const struct conduct_desk *d)
{
    const struct conduct_wave *wave = &d->wave;
    bool was_before = wave->row.state != SITE_WAVE_OPEN &&
                      conduct_wave_kept(wave) == CONDUCT_KEPT_NONE;
    enum err e =
        conduct_purge_check(d->site, wave, clock_now_sec(), &cli->note);
    if (e == ERR_OK && !was_before)
        e = confirm(cli, wave);
    /* Also after one that seemed complete: unfinished neighbours go too. */
    if (e == ERR_OK)
        e = conduct_purge(&d->folder, d->site, d->people, wave, &cli->note);
    return e == ERR_OK ? tell(cli, wave, was_before) : e;
}

static enum err run(struct cli *cli)
{
    struct conduct_desk d;
    enum err e =
        conduct_desk_open(cli->dir, CONDUCT_DESK_LOCK | CONDUCT_DESK_PEOPLE,
                          cli_arg(cli, 0), &d, &cli->note);
    if (e != ERR_OK)
        return e;
    e = purge(cli, &d);
    conduct_desk_close(&d);
    return e;
}

static const struct cli_option options[] = {
    {"yes", NULL, "Do not ask.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_purge = {
    .name = "purge",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Destroy a wave's sealed ballots on the promised day",
    .details =
        "On or after the day that the manifest names: overwrites and removes "
        "the wrapped opening key, trustees' shares of it in office/, the "
        "sealed ballots and the list of invites. "
        "The release and the board stay and can be checked by anybody. A wave "
        "that was never closed can be purged too once it is over and its day "
        "has come: then it has no result. chorus hold puts a purge off. If it "
        "is interrupted, run it again.",
    .options = options,
    .json = true,
    .run = run,
};
