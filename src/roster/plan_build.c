#include "roster/plan_draft.h"
#include "wave/slug.h"

#define PREFIX_LEN 2
#define CUT_SIZE   (WAVE_NAME_MAX + 1 - PREFIX_LEN)

_Static_assert(sizeof ROSTER_PLAN_OTHER_ID <= WAVE_NAME_MAX + 1, "an id");

/* A unit that is to become a group. */
struct named {
    const struct plan_draft_unit *unit;
    size_t index; /* of the draft's units */
    size_t programs;
    const struct roster_program *first; /* by (department, id) */
    char id[WAVE_NAME_MAX + 1];
};

struct naming {
    struct named *units; /* those with people */
    size_t count;
    char (*slugs)[WAVE_SLUG_SIZE]; /* of the departments so far */
    const char **slug_names;       /* the same, as a list */
    size_t slug_count;
    const char **taken; /* ids of programs and units, behind their prefix */
};

/* The ids that begin with PREFIX, without it. */
static size_t collect_taken(struct naming *n, const struct plan_draft *d,
                            const char *prefix)
{
    size_t count = 0;
    for (size_t i = 0; i < d->slot_count; i++)
        if (strncmp(d->slots[i].program->id, prefix, PREFIX_LEN) == 0)
            n->taken[count++] = d->slots[i].program->id + PREFIX_LEN;
    for (size_t i = 0; i < n->count; i++)
        if (strncmp(n->units[i].id, prefix, PREFIX_LEN) == 0)
            n->taken[count++] = n->units[i].id + PREFIX_LEN;
    if (strncmp(ROSTER_PLAN_OTHER_ID, prefix, PREFIX_LEN) == 0)
        n->taken[count++] = ROSTER_PLAN_OTHER_ID + PREFIX_LEN;
    return count;
}

/* "S-" or "U-" and a slug that nobody has. */
static void make_id(struct naming *n, const struct plan_draft *d,
                    const char *prefix, const char *text,
                    char out[static WAVE_NAME_MAX + 1])
{
    char slug[CUT_SIZE];
    size_t taken = collect_taken(n, d, prefix);
    wave_slug_unique(text, n->taken, taken, slug, sizeof slug);
    (void)snprintf(out, WAVE_NAME_MAX + 1, "%s%s", prefix, slug);
}

/* S-other, unless a program is called so. */
static void make_other_id(struct naming *n, const struct plan_draft *d,
                          char out[static WAVE_NAME_MAX + 1])
{
    bool is_free = true;
    for (size_t i = 0; i < d->slot_count; i++)
        if (strcmp(d->slots[i].program->id, ROSTER_PLAN_OTHER_ID) == 0)
            is_free = false;
    if (is_free)
        memcpy(out, ROSTER_PLAN_OTHER_ID, sizeof ROSTER_PLAN_OTHER_ID);
    else
        make_id(n, d, "S-", ROSTER_PLAN_OTHER_ID + PREFIX_LEN, out);
}

/* The slug of a department, as a release will have it: names come in order. */
static const char *department_slug(struct naming *n, const char *department,
                                   const char **last)
{
    if (*last == NULL || strcmp(*last, department) != 0) {
        char *slug = n->slugs[n->slug_count];
        wave_slug_unique(department, n->slug_names, n->slug_count, slug,
                         WAVE_SLUG_SIZE);
        n->slug_names[n->slug_count++] = slug;
        *last = department;
    }
    return n->slugs[n->slug_count - 1];
}

static bool is_program(const struct plan_draft *d, const char *id)
{
    for (size_t i = 0; i < d->slot_count; i++)
        if (strcmp(d->slots[i].program->id, id) == 0)
            return true;
    return false;
}

/* A kept unit has the id that it had, before any other is made. */
static void keep_ids(struct naming *n, const struct plan_draft *d)
{
    for (size_t i = 0; i < n->count; i++) {
        const char *id = n->units[i].unit->kept_id;
        if (id != NULL && !is_program(d, id))
            memcpy(n->units[i].id, id, strlen(id) + 1);
    }
}

static void name_units(struct naming *n, const struct plan_draft *d)
{
    const char *last = NULL;
    keep_ids(n, d);
    for (size_t i = 0; i < n->count; i++) {
        struct named *u = &n->units[i];
        const char *slug = u->unit->kind == PLAN_DRAFT_OTHER
                               ? ""
                               : department_slug(n, u->unit->department, &last);
        if (u->id[0] != 0)
            continue;
        if (u->programs == 1)
            memcpy(u->id, u->first->id, strlen(u->first->id) + 1);
        else if (u->unit->kind == PLAN_DRAFT_OTHER)
            make_other_id(n, d, u->id);
        else if (u->unit->kind == PLAN_DRAFT_NAMED)
            make_id(n, d, "U-", u->unit->text, u->id);
        else
            make_id(n, d, "S-", slug, u->id);
    }
}

static enum err copy_texts(const struct named *u, struct wave_group *g,
                           struct err_note *note)
{
    struct buf name = BUF_INIT;
    if (u->programs == 1)
        buf_put_text(&name, u->first->name);
    else if (u->unit->kind == PLAN_DRAFT_SMALL)
        buf_printf(&name, "Smaller %s programs", u->unit->department);
    else
        buf_put_text(&name, u->unit->text);
    size_t len = 0;
    g->name = (char *)buf_take(&name, &len);
    g->department = strdup(u->unit->department);
    if (g->name == NULL || g->department == NULL)
        return ERR_MEMORY;
    if (!wave_text_is_valid(g->name))
        return err_say(note, ERR_FORMAT,
                       "the name of unit %s would be longer than %d bytes",
                       u->id, WAVE_TEXT_MAX);
    return ERR_OK;
}

