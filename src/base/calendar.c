#include "base/calendar.h"

#include "base/datetime.h"
#include "base/encode.h"
#include "base/file.h"

#define FILE_MAX_BYTES 4096
#define TAG_MAX_BYTES  35

/* The text behind "KEY:" in a file's lines; its length in OUT_LEN. NULL: there
 * is no such line. */
static const char *line_of(const char *text, const char *key, size_t *out_len)
{
    const size_t key_len = strlen(key);
    while (*text != '\0') {
        const size_t len = strcspn(text, "\n");
        if (len > key_len && strncmp(text, key, key_len) == 0 &&
            text[key_len] == ':') {
            const char *value = text + key_len + 1;
            value += strspn(value, " ");
            *out_len = (size_t)(text + len - value);
            return value;
        }
        text += len + (text[len] == '\n');
    }
    return NULL;
}

static bool read_months(const char *text, struct calendar *calendar)
{
    size_t len = 0;
    const char *at = line_of(text, "Months", &len);
    const char *const end = at == NULL ? NULL : at + len;
    for (size_t i = 0; at != NULL && i < CALENDAR_MONTHS; i++) {
        const size_t word = strcspn(at, " \n");
        if (word == 0 || word >= CALENDAR_MONTH_SIZE)
            return false;
        memcpy(calendar->months[i], at, word);
        at += word;
        at += strspn(at, " ");
    }
    return at != NULL && at == end;
}

/* Where a marker stands, when it stands there once. */
static const char *once(const char *form, const char *marker)
{
    const char *at = strstr(form, marker);
    return at != NULL && strstr(at + 1, marker) == NULL ? at : NULL;
}

static bool read_form(const char *text, struct calendar *calendar)
{
    size_t len = 0;
    const char *at = line_of(text, "Date", &len);
    if (at == NULL || len >= sizeof calendar->form)
        return false;
    memcpy(calendar->form, at, len);
    return once(calendar->form, "{{DAY}}") != NULL &&
           once(calendar->form, "{{MONTH}}") != NULL &&
           once(calendar->form, "{{YEAR}}") != NULL;
}

static enum err read_file(const char *path, struct calendar *out_calendar,
                          struct err_note *note)
{
    struct buf bytes = BUF_INIT;
    struct calendar calendar = {.form = ""};
    enum err e = file_read(path, FILE_MAX_BYTES, &bytes, note);
    if (e != ERR_OK)
        return e;
    if (!encode_is_lines(bytes.data, bytes.len) ||
        !read_months(buf_text(&bytes), &calendar) ||
        !read_form(buf_text(&bytes), &calendar))
        e = err_say(note, ERR_FORMAT,
                    "%s: needs Months: of twelve names, and Date: with "
                    "{{DAY}}, {{MONTH}} and {{YEAR}}; and UTF-8, with plain "
                    "line feeds",
                    path);
    buf_free(&bytes);
    if (e == ERR_OK)
        *out_calendar = calendar;
    return e;
}

static enum err try_tag(const char *dir, const char *tag, size_t len,
                        struct calendar *out_calendar, struct err_note *note)
{
    char name[64];
    struct file_path path;
    /* A tag has no dot and no slash: it names no other file. */
    if (len == 0 || len > TAG_MAX_BYTES || memchr(tag, '/', len) != NULL ||
        memchr(tag, '.', len) != NULL)
        return ERR_NOT_FOUND;
    (void)snprintf(name, sizeof name, "calendar.%.*s.txt", (int)len, tag);
    if (file_join(dir, name, &path) != ERR_OK || !file_exists(path.s))
        return ERR_NOT_FOUND;
    return read_file(path.s, out_calendar, note);
}

enum err calendar_load(const char *dir, const char *language,
                       struct calendar *out_calendar, struct err_note *note)
{
    enum err e = try_tag(dir, language, strlen(language), out_calendar, note);
    return e == ERR_NOT_FOUND ? try_tag(dir, language, strcspn(language, "-"),
                                        out_calendar, note)
                              : e;
}

enum err calendar_date(const struct calendar *calendar, const char *date,
                       char out[static CALENDAR_DATE_SIZE])
{
    char words[DATETIME_WORDS_SIZE];
    enum err e = datetime_date_words(date, words);
    if (e != ERR_OK)
        return e;
    const int month = (date[5] - '0') * 10 + (date[6] - '0');
    size_t len = 0;
    for (const char *at = calendar->form; *at != '\0';) {
        const char *rest = at + 1;
        char text[CALENDAR_MONTH_SIZE];
        (void)snprintf(text, sizeof text, "%c", *at);
        if (strncmp(at, "{{DAY}}", 7) == 0) {
            (void)snprintf(text, sizeof text, "%s",
                           date + 8 + (date[8] == '0'));
            rest = at + 7;
        } else if (strncmp(at, "{{MONTH}}", 9) == 0) {
            (void)snprintf(text, sizeof text, "%s",
                           calendar->months[month - 1]);
            rest = at + 9;
        } else if (strncmp(at, "{{YEAR}}", 8) == 0) {
            (void)snprintf(text, sizeof text, "%.4s", date);
            rest = at + 8;
        }
        len +=
            (size_t)snprintf(out + len, CALENDAR_DATE_SIZE - len, "%s", text);
        at = rest;
    }
    return ERR_OK;
}
