#include "wave/manifest_parts.h"

#define WHERE     "trustees"
#define KEY_BYTES 32

static const char *const trustees_keys[] = {"threshold", "commitments",
                                            "sign_pk", NULL};

/* A list of keys. Out: COUNT times 32 bytes; caller frees with free(). */
static enum err read_keys(const json_t *trustees, const char *key,
                          uint8_t **out_keys, uint32_t *out_count,
                          struct err_note *note)
{
    json_t *list = NULL;
    enum err e = wave_json_array(trustees, WHERE, key, &list, note);
    if (e != ERR_OK)
        return e;
    size_t count = json_array_size(list);
    bool holds = count >= 1 && count <= WAVE_TRUSTEES_MAX;
    uint8_t *keys = calloc(holds ? count : 1, KEY_BYTES);
    if (keys == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; holds && i < count; i++) {
        const json_t *item = json_array_get(list, i);
        holds = json_is_string(item) &&
                decode_b64u(json_string_value(item), json_string_length(item),
                            keys + i * KEY_BYTES, KEY_BYTES) == ERR_OK;
    }
    if (!holds) {
        free(keys);
        return err_say(note, ERR_FORMAT,
                       WHERE ": \"%s\" must be 1 to %u times 32 bytes in b64u",
                       key, WAVE_TRUSTEES_MAX);
    }
    *out_keys = keys;
    *out_count = (uint32_t)count;
    return ERR_OK;
}

/* Two with one key would be one person who signs twice. */
static bool keys_differ(const struct wave_trustees *t)
{
    for (uint32_t i = 1; i < t->count; i++)
        for (uint32_t j = 0; j < i; j++)
            if (memcmp(t->sign_pk[i].b, t->sign_pk[j].b, KEY_BYTES) == 0)
                return false;
    return true;
}

enum err wave_manifest_read_trustees(const json_t *root,
                                     struct wave_manifest *m,
                                     struct err_note *note)
{
    const json_t *object = json_object_get(root, "trustees");
    struct wave_trustees *t = &m->trustees;
    uint8_t *keys = NULL;
    uint32_t commitments = 0;
    if (object == NULL)
        return ERR_OK;
    enum err e = wave_json_keys(object, WHERE, trustees_keys, note);
    if (e == ERR_OK)
        e = read_keys(object, "commitments", &keys, &commitments, note);
    if (e != ERR_OK)
        return e;
    t->commitments = (struct wave_trustee_commitment *)keys;
    e = read_keys(object, "sign_pk", &keys, &t->count, note);
    if (e != ERR_OK)
        return e;
    t->sign_pk = (struct wave_trustee_public *)keys;
    e = wave_json_u32(object, WHERE, "threshold", 1, t->count, &t->threshold,
                      note);
    if (e == ERR_OK && commitments != t->threshold)
        e = err_say(note, ERR_FORMAT,
                    WHERE ": as many \"commitments\" as the threshold");
    if (e == ERR_OK && !keys_differ(t))
        e = err_say(note, ERR_FORMAT, WHERE ": a \"sign_pk\" stands twice");
    return e;
}

static json_t *from_keys(const uint8_t *keys, uint32_t count)
{
    json_t *list = json_array();
    bool ok = list != NULL;
    for (uint32_t i = 0; ok && i < count; i++)
        ok = wave_json_append(
            list, wave_json_from_b64u(keys + i * KEY_BYTES, KEY_BYTES));
    if (ok)
        return list;
    json_decref(list);
    return NULL;
}

json_t *wave_manifest_from_trustees(const struct wave_trustees *t)
{
    json_t *o = json_object();
    if (wave_json_set(o, "threshold", json_integer(t->threshold)) &&
        wave_json_set(o, "commitments",
                      from_keys(t->commitments->b, t->threshold)) &&
        wave_json_set(o, "sign_pk", from_keys(t->sign_pk->b, t->count)))
        return o;
    json_decref(o);
    return NULL;
}
