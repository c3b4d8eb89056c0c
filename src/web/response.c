#include "web/response.h"

static void put_row(struct render_dict *page, const struct published_group *g)
{
    struct render_dict *row = render_add(page, "RESPONSE");
    render_put_text(row, "GROUP_NAME", g->name);
    render_put_int(row, "ROSTER", g->roster);
    if (!g->shown) {
        (void)render_add(row, "GROUP_HIDDEN");
        return;
    }
    struct render_dict *shown = render_add(row, "GROUP_SHOWN");
    render_put_int(shown, "ANSWERED", g->n);
    render_put_int(shown, "PERCENT", report_percent(g->n, g->roster));
}

struct bar_text {
    char s[48];
};

static struct svg_bar_row bar_of(const struct published_group *g,
                                 struct bar_text *text)
{
    struct svg_bar_row bar = {.label = g->name, .shown = g->shown};
    if (!g->shown)
        return bar;
    unsigned percent = report_percent(g->n, g->roster);
    (void)snprintf(text->s, sizeof text->s, "%u %% (%u of %u)", percent, g->n,
                   g->roster);
    bar.value = text->s;
    bar.length = (int32_t)survey_half_up((int64_t)g->n * 1000, g->roster);
    return bar;
}

static enum err draw(const struct web *web, const struct web_view *view,
                     const struct svg_bar_row *bars, size_t n,
                     char title[static WEB_RESPONSE_TITLE_SIZE],
                     struct buf *out_svg)
{
    static const struct svg_tick ticks[] = {
        {0, "0"}, {250, "25"}, {500, "50"}, {750, "75"}, {1000, "100 %"}};
    const struct published_release *release = view->release;
    (void)snprintf(title, WEB_RESPONSE_TITLE_SIZE,
                   "%u %% of the institution answered; by department",
                   report_percent(release->redeemed, release->roster));
    struct svg_bar_chart chart = {
        .id = "chart-response",
        .title = title,
        .description = "One bar for each department: how many of its people "
                       "answered. The table holds the same figures.",
        .axis = {.high = 1000,
                 .name = "answered, in percent of the roster",
                 .ticks = ticks,
                 .tick_count = sizeof ticks / sizeof ticks[0]},
        .rows = bars,
        .row_count = n,
    };
    return svg_bars(web->pages, &chart, out_svg);
}

enum err web_response_chart(const struct web *web, const struct web_view *view,
                            const size_t *order, size_t order_n,
                            char out_title[static WEB_RESPONSE_TITLE_SIZE],
                            struct buf *out_svg)
{
    struct svg_bar_row *bars = calloc(order_n + 1, sizeof *bars);
    struct bar_text *texts = calloc(order_n + 1, sizeof *texts);
    enum err e = bars == NULL || texts == NULL ? ERR_MEMORY : ERR_OK;
    size_t n = 0;
    for (size_t i = 0; e == ERR_OK && i < order_n; i++) {
        const struct published_group *g = &view->release->groups[order[i]];
        if (g->level != PUBLISHED_DEPARTMENT)
            continue;
        bars[n] = bar_of(g, &texts[n]);
        n++;
    }
    if (e == ERR_OK)
        e = draw(web, view, bars, n, out_title, out_svg);
    free(bars);
    free(texts);
    return e;
}

enum err web_put_response(const struct web *web, const struct web_view *view,
                          const size_t *order, size_t order_n,
                          struct render_dict *page)
{
    char title[WEB_RESPONSE_TITLE_SIZE];
    struct buf svg = BUF_INIT;
    enum err e = web_response_chart(web, view, order, order_n, title, &svg);
    if (e == ERR_OK) {
        render_put_text(page, "RESPONSE_TITLE", title);
        render_put_markup(page, "RESPONSE_CHART", &svg);
    }
    for (size_t i = 0; e == ERR_OK && i < order_n; i++) {
        const struct published_group *g = &view->release->groups[order[i]];
        if (g->level == PUBLISHED_DEPARTMENT)
            put_row(page, g);
    }
    buf_free(&svg);
    return e;
}
