/* Units against the rest, as a figure with its table: templates/against.tpl. */
#ifndef CHORUS_WEB_AGAINST_H
#define CHORUS_WEB_AGAINST_H

#include "web/chart.h"

#define WEB_AGAINST_FIELDS                                                     \
    {"AGAINST", RENDER_SECTION}, {"AGAINST_TITLE", RENDER_TEXT},               \
        {"AGAINST_NAME", RENDER_TEXT}, {"AGAINST_CHART", RENDER_MARKUP},       \
        {"AGAINST_DRAWN", RENDER_SECTION}, {"AGAINST_ROW", RENDER_SECTION},    \
        {"AGAINST_ALL", RENDER_SECTION}, {"AGAINST_OPEN", RENDER_SECTION},     \
        {"SUBJECT", RENDER_TEXT}, {"SUBJECT_ID", RENDER_TEXT},                 \
        {"SUBJECT_WORDS", RENDER_TEXT}, {"SUBJECT_UNIT", RENDER_TEXT},         \
        {"UNIT_LINK", RENDER_SECTION}, {"UNIT_PLAIN", RENDER_SECTION},         \
        {"DIFFERS", RENDER_SECTION}, {"SAME", RENDER_SECTION},                 \
        {"DEPARTMENT", RENDER_TEXT}, {"DIFFERENCE", RENDER_TEXT},              \
        {"DIFFERENCE_INTERVAL", RENDER_TEXT}, {"SIGN", RENDER_TEXT},           \
        {"TONE_CLASS", RENDER_TEXT}, {"TONE_WORDS", RENDER_TEXT},              \
        {"P_TEXT", RENDER_TEXT},                                               \
    {                                                                          \
        "COMPARED", RENDER_TEXT                                                \
    }

struct web_against {
    const struct web *web;
    const struct web_view *view;
    const size_t *order; /* of web_order */
    size_t order_n;
    bool links_units; /* the reader may open a unit */
    bool all;         /* every unit; else those that differ only */
};

/*
 * Adds a figure to PAGE: a title that says how many differ, the chart, the same
 * as a table. Errors: ERR_MEMORY, those of render_page.
 */
BASE_MUST_USE enum err web_put_against(const struct web_against *a,
                                       const struct web_subject *subject,
                                       struct render_dict *page);

/* The chart alone; nothing is appended when there is no row. Out: OUT_TITLE.
 * Errors: the same. */
#define WEB_AGAINST_TITLE_SIZE 256
BASE_MUST_USE enum err web_against_chart(
    const struct web_against *a, const struct web_subject *subject,
    char out_title[static WEB_AGAINST_TITLE_SIZE], struct buf *out_svg);

/*
 * How a unit stands against the rest into a cell's TONE_CLASS ("worse-2",
 * "better-1", "same"), SIGN and TONE_WORDS. C may be NULL: not compared.
 */
void web_put_tone(struct render_dict *cell, const struct web_subject *subject,
                  const struct contrast *c);

#endif
