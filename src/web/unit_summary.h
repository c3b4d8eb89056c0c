/*
 * A unit's summary for one request: the wave and the unit of the path, the
 * closed waves before it, and the summary made from them. Held until it is
 * closed.
 */
#ifndef CHORUS_WEB_UNIT_SUMMARY_H
#define CHORUS_WEB_UNIT_SUMMARY_H

#include "report/mandate.h"
#include "web/series.h"

struct web_unit_summary {
    struct web_wave *wave;
    const struct wave_group *unit;
    size_t group; /* of the release */
    struct web_view view;
    struct web_series series; /* closed waves up to this one */
    const char **own_programs;
    size_t own_program_count;
    struct records records; /* checklists and plans */
    struct mandate *mandate;
    struct summary *summary;
};

/*
 * In: R's path variables 0 and 1 are unit and wave. Out: closed with
 * web_unit_summary_close; false: R was answered, with 404 which says the same
 * whether the unit does not exist or is somebody else's, or with 503.
 */
bool web_unit_summary_open(struct web *web, struct http_request *r,
                           struct web_unit_summary *out_summary);
void web_unit_summary_close(struct web_unit_summary *summary);

#endif
