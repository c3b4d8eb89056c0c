/*
 * A plan of units, shown before it is accepted: which programs are counted
 * together, what could be shown, and where a trend breaks. Sizes only.
 */
#ifndef CHORUS_CLI_PLAN_VIEW_H
#define CHORUS_CLI_PLAN_VIEW_H

#include "cli/folder.h"
#include "cli/promise.h"
#include "roster/roster.h"

#include <jansson.h>

/* A plan, and what it was made from. */
struct cli_plan {
    struct roster *roster;
    struct roster_plan *plan;
    struct wave_manifest *before; /* of the newest wave; NULL: the first */
};

/*
 * The plan of the stored roster, starting from the newest wave's units unless
 * --regroup is given. Out: freed with cli_plan_free. Errors: ERR_NOT_FOUND (the
 * roster is empty), those of roster_load, site_wave_list and
 * roster_plan_new_after; a line in the call's note.
 */
BASE_MUST_USE enum err cli_plan_make(struct cli *cli, struct people *people,
                                     struct site *site, uint32_t min_group,
                                     struct cli_plan *out_plan);
/* A zeroed one is fine. */
void cli_plan_free(struct cli_plan *plan);

/*
 * Prints it on stdout, as JSON when the call asked for that. In: INITIATIVE, of
 * cli_initiative_json, goes into the JSON; NULL: none. Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err cli_plan_print(struct cli *cli,
                                      const struct cli_plan *plan,
                                      const struct cli_promise *promise,
                                      json_t *initiative);

#endif
