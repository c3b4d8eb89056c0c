/*
 * Which unit of which wave somebody of the staff may see: the subcommittee
 * all, a champion those that their programs are counted in, by that wave's
 * manifest; nobody learns whether another one exists.
 */
#ifndef CHORUS_WEB_ACCESS_H
#define CHORUS_WEB_ACCESS_H

#include "staff/sessions.h"
#include "web/waves.h"

/* The group of a unit's name that PERSON may see; NULL when not, or none. */
const struct wave_group *web_access_unit(const struct sessions_person *person,
                                         const struct wave_manifest *manifest,
                                         const char *unit);

/* Whether PERSON is bound to this program of the group. */
bool web_access_is_own_program(const struct sessions_person *person,
                               const char *program_id);

#endif
