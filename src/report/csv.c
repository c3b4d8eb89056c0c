#include "report/csv.h"

#include "report/table.h"

static bool is_digits(const char **in)
{
    const char *start = *in;
    while (**in >= '0' && **in <= '9')
        (*in)++;
    return *in > start;
}

/* "-5", "0.4": what a spreadsheet takes for a number is no formula. */
static bool is_number(const char *text)
{
    const char *p = text;
    p += *p == '-' ? 1 : 0;
    if (!is_digits(&p))
        return false;
    if (*p == '.') {
        p++;
        if (!is_digits(&p))
            return false;
    }
    return *p == '\0';
}

static bool is_formula(const char *text)
{
    return text[0] != '\0' && strchr("=+-@\t\r\n", text[0]) != NULL &&
           !is_number(text);
}

void report_csv_cell(struct buf *out, const char *text)
{
    bool quoted = strpbrk(text, ",\"\r\n") != NULL;
    if (quoted)
        buf_put_u8(out, '"');
    if (is_formula(text))
        buf_put_u8(out, '\'');
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '"')
            buf_put_u8(out, '"');
        buf_put(out, p, 1);
    }
    if (quoted)
        buf_put_u8(out, '"');
}

/* --- rows ----------------------------------------------------------------- */

struct writer {
    struct buf *out;
    bool in_row;
};

static void put_cell(void *context, const char *text, bool is_number)
{
    struct writer *w = context;
    (void)is_number;
    if (w->in_row)
        buf_put_u8(w->out, ',');
    w->in_row = true;
    report_csv_cell(w->out, text);
}

static void put_row_end(void *context)
{
    struct writer *w = context;
    w->in_row = false;
    buf_put_text(w->out, "\r\n");
}

enum err report_csv_release(const struct published_release *release,
                            struct buf *out)
{
    struct writer w = {out, false};
    struct table_sink sink = {&w, put_cell, put_row_end};
    table_release(release, &sink);
    return buf_check(out);
}

enum err report_csv_unit(const struct published_release *release, size_t group,
                         struct buf *out)
{
    struct writer w = {out, false};
    struct table_sink sink = {&w, put_cell, put_row_end};
    if (group >= release->group_count)
        return ERR_NOT_FOUND;
    table_unit(release, group, &sink);
    return buf_check(out);
}
