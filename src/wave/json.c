#include "wave/json.h"

#define HEX_BYTES 32

enum err wave_json_parse(const char *what, const uint8_t *bytes, size_t len,
                         json_t **out_root, struct err_note *note)
{
    json_error_t error;
    json_t *root =
        json_loadb((const char *)bytes, len, JSON_REJECT_DUPLICATES, &error);
    if (root == NULL) {
        /* jansson's own text would repeat what stands there. */
        enum json_error_code code = json_error_code(&error);
        if (code == json_error_out_of_memory)
            return ERR_MEMORY;
        return err_say(
            note, ERR_FORMAT, "%s:%d:%d: %s", what, error.line, error.column,
            code == json_error_duplicate_key ? "a key stands twice"
                                             : "this is not well-formed JSON");
    }
    if (!json_is_object(root)) {
        json_decref(root);
        return err_say(note, ERR_FORMAT, "%s: expected an object", what);
    }
    *out_root = root;
    return ERR_OK;
}

enum err wave_json_keys(const json_t *object, const char *where,
                        const char *const *keys, struct err_note *note)
{
    if (!json_is_object(object))
        return err_say(note, ERR_FORMAT, "%s: expected an object", where);
    size_t known = 0;
    for (; *keys != NULL; keys++) {
        bool optional = **keys == '?';
        const char *key = *keys + (optional ? 1 : 0);
        if (json_object_get(object, key) != NULL)
            known++;
        else if (!optional)
            return err_say(note, ERR_FORMAT, "%s: \"%s\" is missing", where,
                           key);
    }
    if (known != json_object_size(object))
        return err_say(note, ERR_FORMAT, "%s: a key that is not known", where);
    return ERR_OK;
}

enum err wave_json_array(const json_t *object, const char *where,
                         const char *key, json_t **out_array,
                         struct err_note *note)
{
    json_t *value = json_object_get(object, key);
    if (!json_is_array(value))
        return err_say(note, ERR_FORMAT, "%s: \"%s\" must be a list", where,
                       key);
    *out_array = value;
    return ERR_OK;
}

enum err wave_json_string(const json_t *object, const char *where,
                          const char *key, const char **out_text,
                          struct err_note *note)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value))
        return err_say(note, ERR_FORMAT, "%s: \"%s\" must be a string", where,
                       key);
    *out_text = json_string_value(value);
    return ERR_OK;
}

enum err wave_json_u32(const json_t *object, const char *where, const char *key,
                       uint32_t min, uint32_t max, uint32_t *out_value,
                       struct err_note *note)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_integer(value))
        return err_say(note, ERR_FORMAT, "%s: \"%s\" must be a whole number",
                       where, key);
    json_int_t number = json_integer_value(value);
    if (number < (json_int_t)min || number > (json_int_t)max)
        return err_say(note, ERR_RANGE, "%s: \"%s\" must be from %lu to %lu",
                       where, key, (unsigned long)min, (unsigned long)max);
    *out_value = (uint32_t)number;
    return ERR_OK;
}

enum err wave_json_b64u(const json_t *object, const char *where,
                        const char *key, uint8_t *out, size_t len,
                        struct err_note *note)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value) ||
        decode_b64u(json_string_value(value), json_string_length(value), out,
                    len) != ERR_OK)
        return err_say(note, ERR_FORMAT, "%s: \"%s\" must be %zu bytes in b64u",
                       where, key, len);
    return ERR_OK;
}

enum err wave_json_hex32(const json_t *object, const char *where,
                         const char *key, uint8_t out[static HEX_BYTES],
                         struct err_note *note)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value) ||
        decode_hex(json_string_value(value), json_string_length(value), out,
                   HEX_BYTES) != ERR_OK)
        return err_say(note, ERR_FORMAT,
                       "%s: \"%s\" must be 64 lower-case hexadecimal digits",
                       where, key);
    return ERR_OK;
}

enum err wave_json_is(const json_t *object, const char *where, const char *key,
                      const char *text, struct err_note *note)
{
    const char *value = NULL;
    enum err e = wave_json_string(object, where, key, &value, note);
    if (e != ERR_OK)
        return e;
    if (strcmp(value, text) != 0)
        return err_say(note, ERR_FORMAT, "%s: \"%s\" must be \"%s\"", where,
                       key, text);
    return ERR_OK;
}

bool wave_json_set(json_t *object, const char *key, json_t *value)
{
    return json_object_set_new(object, key, value) == 0;
}

bool wave_json_append(json_t *array, json_t *value)
{
    return json_array_append_new(array, value) == 0;
}

json_t *wave_json_from_b64u(const uint8_t *bytes, size_t len)
{
    char *text = malloc(ENCODE_B64U_SIZE(len));
    if (text == NULL)
        return NULL;
    encode_b64u(bytes, len, text);
    json_t *value = json_string(text);
    free(text);
    return value;
}

json_t *wave_json_from_hex(const uint8_t *bytes, size_t len)
{
    char *text = malloc(ENCODE_HEX_SIZE(len));
    if (text == NULL)
        return NULL;
    encode_hex(bytes, len, text);
    json_t *value = json_string(text);
    free(text);
    return value;
}

static int put(const char *bytes, size_t len, void *out)
{
    buf_put(out, bytes, len);
    return 0;
}

enum err wave_json_write(const json_t *root, struct buf *out_bytes)
{
    struct buf b = BUF_INIT;
    int failed =
        json_dump_callback(root, put, &b, JSON_SORT_KEYS | JSON_COMPACT);
    enum err e = failed != 0 ? ERR_MEMORY : buf_check(&b);
    if (e != ERR_OK) {
        buf_free(&b);
        return e;
    }
    *out_bytes = b;
    return ERR_OK;
}
