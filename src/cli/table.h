/*
 * A list of results, printed as an aligned table for people or as JSON for
 * machines, from the same cells.
 */
#ifndef CHORUS_CLI_TABLE_H
#define CHORUS_CLI_TABLE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct cli_column {
    const char *key;   /* the name in JSON */
    const char *title; /* the head for people; NULL: only in JSON */
    bool number;       /* right-aligned */
};

struct cli_table;

/* In: COLUMNS outlive the table. NULL when there is no memory. */
struct cli_table *cli_table_new(const struct cli_column *columns,
                                size_t column_count);
void cli_table_free(struct cli_table *table);

/* The next cell, row by row. A failure is remembered and returned at the end.
 * NULL text is an empty cell, null in JSON. */
void cli_table_text(struct cli_table *table, const char *text);
void cli_table_number(struct cli_table *table, int64_t number);
void cli_table_flag(struct cli_table *table, bool flag); /* yes / no */

/*
 * Prints head and rows to TO, columns as wide as their widest cell, or with
 * JSON an array of objects. Errors: ERR_MEMORY (also of an earlier cell). A
 * row that was not filled aborts.
 */
BASE_MUST_USE enum err cli_table_print(const struct cli_table *table, bool json,
                                       FILE *to);

#endif
