/*
 * What a roster knows of the units of a plan: their type and site, which are
 * those of their programs. For a wave's document of units.
 */
#ifndef CHORUS_ROSTER_UNITS_H
#define CHORUS_ROSTER_UNITS_H

#include "roster/roster.h"
#include "wave/units.h"

/*
 * Type and site of each group: what all its programs have, WAVE_UNITS_MIXED
 * where they differ, "" where the roster says nothing of any. In: GROUPS made
 * from this roster. Out: caller frees with wave_units_free.
 * Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err roster_units_new(const struct roster *roster,
                                        const char *wave,
                                        const struct wave_group *groups,
                                        size_t group_count,
                                        struct wave_units **out_units);

#endif
