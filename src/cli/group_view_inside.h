/* For group_view.c and group_json.c only. */
#ifndef CHORUS_CLI_GROUP_VIEW_INSIDE_H
#define CHORUS_CLI_GROUP_VIEW_INSIDE_H

#include "cli/group_view.h"

/* Difference in differences on a scale, by its index; false: not to be had. */
bool group_view_effect(const struct cli_groups *groups, size_t scale,
                       struct effect *out_effect);

/* Prints as JSON. Errors: ERR_MEMORY. */
BASE_MUST_USE enum err group_view_json(const struct cli_groups *groups);

#endif
