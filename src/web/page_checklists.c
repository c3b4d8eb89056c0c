/*
 * /checklists: how far all programs are; /checklists/PROGRAM: one of them
 * beside what trainees say, and the form for its champion.
 */
#include "base/clock.h"
#include "base/log.h"
#include "web/access.h"
#include "web/form_view.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/mandate.h"

static const struct render_field all_fields[] = {
    {"AREA_HEAD", RENDER_SECTION},   {"AREA_TITLE", RENDER_TEXT},
    {"PROGRAM_ROW", RENDER_SECTION}, {"PROGRAM", RENDER_TEXT},
    {"UNIT_NAME", RENDER_TEXT},      {"CELL", RENDER_SECTION},
    {"STATE", RENDER_TEXT},          {"NONE", RENDER_SECTION},
    {"SOME", RENDER_SECTION},        {NULL, RENDER_TEXT},
};
const struct render_form page_checklists_form = {"checklists.tpl", all_fields,
                                                 web_frame_fields};

static const struct render_field one_fields[] = {
    {"PROGRAM", RENDER_TEXT},
    {"UNIT_NAME", RENDER_TEXT},
    {"CSRF", RENDER_TEXT},
    {"VERSION", RENDER_TEXT},
    {"WAVE", RENDER_TEXT},
    {"HAS_WAVE", RENDER_SECTION},
    {"OWN", RENDER_SECTION},
    {"NOW", RENDER_SECTION},
    {"ROW", RENDER_SECTION},
    {"AREA", RENDER_TEXT},
    {"AREA_TITLE", RENDER_TEXT},
    {"EVIDENCE", RENDER_TEXT},
    {"EVIDENCE_MAX", RENDER_TEXT},
    {"CHOICE", RENDER_SECTION},
    {"CHOICE_VALUE", RENDER_TEXT},
    {"CHOICE_LABEL", RENDER_TEXT},
    {"CHOSEN", RENDER_SECTION},
    {"WRONG", RENDER_SECTION},
    {"WRONG_TEXT", RENDER_TEXT},
    {"SHOWN", RENDER_SECTION},
    {"HIDDEN", RENDER_SECTION},
    {"VALUE", RENDER_TEXT},
    {"LOW_PRECISION", RENDER_SECTION},
    WEB_CHECKLIST_FIELDS,
    WEB_PROBLEM_FIELDS,
    {NULL, RENDER_TEXT},
};
const struct render_form page_checklist_form = {"checklist.tpl", one_fields,
                                                web_frame_fields};

static void fail(struct http_request *r, enum err e)
{
    if (e != ERR_NOT_FOUND)
        log_event(LOG_SITE_FAILED, (int64_t)e);
    http_answer_error(r, e == ERR_NOT_FOUND ? 404 : 503);
}

/* --- /checklists ---------------------------------------------------------- */

static enum err put_program(struct web *web, struct render_dict *table,
                            const char *program, const char *unit_name)
{
    struct checklist list;
    enum err e = checklist_get(web->site, program, &list);
    if (e != ERR_OK)
        return e;
    struct render_dict *row = render_add(table, "PROGRAM_ROW");
    render_put_text(row, "PROGRAM", program);
    render_put_text(row, "UNIT_NAME", unit_name);
    for (size_t i = 0; i < AREAS_COUNT; i++)
        render_put_text(render_add(row, "CELL"), "STATE",
                        checklist_words(list.rows[i].state));
    return ERR_OK;
}

/* The programs of the newest wave; a champion's own, though no wave has them.
 */
static enum err put_programs(struct web *web, struct render_dict *table,
                             const struct sessions_person *person,
                             size_t *out_count)
{
    struct web_wave **list = NULL;
    size_t n = 0;
    const struct site_account *a = &person->account;
    if (a->role == SITE_CHAMPION) {
        enum err e = ERR_OK;
        for (size_t i = 0; e == ERR_OK && i < a->program_count; i++) {
            struct web_unit unit = {.name = ""};
            e = web_program_find(web, person, a->programs[i], &unit);
            if (e == ERR_OK || e == ERR_NOT_FOUND)
                e = put_program(web, table, a->programs[i], unit.name);
        }
        *out_count = a->program_count;
        return e;
    }
    enum err e = web_waves_list(web->waves, &list, &n);
    for (size_t g = 0;
         e == ERR_OK && n > 0 && g < list[0]->manifest->group_count; g++) {
        const struct wave_group *group = &list[0]->manifest->groups[g];
        for (size_t i = 0; e == ERR_OK && i < group->program_count; i++) {
            e = put_program(web, table, group->programs[i].id, group->name);
            ++*out_count;
        }
    }
    web_waves_list_free(list, n);
    return e;
}

