#include "wave/board_lists.h"

#include "base/encode.h"

struct scan {
    const char *text;
    size_t len;
    size_t at;
};

/* One of the lists, while it is read. */
struct list {
    const char *key;
    size_t size;
    uint8_t *bytes; /* NULL: not seen */
    size_t count;
};

static char peek(const struct scan *s)
{
    return s->at < s->len ? s->text[s->at] : '\0';
}

static void skip_blank(struct scan *s)
{
    while (peek(s) == ' ' || peek(s) == '\t' || peek(s) == '\n' ||
           peek(s) == '\r')
        s->at++;
}

static bool take(struct scan *s, char wanted)
{
    skip_blank(s);
    const bool is_there = s->at < s->len && s->text[s->at] == wanted;
    s->at += is_there;
    return is_there;
}

/* Behind a string that begins here. */
static void skip_string(struct scan *s)
{
    s->at++;
    while (s->at < s->len && s->text[s->at] != '"')
        s->at += s->text[s->at] == '\\' ? 2 : 1;
    s->at = s->at < s->len ? s->at + 1 : s->len;
}

/* The next of a list's strings: its bytes behind those that there are. */
static enum err read_item(struct scan *s, struct list *l, struct err_note *note)
{
    uint8_t *at = l->bytes + l->count * l->size;
    const size_t chars = ENCODE_B64U_SIZE(l->size) - 1;
    skip_blank(s);
    const char *text = s->text + s->at;
    if (l->count == WAVE_PLACES_MAX)
        return err_say(note, ERR_RANGE, "board: \"%s\" has too many", l->key);
    if (s->len - s->at < chars + 2 || text[0] != '"' ||
        text[chars + 1] != '"' ||
        decode_b64u(text + 1, chars, at, l->size) != ERR_OK)
        return err_say(note, ERR_FORMAT,
                       "board: \"%s\" must hold %zu bytes each in b64u", l->key,
                       l->size);
    if (l->count > 0 && memcmp(at - l->size, at, l->size) >= 0)
        return err_say(note, ERR_FORMAT,
                       "board: \"%s\" must be in order, none twice", l->key);
    l->count++;
    s->at += chars + 2;
    return ERR_OK;
}

/* From behind its bracket to behind the other one. */
static enum err read_list(struct scan *s, struct list *l, struct err_note *note)
{
    const size_t shortest = ENCODE_B64U_SIZE(l->size) + 1; /* with quotes */
    if (l->bytes != NULL)
        return err_say(note, ERR_FORMAT, "board: a key stands twice");
    l->bytes = calloc((s->len - s->at) / shortest + 1, l->size);
    if (l->bytes == NULL)
        return ERR_MEMORY;
    if (take(s, ']'))
        return ERR_OK;
    enum err e = read_item(s, l, note);
    while (e == ERR_OK && take(s, ','))
        e = read_item(s, l, note);
    if (e == ERR_OK && !take(s, ']'))
        e = err_say(note, ERR_FORMAT, "board: \"%s\" does not end", l->key);
    return e;
}

/* The list whose key has just been passed, when a list follows. */
static struct list *list_of(struct scan *s, size_t key, struct list *lists)
{
    struct scan ahead = *s;
    for (size_t i = 0; i < 2; i++) {
        const size_t len = strlen(lists[i].key);
        if (s->at - key != len + 2 ||
            memcmp(s->text + key + 1, lists[i].key, len) != 0 ||
            !take(&ahead, ':') || !take(&ahead, '['))
            continue;
        *s = ahead;
        return &lists[i];
    }
    return NULL;
}

/* Copies all but what stands in the lists. */
static enum err cut(struct scan *s, struct list *lists, struct buf *rest,
                    struct err_note *note)
{
    size_t depth = 0;
    size_t copied = 0;
    enum err e = ERR_OK;
    while (e == ERR_OK && s->at < s->len) {
        const size_t from = s->at;
        const char c = peek(s);
        if (c != '"') {
            depth += c == '{' || c == '[';
            depth -= (c == '}' || c == ']') && depth > 0;
            s->at++;
            continue;
        }
        skip_string(s);
        struct list *l = depth == 1 ? list_of(s, from, lists) : NULL;
        if (l == NULL)
            continue;
        buf_put(rest, s->text + copied, s->at - copied);
        e = read_list(s, l, note);
        copied = s->at - 1; /* the bracket is the rest's */
    }
    if (e == ERR_OK)
        buf_put(rest, s->text + copied, s->len - copied);
    return e == ERR_OK ? buf_check(rest) : e;
}

/* Without the room that was not needed. */
static void *fitted(const struct list *l)
{
    void *bytes =
        l->bytes == NULL ? NULL : realloc(l->bytes, (l->count + 1) * l->size);
    return bytes == NULL ? l->bytes : bytes;
}

enum err wave_board_lists(const uint8_t *text, size_t len,
                          struct wave_board *board, struct buf *out_rest,
                          struct err_note *note)
{
    struct scan s = {(const char *)text, len, 0};
    struct list lists[2] = {
        {.key = "used", .size = sizeof *board->used},
        {.key = "leaves", .size = sizeof *board->leaves},
    };
    struct buf rest = BUF_INIT;
    const enum err e = cut(&s, lists, &rest, note);
    board->used = fitted(&lists[0]);
    board->used_count = lists[0].count;
    board->leaves = fitted(&lists[1]);
    board->leaf_count = lists[1].count;
    if (e != ERR_OK) {
        buf_free(&rest);
        return e;
    }
    *out_rest = rest;
    return ERR_OK;
}
