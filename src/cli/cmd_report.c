/* chorus report: the monitoring report for the committee. */
#include "cli/commands.h"

#include "base/clock.h"
#include "cli/export.h"
#include "conduct/notices.h"
#include "report/monitoring.h"
#include "report/pdf.h"

/* What the report is made from, beside the release. */
struct sources {
    struct records records;
    struct survey_resources *resources;
    struct survey_crosswalk *crosswalk;
    struct survey_offers *offers;
};

static enum err load(struct cli *cli, struct cli_export *x, struct sources *out)
{
    enum err e = records_load(x->site, &out->records);
    if (e == ERR_OK)
        e = cli_series_areas(cli, x->site, &x->series);
    if (e == ERR_OK)
        e = conduct_offers_read(cli->dir, &out->offers, &cli->note);
    if (e == ERR_OK)
        e = conduct_resources_read(cli->dir, &out->resources, &cli->note);
    if (e == ERR_OK)
        e = conduct_crosswalk_read(cli->dir, &out->crosswalk, &cli->note);
    return e;
}

static enum err make(const struct cli_export *x, const struct sources *from,
                     struct buf *out_pdf)
{
    const struct monitoring_request request = {
        .view = &x->view,
        .manifest = x->series.releases[x->at].wave.manifest,
        .waves = x->series.waves,
        .areas = x->series.areas,
        .wave_count = x->at + 1,
        .records = &from->records,
        .resources = from->resources,
        .crosswalk = from->crosswalk,
        .offers = from->offers,
        .now_sec = clock_now_sec()};
    struct document *d = NULL;
    enum err e = monitoring_document(x->pages, &request, &d);
    if (e == ERR_OK)
        e = pdf_write(d, out_pdf);
    document_free(d);
    return e;
}

static enum err run(struct cli *cli)
{
    struct cli_export x;
    struct sources from = {.resources = NULL};
    struct buf pdf = BUF_INIT;
    enum err e = cli_export_open(cli, CLI_FORMAT_PDF, &x);
    if (e == ERR_OK)
        e = load(cli, &x, &from);
    if (e == ERR_OK)
        e = make(&x, &from, &pdf);
    if (e == ERR_OK)
        e = cli_export_log(&x, "report", CLI_FORMAT_PDF);
    if (e == ERR_OK)
        e = cli_export_write(cli, cli_value(cli, "out"), &pdf);
    buf_free(&pdf);
    survey_offers_free(from.offers);
    survey_crosswalk_free(from.crosswalk);
    survey_resources_free(from.resources);
    records_wipe(&from.records);
    cli_export_close(&x);
    return e;
}

static const struct cli_option options[] = {
    {"out", "FILE.pdf", "Replaced when it is there; - is standard output.",
     CLI_REQUIRED},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_report = {
    .name = "report",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Write the monitoring report for the committee, as PDF",
    .details = "Who answered, the institution, departments and units, the six "
               "areas, checklists, action plans, initiatives, support "
               "resources, the log of exports, decisions drafted for the "
               "minutes, and which requirements the areas speak to "
               "(DIR/server/crosswalk.json takes the place of the file that "
               "ships). Figures are those of the release; what staff have "
               "written is as it is today.",
    .options = options,
    .run = run,
};
