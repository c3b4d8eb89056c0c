/* Who answered, by department: templates/response_chart.tpl. */
#ifndef CHORUS_WEB_RESPONSE_H
#define CHORUS_WEB_RESPONSE_H

#include "web/view.h"

#define WEB_RESPONSE_FIELDS                                                    \
    {"RESPONSE_CHART", RENDER_MARKUP}, {"RESPONSE_TITLE", RENDER_TEXT},        \
    {                                                                          \
        "RESPONSE", RENDER_SECTION                                             \
    }

/* In: ORDER, of web_order. Errors: ERR_MEMORY, those of render_page. */
BASE_MUST_USE enum err web_put_response(const struct web *web,
                                        const struct web_view *view,
                                        const size_t *order, size_t order_n,
                                        struct render_dict *page);

/* The chart alone. Errors: the same. */
#define WEB_RESPONSE_TITLE_SIZE 160
BASE_MUST_USE enum err web_response_chart(
    const struct web *web, const struct web_view *view, const size_t *order,
    size_t order_n, char out_title[static WEB_RESPONSE_TITLE_SIZE],
    struct buf *out_svg);

#endif
