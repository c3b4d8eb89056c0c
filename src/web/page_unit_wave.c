/*
 * /unit/UNIT/WAVE: one unit against its department and the institution, for its
 * champion and the subcommittee; and the same as CSV.
 */
#include "report/csv.h"
#include "web/access.h"
#include "web/download.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/mandate.h"
#include "web/view.h"

#define COLUMNS_MAX 4

static const struct render_field fields[] = {
    {"WAVE", RENDER_TEXT},
    {"TITLE", RENDER_TEXT},
    {"CLOSED_DATE", RENDER_TEXT},
    {"UNIT", RENDER_TEXT},
    {"UNIT_NAME", RENDER_TEXT},
    {"DEPARTMENT", RENDER_TEXT},
    {"ROSTER", RENDER_TEXT},
    {"GROUP_SHOWN", RENDER_SECTION},
    {"GROUP_HIDDEN", RENDER_SECTION},
    {"ANSWERED", RENDER_TEXT},
    {"PERCENT", RENDER_TEXT},
    {"POOL", RENDER_SECTION},
    {"MERGED", RENDER_SECTION},
    {"OWN_PROGRAM", RENDER_SECTION},
    {"PROGRAM", RENDER_TEXT},
    {"PROGRAM_ROSTER", RENDER_TEXT},
    {"PROGRAM_COUNT", RENDER_TEXT},
    {"MIN_GROUP", RENDER_TEXT},
    {"RULE_K", RENDER_TEXT},
    {"COLUMN", RENDER_SECTION},
    {"GROUP_NAME", RENDER_TEXT},
    {"OUTCOME", RENDER_SECTION},
    {"CHART", RENDER_MARKUP},
    {"CHART_TITLE", RENDER_TEXT},
    {"AREAS_WORDS", RENDER_TEXT},
    {"SCALE", RENDER_SECTION},
    {"SCALE_TITLE", RENDER_TEXT},
    {"SCALE_WORDS", RENDER_TEXT},
    {"AREA", RENDER_SECTION},
    {"AREA_TITLE", RENDER_TEXT},
    {"CELL", RENDER_SECTION},
    {"SURVEY", RENDER_TEXT},
    {"SURVEY_VERSION", RENDER_TEXT},
    {"RELEASE_SHA", RENDER_TEXT},
    WEB_FIGURE_FIELDS,
    WEB_MANDATE_FIELDS,
    {NULL, RENDER_TEXT},
};
const struct render_form page_unit_wave_form = {"unit_wave.tpl", fields,
                                                web_frame_fields};

struct unit_page {
    struct web *web;
    struct web_view view;
    const struct wave_group *unit;
    const struct sessions_person *person;
    size_t group;
    size_t columns[COLUMNS_MAX]; /* unit, its pool, department, institution */
    size_t column_n;
    struct render_dict *page;
};

static const struct published_group *group(const struct unit_page *p, size_t i)
{
    return &p->view.release->groups[i];
}

/* The pool that a unit's answers are counted in, or PUBLISHED_NONE. */
static size_t find_pool(const struct published_release *release, size_t unit)
{
    for (size_t i = 0; i < release->group_count; i++) {
        const struct published_group *g = &release->groups[i];
        for (size_t m = 0; m < g->member_count; m++) {
            if (strcmp(g->members[m], release->groups[unit].id) == 0)
                return i;
        }
    }
    return PUBLISHED_NONE;
}

static void find_columns(struct unit_page *p)
{
    const struct published_release *release = p->view.release;
    size_t pool = find_pool(release, p->group);
    size_t department = published_department_of(release, p->group);
    p->columns[p->column_n++] = p->group;
    if (pool != PUBLISHED_NONE)
        p->columns[p->column_n++] = pool;
    if (department != 0)
        p->columns[p->column_n++] = department;
    p->columns[p->column_n++] = 0;
}

static void put_head(const struct unit_page *p)
{
    const struct published_release *release = p->view.release;
    const struct published_group *g = group(p, p->group);
    struct render_dict *page = p->page;
    render_put_text(page, "WAVE", release->wave);
    render_put_text(page, "TITLE", p->view.wave->manifest->title);
    web_put_closing(page, "CLOSED_DATE", p->view.wave);
    render_put_text(page, "UNIT", p->unit->unit);
    render_put_text(page, "UNIT_NAME", p->unit->name);
    render_put_text(page, "DEPARTMENT", p->unit->department);
    render_put_int(page, "ROSTER", p->unit->roster);
    render_put_int(page, "RULE_K", release->k);
    render_put_text(page, "SURVEY", release->survey_id);
    render_put_text(page, "SURVEY_VERSION", release->survey_version);
    render_put_text(page, "RELEASE_SHA", release->sha256);
    render_put_text(page, "AREAS_WORDS", web_areas_words(&p->view));
    if (!g->shown) {
        (void)render_add(page, "GROUP_HIDDEN");
        return;
    }
    struct render_dict *shown = render_add(page, "GROUP_SHOWN");
    render_put_int(shown, "ANSWERED", g->n);
    render_put_int(shown, "PERCENT", web_percent(g->n, g->roster));
}

/* Why a program is counted in a unit of another name. */
static void put_merged(const struct unit_page *p)
{
    if (p->unit->program_count < 2)
        return;
    struct render_dict *merged = render_add(p->page, "MERGED");
    render_put_int(merged, "PROGRAM_COUNT", (int64_t)p->unit->program_count);
    render_put_int(merged, "MIN_GROUP", p->view.wave->manifest->min_group);
    for (size_t i = 0; i < p->unit->program_count; i++) {
        const struct wave_program *program = &p->unit->programs[i];
        if (!web_access_is_own_program(p->person, program->id))
            continue;
        struct render_dict *own = render_add(merged, "OWN_PROGRAM");
        render_put_text(own, "PROGRAM", program->id);
        render_put_int(own, "PROGRAM_ROSTER", program->roster);
    }
}

