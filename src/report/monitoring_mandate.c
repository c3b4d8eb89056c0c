/* Parts 6 and 7 of the monitoring report: what programs have in place, and what
 * is done about it. */
#include "report/monitoring_inside.h"

#include "report/reading.h"

#define OFFER_NAMES_MAX_BYTES 1500 /* a row must fit on a page */

/* --- 6: checklists -------------------------------------------------------- */

/* How many programs of the wave are how far in AREA. */
static void count_states(const struct monitoring *m, size_t area,
                         size_t out_counts[static CHECKLIST_NO + 1])
{
    const struct wave_manifest *w = m->q->manifest;
    for (size_t g = 0; g < w->group_count; g++)
        for (size_t p = 0; p < w->groups[g].program_count; p++) {
            const struct checklist *list =
                records_checklist(m->q->records, w->groups[g].programs[p].id);
            out_counts[list == NULL ? CHECKLIST_NOT_SAID
                                    : list->rows[area].state]++;
        }
}

static const struct report_view_area *view_area(const struct report_view *view,
                                                const char *id)
{
    for (size_t i = 0; i < view->area_count; i++)
        if (strcmp(view->areas[i].survey->id, id) == 0)
            return &view->areas[i];
    return NULL;
}

static void put_counts(struct monitoring *m)
{
    static const struct document_column columns[] = {
        {"Area", 36, false},    {"Trainees say", 14, true},
        {"In place", 12, true}, {"Partly", 12, true},
        {"No", 12, true},       {"Not filled in", 14, true}};
    static const enum checklist_state order[] = {
        CHECKLIST_IN_PLACE, CHECKLIST_PARTLY, CHECKLIST_NO, CHECKLIST_NOT_SAID};
    document_table(m->d, columns, 6);
    for (size_t a = 0; a < AREAS_COUNT; a++) {
        size_t counts[CHECKLIST_NO + 1] = {0};
        const struct report_view_area *area =
            view_area(m->q->view, areas_ids[a]);
        count_states(m, a, counts);
        document_cell(m->d, areas_titles[a], NULL, false);
        if (area != NULL)
            reading_cell_area(m->d, m->q->view, area, 0);
        else
            document_cell(m->d, "not asked", NULL, false);
        for (size_t i = 0; i < 4; i++) {
            char text[32];
            (void)snprintf(text, sizeof text, "%zu", counts[order[i]]);
            document_cell(m->d, text, NULL, false);
        }
    }
}

static void put_row(struct monitoring *m, const char *program, size_t area,
                    const struct checklist_row *row)
{
    char said[160];
    char day[DATETIME_DATE_SIZE];
    datetime_date(row->at_sec, day);
    (void)snprintf(said, sizeof said, "%s, by %.64s", day, row->by);
    document_cell(m->d, program, NULL, true);
    document_cell(m->d, areas_titles[area], NULL, false);
    document_cell(m->d, checklist_words(row->state), NULL, true);
    document_cell(m->d, row->evidence[0] == '\0' ? "none given" : row->evidence,
                  NULL, false);
    document_cell(m->d, said, NULL, false);
}

static void put_rows(struct monitoring *m)
{
    static const struct document_column columns[] = {{"Program", 22, false},
                                                     {"Area", 22, false},
                                                     {"In place", 11, false},
                                                     {"Evidence", 28, false},
                                                     {"Said", 17, false}};
    const struct records *records = m->q->records;
    if (records->checklist_count == 0)
        return;
    document_table(m->d, columns, 5);
    for (size_t i = 0; i < records->checklist_count; i++) {
        const struct checklist *list = &records->checklists[i];
        char label[MONITORING_LABEL_SIZE];
        monitoring_program(m, list->program, label);
        for (size_t a = 0; a < AREAS_COUNT; a++) {
            if (list->rows[a].state == CHECKLIST_NOT_SAID)
                continue;
            put_row(m, label, a, &list->rows[a]);
            label[0] = '\0';
        }
    }
}

void monitoring_put_checklists(struct monitoring *m)
{
    document_put(m->d, DOCUMENT_HEADING, "6. What programs have in place");
    document_put(m->d, DOCUMENT_TEXT,
                 "Each program's champion keeps six rows: is a policy or "
                 "practice in place, and where can it be seen. Numbers are "
                 "programs; beside them what trainees of the whole "
                 "institution say.");
    put_counts(m);
    put_rows(m);
}

/* --- 7: action plans ------------------------------------------------------ */

