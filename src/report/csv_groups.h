/* Free groupings as a table for a spreadsheet, in the manner of csv.h. */
#ifndef CHORUS_REPORT_CSV_GROUPS_H
#define CHORUS_REPORT_CSV_GROUPS_H

#include "base/buf.h"
#include "report/areas.h"

/*
 * For each group one row for each scale and then one for each area, of
 * groupings of one release. The columns:
 *   by group units roster n            the group, its people and its ballots
 *   scale area                         one of them is filled
 *   valid mean low high                95 % interval, in points; empty: none
 *   above above_n shown precision      "yes" or why not; "low" under 30
 *   missing                            units of the group that no figure counts
 *   version cutoff wave closed survey survey_version
 * In: BY, what they are grouped by; AREAS of the release, may be NULL. Out:
 * appended to OUT; UTF-8, CRLF, a header line first. Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err report_csv_groups(const char *by,
                                         struct grouping *const *groupings,
                                         size_t count,
                                         const struct report_areas *areas,
                                         struct buf *out);

#endif
