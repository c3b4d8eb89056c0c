#include "conduct/accounts.h"

static enum accounts_cost cost_of(const struct conduct_folder *folder)
{
    return strcmp(conduct_folder_setting(folder, "kdf"), "light") == 0
               ? ACCOUNTS_COST_LIGHT
               : ACCOUNTS_COST_REAL;
}

/* A program that no roster has is a typing error, found now and not at the
 * champion's first login. */
static enum err take_program(void *context, const struct people_person *person)
{
    const char **missing = context;
    for (size_t i = 0; missing[i] != NULL; i++)
        if (strcmp(missing[i], person->program_id) == 0)
            missing[i] = "";
    return ERR_OK;
}

static enum err check_programs(const struct conduct_folder *folder,
                               const struct conduct_account *a,
                               struct err_note *note)
{
    struct people *people = NULL;
    const char *missing[CONDUCT_ACCOUNT_PROGRAMS_MAX + 1] = {NULL};
    memcpy(missing, a->programs, a->program_count * sizeof *missing);
    enum err e = conduct_folder_people(folder, &people, note);
    if (e == ERR_OK)
        e = people_roster_each(people, take_program, missing);
    people_close(people);
    for (size_t i = 0; e == ERR_OK && i < a->program_count; i++)
        if (missing[i][0] != 0)
            e = err_say(note, ERR_NOT_FOUND,
                        "no program %.32s on the roster; chorus roster show "
                        "lists them",
                        a->programs[i]);
    return e;
}

enum err conduct_account_check(const struct conduct_folder *folder,
                               const struct conduct_account *account,
                               struct err_note *note)
{
    if (account->role == SITE_CHAMPION && account->program_count == 0)
        return err_say(note, ERR_RANGE, "a champion needs a program");
    if (account->role != SITE_CHAMPION && account->program_count > 0)
        return err_say(note, ERR_RANGE, "only a champion has programs");
    if (account->program_count > CONDUCT_ACCOUNT_PROGRAMS_MAX)
        return err_say(note, ERR_RANGE, "too many programs");
    if (account->program_count == 0)
        return ERR_OK;
    return check_programs(folder, account, note);
}

enum err conduct_account_add(const struct conduct_folder *folder,
                             struct site *site,
                             const struct conduct_account *account,
                             const char *password, struct err_note *note)
{
    return accounts_add(site, account->name, account->role, account->programs,
                        account->program_count, password, cost_of(folder),
                        note);
}

static enum err say_missing(enum err e, const char *name, struct err_note *note)
{
    if (e != ERR_NOT_FOUND)
        return e;
    return err_say(note, e,
                   "no account %.64s; chorus user list shows what there is",
                   name);
}

enum err conduct_account_remove(struct site *site, const char *name,
                                struct err_note *note)
{
    return say_missing(site_account_remove(site, name), name, note);
}

enum err conduct_account_there(struct site *site, const char *name,
                               struct err_note *note)
{
    struct site_account account;
    enum err e = site_account_get(site, name, &account);
    if (e == ERR_OK)
        site_account_wipe(&account);
    return say_missing(e, name, note);
}

enum err conduct_account_reset(const struct conduct_folder *folder,
                               struct site *site, const char *name,
                               const char *password, struct err_note *note)
{
    enum err e = accounts_reset(site, name, password, cost_of(folder), note);
    return say_missing(e, name, note);
}
