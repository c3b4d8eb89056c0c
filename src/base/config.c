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

static enum err read_line(char *line, struct config_entry *entries, bool *seen,
                          size_t count, const char *where,
                          struct err_note *note)
{
    char *key = NULL;
    char *value = NULL;
    if (!split(line, &key, &value))
        return err_say(note, ERR_FORMAT, "%s: expected key = value", where);
    if (key == NULL)
        return ERR_OK;
    struct config_entry *entry = find(entries, count, key);
    if (entry == NULL)
        return err_say(note, ERR_FORMAT, "%s: unknown key; see chorus.conf(5)",
                       where);
    if (seen[entry - entries])
        return err_say(note, ERR_FORMAT, "%s: %s is set twice", where,
                       entry->key);
    if (strlen(value) >= CONFIG_VALUE_SIZE)
        return err_say(note, ERR_FORMAT, "%s: the value is too long", where);
    seen[entry - entries] = true;
    memcpy(entry->value, value, strlen(value) + 1);
    return ERR_OK;
}

static enum err read_lines(const char *path, char *text,
                           struct config_entry *entries, bool *seen,
                           size_t count, struct err_note *note)
{
    size_t number = 1;
    for (char *line = text; line != NULL; number++) {
        char *next = strchr(line, '\n');
        if (next != NULL)
            *next++ = 0;
        char where[FILE_PATH_MAX];
        (void)snprintf(where, sizeof where, "%.900s:%zu", path, number);
        enum err e = read_line(line, entries, seen, count, where, note);
        if (e != ERR_OK)
            return e;
        line = next;
    }
    return ERR_OK;
}

enum err config_read(const char *path, struct config_entry *entries,
                     size_t count, struct err_note *note)
{
    struct buf text = BUF_INIT;
    enum err e = file_read(path, CONFIG_FILE_MAX, &text, note);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    if (text.len > 0 && memchr(text.data, 0, text.len) != NULL) {
        buf_wipe(&text);
        return err_say(note, ERR_FORMAT, "%s: this is no text file", path);
    }
    struct config_entry *copy = calloc(count, sizeof *copy);
    bool *seen = calloc(count, sizeof *seen);
    e = copy == NULL || seen == NULL ? ERR_MEMORY : ERR_OK;
    if (e == ERR_OK && text.len > 0) {
        memcpy(copy, entries, count * sizeof *copy);
        e = read_lines(path, (char *)text.data, copy, seen, count, note);
        if (e == ERR_OK)
            memcpy(entries, copy, count * sizeof *copy);
    }
    /* Both may hold a mail password. */
    if (copy != NULL)
        sodium_memzero(copy, count * sizeof *copy);
    buf_wipe(&text);
    free(copy);
    free(seen);
    return e;
}

const char *config_get(const struct config_entry *entries, size_t count,
                       const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(entries[i].key, key) == 0)
            return entries[i].value;
    err_abort("a key of the table", __FILE__, __LINE__);
}
