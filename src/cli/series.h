/* All closed waves with their documents, for commands that follow a group over
 * time. */
#ifndef CHORUS_CLI_SERIES_H
#define CHORUS_CLI_SERIES_H

#include "cli/release_load.h"
#include "report/trend.h"
#include "survey/definition.h"

struct cli_series {
    struct cli_release *releases;    /* the oldest first */
    struct report_trend_wave *waves; /* the same, for report */
    size_t count;
    struct survey **surveys;    /* NULL: cli_series_areas was not called */
    struct report_areas *areas; /* of each wave; point into the surveys */
};

/*
 * Loads them with checked signatures. Out: freed with cli_series_free also
 * after an error. Errors: ERR_NOT_FOUND (no wave is closed), those of
 * cli_release_load; a line in the note.
 */
BASE_MUST_USE enum err cli_series_load(struct cli *cli,
                                       const struct conduct_folder *folder,
                                       struct site *site,
                                       struct cli_series *out_series);
/*
 * Adds each wave's survey and its areas. Errors: those of conduct_wave_survey
 * and survey_parse, ERR_MEMORY; a line in the note.
 */
BASE_MUST_USE enum err cli_series_areas(struct cli *cli, struct site *site,
                                        struct cli_series *series);
void cli_series_free(struct cli_series *series);

#endif
