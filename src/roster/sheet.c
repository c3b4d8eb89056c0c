#include "roster/sheet.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <qrencode.h>
#include <sodium.h>

#define MARGIN       62.0 /* points */
#define SQUARE       150.0
#define SQUARE_LARGE 240.0
#define QUIET        4 /* modules of white around a square; ISO 18004, 6.3.8 */

struct sheet {
    cairo_surface_t *surface;
    cairo_t *cairo;
    struct buf pdf;
    double width;
    double height;
    double y;
    double scale; /* of letters and white */
    bool is_poster;
    enum err failed;
    const char *why;
};

static const struct {
    const char *letter;
    const char *poster;
    double before; /* points of white above */
    bool is_grey;
} styles[] = {
    [SHEET_TITLE] = {"sans bold 17", "sans bold 40", 10, false},
    [SHEET_HEADING] = {"sans bold 12", "sans bold 24", 14, false},
    [SHEET_BODY] = {"sans 10.5", "sans 17", 9, false},
    [SHEET_SMALL] = {"sans 9.5", "sans 15", 0, true},
    [SHEET_LABEL] = {"sans 9.5", "sans 13", 12, true},
    [SHEET_SYMBOLS] = {"monospace bold 12", "monospace bold 15", 3, false},
};

static cairo_status_t take(void *ctx, const unsigned char *bytes,
                           unsigned int len)
{
    struct sheet *sheet = ctx;
    buf_put(&sheet->pdf, bytes, len);
    return sheet->pdf.failed ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
}

enum err sheet_new(enum sheet_paper paper, const char *title,
                   struct sheet **out_sheet, struct err_note *note)
{
    struct sheet *s = calloc(1, sizeof *s);
    if (s == NULL)
        return err_say(note, ERR_MEMORY, "no memory for a page");
    s->pdf = BUF_INIT;
    s->scale = 1;
    s->width = paper == SHEET_A4 ? 595.276 : 612;
    s->height = paper == SHEET_A4 ? 841.89 : 792;
    s->surface =
        cairo_pdf_surface_create_for_stream(take, s, s->width, s->height);
    s->cairo = cairo_create(s->surface);
    cairo_pdf_surface_set_metadata(s->surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(s->surface, CAIRO_PDF_METADATA_CREATOR,
                                   "Chorus");
    if (cairo_status(s->cairo) != CAIRO_STATUS_SUCCESS) {
        sheet_free(s);
        return err_say(note, ERR_MEMORY, "no memory for a page");
    }
    *out_sheet = s;
    return ERR_OK;
}

void sheet_free(struct sheet *sheet)
{
    if (sheet == NULL)
        return;
    cairo_destroy(sheet->cairo);
    cairo_surface_destroy(sheet->surface);
    buf_wipe(&sheet->pdf);
    free(sheet);
}

void sheet_is_poster(struct sheet *sheet, double scale)
{
    sheet->is_poster = true;
    sheet->scale = scale;
}

static void fail(struct sheet *sheet, enum err e, const char *why)
{
    if (sheet->failed != ERR_OK)
        return;
    sheet->failed = e;
    sheet->why = why;
}

void sheet_begin(struct sheet *sheet)
{
    sheet->y = MARGIN;
}

void sheet_text(struct sheet *sheet, enum sheet_style style, const char *text)
{
    int height = 0;
    PangoLayout *layout = pango_cairo_create_layout(sheet->cairo);
    PangoFontDescription *font = pango_font_description_from_string(
        sheet->is_poster ? styles[style].poster : styles[style].letter);
    pango_font_description_set_size(
        font, (gint)(pango_font_description_get_size(font) * sheet->scale));
    pango_layout_set_font_description(layout, font);
    pango_layout_set_width(layout,
                           (int)((sheet->width - 2 * MARGIN) * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_spacing(layout, 2 * PANGO_SCALE);
    if (sheet->is_poster)
        pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
    pango_layout_set_text(layout, text, -1);
    pango_layout_get_size(layout, NULL, &height);
    sheet->y +=
        styles[style].before * (sheet->is_poster ? 1.6 : 1) * sheet->scale;
    if (styles[style].is_grey)
        cairo_set_source_rgb(sheet->cairo, 0.33, 0.33, 0.33);
    else
        cairo_set_source_rgb(sheet->cairo, 0, 0, 0);
    cairo_move_to(sheet->cairo, MARGIN, sheet->y);
    pango_cairo_show_layout(sheet->cairo, layout);
    sheet->y += (double)height / PANGO_SCALE;
    pango_font_description_free(font);
    g_object_unref(layout);
}

static void draw_square(struct sheet *sheet, const QRcode *code, double side)
{
    int modules = code->width + 2 * QUIET;
    double step = side / modules;
    double x = sheet->is_poster ? (sheet->width - side) / 2 : MARGIN;
    cairo_set_source_rgb(sheet->cairo, 0, 0, 0);
    for (int row = 0; row < code->width; row++)
        for (int column = 0; column < code->width; column++)
            if ((code->data[row * code->width + column] & 1) != 0)
                cairo_rectangle(sheet->cairo, x + (QUIET + column) * step,
                                sheet->y + (QUIET + row) * step, step, step);
    cairo_fill(sheet->cairo);
    sheet->y += side;
}

void sheet_square(struct sheet *sheet, const char *text)
{
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    if (code == NULL) {
        fail(sheet, ERR_RANGE, "a link is too long for a square");
        return;
    }
    sheet->y += 6;
    draw_square(sheet, code,
                (sheet->is_poster ? SQUARE_LARGE : SQUARE) * sheet->scale);
    sodium_memzero(code->data, (size_t)code->width * (size_t)code->width);
    QRcode_free(code);
}

enum err sheet_end(struct sheet *sheet, struct err_note *note)
{
    if (sheet->y > sheet->height - MARGIN / 2)
        fail(sheet, ERR_RANGE, "the words do not fit one page; shorten them");
    cairo_show_page(sheet->cairo);
    if (cairo_status(sheet->cairo) != CAIRO_STATUS_SUCCESS)
        fail(sheet, ERR_MEMORY, "a page cannot be drawn");
    return sheet->failed == ERR_OK
               ? ERR_OK
               : err_say(note, sheet->failed, "%s", sheet->why);
}

enum err sheet_finish(struct sheet *sheet, struct buf *out_pdf,
                      struct err_note *note)
{
    cairo_surface_finish(sheet->surface);
    if (cairo_surface_status(sheet->surface) != CAIRO_STATUS_SUCCESS ||
        buf_check(&sheet->pdf) != ERR_OK)
        return err_say(note, ERR_MEMORY, "the pages cannot be finished");
    *out_pdf = sheet->pdf;
    sheet->pdf = BUF_INIT;
    return ERR_OK;
}
