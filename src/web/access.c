#include "web/access.h"

bool web_access_is_own_program(const struct sessions_person *person,
                               const char *program_id)
{
    for (size_t i = 0; i < person->account.program_count; i++) {
        if (strcmp(person->account.programs[i], program_id) == 0)
            return true;
    }
    return false;
}

static bool has_own_program(const struct sessions_person *person,
                            const struct wave_group *group)
{
    for (size_t i = 0; i < group->program_count; i++) {
        if (web_access_is_own_program(person, group->programs[i].id))
            return true;
    }
    return false;
}

const struct wave_group *web_access_unit(const struct sessions_person *person,
                                         const struct wave_manifest *manifest,
                                         const char *unit)
{
    for (size_t i = 0; i < manifest->group_count; i++) {
        const struct wave_group *group = &manifest->groups[i];
        if (strcmp(group->unit, unit) != 0)
            continue;
        switch (person->account.role) {
        case SITE_SUBCOMMITTEE: return group;
        case SITE_CHAMPION:
            return has_own_program(person, group) ? group : NULL;
        case SITE_ACCOUNT_OFFICE: return NULL;
        }
    }
    return NULL;
}
