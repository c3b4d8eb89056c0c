/*
 * A name as part of an id: "Internal Medicine" -> "internal-medicine". Used for
 * the units that the plan makes and for the departments of a release, so that
 * both say the same. Source: src/RELEASE.md, "Units".
 */
#ifndef CHORUS_WAVE_SLUG_H
#define CHORUS_WAVE_SLUG_H

#include "base/err.h"

#include <stddef.h>

#define WAVE_SLUG_SIZE     128 /* of a department in a release, NUL included */
#define WAVE_SLUG_SIZE_MIN 8

/*
 * ASCII letters in lower case and digits; each run of other bytes one hyphen;
 * none at the ends. A name without a letter or digit gives "x".
 * In: NAME, UTF-8; SIZE >= WAVE_SLUG_SIZE_MIN. Out: at most SIZE - 1 bytes and
 * NUL; a longer slug is cut and keeps no hyphen at its end.
 */
void wave_slug(const char *name, char *out, size_t size);

/*
 * The slug of NAME with "-2", "-3", ... when TAKEN holds the one before. For
 * one answer everywhere, names come in bytewise order and TAKEN holds the
 * results so far. A cut slug is cut further to make room for the number.
 */
void wave_slug_unique(const char *name, const char *const *taken,
                      size_t taken_count, char *out, size_t size);

#endif
