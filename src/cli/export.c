#include "cli/export.h"

#include "base/clock.h"
#include "base/share.h"
#include "report/csv.h"
#include "report/mandate.h"
#include "report/pdf.h"
#include "report/release_print.h"
#include "report/summary.h"
#include "report/xlsx.h"
#include "staff/exports.h"

static const char *const formats[] = {
    [CLI_FORMAT_JSON] = "json",
    [CLI_FORMAT_CSV] = "csv",
    [CLI_FORMAT_XLSX] = "xlsx",
    [CLI_FORMAT_PDF] = "pdf",
};

bool cli_format_find(const char *text, enum cli_format *out_format)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i], text) == 0) {
            *out_format = (enum cli_format)i;
            return true;
        }
    }
    return false;
}

const char *cli_format_name(enum cli_format format)
{
    return formats[format];
}

/* --- opening -------------------------------------------------------------- */

static enum err find_wave(struct cli *cli, struct cli_export *x)
{
    const char *name = cli_arg(cli, 0);
    for (size_t i = 0; i < x->series.count; i++) {
        if (strcmp(x->series.releases[i].wave.row.name, name) == 0) {
            x->at = i;
            return ERR_OK;
        }
    }
    return err_say(&cli->note, ERR_NOT_FOUND,
                   "%.60s: no closed wave has this name; chorus wave list "
                   "shows them",
                   name);
}

static enum err load_survey(struct cli *cli, struct cli_export *x)
{
    const struct cli_release *now = &x->series.releases[x->at];
    struct buf bytes = BUF_INIT;
    enum err e = conduct_wave_survey(x->site, &now->wave, &bytes, &cli->note);
    struct survey_problems *problems = calloc(1, sizeof *problems);
    if (e == ERR_OK && problems == NULL)
        e = ERR_MEMORY;
    if (e == ERR_OK)
        e = survey_parse(bytes.data, bytes.len, &x->survey, problems);
    if (e == ERR_OK)
        e = report_view_init(now->published, x->survey, &x->view);
    free(problems);
    buf_free(&bytes);
    return e;
}

static enum err load_charts(struct cli *cli, struct cli_export *x)
{
    struct file_path dir;
    enum err e = share_find("templates", &dir, &cli->note);
    if (e == ERR_OK)
        e = render_set_load(dir.s, &x->pages, &cli->note);
    if (e == ERR_OK)
        e = render_set_declare(x->pages, svg_forms, svg_form_count, &cli->note);
    return e;
}

enum err cli_export_open(struct cli *cli, enum cli_format format,
                         struct cli_export *out_export)
{
    struct cli_export *x = out_export;
    struct conduct_folder folder;
    *x = (struct cli_export){.site = NULL};
    enum err e = conduct_folder_open(cli->dir, &folder, &cli->note);
    if (e == ERR_OK)
        e = conduct_folder_site(&folder, &x->site, &cli->note);
    if (e == ERR_OK)
        e = cli_series_load(cli, &folder, x->site, &x->series);
    if (e == ERR_OK)
        e = find_wave(cli, x);
    if (e == ERR_OK)
        e = load_survey(cli, x);
    if (e == ERR_OK && format == CLI_FORMAT_PDF)
        e = load_charts(cli, x);
    if (e == ERR_OK && format == CLI_FORMAT_PDF)
        e = records_load_mandate(x->site, &x->records);
    return e;
}

void cli_export_close(struct cli_export *export)
{
    render_set_free(export->pages);
    records_wipe(&export->records);
    report_view_wipe(&export->view);
    survey_free(export->survey);
    cli_series_free(&export->series);
    site_close(export->site);
}

/* --- making --------------------------------------------------------------- */

static const struct wave_group *unit_of(const struct cli_export *x,
                                        size_t group)
{
    const struct wave_manifest *m = x->series.releases[x->at].wave.manifest;
    for (size_t i = 0; i < m->group_count; i++)
        if (published_unit_find(x->view.release, m->groups[i].unit) == group)
            return &m->groups[i];
    return NULL;
}

static enum err make_summary(const struct cli_export *x, size_t group,
                             struct document **out_document,
                             struct err_note *note)
{
    struct summary_request request = {
        .view = &x->view,
        .manifest = x->series.releases[x->at].wave.manifest,
        .unit = unit_of(x, group),
        .waves = x->series.waves,
        .wave_count = x->at + 1,
    };
    if (request.unit == NULL)
        return err_say(note, ERR_RANGE,
                       "%.100s is no unit; a PDF is of a unit, or of the "
                       "whole wave",
                       x->view.release->groups[group].id);
    const struct mandate_request wanted = {.records = &x->records,
                                           .manifest = request.manifest,
                                           .unit = request.unit,
                                           .now_sec = clock_now_sec()};
    struct mandate *mandate = NULL;
    struct summary *summary = NULL;
    enum err e = mandate_new(&wanted, &mandate);
    if (e != ERR_OK)
        return e;
    request.mandate = mandate_summary(mandate);
    e = summary_new(&request, &summary);
    if (e == ERR_OK)
        e = summary_document(x->pages, summary, out_document);
    summary_free(summary);
    mandate_free(mandate);
    return e;
}

static enum err make_pdf(const struct cli_export *x, size_t group,
                         struct buf *out, struct err_note *note)
{
    struct document *d = NULL;
    enum err e = group != PUBLISHED_NONE
                     ? make_summary(x, group, &d, note)
                     : release_document(
                           x->pages, &x->view,
                           x->series.releases[x->at].wave.manifest->title, &d);
    if (e == ERR_OK)
        e = pdf_write(d, out);
    document_free(d);
    return e;
}

enum err cli_export_make(const struct cli_export *export,
                         enum cli_format format, size_t group,
                         struct buf *out_bytes, struct err_note *note)
{
    const struct cli_export *x = export;
    const struct buf *json = &x->series.releases[x->at].results.release_bytes;
    switch (format) {
    case CLI_FORMAT_JSON:
        if (group != PUBLISHED_NONE)
            return err_say(note, ERR_RANGE, "JSON is the whole signed file");
        buf_put(out_bytes, json->data, json->len);
        return buf_check(out_bytes);
    case CLI_FORMAT_CSV:
        return group == PUBLISHED_NONE
                   ? report_csv_release(x->view.release, out_bytes)
                   : report_csv_unit(x->view.release, group, out_bytes);
    case CLI_FORMAT_XLSX: return xlsx_release(&x->view, group, NULL, out_bytes);
    case CLI_FORMAT_PDF: return make_pdf(x, group, out_bytes, note);
    }
    return ERR_RANGE;
}

enum err cli_export_write(struct cli *cli, const char *path,
                          const struct buf *bytes)
{
    if (strcmp(path, "-") != 0)
        return file_write(path, bytes->data, bytes->len, 0644, &cli->note);
    (void)fwrite(bytes->data, 1, bytes->len, stdout);
    return ERR_OK;
}

enum err cli_export_log(const struct cli_export *export, const char *what,
                        enum cli_format format)
{
    const int64_t now_sec = clock_now_sec();
    const struct site_export entry = {.account = EXPORTS_OFFICE,
                                      .wave = export->view.release->wave,
                                      .what = what,
                                      .format = cli_format_name(format),
                                      .at_sec = now_sec - now_sec % 60};
    return site_export_add(export->site, &entry);
}
