#include "wave/slug.h"

#include <stdbool.h>

#define SLUG_NUMBER_SIZE 24

static bool is_kept(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

void wave_slug(const char *name, char *out, size_t size)
{
    err_assert(size >= WAVE_SLUG_SIZE_MIN);
    size_t len = 0;
    for (const char *p = name; *p != '\0' && len + 1 < size; p++) {
        char c = lowered(*p);
        if (is_kept(c))
            out[len++] = c;
        else if (len > 0 && out[len - 1] != '-')
            out[len++] = '-';
    }
    while (len > 0 && out[len - 1] == '-')
        len--;
    if (len == 0)
        out[len++] = 'x';
    out[len] = '\0';
}

static bool is_taken(const char *slug, const char *const *taken, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(slug, taken[i]) == 0)
            return true;
    return false;
}

void wave_slug_unique(const char *name, const char *const *taken,
                      size_t taken_count, char *out, size_t size)
{
    wave_slug(name, out, size);
    size_t whole = strlen(out);
    for (size_t n = 2; is_taken(out, taken, taken_count); n++) {
        char number[SLUG_NUMBER_SIZE];
        int written = snprintf(number, sizeof number, "-%zu", n);
        err_assert(written > 0 && (size_t)written < size);
        size_t tail = (size_t)written;
        size_t kept = whole + tail < size ? whole : size - 1 - tail;
        while (kept > 1 && out[kept - 1] == '-')
            kept--;
        memcpy(out + kept, number, tail + 1);
    }
}
