/*
 * A new roster in the place of the stored one: what it would change, and the
 * change itself, whole or not at all.
 */
#ifndef CHORUS_CONDUCT_ROSTER_IMPORT_H
#define CHORUS_CONDUCT_ROSTER_IMPORT_H

#include "conduct/folder.h"
#include "roster/roster.h"

/* Changes nothing. Out: OUT_BEFORE, what is stored, freed with roster_free.
 * Errors: those of people_open and roster_load; a line in NOTE. */
BASE_MUST_USE enum err conduct_roster_compare(
    const struct conduct_folder *folder, const struct roster *roster,
    struct roster **out_before, struct roster_changes *out_changes,
    struct err_note *note);

/* Replaces. In: the folder is locked. Out: what changed. Errors: as above, and
 * those of roster_store; then nothing is changed. */
BASE_MUST_USE enum err conduct_roster_replace(
    const struct conduct_folder *folder, const struct roster *roster,
    struct roster_changes *out_changes, struct err_note *note);

#endif
