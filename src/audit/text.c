#include "audit/text.h"

#include "audit/print.h"

#define LINE_MAX_BYTES 2000
#define CELL_SIZE      32

/* One line on its way through. */
struct line {
    const struct audit_release *r;
    struct audit_report *report;
    const char *name; /* of the text */
    size_t number;
    char text[LINE_MAX_BYTES + 1];
};

/* What a row says of its group. */
struct row {
    const char *group; /* where its name begins */
    size_t group_len;
    uint32_t n;
    bool has_roster; /* it may stand on the next line */
    uint32_t roster;
    const char *cells; /* what follows */
};

static void find(const struct line *l, const char *what, const char *group,
                 const char *value, const char *expected)
{
    audit_find(l->report, AUDIT_TEXT, (struct audit_at){what, group, NULL},
               value, "%s (%s, line %zu)", expected, l->name, l->number);
}

static const char *number(const char *at, uint32_t *out)
{
    uint32_t value = 0;
    size_t digits = 0;
    for (; at[digits] >= '0' && at[digits] <= '9' && digits < 9; digits++)
        value = value * 10 + (uint32_t)(at[digits] - '0');
    *out = value;
    return digits == 0 ? NULL : at + digits;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A sentence goes on with a word after one blank. */
static bool begins_cells(const char *at)
{
    static const char *const cells[] = {" about ", " not shown", " –", " ≥",
                                        " ≤"};
    if (at[0] == '\0' || (at[0] == ' ' && (at[1] == ' ' || is_digit(at[1]))))
        return true;
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++)
        if (strncmp(at, cells[i], strlen(cells[i])) == 0)
            return true;
    return false;
}

/* "  81 of 149" behind a name, two blanks before it: a column of its own. */
static bool read_row(const struct line *l, struct row *out)
{
    const char *name = l->text + strspn(l->text, " \f");
    for (const char *at = strstr(name, " of"); at != NULL;
         at = strstr(at + 1, " of")) {
        const char *digits = at;
        while (digits > name && is_digit(digits[-1]))
            digits--;
        if (digits == at || digits < name + 3 || digits[-1] != ' ' ||
            digits[-2] != ' ')
            continue;
        struct row row = {.group = name};
        const char *end = digits;
        while (end > name && end[-1] == ' ')
            end--;
        row.group_len = (size_t)(end - name);
        (void)number(digits, &row.n);
        row.cells = at + strlen(" of");
        const char *roster = number(row.cells + 1, &row.roster);
        row.has_roster = row.cells[0] == ' ' && roster != NULL;
        if (row.has_roster)
            row.cells = roster;
        if (!begins_cells(row.cells))
            continue;
        *out = row;
        return true;
    }
    return false;
}

/* Its name may go on in the next line; the institution has two. */
static bool is_group(const struct row *row, const struct audit_group *g)
{
    static const char institution[] = "Institution";
    bool named = strncmp(g->name, row->group, row->group_len) == 0 ||
                 (g->level == AUDIT_INSTITUTION &&
                  row->group_len == strlen(institution) &&
                  strncmp(institution, row->group, row->group_len) == 0);
    return named && g->shown && g->n == row->n &&
           (!row->has_roster || g->roster == row->roster);
}

/* A mean in the scale's own units, to a tenth, halves up, with its mark. */
static void own_units(const struct audit_scale *scale, const char *mean,
                      char out[static CELL_SIZE])
{
    struct audit_print p;
    const char *digits = mean + strspn(mean, "<>=~");
    if (!audit_print_read(mean, strchr(mean, '.') != NULL, &p)) {
        out[0] = '\0';
        return;
    }
    int64_t thousandths =
        scale->low + (scale->high - scale->low) * (int64_t)p.tenths / 1000;
    uint64_t tenths = audit_half_up(
        (uint64_t)(thousandths < 0 ? -thousandths : thousandths), 100);
    (void)snprintf(out, CELL_SIZE, "%.*s%s%llu.%llu", (int)(digits - mean),
                   mean, thousandths < 0 ? "-" : "",
                   (unsigned long long)(tenths / 10),
                   (unsigned long long)(tenths % 10));
}

