/*
 * /results/WAVE/sets: units that somebody chose by hand, compared with others,
 * with a wave before, or pooled with it; and the same as CSV. The choice is in
 * the query: ?units=A,B&against=C&before=w1 or &with=w1, or the boxes of the
 * page's own form, a-UNIT and b-UNIT.
 */
#include "report/points.h"
#include "report/sets.h"
#include "web/download.h"
#include "web/forms.h"
#include "web/groupings.h"
#include "web/handlers.h"
#include "web/order.h"
#include "web/series.h"
#include "web/wave_parts.h"

#define LIST_MAX_BYTES 16384
#define CLEAR_P        0.05

static const struct render_field fields[] = {
    {"PROBLEM", RENDER_SECTION},
    {"PROBLEM_TEXT", RENDER_TEXT},
    {"DEPARTMENT_ROW", RENDER_SECTION},
    {"DEPARTMENT", RENDER_TEXT},
    {"UNIT_ROW", RENDER_SECTION},
    {"UNIT_NAME", RENDER_TEXT},
    {"IN_A", RENDER_SECTION},
    {"IN_B", RENDER_SECTION},
    {"EARLIER", RENDER_SECTION},
    {"EARLIER_BEFORE", RENDER_SECTION},
    {"EARLIER_WITH", RENDER_SECTION},
    {"EARLIER_WAVE", RENDER_TEXT},
    {"CHOSEN", RENDER_SECTION},
    {"CHOOSING", RENDER_SECTION},
    {"DONE", RENDER_SECTION},
    {"QUERY", RENDER_SECTION},
    {"QUERY_UNITS", RENDER_TEXT},
    {"QUERY_AGAINST", RENDER_TEXT},
    {"QUERY_BEFORE", RENDER_TEXT},
    {"QUERY_WITH", RENDER_TEXT},
    {"POOLED_WITH", RENDER_SECTION},
    {"DIFFERENCES", RENDER_SECTION},
    {"DIFFERENCE_ROW", RENDER_SECTION},
    {"DIFFERENCE_OF", RENDER_TEXT},
    {"DIFFERENCE_UNIT", RENDER_TEXT},
    {"DIFFERENCE", RENDER_TEXT},
    {"DIFFERENCE_INTERVAL", RENDER_TEXT},
    {"P_TEXT", RENDER_TEXT},
    {"EFFECTS", RENDER_SECTION},
    {"EFFECT_ROW", RENDER_SECTION},
    {"EFFECT_OF", RENDER_TEXT},
    {"EFFECT", RENDER_TEXT},
    {"EFFECT_INTERVAL", RENDER_TEXT},
    {"EFFECT_D", RENDER_TEXT},
    {"EFFECT_P", RENDER_TEXT},
    {"SMALLEST", RENDER_TEXT},
    {"VERDICT", RENDER_TEXT},
    {"NO_EFFECT", RENDER_SECTION},
    WEB_PARTS_FIELDS,
    WEB_SOURCE_FIELDS,
    WEB_GROUPINGS_FIELDS,
    WEB_FIGURE_FIELDS,
    WEB_ABOVE_FIELDS,
    {NULL, RENDER_TEXT},
};
const struct render_form page_sets_form = {"sets.tpl", fields,
                                           web_frame_fields};

/* What was asked for, and what came of it. */
struct asked {
    struct web_series series;
    const struct web_view *view; /* the wave's own */
    size_t *order;
    size_t order_n;
    struct buf lists[SETS_COUNT]; /* names with commas; empty: none */
    const struct sets_wave *before;
    const struct sets_wave *with;
    const char *problem;
    struct err_note note;
    struct sets sets;
    bool done;
};

static void asked_wipe(struct asked *a)
{
    sets_wipe(&a->sets);
    for (size_t i = 0; i < SETS_COUNT; i++)
        buf_free(&a->lists[i]);
    free(a->order);
    web_series_wipe(&a->series);
}

/* --- the query ------------------------------------------------------------ */

/* Browsers write a comma as %2C. */
static void read_text(const char *text, struct buf *out)
{
    while (text != NULL && *text != 0) {
        bool comma = text[0] == ',' || strncasecmp(text, "%2c", 3) == 0;
        buf_put_u8(out, comma ? ',' : (uint8_t)text[0]);
        text += comma && text[0] == '%' ? 3 : 1;
    }
}

