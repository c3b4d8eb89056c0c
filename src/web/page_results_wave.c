/*
 * /results/WAVE: one wave for the subcommittee and the office: what changed,
 * where, how sure. The institution at a glance, units by the six areas, units
 * against the rest, trends, departments, response.
 */
#include "web/against.h"
#include "web/download.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/mandate.h"
#include "web/order.h"
#include "web/response.h"
#include "web/results_grid.h"
#include "web/series.h"
#include "web/wave_parts.h"

static const struct render_field release_fields[] = {
    {"TITLE", RENDER_TEXT},
    {"INSTITUTION", RENDER_TEXT},
    {"CLOSED_DATE", RENDER_TEXT},
    {"ROSTER", RENDER_TEXT},
    {"ISSUED", RENDER_TEXT},
    {"ANSWERED", RENDER_TEXT},
    {"PERCENT", RENDER_TEXT},
    {"SPOILED", RENDER_SECTION},
    {"SPOILED_N", RENDER_TEXT},
    WEB_RESPONSE_FIELDS,
    {"GROUP_NAME", RENDER_TEXT},
    {"SCALE", RENDER_SECTION},
    {"SCALE_TITLE", RENDER_TEXT},
    {"SCALE_WORDS", RENDER_TEXT},
    {"OUTCOME", RENDER_SECTION},
    {"CHART", RENDER_MARKUP},
    {"CHART_TITLE", RENDER_TEXT},
    {"CHART_NAME", RENDER_TEXT},
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
    {"GLANCE", RENDER_SECTION},
    {"CHANGE", RENDER_TEXT},
    {"APART", RENDER_TEXT},
    {"SCALE_ID", RENDER_TEXT},
    {"AREA", RENDER_SECTION},
    {"AREA_ID", RENDER_TEXT},
    {"AREA_APART", RENDER_TEXT},
    {"AREA_CHANGE", RENDER_TEXT},
    {"GRID_TITLE", RENDER_TEXT},
    {"SORT", RENDER_SECTION},
    {"SORT_HERE", RENDER_SECTION},
    {"SORT_OTHER", RENDER_SECTION},
    {"SORT_NAME", RENDER_TEXT},
    {"CELL_LINK", RENDER_SECTION},
    {"TRENDS", RENDER_SECTION},
    {"NO_TRENDS", RENDER_SECTION},
    WEB_PARTS_FIELDS,
    WEB_AGAINST_FIELDS,
    WEB_TREND_FIELDS,
    WEB_FIGURE_FIELDS,
    WEB_ABOVE_FIELDS,
    {NULL, RENDER_TEXT},
};
static const struct render_field none[] = {{NULL, RENDER_TEXT}};
const struct render_form page_results_release_form = {"results_release.tpl",
                                                      release_fields, none};

/* What the parts of the page are made from. */
struct results {
    struct web *web;
    struct web_wave *wave;
    struct web_view view;
    struct web_series series;
    size_t *order; /* groups, see web_order */
    size_t order_n;
    enum web_sort sort;       /* of the grid */
    bool links_units;         /* the reader may open a unit */
    struct render_dict *page; /* of results_release.tpl */
};

static const struct published_group *group(const struct results *p, size_t i)
{
    return &p->view.release->groups[i];
}

static void put_facts(const struct results *p)
{
    const struct published_release *release = p->view.release;
    struct render_dict *page = p->page;
    web_put_parts(page, &p->view, WEB_PART_OVERVIEW);
    render_put_text(page, "INSTITUTION", site_institution(p->web->site));
    render_put_text(page, "TITLE", p->view.wave->manifest->title);
    web_put_closing(page, "CLOSED_DATE", p->view.wave);
    render_put_text(page, "AREAS_WORDS", web_areas_words(&p->view));
    render_put_int(page, "ROSTER", release->roster);
    render_put_int(page, "ISSUED", release->issued);
    render_put_int(page, "ANSWERED", release->redeemed);
    render_put_int(page, "PERCENT",
                   report_percent(release->redeemed, release->roster));
    if (release->spoiled > 0)
        render_put_int(render_add(page, "SPOILED"), "SPOILED_N",
                       release->spoiled);
}

/* --- at a glance ---------------------------------------------------------- */

static struct web_subject subject_of_area(const struct results *p, size_t area)
{
    return (struct web_subject){.area = &p->view.areas[area]};
}

