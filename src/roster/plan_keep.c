/* A plan that starts from the last wave's units, so that trends go on. */
#include "roster/plan_draft.h"

#define SMALL_PREFIX "S-"

static int by_program(const void *a, const void *b)
{
    return strcmp(((const struct plan_draft_before *)a)->program,
                  ((const struct plan_draft_before *)b)->program);
}

enum err plan_draft_remember(struct plan_draft *draft,
                             const struct wave_group *groups,
                             size_t group_count)
{
    size_t count = 0;
    for (size_t i = 0; i < group_count; i++)
        count += groups[i].program_count;
    draft->before = calloc(count + 1, sizeof *draft->before);
    if (draft->before == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < group_count; i++)
        for (size_t j = 0; j < groups[i].program_count; j++)
            draft->before[draft->before_count++] = (struct plan_draft_before){
                groups[i].programs[j].id, &groups[i]};
    qsort(draft->before, count, sizeof *draft->before, by_program);
    return ERR_OK;
}

/* The group that counted a program in the last wave; NULL: none did. */
static const struct wave_group *group_before(const struct plan_draft *d,
                                             const struct plan_draft_slot *slot)
{
    const struct plan_draft_before key = {.program = slot->program->id};
    const struct plan_draft_before *found =
        bsearch(&key, d->before, d->before_count, sizeof key, by_program);
    return found == NULL ? NULL : found->group;
}

static bool is_other(const struct wave_group *g)
{
    return strcmp(g->department, ROSTER_PLAN_OTHER_DEPARTMENT) == 0;
}

/* The unit of smaller programs of its department that counted a program. */
static const struct wave_group *small_before(const struct plan_draft *d,
                                             const struct plan_draft_slot *slot)
{
    const struct wave_group *g = group_before(d, slot);
    if (slot->unit != PLAN_DRAFT_NONE || g == NULL || g->program_count < 2 ||
        strncmp(g->unit, SMALL_PREFIX, strlen(SMALL_PREFIX)) != 0 ||
        strcmp(g->department, slot->program->department) != 0)
        return NULL;
    return g;
}

size_t plan_draft_keep_small(struct plan_draft *draft, size_t from, size_t to,
                             uint32_t min_group)
{
    const struct wave_group *kept = NULL;
    uint32_t people = 0;
    size_t programs = 0;
    for (size_t i = from; i < to; i++) {
        const struct wave_group *g = small_before(draft, &draft->slots[i]);
        if (g == NULL || (kept != NULL && g != kept))
            continue;
        kept = g;
        people += draft->slots[i].program->people;
        programs++;
    }
    if (programs < 2 || people < min_group)
        return PLAN_DRAFT_NONE;
    size_t unit = plan_draft_add(draft, PLAN_DRAFT_SMALL,
                                 draft->slots[from].program->department, "");
    draft->units[unit].kept_id = kept->unit;
    for (size_t i = from; i < to; i++)
        if (small_before(draft, &draft->slots[i]) == kept)
            plan_draft_put(draft, &draft->slots[i], unit, ROSTER_PLAN_KEPT);
    return unit;
}

/* A program that came from another department does not take its new one
 * along. */
bool plan_draft_keeps_other(const struct plan_draft *draft, size_t from,
                            size_t to)
{
    bool was_other = false;
    for (size_t i = from; i < to; i++) {
        const struct wave_group *g = group_before(draft, &draft->slots[i]);
        if (draft->slots[i].why == ROSTER_PLAN_NAMED ||
            (g != NULL && !is_other(g)))
            return false;
        was_other |= g != NULL;
    }
    return was_other;
}
