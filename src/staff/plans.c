#include "staff/plans.h"

#include "base/buf.h"
#include "store/site_mandate.h"

#include <string.h>

static const char *const status_ids[] = {"planned", "running", "done",
                                         "dropped", NULL};
static const char *const status_labels[] = {"Planned", "Running", "Done",
                                            "Dropped", NULL};
static const char *const helped_ids[] = {"unknown", "yes", "partly", "no",
                                         NULL};
static const char *const helped_labels[] = {"Too early to say", "Yes", "Partly",
                                            "No", NULL};

const struct fields_rule plans_rules[PLANS_FIELDS] = {
    [PLANS_AREA] = {"area", "Area", NULL, FIELDS_CHOICE, AREAS_ID_SIZE - 1,
                    true, areas_ids, areas_titles},
    [PLANS_OFFER] = {"offer", "Program offer",
                     "If it is one of what the institution offers.",
                     FIELDS_CHOICE, PLANS_OFFER_MAX, false, NULL, NULL},
    [PLANS_WHAT] = {"what", "What will be done",
                    "One thing that can be seen to be done.", FIELDS_TEXT,
                    PLANS_WHAT_MAX, true, NULL, NULL},
    [PLANS_OWNER] = {"owner", "Owner",
                     "Who answers for it: a name or an office of the program.",
                     FIELDS_LINE, PLANS_OWNER_MAX, true, NULL, NULL},
    [PLANS_DUE] = {"due", "Due", NULL, FIELDS_DATE, 10, true, NULL, NULL},
    [PLANS_STATUS] = {"status", "Status", NULL, FIELDS_CHOICE, 16, true,
                      status_ids, status_labels},
    [PLANS_EVIDENCE] = {"evidence", "Evidence",
                        "Where one can see that it was done: minutes, a "
                        "schedule, a page. Never anything about a person.",
                        FIELDS_TEXT, PLANS_EVIDENCE_MAX, false, NULL, NULL},
    [PLANS_HELPED] = {"helped", "Did it help?",
                      "What you would tell a colleague of another program.",
                      FIELDS_CHOICE, 16, true, helped_ids, helped_labels},
    [PLANS_SHARED] = {"shared", "Let others read this plan",
                      "They see whose it is and all of this but the owner. "
                      "Trainees see what is planned and how far it is, "
                      "without the unit, on the page of results. Without it "
                      "only you, the subcommittee and the office do.",
                      FIELDS_FLAG, 3, false, NULL, NULL},
};

const char *plans_status_words(enum plans_status status)
{
    return status_labels[status - 1];
}

const char *plans_helped_words(enum plans_helped helped)
{
    return helped_labels[helped];
}

static void copy(char *to, size_t size, const char *from)
{
    (void)snprintf(to, size, "%s", from);
}

enum err plans_read(const char *const values[static PLANS_FIELDS],
                    const char *const *offers, struct plan *out_plan,
                    struct fields_problems *out_problems)
{
    enum err e = fields_check(plans_rules, PLANS_FIELDS, values, out_problems);
    const char *offer = values[PLANS_OFFER];
    if (offer[0] != 0 && offers[fields_choice(offers, offer)] == NULL) {
        fields_problem(out_problems, PLANS_OFFER, "Choose one from the list.");
        e = ERR_FORMAT;
    }
    if (e != ERR_OK)
        return e;
    copy(out_plan->area, sizeof out_plan->area, values[PLANS_AREA]);
    copy(out_plan->offer, sizeof out_plan->offer, offer);
    copy(out_plan->what, sizeof out_plan->what, values[PLANS_WHAT]);
    copy(out_plan->owner, sizeof out_plan->owner, values[PLANS_OWNER]);
    copy(out_plan->due, sizeof out_plan->due, values[PLANS_DUE]);
    copy(out_plan->evidence, sizeof out_plan->evidence, values[PLANS_EVIDENCE]);
    out_plan->status = (enum plans_status)(
        fields_choice(status_ids, values[PLANS_STATUS]) + 1);
    out_plan->helped =
        (enum plans_helped)fields_choice(helped_ids, values[PLANS_HELPED]);
    out_plan->shared = strcmp(values[PLANS_SHARED], "yes") == 0;
    return ERR_OK;
}

