/*
 * The accounts of staff, as the office manages them. Checks what only the
 * office can: that a champion's programs are on the roster.
 */
#ifndef CHORUS_CONDUCT_ACCOUNTS_H
#define CHORUS_CONDUCT_ACCOUNTS_H

#include "conduct/folder.h"
#include "staff/accounts.h"

#define CONDUCT_ACCOUNT_PROGRAMS_MAX 128

/* A new account. Not owned. */
struct conduct_account {
    const char *name;
    enum site_account_role role;
    const char *const *programs; /* of a champion */
    size_t program_count;
};

/*
 * Whether it could be added, before anybody is asked for a password. Errors:
 * ERR_RANGE (a champion without a program, others with one, too many),
 * ERR_NOT_FOUND (a program that no roster has), those of people_open; a line in
 * NOTE.
 */
BASE_MUST_USE enum err conduct_account_check(
    const struct conduct_folder *folder, const struct conduct_account *account,
    struct err_note *note);

/* Adds it. In: the folder is locked, the account was checked. Errors: those of
 * accounts_add. */
BASE_MUST_USE enum err conduct_account_add(
    const struct conduct_folder *folder, struct site *site,
    const struct conduct_account *account, const char *password,
    struct err_note *note);

/* Removes an account and ends its sessions. Errors: ERR_NOT_FOUND, those of the
 * store; a line in NOTE. */
BASE_MUST_USE enum err conduct_account_remove(struct site *site,
                                              const char *name,
                                              struct err_note *note);

/* Whether there is one. Errors: ERR_NOT_FOUND, those of the store; a line in
 * NOTE. */
BASE_MUST_USE enum err conduct_account_there(struct site *site,
                                             const char *name,
                                             struct err_note *note);

/* Gives it a new password and ends its sessions. Errors: ERR_NOT_FOUND, those
 * of accounts_reset. */
BASE_MUST_USE enum err conduct_account_reset(
    const struct conduct_folder *folder, struct site *site, const char *name,
    const char *password, struct err_note *note);

#endif
