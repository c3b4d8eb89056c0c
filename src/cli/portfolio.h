/*
 * What initiatives are looked at over: all closed waves with their releases,
 * and what the newest wave lets an initiative name. And files of what staff
 * write, one line each, with columns named as the fields of the forms.
 */
#ifndef CHORUS_CLI_PORTFOLIO_H
#define CHORUS_CLI_PORTFOLIO_H

#include "cli/release_load.h"
#include "report/initiative.h"
#include "roster/csv.h"
#include "survey/definition.h"

struct cli_portfolio {
    struct cli_release *releases; /* closed, by opening */
    struct report_wave *waves;    /* the same */
    size_t count;
    struct conduct_wave newest;      /* of any state */
    struct survey *survey;           /* the newest wave's */
    struct initiatives_known known;  /* made of the rest */
    struct initiatives_wave *closed; /* what known points to */
    const char **units;
    const char **outcomes;
};

/*
 * Loads them. Out: freed with cli_portfolio_free. Errors: ERR_NOT_FOUND (no
 * wave yet), those of cli_release_load; a line in the note.
 */
BASE_MUST_USE enum err cli_portfolio_load(struct cli *cli,
                                          const struct conduct_folder *folder,
                                          struct site *site,
                                          struct cli_portfolio *out_portfolio);
/* A zeroed one is fine. */
void cli_portfolio_free(struct cli_portfolio *portfolio);

/* The result of one initiative, from the releases. Errors: ERR_MEMORY. */
BASE_MUST_USE enum err cli_portfolio_result(
    const struct cli_portfolio *portfolio, const struct initiative *initiative,
    struct report_initiative *out_result);

/* A file of lines; which column holds which field. */
struct cli_lines {
    struct csv_table *table;
    size_t columns[FIELDS_MAX + 4]; /* of the names; table's cells or more */
};

/*
 * Reads a CSV file whose first line names columns, in any order. In: NAMES,
 * COUNT of them; those that begin with "?" may be absent. A column of another
 * name is refused. Out: freed with csv_table_free. Errors: those of file_read
 * and csv_parse, ERR_FORMAT; a line in the note.
 */
BASE_MUST_USE enum err cli_lines_read(struct cli *cli, const char *path,
                                      const char *const *names, size_t count,
                                      struct cli_lines *out_lines);
/* The cell of line ROW (from 1) under name I; "" where there is none. */
const char *cli_lines_cell(const struct cli_lines *lines, size_t row, size_t i);
/* "FILE:LINE: what": puts the place before the note. */
enum err cli_lines_say(struct cli *cli, const char *path,
                       const struct cli_lines *lines, size_t row, enum err e);

#endif
