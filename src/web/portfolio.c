#include "web/form_view.h"
#include "web/forms.h"
#include "web/initiatives_view.h"
#include "web/mandate.h"
#include "web/wave_parts.h"

static const struct render_field fields[] = {
    {"WAVE", RENDER_TEXT},
    {"STATE_ROW", RENDER_SECTION},
    {"STATE_AREA", RENDER_TEXT},
    {"SHOWN", RENDER_SECTION},
    {"HIDDEN", RENDER_SECTION},
    {"VALUE", RENDER_TEXT},
    {"LOW_PRECISION", RENDER_SECTION},
    {"IN_PLACE", RENDER_TEXT},
    {"PARTLY", RENDER_TEXT},
    {"NOT_THERE", RENDER_TEXT},
    {"NOT_SAID", RENDER_TEXT},
    {"PLAN_COUNT", RENDER_TEXT},
    {"OVERDUE_COUNT", RENDER_TEXT},
    {"OWN_PLANS", RENDER_SECTION},
    {"NO_OWN_PLANS", RENDER_SECTION},
    {"PLAN", RENDER_SECTION},
    WEB_PLAN_FIELDS,
    {"INITIATIVE", RENDER_SECTION},
    {"NO_INITIATIVE", RENDER_SECTION},
    {"INITIATIVE_ID", RENDER_TEXT},
    {"INITIATIVE_TITLE", RENDER_TEXT},
    {"INITIATIVES", RENDER_SECTION},
    {"INITIATIVE_UNITS", RENDER_TEXT},
    {"INITIATIVE_OUTCOME", RENDER_TEXT},
    {"INITIATIVE_SIDE", RENDER_SECTION},
    {"SIDE_SHOWN", RENDER_SECTION},
    {"SIDE_HIDDEN", RENDER_SECTION},
    {"SIDE_BEFORE", RENDER_TEXT},
    {"SIDE_AFTER", RENDER_TEXT},
    {"SIDE_N_BEFORE", RENDER_TEXT},
    {"SIDE_N_AFTER", RENDER_TEXT},
    {"INITIATIVE_WAITS", RENDER_SECTION},
    {"INITIATIVE_NO_EFFECT", RENDER_SECTION},
    {"INITIATIVE_VERDICT", RENDER_TEXT},
    {"INITIATIVE_EFFECT", RENDER_SECTION},
    {"EFFECT", RENDER_TEXT},
    {"EFFECT_LOW", RENDER_TEXT},
    {"EFFECT_HIGH", RENDER_TEXT},
    WEB_SOURCE_FIELDS,
    {NULL, RENDER_TEXT},
};
const struct render_form page_results_mandate_form = {"results_mandate.tpl",
                                                      fields, NULL};

/* How many programs are how far, by area. */
struct tally {
    uint32_t of[CHECKLIST_NO + 1];
};

static const struct checklist *find_list(const struct checklist *lists,
                                         size_t count, const char *program)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(lists[i].program, program) == 0)
            return &lists[i];
    return NULL;
}

static void count_program(const struct checklist *list,
                          struct tally tallies[static AREAS_COUNT])
{
    for (size_t a = 0; a < AREAS_COUNT; a++)
        tallies[a]
            .of[list == NULL ? CHECKLIST_NOT_SAID : list->rows[a].state]++;
}

static enum err put_states(struct web *web, struct render_dict *page,
                           const struct web_wave *wave)
{
    struct tally tallies[AREAS_COUNT] = {{{0}}};
    struct checklist *lists = NULL;
    size_t count = 0;
    enum err e = checklist_list(web->site, &lists, &count);
    if (e != ERR_OK)
        return e;
    for (size_t g = 0; g < wave->manifest->group_count; g++) {
        const struct wave_group *group = &wave->manifest->groups[g];
        for (size_t p = 0; p < group->program_count; p++)
            count_program(find_list(lists, count, group->programs[p].id),
                          tallies);
    }
    free(lists);
    for (size_t a = 0; a < AREAS_COUNT; a++) {
        const struct web_area area = {
            .title = areas_titles[a],
            .index = published_area_find(wave->release, areas_ids[a])};
        struct render_dict *row = render_add(page, "STATE_ROW");
        render_put_text(row, "STATE_AREA", areas_titles[a]);
        web_put_area(row, &area, &wave->release->groups[0]);
        render_put_int(row, "IN_PLACE", tallies[a].of[CHECKLIST_IN_PLACE]);
        render_put_int(row, "PARTLY", tallies[a].of[CHECKLIST_PARTLY]);
        render_put_int(row, "NOT_THERE", tallies[a].of[CHECKLIST_NO]);
        render_put_int(row, "NOT_SAID", tallies[a].of[CHECKLIST_NOT_SAID]);
    }
    return ERR_OK;
}

