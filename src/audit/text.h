/*
 * Check 6, for paper: the text of a PDF that was made from a release, as
 * pdftotext -layout writes it. A row that begins with a group's name and how
 * many of it answered ("81 of 149") may hold nothing but what this group prints
 * in the file, marks included; a mean may stand in the scale's own units.
 * Source: src/RELEASE.md, "The auditor".
 */
#ifndef CHORUS_AUDIT_TEXT_H
#define CHORUS_AUDIT_TEXT_H

#include "audit/release.h"

/*
 * In: untrusted bytes; NAME is how findings call the text. What stands outside
 * of such rows (sentences, intervals, dates) is not looked at: how many such
 * numbers there are goes into the coverage. A text without any such row could
 * not be checked.
 */
void audit_text(const struct audit_release *release, const uint8_t *bytes,
                size_t len, const char *name, struct audit_report *report);

#endif