void page_checklists(void *context, struct http_request *r)
{
    struct web *web = context;
    size_t count = 0;
    struct render_dict *page = web_page_new(web, r, "Checklists");
    struct render_dict *table = render_add(page, "SOME");
    for (size_t i = 0; i < AREAS_COUNT; i++)
        render_put_text(render_add(table, "AREA_HEAD"), "AREA_TITLE",
                        areas_titles[i]);
    enum err e = put_programs(web, table, web_person(r), &count);
    if (count == 0)
        (void)render_add(page, "NONE");
    if (e == ERR_OK) {
        web_page_answer(web, r, 200, "checklists.tpl", page);
        return;
    }
    render_dict_free(page);
    fail(r, e);
}

/* --- /checklists/PROGRAM -------------------------------------------------- */

struct typed {
    struct checklist_typed rows[AREAS_COUNT];
    struct fields_problems problems;
    bool meanwhile;
};

/* A champion's own, in a wave or not; others find what a wave counts. */
static enum err find_program(struct web *web, const struct http_request *r,
                             struct web_unit *out_unit, struct checklist *out)
{
    const struct sessions_person *person = web_person(r);
    const char *program = http_request_var(r, 0);
    enum err e = web_program_find(web, person, program, out_unit);
    if (e == ERR_NOT_FOUND && person->account.role == SITE_CHAMPION &&
        web_access_is_own_program(person, program)) {
        *out_unit = (struct web_unit){.is_own = true};
        e = ERR_OK;
    }
    return e == ERR_OK ? checklist_get(web->site, program, out) : e;
}

/* The newest closed wave that counts the program; NULL: none. */
static struct web_wave *newest_with(struct web_wave **list, size_t n,
                                    const char *program)
{
    for (size_t i = 0; i < n; i++)
        if (list[i]->phase == WEB_WAVE_CLOSED &&
            wave_manifest_group_of_program(list[i]->manifest, program) != NULL)
            return list[i];
    return NULL;
}

static enum err put_now(struct web *web, struct render_dict *page,
                        const struct checklist *now)
{
    struct web_wave **list = NULL;
    size_t n = 0;
    const struct published_group *group = NULL;
    enum err e = web_waves_list(web->waves, &list, &n);
    if (e != ERR_OK)
        return e;
    const struct web_wave *wave = newest_with(list, n, now->program);
    struct render_dict *dict = render_add(page, "NOW");
    if (wave != NULL) {
        const struct wave_group *g =
            wave_manifest_group_of_program(wave->manifest, now->program);
        size_t at = published_unit_find(wave->release, g->unit);
        group = at == PUBLISHED_NONE ? NULL : &wave->release->groups[at];
    }
    if (group != NULL)
        render_put_text(render_add(page, "HAS_WAVE"), "WAVE", wave->info.name);
    web_put_checklist(dict, now, wave == NULL ? NULL : wave->release, group);
    web_waves_list_free(list, n);
    return ERR_OK;
}

static void put_row(struct render_dict *form, const struct typed *typed,
                    size_t i)
{
    struct render_dict *row = render_add(form, "ROW");
    render_put_text(row, "AREA", areas_ids[i]);
    render_put_text(row, "AREA_TITLE", areas_titles[i]);
    render_put_text(row, "EVIDENCE", typed->rows[i].evidence);
    render_put_int(row, "EVIDENCE_MAX", CHECKLIST_EVIDENCE_MAX);
    for (size_t s = 0; checklist_states[s] != NULL; s++) {
        struct render_dict *choice = render_add(row, "CHOICE");
        render_put_text(choice, "CHOICE_VALUE", checklist_states[s]);
        render_put_text(choice, "CHOICE_LABEL",
                        checklist_words((enum checklist_state)(s + 1)));
        if (strcmp(checklist_states[s], typed->rows[i].state) == 0)
            (void)render_add(choice, "CHOSEN");
    }
    if (typed->problems.text[i][0] != 0)
        render_put_text(render_add(row, "WRONG"), "WRONG_TEXT",
                        typed->problems.text[i]);
}

