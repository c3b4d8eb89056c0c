#include "report/initiative.h"

const char *report_verdict_words(enum report_verdict verdict)
{
    switch (verdict) {
    case REPORT_NOT_YET: return "Not known yet";
    case REPORT_CANNOT: return "Cannot be computed";
    case REPORT_INCONCLUSIVE: return "Inconclusive";
    case REPORT_BETTER: return "Better than the comparison";
    case REPORT_WORSE: return "Worse than the comparison";
    }
    return "";
}

/* A pair of waves with the four sets, while they are compared. */
struct look {
    const struct initiative *initiative;
    const struct report_wave *before;
    const struct report_wave *after;
    struct grouping *sets[4]; /* as struct report_after's cells */
};

static const struct wave_group *find_unit(const struct wave_manifest *m,
                                          const char *name, size_t len)
{
    for (size_t i = 0; i < m->group_count; i++)
        if (strlen(m->groups[i].unit) == len &&
            memcmp(m->groups[i].unit, name, len) == 0)
            return &m->groups[i];
    return NULL;
}

/* Whether every unit of LIST has the same programs in both waves; says which
 * does not. */
static bool is_unbroken(const struct look *look, const char *list,
                        struct report_after *out)
{
    for (const char *at = list; *at != 0;) {
        size_t len = strcspn(at, ",");
        const struct wave_group *a = find_unit(look->before->manifest, at, len);
        const struct wave_group *b = find_unit(look->after->manifest, at, len);
        if (a == NULL || b == NULL || !wave_group_same_programs(a, b)) {
            (void)snprintf(out->why, sizeof out->why,
                           "Unit %.*s does not have the same programs in both "
                           "waves, so its trend breaks there.",
                           (int)len, at);
            return false;
        }
        at += len;
        at += *at == ',' ? 1 : 0;
    }
    return true;
}

static enum err make_set(const char *list, const struct report_wave *wave,
                         struct grouping **out_set)
{
    size_t *units = calloc(wave->release->group_count + 1, sizeof *units);
    size_t count = 0;
    if (units == NULL)
        return ERR_MEMORY;
    for (const char *at = list; *at != 0;) {
        size_t len = strcspn(at, ",");
        char name[WAVE_NAME_MAX + 1];
        (void)snprintf(name, sizeof name, "%.*s", (int)len, at);
        units[count++] = published_unit_find(wave->release, name);
        at += len;
        at += *at == ',' ? 1 : 0;
    }
    const struct grouping_part part = {wave->release, units, count};
    enum err e = grouping_new(list, &part, 1, out_set);
    free(units);
    return e;
}

static void put_cell(const struct grouping *set, const char *outcome,
                     struct report_cell *out)
{
    size_t scale = published_scale_find(set->release, outcome);
    if (scale == PUBLISHED_NONE || !set->group.figures[scale].shown ||
        set->group.figures[scale].mean.text == NULL)
        return;
    out->shown = true;
    out->n = set->group.figures[scale].n;
    (void)snprintf(out->mean, sizeof out->mean, "%s",
                   set->group.figures[scale].mean.text);
}

/* Which of the four is why nothing can be computed. */
static void say_why(const struct look *look, struct report_after *out)
{
    static const char *const whose[4] = {
        "the units that take part have no figure before",
        "the units that take part have no figure after",
        "the comparison units have no figure before",
        "the comparison units have no figure after"};
    for (size_t i = 0; i < 4; i++)
        if (!out->cells[i].shown) {
            (void)snprintf(out->why, sizeof out->why,
                           "Not shown, to protect people in small groups: %s.",
                           whose[i]);
            return;
        }
    (void)snprintf(out->why, sizeof out->why,
                   "%s and %s did not ask %s alike, so they are not compared.",
                   look->before->release->wave, look->after->release->wave,
                   look->initiative->outcome);
}

static enum report_verdict judge(const struct effect *effect,
                                 bool high_is_better)
{
    const struct estimate_finding *d = &effect->difference;
    if (d->low <= 0 && d->high >= 0)
        return REPORT_INCONCLUSIVE;
    return (d->value > 0) == high_is_better ? REPORT_BETTER : REPORT_WORSE;
}

