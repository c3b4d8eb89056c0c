#include "roster/units.h"

/* NULL: no program so far. */
static const char *join(const char *so_far, const char *text)
{
    if (so_far == NULL || strcmp(so_far, text) == 0)
        return text;
    return WAVE_UNITS_MIXED;
}

static const char *given(const char *text)
{
    return text == NULL ? "" : text;
}

static enum err describe(const struct roster *roster,
                         const struct wave_group *group, struct wave_unit *out)
{
    const char *type = NULL;
    const char *site = NULL;
    for (size_t i = 0; i < group->program_count; i++) {
        const struct roster_program *p =
            roster_program_of(roster, group->programs[i].id);
        err_assert(p != NULL);
        type = join(type, given(p->type));
        site = join(site, given(p->site));
    }
    memcpy(out->unit, group->unit, sizeof out->unit);
    out->type = strdup(given(type));
    out->site = strdup(given(site));
    return out->type == NULL || out->site == NULL ? ERR_MEMORY : ERR_OK;
}

static int by_unit(const void *a, const void *b)
{
    return strcmp(((const struct wave_unit *)a)->unit,
                  ((const struct wave_unit *)b)->unit);
}

enum err roster_units_new(const struct roster *roster, const char *wave,
                          const struct wave_group *groups, size_t group_count,
                          struct wave_units **out_units)
{
    err_assert(wave_name_is_valid(wave));
    struct wave_units *u = calloc(1, sizeof *u);
    struct wave_unit *units = calloc(group_count + 1, sizeof *units);
    if (u == NULL || units == NULL) {
        free(units);
        free(u);
        return ERR_MEMORY;
    }
    memcpy(u->wave, wave, strlen(wave) + 1);
    u->units = units;
    u->count = group_count;
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < group_count; i++)
        e = describe(roster, &groups[i], &units[i]);
    if (e != ERR_OK) {
        wave_units_free(u);
        return e;
    }
    qsort(units, group_count, sizeof *units, by_unit);
    *out_units = u;
    return ERR_OK;
}
