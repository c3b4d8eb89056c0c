/* Free groupings and what they are compared with, for people and as JSON. */
#ifndef CHORUS_CLI_GROUP_VIEW_H
#define CHORUS_CLI_GROUP_VIEW_H

#include "cli/cli.h"
#include "report/contrast.h"

/* What a call of "release group" found; not owned. */
struct cli_groups {
    const char *wave;
    const char *by;                    /* "type", ...; "units" for named sets */
    struct grouping *const *groupings; /* with --against the second is it */
    size_t count;
    bool is_pair;                     /* the two are compared */
    const struct grouping *before[2]; /* the same two in an earlier wave */
    const char *before_wave;          /* NULL: none was asked for */
    const char *with_wave;            /* pooled with it; NULL: with none */
    const struct report_areas *areas; /* of the groupings' release */
};

/* Prints it on stdout. Errors: ERR_MEMORY. */
BASE_MUST_USE enum err cli_groups_print(const struct cli *cli,
                                        const struct cli_groups *groups);

#endif
