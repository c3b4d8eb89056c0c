#include "report/csv_groups.h"

#include "report/csv.h"

#define HEADER                                                                 \
    "by,group,units,roster,n,scale,valid,mean,low,high,above,above_n,shown,"   \
    "precision,missing,version,cutoff,wave,closed,survey,survey_version\r\n"
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

static void put_source(struct buf *out, const struct published_release *r,
                       const struct published_scale *scale)
{
    struct buf cutoffs = BUF_INIT;
    for (size_t i = 0; i < scale->cutoff_count; i++)
        buf_printf(&cutoffs, "%s%s", i == 0 ? "" : " ", scale->cutoffs[i].text);
    put(out, scale->version);
    put(out, buf_text(&cutoffs));
    put(out, r->wave);
    put(out, r->closed);
    put(out, r->survey_id);
    report_csv_cell(out, r->survey_version);
    buf_put_text(out, "\r\n");
    out->failed = out->failed || cutoffs.failed;
    buf_free(&cutoffs);
}

static void put_row(struct buf *out, const char *by, const struct grouping *g,
                    size_t scale)
{
    const struct published_figure *f = &g->group.figures[scale];
    const struct grouping_range *r = &g->ranges[scale];
    bool above = f->shown && f->above.text != NULL;
    put(out, by);
    put(out, g->label);
    put_count(out, true, g->unit_count);
    put_count(out, true, g->group.roster);
    put_count(out, g->group.shown, g->group.n);
    put(out, g->release->scales[scale].id);
    put_count(out, f->shown, f->n);
    put(out, f->shown ? f->mean.text : NULL);
    put_tenths(out, r->known, r->range.low);
    put_tenths(out, r->known, r->range.high);
    put(out, above ? f->above.text : NULL);
    put_count(out, above, f->above_n);
    put(out, f->shown ? "yes" : NOT_SHOWN);
    put(out, f->shown && published_low_precision(f->n) ? "low" : NULL);
    put_missing(out, g);
    put_source(out, g->release, &g->release->scales[scale]);
}

enum err report_csv_groups(const char *by, struct grouping *const *groupings,
                           size_t count, struct buf *out)
{
    buf_put_text(out, HEADER);
    for (size_t i = 0; i < count; i++)
        for (size_t s = 0; s < groupings[i]->release->scale_count; s++)
            put_row(out, by, groupings[i], s);
    return buf_check(out);
}
