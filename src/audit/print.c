#include "audit/print.h"

#define POINTS_MAX         100
#define DECIMAL_WHOLE_MAX  1000000000
#define THOUSANDTHS_PLACES 3

/* Digits without a needless zero in front; -1: none, or over MAX. */
static int64_t read_whole(const char **text, int64_t max)
{
    const char *p = *text;
    int64_t value = 0;
    if (*p < '0' || *p > '9')
        return -1;
    if (p[0] == '0' && p[1] >= '0' && p[1] <= '9')
        return -1;
    for (; *p >= '0' && *p <= '9'; p++) {
        value = 10 * value + (*p - '0');
        if (value > max)
            return -1;
    }
    *text = p;
    return value;
}

static unsigned read_mark(const char **text)
{
    static const struct {
        const char *text;
        unsigned ends;
    } marks[] = {{">=", AUDIT_UPPER}, {"<=", AUDIT_LOWER}, {"~", AUDIT_BOTH}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t len = strlen(marks[i].text);
        if (strncmp(*text, marks[i].text, len) == 0) {
            *text += len;
            return marks[i].ends;
        }
    }
    return AUDIT_PLAIN;
}

bool audit_print_read(const char *text, bool decimal,
                      struct audit_print *out_print)
{
    struct audit_print print = {.ends = read_mark(&text)};
    int64_t whole = read_whole(&text, POINTS_MAX);
    if (whole < 0)
        return false;
    print.tenths = (uint32_t)whole * 10;
    if (decimal) {
        if (text[0] != '.' || text[1] < '0' || text[1] > '9')
            return false;
        print.tenths += (uint32_t)(text[1] - '0');
        text += 2;
    }
    if (*text != '\0' || print.tenths > POINTS_MAX * 10)
        return false;
    *out_print = print;
    return true;
}

void audit_print_write(struct audit_print print, bool decimal,
                       char out[static AUDIT_PRINT_SIZE])
{
    static const char *const marks[] = {"", ">=", "<=", "~"};
    unsigned whole = print.tenths / 10;
    if (decimal)
        (void)snprintf(out, AUDIT_PRINT_SIZE, "%s%u.%u", marks[print.ends],
                       whole, print.tenths % 10);
    else
        (void)snprintf(out, AUDIT_PRINT_SIZE, "%s%u", marks[print.ends], whole);
}

bool audit_decimal_read(const char *text, int64_t *out_thousandths)
{
    bool negative = *text == '-';
    text += negative ? 1 : 0;
    int64_t value = read_whole(&text, DECIMAL_WHOLE_MAX);
    if (value < 0)
        return false;
    int places = 0;
    if (*text == '.') {
        for (text++; *text >= '0' && *text <= '9'; text++, places++) {
            if (places == THOUSANDTHS_PLACES)
                return false;
            value = 10 * value + (*text - '0');
        }
        if (places == 0 || text[-1] == '0')
            return false;
    }
    if (*text != '\0' || (negative && value == 0))
        return false;
    for (; places < THOUSANDTHS_PLACES; places++)
        value *= 10;
    *out_thousandths = negative ? -value : value;
    return true;
}

uint64_t audit_half_up(uint64_t num, uint64_t den)
{
    uint64_t whole = num / den;
    uint64_t rest = num % den;
    return rest >= den - rest ? whole + 1 : whole;
}
