/*
 * /plans/UNIT: a unit's plans and a form for another; /plans/UNIT/ID: one of
 * them. Champions write in their own units only, and read of others what these
 * shared. The institution's own are written by subcommittee and office.
 */
#include "base/clock.h"
#include "base/datetime.h"
#include "base/log.h"
#include "web/form_view.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/mandate.h"

static const struct render_field unit_fields[] = {
    {"UNIT", RENDER_TEXT},
    {"UNIT_NAME", RENDER_TEXT},
    {"CSRF", RENDER_TEXT},
    {"PLAN", RENDER_SECTION},
    {"NONE", RENDER_SECTION},
    {"OWN", RENDER_SECTION},
    {"OFFER", RENDER_SECTION},
    {"OFFER_ABOUT", RENDER_TEXT},
    {"OFFER_TITLE", RENDER_TEXT},
    WEB_PROBLEM_FIELDS,
    WEB_FIELD_FIELDS,
    WEB_PLAN_FIELDS,
    {NULL, RENDER_TEXT},
};
const struct render_form page_unit_plans_form = {"unit_plans.tpl", unit_fields,
                                                 web_frame_fields};

static const struct render_field plan_fields[] = {
    {"UNIT", RENDER_TEXT},
    {"UNIT_NAME", RENDER_TEXT},
    {"CSRF", RENDER_TEXT},
    {"PLAN", RENDER_SECTION},
    {"OWN", RENDER_SECTION},
    {"PLAN_ID", RENDER_TEXT},
    {"VERSION", RENDER_TEXT},
    {"CHANGED", RENDER_TEXT},
    {"CHANGED_BY", RENDER_TEXT},
    WEB_PROBLEM_FIELDS,
    WEB_FIELD_FIELDS,
    WEB_PLAN_FIELDS,
    {NULL, RENDER_TEXT},
};
const struct render_form page_plan_form = {"plan_page.tpl", plan_fields,
                                           web_frame_fields};

static void fail(struct http_request *r, enum err e)
{
    if (e != ERR_NOT_FOUND && e != ERR_DENIED)
        log_event(LOG_SITE_FAILED, (int64_t)e);
    http_answer_error(r, e == ERR_NOT_FOUND ? 404
                         : e == ERR_DENIED  ? 403
                                            : 503);
}

/* --- the form ------------------------------------------------------------- */

/* What a form shows: what was typed, or what is there. */
struct typed {
    const char *values[PLANS_FIELDS];
    struct fields_problems problems;
    bool meanwhile;
};

static void take_typed(const struct http_request *r, struct typed *out)
{
    for (size_t i = 0; i < PLANS_FIELDS; i++)
        out->values[i] = http_request_field(r, plans_rules[i].name);
}

static enum err put_form(struct web *web, struct render_dict *page,
                         const struct typed *typed)
{
    const struct survey_offers *offers = web->offers;
    const char **names = calloc(offers->count + 1, sizeof *names);
    if (names == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < offers->count; i++)
        names[i] = survey_offers_name(offers, offers->ids[i]);
    const struct web_choices choices = {offers->ids, names, "None of the list"};
    web_put_problems(page, plans_rules, PLANS_FIELDS, &typed->problems);
    if (typed->meanwhile)
        (void)render_add(page, "MEANWHILE");
    for (size_t i = 0; i < PLANS_FIELDS; i++)
        web_put_field(page, &plans_rules[i], typed->values[i],
                      typed->problems.text[i],
                      i == PLANS_OFFER ? &choices : NULL);
    free(names);
    return ERR_OK;
}

static void put_offers(struct web *web, struct render_dict *page)
{
    const struct survey_offers *o = web->offers;
    for (size_t i = 0; i < o->count; i++) {
        struct render_dict *one = render_add(page, "OFFER");
        render_put_text(one, "OFFER_TITLE", survey_offers_name(o, o->ids[i]));
        render_put_text(one, "OFFER_ABOUT", survey_offers_about(o, o->ids[i]));
    }
}

/* --- /plans/UNIT ---------------------------------------------------------- */

static enum err put_unit_plans(struct web *web, struct render_dict *page,
                               const struct web_unit *unit)
{
    struct plan *plans = NULL;
    size_t count = 0;
    size_t own = 0;
    enum err e = plans_list(web->site, &plans, &count);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        const struct web_plan_view view = {.with_owner = true,
                                           .may_change = unit->is_own};
        if (strcmp(plans[i].unit, unit->unit) != 0)
            continue;
        web_put_plan(web, render_add(page, "PLAN"), &plans[i], &view);
        own++;
    }
    free(plans);
    if (own == 0)
        (void)render_add(page, "NONE");
    return e;
}

static void answer_unit(struct web *web, struct http_request *r,
                        unsigned status, const struct web_unit *unit,
                        const struct typed *typed)
{
    struct render_dict *page = web_page_new(web, r, unit->name);
    render_put_text(page, "UNIT", unit->unit);
    render_put_text(page, "UNIT_NAME", unit->name);
    enum err e = put_unit_plans(web, page, unit);
    if (e == ERR_OK && unit->is_own) {
        struct render_dict *own = render_add(page, "OWN");
        render_put_text(own, "CSRF", web_person(r)->csrf);
        put_offers(web, own);
        e = put_form(web, own, typed);
    }
    if (e == ERR_OK) {
        web_page_answer(web, r, status, "unit_plans.tpl", page);
        return;
    }
    render_dict_free(page);
    fail(r, e);
}

