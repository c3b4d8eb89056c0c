#include "cli/table.h"

#include "cli/terminal.h"

#include <jansson.h>

struct cell {
    char *text; /* NULL: empty */
    json_t *value;
};

struct cli_table {
    const struct cli_column *columns;
    size_t column_count;
    struct cell *cells;
    size_t count;
    size_t cap;
    bool failed;
};

struct cli_table *cli_table_new(const struct cli_column *columns,
                                size_t column_count)
{
    struct cli_table *t = calloc(1, sizeof *t);
    if (t == NULL)
        return NULL;
    t->columns = columns;
    t->column_count = column_count;
    return t;
}

void cli_table_free(struct cli_table *table)
{
    if (table == NULL)
        return;
    for (size_t i = 0; i < table->count; i++) {
        free(table->cells[i].text);
        json_decref(table->cells[i].value);
    }
    free(table->cells);
    free(table);
}

/* Takes VALUE over. */
static void put(struct cli_table *t, const char *text, json_t *value)
{
    char *copy = text == NULL ? NULL : strdup(text);
    if (t->count == t->cap) {
        size_t cap = t->cap == 0 ? 64 : 2 * t->cap;
        struct cell *more = realloc(t->cells, cap * sizeof *more);
        if (more != NULL) {
            t->cells = more;
            t->cap = cap;
        }
    }
    if (value == NULL || (text != NULL && copy == NULL) || t->count == t->cap) {
        t->failed = true;
        free(copy);
        json_decref(value);
        return;
    }
    t->cells[t->count++] = (struct cell){copy, value};
}

void cli_table_text(struct cli_table *table, const char *text)
{
    put(table, text, text == NULL ? json_null() : json_string(text));
}

void cli_table_number(struct cli_table *table, int64_t number)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%lld", (long long)number);
    put(table, text, json_integer(number));
}

void cli_table_flag(struct cli_table *table, bool flag)
{
    put(table, flag ? "yes" : "no", json_boolean(flag));
}

/* Characters that a terminal shows for a text: one for each UTF-8 lead. */
static size_t width(const char *text)
{
    size_t n = 0;
    for (; text != NULL && *text != 0; text++)
        n += ((unsigned char)*text & 0xc0) != 0x80;
    return n;
}

static void pad(FILE *to, size_t n)
{
    while (n-- > 0)
        fputc(' ', to);
}

static void print_cell(FILE *to, const struct cli_column *column,
                       const char *text, size_t wide, bool head, bool last)
{
    size_t room = wide - width(text);
    if (column->number)
        pad(to, room);
    if (text != NULL && head)
        cli_term_bold(to, text);
    else if (text != NULL)
        cli_term_text(to, text);
    if (!last && !column->number)
        pad(to, room);
    fputs(last ? "\n" : "  ", to);
}

static size_t widest(const struct cli_table *t, size_t column)
{
    size_t wide = width(t->columns[column].title);
    for (size_t i = column; i < t->count; i += t->column_count) {
        size_t w = width(t->cells[i].text);
        wide = w > wide ? w : wide;
    }
    return wide;
}

static enum err print_people(const struct cli_table *t, FILE *to)
{
    size_t *wide = calloc(t->column_count, sizeof *wide);
    if (wide == NULL)
        return ERR_MEMORY;
    size_t last = 0;
    for (size_t c = 0; c < t->column_count; c++) {
        wide[c] = widest(t, c);
        last = t->columns[c].title != NULL ? c : last;
    }
    for (size_t c = 0; c <= last; c++)
        if (t->columns[c].title != NULL)
            print_cell(to, &t->columns[c], t->columns[c].title, wide[c], true,
                       c == last);
    for (size_t i = 0; i < t->count; i++) {
        size_t c = i % t->column_count;
        if (t->columns[c].title != NULL)
            print_cell(to, &t->columns[c], t->cells[i].text, wide[c], false,
                       c == last);
    }
    free(wide);
    return ERR_OK;
}

static enum err print_json(const struct cli_table *t, FILE *to)
{
    json_t *rows = json_array();
    bool good = rows != NULL;
    for (size_t i = 0; good && i < t->count; i++) {
        size_t c = i % t->column_count;
        if (c == 0)
            good = json_array_append_new(rows, json_object()) == 0;
        json_t *row = json_array_get(rows, i / t->column_count);
        good = good &&
               json_object_set(row, t->columns[c].key, t->cells[i].value) == 0;
    }
    char *text = good ? json_dumps(rows, JSON_INDENT(1)) : NULL;
    json_decref(rows);
    if (text == NULL)
        return ERR_MEMORY;
    fputs(text, to);
    fputc('\n', to);
    free(text);
    return ERR_OK;
}

enum err cli_table_print(const struct cli_table *table, bool json, FILE *to)
{
    if (table->failed)
        return ERR_MEMORY;
    err_assert(table->count % table->column_count == 0);
    return json ? print_json(table, to) : print_people(table, to);
}
