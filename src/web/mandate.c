#include "web/mandate.h"

#include "base/datetime.h"
#include "web/access.h"
#include "web/form_view.h"

/* --- whose unit ----------------------------------------------------------- */

/* In: PERSON, NULL: whoever may see all. */
static const struct wave_group *visible(const struct sessions_person *person,
                                        const struct wave_manifest *m,
                                        const char *unit, const char *program)
{
    for (size_t i = 0; i < m->group_count; i++) {
        const struct wave_group *g = &m->groups[i];
        if (unit != NULL && strcmp(g->unit, unit) != 0)
            continue;
        if (program != NULL && wave_manifest_group_of_program(m, program) != g)
            continue;
        bool all = person == NULL || person->account.role != SITE_CHAMPION;
        return all || web_access_unit(person, m, g->unit) != NULL ? g : NULL;
    }
    return NULL;
}

static enum err find(struct web *web, const struct sessions_person *person,
                     const char *unit, const char *program,
                     struct web_unit *out_unit)
{
    struct web_wave **list = NULL;
    size_t n = 0;
    enum err e = web_waves_list(web->waves, &list, &n);
    if (e != ERR_OK)
        return e;
    e = ERR_NOT_FOUND;
    for (size_t i = 0; e != ERR_OK && i < n; i++) {
        const struct wave_group *g =
            visible(person, list[i]->manifest, unit, program);
        if (g == NULL)
            continue;
        struct web_unit found = {
            .is_own = person != NULL && person->account.role == SITE_CHAMPION};
        (void)snprintf(found.unit, sizeof found.unit, "%s", g->unit);
        (void)snprintf(found.name, sizeof found.name, "%s", g->name);
        (void)snprintf(found.department, sizeof found.department, "%s",
                       g->department);
        *out_unit = found;
        e = ERR_OK;
    }
    web_waves_list_free(list, n);
    return e;
}

#define THE_INSTITUTION "The institution"

enum err web_unit_find(struct web *web, const struct sessions_person *person,
                       const char *unit, struct web_unit *out_unit)
{
    if (strcmp(unit, PLANS_INSTITUTION) != 0)
        return find(web, person, unit, NULL, out_unit);
    if (person->account.role == SITE_CHAMPION)
        return ERR_NOT_FOUND;
    *out_unit = (struct web_unit){.unit = PLANS_INSTITUTION,
                                  .name = THE_INSTITUTION,
                                  .is_own = true,
                                  .is_institution = true};
    return ERR_OK;
}

void web_unit_name(struct web *web, const char *unit,
                   char out[static WAVE_TEXT_MAX + 1])
{
    struct web_unit found;
    bool has_name = find(web, NULL, unit, NULL, &found) == ERR_OK;
    bool all = strcmp(unit, PLANS_INSTITUTION) == 0;
    (void)snprintf(out, WAVE_TEXT_MAX + 1, "%s",
                   all        ? THE_INSTITUTION
                   : has_name ? found.name
                              : unit);
}

enum err web_program_find(struct web *web, const struct sessions_person *person,
                          const char *program, struct web_unit *out_unit)
{
    if (person->account.role == SITE_CHAMPION &&
        !web_access_is_own_program(person, program))
        return ERR_NOT_FOUND;
    return find(web, person, NULL, program, out_unit);
}

/* --- a plan --------------------------------------------------------------- */

void web_put_plan(const struct web *web, struct render_dict *dict,
                  const struct plan *plan, const struct web_plan_view *view)
{
    char today[FIELDS_DATE_SIZE];
    char url[96];
    web_today(today);
    render_put_text(dict, "PLAN_WHAT", plan->what);
    render_put_text(dict, "PLAN_AREA", areas_titles[areas_find(plan->area)]);
    render_put_text(dict, "PLAN_STATUS", plans_status_words(plan->status));
    render_put_text(dict, "PLAN_HELPED", plans_helped_words(plan->helped));
    web_put_date(dict, "PLAN_DUE", plan->due);
    if (plan->offer[0] != 0)
        render_put_text(render_add(dict, "PLAN_OFFER"), "OFFER_NAME",
                        survey_offers_name(web->offers, plan->offer));
    if (view->with_owner)
        render_put_text(render_add(dict, "PLAN_OWNER"), "OWNER", plan->owner);
    if (plans_is_overdue(plan, today))
        (void)render_add(dict, "PLAN_OVERDUE");
    if (plan->evidence[0] != 0)
        render_put_text(render_add(dict, "PLAN_EVIDENCE"), "EVIDENCE_TEXT",
                        plan->evidence);
    if (plan->shared && view->with_owner)
        (void)render_add(dict, "PLAN_SHARED");
    if (view->unit_name != NULL)
        render_put_text(render_add(dict, "PLAN_UNIT"), "PLAN_UNIT_NAME",
                        view->unit_name);
    if (view->may_change) {
        (void)snprintf(url, sizeof url, "/plans/%s/%lld", plan->unit,
                       (long long)plan->id);
        render_put_text(render_add(dict, "PLAN_EDIT"), "PLAN_URL", url);
    }
}

