/*
 * A release as pages show it: titles from the wave's survey, values from the
 * release, to the last digit. Nothing here computes a result; points are turned
 * into a scale's own units (days) where these mean something, and a share of
 * two printed counts is given in percent.
 */
#ifndef CHORUS_WEB_VIEW_H
#define CHORUS_WEB_VIEW_H

#include "report/areas.h"
#include "report/svg.h"
#include "report/view.h"
#include "web/page.h"

/* Which way is worse; areas whose scales differ in it have neither. */
enum web_way { WEB_MIXED, WEB_HIGH_IS_WORSE, WEB_HIGH_IS_BETTER };

struct web_area {
    const char *id;
    const char *title;
    size_t index; /* into a group's areas, or PUBLISHED_NONE */
    const struct report_area *made_of; /* the view's */
    enum web_way way;
};

struct web_view {
    const struct web_wave *wave;
    const struct published_release *release;
    struct report_scale *scales; /* shared.scales */
    size_t scale_count;
    struct web_area *areas;
    size_t area_count;
    struct report_areas made_of; /* by area */
    struct report_view shared;   /* the same release, as print has it */
};

/* In: WAVE, closed, outlives the view. Out: wiped with web_view_wipe.
 * ERR_MEMORY. */
BASE_MUST_USE enum err web_view_init(const struct web_wave *wave,
                                     struct web_view *out_view);
void web_view_wipe(struct web_view *view);

/* A scale of its own, shown for smaller groups too: burnout, days. */
bool web_is_outcome(const struct report_scale *scale);

/* The fields of templates/figure.tpl, for forms. */
#define WEB_FIGURE_FIELDS                                                      \
    {"SHOWN", RENDER_SECTION}, {"HIDDEN", RENDER_SECTION},                     \
        {"VALUE", RENDER_TEXT}, {"INTERVAL", RENDER_SECTION},                  \
        {"LOW", RENDER_TEXT}, {"HIGH", RENDER_TEXT},                           \
        {"LOW_PRECISION", RENDER_SECTION},                                     \
    {                                                                          \
        "N", RENDER_TEXT                                                       \
    }

/* Fills a cell with the figure of a group of the view's release for a scale,
 * or as not shown. */
void web_put_figure(struct render_dict *cell, const struct web_view *view,
                    const struct report_scale *scale,
                    const struct published_group *group);
/* The same for a group that is in no release; RANGE is the mean's interval, or
 * NULL. */
void web_put_figure_range(struct render_dict *cell,
                          const struct report_scale *scale,
                          const struct published_group *group,
                          const struct report_range *range);
/* The same for an area, without an interval. */
void web_put_area(struct render_dict *cell, const struct web_area *area,
                  const struct published_group *group);

/* The same with its interval, where its scales have theirs. */
void web_put_area_range(struct render_dict *cell, const struct web_view *view,
                        const struct web_area *area,
                        const struct published_group *group);
/* The same for an area of a group that is in no release. */
void web_put_area_figure(struct render_dict *cell,
                         const struct report_area_figure *figure, uint32_t n);

/* "higher is better", or that it depends, of the scales of all areas. */
const char *web_areas_words(const struct web_view *view);

/*
 * The share at or above the cutoff into the fields ABOVE (section),
 * ABOVE_VALUE, CUTOFF, ABOVE_N.
 */
#define WEB_ABOVE_FIELDS                                                       \
    {"ABOVE", RENDER_SECTION}, {"ABOVE_VALUE", RENDER_TEXT},                   \
        {"CUTOFF", RENDER_TEXT},                                               \
    {                                                                          \
        "ABOVE_N", RENDER_TEXT                                                 \
    }
void web_put_above(struct render_dict *row, const struct report_scale *scale,
                   const struct published_group *group);

/*
 * Draws groups on one scale, dot and interval, into the field CHART. In:
 * GROUPS, indices into the release; the one at EMPHASIS stands out. TITLE says
 * the answer.
 */
BASE_MUST_USE enum err web_chart(const struct web *web,
                                 const struct web_view *view,
                                 const struct report_scale *scale,
                                 const size_t *groups, size_t count,
                                 size_t emphasis, const char *title,
                                 struct buf *out_svg);

#endif
