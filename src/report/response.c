#include "report/response.h"

#include "report/grouping.h"

#define TOP 100 /* points */

struct report_response report_response_of(
    const struct published_release *release, size_t group, size_t scale)
{
    const struct published_group *g = &release->groups[group];
    struct report_response r = {.shown = g->shown && g->roster > 0};
    if (!r.shown)
        return r;
    r.percent = (uint32_t)(((uint64_t)g->n * 200 + g->roster) /
                           (2 * (uint64_t)g->roster));
    r.interval = interval_wilson(g->n, g->roster, 100);
    struct estimate mean;
    if (scale == PUBLISHED_NONE || !g->figures[scale].shown ||
        !grouping_estimate_group(release, group, scale, &mean))
        return r;
    uint32_t n = g->figures[scale].n;
    r.has_mean = true;
    r.worst = response_worst((struct response_bounds){mean.low, mean.high}, TOP,
                             n, g->roster);
    r.shift = response_shift(REPORT_RESPONSE_GAP, n, g->roster);
    return r;
}
