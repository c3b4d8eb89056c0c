#include "roster/wording.h"

#include "base/encode.h"
#include "base/file.h"

#include <sodium.h>
#include <time.h>

#define WORDING_MAX ((size_t)64 << 10)

static const struct {
    const char *mark;
    enum wording_kind kind;
} marks[] = {
    {"# ", WORDING_HEADING},  {"[link]", WORDING_LINK},
    {"[code]", WORDING_CODE}, {"[fingerprint]", WORDING_FINGERPRINT},
    {"[qr]", WORDING_QR},
};

static void text_free(char *text)
{
    if (text != NULL)
        sodium_memzero(text, strlen(text));
    free(text);
}

void wording_free(struct wording *wording)
{
    if (wording == NULL)
        return;
    for (size_t i = 0; i < wording->head_count; i++) {
        text_free(wording->heads[i].key);
        text_free(wording->heads[i].text);
    }
    for (size_t i = 0; i < wording->block_count; i++)
        text_free(wording->blocks[i].text);
    free(wording->heads);
    free(wording->blocks);
    free(wording);
}

const char *wording_head(const struct wording *wording, const char *key)
{
    for (size_t i = 0; i < wording->head_count; i++)
        if (strcmp(wording->heads[i].key, key) == 0)
            return wording->heads[i].text;
    return "";
}

/* Both take the texts over; NULL is lack of memory. */
static enum err add_head(struct wording *w, char *key, char *text)
{
    struct wording_head *more =
        reallocarray(w->heads, w->head_count + 1, sizeof *more);
    if (more != NULL)
        w->heads = more;
    if (more == NULL || key == NULL || text == NULL) {
        text_free(key);
        text_free(text);
        return ERR_MEMORY;
    }
    w->heads[w->head_count++] = (struct wording_head){key, text};
    return ERR_OK;
}

static enum err add_block(struct wording *w, enum wording_kind kind, char *text)
{
    struct wording_block *more =
        reallocarray(w->blocks, w->block_count + 1, sizeof *more);
    if (more != NULL)
        w->blocks = more;
    if (more == NULL || text == NULL) {
        text_free(text);
        return ERR_MEMORY;
    }
    w->blocks[w->block_count++] = (struct wording_block){kind, text};
    return ERR_OK;
}

/* --- reading -------------------------------------------------------------- */

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " ");
}

static enum err parse_head(struct wording *w, const char *line, size_t len)
{
    const char *colon = memchr(line, ':', len);
    if (colon == NULL || colon == line)
        return ERR_FORMAT;
    size_t key_len = (size_t)(colon - line);
    const char *text = skip_blanks(colon + 1);
    return add_head(w, strndup(line, key_len),
                    strndup(text, len - (size_t)(text - line)));
}

/* A paragraph whose lines are one by now. */
static enum err parse_block(struct wording *w, const char *text)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t len = strlen(marks[i].mark);
        if (strncmp(text, marks[i].mark, len) == 0)
            return add_block(w, marks[i].kind, strdup(skip_blanks(text + len)));
    }
    return add_block(w, WORDING_PARAGRAPH, strdup(text));
}

static enum err end_block(struct wording *w, struct buf *paragraph)
{
    enum err e = buf_check(paragraph);
    if (e == ERR_OK && paragraph->len > 0)
        e = parse_block(w, buf_text(paragraph));
    buf_clear(paragraph);
    return e;
}

static enum err parse(struct wording *w, const char *text, size_t *out_line)
{
    struct buf paragraph = BUF_INIT;
    bool in_head = true;
    enum err e = ERR_OK;
    for (*out_line = 1; e == ERR_OK && *text != '\0'; ++*out_line) {
        size_t len = strcspn(text, "\n");
        if (len == 0 && in_head)
            in_head = false;
        else if (len == 0)
            e = end_block(w, &paragraph);
        else if (in_head)
            e = parse_head(w, text, len);
        else {
            if (paragraph.len > 0)
                buf_put_text(&paragraph, " ");
            buf_put(&paragraph, text, len);
        }
        text += len + (text[len] == '\n');
    }
    if (e == ERR_OK)
        e = end_block(w, &paragraph);
    buf_free(&paragraph);
    return e;
}

