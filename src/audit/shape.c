#include "audit/shape.h"

static struct audit_at at(const struct audit_shape *shape, const char *what)
{
    return (struct audit_at){what, shape->group, shape->scale};
}

void audit_shape_break(struct audit_shape *shape, const char *key,
                       const char *expected)
{
    audit_find(shape->report, AUDIT_STRUCTURE, at(shape, "form"), key, "%s",
               expected);
    shape->broken = true;
}

static bool is_known(const char *key, const char *const *keys)
{
    for (; *keys != NULL; keys++)
        if (strcmp(key, **keys == '?' ? *keys + 1 : *keys) == 0)
            return true;
    return false;
}

void audit_shape_keys(struct audit_shape *shape, const json_t *object,
                      const char *const *keys)
{
    for (void *i = json_object_iter((json_t *)(uintptr_t)object); i != NULL;
         i = json_object_iter_next((json_t *)(uintptr_t)object, i)) {
        const char *key = json_object_iter_key(i);
        if (!is_known(key, keys))
            audit_find(shape->report, AUDIT_STRUCTURE, at(shape, "extra-key"),
                       key, "no such key");
    }
    for (; *keys != NULL; keys++)
        if (**keys != '?' && json_object_get(object, *keys) == NULL)
            audit_shape_break(shape, *keys, "this key");
}

const char *audit_shape_maybe(struct audit_shape *shape, const json_t *object,
                              const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (value == NULL || json_is_string(value))
        return json_string_value(value);
    audit_shape_break(shape, key, "a text");
    return NULL;
}

const char *audit_shape_text(struct audit_shape *shape, const json_t *object,
                             const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    if (text != NULL)
        return text;
    audit_shape_break(shape, key, "a text");
    return "";
}

uint32_t audit_shape_count(struct audit_shape *shape, const json_t *object,
                           const char *key, uint32_t max)
{
    const json_t *value = json_object_get(object, key);
    json_int_t number = json_integer_value(value);
    if (json_is_integer(value) && number >= 0 && number <= (json_int_t)max)
        return (uint32_t)number;
    audit_shape_break(shape, key, "a whole number in its bounds");
    return 0;
}

json_t *audit_shape_object(struct audit_shape *shape, const json_t *object,
                           const char *key)
{
    json_t *value = json_object_get(object, key);
    if (json_is_object(value))
        return value;
    audit_shape_break(shape, key, "an object");
    return NULL;
}

json_t *audit_shape_array(struct audit_shape *shape, const json_t *object,
                          const char *key)
{
    json_t *value = json_object_get(object, key);
    if (json_is_array(value))
        return value;
    audit_shape_break(shape, key, "a list");
    return NULL;
}
