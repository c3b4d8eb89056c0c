/*
 * /wave/WAVE: what a wave came to, for those who answered: the institution
 * only, from the date that the office set.
 */
#include "base/clock.h"
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
    {"ROSTER", RENDER_TEXT},
    {"ANSWERED", RENDER_TEXT},
    {"PERCENT", RENDER_TEXT},
    {"RELEASE_SHA", RENDER_TEXT},
    {"PLANS", RENDER_SECTION},
    {"NO_PLANS", RENDER_SECTION},
    {"PLAN_AREA", RENDER_SECTION},
    {"PLAN_AREA_TITLE", RENDER_TEXT},
    {"PLAN", RENDER_SECTION},
    {"PLAN_WHAT", RENDER_TEXT},
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

/* One for everybody to read: shared by its owner, and not given up. Neither the
 * owner nor the unit is named. */
static bool is_told(const struct plan *plan)
{
    return plan->shared && plan->status != PLANS_DROPPED;
}

static void put_area_plans(const struct public_page *p,
                           struct render_dict *plans, const char *area,
                           const struct plan *list, size_t count)
{
    static const char *const states[] = {
        [PLANS_PLANNED] = "IS_PLANNED",
        [PLANS_RUNNING] = "IS_RUNNING",
        [PLANS_DONE] = "IS_DONE",
    };
    struct render_dict *part = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!is_told(&list[i]) || strcmp(list[i].area, area) != 0)
            continue;
        if (part == NULL) {
            part = render_add(plans, "PLAN_AREA");
            render_put_text(part, "PLAN_AREA_TITLE",
                            public_area_title(p, area));
        }
        struct render_dict *row = render_add(part, "PLAN");
        render_put_text(row, "PLAN_WHAT", list[i].what);
        (void)render_add(row, states[list[i].status]);
    }
}

static enum err put_plans(const struct public_page *p)
{
    struct plan *list = NULL;
    size_t count = 0;
    size_t told = 0;
    enum err e = plans_list(p->web->site, &list, &count);
    if (e != ERR_OK)
        return e;
    for (size_t i = 0; i < count; i++)
        told += is_told(&list[i]);
    struct render_dict *plans =
        render_add(p->page, told > 0 ? "PLANS" : "NO_PLANS");
    for (size_t a = 0; told > 0 && a < AREAS_COUNT; a++)
        put_area_plans(p, plans, areas_ids[a], list, count);
    free(list);
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
