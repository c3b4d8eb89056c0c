/*
 * A release as rows for a spreadsheet, whatever file they go into: one for each
 * group and each scale or area, values exactly as the release prints them.
 * Knows the release file and nothing else.
 * Source: src/RELEASE.md, "What may be published".
 */
#ifndef CHORUS_REPORT_TABLE_H
#define CHORUS_REPORT_TABLE_H

#include "release/published.h"

/* Where rows go. */
struct table_sink {
    void *context;
    /* TEXT is "" for an empty cell; IS_NUMBER: digits of an exact number. */
    void (*cell)(void *context, const char *text, bool is_number);
    void (*row_end)(void *context);
};

/*
 * The whole release: a header, then for each group, in the file's order, one
 * row for each scale and then one for each area. The columns:
 *   group level department name roster n    the group, and its ballots
 *   scale area                              one of them is filled
 *   valid mean half_width above above_n     as printed; empty: not printed
 *   shown precision                         "yes" or why not; "low" under 30
 *   version cutoff wave closed survey survey_version
 */
void table_release(const struct published_release *release,
                   const struct table_sink *sink);

/* The same for GROUP, the pool that counts it when it is not shown itself, its
 * department and the institution. */
void table_unit(const struct published_release *release, size_t group,
                const struct table_sink *sink);

#endif