/* The rows as fields, for the list of what is wrong. */
static void put_problems(struct render_dict *form, const struct typed *typed)
{
    struct fields_rule rules[AREAS_COUNT] = {{NULL}};
    for (size_t i = 0; i < AREAS_COUNT; i++) {
        rules[i].name = areas_ids[i];
        rules[i].label = areas_titles[i];
    }
    web_put_problems(form, rules, AREAS_COUNT, &typed->problems);
    if (typed->meanwhile)
        (void)render_add(form, "MEANWHILE");
}

static void answer(struct web *web, struct http_request *r, unsigned status,
                   const struct web_unit *unit, const struct checklist *now,
                   const struct typed *typed)
{
    struct render_dict *page = web_page_new(web, r, now->program);
    render_put_text(page, "PROGRAM", now->program);
    render_put_text(page, "UNIT_NAME", unit->name);
    enum err e = put_now(web, page, now);
    if (unit->is_own) {
        struct render_dict *form = render_add(page, "OWN");
        render_put_text(form, "CSRF", web_person(r)->csrf);
        render_put_int(form, "VERSION", checklist_version(now));
        put_problems(form, typed);
        for (size_t i = 0; i < AREAS_COUNT; i++)
            put_row(form, typed, i);
    }
    if (e == ERR_OK) {
        web_page_answer(web, r, status, "checklist.tpl", page);
        return;
    }
    render_dict_free(page);
    fail(r, e);
}

void page_checklist(void *context, struct http_request *r)
{
    struct web_unit unit;
    struct checklist now;
    struct typed typed = {.meanwhile = false};
    enum err e = find_program(context, r, &unit, &now);
    if (e != ERR_OK) {
        fail(r, e);
        return;
    }
    for (size_t i = 0; i < AREAS_COUNT; i++) {
        enum checklist_state state = now.rows[i].state;
        typed.rows[i] = (struct checklist_typed){
            state == CHECKLIST_NOT_SAID ? "" : checklist_states[state - 1],
            now.rows[i].evidence};
    }
    answer(context, r, 200, &unit, &now, &typed);
}

static void take_typed(const struct http_request *r, struct typed *out)
{
    for (size_t i = 0; i < AREAS_COUNT; i++) {
        char name[64];
        (void)snprintf(name, sizeof name, "%s_evidence", areas_ids[i]);
        out->rows[i] = (struct checklist_typed){
            http_request_field(r, areas_ids[i]), http_request_field(r, name)};
    }
}

void page_checklist_post(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_unit unit;
    struct checklist now;
    struct typed typed = {.meanwhile = false};
    size_t kept = 0;
    enum err e = find_program(web, r, &unit, &now);
    if (e != ERR_OK) {
        fail(r, e);
        return;
    }
    take_typed(r, &typed);
    if (web_number(http_request_field(r, "version")) != checklist_version(&now))
        e = ERR_STATE;
    else
        e = checklist_keep(web->site, &now, typed.rows,
                           web_person(r)->account.name, clock_now_sec(),
                           &typed.problems, &kept);
    typed.meanwhile = e == ERR_STATE;
    if (e == ERR_STATE && checklist_get(web->site, now.program, &now) != ERR_OK)
        e = ERR_IO;
    if (e == ERR_FORMAT || e == ERR_STATE) {
        answer(web, r, e == ERR_STATE ? 409 : 400, &unit, &now, &typed);
        return;
    }
    if (e != ERR_OK) {
        fail(r, e);
        return;
    }
    char path[64];
    (void)snprintf(path, sizeof path, "/checklists/%s", now.program);
    http_answer_redirect(r, path);
}
