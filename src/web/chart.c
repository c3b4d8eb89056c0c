#include "web/chart.h"

struct svg_axis web_axis_of(struct report_axis *parts,
                            const struct web_subject *s)
{
    struct svg_axis axis = report_axis_of(parts, s->scale);
    web_subject_words(s, parts->name, sizeof parts->name);
    return axis;
}

struct svg_axis web_axis_difference(struct report_axis *parts,
                                    const struct web_subject *s, double most)
{
    /* Tens of points, so that half of it has no more than whole points. */
    int32_t end = most < 20 ? 200 : (int32_t)((most + 9.99) / 10) * 100;
    if (end > 1000)
        end = 1000;
    for (int i = 0; i < REPORT_TICKS; i++) {
        int32_t at = -end + i * end / 2;
        web_subject_difference(s, at / 10.0, parts->labels[i]);
        char *tail = strstr(parts->labels[i], ".0");
        if (tail != NULL)
            *tail = 0;
        parts->ticks[i] = (struct svg_tick){at, parts->labels[i]};
    }
    char unit[REPORT_CUTOFF_SIZE];
    web_subject_unit(s, unit);
    (void)snprintf(parts->name, sizeof parts->name,
                   "the unit less the rest, %s", unit);
    parts->cutoffs[0] = (struct svg_tick){0, "the rest"};
    return (struct svg_axis){.low = -end,
                             .high = end,
                             .name = parts->name,
                             .ticks = parts->ticks,
                             .tick_count = REPORT_TICKS,
                             .cutoffs = parts->cutoffs,
                             .cutoff_count = 1};
}
