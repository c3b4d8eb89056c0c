/*
 * Files of a closed wave, in every format: the signed release, tables,
 * workbooks, and summaries for paper. Reads published documents and the
 * templates of charts; must never open a ballot.
 */
#ifndef CHORUS_CLI_EXPORT_H
#define CHORUS_CLI_EXPORT_H

#include "cli/series.h"
#include "render/template.h"
#include "report/view.h"
#include "staff/records.h"

enum cli_format {
    CLI_FORMAT_JSON,
    CLI_FORMAT_CSV,
    CLI_FORMAT_XLSX,
    CLI_FORMAT_PDF,
};

/* A wave with all that its files are made from. Read only once opened: many
 * threads may make files of it. */
struct cli_export {
    struct site *site;
    struct cli_series series; /* up to all closed waves, the oldest first */
    size_t at;                /* the wave's place in it */
    struct survey *survey;
    struct report_view view;
    struct render_set *pages; /* PDF only */
    struct records records;   /* PDF only: checklists and plans */
};

/* FALSE for any other text than "json", "csv", "xlsx", "pdf". */
bool cli_format_find(const char *text, enum cli_format *out_format);
const char *cli_format_name(enum cli_format format);

/*
 * Opens the wave of the call's first word. Out: closed with cli_export_close
 * also after an error. Errors: those of cli_series_load; ERR_NOT_FOUND (no such
 * wave, not closed, no templates); a line in the note.
 */
BASE_MUST_USE enum err cli_export_open(struct cli *cli, enum cli_format format,
                                       struct cli_export *out_export);
void cli_export_close(struct cli_export *export);

/*
 * Makes one file. In: GROUP of the release, or PUBLISHED_NONE: the whole.
 * Out: appended to OUT_BYTES. Errors: ERR_RANGE (JSON of a group; PDF of what
 * is no unit), those of the writers; a line in NOTE.
 */
BASE_MUST_USE enum err cli_export_make(const struct cli_export *export,
                                       enum cli_format format, size_t group,
                                       struct buf *out_bytes,
                                       struct err_note *note);

/* Writes a file, or standard output for "-". Errors: those of file_write. */
BASE_MUST_USE enum err cli_export_write(struct cli *cli, const char *path,
                                        const struct buf *bytes);

/* Enters in the log of exports that the office takes WHAT away. Errors: those
 * of the store. */
BASE_MUST_USE enum err cli_export_log(const struct cli_export *export,
                                      const char *what, enum cli_format format);

#endif
