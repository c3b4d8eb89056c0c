/* /unit/UNIT/WAVE.csv, .xlsx, .pdf, and its charts for slides. */
#include "report/chart.h"
#include "report/csv.h"
#include "report/pdf.h"
#include "report/reading.h"
#include "report/slide.h"
#include "web/download.h"
#include "web/handlers.h"
#include "web/unit_summary.h"

static const char *group_id(const struct web_unit_summary *s)
{
    return s->wave->release->groups[s->group].id;
}

void page_unit_csv(void *context, struct http_request *r)
{
    struct web_unit_summary s;
    if (!web_unit_summary_open(context, r, &s))
        return;
    struct buf csv = BUF_INIT;
    enum err e = report_csv_unit(s.wave->release, s.group, &csv);
    web_download_end(context, r, e, s.wave->info.name, group_id(&s), "csv",
                     &csv);
    web_unit_summary_close(&s);
}

void page_unit_xlsx(void *context, struct http_request *r)
{
    struct web_unit_summary s;
    if (!web_unit_summary_open(context, r, &s))
        return;
    struct buf xlsx = BUF_INIT;
    enum err e = web_made_xlsx(context, &s.view.shared, s.group, &xlsx);
    web_download_end(context, r, e, s.wave->info.name, group_id(&s), "xlsx",
                     &xlsx);
    web_unit_summary_close(&s);
}

void page_unit_pdf(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_unit_summary s;
    if (!web_unit_summary_open(web, r, &s))
        return;
    struct buf pdf = BUF_INIT;
    struct document *d = NULL;
    enum err e = summary_document(web->pages, s.summary, &d);
    if (e == ERR_OK)
        e = web_made_pdf(web, d, &pdf);
    document_free(d);
    web_download_end(web, r, e, s.wave->info.name, group_id(&s), "pdf", &pdf);
    web_unit_summary_close(&s);
}

/* --- charts --------------------------------------------------------------- */

static bool is_named(const char *name, const char *kind,
                     const struct report_scale *scale)
{
    char id[REPORT_CHART_ID_SIZE];
    report_chart_id(kind, scale->survey->id, id);
    return strcmp(name, id) == 0;
}

/* "rest", or "mean-" or "trend-" and the id of an outcome as in
 * report_chart_id. ERR_NOT_FOUND: another, or nothing to draw. */
static enum err draw(const struct web *web, const struct summary *s,
                     const char *name,
                     char out_title[static SUMMARY_WORDS_SIZE],
                     struct buf *out_svg)
{
    enum err e = ERR_NOT_FOUND;
    if (strcmp(name, "rest") == 0)
        e = summary_chart(web->pages, s, out_title, out_svg);
    for (size_t i = 0; e == ERR_NOT_FOUND && i < s->outcome_count; i++) {
        const struct report_scale *scale = s->outcomes[i].scale;
        if (is_named(name, "trend", scale))
            e = summary_trend_chart(web->pages, s, i, out_title, out_svg);
        else if (is_named(name, "mean", scale))
            e = summary_outcome_chart(web->pages, s, i, out_title, out_svg);
    }
    return e == ERR_OK && out_svg->len == 0 ? ERR_NOT_FOUND : e;
}

static void answer_chart(struct web *web, struct http_request *r, bool as_png)
{
    struct web_unit_summary s;
    if (!web_unit_summary_open(web, r, &s))
        return;
    char title[SUMMARY_WORDS_SIZE];
    char what[PUBLISHED_ID_SIZE + 128];
    char n[2 * SUMMARY_WORDS_SIZE];
    struct buf chart = BUF_INIT;
    const char *name = http_request_var(r, 2);
    enum err e = draw(web, s.summary, name, title, &chart);
    (void)snprintf(n, sizeof n, "%.160s: %s", s.unit->name,
                   s.summary->response);
    (void)snprintf(what, sizeof what, "%.150s %.100s", group_id(&s), name);
    if (e == ERR_OK)
        web_download_chart(web, r, s.wave->release,
                           &(struct web_slide){what, title, n}, as_png, &chart);
    else
        http_answer_error(r, e == ERR_NOT_FOUND ? 404 : 503);
    buf_free(&chart);
    web_unit_summary_close(&s);
}

void page_unit_chart_svg(void *context, struct http_request *r)
{
    answer_chart(context, r, false);
}

void page_unit_chart_png(void *context, struct http_request *r)
{
    answer_chart(context, r, true);
}