/* The institution's own, each; of units, how many. */
static enum err put_plans(struct web *web, struct render_dict *page)
{
    static const struct web_plan_view view = {.with_owner = true,
                                              .may_change = true};
    struct plan *plans = NULL;
    struct render_dict *own = NULL;
    size_t count = 0;
    int64_t overdue = 0;
    char today[FIELDS_DATE_SIZE];
    web_today(today);
    enum err e = plans_list(web->site, &plans, &count);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        overdue += plans_is_overdue(&plans[i], today);
        if (!plans_is_institution(&plans[i]))
            continue;
        own = own != NULL ? own : render_add(page, "OWN_PLANS");
        web_put_plan(web, render_add(own, "PLAN"), &plans[i], &view);
    }
    if (own == NULL)
        (void)render_add(page, "NO_OWN_PLANS");
    free(plans);
    render_put_int(page, "PLAN_COUNT", (int64_t)count);
    render_put_int(page, "OVERDUE_COUNT", overdue);
    return e;
}

static void put_effect(struct render_dict *row, const struct effect *effect)
{
    struct render_dict *dict = render_add(row, "INITIATIVE_EFFECT");
    char text[WEB_POINTS_SIZE];
    web_points_text(effect->difference.value, text);
    render_put_text(dict, "EFFECT", text);
    web_points_text(effect->difference.low, text);
    render_put_text(dict, "EFFECT_LOW", text);
    web_points_text(effect->difference.high, text);
    render_put_text(dict, "EFFECT_HIGH", text);
}

/* Before and after in one set of units. */
static void put_side(struct render_dict *row, const struct report_cell cells[2])
{
    struct render_dict *side = render_add(row, "INITIATIVE_SIDE");
    if (!cells[0].shown || !cells[1].shown) {
        (void)render_add(side, "SIDE_HIDDEN");
        return;
    }
    struct render_dict *shown = render_add(side, "SIDE_SHOWN");
    char text[REPORT_VALUE_SIZE];
    report_print_text(cells[0].mean, text);
    render_put_text(shown, "SIDE_BEFORE", text);
    report_print_text(cells[1].mean, text);
    render_put_text(shown, "SIDE_AFTER", text);
    render_put_int(shown, "SIDE_N_BEFORE", cells[0].n);
    render_put_int(shown, "SIDE_N_AFTER", cells[1].n);
}

static void put_result(struct render_dict *row,
                       const struct report_initiative *result)
{
    if (result->main == result->after_count) {
        (void)render_add(row, "INITIATIVE_WAITS");
        return;
    }
    const struct report_after *after = &result->after[result->main];
    put_side(row, &after->cells[0]);
    put_side(row, &after->cells[2]);
    if (result->verdict >= REPORT_INCONCLUSIVE)
        put_effect(row, &after->effect);
    else
        (void)render_add(row, "INITIATIVE_NO_EFFECT");
}

static enum err put_initiative(const struct web_initiatives *all,
                               struct render_dict *list,
                               const struct initiative *in)
{
    struct report_initiative result;
    enum err e = web_initiative_result(all, in, &result);
    if (e != ERR_OK)
        return e;
    struct render_dict *row = render_add(list, "INITIATIVE");
    render_put_int(row, "INITIATIVE_ID", in->id);
    render_put_text(row, "INITIATIVE_TITLE", in->title);
    render_put_text(row, "INITIATIVE_UNITS", in->units);
    render_put_text(row, "INITIATIVE_VERDICT",
                    report_verdict_words(result.verdict));
    render_put_text(row, "INITIATIVE_OUTCOME",
                    web_initiative_outcome(all, in->outcome));
    put_result(row, &result);
    report_initiative_wipe(&result);
    return ERR_OK;
}

static enum err put_initiatives(struct web *web, struct render_dict *page)
{
    struct web_initiatives all = {.list = NULL};
    struct initiative *list = NULL;
    size_t count = 0;
    enum err e = web_initiatives_init(web, &all);
    if (e == ERR_OK)
        e = initiatives_list(web->site, &list, &count);
    struct render_dict *rows = NULL;
    if (e == ERR_OK)
        rows = render_add(page, count > 0 ? "INITIATIVES" : "NO_INITIATIVE");
    for (size_t i = 0; e == ERR_OK && i < count; i++)
        e = put_initiative(&all, rows, &list[i]);
    free(list);
    web_initiatives_wipe(&all);
    return e;
}

struct making {
    struct web *web;
    const struct web_wave *wave;
};

static enum err make(void *context, struct buf *out_markup)
{
    const struct making *m = context;
    struct web_view view;
    enum err e = web_view_init(m->wave, &view);
    if (e != ERR_OK)
        return e;
    struct render_dict *page = render_dict_new();
    render_put_text(page, "WAVE", m->wave->info.name);
    web_put_source(page, &view);
    e = put_states(m->web, page, m->wave);
    if (e == ERR_OK)
        e = put_plans(m->web, page);
    if (e == ERR_OK)
        e = put_initiatives(m->web, page);
    if (e == ERR_OK)
        e = render_page(m->web->pages, "results_mandate.tpl", page, out_markup);
    render_dict_free(page);
    web_view_wipe(&view);
    return e;
}

enum err web_portfolio(struct web *web, struct web_wave *wave,
                       struct http_part **out_part)
{
    struct making making = {web, wave};
    struct web_version version = {.waves = web_waves_version(web->waves)};
    _Static_assert(sizeof version.today >= FIELDS_DATE_SIZE, "a date fits");
    web_today(version.today);
    enum err e = site_mandate_version(web->site, &version.mandate);
    return e == ERR_OK ? web_kept_get(&wave->portfolio, &version, make, &making,
                                      out_part)
                       : e;
}