/* --- a checklist ---------------------------------------------------------- */

static void put_says(struct render_dict *row, size_t area,
                     const struct published_release *release,
                     const struct published_group *group)
{
    if (group == NULL)
        return;
    const struct web_area one = {
        .title = areas_titles[area],
        .index = published_area_find(release, areas_ids[area])};
    web_put_area(render_add(row, "CHECK_SAYS"), &one, group);
}

void web_put_checklist(struct render_dict *dict, const struct checklist *list,
                       const struct published_release *release,
                       const struct published_group *group)
{
    render_put_text(dict, "CHECK_PROGRAM", list->program);
    if (group != NULL)
        (void)render_add(dict, "CHECK_FIGURES");
    for (size_t i = 0; i < AREAS_COUNT; i++) {
        const struct checklist_row *said = &list->rows[i];
        struct render_dict *row = render_add(dict, "CHECK_ROW");
        render_put_text(row, "CHECK_AREA", areas_titles[i]);
        render_put_text(row, "CHECK_STATE", checklist_words(said->state));
        render_put_text(row, "CHECK_EVIDENCE", said->evidence);
        put_says(row, i, release, group);
        if (said->state == CHECKLIST_NOT_SAID)
            continue;
        char date[DATETIME_DATE_SIZE];
        struct render_dict *who = render_add(row, "CHECK_SAID");
        datetime_date(said->at_sec, date);
        web_put_date(who, "CHECK_DATE", date);
        render_put_text(who, "CHECK_BY", said->by);
    }
}

/* --- a unit's page -------------------------------------------------------- */

struct section {
    struct web *web;
    struct render_dict *page;
    const struct sessions_person *person;
    const struct web_wave *wave;
    const struct wave_group *unit;
};

static enum err put_checklists(const struct section *s)
{
    bool champion = s->person->account.role == SITE_CHAMPION;
    size_t at = published_unit_find(s->wave->release, s->unit->unit);
    const struct published_group *group =
        at == PUBLISHED_NONE ? NULL : &s->wave->release->groups[at];
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < s->unit->program_count; i++) {
        const char *program = s->unit->programs[i].id;
        struct checklist list;
        if (champion && !web_access_is_own_program(s->person, program))
            continue;
        e = checklist_get(s->web->site, program, &list);
        if (e != ERR_OK)
            break;
        struct render_dict *dict = render_add(s->page, "CHECKLIST");
        web_put_checklist(dict, &list, s->wave->release, group);
        if (champion)
            (void)render_add(dict, "CHECK_OWN");
    }
    return e;
}

/* What other units' shared plans did that helped. */
static void put_told(const struct section *s, const struct plan *plans,
                     size_t count)
{
    struct render_dict *told = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct plan *p = &plans[i];
        if (strcmp(p->unit, s->unit->unit) == 0 || !plans_is_worth_telling(p))
            continue;
        char name[WAVE_TEXT_MAX + 1];
        const struct web_plan_view view = {.unit_name = name};
        web_unit_name(s->web, p->unit, name);
        if (told == NULL)
            told = render_add(s->page, "TOLD");
        web_put_plan(s->web, render_add(told, "TOLD_PLAN"), p, &view);
    }
}

enum err web_put_mandate(struct web *web, struct render_dict *page,
                         const struct sessions_person *person,
                         const struct web_wave *wave,
                         const struct wave_group *unit)
{
    const struct section s = {web, page, person, wave, unit};
    bool champion = person->account.role == SITE_CHAMPION;
    struct plan *plans = NULL;
    size_t count = 0;
    size_t own = 0;
    enum err e = put_checklists(&s);
    if (e == ERR_OK)
        e = plans_list(web->site, &plans, &count);
    if (e != ERR_OK)
        return e;
    render_put_text(page, "MANDATE_UNIT", unit->unit);
    for (size_t i = 0; i < count; i++) {
        const struct web_plan_view view = {.with_owner = true,
                                           .may_change = champion};
        if (strcmp(plans[i].unit, unit->unit) != 0)
            continue;
        web_put_plan(web, render_add(page, "PLAN"), &plans[i], &view);
        own++;
    }
    if (own == 0)
        (void)render_add(page, "NO_PLAN");
    if (champion)
        (void)render_add(page, "PLANS_OWN");
    put_told(&s, plans, count);
    free(plans);
    return ERR_OK;
}
