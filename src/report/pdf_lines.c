/* A document's blocks as lines, measured with the fonts that draw them. */
#include "report/pdf_inside.h"

#include "report/pdf.h"

#define FULL        (PDF_RIGHT - PDF_LEFT)
#define GUTTER      14.0 /* between pictures */
#define CELL        8.5  /* size of a table's text */
#define UNDER       7.0
#define HEAD_NARROW 6.3 /* of a head above more than HEAD_MANY columns */
#define HEAD_MANY   6
#define CAPTION     8.5
#define PICTURE_MAX 620.0 /* high: a page, with a heading above */
#define PADDING     1.6   /* above and under a row's text */
#define ASIDE       3.0   /* left and right of a cell's text */
#define INDENT      9.0
#define FRAME       6.0

static const struct {
    double size;
    bool bold;
    double before;
    double after;
    double keep;
    const char *tag;
} styles[] = {
    [DOCUMENT_TITLE] = {17, true, 0, 3, 40, "H1"},
    [DOCUMENT_HEADING] = {11, true, 7, 2, 50, "H2"},
    [DOCUMENT_TEXT] = {9, false, 0, 2.5, 0, "P"},
    [DOCUMENT_NOTE] = {7.5, false, 0, 3, 0, "P"},
    [DOCUMENT_BOX] = {9, false, 3, 5, 0, "P"},
};

PangoLayout *pdf_text(PangoContext *context, const char *text, double size,
                      bool bold, double width)
{
    PangoLayout *layout = pango_layout_new(context);
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, PDF_FONT);
    pango_font_description_set_size(font, (int)(size * PANGO_SCALE));
    if (bold)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    if (width > 0)
        pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(layout, text, -1);
    return layout;
}

double pdf_text_height(PangoLayout *layout)
{
    PangoRectangle box;
    pango_layout_get_extents(layout, NULL, &box);
    return (double)box.height / PANGO_SCALE;
}

/* NULL without memory. */
static struct pdf_line *add_line(struct pdf_lines *lines)
{
    struct pdf_line *more =
        reallocarray(lines->list, lines->count + 1, sizeof *lines->list);
    if (more == NULL) {
        lines->failed = ERR_MEMORY;
        return NULL;
    }
    lines->list = more;
    struct pdf_line *line = &more[lines->count++];
    *line = (struct pdf_line){.head = SIZE_MAX, .tag = "P"};
    return line;
}

static struct pdf_piece *add_piece(struct pdf_line *line, PangoLayout *layout,
                                   double x, double y)
{
    struct pdf_piece *piece = &line->pieces[line->count++];
    *piece = (struct pdf_piece){.layout = layout, .x = x, .y = y};
    if (layout != NULL)
        piece->height = pdf_text_height(layout);
    if (line->height < y + piece->height)
        line->height = y + piece->height;
    return piece;
}

static void put_paragraph(struct pdf_lines *lines,
                          const struct document_block *b)
{
    struct pdf_line *line = add_line(lines);
    if (line == NULL)
        return;
    bool framed = b->style == DOCUMENT_BOX;
    double inside = framed ? FRAME : 0;
    PangoLayout *layout =
        pdf_text(lines->context, b->text, styles[b->style].size * lines->scale,
                 styles[b->style].bold, FULL - 2 * inside);
    add_piece(line, layout, PDF_LEFT + inside, inside);
    line->height += inside + styles[b->style].after * lines->scale;
    line->before = styles[b->style].before * lines->scale;
    line->keep = styles[b->style].keep;
    line->is_framed = framed;
    line->tag = styles[b->style].tag;
    if (b->style == DOCUMENT_TITLE || b->style == DOCUMENT_HEADING)
        line->outline = b->text;
}

static void put_cell(struct pdf_lines *lines, struct pdf_line *line,
                     const struct document_cell *cell, double x, double width,
                     double size, bool is_number)
{
    double left = x + ASIDE + (cell->indent ? INDENT : 0);
    double room = width - 2 * ASIDE - (cell->indent ? INDENT : 0);
    const char *texts[] = {cell->text, cell->under};
    double y = PADDING;
    for (size_t i = 0; i < 2 && texts[i] != NULL; i++) {
        PangoLayout *layout = pdf_text(lines->context, texts[i],
                                       (i == 0 ? size : UNDER) * lines->scale,
                                       i == 0 && cell->bold, room);
        if (is_number)
            pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
        y += add_piece(line, layout, left, y)->height;
    }
}

static void put_table(struct pdf_lines *lines, const struct document_block *b)
{
    size_t head = lines->count;
    for (size_t i = 0; i + b->column_count <= b->cell_count;
         i += b->column_count) {
        struct pdf_line *line = add_line(lines);
        if (line == NULL)
            return;
        double x = PDF_LEFT;
        for (size_t c = 0; c < b->column_count; c++) {
            double width = FULL * b->widths[c] / 100;
            put_cell(lines, line, &b->cells[i + c], x, width,
                     i == 0 && b->column_count > HEAD_MANY + 1 ? HEAD_NARROW
                                                               : CELL,
                     b->is_number[c]);
            x += width;
        }
        line->height += PADDING;
        line->is_ruled = true;
        line->is_strong = i == 0;
        line->keep = i == 0 ? 2 * line->height : 0;
        if (i > b->column_count && b->cells[i].indent &&
            !b->cells[i - b->column_count].indent)
            line[-1].keep = line->height; /* a group, and its first */
        line->head = i == 0 ? SIZE_MAX : head;
    }
    struct pdf_line *space = add_line(lines);
    if (space != NULL)
        space->height = 5;
}