static bool prints(const struct audit_release *r, const struct audit_group *g,
                   const char *value)
{
    const char *key;
    json_t *text;
    json_object_foreach ((json_t *)(uintptr_t)g->areas, key, text) {
        if (strcmp(json_string_value(text), value) == 0)
            return true;
    }
    for (size_t s = 0; s < r->scale_count; s++) {
        const struct audit_figure *f = &g->figures[s];
        char own[CELL_SIZE];
        if (!f->shown || f->mean == NULL)
            continue;
        if (strcmp(f->mean, value) == 0)
            return true;
        own_units(&r->scales[s], f->mean, own);
        if (strcmp(own, value) == 0)
            return true;
    }
    return false;
}

/* Skips TEXT; false: something else stands there. */
static bool skip(const char **at, const char *text)
{
    size_t len = strlen(text);
    if (strncmp(*at, text, len) != 0)
        return false;
    *at += len;
    return true;
}

/* The next figure as the file would print it; false: none, or words that stand
 * for one. */
static bool read_cell(const char **at, char out[static CELL_SIZE])
{
    const char *mark = skip(at, "about ") ? "~"
                       : skip(at, "≥")    ? ">="
                       : skip(at, "≤")    ? "<="
                                          : "";
    size_t digits = strspn(*at, "0123456789.");
    if (digits == 0 || digits > 12)
        return false;
    (void)snprintf(out, CELL_SIZE, "%s%.*s", mark, (int)digits, *at);
    *at += digits;
    (void)skip(at, " °");
    if (!skip(at, " ▲"))
        (void)skip(at, " ▼");
    return true;
}

/* Every figure of a row; how many. */
static size_t check_row(const struct line *l, const struct row *row)
{
    const struct audit_group *candidates[8];
    size_t count = 0;
    size_t looked_at = 0;
    for (size_t g = 0; g < l->r->group_count && count < 8; g++)
        if (is_group(row, &l->r->groups[g]))
            candidates[count++] = &l->r->groups[g];
    if (count == 0) {
        find(l, "row", NULL, row->group, "a group of the file, with its n");
        return 1;
    }
    for (const char *at = row->cells; *at != '\0'; looked_at++) {
        char value[CELL_SIZE] = "";
        at += strspn(at, " ");
        if (*at == '\0')
            break;
        if (skip(&at, "not shown") || skip(&at, "–"))
            continue;
        bool is_figure = read_cell(&at, value);
        bool good = false;
        for (size_t i = 0; is_figure && i < count; i++)
            good = good || prints(l->r, candidates[i], value);
        if (!good)
            find(l, "number", candidates[0]->id, is_figure ? value : at,
                 "a figure of this group");
        if (!is_figure)
            break;
    }
    return looked_at;
}

static size_t count_numbers(const char *text)
{
    size_t n = 0;
    for (size_t i = 0; text[i] != '\0'; i++)
        n += is_digit(text[i]) && (i == 0 || !is_digit(text[i - 1]));
    return n;
}

void audit_text(const struct audit_release *release, const uint8_t *bytes,
                size_t len, const char *name, struct audit_report *report)
{
    struct line l = {.r = release, .report = report, .name = name};
    size_t looked_at = 0;
    size_t others = 0;
    const char *at = (const char *)bytes;
    const char *end = at + len;
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t n = (size_t)((stop == NULL ? end : stop) - at);
        struct row row;
        l.number++;
        if (n > LINE_MAX_BYTES || (n > 0 && memchr(at, 0, n) != NULL))
            find(&l, "line", NULL, NULL,
                 "a line of at most 2000 bytes, without a zero byte");
        (void)snprintf(l.text, sizeof l.text, "%.*s",
                       (int)(n > LINE_MAX_BYTES ? LINE_MAX_BYTES : n), at);
        if (read_row(&l, &row))
            looked_at += check_row(&l, &row);
        else
            others += count_numbers(l.text);
        at += n + 1;
    }
    if (looked_at == 0)
        audit_could_not(report, AUDIT_TEXT,
                        "the text has no row with a group and its n");
    else
        audit_ran(report, AUDIT_TEXT, looked_at);
    audit_cover(report, "text_numbers_outside_rows", others);
}