static void read_boxes(const struct asked *a, const struct http_request *r,
                       char side, struct buf *out)
{
    for (size_t i = 0; i < a->order_n; i++) {
        const struct published_group *g =
            &a->view->release->groups[a->order[i]];
        const char *unit = g->id + strlen("unit:");
        char box[WAVE_NAME_MAX + 3];
        if (g->level != PUBLISHED_UNIT)
            continue;
        (void)snprintf(box, sizeof box, "%c-%s", side, unit);
        if (http_request_query(r, box) != NULL)
            buf_printf(out, "%s%s", out->len == 0 ? "" : ",", unit);
    }
}

/* An earlier wave that the query names; false: there is none of that name. */
static bool read_wave(const struct asked *a, const struct http_request *r,
                      const char *name, const struct sets_wave **out_wave)
{
    const char *text = http_request_query(r, name);
    if (text == NULL || text[0] == 0)
        return true;
    for (size_t i = 0; i + 1 < a->series.count; i++)
        if (strcmp(a->series.waves[i].wave.release->wave, text) == 0) {
            *out_wave = &a->series.waves[i].wave;
            return true;
        }
    return false;
}

static const char *check(const struct asked *a)
{
    bool units = a->lists[SETS_UNITS].len > 0;
    bool against = a->lists[SETS_AGAINST].len > 0;
    if (against && !units)
        return "Choose the units first: there is only something to compare "
               "them with.";
    if (a->before != NULL && a->with != NULL)
        return "Either compare with an earlier wave, or pool with it, not "
               "both.";
    if (a->before != NULL && !against)
        return "A change before and after needs units to compare it with.";
    return NULL;
}

static enum err read_query(struct asked *a, const struct http_request *r)
{
    static const char *const names[SETS_COUNT] = {"units", "against"};
    static const char sides[SETS_COUNT] = {'a', 'b'};
    for (size_t i = 0; i < SETS_COUNT; i++) {
        read_text(http_request_query(r, names[i]), &a->lists[i]);
        if (a->lists[i].len == 0)
            read_boxes(a, r, sides[i], &a->lists[i]);
        if (buf_check(&a->lists[i]) != ERR_OK)
            return ERR_MEMORY;
        if (a->lists[i].len > LIST_MAX_BYTES)
            a->problem = "That are too many units for one address.";
    }
    if (!read_wave(a, r, "before", &a->before) ||
        !read_wave(a, r, "with", &a->with))
        a->problem = "There is no such earlier wave.";
    if (a->problem == NULL)
        a->problem = check(a);
    return ERR_OK;
}

static enum err make_sets(struct asked *a)
{
    if (a->problem != NULL || a->lists[SETS_UNITS].len == 0)
        return ERR_OK;
    const struct sets_request request = {
        .now = a->series.waves[a->series.count - 1].wave,
        .before = a->before,
        .with = a->with,
        .units = buf_text(&a->lists[SETS_UNITS]),
        .against = a->lists[SETS_AGAINST].len > 0
                       ? buf_text(&a->lists[SETS_AGAINST])
                       : NULL,
        .labels = {"Chosen units", "Compared with"}};
    enum err e = sets_new(&request, &a->sets, &a->note);
    if (e == ERR_NOT_FOUND)
        a->problem = "A unit of that name is not in all of these waves.";
    else if (e == ERR_EXISTS || e == ERR_RANGE || e == ERR_STATE)
        a->problem = a->note.text;
    a->done = e == ERR_OK;
    return a->problem != NULL ? ERR_OK : e;
}

/* Errors: ERR_MEMORY; what is wrong with the question is A's problem. */
static enum err ask(struct web *web, const struct http_request *r,
                    const struct web_wave *wave, struct asked *out)
{
    enum err e = web_series_init(web, wave, &out->series);
    if (e != ERR_OK)
        return e;
    out->view = &out->series.views[out->series.count - 1];
    e = web_order(wave->release, &out->order, &out->order_n);
    if (e == ERR_OK)
        e = read_query(out, r);
    return e == ERR_OK ? make_sets(out) : e;
}

/* --- the form ------------------------------------------------------------- */

static bool names(const struct buf *list, const char *unit)
{
    size_t len = strlen(unit);
    for (const char *at = buf_text(list); at != NULL && *at != 0;) {
        size_t n = strcspn(at, ",");
        if (n == len && memcmp(at, unit, n) == 0)
            return true;
        at = at[n] == ',' ? at + n + 1 : NULL;
    }
    return false;
}

