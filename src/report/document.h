/*
 * A document for paper: blocks in the order of reading, that somebody else
 * lays out on pages (report/pdf.h). Knows texts, tables and charts; must never
 * know where these come from.
 *
 * The first failure to grow is remembered; document_check gives it once.
 */
#ifndef CHORUS_REPORT_DOCUMENT_H
#define CHORUS_REPORT_DOCUMENT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

#define DOCUMENT_COLUMNS_MAX 12
#define DOCUMENT_DIGEST_SIZE 32

enum document_style {
    DOCUMENT_TITLE,
    DOCUMENT_HEADING,
    DOCUMENT_TEXT,
    DOCUMENT_NOTE, /* small: how to read, where from */
    DOCUMENT_BOX,  /* a text with a frame */
};

enum document_kind {
    DOCUMENT_PARAGRAPH,
    DOCUMENT_TABLE,
    DOCUMENT_PICTURE,
    DOCUMENT_PAGE, /* what follows begins a page */
};

/* A column of a table: all widths of a table make 100. */
struct document_column {
    const char *title;
    unsigned width;
    bool is_number; /* set to the right */
};

/* Kept as they were given. */
struct document_cell {
    char *text;
    char *under; /* a small second line; NULL: none */
    bool bold;
    bool indent;
};

struct document_block {
    enum document_kind kind;
    enum document_style style;   /* of a paragraph */
    char *caption;               /* of a picture */
    char *text;                  /* the SVG of a picture */
    unsigned span;               /* of a picture: twelfths of the width */
    bool is_under;               /* a picture below the one before */
    struct document_cell *cells; /* the head's row first */
    size_t cell_count;
    size_t column_count;
    unsigned widths[DOCUMENT_COLUMNS_MAX];
    bool is_number[DOCUMENT_COLUMNS_MAX];
};

/* What readers of the file's properties see, and the foot of every page. */
struct document_head {
    const char *title;
    const char *author;
    const char *subject;
    const char *date; /* 2026-12-15: when what it says became known */
    const char *foot;
};

struct document {
    char *title;
    char *author;
    char *subject;
    char *date;
    char *foot;
    struct document_block *blocks;
    size_t count;
    size_t fit_pages; /* 0: as many as it takes */
    bool failed;
};

/* NULL without memory. Freed with document_free. */
struct document *document_new(const struct document_head *head);
void document_free(struct document *document);
/* ERR_MEMORY when anything could not be added. */
BASE_MUST_USE enum err document_check(const struct document *document);

void document_put(struct document *d, enum document_style style,
                  const char *text);
void document_format(struct document *d, enum document_style style,
                     const char *fmt, ...) BASE_PRINTF(3, 4);
/*
 * A chart under its CAPTION. In: SVG, as report/svg.h writes it, copied; SPAN
 * twelfths of the width: charts that follow each other stand side by side while
 * they fit.
 */
void document_picture(struct document *d, const char *caption,
                      const struct buf *svg, unsigned span);
/* The same below the last one, in its column, with its span. */
void document_picture_under(struct document *d, const char *caption,
                            const struct buf *svg);
void document_page(struct document *d);
/* Asks for no more than so many pages: text and pictures are set as much
 * smaller as that takes, within what can still be read. */
void document_fit(struct document *d, size_t pages);

/* A table; cells follow, row after row. In: at most DOCUMENT_COLUMNS_MAX. */
void document_table(struct document *d, const struct document_column *columns,
                    size_t count);
/* The next cell of the table that was begun last. UNDER may be NULL. */
void document_cell(struct document *d, const char *text, const char *under,
                   bool bold);
/* The same for the first cell of a row that belongs to the one above. */
void document_cell_indented(struct document *d, const char *text);

/* What two documents that are the same have in common. */
void document_digest(const struct document *d,
                     uint8_t out_digest[static DOCUMENT_DIGEST_SIZE]);

#endif
