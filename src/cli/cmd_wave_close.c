/* chorus wave close: count, publish, destroy what must not remain. */
#include "cli/commands.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "cli/opener.h"
#include "cli/watch.h"
#include "conduct/closing.h"
#include "conduct/desk.h"

#include <jansson.h>

static enum err check_time(struct cli *cli, const struct conduct_wave *wave)
{
    char closes[DATETIME_WORDS_SIZE];
    if (cli_flag(cli, "early") || conduct_closing_is_due(wave, clock_now_sec()))
        return ERR_OK;
    datetime_words(wave->row.closes_sec, closes);
    return err_say(&cli->note, ERR_STATE,
                   "%s takes answers until %s; wait, or close it now with "
                   "--early",
                   wave->row.name, closes);
}

static enum err tell(struct cli *cli, const struct conduct_wave *wave,
                     const struct conduct_closing_result *r)
{
    if (cli->json) {
        json_t *all = json_pack(
            "{s:s, s:I, s:I, s:I, s:I}", "wave", wave->row.name, "roster",
            (json_int_t)wave_manifest_places(wave->manifest), "issued",
            (json_int_t)r->issued, "redeemed", (json_int_t)r->redeemed,
            "spoiled", (json_int_t)r->spoiled);
        bool good = all != NULL && json_dumpf(all, stdout, 0) == 0;
        json_decref(all);
        putchar('\n');
        return good ? ERR_OK : ERR_MEMORY;
    }
    printf("Wave %s is closed: %u ballots of %u people, %u spoiled.\n",
           wave->row.name, (unsigned)r->redeemed,
           (unsigned)wave_manifest_places(wave->manifest),
           (unsigned)r->spoiled);
    printf("The release and the board are published; the keys that made tokens "
           "and the invite codes are destroyed.\nNext: chorus release show "
           "%s, chorus release export %s --format csv --out FILE.\n",
           wave->row.name, wave->row.name);
    return ERR_OK;
}

static enum err close_open(struct cli *cli, const struct conduct_desk *d)
{
    const struct conduct_wave *wave = &d->wave;
    struct conduct_opener *opener = NULL;
    struct conduct_closing_result result;
    struct cli_watch shown;
    const struct conduct_watch watch = cli_watch_begin(&shown);
    enum err e = check_time(cli, wave);
    if (e == ERR_OK)
        e = cli_opener_new(cli, wave, &opener);
    if (e == ERR_OK)
        e = conduct_opener_check(opener, &cli->note);
    if (e == ERR_OK)
        e = cli_opener_ask(cli, opener);
    if (e == ERR_OK)
        e = conduct_close(&d->folder, d->site, d->people, wave, opener, &watch,
                          &result, &cli->note);
    conduct_opener_free(opener);
    cli_watch_end(&shown);
    return e == ERR_OK ? tell(cli, wave, &result) : e;
}

static enum err close_again(struct cli *cli, const struct conduct_desk *d)
{
    enum err e =
        conduct_closing_clean_up(&d->folder, d->people, &d->wave, &cli->note);
    if (e == ERR_OK && !cli->json)
        printf("Wave %s was closed before; its keys and codes are destroyed.\n",
               d->wave.row.name);
    return e;
}

static enum err check_ended(const struct conduct_wave *wave,
                            struct err_note *note)
{
    if (wave->row.state != SITE_WAVE_ENDED)
        return ERR_OK;
    return err_say(note, ERR_STATE,
                   "%s was purged without having been closed: there is nothing "
                   "left to count",
                   wave->row.name);
}

static enum err run(struct cli *cli)
{
    struct conduct_desk d;
    enum err e =
        conduct_desk_open(cli->dir, CONDUCT_DESK_LOCK | CONDUCT_DESK_PEOPLE,
                          cli_arg(cli, 0), &d, &cli->note);
    if (e != ERR_OK)
        return e;
    e = check_ended(&d.wave, &cli->note);
    if (e == ERR_OK)
        e = d.wave.row.state == SITE_WAVE_CLOSED ? close_again(cli, &d)
                                                 : close_open(cli, &d);
    conduct_desk_close(&d);
    return e;
}

static const struct cli_option options[] = {
    {"early", NULL, "Close before the closing time.", 0},
    CLI_OPENER_OPTIONS,
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_wave_close = {
    .name = "wave close",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Close a wave: count, sign and publish its one release",
    .details =
        "Asks for the passphrase, or with --share for each trustee's, stops "
        "the collecting, opens and counts every "
        "ballot, and publishes the signed board and release. All or nothing: a "
        "failure leaves the wave open and whole. Then the keys that made "
        "tokens and signed receipts and the invite codes are destroyed. On a "
        "wave that is closed it repeats that last part.",
    .options = options,
    .json = true,
    .run = run,
};
