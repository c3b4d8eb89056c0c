/*
 * /plans: what is overdue, all plans that one may read, and of others what
 * these shared.
 */
#include "base/log.h"
#include "web/form_view.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/mandate.h"

static const struct render_field plans_fields[] = {
    {"UNIT_ROW", RENDER_SECTION}, {"UNIT", RENDER_TEXT},
    {"UNIT_NAME", RENDER_TEXT},   {"UNITS", RENDER_SECTION},
    {"OVERDUE", RENDER_SECTION},  {"NONE_OVERDUE", RENDER_SECTION},
    {"ALL", RENDER_SECTION},      {"NONE", RENDER_SECTION},
    {"OTHERS", RENDER_SECTION},   {"PLAN", RENDER_SECTION},
    {"PLAN_ROW", RENDER_SECTION}, WEB_PLAN_FIELDS,
    {NULL, RENDER_TEXT},
};
const struct render_form page_plans_form = {"plans.tpl", plans_fields,
                                            web_frame_fields};

struct overview {
    struct web *web;
    struct render_dict *page;
    const struct sessions_person *person;
    struct render_dict *overdue; /* its section, once there is one */
    struct render_dict *all;
    struct render_dict *others;
};

static enum err put_overview(struct overview *o, const struct plan *plan,
                             const char *today)
{
    struct web_unit unit = {.is_own = false};
    bool champion = o->person->account.role == SITE_CHAMPION;
    enum err e = web_unit_find(o->web, o->person, plan->unit, &unit);
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    bool readable = e == ERR_OK || !champion;
    if (e == ERR_NOT_FOUND)
        web_unit_name(o->web, plan->unit, unit.name);
    struct web_plan_view view = {
        .unit_name = unit.name, .with_owner = readable, .may_change = readable};
    if (readable && plans_is_overdue(plan, today)) {
        if (o->overdue == NULL)
            o->overdue = render_add(o->page, "OVERDUE");
        web_put_plan(o->web, render_add(o->overdue, "PLAN_ROW"), plan, &view);
    }
    if (readable) {
        if (o->all == NULL)
            o->all = render_add(o->page, "ALL");
        web_put_plan(o->web, render_add(o->all, "PLAN_ROW"), plan, &view);
    } else if (plan->shared) {
        if (o->others == NULL)
            o->others = render_add(o->page, "OTHERS");
        web_put_plan(o->web, render_add(o->others, "PLAN"), plan, &view);
    }
    return ERR_OK;
}

static void put_own_unit(struct overview *o, const struct web_unit *unit,
                         struct render_dict **units)
{
    if (*units == NULL)
        *units = render_add(o->page, "UNITS");
    struct render_dict *row = render_add(*units, "UNIT_ROW");
    render_put_text(row, "UNIT", unit->unit);
    render_put_text(row, "UNIT_NAME", unit->name);
}

/* Where the person may write: a champion's units, or the institution. */
static enum err put_own_units(struct overview *o)
{
    const struct site_account *a = &o->person->account;
    struct render_dict *units = NULL;
    struct web_unit all;
    enum err e = ERR_OK;
    if (web_unit_find(o->web, o->person, PLANS_INSTITUTION, &all) == ERR_OK)
        put_own_unit(o, &all, &units);
    for (size_t i = 0; e == ERR_OK && i < a->program_count; i++) {
        struct web_unit unit;
        e = web_program_find(o->web, o->person, a->programs[i], &unit);
        if (e == ERR_NOT_FOUND) {
            e = ERR_OK;
            continue;
        }
        if (e != ERR_OK)
            break;
        put_own_unit(o, &unit, &units);
    }
    return e;
}

void page_plans(void *context, struct http_request *r)
{
    struct web *web = context;
    struct plan *plans = NULL;
    size_t count = 0;
    char today[FIELDS_DATE_SIZE];
    web_today(today);
    enum err e = plans_list(web->site, &plans, &count);
    struct overview o = {.web = web, .person = web_person(r)};
    o.page = web_page_new(web, r, "Action plans");
    if (e == ERR_OK)
        e = put_own_units(&o);
    for (size_t i = 0; e == ERR_OK && i < count; i++)
        e = put_overview(&o, &plans[i], today);
    free(plans);
    if (e != ERR_OK) {
        render_dict_free(o.page);
        log_event(LOG_SITE_FAILED, (int64_t)e);
        http_answer_error(r, 503);
        return;
    }
    if (o.overdue == NULL)
        (void)render_add(o.page, "NONE_OVERDUE");
    if (o.all == NULL)
        (void)render_add(o.page, "NONE");
    web_page_answer(web, r, 200, "plans.tpl", o.page);
}
