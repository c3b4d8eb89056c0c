#include "report/sets.h"

struct units {
    size_t *indices; /* of the release's groups */
    size_t count;
};

static bool holds(const struct units *u, size_t unit)
{
    for (size_t i = 0; i < u->count; i++)
        if (u->indices[i] == unit)
            return true;
    return false;
}

/* The unit of the first LEN bytes of NAME. */
static size_t find_unit(const struct published_release *r, const char *name,
                        size_t len)
{
    char unit[WAVE_NAME_MAX + 1];
    if (len >= sizeof unit)
        return PUBLISHED_NONE;
    memcpy(unit, name, len);
    unit[len] = 0;
    return published_unit_find(r, unit);
}

static enum err find_units(const struct published_release *r, const char *list,
                           struct units *out, struct err_note *note)
{
    struct units u = {calloc(r->group_count + 1, sizeof *u.indices), 0};
    enum err e = u.indices == NULL ? ERR_MEMORY : ERR_OK;
    for (const char *at = list; e == ERR_OK && at != NULL;) {
        size_t len = strcspn(at, ",");
        size_t unit = find_unit(r, at, len);
        int shown = (int)(len < 60 ? len : 60);
        if (unit == PUBLISHED_NONE)
            e = err_say(note, ERR_NOT_FOUND,
                        "%s has no unit %.*s; chorus release show %s lists "
                        "them",
                        r->wave, shown, at, r->wave);
        else if (holds(&u, unit))
            e = err_say(note, ERR_EXISTS, "unit %.*s is named twice", shown,
                        at);
        else
            u.indices[u.count++] = unit;
        at = at[len] == ',' ? at + len + 1 : NULL;
    }
    if (e != ERR_OK) {
        free(u.indices);
        return e;
    }
    *out = u;
    return ERR_OK;
}

/* The units must be the same in both waves, or the two figures are not of the
 * same thing. */
static enum err check_units(const struct sets_wave *now,
                            const struct sets_wave *other,
                            const struct units *u, struct err_note *note)
{
    for (size_t i = 0; i < u->count; i++) {
        const char *unit =
            now->release->groups[u->indices[i]].id + strlen("unit:");
        if (!wave_manifest_same_unit(now->manifest, other->manifest, unit))
            return err_say(note, ERR_STATE,
                           "unit %s does not have the same programs in %s and "
                           "%s: its trend breaks there",
                           unit, other->release->wave, now->release->wave);
    }
    return ERR_OK;
}

static enum err make(const struct sets_wave *wave, const struct sets_wave *with,
                     const char *list, const char *label,
                     struct grouping **out_set, struct err_note *note)
{
    struct units u = {NULL, 0};
    struct units more = {NULL, 0};
    enum err e = find_units(wave->release, list, &u, note);
    if (e == ERR_OK && with != NULL)
        e = find_units(with->release, list, &more, note);
    if (e == ERR_OK) {
        struct grouping_part parts[2] = {{wave->release, u.indices, u.count}};
        if (with != NULL)
            parts[1] =
                (struct grouping_part){with->release, more.indices, more.count};
        e = grouping_new(label, parts, with != NULL ? 2 : 1, out_set);
    }
    if (e == ERR_STATE && with != NULL)
        e = err_say(note, e,
                    "%s and %s did not ask the same: a scale, its version or "
                    "its cutoffs differ, so they are not pooled",
                    wave->release->wave, with->release->wave);
    free(u.indices);
    free(more.indices);
    return e;
}

/* One of the two lists, in this wave, and in the other one where asked for. */
static enum err make_side(const struct sets_request *q, const char *list,
                          size_t side, struct sets *sets, struct err_note *note)
{
    const struct sets_wave *other = q->before != NULL ? q->before : q->with;
    const char *label = q->labels[side] != NULL ? q->labels[side] : list;
    struct units u = {NULL, 0};
    enum err e = find_units(q->now.release, list, &u, note);
    if (e == ERR_OK && other != NULL)
        e = check_units(&q->now, other, &u, note);
    free(u.indices);
    if (e == ERR_OK)
        e = make(&q->now, q->with, list, label, &sets->now[side], note);
    if (e == ERR_OK && q->before != NULL)
        e = make(q->before, NULL, list, label, &sets->before[side], note);
    return e;
}

/* Both lists are known to be units, each once. */
static enum err check_apart(const struct sets_request *q, struct err_note *note)
{
    struct units a = {NULL, 0};
    struct units b = {NULL, 0};
    const struct published_release *r = q->now.release;
    enum err e = find_units(r, q->units, &a, note);
    if (e == ERR_OK)
        e = find_units(r, q->against, &b, note);
    for (size_t i = 0; e == ERR_OK && i < b.count; i++)
        if (holds(&a, b.indices[i]))
            e = err_say(note, ERR_RANGE, "unit %s stands on both sides",
                        r->groups[b.indices[i]].id + strlen("unit:"));
    free(a.indices);
    free(b.indices);
    return e;
}

enum err sets_new(const struct sets_request *request, struct sets *out_sets,
                  struct err_note *note)
{
    struct sets sets = {{NULL, NULL}, {NULL, NULL}};
    err_assert(request->before == NULL || request->with == NULL);
    enum err e = make_side(request, request->units, SETS_UNITS, &sets, note);
    if (e == ERR_OK && request->against != NULL)
        e = make_side(request, request->against, SETS_AGAINST, &sets, note);
    if (e == ERR_OK && request->against != NULL)
        e = check_apart(request, note);
    if (e != ERR_OK) {
        sets_wipe(&sets);
        return e;
    }
    *out_sets = sets;
    return ERR_OK;
}

void sets_wipe(struct sets *sets)
{
    for (size_t i = 0; i < SETS_COUNT; i++) {
        grouping_free(sets->now[i]);
        grouping_free(sets->before[i]);
    }
    *sets = (struct sets){{NULL, NULL}, {NULL, NULL}};
}

bool sets_difference(const struct sets *sets, size_t scale,
                     struct estimate_finding *out_difference)
{
    return sets->now[SETS_AGAINST] != NULL &&
           contrast_sets(sets->now[SETS_UNITS], scale, sets->now[SETS_AGAINST],
                         scale, out_difference);
}

bool sets_effect(const struct sets *sets, const char *scale,
                 struct effect *out_effect)
{
    if (sets->before[SETS_UNITS] == NULL || sets->before[SETS_AGAINST] == NULL)
        return false;
    const struct contrast_cells cells = {
        sets->before[SETS_UNITS], sets->now[SETS_UNITS],
        sets->before[SETS_AGAINST], sets->now[SETS_AGAINST]};
    return contrast_effect(&cells, scale, out_effect);
}