static void put_boxes(const struct asked *a, struct render_dict *page)
{
    struct render_dict *department = NULL;
    for (size_t i = 0; i < a->order_n; i++) {
        const struct published_group *g =
            &a->view->release->groups[a->order[i]];
        if (g->level == PUBLISHED_DEPARTMENT) {
            department = render_add(page, "DEPARTMENT_ROW");
            render_put_text(department, "DEPARTMENT", g->name);
        }
        if (g->level != PUBLISHED_UNIT || department == NULL)
            continue;
        const char *unit = g->id + strlen("unit:");
        struct render_dict *row = render_add(department, "UNIT_ROW");
        render_put_text(row, "UNIT", unit);
        render_put_text(row, "UNIT_NAME", g->name);
        if (names(&a->lists[SETS_UNITS], unit))
            (void)render_add(row, "IN_A");
        if (names(&a->lists[SETS_AGAINST], unit))
            (void)render_add(row, "IN_B");
    }
}

static void put_earlier(const struct asked *a, struct render_dict *page)
{
    if (a->series.count < 2)
        return;
    struct render_dict *earlier = render_add(page, "EARLIER");
    for (size_t i = 0; i + 1 < a->series.count; i++) {
        const struct sets_wave *wave = &a->series.waves[i].wave;
        struct render_dict *before = render_add(earlier, "EARLIER_BEFORE");
        struct render_dict *with = render_add(earlier, "EARLIER_WITH");
        render_put_text(before, "EARLIER_WAVE", wave->release->wave);
        render_put_text(with, "EARLIER_WAVE", wave->release->wave);
        if (wave == a->before)
            (void)render_add(before, "CHOSEN");
        if (wave == a->with)
            (void)render_add(with, "CHOSEN");
    }
}

/* --- what came of it ------------------------------------------------------ */

static void put_difference(struct render_dict *table,
                           const struct web_subject *s,
                           const struct estimate_finding *f)
{
    char value[REPORT_VALUE_SIZE];
    char interval[REPORT_CUTOFF_SIZE];
    char p[REPORT_POINTS_SIZE];
    char unit[REPORT_CUTOFF_SIZE];
    struct render_dict *row = render_add(table, "DIFFERENCE_ROW");
    web_subject_unit(s, unit);
    web_subject_difference(s, f->value, value);
    web_subject_interval(s, f, interval);
    report_points_p(f->p, p);
    render_put_text(row, "DIFFERENCE_OF", web_subject_title(s));
    render_put_text(row, "DIFFERENCE_UNIT", unit);
    render_put_text(row, "DIFFERENCE", value);
    render_put_text(row, "DIFFERENCE_INTERVAL", interval);
    render_put_text(row, "P_TEXT", p);
}

static void put_differences(const struct asked *a, struct render_dict *page)
{
    if (a->sets.now[SETS_AGAINST] == NULL)
        return;
    struct render_dict *table = render_add(page, "DIFFERENCES");
    struct estimate_finding f;
    for (size_t i = 0; i < a->view->scale_count; i++) {
        const struct web_subject s = {.scale = &a->view->scales[i]};
        if (web_is_outcome(s.scale) &&
            sets_difference(&a->sets, s.scale->index, &f))
            put_difference(table, &s, &f);
    }
    for (size_t i = 0; i < a->view->area_count; i++) {
        const struct web_subject s = {.area = &a->view->areas[i]};
        if (contrast_sets_area(a->sets.now[SETS_UNITS], s.area->made_of,
                               a->sets.now[SETS_AGAINST], s.area->made_of, &f))
            put_difference(table, &s, &f);
    }
}

static void put_effect(struct render_dict *table, const struct web_subject *s,
                       const struct effect *f)
{
    char value[REPORT_VALUE_SIZE];
    char interval[REPORT_CUTOFF_SIZE];
    char text[REPORT_POINTS_SIZE];
    struct render_dict *row = render_add(table, "EFFECT_ROW");
    web_subject_difference(s, f->difference.value, value);
    web_subject_interval(s, &f->difference, interval);
    render_put_text(row, "EFFECT_OF", web_subject_title(s));
    render_put_text(row, "EFFECT", value);
    render_put_text(row, "EFFECT_INTERVAL", interval);
    report_points_p(f->difference.p, text);
    render_put_text(row, "EFFECT_P", text);
    report_points_d(f->d.value, text);
    render_put_format(row, "EFFECT_D", "%s%s", text[0] == '-' ? "−" : "",
                      text + (text[0] == '-'));
    web_subject_difference(s, f->smallest, value);
    render_put_text(row, "SMALLEST", value + 1); /* without its sign */
    enum svg_tone tone = web_subject_tone(s, f->difference.value);
    render_put_text(row, "VERDICT",
                    f->difference.p >= CLEAR_P ? "inconclusive"
                    : tone == SVG_WORSE        ? "changed for the worse"
                    : tone == SVG_BETTER       ? "changed for the better"
                                               : "changed");
}

