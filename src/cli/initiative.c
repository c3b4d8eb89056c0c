#include "cli/initiative.h"

#include "stats/effect.h"

static const uint32_t rates_permille[CLI_RATES] = {300, 500, 700};

static const struct wave_group *find_unit(const struct roster_plan *plan,
                                          const char *name, size_t len)
{
    for (size_t i = 0; i < plan->group_count; i++)
        if (strlen(plan->groups[i].unit) == len &&
            memcmp(plan->groups[i].unit, name, len) == 0)
            return &plan->groups[i];
    return NULL;
}

/* The unit in which a program is counted; NULL: no such program. */
static const struct wave_group *find_program(const struct roster_plan *plan,
                                             const char *name, size_t len)
{
    for (size_t i = 0; i < plan->group_count; i++)
        for (size_t p = 0; p < plan->groups[i].program_count; p++) {
            const char *id = plan->groups[i].programs[p].id;
            if (strlen(id) == len && memcmp(id, name, len) == 0)
                return &plan->groups[i];
        }
    return NULL;
}

static bool is_named(const struct cli_initiative *in,
                     const struct wave_group *unit)
{
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < in->count[side]; i++)
            if (in->units[side][i] == unit)
                return true;
    return false;
}

static enum err add_unit(struct cli *cli, const struct roster_plan *plan,
                         const char *name, size_t len, size_t side,
                         struct cli_initiative *in)
{
    int shown = (int)(len < WAVE_NAME_MAX ? len : WAVE_NAME_MAX);
    const struct wave_group *unit = find_unit(plan, name, len);
    if (unit == NULL) {
        const struct wave_group *with = find_program(plan, name, len);
        if (with == NULL)
            return err_say(&cli->note, ERR_NOT_FOUND,
                           "the plan has no unit %.*s", shown, name);
        return err_say(&cli->note, ERR_NOT_FOUND,
                       "program %.*s is counted with others in %s and cannot "
                       "be evaluated apart from them; name %s",
                       shown, name, with->unit, with->unit);
    }
    if (is_named(in, unit))
        return err_say(&cli->note, ERR_EXISTS, "unit %s is named twice",
                       unit->unit);
    in->units[side][in->count[side]++] = unit;
    return ERR_OK;
}

static enum err read_list(struct cli *cli, const struct roster_plan *plan,
                          const char *list, size_t side,
                          struct cli_initiative *in)
{
    enum err e = ERR_OK;
    in->units[side] = calloc(plan->group_count, sizeof *in->units[side]);
    if (in->units[side] == NULL)
        return ERR_MEMORY;
    for (const char *at = list; e == ERR_OK && at != NULL;) {
        size_t len = strcspn(at, ",");
        e = add_unit(cli, plan, at, len, side, in);
        at = at[len] == ',' ? at + len + 1 : NULL;
    }
    return e;
}

/* A first unit that the last wave did not count in the same way. */
static const char *find_broken(const struct cli_initiative *in,
                               const struct wave_manifest *before)
{
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < in->count[side]; i++) {
            const struct wave_group *unit = in->units[side][i];
            bool same = false;
            for (size_t g = 0; g < before->group_count; g++)
                same |= strcmp(before->groups[g].unit, unit->unit) == 0 &&
                        wave_group_same_programs(&before->groups[g], unit);
            if (!same)
                return unit->unit;
        }
    return NULL;
}

/* Before and after alike: as many will answer again. */
static struct cli_prospect look(const struct cli_initiative *in,
                                uint32_t rate_permille, uint32_t k)
{
    struct cli_prospect p = {.rate_permille = rate_permille, .all_shown = 1};
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < in->count[side]; i++) {
            uint32_t people = in->units[side][i]->roster;
            p.answers[side] += roster_plan_expected(people, rate_permille);
            p.all_shown *= roster_plan_chance_shown(people, rate_permille, k);
        }
    const uint32_t cells[4] = {p.answers[0], p.answers[0], p.answers[1],
                               p.answers[1]};
    if (p.answers[0] > 0 && p.answers[1] > 0)
        p.smallest_d = effect_smallest(effect_variance(cells, 1));
    return p;
}

enum err cli_initiative_read(struct cli *cli, const struct cli_plan *plan,
                             uint32_t k, struct cli_initiative *out)
{
    const char *lists[2] = {cli_value(cli, "initiative"),
                            cli_value(cli, "against")};
    struct cli_initiative in = {.has_before = plan->before != NULL};
    enum err e = ERR_OK;
    if (lists[0] == NULL || lists[1] == NULL)
        return cli_wrong_usage(cli, "--initiative and --against go together");
    for (size_t side = 0; e == ERR_OK && side < 2; side++)
        e = read_list(cli, plan->plan, lists[side], side, &in);
    if (e != ERR_OK) {
        cli_initiative_free(&in);
        return e;
    }
    if (in.has_before)
        in.broken = find_broken(&in, plan->before);
    for (size_t i = 0; i < CLI_RATES; i++)
        in.prospects[i] = look(&in, rates_permille[i], k);
    *out = in;
    return ERR_OK;
}

void cli_initiative_free(struct cli_initiative *initiative)
{
    free(initiative->units[0]);
    free(initiative->units[1]);
    *initiative = (struct cli_initiative){.has_before = false};
}
