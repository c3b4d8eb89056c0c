#include "staff/initiatives.h"

#include "base/buf.h"
#include "store/site_mandate.h"

#include <string.h>

const struct fields_rule initiatives_rules[INITIATIVES_FIELDS] = {
    [INITIATIVES_TITLE] = {"title", "Title", NULL, FIELDS_LINE,
                           INITIATIVES_TITLE_MAX, true, NULL, NULL},
    [INITIATIVES_LEAD] = {"lead", "Lead", "Who answers for it.", FIELDS_LINE,
                          INITIATIVES_LEAD_MAX, true, NULL, NULL},
    [INITIATIVES_AMOUNT] = {"amount", "Amount",
                            "Whole dollars, digits only; 0 for none.",
                            FIELDS_NUMBER, 9, true, NULL, NULL},
    [INITIATIVES_MECHANISM] = {"mechanism", "Mechanism",
                               "How it is paid: matching grant, department "
                               "funds, ...",
                               FIELDS_LINE, INITIATIVES_MECHANISM_MAX, true,
                               NULL, NULL},
    [INITIATIVES_UNITS] = {"units", "Units that take part",
                           "Ids of units with commas between them: P001, P002.",
                           FIELDS_LINE, INITIATIVES_UNITS_MAX, true, NULL,
                           NULL},
    [INITIATIVES_COMPARISON] = {"comparison", "Comparison units",
                                "Units like them that do not take part. Fixed "
                                "from the first results after the start on.",
                                FIELDS_LINE, INITIATIVES_UNITS_MAX, true, NULL,
                                NULL},
    [INITIATIVES_START] = {"start", "Start", "Fixed as above.", FIELDS_DATE, 10,
                           true, NULL, NULL},
    [INITIATIVES_END] = {"end", "End", NULL, FIELDS_DATE, 10, true, NULL, NULL},
    [INITIATIVES_OUTCOME] = {"outcome", "Primary outcome",
                             "The one scale that will say whether it did "
                             "something. Fixed as above.",
                             FIELDS_CHOICE, INITIATIVES_OUTCOME_MAX, true, NULL,
                             NULL},
    [INITIATIVES_BASELINE] = {"baseline", "The wave before",
                              "Without one: the last that closes before the "
                              "start. Fixed as above.",
                              FIELDS_CHOICE, 32, false, NULL, NULL},
};

/* --- what was typed ------------------------------------------------------- */

static void copy(char *to, size_t size, const char *from)
{
    (void)snprintf(to, size, "%s", from);
}

static bool list_has(const char *list, const char *name, size_t len)
{
    for (const char *at = list; *at != 0;) {
        size_t n = strcspn(at, ",");
        if (n == len && memcmp(at, name, len) == 0)
            return true;
        at += n;
        at += *at == ',' ? 1 : 0;
    }
    return false;
}

static bool is_unit(const char *const *units, const char *name, size_t len)
{
    for (size_t i = 0; units[i] != NULL; i++)
        if (strlen(units[i]) == len && memcmp(units[i], name, len) == 0)
            return true;
    return false;
}

/* Names with commas or blanks between them, as names with commas. */
static void read_units(const char *typed, const char *const *units,
                       const char *old, size_t field, char *out,
                       struct fields_problems *problems)
{
    size_t used = 0;
    out[0] = 0;
    for (const char *at = typed + strspn(typed, ", "); *at != 0;) {
        size_t len = strcspn(at, ", ");
        int shown = (int)(len < 32 ? len : 32);
        if (!is_unit(units, at, len) && !list_has(old, at, len))
            fields_problem(problems, field,
                           "The newest wave has no unit %.*s. The page of "
                           "units lists their ids.",
                           shown, at);
        else if (list_has(out, at, len))
            fields_problem(problems, field, "%.*s is named twice.", shown, at);
        if (problems->text[field][0] != 0)
            return;
        if (used > 0)
            out[used++] = ',';
        memcpy(out + used, at, len);
        used += len;
        out[used] = 0;
        at += len + strspn(at + len, ", ");
    }
    if (used == 0)
        fields_problem(problems, field, "Name at least one unit.");
}

static void check_sides(const struct initiative *in,
                        struct fields_problems *problems)
{
    for (const char *at = in->units; *at != 0;) {
        size_t len = strcspn(at, ",");
        if (list_has(in->comparison, at, len))
            fields_problem(problems, INITIATIVES_COMPARISON,
                           "%.*s takes part itself: name units that do not.",
                           (int)len, at);
        at += len;
        at += *at == ',' ? 1 : 0;
    }
}

