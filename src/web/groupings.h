/* Sets of units as pages show them: who is in them, charts of what they print,
 * tables of the same. templates/groupings.tpl. */
#ifndef CHORUS_WEB_GROUPINGS_H
#define CHORUS_WEB_GROUPINGS_H

#include "web/chart.h"

#define WEB_GROUPINGS_FIELDS                                                   \
    {"WHO", RENDER_SECTION}, {"GROUP_NAME", RENDER_TEXT},                      \
        {"UNITS", RENDER_TEXT}, {"ROSTER", RENDER_TEXT},                       \
        {"ANSWERED", RENDER_TEXT}, {"MISSING", RENDER_SECTION},                \
        {"UNIT", RENDER_TEXT}, {"POOLED", RENDER_SECTION},                     \
        {"OUTCOME", RENDER_SECTION}, {"DRIVER", RENDER_SECTION},               \
        {"CHART", RENDER_MARKUP}, {"CHART_TITLE", RENDER_TEXT},                \
        {"SCALE_TITLE", RENDER_TEXT}, {"SCALE_WORDS", RENDER_TEXT},            \
        {"ROW", RENDER_SECTION}, {"AREAS_WORDS", RENDER_TEXT},                 \
        {"AREA_HEAD", RENDER_SECTION}, {"AREA_TITLE", RENDER_TEXT},            \
        {"AREA_ROW", RENDER_SECTION},                                          \
    {                                                                          \
        "CELL", RENDER_SECTION                                                 \
    }

/*
 * In: GROUPINGS of the view's release, or pooled with it first. Errors:
 * ERR_MEMORY, those of render_page.
 */
BASE_MUST_USE enum err web_put_groupings(const struct web *web,
                                         const struct web_view *view,
                                         struct grouping *const *groupings,
                                         size_t count,
                                         struct render_dict *page);

#endif