static enum err read_file(const char *path, struct wording **out_wording,
                          struct err_note *note)
{
    struct buf bytes = BUF_INIT;
    size_t line = 0;
    enum err e = file_read(path, WORDING_MAX, &bytes, note);
    if (e != ERR_OK)
        return e;
    struct wording *w = calloc(1, sizeof *w);
    if (w == NULL)
        e = ERR_MEMORY;
    else if (!encode_is_lines(bytes.data, bytes.len))
        e = err_say(note, ERR_FORMAT,
                    "%s: not UTF-8, or a control character in it", path);
    else
        e = parse(w, buf_text(&bytes), &line);
    if (e == ERR_FORMAT && line > 0)
        e = err_say(note, e, "%s:%zu: the head is lines of KEY: TEXT", path,
                    line - 1);
    buf_free(&bytes);
    if (e != ERR_OK) {
        wording_free(w);
        return e;
    }
    *out_wording = w;
    return ERR_OK;
}

static enum err try_language(const char *dir, const char *kind,
                             const char *language, size_t len,
                             struct wording **out, struct err_note *note)
{
    char name[128];
    struct file_path path;
    int n =
        snprintf(name, sizeof name, "%s.%.*s.txt", kind, (int)len, language);
    /* A language is a tag: no dot, no slash. */
    if (n < 0 || (size_t)n >= sizeof name || len == 0 || len > 35 ||
        memchr(language, '/', len) != NULL ||
        memchr(language, '.', len) != NULL ||
        file_join(dir, name, &path) != ERR_OK || !file_exists(path.s))
        return ERR_NOT_FOUND;
    enum err e = read_file(path.s, out, note);
    if (e == ERR_OK)
        (void)snprintf((*out)->language, sizeof(*out)->language, "%.*s",
                       (int)len, language);
    return e;
}

enum err wording_load(const char *dir, const char *kind, const char *language,
                      struct wording **out_wording, struct err_note *note)
{
    enum err e =
        try_language(dir, kind, language, strlen(language), out_wording, note);
    if (e == ERR_NOT_FOUND)
        e = try_language(dir, kind, language, strcspn(language, "-"),
                         out_wording, note);
    if (e == ERR_NOT_FOUND)
        e = try_language(dir, kind, "en", 2, out_wording, note);
    if (e == ERR_NOT_FOUND)
        return err_say(note, e, "%s/%s.en.txt: not there", dir, kind);
    return e;
}

/* --- filling -------------------------------------------------------------- */

static const char *value_of(const struct wording_value *values, size_t count,
                            const char *name, size_t len)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(values[i].name) == len &&
            memcmp(values[i].name, name, len) == 0)
            return values[i].text;
    return NULL;
}

static void put_value(struct buf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        uint8_t c = (uint8_t)*text;
        buf_put_u8(out, c < 0x20 || c == 0x7f ? ' ' : c);
    }
}

static enum err fill_text(const char *text, const struct wording_value *values,
                          size_t count, char **out_text, struct err_note *note)
{
    struct buf out = BUF_INIT;
    for (;;) {
        const char *open = strstr(text, "{{");
        const char *close = open == NULL ? NULL : strstr(open, "}}");
        buf_put(&out, text,
                open == NULL ? strlen(text) : (size_t)(open - text));
        if (open == NULL)
            break;
        size_t len = close == NULL ? 0 : (size_t)(close - open) - 2;
        const char *value = value_of(values, count, open + 2, len);
        if (close == NULL || value == NULL) {
            buf_wipe(&out);
            return err_say(note, ERR_FORMAT, "no value for the marker {{%.*s}}",
                           (int)(len < 40 ? len : 40), open + 2);
        }
        put_value(&out, value);
        text = close + 2;
    }
    buf_put_u8(&out, 0);
    size_t len = 0;
    enum err e = buf_check(&out);
    char *taken = e == ERR_OK ? (char *)buf_take(&out, &len) : NULL;
    if (taken == NULL) {
        buf_wipe(&out);
        return ERR_MEMORY;
    }
    *out_text = taken;
    return ERR_OK;
}

enum err wording_fill(const struct wording *wording,
                      const struct wording_value *values, size_t count,
                      struct wording **out_filled, struct err_note *note)
{
    struct wording *w = calloc(1, sizeof *w);
    enum err e = w == NULL ? ERR_MEMORY : ERR_OK;
    if (e == ERR_OK)
        memcpy(w->language, wording->language, sizeof w->language);
    for (size_t i = 0; e == ERR_OK && i < wording->head_count; i++) {
        char *text = NULL;
        e = fill_text(wording->heads[i].text, values, count, &text, note);
        if (e == ERR_OK)
            e = add_head(w, strdup(wording->heads[i].key), text);
    }
    for (size_t i = 0; e == ERR_OK && i < wording->block_count; i++) {
        char *text = NULL;
        e = fill_text(wording->blocks[i].text, values, count, &text, note);
        if (e == ERR_OK)
            e = add_block(w, wording->blocks[i].kind, text);
    }
    if (e != ERR_OK) {
        wording_free(w);
        return e;
    }
    *out_filled = w;
    return ERR_OK;
}
