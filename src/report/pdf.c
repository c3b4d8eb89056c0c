#include "report/pdf.h"

#include "report/drawing.h"
#include "report/pdf_inside.h"

#include <cairo-pdf.h>

#define FOOT_Y    748.0
#define FOOT_SIZE 7.0
/* A page with less than this on it, when it holds what the one before had no
 * room for, is a scrap. */
#define SCRAP ((PDF_BOTTOM - PDF_TOP) / 3)

/* A line on its page; a table's head may be placed more than once. */
struct placed {
    const struct pdf_line *line;
    size_t page; /* from 0 */
    double y;
};

struct pages {
    struct placed *list;
    size_t count;
    size_t pages;
    bool ends_in_scrap;
};

static cairo_status_t write_bytes(void *out, const unsigned char *data,
                                  unsigned int len)
{
    buf_put(out, data, len);
    return ((struct buf *)out)->failed ? CAIRO_STATUS_WRITE_ERROR
                                       : CAIRO_STATUS_SUCCESS;
}

/* Room for every line and, before each, a table's head. What is to begin a page
 * follows on a scrap instead. */
static enum err place(const struct pdf_lines *lines, struct pages *p)
{
    double y = PDF_TOP;
    bool spilled = false;
    p->list = calloc(2 * lines->count + 1, sizeof *p->list);
    if (p->list == NULL)
        return ERR_MEMORY;
    p->count = 0;
    p->pages = 1;
    for (size_t i = 0; i < lines->count; i++) {
        const struct pdf_line *line = &lines->list[i];
        double top = y > PDF_TOP ? y + line->before : y;
        bool full = top + line->height + line->keep > PDF_BOTTOM;
        bool begins = line->begins_page && !(spilled && y < PDF_TOP + SCRAP);
        if (y > PDF_TOP && (full || begins)) {
            p->pages++;
            spilled = !begins;
            top = PDF_TOP;
            if (line->head != SIZE_MAX) {
                const struct pdf_line *head = &lines->list[line->head];
                p->list[p->count++] = (struct placed){head, p->pages - 1, top};
                top += head->height;
            }
        }
        p->list[p->count++] = (struct placed){line, p->pages - 1, top};
        y = top + line->height;
    }
    p->ends_in_scrap = spilled && y < PDF_TOP + SCRAP;
    return ERR_OK;
}

static enum err draw_piece(cairo_t *cr, const struct pdf_piece *piece, double y)
{
    if (piece->layout != NULL) {
        cairo_move_to(cr, piece->x, y + piece->y);
        pango_cairo_show_layout(cr, piece->layout);
        return ERR_OK;
    }
    RsvgRectangle box = {piece->x, y + piece->y, piece->width, piece->height};
    return rsvg_handle_render_document(piece->picture, cr, &box, NULL)
               ? ERR_OK
               : ERR_FORMAT;
}

/* A line that is empty has no tag: it is not there for readers. */
static enum err draw_line(cairo_t *cr, const struct placed *p)
{
    const struct pdf_line *line = p->line;
    enum err e = ERR_OK;
    cairo_set_line_width(cr, line->is_strong ? 0.9 : 0.3);
    if (line->is_framed)
        cairo_rectangle(cr, PDF_LEFT, p->y, PDF_RIGHT - PDF_LEFT,
                        line->height - 2);
    if (line->is_ruled) {
        cairo_move_to(cr, PDF_LEFT, p->y + line->height);
        cairo_line_to(cr, PDF_RIGHT, p->y + line->height);
    }
    cairo_stroke(cr);
    if (line->count == 0)
        return ERR_OK;
    cairo_tag_begin(cr, line->tag, NULL);
    for (size_t i = 0; e == ERR_OK && i < line->count; i++)
        e = draw_piece(cr, &line->pieces[i], p->y);
    cairo_tag_end(cr, line->tag);
    return e;
}

static void add_outline(cairo_surface_t *surface, const struct placed *p)
{
    /* No printf of a double: a locale's comma would be no number here. */
    char link[64];
    (void)snprintf(link, sizeof link, "page=%zu pos=[%d %d]", p->page + 1,
                   (int)PDF_LEFT, (int)p->y);
    (void)cairo_pdf_surface_add_outline(surface, CAIRO_PDF_OUTLINE_ROOT,
                                        p->line->outline, link, 0);
}

static void draw_foot(cairo_t *cr, PangoContext *context, const char *foot,
                      size_t page, size_t pages)
{
    char number[64];
    (void)snprintf(number, sizeof number, "Page %zu of %zu", page + 1, pages);
    PangoLayout *right = pdf_text(context, number, FOOT_SIZE, false, 0);
    int width = 0;
    pango_layout_get_size(right, &width, NULL);
    double right_x = PDF_RIGHT - (double)width / PANGO_SCALE;
    PangoLayout *left =
        pdf_text(context, foot, FOOT_SIZE, false, right_x - PDF_LEFT - 12);
    cairo_set_line_width(cr, 0.3);
    cairo_move_to(cr, PDF_LEFT, FOOT_Y - 4);
    cairo_line_to(cr, PDF_RIGHT, FOOT_Y - 4);
    cairo_stroke(cr);
    cairo_move_to(cr, PDF_LEFT, FOOT_Y);
    pango_cairo_show_layout(cr, left);
    cairo_move_to(cr, right_x, FOOT_Y);
    pango_cairo_show_layout(cr, right);
    g_object_unref(left);
    g_object_unref(right);
}

