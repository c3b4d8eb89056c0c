#include "roster/plan.h"

#include "roster/plan_draft.h"

#define NONE PLAN_DRAFT_NONE

static int by_department(const void *a, const void *b)
{
    const struct roster_program *x =
        ((const struct plan_draft_slot *)a)->program;
    const struct roster_program *y =
        ((const struct plan_draft_slot *)b)->program;
    int order = strcmp(x->department, y->department);
    return order != 0 ? order : strcmp(x->id, y->id);
}

static const char *unit_text(const struct roster_program *p)
{
    return p->unit == NULL ? "" : p->unit;
}

static int by_unit_text(const void *a, const void *b)
{
    const struct plan_draft_slot *x = *(struct plan_draft_slot *const *)a;
    const struct plan_draft_slot *y = *(struct plan_draft_slot *const *)b;
    int order = strcmp(unit_text(x->program), unit_text(y->program));
    return order != 0 ? order : strcmp(x->program->id, y->program->id);
}

size_t plan_draft_add(struct plan_draft *draft, enum plan_draft_kind kind,
                      const char *department, const char *text)
{
    draft->units[draft->unit_count] = (struct plan_draft_unit){
        .kind = kind, .department = department, .text = text};
    return draft->unit_count++;
}

void plan_draft_put(struct plan_draft *draft, struct plan_draft_slot *slot,
                    size_t unit, enum roster_plan_why why)
{
    if (slot->unit != NONE)
        draft->units[slot->unit].people -= slot->program->people;
    slot->unit = unit;
    slot->why = why;
    draft->units[unit].people += slot->program->people;
}

/* Step 2 for one department: the programs that its `unit` column names. */
static void put_named(struct plan_draft *d, size_t from, size_t to,
                      uint32_t min_group, struct plan_draft_slot **order)
{
    size_t count = to - from;
    for (size_t i = 0; i < count; i++)
        order[i] = &d->slots[from + i];
    qsort(order, count, sizeof *order, by_unit_text);
    for (size_t i = 0, end = 0; i < count; i = end) {
        const char *text = unit_text(order[i]->program);
        uint32_t people = 0;
        for (end = i;
             end < count && strcmp(text, unit_text(order[end]->program)) == 0;
             end++)
            people += order[end]->program->people;
        if (*text == 0 || people < min_group)
            continue;
        size_t unit = plan_draft_add(d, PLAN_DRAFT_NAMED,
                                     order[i]->program->department, text);
        for (size_t j = i; j < end; j++)
            plan_draft_put(d, order[j], unit, ROSTER_PLAN_NAMED);
    }
}

/* The smallest unit with people of units [FROM, end), not EXCEPT; or NONE. */
static size_t smallest_unit(const struct plan_draft *d, size_t from,
                            size_t except)
{
    size_t best = NONE;
    for (size_t u = from; u < d->unit_count; u++) {
        const struct plan_draft_unit *now = &d->units[u];
        if (u == except || now->people == 0)
            continue;
        if (best == NONE || now->people < d->units[best].people ||
            (now->people == d->units[best].people &&
             strcmp(now->text, d->units[best].text) < 0))
            best = u;
    }
    return best;
}

/* Steps 3 and 4 for one department, whose units begin with FIRST_UNIT. */
static void put_by_size(struct plan_draft *d, size_t from, size_t to,
                        uint32_t min_group, size_t first_unit)
{
    size_t small = plan_draft_keep_small(d, from, to, min_group);
    for (size_t i = from; i < to; i++) {
        struct plan_draft_slot *slot = &d->slots[i];
        const struct roster_program *p = slot->program;
        if (slot->unit != NONE)
            continue;
        if (p->people >= min_group) {
            plan_draft_put(
                d, slot,
                plan_draft_add(d, PLAN_DRAFT_SINGLE, p->department, p->id),
                ROSTER_PLAN_OWN);
            continue;
        }
        if (small == NONE)
            small = plan_draft_add(d, PLAN_DRAFT_SMALL, p->department, "");
        plan_draft_put(d, slot, small, ROSTER_PLAN_SMALL);
    }
    while (small != NONE && d->units[small].people < min_group) {
        size_t joins = smallest_unit(d, first_unit, small);
        if (joins == NONE)
            break;
        for (size_t i = from; i < to; i++)
            if (d->slots[i].unit == joins)
                plan_draft_put(d, &d->slots[i], small, ROSTER_PLAN_JOINED);
    }
}

static size_t department_end(const struct plan_draft *d, size_t from)
{
    const char *name = d->slots[from].program->department;
    size_t to = from;
    while (to < d->slot_count &&
           strcmp(d->slots[to].program->department, name) == 0)
        to++;
    return to;
}

/* What is left of a department's people outside the unit OTHER. */
static uint32_t people_left(const struct plan_draft *d, size_t from, size_t to,
                            size_t other)
{
    uint32_t people = 0;
    for (size_t i = from; i < to; i++)
        if (d->slots[i].unit != other)
            people += d->slots[i].program->people;
    return people;
}

static void put_department(struct plan_draft *d, size_t from, size_t to,
                           size_t other, enum roster_plan_why why)
{
    for (size_t i = from; i < to; i++)
        plan_draft_put(d, &d->slots[i], other, why);
}

/* How many departments are too small, or were with the others before. */
static size_t count_others(const struct plan_draft *d, uint32_t min_group,
                           size_t other)
{
    size_t count = 0;
    for (size_t i = 0, to = 0; i < d->slot_count; i = to) {
        to = department_end(d, i);
        count += people_left(d, i, to, other) < min_group ||
                 plan_draft_keeps_other(d, i, to);
    }
    return count;
}

