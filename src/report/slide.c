#include "report/slide.h"

#include "report/drawing.h"

#include <librsvg/rsvg.h>

enum {
    WIDTH = 960,
    LEFT = 40,
    CHART_WIDTH = 680,
    CHART_HEIGHT_MAX = 360, /* beyond it a chart is not drawn larger */
    TITLE_LINE = 32,
    TITLE_CHARS = 56, /* in a line */
    NOTE_LINE = 18,
    NOTE_CHARS = 112,
    LINES_MAX = 8,
    PNG_WIDTH = 1600,
};

static const struct render_field fields[] = {
    {"WIDTH", RENDER_TEXT},
    {"HEIGHT", RENDER_TEXT},
    {"TITLE", RENDER_TEXT},
    {"LEFT", RENDER_TEXT},
    {"TITLE_LINE", RENDER_SECTION},
    {"NOTE_LINE", RENDER_SECTION},
    {"Y", RENDER_TEXT},
    {"LINE", RENDER_TEXT},
    {"CHART_Y", RENDER_TEXT},
    {"CHART_WIDTH", RENDER_TEXT},
    {"CHART_HEIGHT", RENDER_TEXT},
    {"CHART", RENDER_MARKUP},
    {NULL, RENDER_TEXT},
};
static const struct render_form form = {"slide.svg", fields, NULL};
const struct render_form *const slide_forms[] = {&form};
const size_t slide_form_count = 1;

/* How many bytes of TEXT stand in a line of CHARS characters. */
static size_t line_bytes(const char *text, size_t chars)
{
    size_t seen = 0;
    size_t at = 0;
    size_t space = 0;
    while (text[at] != '\0' && seen <= chars) {
        if (text[at] == ' ')
            space = at;
        at++;
        while (((unsigned char)text[at] & 0xc0) == 0x80)
            at++;
        seen++;
    }
    return text[at] == '\0' || space == 0 ? at : space;
}

/* Lines under each other from Y on; where the next one would stand. */
static int put_lines(struct render_dict *d, const char *section,
                     const char *text, size_t chars, int y, int height)
{
    char line[512];
    for (size_t i = 0; text[0] != '\0' && i < LINES_MAX; i++) {
        size_t len = line_bytes(text, chars);
        (void)snprintf(line, sizeof line, "%.*s", (int)len, text);
        struct render_dict *row = render_add(d, section);
        render_put_int(row, "Y", y);
        render_put_text(row, "LINE", line);
        y += height;
        text += len;
        text += text[0] == ' ' ? 1 : 0;
    }
    return y;
}

/* The chart's own board. */
static bool board_of(const struct buf *chart, int *out_width, int *out_height)
{
    const char *box = strstr(buf_text(chart), "viewBox=\"0 0 ");
    return box != NULL &&
           sscanf(box, "viewBox=\"0 0 %d %d\"", out_width, out_height) == 2 &&
           *out_width > 0 && *out_height > 0;
}

enum err slide_svg(const struct render_set *set, const struct slide *slide,
                   const struct buf *chart, struct buf *out_svg)
{
    int board_width = 0;
    int board_height = 0;
    if (!board_of(chart, &board_width, &board_height))
        return ERR_FORMAT;
    int width = CHART_WIDTH;
    int height = width * board_height / board_width;
    if (height > CHART_HEIGHT_MAX) {
        height =
            board_height > CHART_HEIGHT_MAX ? board_height : CHART_HEIGHT_MAX;
        width = height * board_width / board_height;
    }
    struct render_dict *d = render_dict_new();
    int y = put_lines(d, "TITLE_LINE", slide->title, TITLE_CHARS, LEFT + 20,
                      TITLE_LINE);
    render_put_int(d, "CHART_Y", y - 10);
    y += height + NOTE_LINE;
    y = put_lines(d, "NOTE_LINE", slide->n, NOTE_CHARS, y, NOTE_LINE);
    y = put_lines(d, "NOTE_LINE", slide->note, NOTE_CHARS, y, NOTE_LINE);
    y = put_lines(d, "NOTE_LINE", slide->source, NOTE_CHARS, y, NOTE_LINE);
    render_put_text(d, "TITLE", slide->title);
    render_put_int(d, "WIDTH", WIDTH);
    render_put_int(d, "HEIGHT", y + 12);
    render_put_int(d, "LEFT", LEFT);
    render_put_int(d, "CHART_WIDTH", width);
    render_put_int(d, "CHART_HEIGHT", height);
    render_put_markup(d, "CHART", chart);
    enum err e = render_page(set, "slide.svg", d, out_svg);
    render_dict_free(d);
    return e;
}

/* --- pixels --------------------------------------------------------------- */

static cairo_status_t write_bytes(void *out, const unsigned char *data,
                                  unsigned int len)
{
    buf_put(out, data, len);
    return ((struct buf *)out)->failed ? CAIRO_STATUS_WRITE_ERROR
                                       : CAIRO_STATUS_SUCCESS;
}

static enum err paint(RsvgHandle *picture, int height, struct buf *out_png)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, PNG_WIDTH, height);
    cairo_t *cr = cairo_create(surface);
    RsvgRectangle all = {0, 0, PNG_WIDTH, height};
    bool good = rsvg_handle_render_document(picture, cr, &all, NULL) &&
                cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    good = good && cairo_surface_write_to_png_stream(
                       surface, write_bytes, out_png) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    return good ? buf_check(out_png) : ERR_MEMORY;
}

enum err slide_png(const struct buf *svg, struct buf *out_png)
{
    int width = 0;
    int height = 0;
    if (!board_of(svg, &width, &height))
        return ERR_FORMAT;
    if (drawing_has_room() != ERR_OK)
        return ERR_MEMORY;
    RsvgHandle *picture = rsvg_handle_new_from_data(svg->data, svg->len, NULL);
    if (picture == NULL)
        return ERR_FORMAT;
    enum err e = paint(picture, PNG_WIDTH * height / width, out_png);
    g_object_unref(picture);
    return e;
}