static void put_effects(const struct asked *a, struct render_dict *page)
{
    if (a->before == NULL)
        return;
    struct render_dict *table = render_add(page, "EFFECTS");
    size_t n = 0;
    for (size_t i = 0; i < a->view->scale_count; i++) {
        const struct web_subject s = {.scale = &a->view->scales[i]};
        struct effect f;
        if (s.scale->survey->institution_only ||
            !sets_effect(&a->sets, s.scale->survey->id, &f))
            continue;
        put_effect(table, &s, &f);
        n++;
    }
    if (n == 0)
        (void)render_add(table, "NO_EFFECT");
}

static void put_query(const struct asked *a, struct render_dict *done)
{
    struct render_dict *query = render_add(done, "QUERY");
    render_put_text(query, "QUERY_UNITS", buf_text(&a->lists[SETS_UNITS]));
    render_put_text(query, "QUERY_AGAINST", buf_text(&a->lists[SETS_AGAINST]));
    render_put_text(query, "QUERY_BEFORE",
                    a->before == NULL ? "" : a->before->release->wave);
    render_put_text(query, "QUERY_WITH",
                    a->with == NULL ? "" : a->with->release->wave);
    if (a->with != NULL)
        render_put_text(render_add(done, "POOLED_WITH"), "EARLIER_WAVE",
                        a->with->release->wave);
}

static size_t set_count(const struct asked *a)
{
    return a->sets.now[SETS_AGAINST] == NULL ? 1 : 2;
}

static enum err fill(const struct web *web, const struct asked *a,
                     struct render_dict *page)
{
    web_put_parts(page, a->view, WEB_PART_SETS);
    web_put_source(page, a->view);
    put_boxes(a, page);
    put_earlier(a, page);
    if (a->problem != NULL)
        render_put_text(render_add(page, "PROBLEM"), "PROBLEM_TEXT",
                        a->problem);
    if (!a->done) {
        (void)render_add(page, "CHOOSING");
        return ERR_OK;
    }
    struct render_dict *done = render_add(page, "DONE");
    put_query(a, done);
    put_differences(a, done);
    put_effects(a, done);
    web_put_groupings_query(
        done, &(struct web_groupings_query){
                  .path = "sets",
                  .by = "",
                  .units = buf_text(&a->lists[SETS_UNITS]),
                  .against = buf_text(&a->lists[SETS_AGAINST]),
                  .with = a->with == NULL ? "" : a->with->release->wave});
    return web_put_groupings(web, a->view, a->sets.now, set_count(a), done);
}

void page_sets(void *context, struct http_request *r)
{
    struct web *web = context;
    struct asked a = {.view = NULL};
    struct web_wave *wave = web_closed_wave(web, r, 0);
    if (wave == NULL)
        return;
    struct render_dict *page = web_page_new(web, r, "Units of your choice");
    enum err e = ask(web, r, wave, &a);
    if (e == ERR_OK)
        e = fill(web, &a, page);
    web_page_end(web, r, e, "sets.tpl", page);
    asked_wipe(&a);
    web_wave_release(wave);
}

void page_sets_csv(void *context, struct http_request *r)
{
    struct asked a = {.view = NULL};
    struct web_wave *wave = web_closed_wave(context, r, 0);
    if (wave == NULL)
        return;
    enum err e = ask(context, r, wave, &a);
    if (e == ERR_OK && a.done)
        web_groupings_csv(context, r, a.view, a.sets.now, set_count(&a),
                          "units", "by-units");
    else
        http_answer_error(r, e == ERR_OK ? 404 : 503);
    asked_wipe(&a);
    web_wave_release(wave);
}

static void answer_chart(struct web *web, struct http_request *r, bool as_png)
{
    struct asked a = {.view = NULL};
    struct web_wave *wave = web_closed_wave(web, r, 0);
    if (wave == NULL)
        return;
    enum err e = ask(web, r, wave, &a);
    if (e == ERR_OK && a.done)
        web_groupings_chart(web, r, a.view, a.sets.now, set_count(&a),
                            http_request_var(r, 1), as_png);
    else
        http_answer_error(r, e == ERR_OK ? 404 : 503);
    asked_wipe(&a);
    web_wave_release(wave);
}

void page_sets_chart_svg(void *context, struct http_request *r)
{
    answer_chart(context, r, false);
}

void page_sets_chart_png(void *context, struct http_request *r)
{
    answer_chart(context, r, true);
}
