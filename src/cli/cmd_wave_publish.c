/* chorus wave publish: from when everybody may see the results. */
#include "cli/commands.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "conduct/desk.h"
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
    struct conduct_desk d;
    int64_t from = 0;
    enum err e = read_from(cli, &from);
    if (e == ERR_OK)
        e = conduct_desk_open(cli->dir, CONDUCT_DESK_LOCK, cli_arg(cli, 0), &d,
                              &cli->note);
    if (e != ERR_OK)
        return e;
    const struct site_wave *row = &d.wave.row;
    e = conduct_publication_set(d.site, &d.wave, from, &cli->note);
    if (e == ERR_OK && from == 0) {
        printf("The results of %s are for staff only.\n", row->name);
    } else if (e == ERR_OK) {
        char text[DATETIME_WORDS_SIZE];
        datetime_words(from, text);
        printf("The results of %s are public from %s%s.\n", row->name, text,
               row->state == SITE_WAVE_OPEN ? ", once it is closed" : "");
    }
    conduct_desk_close(&d);
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
