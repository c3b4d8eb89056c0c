#include "conduct/plan_words.h"

const uint32_t conduct_plan_rates_permille[CONDUCT_PLAN_RATES] = {300, 500,
                                                                  700};

static double chance(const struct wave_group *unit, size_t rate, uint32_t k)
{
    return roster_plan_chance_shown(unit->roster,
                                    conduct_plan_rates_permille[rate], k);
}

uint32_t conduct_plan_percent_shown(const struct wave_group *unit, size_t rate,
                                    uint32_t k)
{
    return (uint32_t)(chance(unit, rate, k) * 100.0 + 0.5);
}

uint32_t conduct_plan_units_shown(const struct roster_plan *plan, size_t rate,
                                  uint32_t k)
{
    double shown = 0;
    for (size_t i = 0; i < plan->group_count; i++)
        shown += chance(&plan->groups[i], rate, k);
    return (uint32_t)(shown + 0.5);
}

void conduct_plan_put_merged(const struct roster_plan *plan, size_t i,
                             struct buf *out)
{
    const struct wave_group *g = &plan->groups[i];
    for (size_t p = 0; p < g->program_count; p++)
        buf_printf(out, "%s%s (%u, %s)", p == 0 ? "" : ", ", g->programs[p].id,
                   (unsigned)g->programs[p].roster,
                   roster_plan_why_text(plan->reasons[i].programs[p]));
}

size_t conduct_plan_put_never_alone(const struct roster_plan *plan,
                                    uint32_t min_group, struct buf *out)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->group_count; i++)
        for (size_t p = 0; p < plan->groups[i].program_count; p++) {
            const struct wave_program *one = &plan->groups[i].programs[p];
            if (one->roster >= min_group)
                continue;
            buf_printf(out, "%s%s (%u)", count == 0 ? "" : ", ", one->id,
                       (unsigned)one->roster);
            count++;
        }
    return count;
}

const char *conduct_plan_change_words(enum roster_plan_change_kind kind)
{
    switch (kind) {
    case ROSTER_PLAN_SAME: return "same";
    case ROSTER_PLAN_CHANGED: return "other programs: its trend breaks";
    case ROSTER_PLAN_NEW: return "new: its trend begins";
    case ROSTER_PLAN_GONE: return "gone: its trend ends";
    }
    return "";
}
