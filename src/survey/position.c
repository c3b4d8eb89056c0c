#include "survey/position.h"

struct scan {
    struct survey_positions *p;
    struct survey_position_fault *fault;
    size_t at;
};

static enum err value(struct scan *s, unsigned depth, size_t *out_node);

static enum err refuse(struct scan *s, size_t at, const char *text)
{
    s->fault->at = at;
    s->fault->text = text;
    return ERR_FORMAT;
}

static int peek(const struct scan *s)
{
    return s->at < s->p->len ? s->p->bytes[s->at] : -1;
}

static void skip_blank(struct scan *s)
{
    int c = peek(s);
    while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        s->at++;
        c = peek(s);
    }
}

static enum err node_new(struct scan *s, size_t *out_node)
{
    struct survey_positions *p = s->p;
    if (p->count == p->cap) {
        size_t cap = p->cap == 0 ? 256 : p->cap * 2;
        struct survey_node *nodes = realloc(p->nodes, cap * sizeof *nodes);
        if (nodes == NULL)
            return ERR_MEMORY;
        p->nodes = nodes;
        p->cap = cap;
    }
    p->nodes[p->count] = (struct survey_node){
        .at = s->at, .next = SURVEY_NODE_NONE, .child = SURVEY_NODE_NONE};
    *out_node = p->count++;
    return ERR_OK;
}

/* From the opening quote to behind the closing one. */
static enum err string(struct scan *s, size_t *out_len, bool *out_escaped)
{
    size_t start = ++s->at;
    *out_escaped = false;
    while (peek(s) >= 0 && peek(s) != '"') {
        if (peek(s) == '\\') {
            *out_escaped = true;
            s->at++;
        }
        s->at++;
    }
    if (peek(s) < 0)
        return refuse(s, start - 1, "a string does not end");
    *out_len = s->at - start;
    s->at++;
    return ERR_OK;
}

/* The key and the colon of a member. */
static enum err key(struct scan *s, size_t *out_at, size_t *out_len)
{
    bool escaped = false;
    *out_at = s->at;
    if (peek(s) != '"')
        return refuse(s, s->at, "a key must be a string");
    enum err err = string(s, out_len, &escaped);
    if (err != ERR_OK)
        return err;
    if (escaped)
        return refuse(s, *out_at, "write a key without backslashes");
    skip_blank(s);
    if (peek(s) != ':')
        return refuse(s, s->at, "a colon is missing behind a key");
    s->at++;
    return ERR_OK;
}

/* One child of PARENT, linked behind *LAST. */
static enum err child(struct scan *s, unsigned depth, bool keyed, size_t parent,
                      size_t *last)
{
    size_t key_at = 0;
    size_t key_len = 0;
    size_t node = 0;
    enum err err = keyed ? key(s, &key_at, &key_len) : ERR_OK;
    if (err == ERR_OK)
        err = value(s, depth + 1, &node);
    if (err != ERR_OK)
        return err;
    struct survey_node *nodes = s->p->nodes;
    nodes[node].key_at = key_at;
    nodes[node].key_len = key_len;
    if (*last == SURVEY_NODE_NONE)
        nodes[parent].child = node;
    else
        nodes[*last].next = node;
    nodes[parent].count++;
    *last = node;
    return ERR_OK;
}

/* An object or array, from behind its opening bracket. */
static enum err children(struct scan *s, unsigned depth, bool keyed,
                         size_t parent)
{
    const int end = keyed ? '}' : ']';
    size_t last = SURVEY_NODE_NONE;
    skip_blank(s);
    while (peek(s) != end) {
        enum err err = child(s, depth, keyed, parent, &last);
        if (err != ERR_OK)
            return err;
        skip_blank(s);
        if (peek(s) == ',') {
            s->at++;
            skip_blank(s);
        } else if (peek(s) != end) {
            return refuse(s, s->at, "a comma or a bracket is missing");
        }
    }
    s->at++;
    return ERR_OK;
}

static enum err scalar(struct scan *s)
{
    size_t start = s->at;
    size_t len = 0;
    bool escaped = false;
    if (peek(s) == '"')
        return string(s, &len, &escaped);
    while (peek(s) >= 0 && strchr(" \t\r\n,:]}[{\"", peek(s)) == NULL)
        s->at++;
    if (s->at == start)
        return refuse(s, start, "a value is missing");
    return ERR_OK;
}

static enum err value(struct scan *s, unsigned depth, size_t *out_node)
{
    skip_blank(s);
    if (depth > SURVEY_DEPTH_MAX)
        return refuse(s, s->at, "nested too deeply");
    enum err err = node_new(s, out_node);
    if (err != ERR_OK)
        return err;
    int c = peek(s);
    if (c != '{' && c != '[')
        return scalar(s);
    s->at++;
    return children(s, depth, c == '{', *out_node);
}

enum err survey_positions_init(const uint8_t *bytes, size_t len,
                               struct survey_positions *out_positions,
                               struct survey_position_fault *out_fault)
{
    struct survey_positions p = {.bytes = bytes, .len = len};
    struct scan s = {&p, out_fault, 0};
    size_t root = 0;
    enum err err = value(&s, 0, &root);
    if (err != ERR_OK) {
        survey_positions_wipe(&p);
        return err;
    }
    *out_positions = p;
    return ERR_OK;
}

void survey_positions_wipe(struct survey_positions *p)
{
    free(p->nodes);
    *p = (struct survey_positions){0};
}

static bool key_is(const struct survey_positions *p, size_t node,
                   const char *text, size_t len)
{
    const struct survey_node *n = &p->nodes[node];
    return n->key_len == len &&
           memcmp(p->bytes + n->key_at + 1, text, len) == 0;
}

size_t survey_positions_member(const struct survey_positions *p, size_t node,
                               const char *key)
{
    const size_t len = strlen(key);
    size_t n = p->nodes[node].child;
    while (n != SURVEY_NODE_NONE && !key_is(p, n, key, len))
        n = p->nodes[n].next;
    return n;
}

bool survey_positions_same_key(const struct survey_positions *p, size_t a,
                               size_t b)
{
    const struct survey_node *n = &p->nodes[b];
    return key_is(p, a, (const char *)p->bytes + n->key_at + 1, n->key_len);
}

void survey_position_find(const uint8_t *bytes, size_t len, size_t at,
                          size_t *out_line, size_t *out_column)
{
    size_t line = 1;
    size_t column = 1;
    for (size_t i = 0; i < at && i < len; i++) {
        if (bytes[i] == '\n') {
            line++;
            column = 1;
        } else if ((bytes[i] & 0xC0) != 0x80) {
            column++; /* a byte that continues a character is no column */
        }
    }
    *out_line = line;
    *out_column = column;
}
