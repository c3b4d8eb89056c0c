/* The six areas of the expectations, as every survey file names them: fixed, so
 * that what is in place and what trainees say can stand beside each other. */
#ifndef CHORUS_STAFF_AREAS_H
#define CHORUS_STAFF_AREAS_H

#include <stddef.h>

#define AREAS_COUNT   6
#define AREAS_ID_SIZE 24

/* In the order of the expectations. */
extern const char *const areas_ids[AREAS_COUNT + 1];    /* ends with NULL */
extern const char *const areas_titles[AREAS_COUNT + 1]; /* English */

/* The index of an id; AREAS_COUNT for any other text. */
size_t areas_find(const char *id);

#endif
