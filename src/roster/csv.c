#include "roster/csv.h"

#include <sodium.h>

/* Where a reading stands. Cells are written over the text that held them: one
 * without its quotes is never longer. */
struct reader {
    const char *at;
    const char *end;
    char *out;
    size_t line;
    char separator;
    struct err_note *note;
};

/* Windows-1252, 0x80 to 0x9f; 0 is no character. */
static const uint16_t cp1252_high[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
    0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

static size_t line_of(const uint8_t *bytes, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at; i++)
        if (bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n'))
            line++;
    return line;
}

static void put_code_point(struct buf *b, unsigned c)
{
    if (c < 0x80) {
        buf_put_u8(b, (uint8_t)c);
    } else if (c < 0x800) {
        buf_put_u8(b, (uint8_t)(0xc0u | c >> 6));
        buf_put_u8(b, (uint8_t)(0x80u | (c & 0x3fu)));
    } else {
        buf_put_u8(b, (uint8_t)(0xe0u | c >> 12));
        buf_put_u8(b, (uint8_t)(0x80u | (c >> 6 & 0x3fu)));
        buf_put_u8(b, (uint8_t)(0x80u | (c & 0x3fu)));
    }
}

static enum err put_cp1252(struct buf *b, const uint8_t *bytes, size_t len,
                           struct err_note *note)
{
    for (size_t i = 0; i < len; i++) {
        unsigned c = bytes[i];
        if (c >= 0x80 && c <= 0x9f)
            c = cp1252_high[c - 0x80];
        if (c == 0)
            return err_say(note, ERR_FORMAT,
                           "%zu: neither UTF-8 nor Windows-1252; save the "
                           "file as CSV UTF-8",
                           line_of(bytes, i));
        put_code_point(b, c);
    }
    return buf_check(b);
}

/* The whole file as UTF-8 without a byte order mark. */
static enum err decode(const uint8_t *bytes, size_t len, struct buf *out,
                       struct err_note *note)
{
    const uint8_t *nul = len == 0 ? NULL : memchr(bytes, 0, len);
    if (nul != NULL)
        return err_say(note, ERR_FORMAT,
                       "%zu: a NUL byte (UTF-16?); save the file as CSV "
                       "UTF-8",
                       line_of(bytes, (size_t)(nul - bytes)));
    if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        bytes += 3;
        len -= 3;
    }
    if (!encode_is_utf8(bytes, len))
        return put_cp1252(out, bytes, len, note);
    buf_put(out, bytes, len);
    return buf_check(out);
}

/* Semicolons where the first record has more of them than commas. */
static char find_separator(const char *text)
{
    size_t commas = 0;
    size_t semicolons = 0;
    bool quoted = false;
    for (; *text != 0 && (quoted || (*text != '\n' && *text != '\r')); text++) {
        if (*text == '"')
            quoted = !quoted;
        else if (!quoted && *text == ',')
            commas++;
        else if (!quoted && *text == ';')
            semicolons++;
    }
    return semicolons > commas ? ';' : ',';
}

static bool ends_line(const struct reader *r)
{
    return r->at == r->end || *r->at == '\n' || *r->at == '\r';
}

/* Takes one byte, counting lines: CRLF counts once, at its LF. */
static char take(struct reader *r)
{
    char c = *r->at++;
    if (c == '\n' || (c == '\r' && (r->at == r->end || *r->at != '\n')))
        r->line++;
    return c;
}

static enum err read_quoted(struct reader *r)
{
    size_t opened = r->line;
    r->at++;
    for (;;) {
        if (r->at == r->end)
            return err_say(r->note, ERR_FORMAT,
                           "%zu: a quotation mark opens here and is never "
                           "closed",
                           opened);
        char c = take(r);
        if (c == '"') {
            if (r->at == r->end || *r->at != '"')
                break;
            r->at++;
        }
        *r->out++ = c;
    }
    if (!ends_line(r) && *r->at != r->separator)
        return err_say(r->note, ERR_FORMAT,
                       "%zu: text behind a closing quotation mark", r->line);
    return ERR_OK;
}

static enum err read_bare(struct reader *r)
{
    while (!ends_line(r) && *r->at != r->separator) {
        if (*r->at == '"')
            return err_say(r->note, ERR_FORMAT,
                           "%zu: a quotation mark inside a cell that does "
                           "not begin with one",
                           r->line);
        *r->out++ = *r->at++;
    }
    return ERR_OK;
}

