/* chorus board verify: does the board keep its word; is my ballot on it? */
#include "cli/commands.h"

#include "cli/documents.h"
#include "wave/receipt.h"

#include <jansson.h>

static enum err find_receipt(struct cli *cli, const struct cli_wave *wave,
                             const struct wave_board *board)
{
    const char *text = cli_value(cli, "receipt");
    struct wave_receipt receipt;
    struct wave_board_public key;
    memcpy(key.b, wave->manifest->board_pk, sizeof key.b);
    if (wave_receipt_parse(text, strlen(text), &receipt) != ERR_OK)
        return err_say(&cli->note, ERR_FORMAT,
                       "--receipt: not a receipt; it begins with "
                       "chorus-receipt-v1.");
    if (memcmp(receipt.mh.b, wave->mh.b, sizeof receipt.mh.b) != 0)
        return err_say(&cli->note, ERR_DENIED,
                       "the receipt is one of another wave than %s",
                       wave->row.name);
    if (wave_receipt_verify(&receipt, &key) != ERR_OK)
        return err_say(&cli->note, ERR_DENIED,
                       "the receipt is not signed by this wave's key");
    if (!wave_board_has_leaf(board, &receipt.nullifier, &receipt.sealed_hash))
        return err_say(
            &cli->note, ERR_CORRUPT,
            "the receipt is good but its ballot is not on the board: "
            "this proves a lost ballot; keep the receipt and show "
            "it to the house-staff council");
    return ERR_OK;
}

static enum err tell(struct cli *cli, const struct wave_board *board)
{
    bool asked = cli_value(cli, "receipt") != NULL;
    if (cli->json) {
        json_t *all = json_pack("{s:I, s:I, s:I, s:o}", "issued",
                                (json_int_t)board->issued, "redeemed",
                                (json_int_t)board->redeemed, "spoiled",
                                (json_int_t)board->spoiled, "receipt_found",
                                asked ? json_true() : json_null());
        bool good = all != NULL && json_dumpf(all, stdout, 0) == 0;
        json_decref(all);
        putchar('\n');
        return good ? ERR_OK : ERR_MEMORY;
    }
    printf("The board is signed and adds up: %u invites used, %u ballots, %u "
           "spoiled.\n",
           (unsigned)board->issued, (unsigned)board->redeemed,
           (unsigned)board->spoiled);
    if (asked)
        puts("The receipt's ballot is on it.");
    return ERR_OK;
}

static enum err run(struct cli *cli)
{
    struct cli_folder folder;
    struct site *site = NULL;
    struct cli_wave wave = {.manifest_bytes = BUF_INIT};
    struct cli_results r = {.release_bytes = BUF_INIT, .board_bytes = BUF_INIT};
    enum err e = cli_folder_open(cli, &folder);
    if (e == ERR_OK)
        e = cli_folder_site(cli, &folder, &site);
    if (e == ERR_OK)
        e = cli_wave_load(cli, &folder, site, cli_arg(cli, 0), &wave);
    if (e == ERR_OK)
        e = cli_results_load(site, &wave, &r, &cli->note);
    if (e == ERR_OK && cli_value(cli, "receipt") != NULL)
        e = find_receipt(cli, &wave, r.board);
    if (e == ERR_OK)
        e = tell(cli, r.board);
    cli_results_free(&r);
    cli_wave_free(&wave);
    site_close(site);
    return e;
}

static const struct cli_option options[] = {
    {"receipt", "R", "Also look for the ballot of this receipt.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_board_verify = {
    .name = "board verify",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Check the board of a closed wave, and a receipt",
    .options = options,
    .json = true,
    .run = run,
};
