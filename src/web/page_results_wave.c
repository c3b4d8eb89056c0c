/*
 * /results/WAVE: one wave for the subcommittee and the office: response, the
 * institution's scales, departments compared, units by the six areas.
 */
#include "web/download.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/mandate.h"
#include "web/order.h"
#include "web/view.h"

static const struct render_field fields[] = {
    {"WAVE", RENDER_TEXT},
    {"TITLE", RENDER_TEXT},
    {"CLOSED_DATE", RENDER_TEXT},
    {"ROSTER", RENDER_TEXT},
    {"ISSUED", RENDER_TEXT},
    {"ANSWERED", RENDER_TEXT},
    {"PERCENT", RENDER_TEXT},
    {"SPOILED", RENDER_SECTION},
    {"SPOILED_N", RENDER_TEXT},
    {"RESPONSE_CHART", RENDER_MARKUP},
    {"RESPONSE", RENDER_SECTION},
    {"GROUP_NAME", RENDER_TEXT},
    {"SCALE", RENDER_SECTION},
    {"SCALE_TITLE", RENDER_TEXT},
    {"SCALE_WORDS", RENDER_TEXT},
    {"OUTCOME", RENDER_SECTION},
    {"CHART", RENDER_MARKUP},
    {"CHART_TITLE", RENDER_TEXT},
    {"RESPONSE_TITLE", RENDER_TEXT},
    {"AREAS_WORDS", RENDER_TEXT},
    {"ROW", RENDER_SECTION},
    {"AREA_HEAD", RENDER_SECTION},
    {"AREA_TITLE", RENDER_TEXT},
    {"AREA_COUNT", RENDER_TEXT},
    {"GRID_ROW", RENDER_SECTION},
    {"LEVEL", RENDER_TEXT},
    {"LINK", RENDER_SECTION},
    {"NO_LINK", RENDER_SECTION},
    {"UNIT", RENDER_TEXT},
    {"GROUP_SHOWN", RENDER_SECTION},
    {"GROUP_HIDDEN", RENDER_SECTION},
    {"CELL", RENDER_SECTION},
    {"SURVEY", RENDER_TEXT},
    {"SURVEY_VERSION", RENDER_TEXT},
    {"RULE_K", RENDER_TEXT},
    {"RELEASE_SHA", RENDER_TEXT},
    WEB_FIGURE_FIELDS,
    WEB_ABOVE_FIELDS,
    WEB_PORTFOLIO_FIELDS,
    {NULL, RENDER_TEXT},
};
const struct render_form page_results_wave_form = {"results_wave.tpl", fields,
                                                   web_frame_fields};

/* What the parts of the page are made from. */
struct results {
    struct web *web;
    struct web_view view;
    size_t *order; /* groups, see web_order */
    size_t order_n;
    bool links_units; /* the reader may open a unit */
    struct render_dict *page;
};

static const struct published_group *group(const struct results *p, size_t i)
{
    return &p->view.release->groups[i];
}

static void put_facts(const struct results *p)
{
    const struct published_release *release = p->view.release;
    struct render_dict *page = p->page;
    render_put_text(page, "WAVE", release->wave);
    render_put_text(page, "TITLE", p->view.wave->manifest->title);
    web_put_closing(page, "CLOSED_DATE", p->view.wave);
    render_put_text(page, "AREAS_WORDS", web_areas_words(&p->view));
    render_put_int(page, "ROSTER", release->roster);
    render_put_int(page, "ISSUED", release->issued);
    render_put_int(page, "ANSWERED", release->redeemed);
    render_put_int(page, "PERCENT",
                   web_percent(release->redeemed, release->roster));
    if (release->spoiled > 0)
        render_put_int(render_add(page, "SPOILED"), "SPOILED_N",
                       release->spoiled);
    render_put_text(page, "SURVEY", release->survey_id);
    render_put_text(page, "SURVEY_VERSION", release->survey_version);
    render_put_int(page, "RULE_K", release->k);
    render_put_text(page, "RELEASE_SHA", release->sha256);
}

/* --- response ------------------------------------------------------------- */