static enum err draw(const struct document *d, const struct pages *p,
                     PangoContext *context, cairo_surface_t *surface,
                     cairo_t *cr)
{
    enum err e = ERR_OK;
    size_t at = 0;
    for (size_t page = 0; e == ERR_OK && page < p->pages; page++) {
        for (; e == ERR_OK && at < p->count && p->list[at].page == page; at++) {
            if (p->list[at].line->outline != NULL)
                add_outline(surface, &p->list[at]);
            e = draw_line(cr, &p->list[at]);
        }
        draw_foot(cr, context, d->foot, page, p->pages);
        cairo_show_page(cr);
    }
    return e;
}

static void put_properties(cairo_surface_t *surface, const struct document *d)
{
    char date[40];
    (void)snprintf(date, sizeof date, "%sT00:00:00Z", d->date);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, d->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR,
                                   d->author);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT,
                                   d->subject);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR,
                                   "Chorus");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                   date);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

/* Points, and glyphs where paper has them: no pixel grid. */
static PangoContext *paper_context(void)
{
    PangoContext *context =
        pango_font_map_create_context(pango_cairo_font_map_get_default());
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    pango_cairo_context_set_resolution(context, 72);
    cairo_font_options_destroy(options);
    return context;
}

/* Anew at SCALE, in the place of what was laid out before. */
static enum err lay_out_at(const struct document *d, PangoContext *context,
                           RsvgHandle **pictures, double scale,
                           struct pdf_lines *lines, struct pages *pages)
{
    free(pages->list);
    pages->list = NULL;
    pdf_lines_wipe(lines);
    enum err e = pdf_lines_make(d, context, pictures, scale, lines);
    return e == ERR_OK ? place(lines, pages) : e;
}

/* Lays out on as few pages as were asked for, if smaller text makes it so; and
 * without a scrap at the end, if text makes it so that hardly is smaller. */
static enum err lay_out(const struct document *d, PangoContext *context,
                        RsvgHandle **pictures, struct pdf_lines *lines,
                        struct pages *pages)
{
    static const double scales[] = {1, 0.97, 0.95, 0.9, 0.86, 0.82, 0.78, 0.74};
    const bool fits = d->fit_pages > 0;
    const size_t count = fits ? sizeof scales / sizeof scales[0] : 3;
    enum err e = lay_out_at(d, context, pictures, 1, lines, pages);
    const size_t wanted =
        fits ? d->fit_pages : pages->pages - (pages->ends_in_scrap ? 1 : 0);
    for (size_t i = 1; e == ERR_OK && i < count && pages->pages > wanted; i++)
        e = lay_out_at(d, context, pictures, scales[i], lines, pages);
    if (e == ERR_OK && !fits && pages->pages > wanted)
        e = lay_out_at(d, context, pictures, 1, lines, pages);
    return e;
}

enum err pdf_write(const struct document *document, struct buf *out_pdf)
{
    if (drawing_has_room() != ERR_OK)
        return ERR_MEMORY;
    PangoContext *context = paper_context();
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        write_bytes, out_pdf, PDF_WIDTH, PDF_HEIGHT);
    cairo_t *cr = cairo_create(surface);
    struct pdf_lines lines = {.list = NULL};
    struct pages pages = {.list = NULL};
    RsvgHandle **pictures = calloc(document->count + 1, sizeof *pictures);
    put_properties(surface, document);
    enum err e = pictures == NULL
                     ? ERR_MEMORY
                     : lay_out(document, context, pictures, &lines, &pages);
    if (e == ERR_OK)
        e = draw(document, &pages, context, surface, cr);
    bool drawn = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    drawn = drawn && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    free(pages.list);
    pdf_lines_wipe(&lines);
    for (size_t i = 0; pictures != NULL && i < document->count; i++)
        g_clear_object(&pictures[i]);
    free(pictures);
    g_object_unref(context);
    if (e == ERR_OK && !drawn)
        e = ERR_MEMORY;
    return e == ERR_OK ? buf_check(out_pdf) : e;
}

enum err pdf_start(void)
{
    static const struct document_head head = {"Chorus", "Chorus", "Chorus",
                                              "2026-01-01", "Chorus"};
    PangoContext *context = paper_context();
    PangoFontDescription *font = pango_font_description_from_string(PDF_FONT);
    PangoFont *found = pango_context_load_font(context, font);
    pango_font_description_free(font);
    g_object_unref(context);
    if (found == NULL)
        return ERR_NOT_FOUND;
    g_object_unref(found);
    struct document *d = document_new(&head);
    struct buf pdf = BUF_INIT;
    enum err e = d == NULL ? ERR_MEMORY : ERR_OK;
    if (e == ERR_OK) {
        document_put(d, DOCUMENT_HEADING, "Chorus");
        document_put(d, DOCUMENT_TEXT, "Chorus");
        e = document_check(d);
    }
    if (e == ERR_OK)
        e = pdf_write(d, &pdf);
    buf_free(&pdf);
    document_free(d);
    return e;
}
