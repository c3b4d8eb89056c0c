/*
 * Comma-separated files as offices have them: RFC 4180, in UTF-8 (with or
 * without a byte order mark) or Windows-1252, with commas or semicolons. And
 * the writer of such files. Knows no column; must never repeat a cell in a
 * note.
 */
#ifndef CHORUS_ROSTER_CSV_H
#define CHORUS_ROSTER_CSV_H

#include "base/encode.h"

#define CSV_FILE_MAX (64u << 20)
#define CSV_ROWS_MAX 200001u /* a header and 200,000 lines */

/* One record. Lines are counted as an editor does, also inside quotes. */
struct csv_row {
    size_t line;              /* where it begins, from 1 */
    const char *const *cells; /* UTF-8 without NUL */
    size_t cell_count;
};

/* All records but empty lines; the first is the header, if there is one. */
struct csv_table {
    struct csv_row *rows;
    size_t row_count;
    char *text; /* what the cells point into */
    size_t text_len;
    const char **cells; /* what the rows point into */
};

/*
 * Reads a whole file. The separator is the semicolon when the first record has
 * more of them than commas; records end with LF, CRLF or CR. Bytes that are not
 * UTF-8 are read as Windows-1252. In: BYTES untrusted. Out: caller frees with
 * csv_table_free. Errors, NOTE beginning with the line and a colon, for the
 * caller to put the file's name before: ERR_FORMAT (a quotation mark
 * inside a bare cell, text behind a closing one, one that is never closed, a
 * NUL, a byte of no Windows-1252 character), ERR_RANGE (too large, too many
 * records), ERR_MEMORY. Source: RFC 4180, section 2.
 */
BASE_MUST_USE enum err csv_parse(const uint8_t *bytes, size_t len,
                                 struct csv_table **out_table,
                                 struct err_note *note);

/* Overwrites what was read with zeros and frees; NULL is fine. */
void csv_table_free(struct csv_table *table);

/*
 * Appends one record, ended by CRLF: quoted where RFC 4180 needs it, and with
 * an apostrophe before a cell that a spreadsheet would take for a formula (it
 * begins with = + - @, a tab or a carriage return). In: COUNT > 0 texts.
 */
void csv_put_row(struct buf *out, const char *const *cells, size_t count);

#endif
