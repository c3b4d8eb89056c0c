/*
 * /wave/WAVE: what a wave came to, for those who answered: the institution
 * only, from the date that the office set.
 */
#include "base/clock.h"
#include "base/datetime.h"
#include "staff/areas.h"
#include "staff/plans.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/public.h"
#include "web/wave_parts.h"

static const struct render_field fields[] = {
    {"WAVE", RENDER_TEXT},
    {"TITLE", RENDER_TEXT},
    {"CLOSED_DATE", RENDER_TEXT},
    {"PURGE_DATE", RENDER_TEXT},
    {"HELD", RENDER_SECTION},
    {"NOT_HELD", RENDER_SECTION},
    {"HELD_SINCE", RENDER_TEXT},
    {"ROSTER", RENDER_TEXT},
    {"ANSWERED", RENDER_TEXT},
    {"PERCENT", RENDER_TEXT},
    {"RELEASE_SHA", RENDER_TEXT},
    {"OWN_PLANS", RENDER_SECTION},
    {"UNIT_PLANS", RENDER_SECTION},
    {"NO_PLANS", RENDER_SECTION},
    {"PLAN_AREA", RENDER_SECTION},
    {"PLAN_AREA_TITLE", RENDER_TEXT},
    {"PLAN", RENDER_SECTION},
    {"PLAN_WHAT", RENDER_TEXT},
    {"PLAN_DUE", RENDER_TEXT},
    {"IS_PLANNED", RENDER_SECTION},
    {"IS_RUNNING", RENDER_SECTION},
    {"IS_DONE", RENDER_SECTION},
    PUBLIC_CHANGE_FIELDS,
    PUBLIC_FIGURE_FIELDS,
    WEB_TRUSTEES_FIELDS,
    {NULL, RENDER_TEXT},
};
const struct render_form page_public_form = {"public.tpl", fields,
                                             web_frame_fields};

/* --- what will be done ---------------------------------------------------- */

/* Whose plans are told: the institution's, or units'. */
struct told {
    const struct plan *list;
    size_t count;
    bool of_institution;
};

/* One for everybody to read: shared by its owner, and not given up. Neither the
 * owner nor the unit is named. */
static bool is_told(const struct told *told, size_t i)
{
    const struct plan *plan = &told->list[i];
    return plan->shared && plan->status != PLANS_DROPPED &&
           plans_is_institution(plan) == told->of_institution;
}

static void put_area_plans(const struct public_page *p,
                           struct render_dict *plans, const char *area,
                           const struct told *told)
{
    static const char *const states[] = {
        [PLANS_PLANNED] = "IS_PLANNED",
        [PLANS_RUNNING] = "IS_RUNNING",
        [PLANS_DONE] = "IS_DONE",
    };
    struct render_dict *part = NULL;
    for (size_t i = 0; i < told->count; i++) {
        const struct plan *plan = &told->list[i];
        if (!is_told(told, i) || strcmp(plan->area, area) != 0)
            continue;
        if (part == NULL) {
            part = render_add(plans, "PLAN_AREA");
            render_put_text(part, "PLAN_AREA_TITLE",
                            public_area_title(p, area));
        }
        struct render_dict *row = render_add(part, "PLAN");
        render_put_text(row, "PLAN_WHAT", plan->what);
        web_put_day(p->web, row, "PLAN_DUE", plan->due, p->language);
        (void)render_add(row, states[plan->status]);
    }
}

/* Out: how many there are. */
static size_t put_told(const struct public_page *p, const char *section,
                       const struct told *told)
{
    size_t n = 0;
    for (size_t i = 0; i < told->count; i++)
        n += is_told(told, i);
    if (n == 0)
        return 0;
    struct render_dict *plans = render_add(p->page, section);
    for (size_t a = 0; a < AREAS_COUNT; a++)
        put_area_plans(p, plans, areas_ids[a], told);
    return n;
}

static enum err put_plans(const struct public_page *p)
{
    struct plan *list = NULL;
    size_t count = 0;
    enum err e = plans_list(p->web->site, &list, &count);
    if (e != ERR_OK)
        return e;
    const struct told own = {list, count, true};
    const struct told units = {list, count, false};
    size_t told = put_told(p, "OWN_PLANS", &own);
    told += put_told(p, "UNIT_PLANS", &units);
    if (told == 0)
        (void)render_add(p->page, "NO_PLANS");
    free(list);
    return ERR_OK;
}

/* --- when single ballots go ----------------------------------------------- */

/* That the promised day is put off, and since when. Why is the office's to
 * say: the reason that it recorded may name a proceeding. */
static enum err put_hold(const struct public_page *p)
{
    struct site_hold hold;
    enum err e = site_hold_get(p->web->site, p->view->wave->info.name, &hold);
    if (e != ERR_OK)
        return e;
    struct render_dict *dict =
        render_add(p->page, hold.is_on ? "HELD" : "NOT_HELD");
    if (hold.is_on) {
        char date[DATETIME_DATE_SIZE];
        datetime_date(hold.at_sec, date);
        web_put_day(p->web, dict, "HELD_SINCE", date, p->language);
    }
    return ERR_OK;
}

/* --- the page -------------------------------------------------------------
 */

static void put_facts(const struct public_page *p)
{
    const struct published_release *release = p->view->release;
    const struct web_wave *wave = p->view->wave;
    struct render_dict *page = p->page;
    render_put_text(page, "WAVE", release->wave);
    web_put_title(page, wave, p->language);
    web_put_closing_in(p->web, page, "CLOSED_DATE", wave, p->language);
    web_put_day(p->web, page, "PURGE_DATE", wave->manifest->purge, p->language);
    render_put_int(page, "ROSTER", release->roster);
    render_put_int(page, "ANSWERED", release->redeemed);
    render_put_int(page, "PERCENT",
                   report_percent(release->redeemed, release->roster));
    render_put_text(page, "RELEASE_SHA", release->sha256);
    web_put_trustees(page, p->view);
}

static void answer(struct web *web, struct http_request *r,
                   const struct web_view *view)
{
    struct public_page p = {web, view, web_language(web, r, "public.tpl"),
                            web_page_new(web, NULL, NULL)};
    put_facts(&p);
    public_put_figures(&p);
    enum err e = public_put_changes(&p);
    if (e == ERR_OK)
        e = put_plans(&p);
    if (e == ERR_OK)
        e = put_hold(&p);
    web_page_end(web, r, e, "public.tpl", p.page);
}

void page_public(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_wave *wave = web_waves_find(web->waves, http_request_var(r, 0));
    struct web_view view = {0};
    if (wave == NULL || !web_wave_is_public(wave, clock_now_sec()))
        http_answer_error(r, 404);
    else if (web_view_init(wave, &view) != ERR_OK)
        http_answer_error(r, 503);
    else
        answer(web, r, &view);
    web_view_wipe(&view);
    web_wave_release(wave);
}