static enum err compare(struct look *look, bool high_is_better,
                        struct report_after *out)
{
    const char *lists[2] = {look->initiative->units,
                            look->initiative->comparison};
    enum err e = ERR_OK;
    out->verdict = REPORT_CANNOT;
    for (size_t side = 0; side < 2; side++)
        if (!is_unbroken(look, lists[side], out))
            return ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < 4; i++)
        e = make_set(lists[i / 2], i % 2 == 0 ? look->before : look->after,
                     &look->sets[i]);
    if (e != ERR_OK)
        return e;
    for (size_t i = 0; i < 4; i++)
        put_cell(look->sets[i], look->initiative->outcome, &out->cells[i]);
    const struct contrast_cells cells = {look->sets[0], look->sets[1],
                                         look->sets[2], look->sets[3]};
    if (contrast_effect(&cells, look->initiative->outcome, &out->effect))
        out->verdict = judge(&out->effect, high_is_better);
    else
        say_why(look, out);
    return ERR_OK;
}

/* What can be said from the wave before alone. */
static enum err look_ahead(const struct initiative *initiative,
                           const struct report_wave *before,
                           struct report_initiative *r)
{
    const char *lists[2] = {initiative->units, initiative->comparison};
    for (size_t side = 0; side < 2; side++) {
        struct look look = {initiative, before, before, {NULL}};
        struct report_after unused = {.wave = 0};
        if (!is_unbroken(&look, lists[side], &unused))
            return ERR_OK; /* the wave did not have one of the units */
        struct grouping *set = NULL;
        enum err e = make_set(lists[side], before, &set);
        if (e != ERR_OK)
            return e;
        put_cell(set, initiative->outcome, &r->now[side]);
        grouping_free(set);
    }
    const uint32_t people[4] = {r->now[0].n, r->now[0].n, r->now[1].n,
                                r->now[1].n};
    if (people[0] > 0 && people[2] > 0)
        r->expected_d = effect_smallest(effect_variance(people, 1));
    return ERR_OK;
}

static void choose_main(struct report_initiative *r)
{
    r->main = r->after_count == 0 ? 0 : r->after_count - 1;
    for (size_t i = r->after_count; i > 0; i--)
        if (r->after[i - 1].is_ended)
            r->main = i - 1;
    r->verdict =
        r->after_count == 0 ? REPORT_NOT_YET : r->after[r->main].verdict;
}

enum err report_initiative_make(const struct initiative *initiative,
                                const struct initiatives_known *known,
                                const struct report_wave *waves, size_t count,
                                bool high_is_better,
                                struct report_initiative *out_result)
{
    struct report_initiative r = {.before =
                                      initiatives_before(initiative, known)};
    enum err e = ERR_OK;
    err_assert(count == known->wave_count);
    r.after = calloc(count + 1, sizeof *r.after);
    if (r.after == NULL)
        return ERR_MEMORY;
    if (r.before < count)
        e = look_ahead(initiative, &waves[r.before], &r);
    for (size_t i = 0; e == ERR_OK && r.before < count && i < count; i++) {
        if (!initiatives_is_after(initiative, known, i)) {
            r.neither +=
                strcmp(known->waves[i].closed, initiative->start) >= 0 &&
                known->waves[i].opens_sec > known->waves[r.before].opens_sec;
            continue;
        }
        struct look look = {initiative, &waves[r.before], &waves[i], {NULL}};
        struct report_after *after = &r.after[r.after_count++];
        after->wave = i;
        after->is_ended = strcmp(known->waves[i].opened, initiative->end) >= 0;
        e = compare(&look, high_is_better, after);
        for (size_t s = 0; s < 4; s++)
            grouping_free(look.sets[s]);
    }
    if (e != ERR_OK) {
        free(r.after);
        return e;
    }
    choose_main(&r);
    *out_result = r;
    return ERR_OK;
}

void report_initiative_wipe(struct report_initiative *result)
{
    free(result->after);
    *result = (struct report_initiative){.before = 0};
}
