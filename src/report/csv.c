#include "report/csv.h"

static const char *const columns[] = {
    "group",   "level",  "department",     "name",    "roster",     "n",
    "scale",   "area",   "valid",          "mean",    "half_width", "above",
    "above_n", "shown",  "precision",      "version", "cutoff",     "wave",
    "closed",  "survey", "survey_version",
};

#define NOT_SHOWN "not shown, to protect people in small groups"

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

static void put(struct buf *out, const char *text)
{
    report_csv_cell(out, text == NULL ? "" : text);
    buf_put_u8(out, ',');
}

static void put_count(struct buf *out, bool known, uint32_t count)
{
    if (known)
        buf_printf(out, "%lu", (unsigned long)count);
    buf_put_u8(out, ',');
}

static void put_header(struct buf *out)
{
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        buf_put_text(out, i == 0 ? "" : ",");
        report_csv_cell(out, columns[i]);
    }
    buf_put_text(out, "\r\n");
}

/* The name of a group's department; "" above departments. */
static const char *department(const struct published_release *r, size_t group)
{
    const struct published_group *d =
        &r->groups[published_department_of(r, group)];
    return d->level == PUBLISHED_DEPARTMENT ? d->name : "";
}

static void put_group(const struct published_release *r, size_t group,
                      struct buf *out)
{
    const struct published_group *g = &r->groups[group];
    put(out, g->id);
    put(out, published_level_name(g->level));
    put(out, department(r, group));
    put(out, g->name);
    put_count(out, true, g->roster);
    put_count(out, g->shown, g->n);
}

/* Where every row ends: instrument, wave, survey. SCALE is NULL for an area. */
static void put_source(const struct published_release *r,
                       const struct published_scale *scale, struct buf *out)
{
    struct buf cutoffs = BUF_INIT;
    for (size_t i = 0; scale != NULL && i < scale->cutoff_count; i++)
        buf_printf(&cutoffs, "%s%s", i == 0 ? "" : " ", scale->cutoffs[i].text);
    put(out, scale == NULL ? NULL : scale->version);
    put(out, buf_text(&cutoffs));
    put(out, r->wave);
    put(out, r->closed);
    put(out, r->survey_id);
    report_csv_cell(out, r->survey_version);
    buf_put_text(out, "\r\n");
    out->failed = out->failed || cutoffs.failed;
    buf_free(&cutoffs);
}

static void put_scale_row(const struct published_release *r, size_t group,
                          size_t scale, struct buf *out)
{
    const struct published_figure *f = &r->groups[group].figures[scale];
    bool above = f->shown && f->above.text != NULL;
    put_group(r, group, out);
    put(out, r->scales[scale].id);
    put(out, NULL);
    put_count(out, f->shown, f->n);
    put(out, f->shown ? f->mean.text : NULL);
    put_count(out, f->shown && f->has_half_width, f->half_width);
    put(out, above ? f->above.text : NULL);
    put_count(out, above, f->above_n);
    put(out, f->shown ? "yes" : NOT_SHOWN);
    put(out, f->shown && published_low_precision(f->n) ? "low" : NULL);
    put_source(r, &r->scales[scale], out);
}

static void put_area_row(const struct published_release *r, size_t group,
                         size_t area, struct buf *out)
{
    const struct published_value *value = &r->groups[group].areas[area];
    put_group(r, group, out);
    put(out, NULL);
    put(out, r->areas[area]);
    put_count(out, false, 0);
    put(out, value->text);
    put_count(out, false, 0);
    put(out, NULL);
    put_count(out, false, 0);
    put(out, value->text != NULL ? "yes" : NOT_SHOWN);
    put(out, NULL);
    put_source(r, NULL, out);
}

static void put_rows(const struct published_release *r, size_t group,
                     struct buf *out)
{
    for (size_t i = 0; i < r->scale_count; i++)
        put_scale_row(r, group, i, out);
    for (size_t i = 0; i < r->area_count; i++)
        put_area_row(r, group, i, out);
}

enum err report_csv_release(const struct published_release *release,
                            struct buf *out)
{
    put_header(out);
    for (size_t i = 0; i < release->group_count; i++)
        put_rows(release, i, out);
    return buf_check(out);
}

/* The pool that counts a unit which is not shown; else PUBLISHED_NONE. */
static size_t pool_of(const struct published_release *r, size_t unit)
{
    for (size_t i = 0; i < r->group_count; i++)
        for (size_t m = 0; m < r->groups[i].member_count; m++)
            if (strcmp(r->groups[i].members[m], r->groups[unit].id) == 0)
                return i;
    return PUBLISHED_NONE;
}

enum err report_csv_unit(const struct published_release *release, size_t group,
                         struct buf *out)
{
    if (group >= release->group_count)
        return ERR_NOT_FOUND;
    size_t pool = pool_of(release, group);
    size_t over = published_department_of(release, group);
    put_header(out);
    put_rows(release, group, out);
    if (pool != PUBLISHED_NONE)
        put_rows(release, pool, out);
    if (over != group && over != 0)
        put_rows(release, over, out);
    if (group != 0)
        put_rows(release, 0, out);
    return buf_check(out);
}
