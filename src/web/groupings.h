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
        {"CHART_NAME", RENDER_TEXT}, {"QUERY_PATH", RENDER_TEXT},              \
        {"QUERY_BY", RENDER_TEXT}, {"QUERY_A", RENDER_TEXT},                   \
        {"QUERY_B", RENDER_TEXT}, {"QUERY_POOLED", RENDER_TEXT},               \
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

/* What the groupings were asked for with, for the addresses of their charts.
 * Texts may be "". */
struct web_groupings_query {
    const char *path; /* "groups", "sets" */
    const char *by;
    const char *units;
    const char *against;
    const char *with;
};
void web_put_groupings_query(struct render_dict *page,
                             const struct web_groupings_query *query);

/* Answers with their figures as CSV. In: BY, what they were grouped by; WHAT,
 * the part of the file's name that says so. */
void web_groupings_csv(struct web *web, struct http_request *r,
                       const struct web_view *view,
                       struct grouping *const *groupings, size_t count,
                       const char *by, const char *what);

/* Answers with one of their charts for slides. In: NAME, "groups-" and the id
 * of an outcome as in report_chart_id; another: 404. */
void web_groupings_chart(struct web *web, struct http_request *r,
                         const struct web_view *view,
                         struct grouping *const *groupings, size_t count,
                         const char *name, bool as_png);

#endif
