/* chorus wave unlock-test: do the passphrase or the shares still open? */
#include "cli/commands.h"

#include "cli/opener.h"
#include "cli/terminal.h"
#include "conduct/desk.h"
#include "conduct/unlock.h"

static void tell_share(void *context, uint32_t number, enum err wrong,
                       const struct err_note *note)
{
    (void)context;
    if (wrong == ERR_OK) {
        printf("The share of trustee %u opens.\n", (unsigned)number);
        return;
    }
    fputs("Does not open: ", stdout);
    cli_term_text(stdout, note->text);
    putchar('\n');
}

static void tell(const struct conduct_wave *wave,
                 const struct conduct_unlock *result)
{
    const struct wave_trustees *t = &wave->manifest->trustees;
    if (t->count == 0 && result->opens)
        printf("The passphrase opens the key of %s. No ballot was opened.\n",
               wave->row.name);
    else if (t->count > 0 && !result->was_tried)
        printf("%u of %u shares are needed for the key of %s, which was not "
               "tried.\n",
               (unsigned)t->threshold, (unsigned)t->count, wave->row.name);
    else if (t->count > 0 && result->opens)
        printf("Together %u shares open the key of %s. No ballot was opened.\n",
               (unsigned)result->good, wave->row.name);
    else if (t->count > 0)
        printf("Together these %u shares do not open the key of %s.\n",
               (unsigned)result->good, wave->row.name);
}

static enum err test(struct cli *cli, const struct conduct_wave *wave)
{
    struct conduct_opener *opener = NULL;
    struct conduct_unlock result = {.wrong = ERR_OK};
    enum err e = cli_opener_new(cli, wave, &opener);
    if (e == ERR_OK)
        e = cli_opener_ask(cli, opener);
    if (e == ERR_OK) {
        conduct_unlock_test(wave, opener, tell_share, NULL, &result);
        tell(wave, &result);
        cli->note = result.note;
        e = result.wrong;
    }
    conduct_opener_free(opener);
    return e;
}

static enum err run(struct cli *cli)
{
    struct conduct_desk d;
    enum err e = conduct_desk_open(cli->dir, CONDUCT_DESK_READ, cli_arg(cli, 0),
                                   &d, &cli->note);
    if (e != ERR_OK)
        return e;
    e = test(cli, &d.wave);
    conduct_desk_close(&d);
    return e;
}

static const struct cli_option options[] = {
    CLI_OPENER_OPTIONS,
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_wave_unlock_test = {
    .name = "wave unlock-test",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Test that the key can be opened; opens no ballot",
    .details =
        "With --share, says of each share whether it opens; a trustee can test "
        "their own alone. When there are as many as the wave needs, the key is "
        "tried too.",
    .options = options,
    .run = run,
};
