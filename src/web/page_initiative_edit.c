/*
 * /initiatives/new and /initiatives/ID/change: recording an initiative before
 * its result, and changing what may still be changed.
 */
#include "base/clock.h"
#include "base/log.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/initiatives_view.h"

static const struct render_field fields[] = {
    {"ID", RENDER_TEXT},       {"TITLE", RENDER_TEXT},
    {"CSRF", RENDER_TEXT},     {"VERSION", RENDER_TEXT},
    {"NEW", RENDER_SECTION},   {"OLD", RENDER_SECTION},
    {"FIXED", RENDER_SECTION}, {"NO_WAVE", RENDER_SECTION},
    {"FORM", RENDER_SECTION},  WEB_PROBLEM_FIELDS,
    WEB_FIELD_FIELDS,          {NULL, RENDER_TEXT},
};
const struct render_form page_initiative_edit_form = {"initiative_edit.tpl",
                                                      fields, web_frame_fields};

struct typed {
    const char *values[INITIATIVES_FIELDS];
    struct fields_problems problems;
    bool meanwhile;
};

/* What a request is about. */
struct call {
    struct web *web;
    struct http_request *r;
    struct web_initiatives all;
    struct initiative was; /* id 0: a new one */
    struct typed typed;
};

static void fail(struct http_request *r, enum err e)
{
    if (e != ERR_NOT_FOUND)
        log_event(LOG_SITE_FAILED, (int64_t)e);
    http_answer_error(r, e == ERR_NOT_FOUND ? 404 : 503);
}

static void take_typed(struct call *c)
{
    for (size_t i = 0; i < INITIATIVES_FIELDS; i++)
        c->typed.values[i] =
            http_request_field(c->r, initiatives_rules[i].name);
}

static void put_fields(const struct call *c, struct render_dict *form)
{
    const struct web_choices outcomes = {c->all.outcomes, c->all.outcome_titles,
                                         "Choose"};
    const struct web_choices waves = {c->all.closed_names, c->all.closed_names,
                                      "The last before the start"};
    web_put_problems(form, initiatives_rules, INITIATIVES_FIELDS,
                     &c->typed.problems);
    if (c->typed.meanwhile)
        (void)render_add(form, "MEANWHILE");
    for (size_t i = 0; i < INITIATIVES_FIELDS; i++)
        web_put_field(form, &initiatives_rules[i], c->typed.values[i],
                      c->typed.problems.text[i],
                      i == INITIATIVES_OUTCOME    ? &outcomes
                      : i == INITIATIVES_BASELINE ? &waves
                                                  : NULL);
}

static void answer(struct call *c, unsigned status)
{
    bool is_new = c->was.id == 0;
    struct render_dict *page = web_page_new(
        c->web, c->r, is_new ? "Record an initiative" : c->was.title);
    struct render_dict *what = render_add(page, is_new ? "NEW" : "OLD");
    if (!is_new) {
        render_put_int(what, "ID", c->was.id);
        render_put_text(what, "TITLE", c->was.title);
        if (initiatives_is_fixed(&c->was, &c->all.known))
            (void)render_add(what, "FIXED");
    }
    if (c->all.list_count == 0) {
        (void)render_add(page, "NO_WAVE");
    } else {
        struct render_dict *form = render_add(page, "FORM");
        render_put_text(form, "CSRF", web_person(c->r)->csrf);
        render_put_int(form, "VERSION", c->was.version);
        if (!is_new)
            render_put_format(render_add(form, "OLD"), "ID", "%lld",
                              (long long)c->was.id);
        else
            (void)render_add(form, "NEW");
        put_fields(c, form);
    }
    web_page_answer(c->web, c->r, status, "initiative_edit.tpl", page);
}

static void redirect(struct call *c, int64_t id)
{
    char path[64];
    (void)snprintf(path, sizeof path, "/initiatives/%lld", (long long)id);
    http_answer_redirect(c->r, path);
}

void page_initiative_new(void *context, struct http_request *r)
{
    struct call c = {.web = context, .r = r};
    enum err e = web_initiatives_init(c.web, &c.all);
    for (size_t i = 0; i < INITIATIVES_FIELDS; i++)
        c.typed.values[i] = "";
    if (e == ERR_OK)
        answer(&c, 200);
    else
        fail(r, e);
    web_initiatives_wipe(&c.all);
}

void page_initiatives_post(void *context, struct http_request *r)
{
    struct call c = {.web = context, .r = r};
    struct initiative in = {.id = 0};
    int64_t id = 0;
    enum err e = web_initiatives_init(c.web, &c.all);
    if (e == ERR_OK) {
        take_typed(&c);
        e = initiatives_read(c.typed.values, &c.all.known, NULL, &in,
                             &c.typed.problems);
    }
    if (e == ERR_OK)
        e = initiatives_add(c.web->site, &in, &c.all.known,
                            web_person(r)->account.name, clock_now_sec(), &id);
    if (e == ERR_OK)
        redirect(&c, id);
    else if (e == ERR_FORMAT)
        answer(&c, 400);
    else
        fail(r, e);
    web_initiatives_wipe(&c.all);
}

static enum err begin_change(struct call *c)
{
    enum err e = initiatives_get(
        c->web->site, web_number(http_request_var(c->r, 0)), &c->was);
    return e == ERR_OK ? web_initiatives_init(c->web, &c->all) : e;
}

void page_initiative_change(void *context, struct http_request *r)
{
    struct call c = {.web = context, .r = r};
    char amount[24];
    enum err e = begin_change(&c);
    if (e == ERR_OK) {
        initiatives_values(&c.was, amount, c.typed.values);
        answer(&c, 200);
    } else {
        fail(r, e);
    }
    web_initiatives_wipe(&c.all);
}

void page_initiative_change_post(void *context, struct http_request *r)
{
    struct call c = {.web = context, .r = r};
    enum err e = begin_change(&c);
    struct initiative becomes = c.was;
    if (e == ERR_OK) {
        take_typed(&c);
        e = initiatives_read(c.typed.values, &c.all.known, &c.was, &becomes,
                             &c.typed.problems);
    }
    if (e == ERR_OK &&
        web_number(http_request_field(r, "version")) != c.was.version)
        e = ERR_STATE;
    if (e == ERR_OK)
        e = initiatives_change(c.web->site, &c.was, &becomes, &c.all.known,
                               web_person(r)->account.name, clock_now_sec(),
                               &c.typed.problems);
    c.typed.meanwhile = e == ERR_STATE;
    if (e == ERR_OK)
        redirect(&c, c.was.id);
    else if (e == ERR_STATE)
        answer(&c, 409);
    else if (e == ERR_FORMAT || e == ERR_DENIED)
        answer(&c, 400);
    else
        fail(r, e);
    web_initiatives_wipe(&c.all);
}
