/*
 * What staff type into forms and spreadsheets, as tables: each field's name,
 * what it is called, and what it takes. One table serves the page, the command
 * and the columns of a file, so that all say the same. Pure.
 */
#ifndef CHORUS_STAFF_FIELDS_H
#define CHORUS_STAFF_FIELDS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define FIELDS_MAX          12
#define FIELDS_PROBLEM_SIZE 160
#define FIELDS_DATE_SIZE    11 /* 2026-12-15 and NUL */

enum fields_kind {
    FIELDS_LINE,   /* one line of text */
    FIELDS_TEXT,   /* lines */
    FIELDS_DATE,   /* 2026-12-15 */
    FIELDS_NUMBER, /* digits */
    FIELDS_CHOICE, /* one of the rule's choices, or, where not required, "" */
    FIELDS_FLAG,   /* "yes" or "" */
};

/* One field. */
struct fields_rule {
    const char *name;
    const char *label;
    const char *hint; /* NULL: none */
    enum fields_kind kind;
    size_t max_bytes;
    bool required;
    const char *const *choices; /* ends with NULL; NULL: the caller's own list,
                                   checked by the caller */
    const char *const *choice_labels;
};

/* What is wrong, by field: "" where nothing is. */
struct fields_problems {
    char text[FIELDS_MAX][FIELDS_PROBLEM_SIZE];
    size_t count;
};

/*
 * Checks COUNT values against their rules. In: VALUES, untrusted C strings, no
 * NULL. Out: OUT_PROBLEMS, always. Errors: ERR_FORMAT, with at least one
 * problem.
 */
BASE_MUST_USE enum err fields_check(const struct fields_rule *rules,
                                    size_t count, const char *const *values,
                                    struct fields_problems *out_problems);

/* Says what is wrong with field I, unless something was said of it. */
void fields_problem(struct fields_problems *problems, size_t i, const char *fmt,
                    ...) BASE_PRINTF(3, 4);

/* The first problem as one line: "due: a date is needed". */
enum err fields_say(const struct fields_rule *rules, size_t count,
                    const struct fields_problems *problems,
                    struct err_note *note);

/* Index of a field by its name; COUNT for another one. */
size_t fields_find(const struct fields_rule *rules, size_t count,
                   const char *name);

/* Index of a text in a list that ends with NULL; its length when not in it. */
size_t fields_choice(const char *const *choices, const char *text);

/* Whether TEXT is a day of the calendar as 2026-12-15. */
bool fields_is_date(const char *text);

#endif
