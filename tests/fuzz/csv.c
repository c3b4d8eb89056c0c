/* Comma-separated files: what was read, written and read again is the same. */
#include "fuzz/fuzz.h"

#include "roster/csv.h"

/* As csv_put_row changes a cell that a spreadsheet would take for a formula. */
static bool is_same(const char *was, const char *is)
{
    bool is_formula = *was != 0 && strchr("=+-@\t\r", *was) != NULL;
    return strcmp(was, is_formula ? is + (*is == '\'') : is) == 0 &&
           (!is_formula || *is == '\'');
}

static void compare(const struct csv_table *was, const struct csv_table *is)
{
    err_assert(is->row_count == was->row_count);
    for (size_t i = 0; i < was->row_count; i++) {
        err_assert(is->rows[i].cell_count == was->rows[i].cell_count);
        for (size_t c = 0; c < was->rows[i].cell_count; c++)
            err_assert(is_same(was->rows[i].cells[c], is->rows[i].cells[c]));
    }
}

static void write_and_read(const struct csv_table *t)
{
    struct csv_table *again = NULL;
    struct buf bytes = BUF_INIT;
    for (size_t i = 0; i < t->row_count; i++)
        csv_put_row(&bytes, t->rows[i].cells, t->rows[i].cell_count);
    err_assert(csv_parse(bytes.data, bytes.len, &again, NULL) == ERR_OK);
    compare(t, again);
    csv_table_free(again);
    buf_free(&bytes);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    struct csv_table *t = NULL;
    struct err_note note = {""};
    enum err e = csv_parse(data, len, &t, &note);
    fuzz_note(e, &note);
    err_assert((e == ERR_OK) == (t != NULL));
    for (size_t i = 0; t != NULL && i < t->row_count; i++) {
        err_assert(t->rows[i].line > 0 && t->rows[i].cell_count > 0);
        for (size_t c = 0; c < t->rows[i].cell_count; c++) {
            const char *cell = t->rows[i].cells[c];
            err_assert(encode_is_utf8((const uint8_t *)cell, strlen(cell)));
        }
    }
    if (t != NULL)
        write_and_read(t);
    csv_table_free(t);
    return 0;
}
