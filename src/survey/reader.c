#include "survey/reader.h"

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
    err_make_line(p->text);
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

const char *survey_reader_copy(struct survey_reader *r, const char *text,
                               size_t len)
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
        report_line(r, 1, 1,
                    "begins with a byte order mark; save it as UTF-8 "
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
    *r = (struct survey_reader){
        .bytes = bytes, .len = len, .problems = problems, .memory = memory};
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
            if (q->line < p.line ||
                (q->line == p.line && q->column <= p.column))
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

enum err survey_reader_file(const uint8_t *bytes, size_t len, size_t size,
                            void (*read)(struct survey_reader *r,
                                         struct survey_place root,
                                         void *object),
                            void **out_object, struct survey_block **out_memory,
                            struct survey_problems *out_problems)
{
    struct survey_block *memory = NULL;
    struct survey_reader r;
    struct survey_place root;
    void *object = NULL;
    enum err err =
        survey_reader_open(&r, bytes, len, out_problems, &memory, &root);
    if (err == ERR_OK) {
        object = survey_reader_new(&r, 1, size);
        if (object != NULL)
            read(&r, root, object);
    }
    const enum err closed = survey_reader_close(&r);
    err = err == ERR_OK ? closed : err;
    if (err != ERR_OK) {
        survey_memory_free(&memory);
        return err;
    }
    *out_object = object;
    *out_memory = memory;
    return ERR_OK;
}
