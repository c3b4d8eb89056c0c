/*
 * /results/WAVE/groups?by=type: units grouped by what the roster said of them,
 * for the subcommittee and the office; and the same as CSV.
 */
#include "web/download.h"
#include "web/forms.h"
#include "web/groupings.h"
#include "web/handlers.h"
#include "web/series.h"
#include "web/wave_parts.h"

static const struct render_field fields[] = {
    {"BY", RENDER_TEXT},
    {"KEY", RENDER_SECTION},
    {"KEY_NAME", RENDER_TEXT},
    {"HERE", RENDER_SECTION},
    {"OTHER", RENDER_SECTION},
    {"NO_FACTS", RENDER_SECTION},
    {"EARLIER", RENDER_SECTION},
    {"EARLIER_NONE", RENDER_SECTION},
    {"EARLIER_HERE", RENDER_SECTION},
    {"EARLIER_OTHER", RENDER_SECTION},
    {"EARLIER_WAVE", RENDER_TEXT},
    {"WITH", RENDER_SECTION},
    {"WITH_WAVE", RENDER_TEXT},
    {"NOT_POOLED", RENDER_SECTION},
    {"DONE", RENDER_SECTION},
    WEB_PARTS_FIELDS,
    WEB_SOURCE_FIELDS,
    WEB_GROUPINGS_FIELDS,
    WEB_FIGURE_FIELDS,
    WEB_ABOVE_FIELDS,
    {NULL, RENDER_TEXT},
};
const struct render_form page_groups_form = {"groups.tpl", fields,
                                             web_frame_fields};

/* What was asked for, and what came of it. */
struct asked {
    struct web_series series;
    const struct web_view *view; /* the wave's own */
    const struct web_view *with; /* pooled with it; NULL: with none */
    enum grouping_key key;
    bool not_pooled; /* the two did not ask the same */
    struct grouping_list list;
};

static void asked_wipe(struct asked *a)
{
    grouping_list_free(&a->list);
    web_series_wipe(&a->series);
}

static bool needs_units(enum grouping_key key)
{
    return key == GROUPING_TYPE || key == GROUPING_SITE;
}

/* What the query asks for; without one, what the wave can be grouped by. FALSE:
 * neither, and 404 was answered. */
static bool find_key(const struct web_wave *wave, struct http_request *r,
                     enum grouping_key *out_key)
{
    const char *by = http_request_query(r, "by");
    enum grouping_key key =
        wave->units != NULL ? GROUPING_TYPE : GROUPING_DEPARTMENT;
    if ((by != NULL && !grouping_key_find(by, &key)) ||
        (needs_units(key) && wave->units == NULL)) {
        http_answer_error(r, 404);
        return false;
    }
    *out_key = key;
    return true;
}

/* An earlier wave that the query names, if it can be grouped alike. FALSE:
 * there is none, and 404 was answered. */
static bool find_with(struct asked *a, struct http_request *r)
{
    const char *with = http_request_query(r, "with");
    if (with == NULL || with[0] == '\0')
        return true;
    for (size_t i = 0; i + 1 < a->series.count; i++)
        if (strcmp(a->series.views[i].release->wave, with) == 0)
            a->with = &a->series.views[i];
    if (a->with == NULL ||
        (needs_units(a->key) && a->with->wave->units == NULL)) {
        http_answer_error(r, 404);
        return false;
    }
    return true;
}

static enum err make(struct asked *a)
{
    const struct grouping_wave waves[2] = {
        {a->view->release, a->view->wave->units},
        {a->with != NULL ? a->with->release : NULL,
         a->with != NULL ? a->with->wave->units : NULL}};
    enum err e =
        grouping_by_key(waves, a->with != NULL ? 2 : 1, a->key, &a->list);
    a->not_pooled = e == ERR_STATE;
    return a->not_pooled ? ERR_OK : e;
}

/* What the request asks for. FALSE: it was answered. */
static bool ask(struct web *web, struct http_request *r,
                const struct web_wave *wave, struct asked *out)
{
    enum err e = web_series_init(web, wave, &out->series);
    if (e == ERR_OK) {
        out->view = &out->series.views[out->series.count - 1];
        if (!find_key(wave, r, &out->key) || !find_with(out, r))
            return false;
        e = make(out);
    }
    if (e != ERR_OK)
        http_answer_error(r, 503);
    return e == ERR_OK;
}

