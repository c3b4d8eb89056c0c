/* Groups on one scale, as a chart of a page. */
#include "web/view.h"

#include "report/chart.h"

enum err web_chart(const struct web *web, const struct web_view *view,
                   const struct report_scale *scale, const size_t *groups,
                   size_t count, size_t emphasis, const char *title,
                   struct buf *out_svg)
{
    return report_chart(web->pages, &view->shared, scale, groups, count,
                        emphasis, title, out_svg);
}
