#include "survey/reader.h"

#include <inttypes.h>

#define KEYS_MAX 1024 /* of one object: duplicates are searched pairwise */

static void add_problem(struct survey_reader *r, size_t line, size_t column,
                        const char *fmt, va_list args)
{
    struct survey_problems *all = r->problems;
    if (all->count == SURVEY_PROBLEMS_MAX) {
        all->more++;
        return;
    }
    struct survey_problem *p = &all->list[all->count++];
    p->line = line;
    p->column = column;
    (void)vsnprintf(p->text, sizeof p->text, fmt, args);
}

static void add_at(struct survey_reader *r, size_t byte, const char *fmt,
                   va_list args)
{
    size_t line = 1;
    size_t column = 1;
    survey_position_find(r->bytes, r->len, byte, &line, &column);
    add_problem(r, line, column, fmt, args);
}

static void report_byte(struct survey_reader *r, size_t byte, const char *fmt,
                        ...) BASE_PRINTF(3, 4);
static void report_byte(struct survey_reader *r, size_t byte, const char *fmt,
                        ...)
{
    va_list args;
    va_start(args, fmt);
    add_at(r, byte, fmt, args);
    va_end(args);
}

static void report_line(struct survey_reader *r, size_t line, size_t column,
                        const char *fmt, ...) BASE_PRINTF(4, 5);
static void report_line(struct survey_reader *r, size_t line, size_t column,
                        const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    add_problem(r, line, column, fmt, args);
    va_end(args);
}

void survey_report(struct survey_reader *r, struct survey_place at,
                   const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    add_at(r, r->positions.nodes[at.node].at, fmt, args);
    va_end(args);
}

void survey_report_key(struct survey_reader *r, struct survey_place at,
                       const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    add_at(r, r->positions.nodes[at.node].key_at, fmt, args);
    va_end(args);
}

void *survey_reader_new(struct survey_reader *r, size_t count, size_t size)
{
    void *p = survey_memory_new(r->memory, count, size);
    if (p == NULL)
        r->no_memory = true;
    return p;
}

static const char *copy(struct survey_reader *r, const char *text, size_t len)
{
    char *p = survey_reader_new(r, len + 1, 1);
    if (p != NULL)
        memcpy(p, text, len);
    return p;
}

static enum err load(struct survey_reader *r)
{
    json_error_t e;
    if (r->len > SURVEY_FILE_MAX_BYTES) {
        report_line(r, 1, 1, "larger than %zu bytes", SURVEY_FILE_MAX_BYTES);
        return ERR_FORMAT;
    }
    if (r->len >= 3 && memcmp(r->bytes, "\xEF\xBB\xBF", 3) == 0) {
        report_line(r, 1, 1, "begins with a byte order mark; save it as UTF-8 "
                             "without one");
        return ERR_FORMAT;
    }
    r->root = json_loadb((const char *)r->bytes, r->len, 0, &e);
    if (r->root != NULL)
        return ERR_OK;
    /* Without memory jansson often says nothing at all. */
    if (json_error_code(&e) == json_error_out_of_memory || e.text[0] == 0)
        return ERR_MEMORY;
    report_line(r, e.line < 1 ? 1 : (size_t)e.line,
                e.column < 1 ? 1 : (size_t)e.column, "not JSON: %s", e.text);
    return ERR_FORMAT;
}

static void find_duplicates(struct survey_reader *r, size_t object)
{
    const struct survey_positions *p = &r->positions;
    size_t a = p->nodes[object].child;
    if (a != SURVEY_NODE_NONE && p->nodes[a].key_at == 0)
        return; /* an array: no key can stand at byte 0 */
    if (p->nodes[object].count > KEYS_MAX) {
        report_byte(r, p->nodes[object].at, "more than %d keys", KEYS_MAX);
        return;
    }
    for (; a != SURVEY_NODE_NONE; a = p->nodes[a].next) {
        const struct survey_node *n = &p->nodes[a];
        size_t b = p->nodes[object].child;
        while (b != a && !survey_positions_same_key(p, b, a))
            b = p->nodes[b].next;
        if (b != a)
            report_byte(r, n->key_at, "duplicate key \"%.*s\"",
                        (int)(n->key_len < 64 ? n->key_len : 64),
                        (const char *)r->bytes + n->key_at + 1);
    }
}

enum err survey_reader_open(struct survey_reader *r, const uint8_t *bytes,
                            size_t len, struct survey_problems *problems,
                            struct survey_block **memory,
                            struct survey_place *out_root)
{
    *r = (struct survey_reader){.bytes = bytes,
                                .len = len,
                                .problems = problems,
                                .memory = memory};
    problems->count = 0;
    problems->more = 0;
    enum err err = load(r);
    if (err != ERR_OK)
        return err;
    struct survey_position_fault fault = {0, ""};
    err = survey_positions_init(bytes, len, &r->positions, &fault);
    if (err == ERR_FORMAT)
        report_byte(r, fault.at, "%s", fault.text);
    if (err != ERR_OK)
        return err;
    /* jansson kept the last of two members: the places would not fit it. */
    for (size_t n = 0; n < r->positions.count; n++)
        find_duplicates(r, n);
    if (problems->count > 0)
        return ERR_FORMAT;
    *out_root = (struct survey_place){r->root, 0};
    return ERR_OK;
}

static void sort_problems(struct survey_problems *all)
{
    for (size_t i = 1; i < all->count; i++) {
        struct survey_problem p = all->list[i];
        size_t j = i;
        for (; j > 0; j--) {
            const struct survey_problem *q = &all->list[j - 1];
            if (q->line < p.line || (q->line == p.line && q->column <= p.column))
                break;
            all->list[j] = *q;
        }
        all->list[j] = p;
    }
}

enum err survey_reader_close(struct survey_reader *r)
{
    json_decref(r->root);
    r->root = NULL;
    survey_positions_wipe(&r->positions);
    sort_problems(r->problems);
    if (r->no_memory)
        return ERR_MEMORY;
    return r->problems->count > 0 ? ERR_FORMAT : ERR_OK;
}

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

size_t survey_place_count(const struct survey_reader *r,
                          struct survey_place in)
{
    return r->positions.nodes[in.node].count;
}

const char *survey_place_key(struct survey_reader *r, struct survey_place at)
{
    const struct survey_node *n = &r->positions.nodes[at.node];
    return copy(r, (const char *)r->bytes + n->key_at + 1, n->key_len);
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
            report_byte(r, nodes[n].key_at, "unknown key \"%.*s\" in %s",
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
        survey_report(r, at, "%s: %zu given, at least %zu needed", what, n, min);
    else if (n > max)
        survey_report(r, at, "%s: %zu given, at most %zu allowed", what, n, max);
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
    return copy(r, json_string_value(at.json), json_string_length(at.json));
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
        survey_report(r, at, "an id is 1 to 64 letters, digits, \"_\" or \"-\"");
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
