/*
 * What the files of release/published share: the memory of a release, and the
 * reading of its groups. Inside of release/published only.
 */
#ifndef CHORUS_RELEASE_PUBLISHED_INSIDE_H
#define CHORUS_RELEASE_PUBLISHED_INSIDE_H

#include "release/published_text.h"
#include "wave/json.h"

/*
 * Zeroed room for COUNT things of SIZE that lives as long as the release; NULL
 * without memory, never for a count of 0.
 */
void *published_room(struct published_release *r, size_t count, size_t size);

/*
 * Reads "groups" into R, whose scales, areas and rule are read. In: LIST, the
 * parsed array, whose strings the groups borrow.
 * Errors: ERR_FORMAT, ERR_RANGE, ERR_MEMORY; NOTE says which group.
 */
BASE_MUST_USE enum err published_read_groups(struct published_release *r,
                                             const json_t *list,
                                             struct err_note *note);

/*
 * Reads "trustees", where there is one. Errors: ERR_FORMAT (empty, out of
 * order, no signatures), ERR_RANGE, ERR_MEMORY.
 */
BASE_MUST_USE enum err published_read_trustees(struct published_release *r,
                                               const json_t *root,
                                               struct err_note *note);

#endif
