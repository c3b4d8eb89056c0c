#include "wave/units.h"

#include "wave/json.h"

#define FORMAT "chorus-units-v1"

static enum err read_text(const json_t *object, const char *key,
                          char **out_text, struct err_note *note)
{
    const char *text = NULL;
    enum err e = wave_json_string(object, "units[]", key, &text, note);
    if (e != ERR_OK)
        return e;
    if (*text != 0 && !wave_text_is_valid(text))
        return err_say(note, ERR_FORMAT, "units[].%s: not a valid text", key);
    char *copy = strdup(text);
    if (copy == NULL)
        return ERR_MEMORY;
    *out_text = copy;
    return ERR_OK;
}

static enum err read_unit(const json_t *object, struct wave_unit *unit,
                          struct err_note *note)
{
    static const char *const keys[] = {"site", "type", "unit", NULL};
    const char *name = NULL;
    enum err e = wave_json_keys(object, "units[]", keys, note);
    if (e == ERR_OK)
        e = wave_json_string(object, "units[]", "unit", &name, note);
    if (e == ERR_OK && !wave_name_is_valid(name))
        e = err_say(note, ERR_FORMAT, "units[].unit: not a valid name");
    if (e == ERR_OK)
        memcpy(unit->unit, name, strlen(name) + 1);
    if (e == ERR_OK)
        e = read_text(object, "type", &unit->type, note);
    return e == ERR_OK ? read_text(object, "site", &unit->site, note) : e;
}

static enum err read_units(const json_t *root, struct wave_units *u,
                           struct err_note *note)
{
    json_t *list = NULL;
    enum err e = wave_json_array(root, "units file", "units", &list, note);
    if (e != ERR_OK)
        return e;
    size_t count = json_array_size(list);
    u->units = calloc(count + 1, sizeof *u->units);
    if (u->units == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        u->count++;
        e = read_unit(json_array_get(list, i), &u->units[i], note);
        if (e == ERR_OK && i > 0 &&
            strcmp(u->units[i - 1].unit, u->units[i].unit) >= 0)
            e = err_say(note, ERR_FORMAT, "units: not in order");
    }
    return e;
}

static enum err read_file(const json_t *root, struct wave_units *u,
                          struct err_note *note)
{
    static const char *const keys[] = {"format", "units", "wave", NULL};
    const char *wave = NULL;
    enum err e = wave_json_keys(root, "units file", keys, note);
    if (e == ERR_OK)
        e = wave_json_is(root, "units file", "format", FORMAT, note);
    if (e == ERR_OK)
        e = wave_json_string(root, "units file", "wave", &wave, note);
    if (e == ERR_OK && !wave_name_is_valid(wave))
        e = err_say(note, ERR_FORMAT, "wave: not a valid name");
    if (e != ERR_OK)
        return e;
    memcpy(u->wave, wave, strlen(wave) + 1);
    return read_units(root, u, note);
}

enum err wave_units_parse(const uint8_t *bytes, size_t len,
                          struct wave_units **out_units, struct err_note *note)
{
    json_t *root = NULL;
    struct wave_units *u = calloc(1, sizeof *u);
    if (u == NULL)
        return ERR_MEMORY;
    enum err e = wave_json_parse("the units file", bytes, len, &root, note);
    if (e == ERR_OK)
        e = read_file(root, u, note);
    json_decref(root);
    if (e != ERR_OK) {
        wave_units_free(u);
        return e;
    }
    *out_units = u;
    return ERR_OK;
}

static json_t *unit_json(const struct wave_unit *unit)
{
    json_t *object = json_object();
    bool good = object != NULL &&
                wave_json_set(object, "unit", json_string(unit->unit)) &&
                wave_json_set(object, "type", json_string(unit->type)) &&
                wave_json_set(object, "site", json_string(unit->site));
    if (good)
        return object;
    json_decref(object);
    return NULL;
}

enum err wave_units_write(const struct wave_units *units, struct buf *out_bytes)
{
    json_t *root = json_object();
    json_t *list = json_array();
    bool good = root != NULL && list != NULL;
    for (size_t i = 0; good && i < units->count; i++)
        good = wave_json_append(list, unit_json(&units->units[i]));
    if (good)
        good = wave_json_set(root, "format", json_string(FORMAT)) &&
               wave_json_set(root, "wave", json_string(units->wave)) &&
               wave_json_set(root, "units", json_incref(list));
    enum err e = good ? wave_json_write(root, out_bytes) : ERR_MEMORY;
    json_decref(list);
    json_decref(root);
    return e;
}

void wave_units_free(struct wave_units *units)
{
    if (units == NULL)
        return;
    for (size_t i = 0; i < units->count; i++) {
        free(units->units[i].type);
        free(units->units[i].site);
    }
    free(units->units);
    free(units);
}

const struct wave_unit *wave_units_find(const struct wave_units *units,
                                        const char *unit)
{
    for (size_t i = 0; i < units->count; i++)
        if (strcmp(units->units[i].unit, unit) == 0)
            return &units->units[i];
    return NULL;
}
