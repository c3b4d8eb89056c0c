#include "report/mandate.h"

#include "base/datetime.h"

#define ROWS_MAX  4  /* plans, and shared plans */
#define TEXT_MAX  84 /* bytes of an evidence or a plan */
#define SAID_SIZE 96

/* One row's texts. */
struct texts {
    char first[TEXT_MAX + 8];
    char second[SAID_SIZE];
};

struct mandate {
    struct summary_mandate summary;
    struct summary_check checks[AREAS_COUNT];
    struct summary_plan plans[ROWS_MAX];
    struct summary_plan shared[ROWS_MAX];
    struct texts check_texts[AREAS_COUNT];
    struct texts plan_texts[ROWS_MAX];
    struct texts shared_texts[ROWS_MAX];
};

/* Ends at a blank and never within a character. */
static void shorten(const char *text, char out[static TEXT_MAX + 8])
{
    size_t n = strlen(text);
    if (n > TEXT_MAX) {
        for (n = TEXT_MAX; n > 0 && text[n] != ' ';)
            n--;
        for (n = n == 0 ? TEXT_MAX : n; n > 0 && (text[n] & 0xc0) == 0x80;)
            n--;
    }
    (void)snprintf(out, TEXT_MAX + 8, "%.*s%s", (int)n, text,
                   text[n] == '\0' ? "" : " …");
    for (char *c = out; *c != '\0'; c++)
        *c = *c == '\n' || *c == '\r' ? ' ' : *c;
}

/* --- the checklist -------------------------------------------------------- */

/* The program whose rows are shown; NULL: the unit counts several. */
static const char *program_of(const struct mandate_request *q)
{
    if (q->own_program_count == 1)
        return q->own_programs[0];
    return q->unit->program_count == 1 ? q->unit->programs[0].id : NULL;
}

static void put_row(const struct checklist *list, size_t area,
                    struct summary_check *out, struct texts *texts)
{
    const struct checklist_row *row = list == NULL ? NULL : &list->rows[area];
    out->state = checklist_words(row == NULL ? CHECKLIST_NOT_SAID : row->state);
    if (row == NULL || row->state == CHECKLIST_NOT_SAID)
        return;
    char day[DATETIME_DATE_SIZE];
    datetime_date(row->at_sec, day);
    shorten(row->evidence, texts->first);
    (void)snprintf(texts->second, sizeof texts->second, "%s, %.64s", day,
                   row->by);
}

static void put_counts(const struct mandate_request *q, size_t area,
                       struct summary_check *out, struct texts *texts)
{
    size_t counts[CHECKLIST_NO + 1] = {0};
    for (size_t i = 0; i < q->unit->program_count; i++) {
        const struct checklist *list =
            records_checklist(q->records, q->unit->programs[i].id);
        counts[list == NULL ? CHECKLIST_NOT_SAID : list->rows[area].state]++;
    }
    (void)snprintf(texts->first, sizeof texts->first,
                   "in place %zu, partly %zu, no %zu, not filled in %zu",
                   counts[CHECKLIST_IN_PLACE], counts[CHECKLIST_PARTLY],
                   counts[CHECKLIST_NO], counts[CHECKLIST_NOT_SAID]);
    (void)snprintf(texts->second, sizeof texts->second, "%zu programs",
                   q->unit->program_count);
    out->state = "";
}

static void put_checks(const struct mandate_request *q, struct mandate *m)
{
    const char *program = program_of(q);
    const struct checklist *list =
        program == NULL ? NULL : records_checklist(q->records, program);
    for (size_t a = 0; a < AREAS_COUNT; a++) {
        m->checks[a] =
            (struct summary_check){.area_id = areas_ids[a],
                                   .area = areas_titles[a],
                                   .evidence = m->check_texts[a].first,
                                   .said = m->check_texts[a].second};
        if (program != NULL)
            put_row(list, a, &m->checks[a], &m->check_texts[a]);
        else
            put_counts(q, a, &m->checks[a], &m->check_texts[a]);
    }
    m->summary.checks = m->checks;
    m->summary.check_count = AREAS_COUNT;
}

