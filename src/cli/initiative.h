/*
 * Before anything starts: could an initiative's units be evaluated at all, and
 * what is the smallest effect they could show. From roster sizes alone.
 */
#ifndef CHORUS_CLI_INITIATIVE_H
#define CHORUS_CLI_INITIATIVE_H

#include "cli/plan_view.h"
#include "survey/definition.h"

#define CLI_RATES 3 /* 30, 50, 70 % response */

/* At one rate of response. */
struct cli_prospect {
    uint32_t rate_permille;
    uint32_t answers[2]; /* expected: of the units, of the comparison */
    double all_shown;    /* the chance that every unit has its K answers */
    double smallest_d;   /* standard deviations; 0: nobody answers */
};

struct cli_initiative {
    const struct wave_group **units[2]; /* of the plan; the comparison's */
    size_t count[2];
    const char *broken; /* a unit that the last wave did not have as it is */
    bool has_before;    /* there is a last wave */
    struct cli_prospect prospects[CLI_RATES];
};

/*
 * Reads --initiative and --against, which name units of PLAN. Out: freed with
 * cli_initiative_free; points into PLAN. Errors: ERR_NOT_FOUND (no such unit; a
 * program that is only counted with others), ERR_EXISTS (twice), ERR_FORMAT
 * (one option without the other), ERR_MEMORY; a line in the note.
 */
BASE_MUST_USE enum err cli_initiative_read(struct cli *cli,
                                           const struct conduct_plan *plan,
                                           uint32_t k,
                                           struct cli_initiative *out);
void cli_initiative_free(struct cli_initiative *initiative);

/* Prints it on stdout. Errors: ERR_MEMORY. */
BASE_MUST_USE enum err cli_initiative_print(
    const struct cli_initiative *initiative, const struct survey *survey);
/* NULL without memory; released with json_decref. */
json_t *cli_initiative_json(const struct cli_initiative *initiative,
                            const struct survey *survey);

#endif