static int by_program_id(const void *a, const void *b)
{
    const struct plan_draft_slot *x = *(struct plan_draft_slot *const *)a;
    const struct plan_draft_slot *y = *(struct plan_draft_slot *const *)b;
    return strcmp(x->program->id, y->program->id);
}

static enum err fill_programs(const struct named *u,
                              const struct plan_draft_slot *const *slots,
                              struct wave_group *g,
                              struct roster_plan_reasons *reasons)
{
    g->programs = calloc(u->programs, sizeof *g->programs);
    reasons->programs = calloc(u->programs, sizeof *reasons->programs);
    if (g->programs == NULL || reasons->programs == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < u->programs; i++) {
        const struct roster_program *p = slots[i]->program;
        memcpy(g->programs[i].id, p->id, strlen(p->id) + 1);
        g->programs[i].roster = p->people;
        g->roster += p->people;
        reasons->programs[i] = slots[i]->why;
    }
    g->program_count = u->programs;
    return ERR_OK;
}

/* By (department, id): the order of a manifest's groups. */
static int by_manifest(const void *a, const void *b)
{
    const struct named *x = a;
    const struct named *y = b;
    int order = strcmp(x->unit->department, y->unit->department);
    return order != 0 ? order : strcmp(x->id, y->id);
}

/* The slots of one unit at the front of OUT, by the programs' ids. */
static void collect_slots(struct plan_draft *d, size_t unit,
                          const struct plan_draft_slot **out)
{
    size_t count = 0;
    for (size_t i = 0; i < d->slot_count; i++)
        if (d->slots[i].unit == unit)
            out[count++] = &d->slots[i];
    qsort(out, count, sizeof *out, by_program_id);
}

static enum err fill_plan(struct plan_draft *d, const struct naming *n,
                          struct roster_plan *plan, struct err_note *note)
{
    const struct plan_draft_slot **slots = calloc(d->slot_count, sizeof *slots);
    enum err e = slots == NULL ? ERR_MEMORY : ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < n->count; i++) {
        const struct named *u = &n->units[i];
        struct wave_group *g = &plan->groups[plan->group_count++];
        g->id = (uint16_t)(i + 1);
        memcpy(g->unit, u->id, sizeof g->unit);
        e = copy_texts(u, g, note);
        collect_slots(d, u->index, slots);
        if (e == ERR_OK)
            e = fill_programs(u, slots, g, &plan->reasons[i]);
        plan->program_count += g->program_count;
        plan->people += g->roster;
    }
    free(slots);
    return e;
}

static void count_units(const struct plan_draft *d, struct naming *n)
{
    for (size_t i = 0; i < d->unit_count; i++)
        if (d->units[i].people > 0)
            n->units[n->count++] =
                (struct named){.unit = &d->units[i], .index = i};
    for (size_t i = 0; i < n->count; i++)
        for (size_t j = 0; j < d->slot_count; j++)
            if (d->slots[j].unit == n->units[i].index &&
                n->units[i].programs++ == 0)
                n->units[i].first = d->slots[j].program;
}

enum err plan_draft_build(struct plan_draft *draft,
                          struct roster_plan **out_plan, struct err_note *note)
{
    size_t room = draft->unit_count;
    struct naming n = {
        .units = calloc(room, sizeof *n.units),
        .slugs = calloc(room, sizeof *n.slugs),
        .slug_names = calloc(room, sizeof *n.slug_names),
        .taken = calloc(room + draft->slot_count + 1, sizeof *n.taken)};
    struct roster_plan *plan = calloc(1, sizeof *plan);
    enum err e = ERR_MEMORY;
    if (n.units != NULL && n.slugs != NULL && n.slug_names != NULL &&
        n.taken != NULL && plan != NULL) {
        count_units(draft, &n);
        name_units(&n, draft);
        qsort(n.units, n.count, sizeof *n.units, by_manifest);
        plan->groups = calloc(n.count, sizeof *plan->groups);
        plan->reasons = calloc(n.count, sizeof *plan->reasons);
        if (n.count > WAVE_GROUPS_MAX)
            e = err_say(note, ERR_RANGE, "more than %u groups",
                        WAVE_GROUPS_MAX);
        else if (plan->groups != NULL && plan->reasons != NULL)
            e = fill_plan(draft, &n, plan, note);
    }
    free(n.units);
    free(n.slugs);
    free(n.slug_names);
    free(n.taken);
    if (e != ERR_OK) {
        roster_plan_free(plan);
        return e;
    }
    *out_plan = plan;
    return ERR_OK;
}

void roster_plan_free(struct roster_plan *plan)
{
    if (plan == NULL)
        return;
    for (size_t i = 0; plan->reasons != NULL && i < plan->group_count; i++)
        free(plan->reasons[i].programs);
    free(plan->reasons);
    wave_groups_free(plan->groups, plan->group_count);
    free(plan);
}

const char *roster_plan_why_text(enum roster_plan_why why)
{
    switch (why) {
    case ROSTER_PLAN_OWN: return "large enough alone";
    case ROSTER_PLAN_NAMED: return "named in the unit column";
    case ROSTER_PLAN_SMALL: return "too small alone";
    case ROSTER_PLAN_JOINED: return "joined the smaller ones";
    case ROSTER_PLAN_OTHER: return "its department is too small, or joined";
    case ROSTER_PLAN_KEPT: return "as in the last wave";
    }
    err_abort("a reason", __FILE__, __LINE__);
}

struct wave_group *roster_plan_take_groups(struct roster_plan *plan,
                                           size_t *out_count)
{
    struct wave_group *groups = plan->groups;
    *out_count = plan->group_count;
    for (size_t i = 0; i < plan->group_count; i++)
        free(plan->reasons[i].programs);
    plan->groups = NULL;
    plan->group_count = 0;
    return groups;
}
