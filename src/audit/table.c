#include "audit/table.h"

#define COLUMNS_MAX 64
#define CELL_SIZE   256

/* One record of RFC 4180; the cells are unquoted in place of a copy. */
struct record {
    struct buf cells[COLUMNS_MAX];
    size_t count;
};

struct table {
    const struct audit_release *r;
    struct audit_report *report;
    const char *name;
    const char *next;
    const char *end;
    struct record head;
    struct record row;
    size_t line;
};

static void record_clear(struct record *rec)
{
    for (size_t i = 0; i < COLUMNS_MAX; i++)
        buf_clear(&rec->cells[i]);
    rec->count = 0;
}

static void record_free(struct record *rec)
{
    for (size_t i = 0; i < COLUMNS_MAX; i++)
        buf_free(&rec->cells[i]);
}

static void find(const struct table *t, const char *what, const char *group,
                 const char *value, const char *expected)
{
    audit_find(t->report, AUDIT_TEXT, (struct audit_at){what, group, NULL},
               value, "%s (%s, line %zu)", expected, t->name, t->line);
}

/* One cell; leaves NEXT at what ends it. */
static void read_cell(struct table *t, struct buf *out)
{
    bool quoted = t->next < t->end && *t->next == '"';
    for (t->next += quoted ? 1 : 0; t->next < t->end; t->next++) {
        char c = *t->next;
        if (quoted && c == '"') {
            if (t->next + 1 < t->end && t->next[1] == '"') {
                t->next++;
            } else {
                quoted = false;
                continue;
            }
        } else if (!quoted && (c == ',' || c == '\r' || c == '\n')) {
            return;
        }
        buf_put_u8(out, (uint8_t)c);
    }
}

/* The next record; FALSE at the end. */
static bool read_record(struct table *t, struct record *rec)
{
    record_clear(rec);
    t->line++;
    if (t->next >= t->end)
        return false;
    for (;;) {
        if (rec->count < COLUMNS_MAX)
            read_cell(t, &rec->cells[rec->count++]);
        if (t->next >= t->end || *t->next != ',' || rec->count == COLUMNS_MAX)
            break;
        t->next++;
    }
    while (t->next < t->end && (*t->next == '\r' || *t->next == '\n'))
        t->next++;
    return true;
}

static const char *cell(const struct table *t, const char *column)
{
    for (size_t i = 0; i < t->head.count && i < t->row.count; i++)
        if (strcmp(buf_text(&t->head.cells[i]), column) == 0)
            return buf_text(&t->row.cells[i]);
    return "";
}

/* What a row speaks of. */
struct place {
    const struct audit_group *group;
    const struct audit_figure *figure; /* NULL: an area's row */
    const struct audit_scale *scale;
    const char *area;
};

static void number(char out[static CELL_SIZE], bool is, uint32_t value)
{
    if (is)
        (void)snprintf(out, CELL_SIZE, "%u", (unsigned)value);
}

static void copy(char out[static CELL_SIZE], const char *text)
{
    (void)snprintf(out, CELL_SIZE, "%s", text == NULL ? "" : text);
}

static const char *head_text(const struct audit_release *r, const char *key)
{
    return json_string_value(json_object_get(r->root, key));
}

static void department(const struct audit_release *r,
                       const struct audit_group *g, char out[static CELL_SIZE])
{
    if (g->level == AUDIT_DEPARTMENT)
        copy(out, g->name);
    else if (g->parent_at != AUDIT_NONE && g->parent_at != 0)
        copy(out, r->groups[g->parent_at].name);
}

static void cutoffs(const struct audit_release *r, const struct place *p,
                    char out[static CELL_SIZE])
{
    const json_t *scale = json_object_get(json_object_get(r->root, "scales"),
                                          p->scale == NULL ? "" : p->scale->id);
    const json_t *list = json_object_get(scale, "cutoff");
    size_t len = 0;
    for (size_t i = 0; i < json_array_size(list) && len < CELL_SIZE - 32; i++)
        len += (size_t)snprintf(out + len, CELL_SIZE - len, "%s%.24s",
                                i == 0 ? "" : " ",
                                json_string_value(json_array_get(list, i)));
}

/* A number's column: what the file has there. */
static bool figure_cell(const struct place *p, const char *column,
                        char out[static CELL_SIZE])
{
    const struct audit_figure *f = p->figure;
    bool is = f != NULL && f->shown;
    if (strcmp(column, "roster") == 0)
        number(out, true, p->group->roster);
    else if (strcmp(column, "n") == 0)
        number(out, p->group->shown, p->group->n);
    else if (strcmp(column, "valid") == 0)
        number(out, is, is ? f->n : 0);
    else if (strcmp(column, "mean") == 0)
        copy(out, f != NULL ? f->mean
                            : json_string_value(
                                  json_object_get(p->group->areas, p->area)));
    else if (strcmp(column, "half_width") == 0)
        copy(out, f == NULL ? NULL : f->half_width);
    else if (strcmp(column, "above") == 0)
        copy(out, f == NULL ? NULL : f->above);
    else if (strcmp(column, "above_n") == 0)
        number(out, is && f->above != NULL,
               is && f->has_above_n ? f->above_n
               : is                 ? f->n
                                    : 0);
    else
        return false;
    return true;
}

