/*
 * What staff write about programs, as sections of pages: the checklist beside
 * what trainees say, a unit's plans, what others' shared plans did that helped,
 * and, for the dashboard, all of it at a glance. A page includes the template
 * of a section, lists its fields in its form, and calls its function.
 */
#ifndef CHORUS_WEB_MANDATE_H
#define CHORUS_WEB_MANDATE_H

#include "staff/checklist.h"
#include "staff/plans.h"
#include "web/view.h"

/* A unit as somebody of the staff may know it. */
struct web_unit {
    char unit[WAVE_NAME_MAX + 1];
    char name[WAVE_TEXT_MAX + 1];
    char department[WAVE_TEXT_MAX + 1];
    bool is_own; /* the person may write here */
    bool is_institution;
};

/*
 * Finds a unit in the newest wave that has it. A champion finds those that
 * their programs are or were counted in; subcommittee and office find all, and
 * the institution (PLANS_INSTITUTION), where it is they who write.
 * Errors: ERR_NOT_FOUND, ERR_MEMORY.
 */
BASE_MUST_USE enum err web_unit_find(struct web *web,
                                     const struct sessions_person *person,
                                     const char *unit,
                                     struct web_unit *out_unit);
/* The same for the unit that counts a program; a champion's own only. */
BASE_MUST_USE enum err web_program_find(struct web *web,
                                        const struct sessions_person *person,
                                        const char *program,
                                        struct web_unit *out_unit);

/* What the newest wave that has a unit calls it, for a plan that its unit
 * shared; its id when no wave has it. Of the institution: "The institution". */
void web_unit_name(struct web *web, const char *unit,
                   char out[static WAVE_TEXT_MAX + 1]);

/* The fields of templates/plan.tpl: one plan, within a section PLAN. */
#define WEB_PLAN_FIELDS                                                        \
    {"PLAN_WHAT", RENDER_TEXT}, {"PLAN_AREA", RENDER_TEXT},                    \
        {"PLAN_OFFER", RENDER_SECTION}, {"OFFER_NAME", RENDER_TEXT},           \
        {"PLAN_OWNER", RENDER_SECTION}, {"OWNER", RENDER_TEXT},                \
        {"PLAN_DUE", RENDER_TEXT}, {"PLAN_OVERDUE", RENDER_SECTION},           \
        {"PLAN_STATUS", RENDER_TEXT}, {"PLAN_HELPED", RENDER_TEXT},            \
        {"PLAN_EVIDENCE", RENDER_SECTION}, {"EVIDENCE_TEXT", RENDER_TEXT},     \
        {"PLAN_SHARED", RENDER_SECTION}, {"PLAN_UNIT", RENDER_SECTION},        \
        {"PLAN_UNIT_NAME", RENDER_TEXT}, {"PLAN_EDIT", RENDER_SECTION},        \
    {                                                                          \
        "PLAN_URL", RENDER_TEXT                                                \
    }

/* How a plan is shown. */
struct web_plan_view {
    const char *unit_name; /* NULL: the page says whose it is */
    bool with_owner;       /* not to other units */
    bool may_change;
};
void web_put_plan(const struct web *web, struct render_dict *dict,
                  const struct plan *plan, const struct web_plan_view *view);

/* The fields of templates/checklist_rows.tpl: one program's checklist beside
 * what trainees say; with them go SHOWN, HIDDEN, VALUE and LOW_PRECISION. */
#define WEB_CHECKLIST_FIELDS                                                   \
    {"CHECK_PROGRAM", RENDER_TEXT}, {"CHECK_ROW", RENDER_SECTION},             \
        {"CHECK_AREA", RENDER_TEXT}, {"CHECK_FIGURES", RENDER_SECTION},        \
        {"CHECK_SAYS", RENDER_SECTION}, {"CHECK_STATE", RENDER_TEXT},          \
        {"CHECK_EVIDENCE", RENDER_TEXT}, {"CHECK_SAID", RENDER_SECTION},       \
        {"CHECK_DATE", RENDER_TEXT},                                           \
    {                                                                          \
        "CHECK_BY", RENDER_TEXT                                                \
    }
/* In: GROUP, whose figures stand beside it, of RELEASE; NULL: none yet. */
void web_put_checklist(struct render_dict *dict, const struct checklist *list,
                       const struct published_release *release,
                       const struct published_group *group);

/* The fields of templates/mandate.tpl, the section of a unit's page, beside
 * WEB_FIGURE_FIELDS. */
#define WEB_MANDATE_FIELDS                                                     \
    {"MANDATE_UNIT", RENDER_TEXT}, {"CHECKLIST", RENDER_SECTION},              \
        {"CHECK_OWN", RENDER_SECTION}, {"PLAN", RENDER_SECTION},               \
        {"NO_PLAN", RENDER_SECTION}, {"PLANS_OWN", RENDER_SECTION},            \
        {"TOLD", RENDER_SECTION}, {"TOLD_PLAN", RENDER_SECTION},               \
        WEB_CHECKLIST_FIELDS, WEB_PLAN_FIELDS

/*
 * Fills the section of a unit's page. In: UNIT, a group of WAVE's manifest that
 * PERSON may see. Errors: ERR_MEMORY, those of the store.
 */
BASE_MUST_USE enum err web_put_mandate(struct web *web,
                                       struct render_dict *page,
                                       const struct sessions_person *person,
                                       const struct web_wave *wave,
                                       const struct wave_group *unit);

/*
 * The dashboard of a closed wave below its figures: the same for everybody who
 * may read it, kept until a checklist, a plan, an initiative, a wave or the day
 * changes. Out: OUT_PART, which the caller releases. Errors: as above,
 * ERR_BUSY.
 */
BASE_MUST_USE enum err web_portfolio(struct web *web, struct web_wave *wave,
                                     struct http_part **out_part);

#endif
