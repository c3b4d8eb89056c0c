/*
 * A release as a table for a spreadsheet: one row for each group and each scale
 * or area, values exactly as the release prints them. Knows the release file
 * and nothing else.
 * Source: RFC 4180; src/RELEASE.md, "What may be published".
 */
#ifndef CHORUS_REPORT_CSV_H
#define CHORUS_REPORT_CSV_H

#include "base/buf.h"
#include "release/published.h"

/*
 * One cell: quoted where RFC 4180 asks for it. A text that a spreadsheet would
 * take for a formula (it begins with = + - @, a tab or a line end) gets an
 * apostrophe in front; a plain number ("-5", "0.4") is left as it is.
 */
void report_csv_cell(struct buf *out, const char *text);

/*
 * The whole release, rows and columns of report/table.h. In: a parsed release.
 * Out: appended to OUT; UTF-8 without a BOM, CRLF, a header line first. Errors:
 * ERR_MEMORY.
 */
BASE_MUST_USE enum err report_csv_release(
    const struct published_release *release, struct buf *out);

/*
 * One group with what it is compared with. In: GROUP, an index. Out: as above,
 * for the group, the pool that counts it when it is not shown itself, its
 * department, the institution.
 * Errors: ERR_NOT_FOUND, no such group; ERR_MEMORY.
 */
BASE_MUST_USE enum err report_csv_unit(const struct published_release *release,
                                       size_t group, struct buf *out);

#endif