/* --- plans ---------------------------------------------------------------- */

static struct summary_plan plan_of(const struct mandate_request *q,
                                   const struct plan *plan, struct texts *texts)
{
    size_t area = areas_find(plan->area);
    const struct wave_group *unit = wave_manifest_unit(q->manifest, plan->unit);
    bool is_own = strcmp(plan->unit, q->unit->unit) == 0;
    char today[DATETIME_DATE_SIZE];
    datetime_date(q->now_sec, today);
    bool tells =
        !is_own || plan->status == PLANS_DONE || plan->status == PLANS_DROPPED;
    shorten(plan->what, texts->first);
    (void)snprintf(texts->second, sizeof texts->second, "%s%s%s",
                   plans_status_words(plan->status), tells ? "; helped: " : "",
                   tells ? plans_helped_words(plan->helped) : "");
    return (struct summary_plan){.area = area < AREAS_COUNT ? areas_titles[area]
                                                            : plan->area,
                                 .what = texts->first,
                                 .unit = unit == NULL ? plan->unit : unit->name,
                                 .owner = plan->owner,
                                 .due = plan->due,
                                 .is_overdue = plans_is_overdue(plan, today),
                                 .status = texts->second};
}

/* Takes the place of the last row: so many more there are. */
static void say_more(struct summary_plan *last, struct texts *texts,
                     size_t more)
{
    (void)snprintf(texts->first, sizeof texts->first,
                   "and %zu more, on the unit’s page", more + 1);
    *last = (struct summary_plan){.area = "",
                                  .what = texts->first,
                                  .unit = "",
                                  .owner = "",
                                  .due = "",
                                  .status = ""};
}

static bool is_open(const struct plan *plan)
{
    return plan->status != PLANS_DONE && plan->status != PLANS_DROPPED;
}

/* What is under way stands before what has ended. */
static void put_plans(const struct mandate_request *q, struct mandate *m)
{
    size_t more = 0;
    size_t n = 0;
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < q->records->plan_count; i++) {
            const struct plan *plan = &q->records->plans[i];
            if (strcmp(plan->unit, q->unit->unit) != 0 ||
                is_open(plan) != (pass == 0))
                continue;
            if (n == ROWS_MAX) {
                more++;
                continue;
            }
            m->plans[n] = plan_of(q, plan, &m->plan_texts[n]);
            n++;
        }
    if (more > 0)
        say_more(&m->plans[n - 1], &m->plan_texts[n - 1], more);
    m->summary.plans = m->plans;
    m->summary.plan_count = n;
}

static void put_shared(const struct mandate_request *q, struct mandate *m)
{
    size_t more = 0;
    size_t n = 0;
    for (size_t i = 0; i < q->records->plan_count; i++) {
        const struct plan *plan = &q->records->plans[i];
        if (strcmp(plan->unit, q->unit->unit) == 0 ||
            !plans_is_worth_telling(plan))
            continue;
        if (n == ROWS_MAX) {
            more++;
            continue;
        }
        m->shared[n] = plan_of(q, plan, &m->shared_texts[n]);
        n++;
    }
    if (more > 0)
        say_more(&m->shared[n - 1], &m->shared_texts[n - 1], more);
    m->summary.shared = m->shared;
    m->summary.shared_count = n;
}

enum err mandate_new(const struct mandate_request *request,
                     struct mandate **out_mandate)
{
    struct mandate *m = calloc(1, sizeof *m);
    if (m == NULL)
        return ERR_MEMORY;
    put_checks(request, m);
    put_plans(request, m);
    put_shared(request, m);
    *out_mandate = m;
    return ERR_OK;
}

void mandate_free(struct mandate *mandate)
{
    free(mandate);
}

const struct summary_mandate *mandate_summary(const struct mandate *mandate)
{
    return &mandate->summary;
}