void plans_values(const struct plan *plan,
                  const char *out_values[static PLANS_FIELDS])
{
    out_values[PLANS_AREA] = plan->area;
    out_values[PLANS_OFFER] = plan->offer;
    out_values[PLANS_WHAT] = plan->what;
    out_values[PLANS_OWNER] = plan->owner;
    out_values[PLANS_DUE] = plan->due;
    out_values[PLANS_STATUS] = status_ids[plan->status - 1];
    out_values[PLANS_EVIDENCE] = plan->evidence;
    out_values[PLANS_HELPED] = helped_ids[plan->helped];
    out_values[PLANS_SHARED] = plan->shared ? "yes" : "";
}

static struct site_plan row_of(const struct plan *plan, const char *account,
                               int64_t now_sec)
{
    return (struct site_plan){.id = plan->id,
                              .unit = plan->unit,
                              .area = plan->area,
                              .offer = plan->offer,
                              .what = plan->what,
                              .owner = plan->owner,
                              .due = plan->due,
                              .status = plan->status,
                              .evidence = plan->evidence,
                              .helped = plan->helped,
                              .shared = plan->shared,
                              .account = account,
                              .changed_sec = now_sec,
                              .version = plan->version};
}

enum err plans_add(struct site *site, const struct plan *plan,
                   const char *account, int64_t now_sec, int64_t *out_id)
{
    const struct site_plan row = row_of(plan, account, now_sec);
    return site_plan_add(site, &row, out_id);
}

enum err plans_change(struct site *site, const struct plan *plan,
                      const char *account, int64_t now_sec)
{
    const struct site_plan row = row_of(plan, account, now_sec);
    return site_plan_change(site, &row);
}

static enum err keep(void *ctx, const struct site_plan *row)
{
    struct buf *all = ctx;
    struct plan p = {.id = row->id,
                     .status = (enum plans_status)row->status,
                     .helped = (enum plans_helped)row->helped,
                     .shared = row->shared != 0,
                     .changed_sec = row->changed_sec,
                     .version = row->version};
    copy(p.unit, sizeof p.unit, row->unit);
    copy(p.area, sizeof p.area, row->area);
    copy(p.offer, sizeof p.offer, row->offer);
    copy(p.what, sizeof p.what, row->what);
    copy(p.owner, sizeof p.owner, row->owner);
    copy(p.due, sizeof p.due, row->due);
    copy(p.evidence, sizeof p.evidence, row->evidence);
    copy(p.by, sizeof p.by, row->account);
    buf_put(all, &p, sizeof p);
    return buf_check(all);
}

enum err plans_list(struct site *site, struct plan **out_plans,
                    size_t *out_count)
{
    struct buf all = BUF_INIT;
    size_t len = 0;
    enum err e = site_plan_each(site, keep, &all);
    void *plans = e == ERR_OK ? buf_take(&all, &len) : NULL;
    if (plans == NULL) {
        buf_free(&all);
        return e == ERR_OK ? ERR_MEMORY : e;
    }
    *out_plans = plans;
    *out_count = len / sizeof **out_plans;
    return ERR_OK;
}

bool plans_is_overdue(const struct plan *plan, const char *today)
{
    bool open = plan->status == PLANS_PLANNED || plan->status == PLANS_RUNNING;
    return open && strcmp(plan->due, today) < 0;
}

bool plans_is_institution(const struct plan *plan)
{
    return strcmp(plan->unit, PLANS_INSTITUTION) == 0;
}

bool plans_is_worth_telling(const struct plan *plan)
{
    return plan->shared && !plans_is_institution(plan) &&
           (plan->helped == PLANS_HELPED_YES ||
            plan->helped == PLANS_HELPED_PARTLY);
}
