#include "staff/initiatives.h"

#include <string.h>

size_t initiatives_before(const struct initiative *initiative,
                          const struct initiatives_known *known)
{
    size_t before = known->wave_count;
    for (size_t i = 0; i < known->wave_count; i++) {
        const struct initiatives_wave *w = &known->waves[i];
        bool is_it = initiative->baseline[0] != 0
                         ? strcmp(w->name, initiative->baseline) == 0
                         : strcmp(w->closed, initiative->start) < 0;
        if (is_it)
            before = i;
    }
    return before;
}

/* Whether wave I opened after the wave before. */
static bool is_later(const struct initiative *initiative,
                     const struct initiatives_known *known, size_t i)
{
    size_t before = initiatives_before(initiative, known);
    return before == known->wave_count ||
           known->waves[i].opens_sec > known->waves[before].opens_sec;
}

bool initiatives_is_after(const struct initiative *initiative,
                          const struct initiatives_known *known, size_t i)
{
    return is_later(initiative, known, i) &&
           strcmp(known->waves[i].opened, initiative->start) >= 0;
}

bool initiatives_is_fixed(const struct initiative *initiative,
                          const struct initiatives_known *known)
{
    for (size_t i = 0; i < known->wave_count; i++)
        if (is_later(initiative, known, i) &&
            strcmp(known->waves[i].closed, initiative->start) >= 0)
            return true;
    return false;
}

bool initiatives_is_fixed_field(size_t field)
{
    switch (field) {
    case INITIATIVES_UNITS:
    case INITIATIVES_COMPARISON:
    case INITIATIVES_START:
    case INITIATIVES_OUTCOME:
    case INITIATIVES_BASELINE: return true;
    default: return false;
    }
}