static bool source_cell(const struct audit_release *r, const struct place *p,
                        const char *column, char out[static CELL_SIZE])
{
    const struct audit_group *g = p->group;
    static const char *const levels[] = {"institution", "department", "unit",
                                         "pool"};
    if (strcmp(column, "group") == 0)
        copy(out, g->id);
    else if (strcmp(column, "level") == 0)
        copy(out, levels[g->level]);
    else if (strcmp(column, "department") == 0)
        department(r, g, out);
    else if (strcmp(column, "name") == 0)
        copy(out, g->name);
    else if (strcmp(column, "scale") == 0)
        copy(out, p->scale == NULL ? NULL : p->scale->id);
    else if (strcmp(column, "area") == 0)
        copy(out, p->area);
    else if (strcmp(column, "version") == 0)
        copy(out, p->scale == NULL ? NULL : p->scale->version);
    else if (strcmp(column, "cutoff") == 0)
        cutoffs(r, p, out);
    else if (strcmp(column, "wave") == 0)
        copy(out, r->wave);
    else if (strcmp(column, "closed") == 0)
        copy(out, head_text(r, "closed"));
    else if (strcmp(column, "survey") == 0)
        copy(out, r->survey_id);
    else if (strcmp(column, "survey_version") == 0)
        copy(out, r->survey_version);
    else
        return false;
    return true;
}

static bool is_without_digits(const char *text)
{
    return strcspn(text, "0123456789") == strlen(text);
}

/* A cell may be empty, or what the file says; a spreadsheet's apostrophe in
 * front is none of its text. */
static void check_cell(const struct table *t, const struct place *p,
                       const char *column, const char *text)
{
    char wanted[CELL_SIZE] = "";
    if (!figure_cell(p, column, wanted) &&
        !source_cell(t->r, p, column, wanted)) {
        if (!is_without_digits(text))
            find(t, "number", p->group->id, text, "no number of its own");
        return;
    }
    if (text[0] != '\0' && strcmp(text, wanted) != 0 &&
        (text[0] != '\'' || strcmp(text + 1, wanted) != 0))
        find(t, column, p->group->id, text, wanted);
}

static bool find_place(const struct table *t, struct place *out)
{
    const char *group = cell(t, "group");
    const char *scale = cell(t, "scale");
    const char *area = cell(t, "area");
    size_t g = audit_group_find(t->r, group);
    size_t s = audit_scale_find(t->r, scale);
    if (g == AUDIT_NONE) {
        find(t, "group", group, group, "a group of the file");
        return false;
    }
    *out = (struct place){.group = &t->r->groups[g], .area = area};
    if (scale[0] == '\0')
        return true;
    if (s == AUDIT_NONE || area[0] != '\0') {
        find(t, "scale", group, scale, "a scale of the file");
        return false;
    }
    out->scale = &t->r->scales[s];
    out->figure = &out->group->figures[s];
    return true;
}

static size_t check_rows(struct table *t)
{
    size_t looked_at = 0;
    while (read_record(t, &t->row)) {
        struct place p = {0};
        if (t->row.count != t->head.count)
            find(t, "row", NULL, NULL, "as many cells as columns");
        else if (find_place(t, &p))
            for (size_t i = 0; i < t->row.count; i++, looked_at++)
                check_cell(t, &p, buf_text(&t->head.cells[i]),
                           buf_text(&t->row.cells[i]));
    }
    return looked_at;
}

enum err audit_table(const struct audit_release *release, const uint8_t *bytes,
                     size_t len, const char *name, struct audit_report *report)
{
    struct table *t = calloc(1, sizeof *t);
    if (t == NULL)
        return ERR_MEMORY;
    t->r = release;
    t->report = report;
    t->name = name;
    t->next = (const char *)bytes;
    t->end = t->next + len;
    /* Cells are compared as C strings: nothing may stand behind their end. */
    if (len > 0 && memchr(bytes, 0, len) != NULL)
        find(t, "text", NULL, NULL, "a table without a zero byte in it");
    else if (!read_record(t, &t->head) ||
             strcmp(buf_text(&t->head.cells[0]), "group") != 0)
        find(t, "head", NULL, buf_text(&t->head.cells[0]),
             "a table whose first column is \"group\"");
    else
        audit_ran(report, AUDIT_TEXT, check_rows(t));
    if (audit_state(report, AUDIT_TEXT) != AUDIT_RAN)
        audit_could_not(report, AUDIT_TEXT, "the table cannot be read");
    bool failed = false;
    for (size_t i = 0; i < COLUMNS_MAX; i++)
        failed = failed || t->head.cells[i].failed || t->row.cells[i].failed;
    record_free(&t->head);
    record_free(&t->row);
    free(t);
    return failed ? ERR_MEMORY : ERR_OK;
}
