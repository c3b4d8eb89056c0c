#include "cli/opener.h"

#include "cli/secret.h"

#include <sodium.h>

static size_t given(const struct cli *cli, const char *name)
{
    size_t count = 0;
    while (cli_value_at(cli, name, count) != NULL)
        count++;
    return count;
}

enum err cli_opener_new(struct cli *cli, const struct conduct_wave *wave,
                        struct conduct_opener **out_opener)
{
    const char *shares[CLI_GIVEN_MAX];
    struct conduct_opener *opener = NULL;
    size_t count = given(cli, "share");
    size_t files = given(cli, "passphrase-file");
    for (size_t i = 0; i < count; i++)
        shares[i] = cli_value_at(cli, "share", i);
    enum err e = conduct_opener_new(wave, shares, count, &opener, &cli->note);
    if (e == ERR_OK && files > 0 && files != (count > 0 ? count : 1))
        e = cli_wrong_usage(cli, "--passphrase-file: one%s, in their order",
                            count > 0 ? " for each --share" : " is enough");
    if (e != ERR_OK) {
        conduct_opener_free(opener);
        return e;
    }
    *out_opener = opener;
    return ERR_OK;
}

enum err cli_opener_ask(struct cli *cli, struct conduct_opener *opener)
{
    size_t count = conduct_opener_share_count(opener);
    char words[PASSPHRASE_SIZE] = {0};
    enum err e = ERR_OK;
    if (count == 0) {
        e = cli_passphrase(cli, words);
        if (e == ERR_OK)
            conduct_opener_passphrase(opener, 0, words);
    }
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        uint32_t number = conduct_opener_share_number(opener, i);
        if (number == 0)
            continue; /* no share of this wave: said when it is tried */
        e = cli_passphrase_of(cli, i, number, words);
        if (e == ERR_OK)
            conduct_opener_passphrase(opener, i, words);
    }
    sodium_memzero(words, sizeof words);
    return e;
}
