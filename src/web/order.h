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

#endif