static void put_columns(const struct unit_page *p)
{
    for (size_t i = 0; i < p->column_n; i++) {
        const struct published_group *g = group(p, p->columns[i]);
        struct render_dict *column = render_add(p->page, "COLUMN");
        render_put_text(column, "GROUP_NAME", g->name);
        if (g->level == PUBLISHED_POOL)
            render_put_text(render_add(p->page, "POOL"), "GROUP_NAME", g->name);
    }
}

static void put_tables(const struct unit_page *p)
{
    for (size_t s = 0; s < p->view.scale_count; s++) {
        const struct web_scale *scale = &p->view.scales[s];
        struct render_dict *row = render_add(p->page, "SCALE");
        char words[96];
        web_scale_words(scale, words, sizeof words);
        render_put_text(row, "SCALE_TITLE", scale->title);
        render_put_text(row, "SCALE_WORDS", words);
        for (size_t i = 0; i < p->column_n; i++)
            web_put_figure(render_add(row, "CELL"), &p->view, scale,
                           group(p, p->columns[i]));
    }
    for (size_t a = 0; a < p->view.area_count; a++) {
        struct render_dict *row = render_add(p->page, "AREA");
        render_put_text(row, "AREA_TITLE", p->view.areas[a].title);
        for (size_t i = 0; i < p->column_n; i++)
            web_put_area(render_add(row, "CELL"), &p->view.areas[a],
                         group(p, p->columns[i]));
    }
}

/* "Work-related burnout: 47 here, 46.3 in the institution". */
static void chart_title(const struct unit_page *p,
                        const struct web_scale *scale, char *out, size_t size)
{
    const struct published_group *here = group(p, p->group);
    const struct published_group *all = group(p, 0);
    bool can = here->shown && all->shown &&
               here->figures[scale->index].mean.text != NULL &&
               all->figures[scale->index].mean.text != NULL;
    if (!can) {
        (void)snprintf(out, size, "%s: the unit is not shown", scale->title);
        return;
    }
    char here_text[WEB_VALUE_SIZE];
    char all_text[WEB_VALUE_SIZE];
    web_mean_text(scale, &here->figures[scale->index].mean, here_text);
    web_mean_text(scale, &all->figures[scale->index].mean, all_text);
    (void)snprintf(out, size, "%s: %s here, %s in the institution",
                   scale->title, here_text, all_text);
}

static enum err put_charts(const struct unit_page *p)
{
    enum err e = ERR_OK;
    for (size_t s = 0; e == ERR_OK && s < p->view.scale_count; s++) {
        const struct web_scale *scale = &p->view.scales[s];
        if (scale->in_area || scale->survey->institution_only)
            continue;
        char title[200];
        struct buf svg = BUF_INIT;
        chart_title(p, scale, title, sizeof title);
        e = web_chart(p->web, &p->view, scale, p->columns, p->column_n,
                      p->group, title, &svg);
        struct render_dict *outcome = render_add(p->page, "OUTCOME");
        render_put_text(outcome, "CHART_TITLE", title);
        render_put_markup(outcome, "CHART", &svg);
        buf_free(&svg);
    }
    return e;
}

/*
 * The wave and the unit of the path; NULL: answered with 404, which says the
 * same whether the unit does not exist or is somebody else's.
 */
static struct web_wave *find(struct web *web, struct http_request *r,
                             const struct wave_group **out_unit,
                             size_t *out_group)
{
    struct web_wave *wave = web_closed_wave(web, r, 1);
    if (wave == NULL)
        return NULL;
    const char *name = http_request_var(r, 0);
    *out_unit = web_access_unit(web_person(r), wave->manifest, name);
    *out_group = *out_unit == NULL ? PUBLISHED_NONE
                                   : published_unit_find(wave->release, name);
    if (*out_group != PUBLISHED_NONE)
        return wave;
    web_wave_release(wave);
    http_answer_error(r, 404);
    return NULL;
}

void page_unit_wave(void *context, struct http_request *r)
{
    struct unit_page p = {.web = context, .person = web_person(r)};
    struct web_wave *wave = find(p.web, r, &p.unit, &p.group);
    if (wave == NULL)
        return;
    enum err e = web_view_init(wave, &p.view);
    if (e == ERR_OK) {
        p.page = web_page_new(p.web, r, p.unit->name);
        web_page_is_wide(p.page);
        find_columns(&p);
        put_head(&p);
        put_merged(&p);
        put_columns(&p);
        put_tables(&p);
        e = put_charts(&p);
    }
    if (e == ERR_OK)
        e = web_put_mandate(p.web, p.page, p.person, wave, p.unit);
    if (e == ERR_OK) {
        web_page_answer(p.web, r, 200, "unit_wave.tpl", p.page);
    } else {
        render_dict_free(p.page);
        http_answer_error(r, 503);
    }
    web_view_wipe(&p.view);
    web_wave_release(wave);
}

void page_unit_csv(void *context, struct http_request *r)
{
    const struct wave_group *unit = NULL;
    size_t at = PUBLISHED_NONE;
    struct web_wave *wave = find(context, r, &unit, &at);
    if (wave == NULL)
        return;
    struct buf csv = BUF_INIT;
    if (report_csv_unit(wave->release, at, &csv) == ERR_OK)
        web_download(context, r, wave->info.name, wave->release->groups[at].id,
                     "csv", "text/csv; charset=utf-8", &csv);
    else
        http_answer_error(r, 503);
    buf_free(&csv);
    web_wave_release(wave);
}
