#include "report/table.h"

#define CUTOFFS_SIZE 256

static const char *const columns[] = {
    "group",   "level",  "department",     "name",    "roster",     "n",
    "scale",   "area",   "valid",          "mean",    "half_width", "above",
    "above_n", "shown",  "precision",      "version", "cutoff",     "wave",
    "closed",  "survey", "survey_version",
};

#define NOT_SHOWN "not shown, to protect people in small groups"

static void put(const struct table_sink *out, const char *text)
{
    out->cell(out->context, text == NULL ? "" : text, false);
}

static void put_count(const struct table_sink *out, bool known, uint32_t count)
{
    char digits[16] = "";
    if (known)
        (void)snprintf(digits, sizeof digits, "%lu", (unsigned long)count);
    out->cell(out->context, digits, known);
}

/* A cut end is a text: nobody shall compute with it by mistake. */
static void put_value(const struct table_sink *out,
                      const struct published_value *value)
{
    bool known = value != NULL && value->text != NULL;
    out->cell(out->context, known ? value->text : "",
              known && value->mark == PUBLISHED_EXACT);
}

static void put_header(const struct table_sink *out)
{
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        put(out, columns[i]);
    out->row_end(out->context);
}

/* The name of a group's department; "" above departments. */
static const char *department(const struct published_release *r, size_t group)
{
    const struct published_group *d =
        &r->groups[published_department_of(r, group)];
    return d->level == PUBLISHED_DEPARTMENT ? d->name : "";
}

static void put_group(const struct published_release *r, size_t group,
                      const struct table_sink *out)
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
                       const struct published_scale *scale,
                       const struct table_sink *out)
{
    char cutoffs[CUTOFFS_SIZE] = "";
    size_t len = 0;
    for (size_t i = 0; scale != NULL && i < scale->cutoff_count; i++) {
        int n = snprintf(cutoffs + len, sizeof cutoffs - len, "%s%.24s",
                         i == 0 ? "" : " ", scale->cutoffs[i].text);
        len += n < 0 ? 0 : (size_t)n;
        if (len >= sizeof cutoffs - 32)
            break;
    }
    put(out, scale == NULL ? NULL : scale->version);
    put(out, cutoffs);
    put(out, r->wave);
    put(out, r->closed);
    put(out, r->survey_id);
    put(out, r->survey_version);
    out->row_end(out->context);
}

static void put_scale_row(const struct published_release *r, size_t group,
                          size_t scale, const struct table_sink *out)
{
    const struct published_figure *f = &r->groups[group].figures[scale];
    bool above = f->shown && f->above.text != NULL;
    put_group(r, group, out);
    put(out, r->scales[scale].id);
    put(out, NULL);
    put_count(out, f->shown, f->n);
    put_value(out, f->shown ? &f->mean : NULL);
    put_count(out, f->shown && f->has_half_width, f->half_width);
    put_value(out, above ? &f->above : NULL);
    put_count(out, above, f->above_n);
    put(out, f->shown ? "yes" : NOT_SHOWN);
    put(out, f->shown && published_low_precision(f->n) ? "low" : NULL);
    put_source(r, &r->scales[scale], out);
}

static void put_area_row(const struct published_release *r, size_t group,
                         size_t area, const struct table_sink *out)
{
    const struct published_value *value = &r->groups[group].areas[area];
    put_group(r, group, out);
    put(out, NULL);
    put(out, r->areas[area]);
    put_count(out, false, 0);
    put_value(out, value);
    put_count(out, false, 0);
    put(out, NULL);
    put_count(out, false, 0);
    put(out, value->text != NULL ? "yes" : NOT_SHOWN);
    put(out, NULL);
    put_source(r, NULL, out);
}

static void put_rows(const struct published_release *r, size_t group,
                     const struct table_sink *out)
{
    for (size_t i = 0; i < r->scale_count; i++)
        put_scale_row(r, group, i, out);
    for (size_t i = 0; i < r->area_count; i++)
        put_area_row(r, group, i, out);
}

void table_release(const struct published_release *release,
                   const struct table_sink *out)
{
    put_header(out);
    for (size_t i = 0; i < release->group_count; i++)
        put_rows(release, i, out);
}

void table_unit(const struct published_release *release, size_t group,
                const struct table_sink *out)
{
    size_t pool = published_pool_of(release, group);
    size_t over = published_department_of(release, group);
    put_header(out);
    put_rows(release, group, out);
    if (pool != PUBLISHED_NONE)
        put_rows(release, pool, out);
    if (over != group && over != 0)
        put_rows(release, over, out);
    if (group != 0)
        put_rows(release, 0, out);
}
