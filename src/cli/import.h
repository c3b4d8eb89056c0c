/*
 * Files of what staff write (plans, checklists, initiatives), one record a
 * line: read, checked against the newest wave, and kept. What a line means is
 * the command's.
 */
#ifndef CHORUS_CLI_IMPORT_H
#define CHORUS_CLI_IMPORT_H

#include "cli/portfolio.h"

/* An import under way. */
struct cli_import {
    struct cli *cli;
    struct conduct_desk staff;
    struct cli_portfolio portfolio;
    struct cli_lines lines;
};

struct cli_import_kind {
    const char *const *names; /* of columns, as cli_lines_read takes them */
    size_t count;
    const char *done;      /* "plans added", behind their number */
    bool is_checked_first; /* all lines are, before the first is kept */
    /* Takes the line ROW; keeps it only when it is FOR_REAL. Errors, with a
     * line in the note: whatever is wrong with it. */
    enum err (*take)(struct cli_import *import, size_t row, bool for_real);
};

/*
 * Imports the file that is the call's first word. Errors: those of
 * conduct_desk_open, cli_portfolio_load, cli_lines_read and of the kind; a line
 * in the note, which begins with the place.
 */
BASE_MUST_USE enum err cli_import_run(struct cli *cli,
                                      const struct cli_import_kind *kind);

#endif