/* "3 of 82 units differ from the rest". */
static void apart_text(const struct contrast *list, size_t count,
                       char out[static REPORT_CUTOFF_SIZE])
{
    size_t differ = 0;
    for (size_t i = 0; i < count; i++)
        differ += list[i].differs ? 1 : 0;
    if (count == 0)
        (void)snprintf(out, REPORT_CUTOFF_SIZE, "no unit can be compared");
    else
        (void)snprintf(out, REPORT_CUTOFF_SIZE,
                       "%zu of %zu units %s from the rest", differ, count,
                       differ == 1 ? "differs" : "differ");
}

/* What changed, and in how many units it is otherwise. */
static enum err put_change(const struct results *p,
                           const struct web_subject *subject,
                           struct render_dict *row, const char *change_field,
                           const char *apart_field)
{
    struct contrast *list = NULL;
    size_t count = 0;
    char change[WEB_CHANGE_SIZE];
    char apart[REPORT_CUTOFF_SIZE];
    enum err e = web_subject_contrasts(&p->view, subject, &list, &count);
    if (e != ERR_OK)
        return e;
    apart_text(list, count, apart);
    free(list);
    render_put_text(row, apart_field, apart);
    e = web_change_words(&p->series, subject, NULL, change);
    if (e == ERR_OK)
        render_put_text(row, change_field, change);
    return e;
}

static enum err put_glance(const struct results *p)
{
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < p->view.scale_count; i++) {
        const struct web_subject subject = {.scale = &p->view.scales[i]};
        char words[96];
        if (!web_is_outcome(subject.scale))
            continue;
        struct render_dict *card = render_add(p->page, "GLANCE");
        report_scale_words(subject.scale, words, sizeof words);
        render_put_text(card, "SCALE_TITLE", subject.scale->title);
        render_put_text(card, "SCALE_ID", subject.scale->survey->id);
        render_put_text(card, "SCALE_WORDS", words);
        web_put_figure(card, &p->view, subject.scale, group(p, 0));
        web_put_above(card, subject.scale, group(p, 0));
        e = put_change(p, &subject, card, "CHANGE", "APART");
    }
    for (size_t a = 0; e == ERR_OK && a < p->view.area_count; a++) {
        const struct web_subject subject = subject_of_area(p, a);
        struct render_dict *row = render_add(p->page, "AREA");
        render_put_text(row, "AREA_TITLE", p->view.areas[a].title);
        render_put_text(row, "AREA_ID", p->view.areas[a].id);
        web_put_area_range(row, &p->view, &p->view.areas[a], group(p, 0));
        e = put_change(p, &subject, row, "AREA_CHANGE", "AREA_APART");
    }
    return e;
}

/* --- the institution's scales --------------------------------------------- */

static void put_scales(const struct results *p)
{
    for (size_t i = 0; i < p->view.scale_count; i++) {
        const struct report_scale *scale = &p->view.scales[i];
        struct render_dict *row = render_add(p->page, "SCALE");
        char words[96];
        report_scale_words(scale, words, sizeof words);
        render_put_text(row, "SCALE_TITLE", scale->title);
        render_put_text(row, "SCALE_WORDS", words);
        web_put_figure(row, &p->view, scale, group(p, 0));
        web_put_above(row, scale, group(p, 0));
    }
}

/* --- departments compared ------------------------------------------------- */

/* "Work-related burnout: 21 of 25 departments are shown, from 38 to 55;
 * institution 46.3": the answer, without a judgement. */
static void chart_title(const struct results *p,
                        const struct report_scale *scale, const size_t *groups,
                        size_t n, char *out, size_t size)
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
    char low_text[REPORT_VALUE_SIZE];
    char high_text[REPORT_VALUE_SIZE];
    report_mean_text(scale, low, low_text);
    report_mean_text(scale, high, high_text);
    (void)snprintf(out, size, "%s: %zu of %zu departments shown, from %s to %s",
                   scale->title, shown, n - 1, low_text, high_text);
}

static void put_rows(const struct results *p, struct render_dict *outcome,
                     const struct report_scale *scale, const size_t *groups,
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
                            const struct report_scale *scale,
                            const size_t *groups, size_t n)
{
    char title[200];
    struct buf svg = BUF_INIT;
    chart_title(p, scale, groups, n, title, sizeof title);
    enum err e = web_chart(p->web, &p->view, scale, groups, n, 0, title, &svg);
    struct render_dict *outcome = render_add(p->page, "OUTCOME");
    render_put_text(outcome, "CHART_TITLE", title);
    char name[REPORT_CHART_ID_SIZE];
    report_chart_id("mean", scale->survey->id, name);
    render_put_text(outcome, "CHART_NAME", name);
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
        const struct report_scale *scale = &p->view.scales[i];
        if (web_is_outcome(scale))
            e = put_outcome(p, scale, groups, n);
    }
    free(groups);
    return e;
}

/* --- against the rest, over waves ----------------------------------------- */

