/*
 * Part 11 of the monitoring report: decisions drafted for the minutes. They
 * follow from what is overdue, missing, not shown or different, never from how
 * high a figure is, and none asks for a review of a program.
 */
#include "report/monitoring_inside.h"

#include <stdarg.h>

/* Names in one draft; the others are counted, and stand in their part. A row
 * must fit on a page. */
#define NAMED_MAX       12
#define NAMED_MAX_BYTES 2000

/* Drafts on their way into the table. */
struct drafts {
    struct monitoring *m;
    size_t count;
    bool failed;
};

/* A list of names in a sentence. */
struct names {
    struct buf text;
    size_t count;
    size_t listed;
};

static void name(struct names *n, const char *fmt, ...) BASE_PRINTF(2, 3);
static void name(struct names *n, const char *fmt, ...)
{
    char text[1200];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    n->count++;
    if (n->listed == NAMED_MAX || n->text.len > NAMED_MAX_BYTES)
        return;
    buf_printf(&n->text, "%s%s", n->listed == 0 ? "" : "; ", text);
    n->listed++;
}

static const char *named(struct names *n, const char *part)
{
    if (n->count > n->listed)
        buf_printf(&n->text, "; and %zu more in part %s", n->count - n->listed,
                   part);
    return buf_text(&n->text);
}

/* Adds a draft; takes NAMES, which may be NULL. */
static void draft(struct drafts *d, struct names *names, const char *fmt, ...)
    BASE_PRINTF(3, 4);
static void draft(struct drafts *d, struct names *names, const char *fmt, ...)
{
    char number[16];
    char *text = NULL;
    va_list args;
    va_start(args, fmt);
    if (vasprintf(&text, fmt, args) < 0)
        text = NULL;
    va_end(args);
    (void)snprintf(number, sizeof number, "11.%zu", ++d->count);
    d->failed =
        d->failed || text == NULL || (names != NULL && names->text.failed);
    document_cell(d->m->d, number, NULL, true);
    document_cell(d->m->d, text, NULL, false);
    document_cell(d->m->d, "", NULL, false);
    free(text);
    if (names != NULL)
        buf_free(&names->text);
}

/* --- receipt -------------------------------------------------------------- */

static void draft_receipt(struct drafts *d)
{
    const struct published_release *r = d->m->r;
    const struct published_group *all = &r->groups[0];
    if (!all->shown)
        draft(d, NULL,
              "The committee receives the release of wave %s (SHA-256 "
              "%.16s…), in which too few people answered for any figure.",
              r->wave, r->sha256);
    else
        draft(d, NULL,
              "The committee receives the results of wave %s: %u of %u people "
              "answered (%u %%). It notes that %u did not, and that figures "
              "may differ from everybody's for that reason (part 3). Release "
              "SHA-256 %.16s….",
              r->wave, (unsigned)all->n, (unsigned)all->roster,
              report_percent(all->n, all->roster),
              (unsigned)(all->roster - all->n), r->sha256);
    draft(d, NULL,
          "The committee confirms that no special review is opened because of "
          "survey figures alone, and that no program is ranked.");
}

static void draft_hidden(struct drafts *d)
{
    const struct published_release *r = d->m->r;
    struct names hidden = {.text = BUF_INIT};
    size_t pooled = 0;
    for (size_t i = 1; i < r->group_count; i++) {
        if (r->groups[i].level != PUBLISHED_UNIT)
            continue;
        enum monitoring_state state = monitoring_state(r, i);
        pooled += state == MONITORING_POOLED;
        if (state == MONITORING_NOT_SHOWN)
            name(&hidden, "%s", r->groups[i].name);
    }
    size_t count = hidden.count;
    if (count + pooled == 0)
        return;
    draft(d, &hidden,
          "The committee notes that %zu unit%s counted with others and %zu "
          "%s not shown%s%s, because few people answered there. It asks "
          "nobody in them for an explanation; what their programs have in "
          "place is read from their checklists instead.",
          pooled, pooled == 1 ? " is" : "s are", count,
          count == 1 ? "is" : "are", count > 0 ? ": " : "",
          named(&hidden, "4"));
}

/* --- what differs --------------------------------------------------------- */

/* Units that differ in one direction. */
static struct names standing(const struct drafts *d,
                             const struct monitoring_subject *s, bool worse)
{
    struct names n = {.text = BUF_INIT};
    for (size_t i = 0; i < s->count; i++) {
        const struct contrast *c = &s->list[i];
        bool is_worse = (c->difference.value > 0) == s->high_is_worse;
        if (c->differs && is_worse == worse)
            name(&n, "%s", d->m->r->groups[c->group].name);
    }
    return n;
}

