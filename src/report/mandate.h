/*
 * What staff have written, cut to what a unit's summary of two pages has room
 * for: its checklist, its plans, and what helped elsewhere. Whole texts are on
 * the unit's page.
 */
#ifndef CHORUS_REPORT_MANDATE_H
#define CHORUS_REPORT_MANDATE_H

#include "report/summary.h"
#include "staff/records.h"

struct mandate;

/* All of it outlives the mandate. */
struct mandate_request {
    const struct records *records; /* checklists and plans */
    const struct wave_manifest *manifest;
    const struct wave_group *unit; /* of the manifest */
    /* The reader's programs in it: a single one's rows are shown where the unit
     * counts several; else how many programs are how far. */
    const char *const *own_programs;
    size_t own_program_count;
    int64_t now_sec; /* for what is overdue */
};

/* Out: freed with mandate_free. ERR_MEMORY. */
BASE_MUST_USE enum err mandate_new(const struct mandate_request *request,
                                   struct mandate **out_mandate);
/* NULL is fine. */
void mandate_free(struct mandate *mandate);

/* Lives as long as the mandate. */
const struct summary_mandate *mandate_summary(const struct mandate *mandate);

#endif
