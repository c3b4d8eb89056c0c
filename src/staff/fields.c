#include "staff/fields.h"

#include "base/datetime.h"

#include <string.h>

void fields_problem(struct fields_problems *problems, size_t i, const char *fmt,
                    ...)
{
    err_assert(i < FIELDS_MAX);
    if (problems->text[i][0] != 0)
        return;
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(problems->text[i], FIELDS_PROBLEM_SIZE, fmt, args);
    va_end(args);
    problems->count++;
}

bool fields_is_date(const char *text)
{
    char words[DATETIME_WORDS_SIZE];
    return datetime_date_words(text, words) == ERR_OK;
}

size_t fields_choice(const char *const *choices, const char *text)
{
    size_t i = 0;
    while (choices[i] != NULL && strcmp(choices[i], text) != 0)
        i++;
    return i;
}

size_t fields_find(const struct fields_rule *rules, size_t count,
                   const char *name)
{
    size_t i = 0;
    while (i < count && strcmp(rules[i].name, name) != 0)
        i++;
    return i;
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \n")] == 0;
}

static void check_form(const struct fields_rule *rule, const char *value,
                       size_t i, struct fields_problems *out)
{
    switch (rule->kind) {
    case FIELDS_LINE:
        if (strchr(value, '\n') != NULL)
            fields_problem(out, i, "This is one line of text.");
        break;
    case FIELDS_TEXT: break;
    case FIELDS_DATE:
        if (!fields_is_date(value))
            fields_problem(out, i,
                           "This is not a date. Write it as 2026-12-15: year, "
                           "month, day.");
        break;
    case FIELDS_NUMBER:
        if (strspn(value, "0123456789") != strlen(value))
            fields_problem(out, i,
                           "Digits only, without blanks, commas or points.");
        break;
    case FIELDS_CHOICE:
        if (rule->choices != NULL &&
            rule->choices[fields_choice(rule->choices, value)] == NULL)
            fields_problem(out, i, "Choose one from the list.");
        break;
    case FIELDS_FLAG:
        if (strcmp(value, "yes") != 0)
            fields_problem(out, i, "This is yes or left empty.");
        break;
    }
}

enum err fields_check(const struct fields_rule *rules, size_t count,
                      const char *const *values,
                      struct fields_problems *out_problems)
{
    err_assert(count <= FIELDS_MAX);
    *out_problems = (struct fields_problems){.count = 0};
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(values[i]);
        if (is_blank(values[i])) {
            if (rules[i].required)
                fields_problem(out_problems, i, "%s",
                               rules[i].kind == FIELDS_CHOICE
                                   ? "Choose one from the list."
                                   : "This is needed.");
            continue;
        }
        if (len > rules[i].max_bytes)
            fields_problem(out_problems, i,
                           "This is too long by %zu characters: at most %zu "
                           "are kept.",
                           len - rules[i].max_bytes, rules[i].max_bytes);
        check_form(&rules[i], values[i], i, out_problems);
    }
    return out_problems->count > 0 ? ERR_FORMAT : ERR_OK;
}

enum err fields_say(const struct fields_rule *rules, size_t count,
                    const struct fields_problems *problems,
                    struct err_note *note)
{
    for (size_t i = 0; i < count; i++)
        if (problems->text[i][0] != 0)
            return err_say(note, ERR_FORMAT, "%s: %s", rules[i].name,
                           problems->text[i]);
    return ERR_OK;
}
