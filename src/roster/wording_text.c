#include "roster/wording.h"

#define COLUMNS 72

/* Characters, not bytes; wide ones count as one. */
static size_t width(const char *text, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += ((uint8_t)text[i] & 0xc0) != 0x80;
    return n;
}

static void put_wrapped(struct buf *out, const char *text)
{
    size_t column = 0;
    for (;;) {
        text += strspn(text, " ");
        size_t len = strcspn(text, " ");
        size_t wide = width(text, len);
        if (len == 0)
            break;
        if (column > 0 && column + 1 + wide > COLUMNS) {
            buf_put_text(out, "\n");
            column = 0;
        } else if (column > 0) {
            buf_put_text(out, " ");
            column++;
        }
        buf_put(out, text, len);
        column += wide;
        text += len;
    }
    buf_put_text(out, "\n");
}

void wording_text(const struct wording *filled, const char *link,
                  const char *code, const char *fingerprint,
                  struct buf *out_text)
{
    for (size_t i = 0; i < filled->block_count; i++) {
        const struct wording_block *b = &filled->blocks[i];
        if (b->kind == WORDING_QR)
            continue;
        if (i > 0)
            buf_put_text(out_text, "\n");
        if (b->text[0] != '\0')
            put_wrapped(out_text, b->text);
        if (b->kind == WORDING_LINK)
            buf_printf(out_text, "%s\n", link);
        else if (b->kind == WORDING_CODE)
            buf_printf(out_text, "    %s\n", code);
        else if (b->kind == WORDING_FINGERPRINT)
            buf_printf(out_text, "    %s\n", fingerprint);
    }
}
