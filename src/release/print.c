#include "release/print.h"

bool print_scale_shown(const struct print_scale *p)
{
    return p->mean.mark != PRINT_ABSENT;
}

static const char *mark_text(enum print_mark mark)
{
    switch (mark) {
    case PRINT_EXACT: return "";
    case PRINT_AT_LEAST: return ">=";
    case PRINT_AT_MOST: return "<=";
    case PRINT_ABOUT: return "~";
    case PRINT_ABSENT: break;
    }
    err_abort("a value that is absent has no text", __FILE__, __LINE__);
}

void print_value_text(struct print_value value, bool decimal,
                      char out[static PRINT_TEXT_SIZE])
{
    const char *mark = mark_text(value.mark);
    err_assert(value.tenths <= PRINT_TENTHS_MAX);
    err_assert(decimal || value.tenths % 10 == 0);
    if (decimal)
        (void)snprintf(out, PRINT_TEXT_SIZE, "%s%u.%u", mark, value.tenths / 10,
                       value.tenths % 10);
    else
        (void)snprintf(out, PRINT_TEXT_SIZE, "%s%u", mark, value.tenths / 10);
}

enum print_mark print_mark_join(enum print_mark a, enum print_mark b)
{
    if (a == PRINT_ABSENT || a == b)
        return b;
    if (b == PRINT_ABSENT || b == PRINT_EXACT)
        return a;
    return a == PRINT_EXACT ? b : PRINT_ABOUT;
}

uint64_t print_half_up(uint64_t num, uint64_t den)
{
    err_assert(den > 0 && num <= (UINT64_MAX - den) / 2);
    return (2 * num + den) / (2 * den);
}
