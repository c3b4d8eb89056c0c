/* chorus board verify: does the board keep its word; is my ballot on it; was my
 * invite used? */
#include "cli/commands.h"

#include "cli/outside.h"
#include "wave/receipt.h"

#include <jansson.h>
#include <sodium.h>

/* What the board says of an invite. */
enum invite_state {
    INVITE_NOT_ASKED,
    INVITE_USED,
    INVITE_UNUSED,
    INVITE_REPLACED, /* struck out while unused */
};

static const char *const invite_names[] = {
    [INVITE_USED] = "used",
    [INVITE_UNUSED] = "unused",
    [INVITE_REPLACED] = "replaced",
};

static enum err find_receipt(struct cli *cli, const struct conduct_wave *wave,
                             const struct wave_board *board)
{
    const char *text = cli_value(cli, "receipt");
    struct wave_receipt receipt;
    struct wave_board_public key;
    if (text == NULL)
        return ERR_OK;
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
    enum err e =
        wave_board_find_leaf(board, &receipt.nullifier, &receipt.sealed_hash);
    if (e == ERR_NOT_FOUND)
        e = err_say(&cli->note, ERR_CORRUPT,
                    "the receipt is good but its ballot is not on the "
                    "board: this is signed evidence of a lost ballot; keep "
                    "receipt and board and show them to the house-staff "
                    "council");
    return e;
}

/* The code of --code or --link, of this wave as far as it can tell. Out: the
 * caller wipes it. */
static enum err read_code(struct cli *cli, const struct conduct_wave *wave,
                          struct wave_invite_code *out_code)
{
    const char *text = cli_value(cli, "code");
    const char *link = cli_value(cli, "link");
    struct wave_invite_link parts;
    enum err e = ERR_OK;
    if (link == NULL) {
        e = wave_invite_code_parse(text, strlen(text), out_code);
    } else {
        e = wave_invite_link_parse(link, &parts);
        if (e == ERR_OK)
            *out_code = parts.code;
    }
    if (e != ERR_OK)
        e = err_say(&cli->note, e, "--%s: %s", link == NULL ? "code" : "link",
                    e == ERR_DENIED ? "a letter or digit is mistyped"
                                    : "not an invite; copy all of it");
    else if (link != NULL &&
             !wave_fingerprint_matches(&parts.fingerprint, &wave->mh))
        e = err_say(&cli->note, ERR_DENIED,
                    "the link promises another manifest than that of %s: "
                    "another wave, or another promise than yours",
                    wave->row.name);
    else if (wave_manifest_group(wave->manifest,
                                 wave_invite_code_group(out_code)) == NULL)
        e = err_say(&cli->note, ERR_DENIED,
                    "the code is for no group of %s: it is of another wave",
                    wave->row.name);
    sodium_memzero(&parts, sizeof parts);
    return e;
}

static bool is_replaced(const struct wave_board *board,
                        const struct wave_invite_public *pk)
{
    for (size_t i = 0; i < board->replaced_count; i++)
        if (memcmp(board->replaced[i].old_pk.b, pk->b, sizeof pk->b) == 0)
            return true;
    return false;
}

static enum err find_invite(struct cli *cli, const struct conduct_wave *wave,
                            const struct wave_board *board,
                            enum invite_state *out_state)
{
    struct wave_invite_code code;
    struct wave_invite_public pk;
    struct wave_invite_secret sk;
    struct wave_used_hash used;
    struct wave_id id;
    if (cli_value(cli, "code") == NULL && cli_value(cli, "link") == NULL)
        return ERR_OK;
    enum err e = read_code(cli, wave, &code);
    if (e == ERR_OK) {
        memcpy(id.b, wave->manifest->wave_id, sizeof id.b);
        wave_invite_keypair(&id, &code, &pk, &sk);
        wave_invite_used_hash(&pk, &used);
        e = wave_board_find_used(board, &used);
        *out_state = e == ERR_OK               ? INVITE_USED
                     : is_replaced(board, &pk) ? INVITE_REPLACED
                                               : INVITE_UNUSED;
        e = e == ERR_NOT_FOUND ? ERR_OK : e;
    }
    sodium_memzero(&code, sizeof code);
    sodium_memzero(&sk, sizeof sk);
    return e;
}

