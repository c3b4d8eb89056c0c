/*
 * A keep for many short texts with one life: what a roster's persons point to.
 * Freed in one go, and wiped, because the texts are names.
 */
#ifndef CHORUS_ROSTER_TEXTS_H
#define CHORUS_ROSTER_TEXTS_H

#include "base/err.h"

#include <stddef.h>

struct roster_texts;

/* Out: caller frees with roster_texts_free. Errors: ERR_MEMORY. */
BASE_MUST_USE enum err roster_texts_new(struct roster_texts **out_texts);
/* Overwrites with zeros and frees; NULL is fine. */
void roster_texts_free(struct roster_texts *texts);

/*
 * A copy of LEN bytes with a NUL behind, which lives as long as TEXTS and never
 * moves; "" for none. NULL without memory.
 */
const char *roster_texts_keep(struct roster_texts *texts, const char *text,
                              size_t len);

#endif
