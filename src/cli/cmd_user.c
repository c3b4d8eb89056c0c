/* chorus user add, list, remove, reset: the accounts of staff. */
#include "cli/commands.h"

#include "cli/secret.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "conduct/accounts.h"

/* Folder and site.db of a command that changes accounts. */
static enum err begin(struct cli *cli, struct conduct_folder *folder,
                      struct site **out_site)
{
    enum err e = conduct_folder_lock(cli->dir, folder, &cli->note);
    if (e != ERR_OK)
        return e;
    e = conduct_folder_site(folder, out_site, &cli->note);
    if (e != ERR_OK)
        conduct_folder_close(folder);
    return e;
}

static enum err add(struct cli *cli, const struct conduct_folder *folder,
                    struct site *site, enum site_account_role role)
{
    const char *programs[CONDUCT_ACCOUNT_PROGRAMS_MAX];
    const char *program;
    struct conduct_account account = {cli_arg(cli, 0), role, programs, 0};
    struct buf password = BUF_INIT;
    while ((program = cli_value_at(cli, "program", account.program_count)) !=
           NULL) {
        if (account.program_count == CONDUCT_ACCOUNT_PROGRAMS_MAX)
            return cli_wrong_usage(cli, "too many programs");
        programs[account.program_count++] = program;
    }
    enum err e = conduct_account_check(folder, &account, &cli->note);
    if (e == ERR_OK)
        e = cli_password(cli, cli_value(cli, "password-file"), &password);
    if (e == ERR_OK)
        e = conduct_account_add(folder, site, &account, buf_text(&password),
                                &cli->note);
    buf_wipe(&password);
    return e;
}

static enum err run_add(struct cli *cli)
{
    struct conduct_folder folder;
    struct site *site = NULL;
    enum site_account_role role = SITE_CHAMPION;
    if (accounts_role_find(cli_value(cli, "role"), &role) != ERR_OK)
        return cli_wrong_usage(cli, "--role: champion, subcommittee or office");
    if (role == SITE_CHAMPION && cli_value(cli, "program") == NULL)
        return cli_wrong_usage(cli, "a champion needs --program P");
    if (role != SITE_CHAMPION && cli_value(cli, "program") != NULL)
        return cli_wrong_usage(cli, "--program is for champions only");
    enum err e = begin(cli, &folder, &site);
    if (e != ERR_OK)
        return e;
    e = add(cli, &folder, site, role);
    site_close(site);
    conduct_folder_close(&folder);
    if (e == ERR_OK)
        printf("Account %s added: %s.\n", cli_arg(cli, 0),
               accounts_role_name(role));
    return e;
}

static const struct cli_option add_options[] = {
    {"role", "ROLE",
     "champion (own units), subcommittee (all results), or office (also how "
     "many have fetched a token).",
     CLI_REQUIRED},
    {"program", "P", "A champion's programs, by id.", CLI_MANY},
    {"password-file", "FILE",
     "The password is its first line; asked for without it.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_user_add = {
    .name = "user add",
    .args = "NAME",
    .min_args = 1,
    .max_args = 1,
    .summary = "Add an account of staff",
    .options = add_options,
    .run = run_add,
};

static const struct cli_column columns[] = {
    {"name", "NAME", false},
    {"role", "ROLE", false},
    {"programs", "PROGRAMS", false},
};

static enum err put_account(struct cli_table *t, const struct site_account *a)
{
    struct buf programs = BUF_INIT;
    for (size_t i = 0; i < a->program_count; i++)
        buf_printf(&programs, "%s%s", i == 0 ? "" : " ", a->programs[i]);
    enum err e = buf_check(&programs);
    if (e == ERR_OK) {
        cli_table_text(t, a->name);
        cli_table_text(t, accounts_role_name(a->role));
        cli_table_text(t, buf_text(&programs));
    }
    buf_free(&programs);
    return e;
}

static enum err run_list(struct cli *cli)
{
    struct conduct_folder folder;
    struct site *site = NULL;
    struct site_account *accounts = NULL;
    size_t count = 0;
    struct cli_table *t =
        cli_table_new(columns, sizeof columns / sizeof columns[0]);
    enum err e = t == NULL ? ERR_MEMORY
                           : conduct_folder_open(cli->dir, &folder, &cli->note);
    if (e == ERR_OK)
        e = conduct_folder_site(&folder, &site, &cli->note);
    if (e == ERR_OK)
        e = site_account_list(site, &accounts, &count);
    for (size_t i = 0; e == ERR_OK && i < count; i++)
        e = put_account(t, &accounts[i]);
    if (e == ERR_OK)
        e = cli_table_print(t, cli->json, stdout);
    site_accounts_free(accounts, count);
    site_close(site);
    cli_table_free(t);
    return e;
}

const struct cli_command cli_cmd_user_list = {
    .name = "user list",
    .args = "",
    .summary = "List the accounts of staff",
    .json = true,
    .run = run_list,
};

static enum err run_remove(struct cli *cli)
{
    struct conduct_folder folder;
    struct site *site = NULL;
    enum err e = begin(cli, &folder, &site);
    if (e != ERR_OK)
        return e;
    e = conduct_account_remove(site, cli_arg(cli, 0), &cli->note);
    site_close(site);
    conduct_folder_close(&folder);
    if (e == ERR_OK)
        printf("Account %s removed; its sessions are ended.\n",
               cli_arg(cli, 0));
    return e;
}

const struct cli_command cli_cmd_user_remove = {
    .name = "user remove",
    .args = "NAME",
    .min_args = 1,
    .max_args = 1,
    .summary = "Remove an account and end its sessions",
    .run = run_remove,
};

static enum err reset(struct cli *cli, const struct conduct_folder *folder,
                      struct site *site)
{
    struct buf password = BUF_INIT;
    enum err e = conduct_account_there(site, cli_arg(cli, 0), &cli->note);
    if (e == ERR_OK)
        e = cli_password(cli, cli_value(cli, "password-file"), &password);
    if (e == ERR_OK)
        e = conduct_account_reset(folder, site, cli_arg(cli, 0),
                                  buf_text(&password), &cli->note);
    buf_wipe(&password);
    return e;
}

static enum err run_reset(struct cli *cli)
{
    struct conduct_folder folder;
    struct site *site = NULL;
    enum err e = begin(cli, &folder, &site);
    if (e != ERR_OK)
        return e;
    e = reset(cli, &folder, site);
    site_close(site);
    conduct_folder_close(&folder);
    if (e == ERR_OK)
        printf("Account %s has a new password; its sessions are ended.\n",
               cli_arg(cli, 0));
    return e;
}

static const struct cli_option reset_options[] = {
    {"password-file", "FILE",
     "The password is its first line; asked for without it.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_user_reset = {
    .name = "user reset",
    .args = "NAME",
    .min_args = 1,
    .max_args = 1,
    .summary = "Give an account a new password",
    .options = reset_options,
    .run = run_reset,
};
