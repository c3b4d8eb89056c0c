/*
 * /initiatives: all of them; /initiatives/ID: what was named beforehand, and
 * what the releases say about it. For the subcommittee and the office.
 */
#include "base/datetime.h"
#include "base/log.h"
#include "report/view.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/initiatives_view.h"

static const struct render_field all_fields[] = {
    {"ROW", RENDER_SECTION},   {"ID", RENDER_TEXT},
    {"TITLE", RENDER_TEXT},    {"LEAD", RENDER_TEXT},
    {"AMOUNT", RENDER_TEXT},   {"START", RENDER_TEXT},
    {"END_DATE", RENDER_TEXT}, {"OUTCOME", RENDER_TEXT},
    {"VERDICT", RENDER_TEXT},  {"NONE", RENDER_SECTION},
    {"SOME", RENDER_SECTION},  {NULL, RENDER_TEXT},
};
const struct render_form page_initiatives_form = {"initiatives.tpl", all_fields,
                                                  web_frame_fields};

static const struct render_field one_fields[] = {
    {"ID", RENDER_TEXT},
    {"TITLE", RENDER_TEXT},
    {"LEAD", RENDER_TEXT},
    {"AMOUNT", RENDER_TEXT},
    {"MECHANISM", RENDER_TEXT},
    {"UNITS", RENDER_TEXT},
    {"COMPARISON", RENDER_TEXT},
    {"START", RENDER_TEXT},
    {"END_DATE", RENDER_TEXT},
    {"OUTCOME", RENDER_TEXT},
    {"BASELINE", RENDER_SECTION},
    {"NO_BASELINE", RENDER_SECTION},
    {"BEFORE", RENDER_TEXT},
    {"RECORDED", RENDER_TEXT},
    {"RECORDED_BY", RENDER_TEXT},
    {"LATE", RENDER_SECTION},
    {"FIXED", RENDER_SECTION},
    {"NOT_FIXED", RENDER_SECTION},
    {"CHANGES", RENDER_SECTION},
    {"CHANGE", RENDER_SECTION},
    {"CHANGE_DATE", RENDER_TEXT},
    {"CHANGE_BY", RENDER_TEXT},
    {"CHANGE_FIELD", RENDER_TEXT},
    {"WAS", RENDER_TEXT},
    {"BECAME", RENDER_TEXT},
    {"NOT_YET", RENDER_SECTION},
    {"NO_BEFORE", RENDER_SECTION},
    {"HAS_BEFORE", RENDER_SECTION},
    {"EXPECTED", RENDER_SECTION},
    {"EXPECTED_D", RENDER_TEXT},
    {"NEITHER", RENDER_SECTION},
    {"NEITHER_COUNT", RENDER_TEXT},
    {"AFTER", RENDER_SECTION},
    {"AFTER_WAVE", RENDER_TEXT},
    {"MAIN", RENDER_SECTION},
    {"OTHER_LOOK", RENDER_SECTION},
    {"INTERIM", RENDER_SECTION},
    {"VERDICT", RENDER_TEXT},
    {"CANNOT", RENDER_SECTION},
    {"WHY", RENDER_TEXT},
    {"EFFECT", RENDER_SECTION},
    {"DID", RENDER_TEXT},
    {"DID_LOW", RENDER_TEXT},
    {"DID_HIGH", RENDER_TEXT},
    {"DID_D", RENDER_TEXT},
    {"SMALLEST", RENDER_TEXT},
    {"SMALLEST_D", RENDER_TEXT},
    {"INCONCLUSIVE", RENDER_SECTION},
    {"DIFFERENT", RENDER_SECTION},
    {"SIDE", RENDER_SECTION},
    {"SIDE_NAME", RENDER_TEXT},
    {"CELL", RENDER_SECTION},
    {"MEAN", RENDER_SECTION},
    {"MEAN_VALUE", RENDER_TEXT},
    {"N", RENDER_TEXT},
    {"HIDDEN", RENDER_SECTION},
    {NULL, RENDER_TEXT},
};
const struct render_form page_initiative_form = {"initiative.tpl", one_fields,
                                                 web_frame_fields};

static void fail(struct http_request *r, enum err e)
{
    if (e != ERR_NOT_FOUND)
        log_event(LOG_SITE_FAILED, (int64_t)e);
    http_answer_error(r, e == ERR_NOT_FOUND ? 404 : 503);
}

