/* Members, elements, and the plain values: objects, arrays, ids, numbers. */
#include "survey/reader.h"

#include <inttypes.h>

static json_t *json_of(const struct survey_reader *r, struct survey_place in,
                       size_t node, size_t index)
{
    const struct survey_node *n = &r->positions.nodes[node];
    if (json_is_array(in.json))
        return json_array_get(in.json, index);
    return json_object_getn(in.json, (const char *)r->bytes + n->key_at + 1,
                            n->key_len);
}

bool survey_place_first(const struct survey_reader *r, struct survey_place in,
                        struct survey_place *out_child)
{
    size_t node = r->positions.nodes[in.node].child;
    if (node == SURVEY_NODE_NONE)
        return false;
    *out_child = (struct survey_place){json_of(r, in, node, 0), node};
    return true;
}

bool survey_place_next(const struct survey_reader *r, struct survey_place in,
                       struct survey_place *child, size_t *index)
{
    size_t node = r->positions.nodes[child->node].next;
    if (node == SURVEY_NODE_NONE)
        return false;
    ++*index;
    *child = (struct survey_place){json_of(r, in, node, *index), node};
    return true;
}

size_t survey_place_count(const struct survey_reader *r, struct survey_place in)
{
    return r->positions.nodes[in.node].count;
}

const char *survey_place_key(struct survey_reader *r, struct survey_place at)
{
    const struct survey_node *n = &r->positions.nodes[at.node];
    return survey_reader_copy(r, (const char *)r->bytes + n->key_at + 1,
                              n->key_len);
}

static bool is_one_of(const struct survey_reader *r, size_t node,
                      const char *const *keys)
{
    const struct survey_node *n = &r->positions.nodes[node];
    const char *key = (const char *)r->bytes + n->key_at + 1;
    for (; *keys != NULL; keys++)
        if (strlen(*keys) == n->key_len && memcmp(*keys, key, n->key_len) == 0)
            return true;
    return false;
}

bool survey_read_object(struct survey_reader *r, struct survey_place at,
                        const char *what, const char *const *keys)
{
    if (!json_is_object(at.json)) {
        survey_report(r, at, "%s must be an object", what);
        return false;
    }
    const struct survey_node *nodes = r->positions.nodes;
    size_t n = keys == NULL ? SURVEY_NODE_NONE : nodes[at.node].child;
    for (; n != SURVEY_NODE_NONE; n = nodes[n].next)
        if (!is_one_of(r, n, keys))
            survey_report_key(
                r, (struct survey_place){NULL, n}, "unknown key \"%.*s\" in %s",
                (int)(nodes[n].key_len < 64 ? nodes[n].key_len : 64),
                (const char *)r->bytes + nodes[n].key_at + 1, what);
    return true;
}

bool survey_read_array(struct survey_reader *r, struct survey_place at,
                       const char *what, size_t min, size_t max)
{
    const size_t n = json_array_size(at.json);
    if (!json_is_array(at.json))
        survey_report(r, at, "%s must be an array", what);
    else if (n < min)
        survey_report(r, at, "%s: %zu given, at least %zu needed", what, n,
                      min);
    else if (n > max)
        survey_report(r, at, "%s: %zu given, at most %zu allowed", what, n,
                      max);
    else
        return true;
    return false;
}

bool survey_member(const struct survey_reader *r, struct survey_place in,
                   const char *key, struct survey_place *out_member)
{
    size_t node = survey_positions_member(&r->positions, in.node, key);
    if (node == SURVEY_NODE_NONE || !json_is_object(in.json))
        return false;
    *out_member = (struct survey_place){json_object_get(in.json, key), node};
    return true;
}

bool survey_member_needed(struct survey_reader *r, struct survey_place in,
                          const char *key, struct survey_place *out_member)
{
    if (survey_member(r, in, key, out_member))
        return true;
    survey_report(r, in, "\"%s\" is missing", key);
    return false;
}

const char *survey_read_string(struct survey_reader *r, struct survey_place at)
{
    if (!json_is_string(at.json) || json_string_length(at.json) == 0) {
        survey_report(r, at, "must be a text that is not empty");
        return NULL;
    }
    return survey_reader_copy(r, json_string_value(at.json),
                              json_string_length(at.json));
}

const char *survey_read_member(struct survey_reader *r, struct survey_place in,
                               const char *key, bool needed)
{
    struct survey_place at;
    if (needed ? !survey_member_needed(r, in, key, &at)
               : !survey_member(r, in, key, &at))
        return NULL;
    return survey_read_string(r, at);
}

bool survey_id_is(const char *text)
{
    static const char alnum[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "abcdefghijklmnopqrstuvwxyz0123456789_-";
    const size_t len = strlen(text);
    return len >= 1 && len <= 64 && strspn(text, alnum) == len &&
           text[0] != '_' && text[0] != '-';
}

const char *survey_read_id(struct survey_reader *r, struct survey_place in)
{
    struct survey_place at;
    if (!survey_member_needed(r, in, "id", &at))
        return NULL;
    const char *id = survey_read_string(r, at);
    if (id != NULL && !survey_id_is(id)) {
        survey_report(r, at,
                      "an id is 1 to 64 letters, digits, \"_\" or \"-\"");
        return NULL;
    }
    return id;
}

bool survey_read_name(struct survey_reader *r, struct survey_place at,
                      const char *const *names, size_t *out_index)
{
    const char *text = json_string_value(at.json);
    for (size_t i = 0; text != NULL && names[i] != NULL; i++)
        if (strcmp(text, names[i]) == 0) {
            *out_index = i;
            return true;
        }
    char list[160] = "";
    for (size_t i = 0, n = 0; names[i] != NULL && n < sizeof list; i++)
        n += (size_t)snprintf(list + n, sizeof list - n, "%s\"%s\"",
                              i == 0 ? "" : ", ", names[i]);
    survey_report(r, at, "must be one of %s", list);
    return false;
}

bool survey_read_integer(struct survey_reader *r, struct survey_place at,
                         int64_t min, int64_t max, int64_t *out_value)
{
    const int64_t v = json_integer_value(at.json);
    if (!json_is_integer(at.json) || v < min || v > max) {
        survey_report(r, at,
                      "must be a whole number from %" PRId64 " to %" PRId64,
                      min, max);
        return false;
    }
    *out_value = v;
    return true;
}
