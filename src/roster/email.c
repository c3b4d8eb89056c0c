#include "roster/email.h"

#include "base/err.h"

#define EMAIL_NAME_MAX 64
#define EMAIL_PART_MAX 63

static bool is_email_name(const char *text, size_t len)
{
    static const char other[] = "!#$%&'*/?^_`{|}~=+-.";
    /* A spreadsheet takes an address that begins so for a formula. */
    if (len == 0 || len > EMAIL_NAME_MAX || strchr("=+-.", text[0]) != NULL ||
        text[len - 1] == '.')
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9');
        if ((!is_plain && strchr(other, c) == NULL) ||
            (c == '.' && text[i + 1] == '.'))
            return false;
    }
    return true;
}

/* At least two parts of letters, digits and inner hyphens. */
static bool is_domain(const char *text)
{
    size_t parts = 0;
    for (;;) {
        size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
        if (len == 0 || len > EMAIL_PART_MAX || text[0] == '-' ||
            text[len - 1] == '-')
            return false;
        parts++;
        text += len;
        if (*text == 0)
            return parts >= 2;
        if (*text++ != '.')
            return false;
    }
}

bool email_is_valid(const char *text)
{
    const char *at = strchr(text, '@');
    return at != NULL && strlen(text) <= EMAIL_MAX &&
           is_email_name(text, (size_t)(at - text)) && is_domain(at + 1);
}
