#include "staff/checklist.h"

#include "base/buf.h"
#include "store/site_mandate.h"

#include <string.h>

const char *const checklist_states[] = {"in_place", "partly", "no", NULL};

const char *checklist_words(enum checklist_state state)
{
    switch (state) {
    case CHECKLIST_NOT_SAID: return "Not filled in";
    case CHECKLIST_IN_PLACE: return "In place";
    case CHECKLIST_PARTLY: return "Partly";
    case CHECKLIST_NO: return "No";
    }
    return "";
}

static void take_row(const struct site_checklist *row, struct checklist *list)
{
    size_t area = areas_find(row->area);
    if (area == AREAS_COUNT)
        return;
    struct checklist_row *to = &list->rows[area];
    to->state = (enum checklist_state)row->state;
    to->at_sec = row->at_sec;
    to->version = row->version;
    (void)snprintf(to->evidence, sizeof to->evidence, "%s", row->evidence);
    (void)snprintf(to->by, sizeof to->by, "%s", row->account);
}

static enum err take_own(void *ctx, const struct site_checklist *row)
{
    struct checklist *list = ctx;
    if (strcmp(row->program, list->program) == 0)
        take_row(row, list);
    return ERR_OK;
}

enum err checklist_get(struct site *site, const char *program,
                       struct checklist *out_list)
{
    struct checklist list = {.program = ""};
    (void)snprintf(list.program, sizeof list.program, "%s", program);
    enum err e = site_checklist_each(site, take_own, &list);
    if (e == ERR_OK)
        *out_list = list;
    return e;
}

/* Rows come by program. */
static enum err take_any(void *ctx, const struct site_checklist *row)
{
    struct buf *all = ctx;
    struct checklist list = {.program = ""};
    size_t at = all->len;
    if (at > 0) {
        at -= sizeof list;
        memcpy(&list, all->data + at, sizeof list);
    }
    if (strcmp(list.program, row->program) != 0) {
        list = (struct checklist){.program = ""};
        (void)snprintf(list.program, sizeof list.program, "%s", row->program);
        at = all->len;
        buf_put(all, &list, sizeof list);
    }
    take_row(row, &list);
    if (buf_check(all) != ERR_OK)
        return ERR_MEMORY;
    memcpy(all->data + at, &list, sizeof list);
    return ERR_OK;
}

enum err checklist_list(struct site *site, struct checklist **out_lists,
                        size_t *out_count)
{
    struct buf all = BUF_INIT;
    size_t len = 0;
    enum err e = site_checklist_each(site, take_any, &all);
    void *lists = e == ERR_OK ? buf_take(&all, &len) : NULL;
    if (lists == NULL) {
        buf_free(&all);
        return e == ERR_OK ? ERR_MEMORY : e;
    }
    *out_lists = lists;
    *out_count = len / sizeof **out_lists;
    return ERR_OK;
}

/* A row that nobody has filled in may stay so. */
static void check_row(const struct checklist_typed *typed,
                      const struct checklist_row *seen, size_t i,
                      struct fields_problems *out)
{
    size_t len = strlen(typed->evidence);
    size_t state = fields_choice(checklist_states, typed->state);
    if (typed->state[0] == 0 &&
        (seen->state != CHECKLIST_NOT_SAID || typed->evidence[0] != 0))
        fields_problem(out, i, "Choose in place, partly or no.");
    else if (typed->state[0] != 0 && checklist_states[state] == NULL)
        fields_problem(out, i, "Choose in place, partly or no.");
    else if (typed->state[0] != 0 && state + 1 != CHECKLIST_NO &&
             typed->evidence[strspn(typed->evidence, " \n")] == 0)
        fields_problem(out, i,
                       "Say where it can be seen: a policy, a page, a "
                       "schedule.");
    else if (len > CHECKLIST_EVIDENCE_MAX)
        fields_problem(out, i,
                       "This is too long by %zu characters: at most %d are "
                       "kept.",
                       len - CHECKLIST_EVIDENCE_MAX, CHECKLIST_EVIDENCE_MAX);
}

enum err checklist_keep(struct site *site, const struct checklist *seen,
                        const struct checklist_typed typed[static AREAS_COUNT],
                        const char *account, int64_t now_sec,
                        struct fields_problems *out_problems, size_t *out_kept)
{
    struct site_checklist rows[AREAS_COUNT];
    size_t count = 0;
    *out_problems = (struct fields_problems){.count = 0};
    for (size_t i = 0; i < AREAS_COUNT; i++) {
        const struct checklist_row *old = &seen->rows[i];
        size_t state = fields_choice(checklist_states, typed[i].state) + 1;
        check_row(&typed[i], old, i, out_problems);
        if (typed[i].state[0] == 0 ||
            (state == old->state &&
             strcmp(typed[i].evidence, old->evidence) == 0))
            continue;
        rows[count++] = (struct site_checklist){.program = seen->program,
                                                .area = areas_ids[i],
                                                .state = (int64_t)state,
                                                .evidence = typed[i].evidence,
                                                .account = account,
                                                .at_sec = now_sec,
                                                .version = old->version};
    }
    if (out_problems->count > 0)
        return ERR_FORMAT;
    enum err e = site_checklist_put(site, rows, count);
    if (e == ERR_OK)
        *out_kept = count;
    return e;
}

int64_t checklist_version(const struct checklist *list)
{
    int64_t sum = 0;
    for (size_t i = 0; i < AREAS_COUNT; i++)
        sum += list->rows[i].version;
    return sum;
}