/* What stands in the list and on the page alike. */
static void put_facts(struct render_dict *dict,
                      const struct web_initiatives *all,
                      const struct initiative *in)
{
    render_put_int(dict, "ID", in->id);
    render_put_text(dict, "TITLE", in->title);
    render_put_text(dict, "LEAD", in->lead);
    web_put_dollars(dict, "AMOUNT", in->amount);
    web_put_date(dict, "START", in->start);
    web_put_date(dict, "END_DATE", in->end);
    render_put_text(dict, "OUTCOME", web_initiative_outcome(all, in->outcome));
}

/* --- /initiatives --------------------------------------------------------- */

static enum err put_row(struct render_dict *page,
                        const struct web_initiatives *all,
                        const struct initiative *in)
{
    struct report_initiative result;
    enum err e = web_initiative_result(all, in, &result);
    if (e != ERR_OK)
        return e;
    struct render_dict *row = render_add(page, "ROW");
    put_facts(row, all, in);
    render_put_text(row, "VERDICT", report_verdict_words(result.verdict));
    report_initiative_wipe(&result);
    return ERR_OK;
}

void page_initiatives(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_initiatives all = {.list = NULL};
    struct initiative *list = NULL;
    size_t count = 0;
    enum err e = initiatives_list(web->site, &list, &count);
    if (e == ERR_OK)
        e = web_initiatives_init(web, &all);
    struct render_dict *page = web_page_new(web, r, "Initiatives");
    struct render_dict *table = render_add(page, count == 0 ? "NONE" : "SOME");
    for (size_t i = 0; e == ERR_OK && i < count; i++)
        e = put_row(table, &all, &list[i]);
    free(list);
    web_initiatives_wipe(&all);
    if (e == ERR_OK) {
        web_page_answer(web, r, 200, "initiatives.tpl", page);
        return;
    }
    render_dict_free(page);
    fail(r, e);
}

/* --- /initiatives/ID ------------------------------------------------------ */

struct view {
    const struct web_initiatives *all;
    const struct initiative *in;
    const struct report_initiative *result;
    struct render_dict *page;
};

static enum err put_changes(struct web *web, const struct view *v)
{
    struct initiative_change *changes = NULL;
    size_t count = 0;
    enum err e = initiatives_changes(web->site, v->in->id, &changes, &count);
    struct render_dict *table =
        e == ERR_OK && count > 0 ? render_add(v->page, "CHANGES") : NULL;
    for (size_t i = 0; table != NULL && i < count; i++) {
        char date[DATETIME_WORDS_SIZE];
        size_t field = fields_find(initiatives_rules, INITIATIVES_FIELDS,
                                   changes[i].field);
        struct render_dict *row = render_add(table, "CHANGE");
        datetime_words(changes[i].at_sec, date);
        render_put_text(row, "CHANGE_DATE", date);
        render_put_text(row, "CHANGE_BY", changes[i].by);
        render_put_text(row, "CHANGE_FIELD",
                        field < INITIATIVES_FIELDS
                            ? initiatives_rules[field].label
                            : changes[i].field);
        render_put_text(row, "WAS", changes[i].was);
        render_put_text(row, "BECAME", changes[i].became);
    }
    free(changes);
    return e;
}

/* "P001, P002": commas alone do not let a line break. */
static void put_units(struct render_dict *dict, const char *name,
                      const char *units)
{
    struct buf text = BUF_INIT;
    for (const char *c = units; *c != 0; c++)
        buf_put_text(&text, *c == ',' ? ", " : (char[]){*c, 0});
    render_put_text(dict, name, buf_text(&text));
    buf_free(&text);
}

static void put_record(const struct view *v)
{
    char date[DATETIME_WORDS_SIZE];
    const struct initiative *in = v->in;
    put_facts(v->page, v->all, in);
    render_put_text(v->page, "MECHANISM", in->mechanism);
    put_units(v->page, "UNITS", in->units);
    put_units(v->page, "COMPARISON", in->comparison);
    if (in->baseline[0] != 0)
        render_put_text(render_add(v->page, "BASELINE"), "BEFORE",
                        in->baseline);
    else
        (void)render_add(v->page, "NO_BASELINE");
    datetime_words(in->recorded_sec, date);
    render_put_text(v->page, "RECORDED", date);
    render_put_text(v->page, "RECORDED_BY", in->by);
    if (in->late)
        (void)render_add(v->page, "LATE");
    bool fixed = initiatives_is_fixed(in, &v->all->known);
    (void)render_add(v->page, fixed ? "FIXED" : "NOT_FIXED");
}

