/*
 * /wave/WAVE: what a wave came to, for those who answered: the institution
 * only, from the date that the office set.
 */
#include "base/clock.h"
#include "base/datetime.h"
#include "report/grouping.h"
#include "staff/plans.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/wave_parts.h"

static const struct render_field fields[] = {
    {"WAVE", RENDER_TEXT},
    {"TITLE", RENDER_TEXT},
    {"CLOSED_DATE", RENDER_TEXT},
    {"ROSTER", RENDER_TEXT},
    {"ANSWERED", RENDER_TEXT},
    {"PERCENT", RENDER_TEXT},
    {"SCALE", RENDER_SECTION},
    {"SCALE_TITLE", RENDER_TEXT},
    {"SCALE_WORDS", RENDER_TEXT},
    {"AREA", RENDER_SECTION},
    {"AREA_TITLE", RENDER_TEXT},
    {"RELEASE_SHA", RENDER_TEXT},
    {"AREAS_WORDS", RENDER_TEXT},
    WEB_TRUSTEES_FIELDS,
    {"BEFORE", RENDER_SECTION},
    {"FIRST", RENDER_SECTION},
    {"BEFORE_TITLE", RENDER_TEXT},
    {"BEFORE_DATE", RENDER_TEXT},
    {"BEFORE_WAVE", RENDER_TEXT},
    {"CHANGE", RENDER_SECTION},
    {"CLEAR", RENDER_SECTION},
    {"NOTHING", RENDER_SECTION},
    {"COMPARED", RENDER_SECTION},
    {"BROKEN", RENDER_SECTION},
    {"BETTER", RENDER_SECTION},
    {"WORSE", RENDER_SECTION},
    {"UNCLEAR", RENDER_SECTION},
    {"CHANGE_VALUE", RENDER_TEXT},
    {"CHANGE_LOW", RENDER_TEXT},
    {"CHANGE_HIGH", RENDER_TEXT},
    {"PURGE_DATE", RENDER_TEXT},
    {"PLANS", RENDER_SECTION},
    {"NO_PLANS", RENDER_SECTION},
    {"PLAN_AREA", RENDER_SECTION},
    {"PLAN_AREA_TITLE", RENDER_TEXT},
    {"PLAN", RENDER_SECTION},
    {"PLAN_WHAT", RENDER_TEXT},
    {"PLAN_STATUS", RENDER_TEXT},
    WEB_FIGURE_FIELDS,
    WEB_ABOVE_FIELDS,
    {NULL, RENDER_TEXT},
};
const struct render_form page_public_form = {"public.tpl", fields,
                                             web_frame_fields};

/* --- what changed since the wave before ------------------------------------
 */

/* The last wave that closed before this one, when everybody may see it too: a
 * change would else tell what was not published. NULL: there is none. */
static const struct web_wave *wave_before(struct web_wave *const *list,
                                          size_t count,
                                          const struct web_wave *wave)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i]->phase != WEB_WAVE_CLOSED ||
            list[i]->info.closes_sec >= wave->info.closes_sec)
            continue;
        return web_wave_is_public(list[i], clock_now_sec()) ? list[i] : NULL;
    }
    return NULL;
}

/* Points, or a scale's own units, to a tenth; with a sign. */
static void put_points(struct render_dict *row, const char *name,
                       const struct report_scale *scale, double points)
{
    int64_t tenths = estimate_round(points, 10);
    if (scale->own_units)
        tenths = estimate_round(points *
                                    (double)(scale->survey->high.thousandths -
                                             scale->survey->low.thousandths) /
                                    100000.0,
                                10);
    int64_t size = tenths < 0 ? -tenths : tenths;
    render_put_format(row, name, "%s%lld.%lld",
                      tenths < 0   ? "\xe2\x88\x92"
                      : tenths > 0 ? "+"
                                   : "",
                      (long long)(size / 10), (long long)(size % 10));
}

/* What a scale came to since then. */
struct change {
    bool known; /* asked in the same way, and shown in both */
    struct estimate_finding found;
};

static struct change compare(const struct web_view *view,
                             const struct report_scale *scale,
                             const struct published_release *before)
{
    struct estimate now_mean;
    struct estimate then_mean;
    size_t then = published_scale_find(before, scale->survey->id);
    if (then == PUBLISHED_NONE ||
        !grouping_same_scale(scale->published, &before->scales[then]) ||
        !grouping_estimate_group(view->release, 0, scale->index, &now_mean) ||
        !grouping_estimate_group(before, 0, then, &then_mean))
        return (struct change){.known = false};
    struct estimate minus = estimate_minus(&now_mean, &then_mean);
    return (struct change){true, estimate_find(&minus)};
}

/* CLEAR: also among so many scales chance would seldom make it. */
static void put_change(struct render_dict *row,
                       const struct report_scale *scale,
                       const struct change *change, bool clear)
{
    render_put_text(row, "SCALE_TITLE", scale->title);
    if (!change->known) {
        (void)render_add(row, "BROKEN");
        return;
    }
    struct render_dict *cells = render_add(row, "COMPARED");
    put_points(cells, "CHANGE_VALUE", scale, change->found.value);
    put_points(cells, "CHANGE_LOW", scale, change->found.low);
    put_points(cells, "CHANGE_HIGH", scale, change->found.high);
    bool up_is_good = scale->survey->high_is == SURVEY_HIGH_IS_BETTER;
    bool is_up = change->found.value > 0;
    (void)render_add(cells, !clear                ? "UNCLEAR"
                            : is_up == up_is_good ? "BETTER"
                                                  : "WORSE");
}

