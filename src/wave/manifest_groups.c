#include "wave/manifest_parts.h"

#define WHAT       "manifest"
#define WHERE_SIZE 32

static const char *const group_keys[] = {
    "id", "unit", "name", "department", "roster", "programs", NULL};
static const char *const program_keys[] = {"id", "roster", NULL};

enum err wave_manifest_copy_text(const json_t *object, const char *where,
                                 const char *key, char **out_text,
                                 struct err_note *note)
{
    const char *text = NULL;
    enum err e = wave_json_string(object, where, key, &text, note);
    if (e != ERR_OK)
        return e;
    if (!wave_text_is_valid(text))
        return err_say(note, ERR_FORMAT,
                       "%s: \"%s\" must be 1 to %d bytes without control "
                       "characters",
                       where, key, WAVE_TEXT_MAX);
    *out_text = strdup(text);
    return *out_text == NULL ? ERR_MEMORY : ERR_OK;
}

enum err wave_manifest_copy_name(const json_t *object, const char *where,
                                 const char *key,
                                 char out[static WAVE_NAME_MAX + 1],
                                 struct err_note *note)
{
    const char *text = NULL;
    enum err e = wave_json_string(object, where, key, &text, note);
    if (e != ERR_OK)
        return e;
    if (!wave_name_is_valid(text))
        return err_say(note, ERR_FORMAT,
                       "%s: \"%s\" must be 1 to %d letters, digits and hyphens",
                       where, key, WAVE_NAME_MAX);
    memcpy(out, text, strlen(text) + 1);
    return ERR_OK;
}

static enum err read_programs(const json_t *object, const char *where,
                              struct wave_group *g, struct err_note *note)
{
    json_t *list = NULL;
    enum err e = wave_json_array(object, where, "programs", &list, note);
    size_t count = json_array_size(list);
    if (e != ERR_OK)
        return e;
    if (count == 0)
        return err_say(note, ERR_FORMAT, "%s: no programs", where);
    g->programs = calloc(count, sizeof *g->programs);
    if (g->programs == NULL)
        return ERR_MEMORY;
    uint32_t sum = 0;
    for (size_t i = 0; i < count && e == ERR_OK; i++) {
        const json_t *item = json_array_get(list, i);
        struct wave_program *p = &g->programs[g->program_count++];
        e = wave_json_keys(item, where, program_keys, note);
        if (e == ERR_OK)
            e = wave_manifest_copy_name(item, where, "id", p->id, note);
        if (e == ERR_OK)
            e = wave_json_u32(item, where, "roster", 1, WAVE_PLACES_MAX - sum,
                              &p->roster, note);
        sum += p->roster;
    }
    if (e == ERR_OK && sum != g->roster)
        e = err_say(note, ERR_FORMAT,
                    "%s: \"roster\" is not the sum of its programs'", where);
    return e;
}

static enum err read_group(const json_t *object, uint32_t min_group,
                           uint32_t number, struct wave_group *g,
                           struct err_note *note)
{
    char where[WHERE_SIZE];
    (void)snprintf(where, sizeof where, "group %lu", (unsigned long)number);
    uint32_t id = 0;
    enum err e = wave_json_keys(object, where, group_keys, note);
    if (e == ERR_OK)
        e = wave_json_u32(object, where, "id", number, number, &id, note);
    g->id = (uint16_t)id;
    if (e == ERR_OK)
        e = wave_manifest_copy_name(object, where, "unit", g->unit, note);
    if (e == ERR_OK)
        e = wave_manifest_copy_text(object, where, "name", &g->name, note);
    if (e == ERR_OK)
        e = wave_manifest_copy_text(object, where, "department", &g->department,
                                    note);
    if (e == ERR_OK)
        e = wave_json_u32(object, where, "roster", min_group, WAVE_PLACES_MAX,
                          &g->roster, note);
    return e != ERR_OK ? e : read_programs(object, where, g, note);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Whether COUNT texts are all different; sorts them. */
static bool are_different(const char **texts, size_t count)
{
    qsort(texts, count, sizeof *texts, by_text);
    for (size_t i = 1; i < count; i++)
        if (strcmp(texts[i - 1], texts[i]) == 0)
            return false;
    return true;
}

static enum err check_unique(const struct wave_manifest *m,
                             struct err_note *note)
{
    size_t programs = 0;
    for (size_t i = 0; i < m->group_count; i++)
        programs += m->groups[i].program_count;
    const char **units = calloc(m->group_count + programs, sizeof *units);
    if (units == NULL)
        return ERR_MEMORY;
    const char **ids = units + m->group_count;
    size_t n = 0;
    for (size_t i = 0; i < m->group_count; i++) {
        units[i] = m->groups[i].unit;
        for (size_t j = 0; j < m->groups[i].program_count; j++)
            ids[n++] = m->groups[i].programs[j].id;
    }
    enum err e = ERR_OK;
    if (!are_different(units, m->group_count))
        e = err_say(note, ERR_FORMAT, WHAT ": a unit is there twice");
    else if (!are_different(ids, programs))
        e = err_say(note, ERR_FORMAT, WHAT ": a program is there twice");
    free(units);
    return e;
}

static bool is_ordered(const struct wave_group *a, const struct wave_group *b)
{
    int order = strcmp(a->department, b->department);
    return order < 0 || (order == 0 && strcmp(a->unit, b->unit) < 0);
}

enum err wave_manifest_read_groups(const json_t *root, struct wave_manifest *m,
                                   struct err_note *note)
{
    json_t *list = NULL;
    enum err e = wave_json_array(root, WHAT, "groups", &list, note);
    size_t count = json_array_size(list);
    if (e != ERR_OK)
        return e;
    if (count == 0 || count > WAVE_GROUPS_MAX)
        return err_say(note, ERR_RANGE, WHAT ": 1 to %u groups, not %zu",
                       WAVE_GROUPS_MAX, count);
    m->groups = calloc(count, sizeof *m->groups);
    if (m->groups == NULL)
        return ERR_MEMORY;
    uint32_t places = 0;
    for (size_t i = 0; i < count; i++) {
        struct wave_group *g = &m->groups[m->group_count++];
        e = read_group(json_array_get(list, i), m->min_group, (uint32_t)i + 1,
                       g, note);
        if (e != ERR_OK)
            return e;
        if (i > 0 && !is_ordered(g - 1, g))
            return err_say(note, ERR_FORMAT,
                           "group %zu: not in the order of department and unit",
                           i + 1);
        if (g->roster > WAVE_PLACES_MAX - places)
            return err_say(note, ERR_RANGE, WHAT ": more than %u people",
                           WAVE_PLACES_MAX);
        places += g->roster;
    }
    return check_unique(m, note);
}