/* Step 5. One department that can stand alone is no company. */
static enum err put_others(struct plan_draft *d, uint32_t min_group,
                           struct err_note *note)
{
    size_t other =
        plan_draft_add(d, PLAN_DRAFT_OTHER, ROSTER_PLAN_OTHER_DEPARTMENT,
                       ROSTER_PLAN_OTHER_DEPARTMENT);
    bool is_company = count_others(d, min_group, other) > 1;
    bool is_needed = false;
    for (size_t i = 0, to = 0; i < d->slot_count; i = to) {
        to = department_end(d, i);
        bool is_small = people_left(d, i, to, other) < min_group;
        if (!is_small && !(is_company && plan_draft_keeps_other(d, i, to)))
            continue;
        put_department(d, i, to, other,
                       is_small ? ROSTER_PLAN_OTHER : ROSTER_PLAN_KEPT);
        is_needed = true;
    }
    while (is_needed && d->units[other].people < min_group) {
        size_t best = NONE;
        uint32_t best_people = UINT32_MAX;
        for (size_t i = 0; i < d->slot_count; i = department_end(d, i)) {
            uint32_t people = people_left(d, i, department_end(d, i), other);
            if (people > 0 && people < best_people) {
                best = i;
                best_people = people;
            }
        }
        if (best == NONE)
            return err_say(note, ERR_RANGE,
                           "%lu people are on the roster: too few for a group "
                           "of %lu, so nothing could ever be shown",
                           (unsigned long)d->units[other].people,
                           (unsigned long)min_group);
        put_department(d, best, department_end(d, best), other,
                       ROSTER_PLAN_OTHER);
    }
    return ERR_OK;
}

static enum err check_program(const struct roster_program *p,
                              struct err_note *note)
{
    if (p->id == NULL || !wave_name_is_valid(p->id))
        return err_say(note, ERR_FORMAT, "a program's id is not a valid name");
    if (p->name == NULL || !wave_text_is_valid(p->name) ||
        p->department == NULL || !wave_text_is_valid(p->department) ||
        (*unit_text(p) != 0 && !wave_text_is_valid(p->unit)))
        return err_say(note, ERR_FORMAT,
                       "program %s: its name, department or unit is empty, too "
                       "long or has control characters",
                       p->id);
    if (p->people == 0)
        return err_say(note, ERR_RANGE, "program %s has no people", p->id);
    return ERR_OK;
}

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct plan_draft_slot *)a)->program->id,
                  ((const struct plan_draft_slot *)b)->program->id);
}

static enum err check_programs(struct plan_draft *d, struct err_note *note)
{
    uint32_t people = 0;
    for (size_t i = 0; i < d->slot_count; i++) {
        const struct roster_program *p = d->slots[i].program;
        enum err e = check_program(p, note);
        if (e != ERR_OK)
            return e;
        if (p->people > WAVE_PLACES_MAX - people)
            return err_say(note, ERR_RANGE, "more than %u people",
                           WAVE_PLACES_MAX);
        people += p->people;
    }
    qsort(d->slots, d->slot_count, sizeof *d->slots, by_id);
    for (size_t i = 1; i < d->slot_count; i++)
        if (by_id(&d->slots[i - 1], &d->slots[i]) == 0)
            return err_say(note, ERR_EXISTS, "program %s is there twice",
                           d->slots[i].program->id);
    return ERR_OK;
}

static enum err decide(struct plan_draft *d, uint32_t min_group,
                       struct err_note *note)
{
    enum err e = check_programs(d, note);
    if (e != ERR_OK)
        return e;
    struct plan_draft_slot **order = calloc(d->slot_count, sizeof(void *));
    if (order == NULL)
        return ERR_MEMORY;
    qsort(d->slots, d->slot_count, sizeof *d->slots, by_department);
    for (size_t i = 0, to = 0; i < d->slot_count; i = to) {
        to = department_end(d, i);
        size_t first_unit = d->unit_count;
        put_named(d, i, to, min_group, order);
        put_by_size(d, i, to, min_group, first_unit);
    }
    free(order);
    return put_others(d, min_group, note);
}

enum err roster_plan_new_after(const struct wave_group *before,
                               size_t before_count,
                               const struct roster_program *programs,
                               size_t count, uint32_t min_group,
                               struct roster_plan **out_plan,
                               struct err_note *note)
{
    if (min_group < WAVE_MIN_GROUP_FLOOR)
        return err_say(note, ERR_RANGE, "a group is at least %u people",
                       WAVE_MIN_GROUP_FLOOR);
    if (count == 0)
        return err_say(note, ERR_RANGE, "nobody is on the roster");
    struct plan_draft d = {.slots = calloc(count, sizeof *d.slots),
                           .slot_count = count,
                           .units = calloc(count + 1, sizeof *d.units)};
    enum err e = d.slots == NULL || d.units == NULL ? ERR_MEMORY : ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < count; i++)
        d.slots[i] =
            (struct plan_draft_slot){&programs[i], NONE, ROSTER_PLAN_OWN};
    if (e == ERR_OK)
        e = plan_draft_remember(&d, before, before_count);
    if (e == ERR_OK)
        e = decide(&d, min_group, note);
    if (e == ERR_OK)
        e = plan_draft_build(&d, out_plan, note);
    free(d.before);
    free(d.slots);
    free(d.units);
    return e;
}

enum err roster_plan_new(const struct roster_program *programs, size_t count,
                         uint32_t min_group, struct roster_plan **out_plan,
                         struct err_note *note)
{
    return roster_plan_new_after(NULL, 0, programs, count, min_group, out_plan,
                                 note);
}