static enum err put_against(const struct results *p)
{
    const struct web_against against = {.web = p->web,
                                        .view = &p->view,
                                        .order = p->order,
                                        .order_n = p->order_n,
                                        .links_units = p->links_units};
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < p->view.scale_count; i++) {
        const struct web_subject subject = {.scale = &p->view.scales[i]};
        if (web_is_outcome(subject.scale))
            e = web_put_against(&against, &subject, p->page);
    }
    return e;
}

static enum err put_trends(const struct results *p)
{
    enum err e = ERR_OK;
    if (p->series.count < 2) {
        (void)render_add(p->page, "NO_TRENDS");
        return ERR_OK;
    }
    struct render_dict *trends = render_add(p->page, "TRENDS");
    for (size_t i = 0; e == ERR_OK && i < p->view.scale_count; i++) {
        const struct web_subject subject = {.scale = &p->view.scales[i]};
        if (web_is_outcome(subject.scale))
            e = web_put_trend(p->web, &p->series, &subject, NULL, trends);
    }
    return e;
}

/* --- the grid ------------------------------------------------------------- */

static enum err put_grid(const struct results *p)
{
    struct web_grid grid = {.view = &p->view, .links_units = p->links_units};
    size_t *order = NULL;
    for (size_t i = 0; i < WEB_SORTS; i++) {
        struct render_dict *item = render_add(p->page, "SORT");
        render_put_text(
            render_add(item, i == p->sort ? "SORT_HERE" : "SORT_OTHER"),
            "SORT_NAME", web_sort_name((enum web_sort)i));
    }
    enum err e =
        web_order_sorted(p->view.release, p->sort, &order, &grid.order_n);
    grid.order = order;
    if (e == ERR_OK)
        e = web_put_grid(&grid, p->page);
    free(order);
    return e;
}

/* --- the page ------------------------------------------------------------- */

static enum err fill(struct results *p)
{
    put_facts(p);
    put_scales(p);
    enum err e = put_glance(p);
    if (e == ERR_OK)
        e = put_grid(p);
    if (e == ERR_OK)
        e = put_against(p);
    if (e == ERR_OK)
        e = put_trends(p);
    if (e == ERR_OK)
        e = put_outcomes(p);
    if (e == ERR_OK)
        e = web_put_response(p->web, &p->view, p->order, p->order_n, p->page);
    return e;
}

/* All that stands on releases alone. */
static enum err make_release_part(void *context, struct buf *out_markup)
{
    struct results *p = context;
    enum err e = web_view_init(p->wave, &p->view);
    if (e == ERR_OK)
        e = web_order(p->view.release, &p->order, &p->order_n);
    if (e == ERR_OK)
        e = web_series_init(p->web, p->wave, &p->series);
    p->page = render_dict_new();
    if (e == ERR_OK)
        e = fill(p);
    if (e == ERR_OK)
        e = render_page(p->web->pages, "results_release.tpl", p->page,
                        out_markup);
    render_dict_free(p->page);
    free(p->order);
    web_series_wipe(&p->series);
    web_view_wipe(&p->view);
    return e;
}

/* Kept in the order that nearly everybody reads. */
static enum err get_release_part(struct results *p, struct http_part **out_part)
{
    const struct web_version version = {.waves =
                                            web_waves_version(p->web->waves)};
    struct buf markup = BUF_INIT;
    if (p->sort == WEB_SORT_DEPARTMENT)
        return web_kept_get(&p->wave->results[p->links_units], &version,
                            make_release_part, p, out_part);
    enum err e = make_release_part(p, &markup);
    if (e == ERR_OK)
        e = http_part_new(&markup, out_part);
    buf_free(&markup);
    return e;
}

void page_results_wave(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_wave *wave = web_closed_wave(web, r, 0);
    if (wave == NULL)
        return;
    struct results p = {.web = web, .wave = wave};
    struct http_part *parts[2] = {NULL};
    const char *sort = http_request_query(r, "sort");
    p.links_units = web_person(r)->account.role == SITE_SUBCOMMITTEE;
    if (sort != NULL && !web_sort_find(sort, &p.sort)) {
        http_answer_error(r, 404);
        web_wave_release(wave);
        return;
    }
    enum err e = get_release_part(&p, &parts[0]);
    if (e == ERR_OK)
        e = web_portfolio(web, wave, &parts[1]);
    if (e == ERR_OK)
        web_page_answer_parts(web, r, web_page_new(web, r, "Results"), parts,
                              2);
    else
        http_answer_error(r, 503);
    http_part_release(parts[0]);
    http_part_release(parts[1]);
    web_wave_release(wave);
}
