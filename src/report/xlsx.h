/*
 * A release as a workbook: the rows of report/table.h with typed cells on one
 * sheet, what they mean on the next. Text never becomes a formula: every cell
 * is written as a text or as a number. Knows the release and its survey.
 */
#ifndef CHORUS_REPORT_XLSX_H
#define CHORUS_REPORT_XLSX_H

#include "base/buf.h"
#include "report/view.h"

/*
 * The whole release, or one GROUP with what it is compared with
 * (PUBLISHED_NONE: the whole). In: TEMP_DIR, where the library puts files that
 * nobody sees while it works; NULL: the system's. Out: appended to OUT_XLSX;
 * the same bytes for the same release.
 * Errors: ERR_NOT_FOUND (no such group), ERR_IO, ERR_FULL, ERR_MEMORY.
 */
BASE_MUST_USE enum err xlsx_release(const struct report_view *view,
                                    size_t group, const char *temp_dir,
                                    struct buf *out_xlsx);

#endif