static void put_response_row(struct render_dict *page,
                             const struct published_group *g)
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
    render_put_int(shown, "PERCENT", web_percent(g->n, g->roster));
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
    unsigned percent = web_percent(g->n, g->roster);
    (void)snprintf(text->s, sizeof text->s, "%u %% (%u of %u)", percent, g->n,
                   g->roster);
    bar.value = text->s;
    bar.length = (int32_t)survey_half_up((int64_t)g->n * 1000, g->roster);
    return bar;
}

static enum err draw_response(const struct results *p,
                              const struct svg_bar_row *bars, size_t n)
{
    static const struct svg_tick ticks[] = {
        {0, "0"}, {250, "25"}, {500, "50"}, {750, "75"}, {1000, "100 %"}};
    char title[160];
    const struct published_release *release = p->view.release;
    (void)snprintf(title, sizeof title,
                   "%u %% of the institution answered; by department",
                   web_percent(release->redeemed, release->roster));
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
    struct buf svg = BUF_INIT;
    enum err e = svg_bars(p->web->pages, &chart, &svg);
    render_put_text(p->page, "RESPONSE_TITLE", title);
    render_put_markup(p->page, "RESPONSE_CHART", &svg);
    buf_free(&svg);
    return e;
}

static enum err put_response(const struct results *p)
{
    struct svg_bar_row *bars = calloc(p->order_n + 1, sizeof *bars);
    struct bar_text *texts = calloc(p->order_n + 1, sizeof *texts);
    enum err e = bars == NULL || texts == NULL ? ERR_MEMORY : ERR_OK;
    size_t n = 0;
    for (size_t i = 0; e == ERR_OK && i < p->order_n; i++) {
        const struct published_group *g = group(p, p->order[i]);
        if (g->level != PUBLISHED_DEPARTMENT)
            continue;
        put_response_row(p->page, g);
        bars[n] = bar_of(g, &texts[n]);
        n++;
    }
    if (e == ERR_OK)
        e = draw_response(p, bars, n);
    free(bars);
    free(texts);
    return e;
}

/* --- the institution's scales --------------------------------------------- */

static void put_scales(const struct results *p)
{
    for (size_t i = 0; i < p->view.scale_count; i++) {
        const struct web_scale *scale = &p->view.scales[i];
        struct render_dict *row = render_add(p->page, "SCALE");
        char words[96];
        web_scale_words(scale, words, sizeof words);
        render_put_text(row, "SCALE_TITLE", scale->title);
        render_put_text(row, "SCALE_WORDS", words);
        web_put_figure(row, &p->view, scale, group(p, 0));
        web_put_above(row, scale, group(p, 0));
    }
}

/* --- departments compared ------------------------------------------------- */

/* "Work-related burnout: 21 of 25 departments are shown, from 38 to 55;
 * institution 46.3": the answer, without a judgement. */
static void chart_title(const struct results *p, const struct web_scale *scale,
                        const size_t *groups, size_t n, char *out, size_t size)
{
    const struct published_value *low = NULL;
    const struct published_value *high = NULL;
    size_t shown = 0;
    for (size_t i = 1; i < n; i++) {
        const struct published_group *g = group(p, groups[i]);
        if (!g->shown || g->figures[scale->index].mean.text == NULL)
            continue;
        const struct published_value *mean = &g->figures[scale->index].mean;
        shown++;
        if (low == NULL || mean->tenths < low->tenths)
            low = mean;
        if (high == NULL || mean->tenths > high->tenths)
            high = mean;
    }
    if (shown == 0) {
        (void)snprintf(out, size, "%s: no department can be shown",
                       scale->title);
        return;
    }
    char low_text[WEB_VALUE_SIZE];
    char high_text[WEB_VALUE_SIZE];
    web_mean_text(scale, low, low_text);
    web_mean_text(scale, high, high_text);
    (void)snprintf(out, size, "%s: %zu of %zu departments shown, from %s to %s",
                   scale->title, shown, n - 1, low_text, high_text);
}

static void put_rows(const struct results *p, struct render_dict *outcome,
                     const struct web_scale *scale, const size_t *groups,
                     size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct published_group *g = group(p, groups[i]);
        struct render_dict *row = render_add(outcome, "ROW");
        render_put_text(row, "GROUP_NAME", g->name);
        web_put_figure(row, &p->view, scale, g);
        web_put_above(row, scale, g);
    }
}

