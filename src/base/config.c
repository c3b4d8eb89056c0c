#include "base/config.h"

#include "base/file.h"

#include <sodium.h>

#define CONFIG_FILE_MAX 65536

static void trim(char **start, char **end)
{
    while (*start < *end && strchr(" \t\r", **start) != NULL)
        (*start)++;
    while (*end > *start && strchr(" \t\r", (*end)[-1]) != NULL)
        (*end)--;
    **end = 0;
}

static struct config_entry *find(struct config_entry *entries, size_t count,
                                 const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(entries[i].key, key) == 0)
            return &entries[i];
    return NULL;
}

/* What one line sets, its parts inside LINE; *out_key is NULL for none. */
static bool split(char *line, char **out_key, char **out_value)
{
    char *end = line + strcspn(line, "#");
    char *start = line;
    trim(&start, &end);
    *out_key = NULL;
    if (*start == 0)
        return true;
    char *equals = strchr(start, '=');
    if (equals == NULL)
        return false;
    char *value = equals + 1;
    char *value_end = end;
    char *key_end = equals;
    trim(&value, &value_end);
    trim(&start, &key_end);
    *out_key = start;
    *out_value = value;
    return true;
}

/* What a line is given to. */
struct reader {
    enum err (*fn)(void *ctx, const char *key, const char *value,
                   const char *where, struct err_note *note);
    void *ctx;
};

static enum err read_lines(const char *path, char *text,
                           const struct reader *reader, struct err_note *note)
{
    size_t number = 1;
    for (char *line = text; line != NULL; number++) {
        char *next = strchr(line, '\n');
        if (next != NULL)
            *next++ = 0;
        char where[FILE_PATH_MAX];
        char *key = NULL;
        char *value = NULL;
        (void)snprintf(where, sizeof where, "%.900s:%zu", path, number);
        if (!split(line, &key, &value))
            return err_say(note, ERR_FORMAT, "%s: expected key = value", where);
        enum err e = key == NULL
                         ? ERR_OK
                         : reader->fn(reader->ctx, key, value, where, note);
        if (e != ERR_OK)
            return e;
        line = next;
    }
    return ERR_OK;
}

enum err config_each(const char *path,
                     enum err (*fn)(void *ctx, const char *key,
                                    const char *value, const char *where,
                                    struct err_note *note),
                     void *ctx, struct err_note *note)
{
    const struct reader reader = {fn, ctx};
    struct buf text = BUF_INIT;
    enum err e = file_read(path, CONFIG_FILE_MAX, &text, note);
    if (e != ERR_OK)
        return e;
    if (text.len > 0 && memchr(text.data, 0, text.len) != NULL)
        e = err_say(note, ERR_FORMAT, "%s: this is no text file", path);
    else if (text.len > 0)
        e = read_lines(path, (char *)text.data, &reader, note);
    buf_wipe(&text); /* may hold a mail password */
    return e;
}

/* A table that is being filled. */
struct table {
    struct config_entry *entries;
    bool *seen;
    size_t count;
};

static enum err set(void *ctx, const char *key, const char *value,
                    const char *where, struct err_note *note)
{
    const struct table *t = ctx;
    struct config_entry *entry = find(t->entries, t->count, key);
    if (entry == NULL)
        return err_say(note, ERR_FORMAT, "%s: unknown key; see chorus.conf(5)",
                       where);
    if (t->seen[entry - t->entries])
        return err_say(note, ERR_FORMAT, "%s: %s is set twice", where,
                       entry->key);
    if (strlen(value) >= CONFIG_VALUE_SIZE)
        return err_say(note, ERR_FORMAT, "%s: the value is too long", where);
    t->seen[entry - t->entries] = true;
    memcpy(entry->value, value, strlen(value) + 1);
    return ERR_OK;
}

enum err config_read(const char *path, struct config_entry *entries,
                     size_t count, struct err_note *note)
{
    struct table t = {.entries = calloc(count, sizeof *t.entries),
                      .seen = calloc(count, sizeof *t.seen),
                      .count = count};
    enum err e = t.entries == NULL || t.seen == NULL ? ERR_MEMORY : ERR_OK;
    if (e == ERR_OK) {
        memcpy(t.entries, entries, count * sizeof *t.entries);
        e = config_each(path, set, &t, note);
    }
    if (e == ERR_OK)
        memcpy(entries, t.entries, count * sizeof *t.entries);
    /* May hold a mail password. */
    if (t.entries != NULL)
        sodium_memzero(t.entries, count * sizeof *t.entries);
    free(t.entries);
    free(t.seen);
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

const char *config_get(const struct config_entry *entries, size_t count,
                       const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(entries[i].key, key) == 0)
            return entries[i].value;
    err_abort("a key of the table", __FILE__, __LINE__);
}
