/*
 * The parts of /wave/WAVE, in a language: the institution's figures, and what
 * changed since the wave before. Every word is the template's or the survey's,
 * none is theirs.
 */
#ifndef CHORUS_WEB_PUBLIC_H
#define CHORUS_WEB_PUBLIC_H

#include "web/view.h"

/* The page, while it is made. */
struct public_page {
    struct web *web;
    const struct web_view *view;
    const char *language;
    struct render_dict *page;
};

#define PUBLIC_FIGURE_FIELDS                                                   \
    {"SCALE", RENDER_SECTION}, {"SCALE_TITLE", RENDER_TEXT},                   \
        {"IN_POINTS", RENDER_SECTION}, {"IN_UNITS", RENDER_SECTION},           \
        {"UNITS_LOW", RENDER_TEXT}, {"UNITS_HIGH", RENDER_TEXT},               \
        {"UP_IS_WORSE", RENDER_SECTION}, {"UP_IS_BETTER", RENDER_SECTION},     \
        {"AREA", RENDER_SECTION}, {"AREA_TITLE", RENDER_TEXT},                 \
        {"AREAS_UP_IS_WORSE", RENDER_SECTION},                                 \
        {"AREAS_UP_IS_BETTER", RENDER_SECTION},                                \
        {"AREAS_UP_DEPENDS", RENDER_SECTION}, {"SHOWN", RENDER_SECTION},       \
        {"HIDDEN", RENDER_SECTION}, {"ABOUT", RENDER_SECTION},                 \
        {"VALUE", RENDER_TEXT}, {"INTERVAL", RENDER_SECTION},                  \
        {"LOW", RENDER_TEXT}, {"HIGH", RENDER_TEXT}, {"N", RENDER_TEXT},       \
        {"LOW_PRECISION", RENDER_SECTION}, {"ABOVE", RENDER_SECTION},          \
        {"ABOVE_VALUE", RENDER_TEXT}, {"CUTOFF", RENDER_TEXT},                 \
    {                                                                          \
        "ABOVE_N", RENDER_TEXT                                                 \
    }
#define PUBLIC_CHANGE_FIELDS                                                   \
    {"BEFORE", RENDER_SECTION}, {"FIRST", RENDER_SECTION},                     \
        {"BEFORE_TITLE", RENDER_TEXT}, {"BEFORE_DATE", RENDER_TEXT},           \
        {"BEFORE_WAVE", RENDER_TEXT}, {"CHANGE", RENDER_SECTION},              \
        {"CLEAR", RENDER_SECTION}, {"NOTHING", RENDER_SECTION},                \
        {"COMPARED", RENDER_SECTION}, {"BROKEN", RENDER_SECTION},              \
        {"BETTER", RENDER_SECTION}, {"WORSE", RENDER_SECTION},                 \
        {"UNCLEAR", RENDER_SECTION}, {"CHANGE_VALUE", RENDER_TEXT},            \
        {"CHANGE_LOW", RENDER_TEXT},                                           \
    {                                                                          \
        "CHANGE_HIGH", RENDER_TEXT                                             \
    }

/* The title of a scale, in the page's language where the survey has it. */
const char *public_scale_title(const struct public_page *p,
                               const struct report_scale *scale);
/* The same of one of the six areas, by its id. */
const char *public_area_title(const struct public_page *p, const char *id);

/* The six areas, and every scale. */
void public_put_figures(const struct public_page *p);

/* Errors: ERR_MEMORY, those of the store. */
BASE_MUST_USE enum err public_put_changes(const struct public_page *p);

#endif
