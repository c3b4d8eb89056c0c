/*
 * The groups of a release in the order of people's eyes: by department, then
 * by name. Never by result.
 */
#ifndef CHORUS_WEB_ORDER_H
#define CHORUS_WEB_ORDER_H

#include "release/published.h"

/*
 * All groups but the institution: each department by its name, its units by
 * theirs, its pool; last the pool over departments. Out: OUT_ORDER, indices,
 * freed by the caller with free(). ERR_MEMORY.
 */
BASE_MUST_USE enum err web_order(const struct published_release *release,
                                 size_t **out_order, size_t *out_n);

/* How the rows of the grid may be sorted: by what everybody knows of a unit
 * before it answers. */
enum web_sort { WEB_SORT_DEPARTMENT, WEB_SORT_NAME, WEB_SORT_SIZE, WEB_SORTS };

/* "department", "name", "size". */
const char *web_sort_name(enum web_sort sort);

/* The sort of this name. FALSE: there is none. */
bool web_sort_find(const char *name, enum web_sort *out_sort);

/*
 * As web_order; by name, or by size (the largest roster first), units and
 * pools alone. Out: OUT_ORDER, freed by the caller with free(). ERR_MEMORY.
 */
BASE_MUST_USE enum err web_order_sorted(const struct published_release *release,
                                        enum web_sort sort, size_t **out_order,
                                        size_t *out_n);

#endif