/* One record into CELLS; none of them for an empty line. */
static enum err read_record(struct reader *r, const char **cells,
                            size_t *out_count)
{
    size_t count = 0;
    for (bool more = true; more;) {
        char *start = r->out;
        bool quoted = r->at < r->end && *r->at == '"';
        enum err e = quoted ? read_quoted(r) : read_bare(r);
        if (e != ERR_OK)
            return e;
        more = r->at < r->end && *r->at == r->separator;
        /* The end is read before it is overwritten: OUT never passes AT. */
        if (r->at < r->end && take(r) == '\r' && r->at < r->end &&
            *r->at == '\n')
            (void)take(r);
        *r->out++ = 0;
        cells[count++] = start;
        if (count == 1 && !more && !quoted && *start == 0)
            count = 0; /* an empty line */
        if (count == 0)
            break;
    }
    *out_count = count;
    return ERR_OK;
}

static enum err read_records(struct reader *r, struct csv_table *table)
{
    const char **cells = table->cells;
    while (r->at < r->end) {
        size_t line = r->line;
        size_t count = 0;
        enum err e = read_record(r, cells, &count);
        if (e != ERR_OK)
            return e;
        if (count == 0)
            continue;
        if (table->row_count == CSV_ROWS_MAX)
            return err_say(r->note, ERR_RANGE, "%zu: more than %u lines", line,
                           CSV_ROWS_MAX - 1);
        table->rows[table->row_count++] = (struct csv_row){line, cells, count};
        cells += count;
    }
    return ERR_OK;
}

/* Room for all that the text can hold at most. */
static enum err reserve(struct csv_table *table, const struct buf *text)
{
    size_t lines = 1;
    size_t cells = 1;
    for (size_t i = 0; i < text->len; i++) {
        char c = (char)text->data[i];
        lines += c == '\n' || c == '\r';
        cells += c == '\n' || c == '\r' || c == ',' || c == ';';
    }
    size_t rows = lines < CSV_ROWS_MAX ? lines : CSV_ROWS_MAX;
    table->rows = calloc(rows, sizeof *table->rows);
    table->cells = calloc(cells, sizeof *table->cells);
    return table->rows == NULL || table->cells == NULL ? ERR_MEMORY : ERR_OK;
}

enum err csv_parse(const uint8_t *bytes, size_t len,
                   struct csv_table **out_table, struct err_note *note)
{
    if (len > CSV_FILE_MAX)
        return err_say(note, ERR_RANGE, "1: larger than %u bytes",
                       CSV_FILE_MAX);
    struct csv_table *table = calloc(1, sizeof *table);
    if (table == NULL)
        return ERR_MEMORY;
    struct buf text = BUF_INIT;
    enum err e = decode(bytes, len, &text, note);
    if (e == ERR_OK)
        e = reserve(table, &text);
    size_t text_len = 0;
    if (e == ERR_OK) {
        table->text = (char *)buf_take(&text, &text_len);
        e = table->text == NULL ? ERR_MEMORY : ERR_OK;
    }
    if (e == ERR_OK) {
        table->text_len = text_len;
        struct reader r = {
            table->text, table->text + text_len,      table->text,
            1,           find_separator(table->text), note};
        e = read_records(&r, table);
    }
    buf_wipe(&text);
    if (e != ERR_OK) {
        csv_table_free(table);
        return e;
    }
    *out_table = table;
    return ERR_OK;
}

void csv_table_free(struct csv_table *table)
{
    if (table == NULL)
        return;
    if (table->text != NULL)
        sodium_memzero(table->text, table->text_len);
    free(table->text);
    free(table->rows);
    free(table->cells);
    free(table);
}

static void put_cell(struct buf *out, const char *cell)
{
    bool formula = *cell != 0 && strchr("=+-@\t\r", *cell) != NULL;
    /* Bare at a file's start, these would be read as a byte order mark. */
    bool marked = strncmp(cell, "\xef\xbb\xbf", 3) == 0;
    bool quote = marked || strpbrk(cell, ",;\"\r\n") != NULL || *cell == ' ' ||
                 (*cell != 0 && cell[strlen(cell) - 1] == ' ');
    if (quote)
        buf_put_u8(out, '"');
    if (formula)
        buf_put_u8(out, '\'');
    for (; *cell != 0; cell++) {
        if (*cell == '"')
            buf_put_u8(out, '"');
        buf_put_u8(out, (uint8_t)*cell);
    }
    if (quote)
        buf_put_u8(out, '"');
}

void csv_put_row(struct buf *out, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buf_put_u8(out, ',');
        put_cell(out, cells[i]);
    }
    /* One empty cell alone would read as an empty line. */
    if (count == 1 && *cells[0] == 0)
        buf_put_text(out, "\"\"");
    buf_put_text(out, "\r\n");
}
