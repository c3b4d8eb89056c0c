#include "roster/csv.h"
#include "roster/email.h"
#include "roster/roster.h"
#include "roster/roster_programs.h"
#include "roster/texts.h"

#include <strings.h>

#define LANGUAGE_MAX 35 /* RFC 5646, 4.4.1 */
/* Leaves room for "Smaller ... programs". */
#define DEPARTMENT_MAX (WAVE_TEXT_MAX - 32)
#define NO_COLUMN      SIZE_MAX

enum column {
    PERSON,
    EMAIL,
    DEPARTMENT,
    PROGRAM_ID,
    PROGRAM,
    TYPE,
    SITE,
    UNIT,
    LANGUAGE,
    COLUMNS,
};

static const struct {
    const char *name;
    bool is_needed;
    size_t max_bytes;
} columns[COLUMNS] = {
    [PERSON] = {"person", true, ROSTER_PERSON_MAX},
    [EMAIL] = {"email", true, EMAIL_MAX},
    [DEPARTMENT] = {"department", true, DEPARTMENT_MAX},
    [PROGRAM_ID] = {"program_id", true, WAVE_NAME_MAX},
    [PROGRAM] = {"program", true, WAVE_TEXT_MAX},
    [TYPE] = {"type", false, WAVE_TEXT_MAX},
    [SITE] = {"site", false, WAVE_TEXT_MAX},
    [UNIT] = {"unit", false, WAVE_TEXT_MAX},
    [LANGUAGE] = {"language", false, LANGUAGE_MAX},
};

/* A person, and the line they stand on. */
struct entry {
    struct people_person person;
    size_t line;
};

struct reading {
    const char *name; /* of the file */
    struct err_note *note;
    size_t at[COLUMNS]; /* in which cell, or NO_COLUMN */
    struct roster *roster;
    struct entry *entries;
    size_t count;
};

struct span {
    const char *text;
    size_t len;
};

/* How many bytes of blank TEXT begins with: space, tab, no-break space. */
static size_t blank(const char *text)
{
    if (*text == ' ' || *text == '\t')
        return 1;
    return text[0] == '\xc2' && text[1] == '\xa0' ? 2 : 0;
}

static struct span trimmed(const char *text)
{
    while (blank(text) > 0)
        text += blank(text);
    size_t len = strlen(text);
    for (;;) {
        if (len >= 1 && blank(text + len - 1) == 1)
            len--;
        else if (len >= 2 && blank(text + len - 2) == 2)
            len -= 2;
        else
            return (struct span){text, len};
    }
}

static enum err read_header(struct reading *r, const struct csv_row *row)
{
    for (size_t c = 0; c < COLUMNS; c++)
        r->at[c] = NO_COLUMN;
    for (size_t i = 0; i < row->cell_count; i++) {
        struct span cell = trimmed(row->cells[i]);
        for (size_t c = 0; c < COLUMNS; c++) {
            if (cell.len != strlen(columns[c].name) ||
                strncasecmp(cell.text, columns[c].name, cell.len) != 0)
                continue;
            if (r->at[c] != NO_COLUMN)
                return err_say(r->note, ERR_FORMAT,
                               "%s:%zu: the column %s is there twice", r->name,
                               row->line, columns[c].name);
            r->at[c] = i;
        }
    }
    for (size_t c = 0; c < COLUMNS; c++)
        if (columns[c].is_needed && r->at[c] == NO_COLUMN)
            return err_say(r->note, ERR_FORMAT,
                           "%s:%zu: no column %s; the first line must be "
                           "person,email,department,program_id,program"
                           "[,type,site,unit,language]",
                           r->name, row->line, columns[c].name);
    return ERR_OK;
}

/* What is wrong with the text of a column; NULL: nothing. */
static const char *fault(enum column c, const char *text)
{
    if (*text == 0)
        return columns[c].is_needed ? "is empty" : NULL;
    if (strlen(text) > columns[c].max_bytes)
        return "is too long";
    if (c == EMAIL)
        return email_is_valid(text) ? NULL
                                    : "is not an address such as a@b.org";
    if (c == PROGRAM_ID)
        return wave_name_is_valid(text)
                   ? NULL
                   : "must be letters, digits and hyphens, not first a hyphen";
    if (c == LANGUAGE)
        return wave_language_is_valid(text) ? NULL
                                            : "is not a language such as en";
    if (!wave_text_is_valid(text))
        return "has a line break or another control character";
    return NULL;
}

static enum err read_cell(struct reading *r, const struct csv_row *row,
                          enum column c, const char **out_text)
{
    struct span cell = {"", 0};
    if (r->at[c] != NO_COLUMN && r->at[c] < row->cell_count)
        cell = trimmed(row->cells[r->at[c]]);
    const char *text = roster_texts_keep(r->roster->texts, cell.text, cell.len);
    if (text == NULL)
        return ERR_MEMORY;
    const char *what = fault(c, text);
    if (what != NULL)
        return err_say(
            r->note, strcmp(what, "is too long") == 0 ? ERR_RANGE : ERR_FORMAT,
            "%s:%zu: %s %s", r->name, row->line, columns[c].name, what);
    *out_text = text;
    return ERR_OK;
}

