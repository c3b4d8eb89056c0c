#include "release/published_text.h"

#include "base/datetime.h"

#define DIGITS_MAX 12

/* Digits without a leading zero, at most MAX of them; moves *IN behind them. */
static bool read_digits(const char **in, size_t max, int64_t *out_value)
{
    const char *p = *in;
    int64_t value = 0;
    size_t count = 0;
    for (; *p >= '0' && *p <= '9' && count < max; p++, count++)
        value = value * 10 + (*p - '0');
    if (count == 0 || (**in == '0' && count > 1))
        return false;
    *in = p;
    *out_value = value;
    return true;
}

static enum published_mark read_mark(const char **in)
{
    const char *p = *in;
    if (p[0] == '~') {
        *in = p + 1;
        return PUBLISHED_ABOUT;
    }
    if ((p[0] == '>' || p[0] == '<') && p[1] == '=') {
        *in = p + 2;
        return p[0] == '>' ? PUBLISHED_AT_LEAST : PUBLISHED_AT_MOST;
    }
    return PUBLISHED_EXACT;
}

enum err published_value_parse(const char *text, bool allow_decimal,
                               struct published_value *out_value)
{
    const char *p = text;
    int64_t whole = 0;
    int64_t tenth = 0;
    enum published_mark mark = read_mark(&p);
    if (!read_digits(&p, 3, &whole))
        return ERR_FORMAT;
    if (allow_decimal && *p == '.') {
        p++;
        if (!read_digits(&p, 1, &tenth))
            return ERR_FORMAT;
    }
    if (*p != '\0' || whole * 10 + tenth > 1000)
        return ERR_FORMAT;
    *out_value =
        (struct published_value){text, mark, (uint32_t)(whole * 10 + tenth)};
    return ERR_OK;
}

enum err published_points_parse(const char *text, uint32_t *out_points)
{
    const char *p = text;
    int64_t points = 0;
    if (!read_digits(&p, 4, &points) || *p != '\0')
        return ERR_FORMAT;
    *out_points = (uint32_t)points;
    return ERR_OK;
}

enum err published_decimal_parse(const char *text,
                                 struct published_decimal *out_number)
{
    const char *p = text;
    bool negative = *p == '-';
    int64_t value = 0;
    p += negative ? 1 : 0;
    if (!read_digits(&p, DIGITS_MAX, &value))
        return ERR_FORMAT;
    value *= 1000;
    if (*p == '.') {
        int64_t place = 100;
        p++;
        for (; *p >= '0' && *p <= '9' && place > 0; p++, place /= 10)
            value += (*p - '0') * place;
        if (p[-1] == '0' || p[-1] == '.')
            return ERR_FORMAT;
    }
    if (*p != '\0' || (negative && value == 0))
        return ERR_FORMAT;
    *out_number = (struct published_decimal){text, negative ? -value : value};
    return ERR_OK;
}

bool published_date_is_valid(const char *text)
{
    char moment[DATETIME_RFC3339_SIZE];
    int64_t sec = 0;
    if (strlen(text) != 10)
        return false;
    (void)snprintf(moment, sizeof moment, "%sT00:00:00Z", text);
    return datetime_parse(moment, &sec) == ERR_OK;
}
