/* chorus wave unlock-test: does the passphrase still open the key? */
#include "cli/commands.h"

#include "cli/secret.h"
#include "cli/unlock.h"

#include <sodium.h>

static enum err try_key(struct cli *cli, const struct cli_wave *wave)
{
    char passphrase[PASSPHRASE_SIZE];
    struct ballot_secret_key *secret = NULL;
    enum err e = cli_passphrase(cli, passphrase);
    if (e == ERR_OK)
        e = cli_unlock(wave, passphrase, &secret, &cli->note);
    sodium_memzero(passphrase, sizeof passphrase);
    sodium_free(secret);
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
        e = try_key(cli, &wave);
    if (e == ERR_OK)
        printf("The passphrase opens the key of %s. No ballot was opened.\n",
               wave.row.name);
    cli_wave_free(&wave);
    site_close(site);
    return e;
}

static const struct cli_option options[] = {
    CLI_PASSPHRASE_OPTION("The passphrase, instead of asking for it."),
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_wave_unlock_test = {
    .name = "wave unlock-test",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Test that the passphrase opens the key; opens no ballot",
    .options = options,
    .run = run,
};
