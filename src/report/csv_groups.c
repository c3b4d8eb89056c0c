#include "report/csv_groups.h"

#include "report/csv.h"

#define HEADER                                                                 \
    "by,group,units,roster,n,scale,area,valid,mean,low,high,above,above_n,"    \
    "shown,precision,missing,version,cutoff,wave,closed,survey,survey_"        \
    "version\r\n"
#define NOT_SHOWN "not shown, to protect people in small groups"

static void put(struct buf *out, const char *text)
{
    report_csv_cell(out, text == NULL ? "" : text);
    buf_put_u8(out, ',');
}

static void put_count(struct buf *out, bool known, uint64_t count)
{
    if (known)
        buf_printf(out, "%llu", (unsigned long long)count);
    buf_put_u8(out, ',');
}

static void put_tenths(struct buf *out, bool known, uint32_t tenths)
{
    if (known)
        buf_printf(out, "%u.%u", tenths / 10, tenths % 10);
    buf_put_u8(out, ',');
}

/* A list in one cell: blanks between. */
static void put_missing(struct buf *out, const struct grouping *g)
{
    struct buf list = BUF_INIT;
    for (size_t i = 0; i < g->missing_count; i++) {
        const struct grouping_missing *m = &g->missing[i];
        buf_printf(&list, "%s%s", i == 0 ? "" : " ",
                   m->release->groups[m->unit].id + strlen("unit:"));
    }
    put(out, buf_text(&list));
    out->failed = out->failed || list.failed;
    buf_free(&list);
}

/* In: SCALE, NULL in the row of an area. */
static void put_source(struct buf *out, const struct published_release *r,
                       const struct published_scale *scale)
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

static void put_group(struct buf *out, const char *by, const struct grouping *g)
{
    put(out, by);
    put(out, g->label);
    put_count(out, true, g->unit_count);
    put_count(out, true, g->group.roster);
    put_count(out, g->group.shown, g->group.n);
}

static void put_range(struct buf *out, const struct grouping_range *r)
{
    put_tenths(out, r->known, r->range.low);
    put_tenths(out, r->known, r->range.high);
}

/* "yes" or why not; N, of whom a figure speaks. */
static void put_shown(struct buf *out, bool shown, uint32_t n)
{
    put(out, shown ? "yes" : NOT_SHOWN);
    put(out, shown && published_low_precision(n) ? "low" : NULL);
}

static void put_scale(struct buf *out, const char *by, const struct grouping *g,
                      size_t scale)
{
    const struct published_figure *f = &g->group.figures[scale];
    bool above = f->shown && f->above.text != NULL;
    put_group(out, by, g);
    put(out, g->release->scales[scale].id);
    put(out, NULL);
    put_count(out, f->shown, f->n);
    put(out, f->shown ? f->mean.text : NULL);
    put_range(out, &g->ranges[scale]);
    put(out, above ? f->above.text : NULL);
    put_count(out, above, f->above_n);
    put_shown(out, f->shown, f->n);
    put_missing(out, g);
    put_source(out, g->release, &g->release->scales[scale]);
}

static void put_area(struct buf *out, const char *by, const struct grouping *g,
                     const struct report_area *area)
{
    struct report_area_figure f;
    report_area_of_set(g, area, &f);
    put_group(out, by, g);
    put(out, NULL);
    put(out, area->id);
    put(out, NULL);
    put(out, f.shown ? f.value.text : NULL);
    put_range(out, &f.range);
    put(out, NULL);
    put(out, NULL);
    put_shown(out, f.shown, g->group.n);
    put_missing(out, g);
    put_source(out, g->release, NULL);
}

enum err report_csv_groups(const char *by, struct grouping *const *groupings,
                           size_t count, const struct report_areas *areas,
                           struct buf *out)
{
    buf_put_text(out, HEADER);
    for (size_t i = 0; i < count; i++) {
        for (size_t s = 0; s < groupings[i]->release->scale_count; s++)
            put_scale(out, by, groupings[i], s);
        for (size_t a = 0; areas != NULL && a < areas->count; a++)
            put_area(out, by, groupings[i], &areas->areas[a]);
    }
    return buf_check(out);
}