static enum err tell_json(const struct cli *cli, const struct wave_board *board,
                          const char *fingerprint, enum invite_state invite)
{
    bool asked = cli_value(cli, "receipt") != NULL;
    json_t *all = json_pack("{s:I, s:I, s:I, s:o, s:s?, s:s}", "issued",
                            (json_int_t)board->issued, "redeemed",
                            (json_int_t)board->redeemed, "spoiled",
                            (json_int_t)board->spoiled, "receipt_found",
                            asked ? json_true() : json_null(), "invite",
                            invite_names[invite], "fingerprint", fingerprint);
    bool good = all != NULL && json_dumpf(all, stdout, 0) == 0;
    json_decref(all);
    putchar('\n');
    return good ? ERR_OK : ERR_MEMORY;
}

static enum err tell(const struct cli *cli, const struct conduct_wave *wave,
                     const struct wave_board *board, enum invite_state invite)
{
    char fingerprint[WAVE_FINGERPRINT_TEXT_SIZE];
    wave_fingerprint_text(&wave->mh, fingerprint);
    if (cli->json)
        return tell_json(cli, board, fingerprint, invite);
    printf("The board is signed and adds up: %u invites used, %u ballots, %u "
           "spoiled.\n",
           (unsigned)board->issued, (unsigned)board->redeemed,
           (unsigned)board->spoiled);
    if (cli_value(cli, "receipt") != NULL)
        puts("The receipt's ballot is on it.");
    if (invite == INVITE_USED)
        puts("The invite was used to fetch a token.");
    else if (invite == INVITE_UNUSED)
        puts("Nobody used the invite in this wave.");
    else if (invite == INVITE_REPLACED)
        puts("The invite was struck out before it was used; another took its "
             "place.");
    if (cli_outside_needs_comparing(cli) && cli_value(cli, "link") == NULL)
        printf("Compare the manifest's fingerprint with your letter or the "
               "poster:\n%s\n",
               fingerprint);
    return ERR_OK;
}

static enum err run(struct cli *cli)
{
    struct conduct_desk desk = CONDUCT_DESK_INIT;
    struct conduct_results r = CONDUCT_RESULTS_INIT;
    enum invite_state invite = INVITE_NOT_ASKED;
    const struct conduct_download_files files = {
        .manifest = cli_value(cli, "manifest"),
        .board = cli_value(cli, "board"),
        .board_sig = cli_value(cli, "board-sig"),
    };
    if (cli_value(cli, "link") != NULL && cli_value(cli, "code") != NULL)
        return cli_wrong_usage(cli, "--link and --code ask the same; give one");
    enum err e = cli_outside_results(cli, &files, false, &desk, &r);
    if (e == ERR_OK)
        e = find_receipt(cli, &desk.wave, r.board);
    if (e == ERR_OK)
        e = find_invite(cli, &desk.wave, r.board, &invite);
    if (e == ERR_OK)
        e = tell(cli, &desk.wave, r.board, invite);
    conduct_results_free(&r);
    conduct_desk_close(&desk);
    return e;
}

static const struct cli_option options[] = {
    {"receipt", "R", "Also look for the ballot of this receipt.", 0},
    {"link", "LINK", "Also look whether this invite was used.", 0},
    {"code", "CODE", "The same for a code without its link.", 0},
    CLI_OUTSIDE_OPTIONS,
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_board_verify = {
    .name = "board verify",
    .args = "[WAVE]",
    .min_args = 0,
    .max_args = 1,
    .summary = "Check the board of a closed wave, a receipt, an invite",
    .details =
        "Checks the board's signature, its counts and its root, and compares a "
        "receipt or an invite with it. All of it happens here: neither is "
        "sent. Of a WAVE in the folder, or, for somebody outside, of a WAVE of "
        "a server, or of files that the server hands to everybody:\n"
        "  chorus board verify WAVE --url https://... --link LINK\n"
        "  curl -O https://.../v1/waves/WAVE/manifest\n"
        "  curl -O https://.../v1/waves/WAVE/board\n"
        "  curl -O https://.../v1/waves/WAVE/board.sig\n"
        "  chorus board verify --manifest manifest --board board --link LINK",
    .options = options,
    .json = true,
    .run = run,
};
