/* chorus user add, list, remove, reset: the accounts of staff. */
#include "cli/commands.h"

#include "cli/folder.h"
#include "cli/secret.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "staff/accounts.h"

#define PROGRAMS_MAX 128

static enum accounts_cost cost_of(const struct cli_folder *folder)
{
    return strcmp(cli_folder_setting(folder, "kdf"), "light") == 0
               ? ACCOUNTS_COST_LIGHT
               : ACCOUNTS_COST_REAL;
}

/* Folder and site.db of a command that changes accounts. */
static enum err begin(struct cli *cli, struct cli_folder *folder,
                      struct site **out_site)
{
    enum err e = cli_folder_lock(cli, folder);
    if (e != ERR_OK)
        return e;
    e = cli_folder_site(cli, folder, out_site);
    if (e != ERR_OK)
        cli_folder_close(folder);
    return e;
}

static enum err no_account(struct cli *cli, enum err e)
{
    if (e != ERR_NOT_FOUND)
        return e;
    return err_say(&cli->note, e,
                   "no account %.64s; chorus user list shows what there is",
                   cli_arg(cli, 0));
}

/* A program that no roster has is a typing error, found now and not at the
 * champion's first login. */
static enum err take_program(void *context, const struct people_person *person)
{
    const char **missing = context;
    for (size_t i = 0; i < PROGRAMS_MAX && missing[i] != NULL; i++)
        if (strcmp(missing[i], person->program_id) == 0)
            missing[i] = "";
    return ERR_OK;
}

static enum err check_programs(struct cli *cli, const struct cli_folder *folder,
                               const char *const *programs, size_t count)
{
    struct people *people = NULL;
    const char *missing[PROGRAMS_MAX + 1] = {NULL};
    memcpy(missing, programs, count * sizeof *missing);
    enum err e = cli_folder_people(cli, folder, &people);
    if (e == ERR_OK)
        e = people_roster_each(people, take_program, missing);
    people_close(people);
    for (size_t i = 0; e == ERR_OK && i < count; i++)
        if (missing[i][0] != 0)
            e = err_say(&cli->note, ERR_NOT_FOUND,
                        "no program %.32s on the roster; chorus roster show "
                        "lists them",
                        programs[i]);
    return e;
}

static enum err add(struct cli *cli, const struct cli_folder *folder,
                    struct site *site, enum site_account_role role)
{
    const char *programs[PROGRAMS_MAX];
    size_t count = 0;
    const char *program;
    while ((program = cli_value_at(cli, "program", count)) != NULL) {
        if (count == PROGRAMS_MAX)
            return cli_wrong_usage(cli, "too many programs");
        programs[count++] = program;
    }
    enum err e = check_programs(cli, folder, programs, count);
    if (e != ERR_OK)
        return e;
    struct buf password = BUF_INIT;
    e = cli_password(cli, cli_value(cli, "password-file"), &password);
    if (e == ERR_OK)
        e = accounts_add(site, cli_arg(cli, 0), role, programs, count,
                         buf_text(&password), cost_of(folder), &cli->note);
    buf_wipe(&password);
    return e;
}

static enum err run_add(struct cli *cli)
{
    struct cli_folder folder;
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
    cli_folder_close(&folder);
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
    struct cli_folder folder;
    struct site *site = NULL;
    struct site_account *accounts = NULL;
    size_t count = 0;
    struct cli_table *t =
        cli_table_new(columns, sizeof columns / sizeof columns[0]);
    enum err e = t == NULL ? ERR_MEMORY : cli_folder_open(cli, &folder);
    if (e == ERR_OK)
        e = cli_folder_site(cli, &folder, &site);
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
    struct cli_folder folder;
    struct site *site = NULL;
    enum err e = begin(cli, &folder, &site);
    if (e != ERR_OK)
        return e;
    e = no_account(cli, site_account_remove(site, cli_arg(cli, 0)));
    site_close(site);
    cli_folder_close(&folder);
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

static enum err reset(struct cli *cli, const struct cli_folder *folder,
                      struct site *site)
{
    struct site_account account;
    struct buf password = BUF_INIT;
    enum err e =
        no_account(cli, site_account_get(site, cli_arg(cli, 0), &account));
    if (e != ERR_OK)
        return e;
    site_account_wipe(&account);
    e = cli_password(cli, cli_value(cli, "password-file"), &password);
    if (e == ERR_OK)
        e = accounts_reset(site, cli_arg(cli, 0), buf_text(&password),
                           cost_of(folder), &cli->note);
    buf_wipe(&password);
    return e;
}

static enum err run_reset(struct cli *cli)
{
    struct cli_folder folder;
    struct site *site = NULL;
    enum err e = begin(cli, &folder, &site);
    if (e != ERR_OK)
        return e;
    e = reset(cli, &folder, site);
    site_close(site);
    cli_folder_close(&folder);
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
