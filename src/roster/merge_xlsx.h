/* The same as roster/merge.h, for spreadsheets: every cell is typed as text, so
 * that none is a formula, a number or a link. */
#ifndef CHORUS_ROSTER_MERGE_XLSX_H
#define CHORUS_ROSTER_MERGE_XLSX_H

#include "roster/merge.h"

/*
 * Writes the workbook to PATH (0600, whole or not at all); what the library
 * puts aside lies in the same folder. Errors: as roster_merge_each; ERR_RANGE
 * (more rows than a sheet has, a path too long), ERR_IO, ERR_FULL, ERR_DENIED;
 * a line in NOTE.
 */
BASE_MUST_USE enum err roster_merge_xlsx(struct people *people,
                                         const char *person, const char *wave,
                                         const char *base_url,
                                         const struct wave_manifest_hash *mh,
                                         const char *path,
                                         struct err_note *note);

#endif