void page_unit_plans(void *context, struct http_request *r)
{
    struct web_unit unit;
    struct typed typed = {.meanwhile = false};
    enum err e =
        web_unit_find(context, web_person(r), http_request_var(r, 0), &unit);
    if (e != ERR_OK) {
        fail(r, e);
        return;
    }
    for (size_t i = 0; i < PLANS_FIELDS; i++)
        typed.values[i] = "";
    typed.values[PLANS_STATUS] = "planned";
    typed.values[PLANS_HELPED] = "unknown";
    answer_unit(context, r, 200, &unit, &typed);
}

void page_unit_plans_post(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_unit unit;
    struct typed typed = {.meanwhile = false};
    struct plan plan = {.id = 0};
    int64_t id = 0;
    enum err e =
        web_unit_find(web, web_person(r), http_request_var(r, 0), &unit);
    if (e == ERR_OK && !unit.is_own)
        e = ERR_DENIED;
    if (e != ERR_OK) {
        fail(r, e);
        return;
    }
    take_typed(r, &typed);
    e = plans_read(typed.values, web->offers->ids, &plan, &typed.problems);
    if (e == ERR_FORMAT) {
        answer_unit(web, r, 400, &unit, &typed);
        return;
    }
    (void)snprintf(plan.unit, sizeof plan.unit, "%s", unit.unit);
    e = plans_add(web->site, &plan, web_person(r)->account.name,
                  clock_now_sec(), &id);
    if (e != ERR_OK) {
        fail(r, e);
        return;
    }
    char path[96];
    (void)snprintf(path, sizeof path, "/plans/%s", unit.unit);
    http_answer_redirect(r, path);
}

/* --- /plans/UNIT/ID ------------------------------------------------------- */

/* The plan of the path. A champion finds those of their own units, and of
 * others what is shared; whether there is another one stays unsaid. */
static enum err find_plan(struct web *web, struct http_request *r,
                          struct web_unit *out_unit, struct plan *out_plan)
{
    struct plan *plans = NULL;
    size_t count = 0;
    const char *name = http_request_var(r, 0);
    int64_t id = web_number(http_request_var(r, 1));
    struct web_unit unit = {.is_own = false};
    enum err e = web_unit_find(web, web_person(r), name, &unit);
    bool may_all = e == ERR_OK;
    if (e == ERR_NOT_FOUND)
        (void)snprintf(unit.unit, sizeof unit.unit, "%s", name);
    if (e == ERR_NOT_FOUND)
        web_unit_name(web, name, unit.name);
    if (e == ERR_OK || e == ERR_NOT_FOUND)
        e = plans_list(web->site, &plans, &count);
    if (e != ERR_OK)
        return e;
    e = ERR_NOT_FOUND;
    for (size_t i = 0; i < count; i++) {
        if (plans[i].id != id || strcmp(plans[i].unit, name) != 0 ||
            (!may_all && !plans[i].shared))
            continue;
        *out_unit = unit;
        *out_plan = plans[i];
        e = ERR_OK;
    }
    free(plans);
    return e;
}

static void answer_plan(struct web *web, struct http_request *r,
                        unsigned status, const struct web_unit *unit,
                        const struct plan *plan, const struct typed *typed)
{
    struct render_dict *page = web_page_new(web, r, "Action plan");
    enum err e = ERR_OK;
    const struct web_plan_view view = {
        .with_owner =
            unit->is_own || web_person(r)->account.role != SITE_CHAMPION};
    render_put_text(page, "UNIT", unit->unit);
    render_put_text(page, "UNIT_NAME", unit->name);
    if (!unit->is_own || typed->meanwhile)
        web_put_plan(web, render_add(page, "PLAN"), plan, &view);
    if (unit->is_own) {
        char date[FIELDS_DATE_SIZE];
        struct render_dict *own = render_add(page, "OWN");
        datetime_date(plan->changed_sec, date);
        web_put_date(own, "CHANGED", date);
        render_put_text(own, "CHANGED_BY", plan->by);
        render_put_text(own, "CSRF", web_person(r)->csrf);
        render_put_int(own, "PLAN_ID", plan->id);
        render_put_int(own, "VERSION", plan->version);
        e = put_form(web, own, typed);
    }
    if (e == ERR_OK) {
        web_page_answer(web, r, status, "plan_page.tpl", page);
        return;
    }
    render_dict_free(page);
    fail(r, e);
}

void page_plan(void *context, struct http_request *r)
{
    struct web_unit unit;
    struct plan plan;
    struct typed typed = {.meanwhile = false};
    enum err e = find_plan(context, r, &unit, &plan);
    if (e != ERR_OK) {
        fail(r, e);
        return;
    }
    plans_values(&plan, typed.values);
    answer_plan(context, r, 200, &unit, &plan, &typed);
}

void page_plan_post(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_unit unit = {.is_own = false};
    struct plan plan;
    struct typed typed = {.meanwhile = false};
    enum err e = find_plan(web, r, &unit, &plan);
    if (e == ERR_OK && !unit.is_own)
        e = web_person(r)->account.role == SITE_CHAMPION ? ERR_NOT_FOUND
                                                         : ERR_DENIED;
    if (e != ERR_OK) {
        fail(r, e);
        return;
    }
    struct plan becomes = plan;
    take_typed(r, &typed);
    e = plans_read(typed.values, web->offers->ids, &becomes, &typed.problems);
    if (e == ERR_FORMAT) {
        answer_plan(web, r, 400, &unit, &plan, &typed);
        return;
    }
    becomes.version = web_number(http_request_field(r, "version"));
    e = plans_change(web->site, &becomes, web_person(r)->account.name,
                     clock_now_sec());
    if (e == ERR_STATE) {
        typed.meanwhile = true;
        answer_plan(web, r, 409, &unit, &plan, &typed);
        return;
    }
    if (e != ERR_OK) {
        fail(r, e);
        return;
    }
    char path[96];
    (void)snprintf(path, sizeof path, "/plans/%s", unit.unit);
    http_answer_redirect(r, path);
}
