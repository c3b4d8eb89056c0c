/*
 * Private to store: what both halves of a ballot file know, its kind. Their
 * statements and roles are their own.
 */
#ifndef CHORUS_STORE_BALLOTS_FILE_H
#define CHORUS_STORE_BALLOTS_FILE_H

#include "store/wave_file.h"

#define BALLOTS_FILE_ID         1128804658
#define BALLOTS_FILE_MIGRATIONS 1

extern const char *const ballots_file_migrations[BALLOTS_FILE_MIGRATIONS];

#endif
