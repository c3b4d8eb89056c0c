#include "roster/wording.h"

#include "base/datetime.h"

#define COLUMNS 72

/* The N-th word, from 0; its length in *LEN, 0 when there are fewer. */
static const char *word_at(const char *text, unsigned n, size_t *len)
{
    text += strspn(text, " ");
    for (; n > 0; n--) {
        text += strcspn(text, " ");
        text += strspn(text, " ");
    }
    *len = strcspn(text, " ");
    return text;
}

enum err wording_date(const struct wording *words, int64_t day_sec,
                      struct buf *out_text)
{
    char date[DATETIME_DATE_SIZE];
    char month[64];
    char day[4];
    char year[8];
    size_t len = 0;
    datetime_date(day_sec, date);
    unsigned number = (unsigned)((date[5] - '0') * 10 + (date[6] - '0'));
    const char *name = word_at(wording_head(words, "Months"), number - 1, &len);
    if (len == 0 || len >= sizeof month)
        return ERR_FORMAT;
    (void)snprintf(month, sizeof month, "%.*s", (int)len, name);
    (void)snprintf(day, sizeof day, "%s", date + 8 + (date[8] == '0'));
    (void)snprintf(year, sizeof year, "%.4s", date);
    const struct wording_value values[] = {
        {"DAY", day}, {"MONTH", month}, {"YEAR", year}};
    struct wording_head form = {NULL, NULL};
    struct wording one = {.heads = &form, .head_count = 1};
    struct wording *filled = NULL;
    for (size_t i = 0; i < words->head_count; i++)
        if (strcmp(words->heads[i].key, "Date") == 0)
            form = words->heads[i];
    if (form.key == NULL)
        return ERR_FORMAT;
    enum err e = wording_fill(&one, values, 3, &filled, NULL);
    if (e == ERR_OK)
        buf_put_text(out_text, wording_head(filled, "Date"));
    wording_free(filled);
    return e == ERR_OK ? buf_check(out_text) : e;
}

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