static void put_plan(struct monitoring *m, const struct plan *plan)
{
    char label[MONITORING_LABEL_SIZE];
    char helped[64];
    char under[160];
    size_t area = areas_find(plan->area);
    bool overdue = plans_is_overdue(plan, m->today);
    bool ended = plan->status == PLANS_DONE || plan->status == PLANS_DROPPED;
    monitoring_unit(m, plan->unit, label);
    (void)snprintf(under, sizeof under, "%.60s%s%.80s",
                   area < AREAS_COUNT ? areas_titles[area] : plan->area,
                   plan->offer[0] != '\0' ? "; offer: " : "",
                   plan->offer[0] != '\0'
                       ? survey_offers_name(m->q->offers, plan->offer)
                       : "");
    (void)snprintf(helped, sizeof helped, "Helped: %.40s",
                   plans_helped_words(plan->helped));
    document_cell(m->d, label, NULL, false);
    document_cell(m->d, plan->what, under, false);
    document_cell(m->d, plan->owner, NULL, false);
    document_cell(m->d, plan->due, overdue ? "overdue" : NULL, overdue);
    document_cell(m->d, plans_status_words(plan->status), ended ? helped : NULL,
                  false);
    document_cell(m->d, plan->evidence[0] == '\0' ? "none yet" : plan->evidence,
                  NULL, false);
}

/* Plans of the institution, or of units: the overdue ones first. */
static void put_table(struct monitoring *m, bool of_institution)
{
    static const struct document_column columns[] = {
        {"Whose", 18, false}, {"What", 29, false},   {"Owner", 13, false},
        {"Due", 13, false},   {"Status", 10, false}, {"Evidence", 17, false}};
    const struct records *records = m->q->records;
    document_table(m->d, columns, 6);
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < records->plan_count; i++) {
            const struct plan *plan = &records->plans[i];
            if (plans_is_institution(plan) == of_institution &&
                plans_is_overdue(plan, m->today) == (pass == 0))
                put_plan(m, plan);
        }
}

/* Who picked an offer, and what became of it. */
struct picked {
    struct buf whose;
    size_t count;
    size_t by_status[PLANS_DROPPED + 1];
    size_t helped; /* or partly did */
};

static struct picked find_picked(const struct monitoring *m, const char *offer)
{
    const struct records *records = m->q->records;
    struct picked p = {.whose = BUF_INIT};
    for (size_t i = 0; i < records->plan_count; i++) {
        const struct plan *plan = &records->plans[i];
        if (strcmp(plan->offer, offer) != 0)
            continue;
        char label[MONITORING_LABEL_SIZE];
        monitoring_unit(m, plan->unit, label);
        if (p.whose.len < OFFER_NAMES_MAX_BYTES)
            buf_printf(&p.whose, "%s%s", p.count == 0 ? "" : "; ", label);
        else if (p.whose.data[p.whose.len - 1] != '.')
            buf_put_text(&p.whose, "; and more, above.");
        p.by_status[plan->status]++;
        p.helped += plan->helped == PLANS_HELPED_YES ||
                    plan->helped == PLANS_HELPED_PARTLY;
        p.count++;
    }
    return p;
}

static void put_number(struct monitoring *m, size_t number)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%zu", number);
    document_cell(m->d, text, NULL, false);
}

/* What the institution offers, and where it was taken up. */
static void put_offers(struct monitoring *m)
{
    static const struct document_column columns[] = {
        {"Program offer", 26, false},
        {"Picked by", 34, false},
        {"Planned or running", 13, true},
        {"Done", 7, true},
        {"Dropped", 10, true},
        {"Helped", 10, true}};
    const struct survey_offers *offers = m->q->offers;
    document_put(
        m->d, DOCUMENT_TEXT,
        "What the institution offers to programs, which plans picked it, "
        "and how many helped, wholly or partly:");
    document_table(m->d, columns, 6);
    for (size_t i = 0; i < offers->count; i++) {
        struct picked p = find_picked(m, offers->ids[i]);
        document_cell(m->d, survey_offers_name(offers, offers->ids[i]), NULL,
                      true);
        document_cell(m->d, p.count == 0 ? "nobody yet" : buf_text(&p.whose),
                      NULL, false);
        put_number(m, p.by_status[PLANS_PLANNED] + p.by_status[PLANS_RUNNING]);
        put_number(m, p.by_status[PLANS_DONE]);
        put_number(m, p.by_status[PLANS_DROPPED]);
        put_number(m, p.helped);
        m->d->failed = m->d->failed || p.whose.failed;
        buf_free(&p.whose);
    }
}

void monitoring_put_plans(struct monitoring *m)
{
    const struct records *records = m->q->records;
    size_t overdue = 0;
    size_t own = 0;
    for (size_t i = 0; i < records->plan_count; i++) {
        overdue += plans_is_overdue(&records->plans[i], m->today);
        own += plans_is_institution(&records->plans[i]);
    }
    size_t of_units = records->plan_count - own;
    document_put(m->d, DOCUMENT_HEADING, "7. Action plans");
    document_format(m->d, DOCUMENT_TEXT,
                    "%zu plan%s of the institution itself, %zu of units; %zu "
                    "overdue, which stand first. Whether it helped is the "
                    "owner's word, no survey figure.",
                    own, own == 1 ? "" : "s", of_units, overdue);
    if (own > 0)
        put_table(m, true);
    if (of_units > 0)
        put_table(m, false);
    put_offers(m);
}
