/* chorus wave unlock-test: do the passphrase or the shares still open? */
#include "cli/commands.h"

#include "cli/opener.h"
#include "cli/terminal.h"

/* Each share by itself, as a line. Out: how many open, and the first failure,
 * whose line is in the call's note. */
static enum err try_shares(struct cli *cli, struct cli_opener *opener,
                           uint32_t *out_good)
{
    enum err first = ERR_OK;
    uint32_t good = 0;
    for (size_t i = 0; i < cli_opener_share_count(opener); i++) {
        struct err_note note = {{0}};
        uint32_t number = 0;
        enum err e = cli_opener_share_open(opener, i, &number, &note);
        if (e == ERR_OK) {
            printf("The share of trustee %u opens.\n", (unsigned)number);
            good++;
            continue;
        }
        fputs("Does not open: ", stdout);
        cli_term_text(stdout, note.text);
        putchar('\n');
        if (first == ERR_OK) {
            first = e;
            cli->note = note;
        }
    }
    *out_good = good;
    return first;
}

static enum err test_shares(struct cli *cli, const struct cli_wave *wave,
                            struct cli_opener *opener)
{
    const struct wave_trustees *t = &wave->manifest->trustees;
    const struct ballot_secret_key *key = NULL;
    uint32_t good = 0;
    enum err first = try_shares(cli, opener, &good);
    if (good < t->threshold) {
        printf("%u of %u shares are needed for the key of %s, which was not "
               "tried.\n",
               (unsigned)t->threshold, (unsigned)t->count, wave->row.name);
        return first;
    }
    enum err e =
        cli_opener_key(opener, &key, first == ERR_OK ? &cli->note : NULL);
    if (e == ERR_OK)
        printf("Together %u shares open the key of %s. No ballot was opened.\n",
               (unsigned)good, wave->row.name);
    else
        printf("Together these %u shares do not open the key of %s.\n",
               (unsigned)good, wave->row.name);
    return first != ERR_OK ? first : e;
}

static enum err test(struct cli *cli, const struct cli_wave *wave)
{
    struct cli_opener *opener = NULL;
    enum err e = cli_opener_new(cli, wave, &opener);
    if (e == ERR_OK)
        e = cli_opener_ask(cli, opener);
    if (e == ERR_OK && wave->manifest->trustees.count > 0) {
        e = test_shares(cli, wave, opener);
    } else if (e == ERR_OK) {
        e = cli_opener_open(opener, &cli->note);
        if (e == ERR_OK)
            printf("The passphrase opens the key of %s. No ballot was "
                   "opened.\n",
                   wave->row.name);
    }
    cli_opener_free(opener);
    return e;
}

static enum err run(struct cli *cli)
{
    struct cli_folder folder;
    struct site *site = NULL;
    struct cli_wave wave = {.manifest_bytes = BUF_INIT};
    enum err e = cli_folder_open(cli, &folder);
    if (e == ERR_OK)
        e = cli_folder_site(cli, &folder, &site);
    if (e == ERR_OK)
        e = cli_wave_load(cli, &folder, site, cli_arg(cli, 0), &wave);
    if (e == ERR_OK)
        e = test(cli, &wave);
    cli_wave_free(&wave);
    site_close(site);
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
