/* /results/WAVE.csv, .xlsx, .pdf, .json, and its charts for slides. */
#include "report/chart.h"
#include "report/csv.h"
#include "report/release_print.h"
#include "web/download.h"
#include "web/handlers.h"

#define RELEASE "release"

void page_results_csv(void *context, struct http_request *r)
{
    struct web_wave *wave = web_closed_wave(context, r, 0);
    if (wave == NULL)
        return;
    struct buf csv = BUF_INIT;
    enum err e = report_csv_release(wave->release, &csv);
    web_download_end(context, r, e, wave->info.name, RELEASE, "csv", &csv);
    web_wave_release(wave);
}

void page_results_json(void *context, struct http_request *r)
{
    struct web_wave *wave = web_closed_wave(context, r, 0);
    if (wave == NULL)
        return;
    struct buf json = BUF_INIT;
    buf_put(&json, wave->release_bytes.data, wave->release_bytes.len);
    web_download_end(context, r, buf_check(&json), wave->info.name, RELEASE,
                     "json", &json);
    web_wave_release(wave);
}

void page_results_xlsx(void *context, struct http_request *r)
{
    struct web_wave *wave = web_closed_wave(context, r, 0);
    if (wave == NULL)
        return;
    struct buf xlsx = BUF_INIT;
    struct report_view view;
    enum err e = report_view_init(wave->release, wave->survey, &view);
    if (e == ERR_OK) {
        e = web_made_xlsx(context, &view, PUBLISHED_NONE, &xlsx);
        report_view_wipe(&view);
    }
    web_download_end(context, r, e, wave->info.name, RELEASE, "xlsx", &xlsx);
    web_wave_release(wave);
}

void page_results_pdf(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_wave *wave = web_closed_wave(web, r, 0);
    if (wave == NULL)
        return;
    struct buf pdf = BUF_INIT;
    struct report_view view;
    struct document *d = NULL;
    enum err e = report_view_init(wave->release, wave->survey, &view);
    if (e == ERR_OK) {
        e = release_document(web->pages, &view, wave->manifest->title, &d);
        report_view_wipe(&view);
    }
    if (e == ERR_OK)
        e = web_made_pdf(web, d, &pdf);
    document_free(d);
    web_download_end(web, r, e, wave->info.name, RELEASE, "pdf", &pdf);
    web_wave_release(wave);
}

/* --- charts --------------------------------------------------------------- */

/* NAME: "mean-" and the id of a scale as in report_chart_id. */
static enum err draw(const struct web *web, const struct web_wave *wave,
                     const char *name, char *out_title, size_t title_size,
                     struct buf *out_svg)
{
    struct report_view view;
    enum err e = report_view_init(wave->release, wave->survey, &view);
    if (e != ERR_OK)
        return e;
    e = ERR_NOT_FOUND;
    for (size_t i = 0; e == ERR_NOT_FOUND && i < view.scale_count; i++) {
        char id[REPORT_CHART_ID_SIZE];
        report_chart_id("mean", view.scales[i].survey->id, id);
        if (strcmp(id, name) == 0)
            e = release_chart(web->pages, &view, &view.scales[i], out_title,
                              title_size, out_svg);
    }
    report_view_wipe(&view);
    return e;
}

static void answer_chart(struct web *web, struct http_request *r, bool as_png)
{
    struct web_wave *wave = web_closed_wave(web, r, 0);
    if (wave == NULL)
        return;
    const struct published_group *all = &wave->release->groups[0];
    char title[256];
    char what[200];
    char n[128] = "";
    struct buf chart = BUF_INIT;
    const char *name = http_request_var(r, 1);
    enum err e = draw(web, wave, name, title, sizeof title, &chart);
    (void)snprintf(what, sizeof what, "release %.100s", name);
    if (all->shown)
        (void)snprintf(n, sizeof n, "%u of %u people answered (%u %%).",
                       (unsigned)all->n, (unsigned)all->roster,
                       report_percent(all->n, all->roster));
    if (e == ERR_OK)
        web_download_chart(web, r, wave->release,
                           &(struct web_slide){what, title, n}, as_png, &chart);
    else
        http_answer_error(r, e == ERR_NOT_FOUND ? 404 : 503);
    buf_free(&chart);
    web_wave_release(wave);
}

void page_results_chart_svg(void *context, struct http_request *r)
{
    answer_chart(context, r, false);
}

void page_results_chart_png(void *context, struct http_request *r)
{
    answer_chart(context, r, true);
}