static void put_cell(struct render_dict *side, const struct report_cell *c)
{
    struct render_dict *cell = render_add(side, "CELL");
    if (!c->shown) {
        (void)render_add(cell, "HIDDEN");
        return;
    }
    char text[REPORT_VALUE_SIZE];
    report_print_text(c->mean, text);
    struct render_dict *mean = render_add(cell, "MEAN");
    render_put_text(mean, "MEAN_VALUE", text);
    render_put_int(mean, "N", c->n);
}

static void put_sides(struct render_dict *dict, const struct report_cell *cells,
                      size_t per_side)
{
    static const char *const names[2] = {"Units that take part",
                                         "Comparison units"};
    for (size_t i = 0; i < 2; i++) {
        struct render_dict *side = render_add(dict, "SIDE");
        render_put_text(side, "SIDE_NAME", names[i]);
        for (size_t c = 0; c < per_side; c++)
            put_cell(side, &cells[i * per_side + c]);
    }
}

static void put_points(struct render_dict *dict, const char *name,
                       double points)
{
    char text[WEB_POINTS_SIZE];
    web_points_text(points, text);
    render_put_text(dict, name, text);
}

static void put_sd(struct render_dict *dict, const char *name, double d)
{
    char text[WEB_POINTS_SIZE];
    web_sd_text(d, text);
    render_put_text(dict, name, text);
}

static void put_effect(struct render_dict *dict, const struct report_after *a)
{
    struct render_dict *e = render_add(dict, "EFFECT");
    put_points(e, "DID", a->effect.difference.value);
    put_points(e, "DID_LOW", a->effect.difference.low);
    put_points(e, "DID_HIGH", a->effect.difference.high);
    put_sd(e, "DID_D", a->effect.d.value);
    put_points(e, "SMALLEST", a->effect.smallest);
    put_sd(e, "SMALLEST_D", a->effect.smallest_d);
    (void)render_add(e, a->verdict == REPORT_INCONCLUSIVE ? "INCONCLUSIVE"
                                                          : "DIFFERENT");
}

static void put_after(const struct view *v, size_t i)
{
    const struct report_after *a = &v->result->after[i];
    struct render_dict *dict = render_add(v->page, "AFTER");
    render_put_text(dict, "AFTER_WAVE", v->all->closed_names[a->wave]);
    render_put_text(dict, "BEFORE", v->all->closed_names[v->result->before]);
    render_put_text(dict, "VERDICT", report_verdict_words(a->verdict));
    (void)render_add(dict, i == v->result->main ? "MAIN" : "OTHER_LOOK");
    if (!a->is_ended)
        (void)render_add(dict, "INTERIM");
    put_sides(dict, a->cells, 2);
    if (a->verdict == REPORT_CANNOT)
        render_put_text(render_add(dict, "CANNOT"), "WHY", a->why);
    else
        put_effect(dict, a);
}

static void put_result(const struct view *v)
{
    const struct report_initiative *result = v->result;
    for (size_t i = 0; i < result->after_count; i++)
        put_after(v, i);
    if (result->neither > 0)
        render_put_int(render_add(v->page, "NEITHER"), "NEITHER_COUNT",
                       (int64_t)result->neither);
    if (result->after_count > 0)
        return;
    struct render_dict *not_yet = render_add(v->page, "NOT_YET");
    if (result->before == v->all->known.wave_count) {
        (void)render_add(not_yet, "NO_BEFORE");
        return;
    }
    struct render_dict *has = render_add(not_yet, "HAS_BEFORE");
    render_put_text(has, "BEFORE", v->all->closed_names[result->before]);
    put_sides(has, result->now, 1);
    if (result->expected_d > 0)
        put_sd(render_add(has, "EXPECTED"), "EXPECTED_D", result->expected_d);
}

void page_initiative(void *context, struct http_request *r)
{
    struct web *web = context;
    struct initiative in;
    struct web_initiatives all = {.list = NULL};
    struct report_initiative result = {.before = 0};
    enum err e =
        initiatives_get(web->site, web_number(http_request_var(r, 0)), &in);
    if (e == ERR_OK)
        e = web_initiatives_init(web, &all);
    if (e == ERR_OK)
        e = web_initiative_result(&all, &in, &result);
    if (e == ERR_OK) {
        struct view v = {&all, &in, &result, web_page_new(web, r, in.title)};
        put_record(&v);
        put_result(&v);
        e = put_changes(web, &v);
        if (e == ERR_OK)
            web_page_answer(web, r, 200, "initiative.tpl", v.page);
        else
            render_dict_free(v.page);
    }
    if (e != ERR_OK)
        fail(r, e);
    report_initiative_wipe(&result);
    web_initiatives_wipe(&all);
}
