/*
 * Check 5 across files: a wave has one release, a manifest and a board belong
 * to one wave.
 * Source: src/RELEASE.md, "The auditor"; "No second release".
 */
#ifndef CHORUS_AUDIT_ACROSS_H
#define CHORUS_AUDIT_ACROSS_H

#include "audit/release.h"

/* NAME: how findings call OTHER. */
void audit_across(const struct audit_release *release,
                  const struct audit_release *other, const char *name,
                  struct audit_report *report);

#endif
