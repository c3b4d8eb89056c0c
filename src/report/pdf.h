/*
 * A document on Letter pages as PDF: text that can be selected, fonts embedded,
 * black on white, the document's foot and "Page 1 of 2" under each page. Knows
 * fonts and paper; must never know what a document is about.
 *
 * The same document gives the same bytes: the file's dates are the document's.
 * Any thread may call; each keeps the fonts that it has loaded.
 */
#ifndef CHORUS_REPORT_PDF_H
#define CHORUS_REPORT_PDF_H

#include "report/document.h"

/* Needs the fonts of fonts-dejavu-core; where these are missing, what
 * fontconfig has instead. */
#define PDF_FONT "DejaVu Sans"

/*
 * In: a checked DOCUMENT, whose pictures are SVGs of our own. Out: appended to
 * OUT_PDF. Errors: ERR_FORMAT (a picture that cannot be read, a date that is
 * none), ERR_MEMORY; OUT_PDF is then without use.
 */
BASE_MUST_USE enum err pdf_write(const struct document *document,
                                 struct buf *out_pdf);

/*
 * Loads fonts and whatever the libraries look for on the disk, so that a
 * program that closes itself in afterwards can still write. ERR_NOT_FOUND: no
 * font at all.
 */
BASE_MUST_USE enum err pdf_start(void);

#endif