static void draft_subject(struct drafts *d, const struct monitoring_subject *s)
{
    if (s->is_mixed)
        return;
    struct names worse = standing(d, s, true);
    struct names better = standing(d, s, false);
    const char *part = s->scale != NULL ? "4" : "5";
    if (better.count > 0)
        draft(d, &better,
              "%s: the figure differs from the rest of the institution, for "
              "the better, in: %s. The committee asks their champions what "
              "helped, and to share it as a plan.",
              s->title, named(&better, part));
    if (worse.count > 0)
        draft(d, &worse,
              "%s: the figure differs from the rest of the institution, for "
              "the worse, in: %s. The committee offers their champions a "
              "conversation and the support of part 9, and asks for a plan of "
              "their own choice; a figure has no other consequence.",
              s->title, named(&worse, part));
}

/* --- what is overdue or missing ------------------------------------------- */

static void draft_overdue(struct drafts *d)
{
    const struct records *records = d->m->q->records;
    struct names n = {.text = BUF_INIT};
    for (size_t i = 0; i < records->plan_count; i++) {
        const struct plan *plan = &records->plans[i];
        char unit[MONITORING_LABEL_SIZE];
        char due[DATETIME_WORDS_SIZE];
        if (!plans_is_overdue(plan, d->m->today))
            continue;
        monitoring_unit(d->m, plan->unit, unit);
        monitoring_day(plan->due, due);
        name(&n, "%s, “%s”, %s, due %s", unit, plan->what, plan->owner, due);
    }
    if (n.count > 0)
        draft(d, &n,
              "The committee asks the owners of overdue plans for their status "
              "and a new date before its next meeting: %s.",
              named(&n, "7"));
}

/* What the committee asks of programs it does itself. */
static void draft_own(struct drafts *d)
{
    const struct records *records = d->m->q->records;
    size_t open = 0;
    for (size_t i = 0; i < records->plan_count; i++)
        open += plans_is_institution(&records->plans[i]) &&
                (records->plans[i].status == PLANS_PLANNED ||
                 records->plans[i].status == PLANS_RUNNING);
    if (open == 0)
        draft(d, NULL,
              "The institution has no plan of its own under way. The committee "
              "resolves: what ______, owner ______, due ______ / none for now, "
              "because ______.");
    else
        draft(d, NULL,
              "The committee has read how far the institution's own plans are "
              "(part 7: %zu under way), and changes none / changes: ______.",
              open);
}

static void draft_evidence(struct drafts *d)
{
    const struct records *records = d->m->q->records;
    struct names n = {.text = BUF_INIT};
    for (size_t i = 0; i < records->plan_count; i++) {
        const struct plan *plan = &records->plans[i];
        char unit[MONITORING_LABEL_SIZE];
        if (plan->status != PLANS_DONE || plan->evidence[0] != '\0')
            continue;
        monitoring_unit(d->m, plan->unit, unit);
        name(&n, "%s, “%s”", unit, plan->what);
    }
    if (n.count > 0)
        draft(d, &n,
              "The committee asks where it can be seen that these plans are "
              "done: %s.",
              named(&n, "7"));
}

static void draft_missing(struct drafts *d)
{
    const struct records *records = d->m->q->records;
    for (size_t a = 0; a < AREAS_COUNT; a++) {
        struct names n = {.text = BUF_INIT};
        for (size_t i = 0; i < records->checklist_count; i++) {
            const struct checklist *list = &records->checklists[i];
            char program[MONITORING_LABEL_SIZE];
            if (list->rows[a].state != CHECKLIST_NO)
                continue;
            monitoring_program(d->m, list->program, program);
            name(&n, "%s", program);
        }
        if (n.count > 0)
            draft(d, &n,
                  "%s: the checklist says that nothing is in place in: %s. The "
                  "committee asks these programs for a plan with an owner and "
                  "a date.",
                  areas_titles[a], named(&n, "6"));
    }
}

static void draft_not_begun(struct drafts *d)
{
    const struct wave_manifest *w = d->m->q->manifest;
    size_t programs = 0;
    size_t not_begun = 0;
    for (size_t g = 0; g < w->group_count; g++)
        for (size_t p = 0; p < w->groups[g].program_count; p++) {
            programs++;
            not_begun += records_checklist(d->m->q->records,
                                           w->groups[g].programs[p].id) == NULL;
        }
    if (not_begun > 0)
        draft(d, NULL,
              "%zu of %zu programs have not begun their checklist. The "
              "committee asks their champions to fill it in before its next "
              "meeting.",
              not_begun, programs);
}

