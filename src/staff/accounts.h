/*
 * Accounts of staff: passwords and roles.
 * Knows site.db; must never know a trainee, an invite or a ballot, and never
 * sees HTTP.
 */
#ifndef CHORUS_STAFF_ACCOUNTS_H
#define CHORUS_STAFF_ACCOUNTS_H

#include "store/site.h"

#define ACCOUNTS_PASSWORD_MIN_BYTES 12
#define ACCOUNTS_PASSWORD_MAX_BYTES 256

/* How hard a password is to guess from the file. */
enum accounts_cost {
    ACCOUNTS_COST_REAL,  /* Argon2id, 64 MiB */
    ACCOUNTS_COST_LIGHT, /* for tests and the demo's synthetic staff */
};

/*
 * Makes the stored form of a password (Argon2id, crypto_pwhash_str).
 * In: PASSWORD, a C string, secret. Out: OUT_HASH.
 * Errors: ERR_RANGE (shorter than 12 or longer than 256 bytes), ERR_MEMORY.
 */
BASE_MUST_USE enum err accounts_hash_password(
    const char *password, enum accounts_cost cost,
    char out_hash[static SITE_PASSWORD_HASH_SIZE]);

/*
 * Adds an account. In: ROLE; PROGRAMS, ids that a champion is bound to, for no
 * other role. Errors: ERR_EXISTS, ERR_RANGE (the name or password too short or
 * long, a champion without a program, another role with one, a program that is
 * no name), ERR_BUSY, ERR_IO, ERR_FULL, ERR_MEMORY; NOTE says what to do.
 */
BASE_MUST_USE enum err accounts_add(struct site *site, const char *name,
                                    enum site_account_role role,
                                    const char *const *programs,
                                    size_t program_count, const char *password,
                                    enum accounts_cost cost,
                                    struct err_note *note);

/* Sets a password and ends all sessions of the account. Errors: ERR_NOT_FOUND,
 * ERR_RANGE, and those of the store. */
BASE_MUST_USE enum err accounts_reset(struct site *site, const char *name,
                                      const char *password,
                                      enum accounts_cost cost,
                                      struct err_note *note);

/* "champion", "subcommittee", "office"; and back, ERR_NOT_FOUND. */
const char *accounts_role_name(enum site_account_role role);
BASE_MUST_USE enum err accounts_role_find(const char *name,
                                          enum site_account_role *out_role);

/* What checking passwords needs beside the file. */
struct accounts_checker;

/* Out: caller frees with accounts_checker_free. ERR_MEMORY. */
BASE_MUST_USE enum err accounts_checker_new(
    struct site *site, struct accounts_checker **out_checker);
void accounts_checker_free(struct accounts_checker *checker);

/*
 * Checks a name and a password, and enters in the log of logins what came of
 * it. Takes as long for a name that no account has: a decoy's password is
 * tried, and a line is written. How often one may try is the caller's to say.
 * Blocks for the time of an Argon2id; uses 64 MiB meanwhile.
 * In: NAME and PASSWORD, untrusted. Out: OUT_ACCOUNT, wiped by the caller with
 * site_account_wipe. Errors: ERR_DENIED (name or password), and those of the
 * store.
 */
BASE_MUST_USE enum err accounts_check(struct accounts_checker *checker,
                                      const char *name, const char *password,
                                      int64_t now_sec,
                                      struct site_account *out_account);

#endif
