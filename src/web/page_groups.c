/*
 * /results/WAVE/groups?by=type: units grouped by what the roster said of them,
 * for the subcommittee and the office; and the same as CSV.
 */
#include "report/csv_groups.h"
#include "web/download.h"
#include "web/forms.h"
#include "web/groupings.h"
#include "web/handlers.h"
#include "web/wave_parts.h"

static const struct render_field fields[] = {
    {"BY", RENDER_TEXT},       {"KEY", RENDER_SECTION},
    {"KEY_NAME", RENDER_TEXT}, {"HERE", RENDER_SECTION},
    {"OTHER", RENDER_SECTION}, {"NO_FACTS", RENDER_SECTION},
    WEB_PARTS_FIELDS,          WEB_SOURCE_FIELDS,
    WEB_GROUPINGS_FIELDS,      WEB_FIGURE_FIELDS,
    WEB_ABOVE_FIELDS,          {NULL, RENDER_TEXT},
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

static enum err fill(const struct web *web, const struct web_view *view,
                     enum grouping_key key, struct render_dict *page)
{
    struct grouping_list list = {NULL, 0};
    enum err e = grouping_by_key(view->release, key, view->wave->units, &list);
    if (e != ERR_OK)
        return e;
    render_put_text(page, "BY", grouping_key_name(key));
    web_put_parts(page, view, WEB_PART_GROUPS);
    web_put_source(page, view);
    put_keys(page, view->wave, key);
    e = web_put_groupings(web, view, list.groupings, list.count, page);
    grouping_list_free(&list);
    return e;
}

void page_groups(void *context, struct http_request *r)
{
    struct web *web = context;
    enum grouping_key key = GROUPING_TYPE;
    struct web_view view = {0};
    struct web_wave *wave = web_closed_wave(web, r, 0);
    if (wave == NULL)
        return;
    if (find_key(wave, r, &key)) {
        struct render_dict *page = web_page_new(web, r, "Groups of units");
        enum err e = web_view_init(wave, &view);
        if (e == ERR_OK)
            e = fill(web, &view, key, page);
        web_page_end(web, r, e, "groups.tpl", page);
    }
    web_view_wipe(&view);
    web_wave_release(wave);
}

void page_groups_csv(void *context, struct http_request *r)
{
    enum grouping_key key = GROUPING_TYPE;
    struct grouping_list list = {NULL, 0};
    struct report_areas areas = {NULL, 0};
    struct buf csv = BUF_INIT;
    struct web_wave *wave = web_closed_wave(context, r, 0);
    if (wave == NULL)
        return;
    if (find_key(wave, r, &key)) {
        char what[32];
        (void)snprintf(what, sizeof what, "by-%s", grouping_key_name(key));
        enum err e = grouping_by_key(wave->release, key, wave->units, &list);
        if (e == ERR_OK)
            e = report_areas_new(wave->survey, wave->release, &areas);
        if (e == ERR_OK)
            e = report_csv_groups(grouping_key_name(key), list.groupings,
                                  list.count, &areas, &csv);
        if (e == ERR_OK)
            web_download(context, r, wave->info.name, what, "csv",
                         "text/csv; charset=utf-8", &csv);
        else
            http_answer_error(r, 503);
    }
    buf_free(&csv);
    report_areas_wipe(&areas);
    grouping_list_free(&list);
    web_wave_release(wave);
}
