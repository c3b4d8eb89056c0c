/*
 * The memory of one parsed file: blocks that are freed together, so that a
 * struct of many small strings has one owner and one free. Room-internal.
 */
#ifndef CHORUS_SURVEY_MEMORY_H
#define CHORUS_SURVEY_MEMORY_H

#include "base/err.h"

#include <stddef.h>

struct survey_block;

/*
 * COUNT * SIZE bytes of zeros, linked into *LIST; NULL when there is no memory.
 * COUNT 0 gives a block that may not be read.
 */
void *survey_memory_new(struct survey_block **list, size_t count, size_t size);

/* Frees every block of the list and empties it. */
void survey_memory_free(struct survey_block **list);

#endif
