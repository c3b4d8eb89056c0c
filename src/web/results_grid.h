/* Units by the six areas: the dashboard's grid. */
#ifndef CHORUS_WEB_RESULTS_GRID_H
#define CHORUS_WEB_RESULTS_GRID_H

#include "web/against.h"

struct web_grid {
    const struct web_view *view;
    const size_t *order; /* of web_order: never by result */
    size_t order_n;
    bool links_units; /* the reader may open a unit */
};

/*
 * Fills AREA_HEAD, GRID_ROW and GRID_TITLE of PAGE. A cell has a sign and a
 * class only where its unit differs from the rest after correction for all
 * units of the area. Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err web_put_grid(const struct web_grid *grid,
                                    struct render_dict *page);

#endif
