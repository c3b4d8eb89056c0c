#include "base/err.h"

enum err err_say(struct err_note *note, enum err code, const char *fmt, ...)
{
    if (note != NULL) {
        va_list args;
        va_start(args, fmt);
        (void)vsnprintf(note->text, sizeof note->text, fmt, args);
        va_end(args);
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
