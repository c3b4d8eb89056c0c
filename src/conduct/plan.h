/*
 * The plan of the stored roster: which programs the next wave counts together,
 * starting from the newest wave's units.
 */
#ifndef CHORUS_CONDUCT_PLAN_H
#define CHORUS_CONDUCT_PLAN_H

#include "conduct/folder.h"
#include "roster/roster.h"

/* A plan, and what it was made from. */
struct conduct_plan {
    struct roster *roster;
    struct roster_plan *plan;
    struct wave_manifest *before; /* of the newest wave; NULL: the first */
};

/*
 * In: REGROUP: do not start from the newest wave's units. Out: freed with
 * conduct_plan_free. Errors: ERR_NOT_FOUND (the roster is empty), those of
 * roster_load, site_wave_list and roster_plan_new_after; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_plan_make(struct people *people,
                                         struct site *site, uint32_t min_group,
                                         bool regroup,
                                         struct conduct_plan *out_plan,
                                         struct err_note *note);
/* A zeroed one is fine. */
void conduct_plan_free(struct conduct_plan *plan);

#endif
