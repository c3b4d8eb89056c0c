/* What staff type of a plan and of an initiative, a form's fields between bars.
 * What was taken is what was typed, and is taken again. */
#include "fuzz/fuzz.h"

#include "staff/initiatives.h"
#include "staff/plans.h"

static const char *const offers[] = {"sleep-pods", "peer-support", NULL};
static const char *const units[] = {"P001", "P002", "P003", NULL};
static const char *const outcomes[] = {"ocs", "pf", NULL};
static const struct initiatives_wave waves[] = {
    {"2025-fall", 1757000000, "2025-09-04", "2025-10-01"},
    {"2026-fall", 1788000000, "2026-08-29", "2026-09-30"},
};
static const struct initiatives_known known = {waves, 2, units, outcomes};

static void check_plan(const char *const values[static PLANS_FIELDS])
{
    struct fields_problems problems;
    struct plan plan = {.id = 1};
    struct plan again = {.id = 1};
    const char *kept[PLANS_FIELDS];
    enum err e = plans_read(values, offers, &plan, &problems);
    err_assert((e == ERR_OK) == (problems.count == 0));
    if (e != ERR_OK)
        return;
    plans_values(&plan, kept);
    for (size_t i = 0; i < PLANS_FIELDS; i++)
        err_assert(strcmp(kept[i], values[i]) == 0 || kept[i][0] == 0);
    err_assert(plans_read(kept, offers, &again, &problems) == ERR_OK);
    err_assert(memcmp(&plan, &again, sizeof plan) == 0);
}

static void check_initiative(
    const char *const values[static INITIATIVES_FIELDS])
{
    struct fields_problems problems;
    struct initiative in = {.id = 1};
    struct initiative again = {.id = 1};
    const char *kept[INITIATIVES_FIELDS];
    char amount[24];
    enum err e = initiatives_read(values, &known, NULL, &in, &problems);
    err_assert((e == ERR_OK) == (problems.count == 0));
    if (e != ERR_OK)
        return;
    err_assert(in.amount >= 0 && strcmp(in.start, in.end) <= 0);
    err_assert(in.units[0] != 0 && strchr(in.units, ' ') == NULL);
    initiatives_values(&in, amount, kept);
    err_assert(initiatives_read(kept, &known, NULL, &again, &problems) ==
               ERR_OK);
    err_assert(memcmp(&in, &again, sizeof in) == 0);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    const char *values[FIELDS_MAX];
    char *text = fuzz_text(data, len);
    char *at = text;
    for (size_t i = 0; i < FIELDS_MAX; i++) {
        char *bar = strchr(at, '|');
        values[i] = at;
        if (bar != NULL)
            *bar++ = 0;
        at = bar == NULL ? at + strlen(at) : bar;
    }
    check_plan(values);
    check_initiative(values);
    free(text);
    return 0;
}
