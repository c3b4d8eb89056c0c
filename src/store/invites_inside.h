/*
 * What invites.c and invites_create.c share: the kind of the file and its
 * roles.
 */
#ifndef CHORUS_STORE_INVITES_INSIDE_H
#define CHORUS_STORE_INVITES_INSIDE_H

#include "store/invites.h"
#include "store/wave_file.h"

enum invites_statement {
    INVITES_ADD = WAVE_FILE_STATEMENT_COUNT,
    INVITES_EACH,
    INVITES_GET,
    INVITES_USE,
    INVITES_ANY_USED,
    INVITES_STATEMENT_COUNT,
};

extern const struct db_kind invites_kind;
extern const struct db_role invites_roles[]; /* by enum invites_role */

#endif
