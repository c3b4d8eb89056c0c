/*
 * Single sign-on: the proxy in front says who it is, in a header, and a file
 * says what they may see. Off unless DIR/server/signon.conf is there. Knows
 * names and roles; never sees HTTP, and must never know a trainee.
 *
 * The file, "key = value" (base/config), the first three with these defaults:
 *     user_header = Remote-User
 *     groups_header = Remote-Groups
 *     groups_separator = ,
 *     logout = /                      # where a logout leads
 *     subcommittee = group gme-subcommittee
 *     office = user jan@example.edu
 *     champion P001 P002 = user ann@example.edu
 * A line for a user decides alone; else the first group of the file that
 * somebody is in gives the role, and a champion the programs of all.
 */
#ifndef CHORUS_STAFF_SIGNON_H
#define CHORUS_STAFF_SIGNON_H

#include "store/site.h"

struct signon;

/*
 * The names that either header may have: the proxy configurations that ship
 * take all of these away from what a client sends. Ends with NULL.
 */
extern const char *const signon_headers[];

/*
 * Reads the file. Out: OUT_SIGNON, freed by the caller with signon_free; NULL
 * when there is no file. Errors: ERR_FORMAT with the line in NOTE (unknown key,
 * role or header, a champion without a program), ERR_IO, ERR_MEMORY.
 */
BASE_MUST_USE enum err signon_load(const char *path, struct signon **out_signon,
                                   struct err_note *note);
/* NULL is fine. */
void signon_free(struct signon *signon);

const char *signon_user_header(const struct signon *signon);
const char *signon_groups_header(const struct signon *signon);
/* A path of the proxy's, for after a logout. */
const char *signon_logout(const struct signon *signon);

/*
 * Who a name is. In: USER and GROUPS as the proxy says them; GROUPS may be
 * NULL. Out: OUT_ACCOUNT, without a password, wiped with site_account_wipe.
 * Errors: ERR_NOT_FOUND (no line speaks of them, or what was said is no name),
 * ERR_MEMORY.
 */
BASE_MUST_USE enum err signon_account(const struct signon *signon,
                                      const char *user, const char *groups,
                                      struct site_account *out_account);

#endif
