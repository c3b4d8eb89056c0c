/* /plan: who would be counted with whom. */
#include "office/pages.h"

static const struct render_field fields[] = {
    {"ERROR", RENDER_SECTION}, {"WHAT", RENDER_TEXT}, {"PLAN", RENDER_SECTION},
    OFFICE_UNITS_FIELDS,       {NULL, RENDER_TEXT},
};
const struct render_form office_plan_form = {"office_plan.tpl", fields,
                                             office_frame_fields};

/* ?k= and ?min_group=; what is not there is as usual. */
static enum err read_query(const struct http_request *r,
                           struct conduct_promise *promise,
                           struct err_note *note)
{
    const char *k = http_request_query(r, "k");
    const char *min_group = http_request_query(r, "min_group");
    uint32_t numbers[2] = {promise->rule.k, promise->min_group};
    enum err e = ERR_OK;
    if (k != NULL)
        e = office_number(k, "Answers that a figure needs", WAVE_K_FLOOR,
                          CONDUCT_PROMISE_MOST, &numbers[0], note);
    if (e == ERR_OK && min_group != NULL)
        e = office_number(min_group, "People that a unit needs",
                          WAVE_MIN_GROUP_FLOOR, CONDUCT_PROMISE_MOST,
                          &numbers[1], note);
    return e == ERR_OK
               ? conduct_promise_make(numbers[0], numbers[1], promise, note)
               : e;
}

void office_plan(void *context, struct http_request *r)
{
    const struct office *o = context;
    struct conduct_desk f;
    struct err_note note = {""};
    struct conduct_promise promise;
    struct conduct_plan plan = {NULL, NULL, NULL};
    struct render_dict *page = office_page_new(o, "Plan");
    office_page_is_wide(page);
    conduct_promise_default(&promise);
    enum err e = read_query(r, &promise, &note);
    render_put_int(page, "K", promise.rule.k);
    render_put_int(page, "MIN_GROUP", promise.min_group);
    if (e == ERR_OK) {
        e = conduct_desk_open(o->dir, CONDUCT_DESK_PEOPLE, NULL, &f, &note);
        if (e == ERR_OK)
            e = conduct_plan_make(f.people, f.site, promise.min_group, false,
                                  &plan, &note);
        conduct_desk_close(&f);
    }
    if (e == ERR_OK)
        e = office_put_plan(render_add(page, "PLAN"), &plan, &promise);
    conduct_plan_free(&plan);
    if (e != ERR_OK)
        office_put_error(page, e, &note);
    office_answer(o, r, e == ERR_OK ? 200 : http_status_of(e),
                  "office_plan.tpl", page);
}
