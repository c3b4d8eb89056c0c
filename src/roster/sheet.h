/*
 * Pages of one column of text and squares for a camera (QR codes, ISO 18004),
 * as PDF. Knows text and paper, nothing of what it says.
 */
#ifndef CHORUS_ROSTER_SHEET_H
#define CHORUS_ROSTER_SHEET_H

#include "base/buf.h"

enum sheet_paper { SHEET_US, SHEET_A4 };

enum sheet_style {
    SHEET_TITLE,
    SHEET_HEADING,
    SHEET_BODY,
    SHEET_SMALL,
    SHEET_LABEL,   /* over symbols */
    SHEET_SYMBOLS, /* to be typed: every character tells itself apart */
};

struct sheet;

/* In: TITLE of the file. Out: caller frees with sheet_free. Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err sheet_new(enum sheet_paper paper, const char *title,
                                 struct sheet **out_sheet,
                                 struct err_note *note);
void sheet_free(struct sheet *sheet);
/* Larger, and in the middle: to be read from across a corridor. In: SCALE, at
 * most 1, for words that would not fit. */
void sheet_is_poster(struct sheet *sheet, double scale);

/* A page: its parts from top to bottom. What goes wrong is said by sheet_end.
 */
void sheet_begin(struct sheet *sheet);
void sheet_text(struct sheet *sheet, enum sheet_style style, const char *text);
/* A QR code that holds TEXT. */
void sheet_square(struct sheet *sheet, const char *text);
/* Errors: ERR_RANGE (the parts are longer than a page, a text too long for a
 * square), ERR_MEMORY, ERR_IO; NOTE. */
BASE_MUST_USE enum err sheet_end(struct sheet *sheet, struct err_note *note);

/* The whole file. Out: OUT_PDF, caller frees. Errors: ERR_MEMORY, ERR_IO. */
BASE_MUST_USE enum err sheet_finish(struct sheet *sheet, struct buf *out_pdf,
                                    struct err_note *note);

#endif
