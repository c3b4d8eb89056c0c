#include "report/document.h"

#include <sodium.h>
#include <stdarg.h>

struct document *document_new(const struct document_head *head)
{
    struct document *d = calloc(1, sizeof *d);
    if (d == NULL)
        return NULL;
    d->title = strdup(head->title);
    d->author = strdup(head->author);
    d->subject = strdup(head->subject);
    d->date = strdup(head->date);
    d->foot = strdup(head->foot);
    d->failed = d->title == NULL || d->author == NULL || d->subject == NULL ||
                d->date == NULL || d->foot == NULL;
    return d;
}

static void block_wipe(struct document_block *b)
{
    free(b->text);
    free(b->caption);
    for (size_t i = 0; i < b->cell_count; i++) {
        free(b->cells[i].text);
        free(b->cells[i].under);
    }
    free(b->cells);
}

void document_free(struct document *document)
{
    if (document == NULL)
        return;
    for (size_t i = 0; i < document->count; i++)
        block_wipe(&document->blocks[i]);
    free(document->blocks);
    free(document->title);
    free(document->author);
    free(document->subject);
    free(document->date);
    free(document->foot);
    free(document);
}

enum err document_check(const struct document *document)
{
    return document->failed ? ERR_MEMORY : ERR_OK;
}

static char *keep(struct document *d, const char *text)
{
    char *copy = strdup(text == NULL ? "" : text);
    d->failed = d->failed || copy == NULL;
    return copy;
}

/* NULL without memory, which is remembered. */
static struct document_block *add(struct document *d, enum document_kind kind)
{
    struct document_block *more =
        d->failed ? NULL
                  : reallocarray(d->blocks, d->count + 1, sizeof *d->blocks);
    if (more == NULL) {
        d->failed = true;
        return NULL;
    }
    d->blocks = more;
    struct document_block *b = &d->blocks[d->count++];
    *b = (struct document_block){.kind = kind};
    return b;
}

void document_put(struct document *d, enum document_style style,
                  const char *text)
{
    struct document_block *b = add(d, DOCUMENT_PARAGRAPH);
    if (b == NULL)
        return;
    b->style = style;
    b->text = keep(d, text);
}

void document_format(struct document *d, enum document_style style,
                     const char *fmt, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, fmt);
    int n = vasprintf(&text, fmt, args);
    va_end(args);
    if (n >= 0)
        document_put(d, style, text);
    else
        d->failed = true;
    if (n >= 0)
        free(text);
}

void document_picture(struct document *d, const char *caption,
                      const struct buf *svg, unsigned span)
{
    struct document_block *b = add(d, DOCUMENT_PICTURE);
    if (b == NULL)
        return;
    b->span = span;
    b->caption = keep(d, caption);
    b->text = keep(d, buf_text(svg));
}

void document_picture_under(struct document *d, const char *caption,
                            const struct buf *svg)
{
    unsigned span = d->count > 0 ? d->blocks[d->count - 1].span : 12;
    document_picture(d, caption, svg, span);
    if (!d->failed)
        d->blocks[d->count - 1].is_under = true;
}

void document_page(struct document *d)
{
    (void)add(d, DOCUMENT_PAGE);
}

void document_fit(struct document *d, size_t pages)
{
    d->fit_pages = pages;
}

void document_table(struct document *d, const struct document_column *columns,
                    size_t count)
{
    struct document_block *b = add(d, DOCUMENT_TABLE);
    if (b == NULL)
        return;
    b->column_count = count;
    for (size_t i = 0; i < count; i++) {
        b->widths[i] = columns[i].width;
        b->is_number[i] = columns[i].is_number;
        document_cell(d, columns[i].title, NULL, true);
    }
}

static struct document_cell *add_cell(struct document *d)
{
    struct document_block *b = d->failed ? NULL : &d->blocks[d->count - 1];
    struct document_cell *more =
        b == NULL ? NULL
                  : reallocarray(b->cells, b->cell_count + 1, sizeof *b->cells);
    if (more == NULL) {
        d->failed = true;
        return NULL;
    }
    b->cells = more;
    struct document_cell *cell = &b->cells[b->cell_count++];
    *cell = (struct document_cell){.text = NULL};
    return cell;
}

void document_cell(struct document *d, const char *text, const char *under,
                   bool bold)
{
    struct document_cell *cell = add_cell(d);
    if (cell == NULL)
        return;
    cell->bold = bold;
    cell->text = keep(d, text);
    cell->under = under == NULL ? NULL : keep(d, under);
}

void document_cell_indented(struct document *d, const char *text)
{
    document_cell(d, text, NULL, false);
    if (!d->failed) {
        struct document_block *b = &d->blocks[d->count - 1];
        b->cells[b->cell_count - 1].indent = true;
    }
}

/* --- digest --------------------------------------------------------------- */

static void mix(crypto_generichash_state *h, const char *text)
{
    /* With the NUL, so that two texts never pass for one. */
    if (text != NULL)
        (void)crypto_generichash_update(h, (const uint8_t *)text,
                                        strlen(text) + 1);
}

static void mix_numbers(crypto_generichash_state *h,
                        const struct document_block *b)
{
    char numbers[128];
    (void)snprintf(numbers, sizeof numbers, "%d %d %u %d %zu %zu", (int)b->kind,
                   (int)b->style, b->span, b->is_under, b->cell_count,
                   b->column_count);
    mix(h, numbers);
    for (size_t i = 0; i < b->column_count; i++) {
        (void)snprintf(numbers, sizeof numbers, "%u %d", b->widths[i],
                       b->is_number[i]);
        mix(h, numbers);
    }
}

void document_digest(const struct document *d,
                     uint8_t out_digest[static DOCUMENT_DIGEST_SIZE])
{
    crypto_generichash_state h;
    (void)crypto_generichash_init(&h, NULL, 0, DOCUMENT_DIGEST_SIZE);
    mix(&h, d->title);
    mix(&h, d->author);
    mix(&h, d->subject);
    mix(&h, d->date);
    mix(&h, d->foot);
    mix(&h, d->fit_pages > 0 ? "fit" : "");
    for (size_t i = 0; i < d->count; i++) {
        const struct document_block *b = &d->blocks[i];
        mix_numbers(&h, b);
        mix(&h, b->text == NULL ? "" : b->text);
        mix(&h, b->caption == NULL ? "" : b->caption);
        for (size_t c = 0; c < b->cell_count; c++) {
            const struct document_cell *cell = &b->cells[c];
            mix(&h, cell->bold ? "b" : "");
            mix(&h, cell->indent ? "i" : "");
            mix(&h, cell->text);
            mix(&h, cell->under == NULL ? "" : cell->under);
        }
    }
    (void)crypto_generichash_final(&h, out_digest, DOCUMENT_DIGEST_SIZE);
}