static void put_keys(struct render_dict *page, const struct web_wave *wave,
                     enum grouping_key key)
{
    for (size_t i = 0; i < GROUPING_KEYS; i++) {
        enum grouping_key one = (enum grouping_key)i;
        if (needs_units(one) && wave->units == NULL)
            continue;
        struct render_dict *item = render_add(page, "KEY");
        struct render_dict *name =
            render_add(item, one == key ? "HERE" : "OTHER");
        render_put_text(name, "KEY_NAME", grouping_key_name(one));
    }
    if (wave->units == NULL)
        (void)render_add(page, "NO_FACTS");
}

static void put_earlier(const struct asked *a, struct render_dict *page)
{
    if (a->series.count < 2)
        return;
    struct render_dict *earlier = render_add(page, "EARLIER");
    if (a->with != NULL)
        (void)render_add(earlier, "EARLIER_NONE");
    for (size_t i = 0; i + 1 < a->series.count; i++) {
        const struct web_view *view = &a->series.views[i];
        if (needs_units(a->key) && view->wave->units == NULL)
            continue;
        struct render_dict *one = render_add(
            earlier, view == a->with ? "EARLIER_HERE" : "EARLIER_OTHER");
        render_put_text(one, "EARLIER_WAVE", view->release->wave);
    }
    if (a->with != NULL)
        render_put_text(render_add(page, a->not_pooled ? "NOT_POOLED" : "WITH"),
                        "WITH_WAVE", a->with->release->wave);
}

static enum err fill(const struct web *web, const struct asked *a,
                     struct render_dict *page)
{
    render_put_text(page, "BY", grouping_key_name(a->key));
    web_put_parts(page, a->view, WEB_PART_GROUPS);
    web_put_source(page, a->view);
    put_keys(page, a->view->wave, a->key);
    put_earlier(a, page);
    if (a->not_pooled)
        return ERR_OK;
    struct render_dict *done = render_add(page, "DONE");
    web_put_groupings_query(
        done, &(struct web_groupings_query){
                  .path = "groups",
                  .by = grouping_key_name(a->key),
                  .units = "",
                  .against = "",
                  .with = a->with != NULL ? a->with->release->wave : ""});
    return web_put_groupings(web, a->view, a->list.groupings, a->list.count,
                             done);
}

void page_groups(void *context, struct http_request *r)
{
    struct web *web = context;
    struct asked a = {.view = NULL};
    struct web_wave *wave = web_closed_wave(web, r, 0);
    if (wave == NULL)
        return;
    if (ask(web, r, wave, &a)) {
        struct render_dict *page = web_page_new(web, r, "Groups of units");
        web_page_end(web, r, fill(web, &a, page), "groups.tpl", page);
    }
    asked_wipe(&a);
    web_wave_release(wave);
}

/* The same for a file, which has no place for why two waves are not pooled. */
static bool ask_for_file(struct web *web, struct http_request *r,
                         const struct web_wave *wave, struct asked *out)
{
    if (!ask(web, r, wave, out))
        return false;
    if (out->not_pooled)
        http_answer_error(r, 404);
    return !out->not_pooled;
}

void page_groups_csv(void *context, struct http_request *r)
{
    struct asked a = {.view = NULL};
    struct web_wave *wave = web_closed_wave(context, r, 0);
    if (wave == NULL)
        return;
    if (ask_for_file(context, r, wave, &a)) {
        char what[80];
        const char *by = grouping_key_name(a.key);
        (void)snprintf(what, sizeof what, "by-%s%s%.40s", by,
                       a.with != NULL ? " with " : "",
                       a.with != NULL ? a.with->release->wave : "");
        web_groupings_csv(context, r, a.view, a.list.groupings, a.list.count,
                          by, what);
    }
    asked_wipe(&a);
    web_wave_release(wave);
}

static void answer_chart(struct web *web, struct http_request *r, bool as_png)
{
    struct asked a = {.view = NULL};
    struct web_wave *wave = web_closed_wave(web, r, 0);
    if (wave == NULL)
        return;
    if (ask_for_file(web, r, wave, &a))
        web_groupings_chart(web, r, a.view, a.list.groupings, a.list.count,
                            http_request_var(r, 1), as_png);
    asked_wipe(&a);
    web_wave_release(wave);
}

void page_groups_chart_svg(void *context, struct http_request *r)
{
    answer_chart(context, r, false);
}

void page_groups_chart_png(void *context, struct http_request *r)
{
    answer_chart(context, r, true);
}
