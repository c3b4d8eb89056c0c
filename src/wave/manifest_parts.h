/*
 * What the parts of reading a manifest share: manifest_read.c has the whole,
 * manifest_groups.c the groups, manifest_trustees.c the trustees.
 */
#ifndef CHORUS_WAVE_MANIFEST_PARTS_H
#define CHORUS_WAVE_MANIFEST_PARTS_H

#include "wave/json.h"
#include "wave/manifest.h"

/*
 * A copy of a text that wave_text_is_valid. Out: caller frees with free().
 * Errors: ERR_FORMAT, ERR_MEMORY.
 */
BASE_MUST_USE enum err wave_manifest_copy_text(const json_t *object,
                                               const char *where,
                                               const char *key, char **out_text,
                                               struct err_note *note);

/* A copy of a text that wave_name_is_valid. Errors: ERR_FORMAT. */
BASE_MUST_USE enum err wave_manifest_copy_name(
    const json_t *object, const char *where, const char *key,
    char out[static WAVE_NAME_MAX + 1], struct err_note *note);

/*
 * Reads "groups" into M, whose min_group is read; what was allocated when it
 * fails is freed with M. Errors: ERR_FORMAT, ERR_RANGE, ERR_MEMORY.
 */
BASE_MUST_USE enum err wave_manifest_read_groups(const json_t *root,
                                                 struct wave_manifest *m,
                                                 struct err_note *note);

/*
 * Reads "trustees", where there is one, into M; what was allocated when it
 * fails is freed with M. Errors: ERR_FORMAT, ERR_RANGE (the threshold),
 * ERR_MEMORY.
 */
BASE_MUST_USE enum err wave_manifest_read_trustees(const json_t *root,
                                                   struct wave_manifest *m,
                                                   struct err_note *note);
/* "trustees" as JSON, for a manifest that has some; NULL without memory. */
json_t *wave_manifest_from_trustees(const struct wave_trustees *trustees);

#endif
