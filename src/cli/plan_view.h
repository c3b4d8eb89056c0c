/*
 * A plan of units, shown before it is accepted: which programs are counted
 * together, what could be shown, and where a trend breaks. Sizes only.
 */
#ifndef CHORUS_CLI_PLAN_VIEW_H
#define CHORUS_CLI_PLAN_VIEW_H

#include "cli/promise.h"
#include "conduct/plan.h"

#include <jansson.h>

/*
 * Prints it on stdout, as JSON when the call asked for that. In: INITIATIVE, of
 * cli_initiative_json, goes into the JSON; NULL: none. Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err cli_plan_print(struct cli *cli,
                                      const struct conduct_plan *plan,
                                      const struct conduct_promise *promise,
                                      json_t *initiative);

#endif
