/* The values that mean something to a survey: decimals, texts, languages. */
#include "survey/reader.h"

#include "base/datetime.h"

#include <inttypes.h>

#define DECIMAL_MAX 1000000.0

struct survey_decimal survey_decimal_of(int64_t thousandths)
{
    struct survey_decimal d = {.thousandths = thousandths};
    const uint64_t size =
        thousandths < 0 ? 0 - (uint64_t)thousandths : (uint64_t)thousandths;
    int n = snprintf(d.text, sizeof d.text, "%s%" PRIu64 ".%03" PRIu64,
                     thousandths < 0 ? "-" : "", size / 1000, size % 1000);
    err_assert(n > 0 && (size_t)n < sizeof d.text);
    while (d.text[n - 1] == '0')
        d.text[--n] = 0;
    if (d.text[n - 1] == '.')
        d.text[n - 1] = 0;
    return d;
}

bool survey_read_decimal(struct survey_reader *r, struct survey_place at,
                         struct survey_decimal *out_value)
{
    const double v = json_number_value(at.json);
    if (!json_is_number(at.json) || v > DECIMAL_MAX || v < -DECIMAL_MAX) {
        survey_report(r, at, "must be a number between -1000000 and 1000000");
        return false;
    }
    /* Both sides are the double nearest to the same decimal, or differ. */
    const int64_t thousandths = (int64_t)(v * 1000.0 + (v < 0 ? -0.5 : 0.5));
    if ((double)thousandths / 1000.0 != v) {
        survey_report(r, at, "a number has at most three decimals");
        return false;
    }
    *out_value = survey_decimal_of(thousandths);
    return true;
}

static size_t language_index(const struct survey_reader *r, const char *tag)
{
    size_t i = 0;
    while (i < r->language_count && strcmp(r->languages[i], tag) != 0)
        i++;
    return i;
}

static void read_translation(struct survey_reader *r, struct survey_place at,
                             struct survey_text *text, bool may_be_empty)
{
    const char *tag = survey_place_key(r, at);
    if (tag == NULL)
        return;
    const size_t i = language_index(r, tag);
    if (i == r->language_count)
        survey_report_key(r, at, "\"%.20s\" is not among the languages", tag);
    else if (!may_be_empty || !json_is_string(at.json) ||
             json_string_length(at.json) > 0)
        text->in[i] = survey_read_string(r, at);
}

void survey_read_text(struct survey_reader *r, struct survey_place at,
                      struct survey_text *out_text, size_t *missing)
{
    struct survey_text text = {{NULL}};
    if (r->language_count == 0)
        return; /* reported where the languages are */
    if (!survey_read_object(r, at, "a text (one for each language)", NULL))
        return;
    struct survey_place child;
    size_t index = 0;
    for (bool more = survey_place_first(r, at, &child); more;
         more = survey_place_next(r, at, &child, &index))
        read_translation(r, child, &text, missing != NULL);
    for (size_t i = 0; i < r->language_count; i++) {
        struct survey_place given;
        if (text.in[i] != NULL)
            continue;
        if (missing != NULL)
            ++*missing;
        else if (!survey_member(r, at, r->languages[i], &given))
            survey_report(r, at, "no text in \"%s\"", r->languages[i]);
    }
    *out_text = text;
}

void survey_read_text_member(struct survey_reader *r, struct survey_place in,
                             const char *key, bool needed,
                             struct survey_text *out_text, size_t *missing)
{
    struct survey_place at;
    if (survey_member(r, in, key, &at))
        survey_read_text(r, at, out_text, missing);
    else if (missing != NULL)
        *missing += r->language_count;
    else if (needed)
        survey_report(r, in, "\"%s\" is missing", key);
}

static size_t digits_of(const char *number)
{
    size_t n = 0;
    for (const char *p = number; *p != 0; p++)
        n += *p >= '0' && *p <= '9';
    return n;
}

/* Whether a telephone could dial it. */
static bool can_be_dialled(const char *number)
{
    const size_t digits = digits_of(number);
    const char *first = number + strspn(number, "( ");
    if (strchr(number + 1, '+') != NULL)
        return false;
    if (number[0] == '+')
        return digits >= 8 && digits <= 15;
    if (digits >= 3 && digits <= 6)
        return true;
    return (digits == 10 && *first >= '2') || (digits == 11 && *first == '1');
}

const char *survey_read_phone(struct survey_reader *r, struct survey_place in,
                              const char *key)
{
    struct survey_place at;
    if (!survey_member(r, in, key, &at))
        return NULL;
    const char *number = survey_read_string(r, at);
    if (number == NULL)
        return NULL;
    const size_t len = strlen(number);
    if (len <= 32 && strspn(number, "0123456789+-() ") == len &&
        can_be_dialled(number))
        return number;
    survey_report(r, at,
                  "a number has 3 to 6 digits, 10 (11 with 1 before), or "
                  "\"+\" and 8 to 15; \"-\", brackets and blanks between");
    return NULL;
}

const char *survey_read_day(struct survey_reader *r, struct survey_place in,
                            const char *key)
{
    struct survey_place at;
    char moment[32];
    int64_t sec = 0;
    if (!survey_member(r, in, key, &at))
        return NULL;
    const char *day = survey_read_string(r, at);
    if (day == NULL)
        return NULL;
    (void)snprintf(moment, sizeof moment, "%.10sT00:00:00Z", day);
    if (strlen(day) == 10 && datetime_parse(moment, &sec) == ERR_OK)
        return day;
    survey_report(r, at, "a date is YYYY-MM-DD");
    return NULL;
}

/* BCP 47 as far as we need it: "en", "es", "pt-BR", "zh-Hant". */
static bool is_language(const char *tag)
{
    static const char lower[] = "abcdefghijklmnopqrstuvwxyz";
    static const char alnum[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "abcdefghijklmnopqrstuvwxyz0123456789";
    const size_t head = strspn(tag, lower);
    if (head < 2 || head > 3)
        return false;
    if (tag[head] == 0)
        return true;
    const size_t tail = strspn(tag + head + 1, alnum);
    return tag[head] == '-' && tail >= 2 && tail <= 8 &&
           tag[head + 1 + tail] == 0;
}

void survey_read_languages(struct survey_reader *r, struct survey_place root,
                           const char **out_languages, size_t *out_count)
{
    struct survey_place list;
    struct survey_place at;
    size_t count = 0;
    if (!survey_member_needed(r, root, "languages", &list) ||
        !survey_read_array(r, list, "languages", 1, SURVEY_LANGUAGES_MAX))
        return;
    size_t index = 0;
    for (bool more = survey_place_first(r, list, &at); more;
         more = survey_place_next(r, list, &at, &index)) {
        const char *tag = survey_read_string(r, at);
        size_t i = 0;
        while (tag != NULL && i < count && strcmp(out_languages[i], tag) != 0)
            i++;
        if (tag == NULL)
            continue;
        if (!is_language(tag))
            survey_report(r, at,
                          "a language is a tag like \"en\" or \"pt-BR\"");
        else if (i < count)
            survey_report(r, at, "\"%s\" is there twice", tag);
        else
            out_languages[count++] = tag;
    }
    *out_count = count;
    r->languages = out_languages;
    r->language_count = count;
}

const char *survey_text_pick(const char *const *languages, size_t count,
                             const struct survey_text *text,
                             const char *language)
{
    for (size_t i = 0; language != NULL && i < count; i++)
        if (text->in[i] != NULL && strcmp(languages[i], language) == 0)
            return text->in[i];
    for (size_t i = 0; i < count; i++)
        if (text->in[i] != NULL)
            return text->in[i];
    return "";
}