static void check_baseline(const struct initiative *in,
                           const struct initiatives_known *known,
                           struct fields_problems *problems)
{
    if (in->baseline[0] == 0)
        return;
    size_t before = initiatives_before(in, known);
    if (before == known->wave_count)
        fields_problem(problems, INITIATIVES_BASELINE,
                       "Choose a closed wave, or none.");
    else if (strcmp(known->waves[before].closed, in->start) > 0)
        fields_problem(problems, INITIATIVES_BASELINE,
                       "This wave closed after the start: it is not before.");
}

static int64_t number_of(const char *digits)
{
    int64_t n = 0;
    for (; *digits >= '0' && *digits <= '9'; digits++)
        n = n * 10 + (*digits - '0');
    return n;
}

enum err initiatives_read(const char *const values[static INITIATIVES_FIELDS],
                          const struct initiatives_known *known,
                          const struct initiative *was,
                          struct initiative *out_initiative,
                          struct fields_problems *out_problems)
{
    struct initiative in = *out_initiative;
    enum err e = fields_check(initiatives_rules, INITIATIVES_FIELDS, values,
                              out_problems);
    copy(in.title, sizeof in.title, values[INITIATIVES_TITLE]);
    copy(in.lead, sizeof in.lead, values[INITIATIVES_LEAD]);
    copy(in.mechanism, sizeof in.mechanism, values[INITIATIVES_MECHANISM]);
    copy(in.start, sizeof in.start, values[INITIATIVES_START]);
    copy(in.end, sizeof in.end, values[INITIATIVES_END]);
    copy(in.outcome, sizeof in.outcome, values[INITIATIVES_OUTCOME]);
    copy(in.baseline, sizeof in.baseline, values[INITIATIVES_BASELINE]);
    if (out_problems->text[INITIATIVES_AMOUNT][0] == 0)
        in.amount = number_of(values[INITIATIVES_AMOUNT]);
    if (out_problems->text[INITIATIVES_UNITS][0] == 0)
        read_units(values[INITIATIVES_UNITS], known->units,
                   was == NULL ? "" : was->units, INITIATIVES_UNITS, in.units,
                   out_problems);
    if (out_problems->text[INITIATIVES_COMPARISON][0] == 0)
        read_units(values[INITIATIVES_COMPARISON], known->units,
                   was == NULL ? "" : was->comparison, INITIATIVES_COMPARISON,
                   in.comparison, out_problems);
    bool kept = was != NULL && strcmp(was->outcome, in.outcome) == 0;
    if (!kept &&
        known->outcomes[fields_choice(known->outcomes, in.outcome)] == NULL)
        fields_problem(out_problems, INITIATIVES_OUTCOME,
                       "Choose one from the list.");
    if (out_problems->count == 0) {
        check_sides(&in, out_problems);
        check_baseline(&in, known, out_problems);
        if (strcmp(in.end, in.start) < 0)
            fields_problem(out_problems, INITIATIVES_END,
                           "This is before the start.");
    }
    if (e != ERR_OK || out_problems->count > 0)
        return ERR_FORMAT;
    *out_initiative = in;
    return ERR_OK;
}

void initiatives_values(const struct initiative *initiative,
                        char amount[static 24],
                        const char *out_values[static INITIATIVES_FIELDS])
{
    (void)snprintf(amount, 24, "%lld", (long long)initiative->amount);
    out_values[INITIATIVES_TITLE] = initiative->title;
    out_values[INITIATIVES_LEAD] = initiative->lead;
    out_values[INITIATIVES_AMOUNT] = amount;
    out_values[INITIATIVES_MECHANISM] = initiative->mechanism;
    out_values[INITIATIVES_UNITS] = initiative->units;
    out_values[INITIATIVES_COMPARISON] = initiative->comparison;
    out_values[INITIATIVES_START] = initiative->start;
    out_values[INITIATIVES_END] = initiative->end;
    out_values[INITIATIVES_OUTCOME] = initiative->outcome;
    out_values[INITIATIVES_BASELINE] = initiative->baseline;
}

/* --- keeping -------------------------------------------------------------- */

static struct site_initiative row_of(const struct initiative *in)
{
    return (struct site_initiative){.id = in->id,
                                    .title = in->title,
                                    .lead = in->lead,
                                    .amount = in->amount,
                                    .mechanism = in->mechanism,
                                    .units = in->units,
                                    .comparison = in->comparison,
                                    .start = in->start,
                                    .finish = in->end,
                                    .outcome = in->outcome,
                                    .baseline = in->baseline,
                                    .version = in->version};
}

enum err initiatives_add(struct site *site, const struct initiative *initiative,
                         const struct initiatives_known *known,
                         const char *account, int64_t now_sec, int64_t *out_id)
{
    struct site_initiative row = row_of(initiative);
    row.account = account;
    row.recorded_sec = now_sec;
    row.late = initiatives_is_fixed(initiative, known);
    return site_initiative_add(site, &row, (int64_t)known->wave_count, out_id);
}

