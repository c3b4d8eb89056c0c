/* What all pages of one wave's results share: where else one can look, what the
 * figures come from, and who opened them. templates/wave_parts.tpl,
 * wave_source.tpl. */
#ifndef CHORUS_WEB_WAVE_PARTS_H
#define CHORUS_WEB_WAVE_PARTS_H

#include "web/view.h"

/* In the order of the table in wave_parts.c. */
enum web_part {
    WEB_PART_OVERVIEW,
    WEB_PART_COMPARE,
    WEB_PART_TREND,
    WEB_PART_RESPONSE,
    WEB_PART_GROUPS,
    WEB_PART_SETS,
};

#define WEB_PARTS_FIELDS                                                       \
    {"PART", RENDER_SECTION}, {"PART_HERE", RENDER_SECTION},                   \
        {"PART_OVERVIEW", RENDER_SECTION}, {"PART_OTHER", RENDER_SECTION},     \
        {"PART_NAME", RENDER_TEXT}, {"PART_PATH", RENDER_TEXT},                \
    {                                                                          \
        "WAVE", RENDER_TEXT                                                    \
    }
#define WEB_TRUSTEES_FIELDS                                                    \
    {"TRUSTEES", RENDER_SECTION}, {"TRUSTEES_ALL", RENDER_TEXT},               \
        {"TRUSTEES_NEEDED", RENDER_TEXT}, {"TRUSTEES_SIGNED", RENDER_TEXT},    \
        {"TRUSTEE", RENDER_SECTION}, {"TRUSTEE_NUMBER", RENDER_TEXT},          \
    {                                                                          \
        "TRUSTEE_SIG", RENDER_TEXT                                             \
    }
#define WEB_SOURCE_FIELDS                                                      \
    {"SURVEY", RENDER_TEXT}, {"SURVEY_VERSION", RENDER_TEXT},                  \
        {"RULE_K", RENDER_TEXT}, {"RELEASE_SHA", RENDER_TEXT},                 \
        WEB_TRUSTEES_FIELDS

void web_put_parts(struct render_dict *page, const struct web_view *view,
                   enum web_part here);
/* Instrument, rule, hash; and the trustees' signatures where there are any. */
void web_put_source(struct render_dict *page, const struct web_view *view);
/* The latter alone: fields TRUSTEES and below. */
void web_put_trustees(struct render_dict *page, const struct web_view *view);

#endif
