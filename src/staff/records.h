/*
 * All that staff have written, and the log of what they took away, as one
 * reading of site.db: for reports. Must never know an answer.
 */
#ifndef CHORUS_STAFF_RECORDS_H
#define CHORUS_STAFF_RECORDS_H

#include "staff/checklist.h"
#include "staff/exports.h"
#include "staff/initiatives.h"
#include "staff/plans.h"

/* Each list as its own room gives it. */
struct records {
    struct checklist *checklists; /* by program */
    size_t checklist_count;
    struct plan *plans; /* by unit and due date */
    size_t plan_count;
    struct initiative *initiatives; /* by id */
    size_t initiative_count;
    struct exports_entry *exports; /* of all waves, the newest first */
    size_t export_count;
};

/* Out: wiped with records_wipe. Errors: ERR_MEMORY, those of the store. */
BASE_MUST_USE enum err records_load(struct site *site,
                                    struct records *out_records);
/* The same of checklists and plans alone; the others are empty. */
BASE_MUST_USE enum err records_load_mandate(struct site *site,
                                            struct records *out_records);
/* A zeroed one is fine. */
void records_wipe(struct records *records);

/* The checklist that somebody has begun for a program; NULL: nobody has. */
const struct checklist *records_checklist(const struct records *records,
                                          const char *program);

#endif