enum err initiatives_change(struct site *site, const struct initiative *was,
                            const struct initiative *becomes,
                            const struct initiatives_known *known,
                            const char *account, int64_t now_sec,
                            struct fields_problems *out_problems)
{
    struct site_initiative_change changes[INITIATIVES_FIELDS];
    const char *old[INITIATIVES_FIELDS];
    const char *new[INITIATIVES_FIELDS];
    char amounts[2][24];
    size_t count = 0;
    /* As it was: a later start would take the lock off. */
    bool is_fixed = initiatives_is_fixed(was, known);
    initiatives_values(was, amounts[0], old);
    initiatives_values(becomes, amounts[1], new);
    *out_problems = (struct fields_problems){.count = 0};
    for (size_t i = 0; i < INITIATIVES_FIELDS; i++) {
        if (strcmp(old[i], new[i]) == 0)
            continue;
        if (is_fixed && initiatives_is_fixed_field(i))
            fields_problem(out_problems, i,
                           "Results after the start are out: this stays as it "
                           "was named beforehand.");
        changes[count++] =
            (struct site_initiative_change){.initiative = was->id,
                                            .account = account,
                                            .at_sec = now_sec,
                                            .field = initiatives_rules[i].name,
                                            .was = old[i],
                                            .became = new[i]};
    }
    if (out_problems->count > 0)
        return ERR_DENIED;
    if (count == 0)
        return ERR_OK;
    struct site_initiative row = row_of(becomes);
    row.id = was->id;
    row.version = was->version;
    return site_initiative_change(site, &row, (int64_t)known->wave_count,
                                  changes, count);
}

/* --- lists ---------------------------------------------------------------- */

static enum err keep(void *ctx, const struct site_initiative *row)
{
    struct buf *all = ctx;
    struct initiative in = {.id = row->id,
                            .amount = row->amount,
                            .recorded_sec = row->recorded_sec,
                            .late = row->late != 0,
                            .version = row->version};
    copy(in.title, sizeof in.title, row->title);
    copy(in.lead, sizeof in.lead, row->lead);
    copy(in.mechanism, sizeof in.mechanism, row->mechanism);
    copy(in.units, sizeof in.units, row->units);
    copy(in.comparison, sizeof in.comparison, row->comparison);
    copy(in.start, sizeof in.start, row->start);
    copy(in.end, sizeof in.end, row->finish);
    copy(in.outcome, sizeof in.outcome, row->outcome);
    copy(in.baseline, sizeof in.baseline, row->baseline);
    copy(in.by, sizeof in.by, row->account);
    buf_put(all, &in, sizeof in);
    return buf_check(all);
}

/* Hands the elements of ALL over, or frees them after an error. */
static enum err take(struct buf *all, enum err so_far, size_t size,
                     void **out_list, size_t *out_count)
{
    size_t len = 0;
    void *list = so_far == ERR_OK ? buf_take(all, &len) : NULL;
    if (list == NULL) {
        buf_free(all);
        return so_far == ERR_OK ? ERR_MEMORY : so_far;
    }
    *out_list = list;
    *out_count = len / size;
    return ERR_OK;
}

enum err initiatives_list(struct site *site, struct initiative **out_list,
                          size_t *out_count)
{
    struct buf all = BUF_INIT;
    void *list = NULL;
    enum err e = site_initiative_each(site, keep, &all);
    e = take(&all, e, sizeof **out_list, &list, out_count);
    if (e == ERR_OK)
        *out_list = list;
    return e;
}

enum err initiatives_get(struct site *site, int64_t id,
                         struct initiative *out_initiative)
{
    struct initiative *list = NULL;
    size_t count = 0;
    enum err e = initiatives_list(site, &list, &count);
    size_t i = 0;
    while (i < count && list[i].id != id)
        i++;
    if (e == ERR_OK && i == count)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *out_initiative = list[i];
    free(list);
    return e;
}

static enum err keep_change(void *ctx,
                            const struct site_initiative_change *change)
{
    struct buf *all = ctx;
    struct initiative_change c = {.at_sec = change->at_sec};
    copy(c.by, sizeof c.by, change->account);
    copy(c.field, sizeof c.field, change->field);
    copy(c.was, sizeof c.was, change->was);
    copy(c.became, sizeof c.became, change->became);
    buf_put(all, &c, sizeof c);
    return buf_check(all);
}

enum err initiatives_changes(struct site *site, int64_t id,
                             struct initiative_change **out_changes,
                             size_t *out_count)
{
    struct buf all = BUF_INIT;
    void *list = NULL;
    enum err e = site_initiative_each_change(site, id, keep_change, &all);
    e = take(&all, e, sizeof **out_changes, &list, out_count);
    if (e == ERR_OK)
        *out_changes = list;
    return e;
}