static enum err put_outcome(const struct results *p,
                            const struct web_scale *scale, const size_t *groups,
                            size_t n)
{
    char title[200];
    struct buf svg = BUF_INIT;
    chart_title(p, scale, groups, n, title, sizeof title);
    enum err e = web_chart(p->web, &p->view, scale, groups, n, 0, title, &svg);
    struct render_dict *outcome = render_add(p->page, "OUTCOME");
    render_put_text(outcome, "CHART_TITLE", title);
    render_put_text(outcome, "SCALE_TITLE", scale->title);
    render_put_markup(outcome, "CHART", &svg);
    put_rows(p, outcome, scale, groups, n);
    buf_free(&svg);
    return e;
}

static enum err put_outcomes(const struct results *p)
{
    size_t *groups = calloc(p->order_n + 1, sizeof *groups);
    if (groups == NULL)
        return ERR_MEMORY;
    size_t n = 1; /* the institution first */
    for (size_t i = 0; i < p->order_n; i++) {
        if (group(p, p->order[i])->level == PUBLISHED_DEPARTMENT)
            groups[n++] = p->order[i];
    }
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < p->view.scale_count; i++) {
        const struct web_scale *scale = &p->view.scales[i];
        if (!scale->in_area && !scale->survey->institution_only)
            e = put_outcome(p, scale, groups, n);
    }
    free(groups);
    return e;
}

/* --- the grid ------------------------------------------------------------- */

static void put_grid_row(const struct results *p, size_t i)
{
    const struct published_group *g = group(p, i);
    struct render_dict *row = render_add(p->page, "GRID_ROW");
    render_put_text(row, "LEVEL", published_level_name(g->level));
    render_put_text(row, "GROUP_NAME", g->name);
    render_put_int(row, "ROSTER", g->roster);
    bool link = p->links_units && g->level == PUBLISHED_UNIT;
    struct render_dict *name = render_add(row, link ? "LINK" : "NO_LINK");
    if (link)
        render_put_text(name, "UNIT", g->id + strlen("unit:"));
    if (!g->shown) {
        (void)render_add(row, "GROUP_HIDDEN");
        return;
    }
    struct render_dict *shown = render_add(row, "GROUP_SHOWN");
    render_put_int(shown, "ANSWERED", g->n);
    for (size_t a = 0; a < p->view.area_count; a++)
        web_put_area(render_add(shown, "CELL"), &p->view.areas[a], g);
}

static void put_grid(const struct results *p)
{
    for (size_t a = 0; a < p->view.area_count; a++)
        render_put_text(render_add(p->page, "AREA_HEAD"), "AREA_TITLE",
                        p->view.areas[a].title);
    render_put_int(p->page, "AREA_COUNT", (int64_t)p->view.area_count + 1);
    put_grid_row(p, 0);
    for (size_t i = 0; i < p->order_n; i++)
        put_grid_row(p, p->order[i]);
}

/* --- the page ------------------------------------------------------------- */

static enum err fill(struct results *p)
{
    put_facts(p);
    put_scales(p);
    put_grid(p);
    enum err e = put_response(p);
    if (e == ERR_OK)
        e = put_outcomes(p);
    if (e == ERR_OK)
        e = web_put_portfolio(p->web, p->page, p->view.wave);
    return e;
}

void page_results_wave(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_wave *wave = web_closed_wave(web, r, 0);
    if (wave == NULL)
        return;
    struct results p = {.web = web};
    p.links_units = web_person(r)->account.role == SITE_SUBCOMMITTEE;
    enum err e = web_view_init(wave, &p.view);
    if (e == ERR_OK)
        e = web_order(wave->release, &p.order, &p.order_n);
    if (e == ERR_OK) {
        p.page = web_page_new(web, r, "Results");
        web_page_is_wide(p.page);
        e = fill(&p);
    }
    if (e == ERR_OK) {
        web_page_answer(web, r, 200, "results_wave.tpl", p.page);
    } else {
        render_dict_free(p.page);
        http_answer_error(r, 503);
    }
    free(p.order);
    web_view_wipe(&p.view);
    web_wave_release(wave);
}
