/*
 * /results/WAVE/groups?by=type: units grouped by what the roster said of them,
 * for the subcommittee and the office; and the same as CSV.
 */
#include "report/csv_groups.h"
#include "web/download.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/view.h"

static const struct render_field fields[] = {
    {"WAVE", RENDER_TEXT},
    {"TITLE", RENDER_TEXT},
    {"BY", RENDER_TEXT},
    {"KEY", RENDER_SECTION},
    {"KEY_NAME", RENDER_TEXT},
    {"HERE", RENDER_SECTION},
    {"OTHER", RENDER_SECTION},
    {"NO_FACTS", RENDER_SECTION},
    {"WHO", RENDER_SECTION},
    {"GROUP_NAME", RENDER_TEXT},
    {"UNITS", RENDER_TEXT},
    {"ROSTER", RENDER_TEXT},
    {"ANSWERED", RENDER_TEXT},
    {"MISSING", RENDER_SECTION},
    {"UNIT", RENDER_TEXT},
    {"POOLED", RENDER_SECTION},
    {"SCALE", RENDER_SECTION},
    {"SCALE_TITLE", RENDER_TEXT},
    {"SCALE_WORDS", RENDER_TEXT},
    {"ROW", RENDER_SECTION},
    {"RELEASE_SHA", RENDER_TEXT},
    WEB_FIGURE_FIELDS,
    WEB_ABOVE_FIELDS,
    {NULL, RENDER_TEXT},
};
const struct render_form page_groups_form = {"groups.tpl", fields,
                                             web_frame_fields};

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

static void put_who(struct render_dict *page, const struct grouping *g)
{
    struct render_dict *row = render_add(page, "WHO");
    render_put_text(row, "GROUP_NAME", g->label);
    render_put_int(row, "UNITS", (int64_t)g->unit_count);
    render_put_int(row, "ROSTER", g->group.roster);
    render_put_int(row, "ANSWERED", g->group.n);
    for (size_t i = 0; i < g->missing_count; i++) {
        const struct grouping_missing *m = &g->missing[i];
        struct render_dict *item = render_add(row, "MISSING");
        render_put_text(item, "UNIT", m->release->groups[m->unit].name);
        if (m->pool != PUBLISHED_NONE)
            (void)render_add(item, "POOLED");
    }
}

static void put_scale(struct render_dict *page, const struct web_scale *scale,
                      const struct grouping_list *list)
{
    struct render_dict *section = render_add(page, "SCALE");
    char words[96];
    web_scale_words(scale, words, sizeof words);
    render_put_text(section, "SCALE_TITLE", scale->title);
    render_put_text(section, "SCALE_WORDS", words);
    for (size_t i = 0; i < list->count; i++) {
        const struct grouping *g = list->groupings[i];
        const struct grouping_range *range = &g->ranges[scale->index];
        struct render_dict *row = render_add(section, "ROW");
        render_put_text(row, "GROUP_NAME", g->label);
        web_put_figure_range(row, scale, &g->group,
                             range->known ? &range->range : NULL);
        web_put_above(row, scale, &g->group);
    }
}

static struct render_dict *make_page(struct web *web, struct http_request *r,
                                     const struct web_view *view,
                                     const struct grouping_list *list,
                                     enum grouping_key key)
{
    struct render_dict *page = web_page_new(web, r, "Groups of units");
    web_page_is_wide(page);
    render_put_text(page, "WAVE", view->release->wave);
    render_put_text(page, "TITLE", view->wave->manifest->title);
    render_put_text(page, "BY", grouping_key_name(key));
    render_put_text(page, "RELEASE_SHA", view->release->sha256);
    put_keys(page, view->wave, key);
    for (size_t i = 0; i < list->count; i++)
        put_who(page, list->groupings[i]);
    for (size_t i = 0; i < view->scale_count; i++)
        if (!view->scales[i].survey->institution_only)
            put_scale(page, &view->scales[i], list);
    return page;
}

void page_groups(void *context, struct http_request *r)
{
    struct web *web = context;
    enum grouping_key key = GROUPING_TYPE;
    struct grouping_list list = {NULL, 0};
    struct web_view view = {0};
    struct web_wave *wave = web_closed_wave(web, r, 0);
    if (wave == NULL)
        return;
    if (find_key(wave, r, &key)) {
        enum err e = web_view_init(wave, &view);
        if (e == ERR_OK)
            e = grouping_by_key(wave->release, key, wave->units, &list);
        if (e == ERR_OK)
            web_page_answer(web, r, 200, "groups.tpl",
                            make_page(web, r, &view, &list, key));
        else
            http_answer_error(r, 503);
    }
    grouping_list_free(&list);
    web_view_wipe(&view);
    web_wave_release(wave);
}

void page_groups_csv(void *context, struct http_request *r)
{
    enum grouping_key key = GROUPING_TYPE;
    struct grouping_list list = {NULL, 0};
    struct buf csv = BUF_INIT;
    struct web_wave *wave = web_closed_wave(context, r, 0);
    if (wave == NULL)
        return;
    if (find_key(wave, r, &key)) {
        char what[32];
        (void)snprintf(what, sizeof what, "by-%s", grouping_key_name(key));
        enum err e = grouping_by_key(wave->release, key, wave->units, &list);
        if (e == ERR_OK)
            e = report_csv_groups(grouping_key_name(key), list.groupings,
                                  list.count, &csv);
        if (e == ERR_OK)
            web_download(context, r, wave->info.name, what, "csv",
                         "text/csv; charset=utf-8", &csv);
        else
            http_answer_error(r, 503);
    }
    buf_free(&csv);
    grouping_list_free(&list);
    web_wave_release(wave);
}
