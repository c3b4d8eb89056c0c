/*
 * Forms of staff: a field is drawn from its rule, what was typed, and what is
 * wrong with it, so that a refused form comes back with every word in it. And
 * the check that a form was sent from this session's own page.
 */
#ifndef CHORUS_WEB_FORM_VIEW_H
#define CHORUS_WEB_FORM_VIEW_H

#include "staff/fields.h"
#include "web/page.h"

/* The fields of templates/problems.tpl. */
#define WEB_PROBLEM_FIELDS                                                     \
    {"PROBLEMS", RENDER_SECTION}, {"PROBLEM", RENDER_SECTION},                 \
        {"PROBLEM_FIELD", RENDER_TEXT}, {"PROBLEM_LABEL", RENDER_TEXT},        \
        {"PROBLEM_TEXT", RENDER_TEXT},                                         \
    {                                                                          \
        "MEANWHILE", RENDER_SECTION                                            \
    }

/* The fields of templates/field.tpl. */
#define WEB_FIELD_FIELDS                                                       \
    {"FIELD", RENDER_SECTION}, {"FIELD_NAME", RENDER_TEXT},                    \
        {"FIELD_LABEL", RENDER_TEXT}, {"FIELD_VALUE", RENDER_TEXT},            \
        {"FIELD_MAX", RENDER_TEXT}, {"FIELD_TYPE", RENDER_TEXT},               \
        {"LABELLED", RENDER_SECTION}, {"HINT", RENDER_SECTION},                \
        {"HINT_TEXT", RENDER_TEXT}, {"WRONG", RENDER_SECTION},                 \
        {"WRONG_TEXT", RENDER_TEXT}, {"INPUT", RENDER_SECTION},                \
        {"LINES", RENDER_SECTION}, {"SELECT", RENDER_SECTION},                 \
        {"OPTION", RENDER_SECTION}, {"OPTION_VALUE", RENDER_TEXT},             \
        {"OPTION_LABEL", RENDER_TEXT}, {"CHOSEN", RENDER_SECTION},             \
        {"TICK", RENDER_SECTION}, {"TICKED", RENDER_SECTION},                  \
        {"NEEDED", RENDER_SECTION}, {"DESCRIBED", RENDER_SECTION},             \
        {"DESCRIBED_HINT", RENDER_SECTION},                                    \
    {                                                                          \
        "DESCRIBED_WRONG", RENDER_SECTION                                      \
    }

/* A choice of a list that the rule does not have itself. */
struct web_choices {
    const char *const *values; /* ends with NULL */
    const char *const *labels;
    const char *none; /* what an empty choice is called */
};

/*
 * Draws a field. In: VALUE, untrusted; PROBLEM, "" when nothing is wrong;
 * CHOICES, or NULL for the rule's own. A value that is in no list is kept as a
 * choice of its own.
 */
void web_put_field(struct render_dict *page, const struct fields_rule *rule,
                   const char *value, const char *problem,
                   const struct web_choices *choices);

/* Draws the list of problems above the form, each with a link to its field; and
 * MEANWHILE: somebody else has changed the same thing. */
void web_put_problems(struct render_dict *page, const struct fields_rule *rules,
                      size_t count, const struct fields_problems *problems);

/* A whole number of digits, as in a path or a hidden field; -1: none. */
int64_t web_number(const char *text);

/* Today here, as 2026-12-15. */
void web_today(char out[static FIELDS_DATE_SIZE]);

/* 2026-12-15 as "15 December 2026". */
void web_put_date(struct render_dict *dict, const char *name, const char *date);

/* "$25,000" */
void web_put_dollars(struct render_dict *dict, const char *name,
                     int64_t dollars);

#endif