static bool is_blank(const struct csv_row *row)
{
    for (size_t i = 0; i < row->cell_count; i++)
        if (trimmed(row->cells[i]).len > 0)
            return false;
    return true;
}

static enum err read_row(struct reading *r, const struct csv_row *row,
                         size_t header_cells)
{
    for (size_t i = header_cells; i < row->cell_count; i++)
        if (trimmed(row->cells[i]).len > 0)
            return err_say(r->note, ERR_FORMAT,
                           "%s:%zu: more cells than the first line has; a name "
                           "with a comma needs quotation marks",
                           r->name, row->line);
    struct people_person p;
    const char **const texts[COLUMNS] = {[PERSON] = &p.person,
                                         [EMAIL] = &p.email,
                                         [DEPARTMENT] = &p.department,
                                         [PROGRAM_ID] = &p.program_id,
                                         [PROGRAM] = &p.program,
                                         [TYPE] = &p.type,
                                         [SITE] = &p.site,
                                         [UNIT] = &p.unit,
                                         [LANGUAGE] = &p.language};
    enum err e = ERR_OK;
    for (size_t c = 0; e == ERR_OK && c < COLUMNS; c++)
        e = read_cell(r, row, (enum column)c, texts[c]);
    if (e == ERR_OK)
        r->entries[r->count++] = (struct entry){p, row->line};
    return e;
}

static enum err read_rows(struct reading *r, const struct csv_table *table)
{
    if (table->row_count == 0)
        return err_say(r->note, ERR_FORMAT, "%s: the file is empty", r->name);
    r->entries = calloc(table->row_count, sizeof *r->entries);
    if (r->entries == NULL)
        return ERR_MEMORY;
    enum err e = read_header(r, &table->rows[0]);
    for (size_t i = 1; e == ERR_OK && i < table->row_count; i++)
        if (!is_blank(&table->rows[i]))
            e = read_row(r, &table->rows[i], table->rows[0].cell_count);
    if (e == ERR_OK && r->count == 0)
        e = err_say(r->note, ERR_RANGE, "%s: nobody is on the roster", r->name);
    return e;
}

static int by_line(const struct entry *x, const struct entry *y)
{
    return (x->line > y->line) - (x->line < y->line);
}

static int by_email(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    int order = strcasecmp(x->person.email, y->person.email);
    return order != 0 ? order : by_line(x, y);
}

static int by_person(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    int order = strcmp(x->person.person, y->person.person);
    return order != 0 ? order : by_line(x, y);
}

/* Nobody twice; leaves the entries sorted by person. */
static enum err check_unique(struct reading *r)
{
    qsort(r->entries, r->count, sizeof *r->entries, by_email);
    for (size_t i = 1; i < r->count; i++)
        if (strcasecmp(r->entries[i - 1].person.email,
                       r->entries[i].person.email) == 0)
            return err_say(r->note, ERR_EXISTS,
                           "%s:%zu: the same e-mail address as on line %zu",
                           r->name, r->entries[i].line, r->entries[i - 1].line);
    qsort(r->entries, r->count, sizeof *r->entries, by_person);
    for (size_t i = 1; i < r->count; i++)
        if (strcmp(r->entries[i - 1].person.person,
                   r->entries[i].person.person) == 0)
            return err_say(r->note, ERR_EXISTS,
                           "%s:%zu: the same person as on line %zu", r->name,
                           r->entries[i].line, r->entries[i - 1].line);
    return ERR_OK;
}

static enum err fill(struct reading *r)
{
    struct people_person *people = calloc(r->count, sizeof *people);
    size_t *lines = calloc(r->count, sizeof *lines);
    enum err e = people == NULL || lines == NULL ? ERR_MEMORY : ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < r->count; i++) {
        people[i] = r->entries[i].person;
        lines[i] = r->entries[i].line;
    }
    r->roster->people = people;
    r->roster->person_count = r->count;
    if (e == ERR_OK)
        e = roster_find_programs(r->roster, lines, r->name, r->note);
    free(lines);
    return e;
}

enum err roster_parse(const char *name, const uint8_t *bytes, size_t len,
                      struct roster **out_roster, struct err_note *note)
{
    struct csv_table *table = NULL;
    struct err_note inner = {""};
    struct reading r = {.name = name, .note = note};
    enum err e = csv_parse(bytes, len, &table, &inner);
    if (e != ERR_OK)
        return e == ERR_MEMORY ? e
                               : err_say(note, e, "%s:%s", name, inner.text);
    r.roster = calloc(1, sizeof *r.roster);
    e = r.roster == NULL ? ERR_MEMORY : roster_texts_new(&r.roster->texts);
    if (e == ERR_OK)
        e = read_rows(&r, table);
    if (e == ERR_OK)
        e = check_unique(&r);
    if (e == ERR_OK)
        e = fill(&r);
    free(r.entries);
    csv_table_free(table);
    if (e != ERR_OK) {
        roster_free(r.roster);
        return e;
    }
    *out_roster = r.roster;
    return ERR_OK;
}