/* --- initiatives, resources, exports -------------------------------------- */

static struct names with_verdict(const struct drafts *d,
                                 enum report_verdict verdict)
{
    struct names n = {.text = BUF_INIT};
    for (size_t i = 0; i < d->m->initiative_count; i++) {
        const struct monitoring_initiative *one = &d->m->initiatives[i];
        if (one->scale != NULL && one->result.verdict == verdict)
            name(&n, "%s%s", one->in->title,
                 verdict >= REPORT_INCONCLUSIVE &&
                         !one->result.after[one->result.main].is_ended
                     ? " (interim)"
                     : "");
    }
    return n;
}

static void draft_initiatives(struct drafts *d)
{
    struct names better = with_verdict(d, REPORT_BETTER);
    struct names worse = with_verdict(d, REPORT_WORSE);
    struct names open = with_verdict(d, REPORT_INCONCLUSIVE);
    struct names later = with_verdict(d, REPORT_NOT_YET);
    if (better.count > 0)
        draft(d, &better,
              "The committee records that the units of these initiatives "
              "changed for the better beyond their comparison: %s. Before it "
              "extends them it asks what else changed there.",
              named(&better, "8"));
    if (worse.count > 0)
        draft(d, &worse,
              "The committee records that the units of these initiatives "
              "changed for the worse beyond their comparison: %s. It asks "
              "their leads what else changed there.",
              named(&worse, "8"));
    if (open.count > 0)
        draft(d, &open,
              "The committee records that the results of these initiatives are "
              "inconclusive: %s. Neither that they worked nor that they did "
              "not has been shown; whether they go on rests on delivery, use "
              "and cost.",
              named(&open, "8"));
    if (later.count > 0)
        draft(d, &later,
              "The committee will look at these initiatives when a wave after "
              "their start has closed: %s.",
              named(&later, "8"));
}

static void draft_resources(struct drafts *d)
{
    const struct survey_resources *all = d->m->q->resources;
    struct names n = {.text = BUF_INIT};
    for (size_t i = 0; i < all->count; i++)
        if (survey_resource_is_stale(&all->list[i], d->m->q->now_sec))
            name(&n, "%s (%s)",
                 survey_resources_text_in(all, &all->list[i].name, "en"),
                 all->list[i].lead);
    if (n.count > 0)
        draft(d, &n,
              "The committee asks the leads of these support entries to verify "
              "them by calling: %s.",
              named(&n, "9"));
}

static bool is_in_period(const struct drafts *d, const struct exports_entry *e)
{
    char day[DATETIME_DATE_SIZE];
    datetime_date(e->at_sec, day);
    return strcmp(day, d->m->since) >= 0;
}

static void draft_exports(struct drafts *d)
{
    const struct records *records = d->m->q->records;
    size_t count = 0;
    for (size_t i = 0; i < records->export_count; i++)
        count += is_in_period(d, &records->exports[i]);
    draft(d, NULL,
          "The committee has read the log of exports (part 10: %zu since the "
          "period began) and has no question / asks the office about: ______.",
          count);
}

enum err monitoring_put_decisions(struct monitoring *m)
{
    static const struct document_column columns[] = {
        {"No.", 7, false},
        {"Draft", 71, false},
        {"Adopted, changed, not", 22, false}};
    struct drafts d = {m, 0, false};
    document_put(m->d, DOCUMENT_HEADING, "11. Decisions for the minutes");
    document_put(m->d, DOCUMENT_TEXT,
                 "Drafts, to be adopted, changed or left out. They follow from "
                 "what is overdue, missing, not shown or different; none "
                 "follows from how high a figure is.");
    document_table(m->d, columns, 3);
    draft_receipt(&d);
    draft_hidden(&d);
    for (size_t i = 0; i < m->subject_count; i++)
        draft_subject(&d, &m->subjects[i]);
    draft_own(&d);
    draft_overdue(&d);
    draft_evidence(&d);
    draft_missing(&d);
    draft_not_begun(&d);
    draft_initiatives(&d);
    draft_resources(&d);
    draft_exports(&d);
    return d.failed ? ERR_MEMORY : ERR_OK;
}
