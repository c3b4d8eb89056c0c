#include "base/err.h"

#include "base/encode.h"

/* The bytes of the character at TEXT when it can be shown, else 0. */
static size_t shown_bytes(const uint8_t *text, size_t len)
{
    if (text[0] < 0x80)
        return text[0] >= 0x20 && text[0] != 0x7f ? 1 : 0;
    /* U+0080 to U+009F are control characters too. */
    if (text[0] == 0xc2 && len > 1 && text[1] < 0xa0)
        return 0;
    for (size_t n = 2; n <= 4 && n <= len; n++)
        if (encode_is_utf8(text, n))
            return n;
    return 0;
}

void err_make_line(char *text)
{
    size_t len = strlen(text);
    for (size_t i = 0; i < len;) {
        size_t n = shown_bytes((const uint8_t *)text + i, len - i);
        if (n == 0)
            text[i] = '?';
        i += n == 0 ? 1 : n;
    }
}

enum err err_say(struct err_note *note, enum err code, const char *fmt, ...)
{
    if (note != NULL) {
        va_list args;
        va_start(args, fmt);
        (void)vsnprintf(note->text, sizeof note->text, fmt, args);
        va_end(args);
        err_make_line(note->text);
    }
    return code;
}

const char *err_name(enum err code)
{
    switch (code) {
    case ERR_OK: return "ok";
    case ERR_BUSY: return "busy";
    case ERR_MEMORY: return "out of memory";
    case ERR_IO: return "input or output failed";
    case ERR_FULL: return "no space left";
    case ERR_FORMAT: return "bad format";
    case ERR_RANGE: return "out of range";
    case ERR_NOT_FOUND: return "not found";
    case ERR_EXISTS: return "already there";
    case ERR_DENIED: return "refused";
    case ERR_ELEMENT: return "not a valid element";
    case ERR_CLOSED: return "closed";
    case ERR_STATE: return "not possible now";
    case ERR_CORRUPT: return "stored data is damaged";
    }
    return "unknown";
}

void err_abort(const char *what, const char *file, int line)
{
    (void)fprintf(stderr, "chorus: a fault in the program: %s (%s:%d)\n", what,
                  file, line);
    abort();
}
