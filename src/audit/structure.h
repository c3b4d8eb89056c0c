/*
 * Check 1: the tree, its order and its counts: no group and no number stands
 * where the rule has none. And the part of check 5 that one file shows by
 * itself: counts that no answers can lead to.
 * Source: src/RELEASE.md, "Leaves", "The release file".
 */
#ifndef CHORUS_AUDIT_STRUCTURE_H
#define CHORUS_AUDIT_STRUCTURE_H

#include "audit/release.h"

/* Errors: ERR_MEMORY. */
BASE_MUST_USE enum err audit_structure(const struct audit_release *release,
                                       struct audit_report *report);

/* The head alone: format, names, dates, hashes, floors, totals. */
void audit_structure_head(const struct audit_release *release,
                          struct audit_report *report);

#endif
