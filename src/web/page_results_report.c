/* /results/WAVE/report.pdf: the monitoring report for the committee. */
#include "base/clock.h"
#include "report/monitoring.h"
#include "report/pdf.h"
#include "web/download.h"
#include "web/handlers.h"
#include "web/series.h"

static enum err make(struct web *web, const struct web_wave *wave,
                     struct buf *out_pdf)
{
    struct web_series series = {.held = NULL};
    struct records records = {.checklists = NULL};
    struct document *d = NULL;
    enum err e = web_series_init(web, wave, &series);
    if (e == ERR_OK)
        e = records_load(web->site, &records);
    if (e == ERR_OK) {
        const struct monitoring_request request = {
            .view = &series.views[series.count - 1].shared,
            .manifest = wave->manifest,
            .waves = series.waves,
            .areas = series.areas,
            .wave_count = series.count,
            .records = &records,
            .resources = web->resources,
            .crosswalk = web->crosswalk,
            .offers = web->offers,
            .now_sec = clock_now_sec()};
        e = monitoring_document(web->pages, &request, &d);
    }
    if (e == ERR_OK)
        e = pdf_write(d, out_pdf);
    document_free(d);
    records_wipe(&records);
    web_series_wipe(&series);
    return e;
}

void page_results_report(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_wave *wave = web_closed_wave(web, r, 0);
    if (wave == NULL)
        return;
    struct buf pdf = BUF_INIT;
    enum err e = make(web, wave, &pdf);
    web_download_end(web, r, e, wave->info.name, "report", "pdf", &pdf);
    web_wave_release(wave);
}
