#include "wave/board_lists.h"

#include "base/encode.h"
#include "wave/board_scan.h"

/* With quotes. */
#define ITEM_TEXT_MAX (ENCODE_B64U_SIZE(WAVE_LEAF_BYTES) + 1)

static bool is_blank(int c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_blank(struct board_scan *s)
{
    while (is_blank(board_scan_peek(s)))
        board_scan_pass(s);
}

static bool take(struct board_scan *s, char wanted)
{
    skip_blank(s);
    const bool is_there = board_scan_peek(s) == wanted;
    if (is_there)
        board_scan_pass(s);
    return is_there;
}

/* The next character, when there is one, into REST as well. */
static void copy(struct board_scan *s, struct buf *rest)
{
    const int c = board_scan_peek(s);
    if (c < 0)
        return;
    buf_put_u8(rest, (uint8_t)c);
    board_scan_pass(s);
}

/* The same of blanks and of what is wanted behind them. */
static bool copy_to(struct board_scan *s, char wanted, struct buf *rest)
{
    while (is_blank(board_scan_peek(s)))
        copy(s, rest);
    const bool is_there = board_scan_peek(s) == wanted;
    if (is_there)
        copy(s, rest);
    return is_there;
}

/* A string that begins here, to behind its end. */
static void copy_string(struct board_scan *s, struct buf *rest)
{
    copy(s, rest);
    for (int c = board_scan_peek(s); c >= 0; c = board_scan_peek(s)) {
        copy(s, rest);
        if (c == '"')
            return;
        if (c == '\\')
            copy(s, rest);
    }
}

/* The next of a list's strings, behind LAST. */
static enum err read_item(struct board_scan *s, struct wave_board_walk *w,
                          struct wave_leaf *last, struct err_note *note)
{
    char text[ITEM_TEXT_MAX];
    struct wave_leaf item;
    const size_t chars = ENCODE_B64U_SIZE(w->size) - 1;
    if (w->count == WAVE_PLACES_MAX)
        return err_say(note, ERR_RANGE, "board: \"%s\" has too many", w->key);
    skip_blank(s);
    if (!board_scan_take(s, text, chars + 2) || text[0] != '"' ||
        text[chars + 1] != '"' ||
        decode_b64u(text + 1, chars, item.b, w->size) != ERR_OK)
        return s->err != ERR_OK
                   ? s->err
                   : err_say(note, ERR_FORMAT,
                             "board: \"%s\" must hold %zu bytes each in b64u",
                             w->key, w->size);
    if (w->count > 0 && memcmp(last->b, item.b, w->size) >= 0)
        return err_say(note, ERR_FORMAT,
                       "board: \"%s\" must be in order, none twice", w->key);
    w->count++;
    memcpy(last->b, item.b, w->size);
    return w->fn(w->to, item.b);
}

/* From behind its bracket to behind the other one. */
static enum err read_list(struct board_scan *s, struct wave_board_walk *w,
                          struct err_note *note)
{
    struct wave_leaf last;
    w->at = s->at;
    w->count = 0;
    if (take(s, ']'))
        return ERR_OK;
    enum err e = read_item(s, w, &last, note);
    while (e == ERR_OK && take(s, ','))
        e = read_item(s, w, &last, note);
    if (e == ERR_OK && !take(s, ']'))
        e = s->err != ERR_OK ? s->err
                             : err_say(note, ERR_FORMAT,
                                       "board: \"%s\" does not end", w->key);
    return e;
}

/* The list whose key stands in REST from FROM on; NULL for none. */
static struct wave_board_walk *walk_of(const struct buf *rest, size_t from,
                                       struct wave_board_walk *walks)
{
    for (size_t i = 0; i < 2; i++) {
        const size_t len = strlen(walks[i].key);
        if (rest->len - from == len + 2 &&
            memcmp(rest->data + from + 1, walks[i].key, len) == 0)
            return &walks[i];
    }
    return NULL;
}

/* A list whose key was passed, when one follows. */
static enum err cut_list(struct board_scan *s, struct wave_board_walk *w,
                         struct buf *rest, struct err_note *note)
{
    if (!copy_to(s, ':', rest) || !copy_to(s, '[', rest))
        return ERR_OK;
    if (w->is_found)
        return err_say(note, ERR_FORMAT, "board: a key stands twice");
    w->is_found = true;
    const enum err e = read_list(s, w, note);
    buf_put_u8(rest, ']');
    return e;
}

/* Copies all but what stands in the lists. */
static enum err cut(struct board_scan *s, struct wave_board_walk *walks,
                    struct buf *rest, struct err_note *note)
{
    size_t depth = 0;
    enum err e = ERR_OK;
    for (int c = board_scan_peek(s); e == ERR_OK && c >= 0;
         c = board_scan_peek(s)) {
        const size_t from = rest->len;
        if (c != '"') {
            depth += c == '{' || c == '[';
            depth -= (c == '}' || c == ']') && depth > 0;
            copy(s, rest);
            continue;
        }
        copy_string(s, rest);
        if (rest->failed)
            return ERR_MEMORY;
        struct wave_board_walk *w =
            depth == 1 ? walk_of(rest, from, walks) : NULL;
        if (w != NULL)
            e = cut_list(s, w, rest, note);
    }
    if (e == ERR_OK)
        e = s->err;
    return e == ERR_OK ? buf_check(rest) : e;
}

enum err wave_board_lists(const struct wave_board_text *text,
                          struct wave_board_walk walks[static 2],
                          struct buf *out_rest, struct err_note *note)
{
    struct board_scan s;
    struct buf rest = BUF_INIT;
    enum err e = board_scan_init(&s, text, 0);
    if (e == ERR_OK)
        e = cut(&s, walks, &rest, note);
    board_scan_wipe(&s);
    if (e != ERR_OK) {
        buf_free(&rest);
        return e;
    }
    *out_rest = rest;
    return ERR_OK;
}

enum err wave_board_list_again(const struct wave_board_text *text,
                               struct wave_board_walk *walk)
{
    struct board_scan s;
    enum err e = board_scan_init(&s, text, walk->at);
    if (e == ERR_OK)
        e = read_list(&s, walk, NULL);
    board_scan_wipe(&s);
    return e;
}
