/* /results/WAVE.csv, .xlsx, .pdf, .json, and its charts for slides. */
#include "report/chart.h"
#include "report/csv.h"
#include "report/release_print.h"
#include "web/against.h"
#include "web/download.h"
#include "web/handlers.h"
#include "web/order.h"
#include "web/response.h"
#include "web/series.h"

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

/* What a chart of the dashboard is made from. */
struct charts {
    struct web *web;
    const struct http_request *r;
    struct web_series series;
    const struct web_view *view; /* the wave's own */
    size_t *order;
    size_t order_n;
};

static enum err charts_init(struct web *web, const struct http_request *r,
                            const struct web_wave *wave, struct charts *out)
{
    *out = (struct charts){.web = web, .r = r};
    enum err e = web_series_init(web, wave, &out->series);
    if (e != ERR_OK)
        return e;
    out->view = &out->series.views[out->series.count - 1];
    return web_order(wave->release, &out->order, &out->order_n);
}

static void charts_wipe(struct charts *c)
{
    free(c->order);
    web_series_wipe(&c->series);
}

static bool is_named(const char *name, const char *kind, const char *id)
{
    char wanted[REPORT_CHART_ID_SIZE];
    report_chart_id(kind, id, wanted);
    return strcmp(name, wanted) == 0;
}

/* "against-", "compare-" or "trend-" and the id of an outcome or area. */
static enum err draw_subject(const struct charts *c, const char *name,
                             const struct web_subject *s, char *out_title,
                             struct buf *out_svg)
{
    const char *id = web_subject_id(s);
    const char *unit = http_request_query(c->r, "unit");
    struct web_against against = {.web = c->web,
                                  .view = c->view,
                                  .order = c->order,
                                  .order_n = c->order_n,
                                  .all = is_named(name, "compare", id)};
    if (against.all || is_named(name, "against", id))
        return web_against_chart(&against, s, out_title, out_svg);
    if (is_named(name, "trend", id))
        return web_trend_chart(c->web, &c->series, s,
                               unit == NULL || unit[0] == '\0' ? NULL : unit,
                               out_title, out_svg);
    return ERR_NOT_FOUND;
}

/* NAME: "response"; "mean-" and the id of a scale as in report_chart_id; or as
 * above. ERR_NOT_FOUND: another, or nothing to draw. */
static enum err draw(const struct charts *c, const char *name,
                     char out_title[static WEB_TREND_TITLE_SIZE],
                     struct buf *out_svg)
{
    const struct web_view *view = c->view;
    enum err e = ERR_NOT_FOUND;
    if (strcmp(name, "response") == 0)
        return web_response_chart(c->web, view, c->order, c->order_n, out_title,
                                  out_svg);
    for (size_t i = 0; e == ERR_NOT_FOUND && i < view->scale_count; i++) {
        const struct web_subject s = {.scale = &view->scales[i]};
        if (is_named(name, "mean", s.scale->survey->id))
            e = release_chart(c->web->pages, &view->shared, s.scale, out_title,
                              WEB_TREND_TITLE_SIZE, out_svg);
        else if (!s.scale->survey->institution_only)
            e = draw_subject(c, name, &s, out_title, out_svg);
    }
    for (size_t i = 0; e == ERR_NOT_FOUND && i < view->area_count; i++) {
        const struct web_subject s = {.area = &view->areas[i]};
        e = draw_subject(c, name, &s, out_title, out_svg);
    }
    return e == ERR_OK && out_svg->len == 0 ? ERR_NOT_FOUND : e;
}

/* Of the unit whose trend it is, else of the institution. */
static void say_n(const struct charts *c, char *out, size_t size)
{
    const struct published_release *r = c->view->release;
    const char *unit = http_request_query(c->r, "unit");
    size_t at =
        unit == NULL || unit[0] == '\0' ? 0 : published_unit_find(r, unit);
    const struct published_group *g = &r->groups[at == PUBLISHED_NONE ? 0 : at];
    if (g->shown)
        (void)snprintf(out, size, "%.160s: %u of %u people answered (%u %%).",
                       g->name, (unsigned)g->n, (unsigned)g->roster,
                       report_percent(g->n, g->roster));
    else
        (void)snprintf(out, size, "%.160s: of %u people, not shown.", g->name,
                       (unsigned)g->roster);
}

static void answer_chart(struct web *web, struct http_request *r, bool as_png)
{
    struct web_wave *wave = web_closed_wave(web, r, 0);
    if (wave == NULL)
        return;
    char title[WEB_TREND_TITLE_SIZE];
    char what[200];
    char n[320] = "";
    struct buf chart = BUF_INIT;
    struct charts c;
    const char *name = http_request_var(r, 1);
    enum err e = charts_init(web, r, wave, &c);
    if (e == ERR_OK)
        e = draw(&c, name, title, &chart);
    (void)snprintf(what, sizeof what, "release %.100s", name);
    if (e == ERR_OK)
        say_n(&c, n, sizeof n);
    if (e == ERR_OK)
        web_download_chart(web, r, wave->release,
                           &(struct web_slide){what, title, n}, as_png, &chart);
    else
        http_answer_error(r, e == ERR_NOT_FOUND ? 404 : 503);
    buf_free(&chart);
    charts_wipe(&c);
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
