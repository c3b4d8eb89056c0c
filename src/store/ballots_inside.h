/*
 * What ballots.c and ballots_create.c share: the statements of the half that
 * takes, and its role.
 */
#ifndef CHORUS_STORE_BALLOTS_INSIDE_H
#define CHORUS_STORE_BALLOTS_INSIDE_H

#include "store/ballots.h"
#include "store/ballots_file.h"

enum ballots_statement {
    BALLOTS_SIZE = WAVE_FILE_STATEMENT_COUNT,
    BALLOTS_SIZE_SET,
    BALLOTS_ROWS,
    BALLOTS_FILL,
    BALLOTS_EACH,
    BALLOTS_PUT,
    BALLOTS_ANY,
    BALLOTS_STATEMENT_COUNT,
};

extern const struct db_kind ballots_kind;
extern const struct db_role ballots_role;

#endif
