/*
 * A plan of units, shown before it is accepted: which programs are counted
 * together, what could be shown, and where a trend breaks. Sizes only.
 */
#ifndef CHORUS_CLI_PLAN_VIEW_H
#define CHORUS_CLI_PLAN_VIEW_H

#include "cli/folder.h"
#include "roster/roster.h"

/*
 * The plan of the stored roster. Out: freed with roster_free and
 * roster_plan_free. Errors: ERR_NOT_FOUND (the roster is empty), those of
 * roster_load and roster_plan_new; a line in the call's note.
 */
BASE_MUST_USE enum err cli_plan_make(struct cli *cli, struct people *people,
                                     uint32_t min_group,
                                     struct roster **out_roster,
                                     struct roster_plan **out_plan);

/*
 * Prints it on stdout, as JSON when the call asked for that. In: K of the rule;
 * SITE to compare with the newest wave that has one. Errors: ERR_MEMORY, those
 * of site_wave_list.
 */
BASE_MUST_USE enum err cli_plan_print(struct cli *cli, struct site *site,
                                      const struct roster_plan *plan,
                                      uint32_t k);

#endif
