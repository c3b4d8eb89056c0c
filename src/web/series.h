/*
 * A wave with those before it, and what changed over them: figures of
 * templates/trend.tpl and sentences.
 */
#ifndef CHORUS_WEB_SERIES_H
#define CHORUS_WEB_SERIES_H

#include "web/chart.h"

struct web_series {
    struct web_wave **held; /* all waves, for as long as the series lives */
    size_t held_n;
    struct web_view *views; /* closed waves up to this one, the oldest first */
    struct report_trend_wave *waves; /* the same, for report */
    struct report_areas *areas;      /* the views' own */
    size_t count;
};

/* In: UPTO, closed; the last of the series. Out: wiped with web_series_wipe.
 * Errors: ERR_MEMORY. */
BASE_MUST_USE enum err web_series_init(struct web *web,
                                       const struct web_wave *upto,
                                       struct web_series *out_series);
/* A zeroed one is fine. */
void web_series_wipe(struct web_series *series);

#define WEB_TREND_FIELDS                                                       \
    {"TREND", RENDER_SECTION}, {"TREND_TITLE", RENDER_TEXT},                   \
        {"TREND_NAME", RENDER_TEXT}, {"TREND_OF", RENDER_TEXT},                \
        {"TREND_CHART", RENDER_MARKUP}, {"TREND_ROW", RENDER_SECTION},         \
        {"TREND_SUBJECT", RENDER_TEXT}, {"TREND_UNIT", RENDER_TEXT},           \
        {"TREND_WAVE", RENDER_TEXT}, {"TREND_VERSION", RENDER_TEXT},           \
        {"TREND_SHOWN", RENDER_SECTION}, {"TREND_HIDDEN", RENDER_SECTION},     \
        {"TREND_VALUE", RENDER_TEXT}, {"TREND_N", RENDER_TEXT},                \
        {"TREND_INTERVAL", RENDER_TEXT}, {"TREND_BREAK", RENDER_SECTION},      \
        {"TREND_WHY", RENDER_TEXT}, {"TREND_CHANGE", RENDER_SECTION},          \
        {"TREND_CHANGE_TEXT", RENDER_TEXT}, {"TREND_SINCE", RENDER_TEXT},      \
    {                                                                          \
        "TREND_P", RENDER_TEXT                                                 \
    }

/*
 * Adds a figure to PAGE: a title that says what changed, the chart, the same as
 * a table. In: SUBJECT of the last wave's view; UNIT, NULL: the institution.
 * Out: nothing is added when no wave has it. Errors: ERR_MEMORY, those of
 * render_page.
 */
BASE_MUST_USE enum err web_put_trend(const struct web *web,
                                     const struct web_series *series,
                                     const struct web_subject *subject,
                                     const char *unit,
                                     struct render_dict *page);

/* The chart alone; nothing is appended when no wave has it. Out: OUT_TITLE.
 * Errors: the same. */
#define WEB_TREND_TITLE_SIZE 416
BASE_MUST_USE enum err web_trend_chart(
    const struct web *web, const struct web_series *series,
    const struct web_subject *subject, const char *unit,
    char out_title[static WEB_TREND_TITLE_SIZE], struct buf *out_svg);

/* A change in words: "no clear change since 2026-spring (...)", "the first wave
 * with it", "not compared with 2025-fall: another version". */
#define WEB_CHANGE_SIZE 256
BASE_MUST_USE enum err web_change_words(const struct web_series *series,
                                        const struct web_subject *subject,
                                        const char *unit,
                                        char out[static WEB_CHANGE_SIZE]);

#endif