/* The picture's height at WIDTH; 0: it has none. */
static double picture_height(RsvgHandle *picture, double width)
{
    gboolean has_box = FALSE;
    RsvgRectangle box = {0, 0, 0, 0};
    rsvg_handle_get_intrinsic_dimensions(picture, NULL, NULL, NULL, NULL,
                                         &has_box, &box);
    return has_box && box.width > 0 ? width * box.height / box.width : 0;
}

static RsvgHandle *read_picture(const char *svg)
{
    static const char css[] = "text{font-family:\"" PDF_FONT "\"}";
    RsvgHandle *picture =
        rsvg_handle_new_from_data((const guint8 *)svg, strlen(svg), NULL);
    if (picture != NULL &&
        !rsvg_handle_set_stylesheet(picture, (const guint8 *)css,
                                    sizeof css - 1, NULL))
        g_clear_object(&picture);
    return picture;
}

/* A picture under its caption, at USED twelfths of the width and TOP; where it
 * ends. */
static double put_picture(struct pdf_lines *lines, struct pdf_line *line,
                          const struct document *d, size_t block, unsigned used,
                          double top)
{
    const struct document_block *b = &d->blocks[block];
    double x = PDF_LEFT + FULL * used / 12;
    double width = FULL * b->span / 12 - (b->span < 12 ? GUTTER : 0);
    PangoLayout *caption = pdf_text(lines->context, b->caption,
                                    CAPTION * lines->scale, true, width);
    double y = top + add_piece(line, caption, x, top)->height + 5;
    struct pdf_piece *piece = add_piece(line, NULL, x, y);
    piece->width = width * lines->scale;
    if (lines->pictures[block] == NULL)
        lines->pictures[block] = read_picture(b->text);
    piece->picture = lines->pictures[block];
    if (piece->picture != NULL)
        piece->height = picture_height(piece->picture, piece->width);
    if (piece->height <= 0)
        lines->failed = ERR_FORMAT;
    if (piece->height > PICTURE_MAX) {
        piece->width *= PICTURE_MAX / piece->height;
        piece->height = PICTURE_MAX;
    }
    if (line->height < y + piece->height)
        line->height = y + piece->height;
    return y + piece->height;
}

/* As many of the pictures from I on as stand together; how many. */
static size_t put_pictures(struct pdf_lines *lines, const struct document *d,
                           size_t i)
{
    struct pdf_line *line = add_line(lines);
    size_t n = 0;
    unsigned used = 0;
    double bottom = 0;
    while (line != NULL && i + n < d->count &&
           d->blocks[i + n].kind == DOCUMENT_PICTURE &&
           line->count + 2 <= PDF_PIECES_MAX) {
        const struct document_block *b = &d->blocks[i + n];
        if (n > 0 && b->is_under) {
            bottom =
                put_picture(lines, line, d, i + n, used - b->span, bottom + 12);
        } else if (used + b->span <= 12) {
            bottom = put_picture(lines, line, d, i + n, used, 2);
            used += b->span;
        } else {
            break;
        }
        n++;
    }
    if (line != NULL) {
        line->height += 6;
        line->tag = "Figure";
    }
    return n == 0 ? 1 : n;
}

enum err pdf_lines_make(const struct document *d, PangoContext *context,
                        RsvgHandle **pictures, double scale,
                        struct pdf_lines *out_lines)
{
    struct pdf_lines *lines = out_lines;
    *lines = (struct pdf_lines){
        .context = context, .pictures = pictures, .scale = scale};
    bool begins = false;
    for (size_t i = 0; lines->failed == ERR_OK && i < d->count;) {
        size_t first = lines->count;
        size_t n = 1;
        switch (d->blocks[i].kind) {
        case DOCUMENT_PARAGRAPH: put_paragraph(lines, &d->blocks[i]); break;
        case DOCUMENT_TABLE: put_table(lines, &d->blocks[i]); break;
        case DOCUMENT_PICTURE: n = put_pictures(lines, d, i); break;
        case DOCUMENT_PAGE: break;
        }
        if (begins && lines->count > first)
            lines->list[first].begins_page = true;
        begins = d->blocks[i].kind == DOCUMENT_PAGE;
        i += n;
    }
    return lines->failed;
}

void pdf_lines_wipe(struct pdf_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        for (size_t p = 0; p < lines->list[i].count; p++)
            g_clear_object(&lines->list[i].pieces[p].layout);
    free(lines->list);
    *lines = (struct pdf_lines){.list = NULL};
}
