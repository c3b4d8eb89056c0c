/* One scale or area chosen by ?of=ID: a form without script,
 * templates/choice.tpl. */
#ifndef CHORUS_WEB_CHOICE_H
#define CHORUS_WEB_CHOICE_H

#include "web/subject.h"

#define WEB_CHOICE_FIELDS                                                      \
    {"OF_SCALE", RENDER_SECTION}, {"OF_AREAS", RENDER_SECTION},                \
        {"OF_AREA", RENDER_SECTION}, {"OF_DRIVER", RENDER_SECTION},            \
        {"OF_ID", RENDER_TEXT}, {"OF_TITLE", RENDER_TEXT},                     \
    {                                                                          \
        "OF_CHOSEN", RENDER_SECTION                                            \
    }

/* What the query asks for; without one, the first outcome. False: neither. */
bool web_choice_of(const struct web_view *view, const struct http_request *r,
                   struct web_subject *out_subject);

/* All that can be chosen; areas only where the page has them. In: CHOSEN, may
 * be NULL. */
void web_put_choice(struct render_dict *page, const struct web_view *view,
                    const struct web_subject *chosen, bool with_areas);

#endif
