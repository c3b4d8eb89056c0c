/* /units: the units that one may see; /unit/UNIT: one of them over the waves.
 */
#include "web/access.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/view.h"

static const struct render_field units_fields[] = {
    {"DEPARTMENT_ROW", RENDER_SECTION}, {"DEPARTMENT", RENDER_TEXT},
    {"UNIT_ROW", RENDER_SECTION},       {"UNIT", RENDER_TEXT},
    {"UNIT_NAME", RENDER_TEXT},         {"ROSTER", RENDER_TEXT},
    {"NONE", RENDER_SECTION},           {NULL, RENDER_TEXT},
};
const struct render_form page_units_form = {"units.tpl", units_fields,
                                            web_frame_fields};

static const struct render_field unit_fields[] = {
    {"UNIT", RENDER_TEXT},
    {"UNIT_NAME", RENDER_TEXT},
    {"DEPARTMENT", RENDER_TEXT},
    {"CLOSED", RENDER_SECTION},
    {"OPEN", RENDER_SECTION},
    {"WAVE", RENDER_TEXT},
    {"TITLE", RENDER_TEXT},
    {"DATE", RENDER_TEXT},
    {"ROSTER", RENDER_TEXT},
    {"GROUP_SHOWN", RENDER_SECTION},
    {"GROUP_HIDDEN", RENDER_SECTION},
    {"ANSWERED", RENDER_TEXT},
    {"PERCENT", RENDER_TEXT},
    {NULL, RENDER_TEXT},
};
const struct render_form page_unit_form = {"unit.tpl", unit_fields,
                                           web_frame_fields};

/* Whether a newer wave of the list has the unit too. */
static bool is_listed(struct web_wave *const *list, size_t before,
                      const struct sessions_person *person, const char *unit)
{
    for (size_t i = 0; i < before; i++) {
        if (web_access_unit(person, list[i]->manifest, unit) != NULL)
            return true;
    }
    return false;
}

/* The units of one wave that no newer one had, by department. */
static size_t put_units(struct render_dict *page, struct web_wave *const *list,
                        size_t at, const struct sessions_person *person)
{
    const struct wave_manifest *m = list[at]->manifest;
    struct render_dict *row = NULL;
    const char *department = NULL;
    size_t n = 0;
    for (size_t i = 0; i < m->group_count; i++) {
        const struct wave_group *g = &m->groups[i];
        if (web_access_unit(person, m, g->unit) == NULL ||
            is_listed(list, at, person, g->unit))
            continue;
        if (department == NULL || strcmp(department, g->department) != 0) {
            department = g->department;
            row = render_add(page, "DEPARTMENT_ROW");
            render_put_text(row, "DEPARTMENT", department);
        }
        struct render_dict *unit = render_add(row, "UNIT_ROW");
        render_put_text(unit, "UNIT", g->unit);
        render_put_text(unit, "UNIT_NAME", g->name);
        render_put_int(unit, "ROSTER", g->roster);
        n++;
    }
    return n;
}

void page_units(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_wave **list = NULL;
    size_t n = 0;
    if (web_waves_list(web->waves, &list, &n) != ERR_OK) {
        http_answer_error(r, 503);
        return;
    }
    struct render_dict *page = web_page_new(web, r, "Units");
    size_t units = 0;
    for (size_t i = 0; i < n; i++)
        units += put_units(page, list, i, web_person(r));
    if (units == 0)
        (void)render_add(page, "NONE");
    web_waves_list_free(list, n);
    web_page_answer(web, r, 200, "units.tpl", page);
}

static void put_closed(struct render_dict *page, const struct web_wave *wave,
                       const struct wave_group *unit)
{
    struct render_dict *row = render_add(page, "CLOSED");
    render_put_text(row, "WAVE", wave->info.name);
    render_put_text(row, "TITLE", wave->manifest->title);
    web_put_closing(row, "DATE", wave);
    render_put_int(row, "ROSTER", unit->roster);
    size_t at = published_unit_find(wave->release, unit->unit);
    if (at == PUBLISHED_NONE || !wave->release->groups[at].shown) {
        (void)render_add(row, "GROUP_HIDDEN");
        return;
    }
    struct render_dict *shown = render_add(row, "GROUP_SHOWN");
    uint32_t n = wave->release->groups[at].n;
    render_put_int(shown, "ANSWERED", n);
    render_put_int(shown, "PERCENT", report_percent(n, unit->roster));
}

static void put_open(struct render_dict *page, const struct web_wave *wave,
                     const struct wave_group *unit)
{
    struct render_dict *row = render_add(page, "OPEN");
    render_put_text(row, "WAVE", wave->info.name);
    render_put_text(row, "TITLE", wave->manifest->title);
    web_put_closing(row, "DATE", wave);
    render_put_int(row, "ROSTER", unit->roster);
}

void page_unit(void *context, struct http_request *r)
{
    struct web *web = context;
    const char *name = http_request_var(r, 0);
    struct web_wave **list = NULL;
    size_t n = 0;
    if (web_waves_list(web->waves, &list, &n) != ERR_OK) {
        http_answer_error(r, 503);
        return;
    }
    struct render_dict *page = web_page_new(web, r, "Unit");
    bool found = false;
    for (size_t i = 0; i < n; i++) {
        const struct wave_group *unit =
            web_access_unit(web_person(r), list[i]->manifest, name);
        if (unit == NULL)
            continue;
        if (!found) {
            render_put_text(page, "UNIT", unit->unit);
            render_put_text(page, "UNIT_NAME", unit->name);
            render_put_text(page, "DEPARTMENT", unit->department);
        }
        found = true;
        if (list[i]->phase == WEB_WAVE_CLOSED)
            put_closed(page, list[i], unit);
        else
            put_open(page, list[i], unit);
    }
    web_waves_list_free(list, n);
    if (found) {
        web_page_answer(web, r, 200, "unit.tpl", page);
        return;
    }
    render_dict_free(page);
    http_answer_error(r, 404);
}
