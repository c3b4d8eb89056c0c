/*
 * Check 6: a table made from a release (CSV) holds no number that the file does
 * not. Rows are matched by their group, scale and area; what stands in columns
 * of names is not compared.
 * Source: RFC 4180; src/RELEASE.md, "The auditor".
 */
#ifndef CHORUS_AUDIT_TABLE_H
#define CHORUS_AUDIT_TABLE_H

#include "audit/release.h"

/*
 * In: untrusted bytes; NAME is how findings call the table.
 * Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err audit_table(const struct audit_release *release,
                                   const uint8_t *bytes, size_t len,
                                   const char *name,
                                   struct audit_report *report);

#endif