static void put_table(struct render_dict *part, const struct web_view *view,
                      const struct change *changes)
{
    size_t compared = 0;
    size_t clear = 0;
    for (size_t i = 0; i < view->scale_count; i++)
        compared += changes[i].known;
    for (size_t i = 0; i < view->scale_count; i++) {
        bool is_clear =
            changes[i].known && changes[i].found.p * (double)compared < 0.05;
        put_change(render_add(part, "CHANGE"), &view->scales[i], &changes[i],
                   is_clear);
        if (is_clear)
            put_change(render_add(part, "CLEAR"), &view->scales[i], &changes[i],
                       true);
        clear += is_clear;
    }
    if (clear == 0)
        (void)render_add(part, "NOTHING");
}

static enum err put_before(struct render_dict *page,
                           const struct web_view *view,
                           const struct web_wave *before)
{
    struct change *changes = calloc(view->scale_count + 1, sizeof *changes);
    if (changes == NULL)
        return ERR_MEMORY;
    struct render_dict *part = render_add(page, "BEFORE");
    render_put_text(part, "BEFORE_WAVE", before->info.name);
    render_put_text(part, "BEFORE_TITLE", before->manifest->title);
    web_put_closing(part, "BEFORE_DATE", before);
    for (size_t i = 0; i < view->scale_count; i++)
        changes[i] = compare(view, &view->scales[i], before->release);
    put_table(part, view, changes);
    free(changes);
    return ERR_OK;
}

static enum err put_changes(struct web *web, struct render_dict *page,
                            const struct web_view *view)
{
    struct web_wave **list = NULL;
    size_t count = 0;
    enum err e = web_waves_list(web->waves, &list, &count);
    if (e != ERR_OK)
        return e;
    const struct web_wave *before = wave_before(list, count, view->wave);
    if (before == NULL)
        (void)render_add(page, "FIRST");
    else
        e = put_before(page, view, before);
    web_waves_list_free(list, count);
    return e;
}

/* --- what will be done ---------------------------------------------------- */

/* One for everybody to read: shared by its owner, and not given up. Neither the
 * owner nor the unit is named. */
static bool is_told(const struct plan *plan)
{
    return plan->shared && plan->status != PLANS_DROPPED;
}

static void put_area_plans(struct render_dict *plans, size_t area,
                           const struct plan *list, size_t count)
{
    struct render_dict *part = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!is_told(&list[i]) || strcmp(list[i].area, areas_ids[area]) != 0)
            continue;
        if (part == NULL) {
            part = render_add(plans, "PLAN_AREA");
            render_put_text(part, "PLAN_AREA_TITLE", areas_titles[area]);
        }
        struct render_dict *row = render_add(part, "PLAN");
        render_put_text(row, "PLAN_WHAT", list[i].what);
        render_put_text(row, "PLAN_STATUS", plans_status_words(list[i].status));
    }
}

static enum err put_plans(struct web *web, struct render_dict *page)
{
    struct plan *list = NULL;
    size_t count = 0;
    size_t told = 0;
    enum err e = plans_list(web->site, &list, &count);
    if (e != ERR_OK)
        return e;
    for (size_t i = 0; i < count; i++)
        told += is_told(&list[i]);
    struct render_dict *plans =
        render_add(page, told > 0 ? "PLANS" : "NO_PLANS");
    for (size_t a = 0; told > 0 && a < AREAS_COUNT; a++)
        put_area_plans(plans, a, list, count);
    free(list);
    return ERR_OK;
}

/* --- the page --------------------------------------------------------------
 */

static void fill(struct render_dict *page, const struct web_view *view)
{
    const struct published_release *release = view->release;
    const struct published_group *all = &release->groups[0];
    render_put_text(page, "WAVE", release->wave);
    render_put_text(page, "TITLE", view->wave->manifest->title);
    web_put_closing(page, "CLOSED_DATE", view->wave);
    render_put_int(page, "ROSTER", release->roster);
    render_put_int(page, "ANSWERED", release->redeemed);
    render_put_int(page, "PERCENT",
                   report_percent(release->redeemed, release->roster));
    render_put_text(page, "RELEASE_SHA", release->sha256);
    web_put_trustees(page, view);
    char purge[DATETIME_WORDS_SIZE];
    if (datetime_date_words(view->wave->manifest->purge, purge) == ERR_OK)
        render_put_text(page, "PURGE_DATE", purge);
    render_put_text(page, "AREAS_WORDS", web_areas_words(view));
    for (size_t i = 0; i < view->scale_count; i++) {
        struct render_dict *row = render_add(page, "SCALE");
        char words[96];
        report_scale_words(&view->scales[i], words, sizeof words);
        render_put_text(row, "SCALE_TITLE", view->scales[i].title);
        render_put_text(row, "SCALE_WORDS", words);
        web_put_figure(row, view, &view->scales[i], all);
        web_put_above(row, &view->scales[i], all);
    }
    for (size_t i = 0; i < view->area_count; i++) {
        struct render_dict *row = render_add(page, "AREA");
        render_put_text(row, "AREA_TITLE", view->areas[i].title);
        web_put_area(row, &view->areas[i], all);
    }
}

void page_public(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_wave *wave = web_waves_find(web->waves, http_request_var(r, 0));
    struct web_view view = {0};
    if (wave == NULL || !web_wave_is_public(wave, clock_now_sec())) {
        http_answer_error(r, 404);
    } else if (web_view_init(wave, &view) != ERR_OK) {
        http_answer_error(r, 503);
    } else {
        struct render_dict *page = web_page_new(web, NULL, "Results");
        fill(page, &view);
        if (put_changes(web, page, &view) == ERR_OK &&
            put_plans(web, page) == ERR_OK) {
            web_page_answer(web, r, 200, "public.tpl", page);
        } else {
            render_dict_free(page);
            http_answer_error(r, 503);
        }
    }
    web_view_wipe(&view);
    web_wave_release(wave);
}
