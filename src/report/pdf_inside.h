/* Between the files of report/pdf: lines of a document, measured, and where
 * they stand. */
#ifndef CHORUS_REPORT_PDF_INSIDE_H
#define CHORUS_REPORT_PDF_INSIDE_H

#include "report/document.h"

#include <librsvg/rsvg.h>
#include <pango/pangocairo.h>

/* Letter, in points. */
#define PDF_WIDTH  612.0
#define PDF_HEIGHT 792.0
#define PDF_LEFT   48.0
#define PDF_RIGHT  564.0
#define PDF_TOP    40.0
#define PDF_BOTTOM 740.0 /* where the text ends */

#define PDF_PIECES_MAX (2 * DOCUMENT_COLUMNS_MAX)

/* A text or a picture, from the left edge and from the top of its line. */
struct pdf_piece {
    PangoLayout *layout; /* one of the two */
    RsvgHandle *picture; /* not owned */
    double x;
    double y;
    double width; /* of a picture */
    double height;
};

/* What stands side by side and never is torn apart. */
struct pdf_line {
    struct pdf_piece pieces[PDF_PIECES_MAX];
    size_t count;
    double before; /* empty above, but not on top of a page */
    double height;
    double keep;      /* room that must be left under it on its page */
    size_t head;      /* the line that is repeated on a new page, or SIZE_MAX */
    bool begins_page; /* whatever room there is */
    bool is_framed;
    bool is_ruled; /* a line under it */
    bool is_strong;
    const char *tag;     /* of the structure: "H1", "P", "Figure" */
    const char *outline; /* its name among the bookmarks; NULL: none */
};

struct pdf_lines {
    struct pdf_line *list;
    size_t count;
    PangoContext *context;
    RsvgHandle **pictures; /* by block: read once, however often laid out */
    double scale;          /* of texts and pictures: 1, or smaller */
    enum err failed;
};

/* Measures a document's blocks. In: PICTURES, a place for each block, NULL
 * until its picture is read; the caller unrefs them, after the lines. Out:
 * freed with pdf_lines_wipe also after an error. */
BASE_MUST_USE enum err pdf_lines_make(const struct document *d,
                                      PangoContext *context,
                                      RsvgHandle **pictures, double scale,
                                      struct pdf_lines *out_lines);
void pdf_lines_wipe(struct pdf_lines *lines);

/* A text of SIZE points; WIDTH 0: as wide as it is. Freed with
 * g_object_unref. */
PangoLayout *pdf_text(PangoContext *context, const char *text, double size,
                      bool bold, double width);
double pdf_text_height(PangoLayout *layout);

#endif
