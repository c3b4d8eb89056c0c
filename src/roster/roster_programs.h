/*
 * The programs of a roster, found from its people. For roster.c and
 * roster_read.c.
 */
#ifndef CHORUS_ROSTER_ROSTER_PROGRAMS_H
#define CHORUS_ROSTER_ROSTER_PROGRAMS_H

#include "roster/roster.h"

/*
 * Fills programs, program_count and department_count from the people, who are
 * sorted by person. In: LINES, the file's line of each person, or NULL; NAME of
 * the file for the note. Errors: ERR_EXISTS (two lines that contradict each
 * other about a program; two departments that differ in capitals only),
 * ERR_MEMORY.
 */
BASE_MUST_USE enum err roster_find_programs(struct roster *roster,
                                            const size_t *lines,
                                            const char *name,
                                            struct err_note *note);

#endif
