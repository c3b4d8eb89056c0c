#include "web/form_view.h"

#include "base/clock.h"
#include "base/datetime.h"

_Static_assert(FIELDS_DATE_SIZE == DATETIME_DATE_SIZE, "a date is a date");

static void put_option(struct render_dict *select, const char *value,
                       const char *label, bool chosen)
{
    struct render_dict *option = render_add(select, "OPTION");
    render_put_text(option, "OPTION_VALUE", value);
    render_put_text(option, "OPTION_LABEL", label);
    if (chosen)
        (void)render_add(option, "CHOSEN");
}

static void put_select(struct render_dict *field,
                       const struct fields_rule *rule, const char *value,
                       const struct web_choices *choices)
{
    const struct web_choices own = {rule->choices, rule->choice_labels,
                                    "Choose"};
    const struct web_choices *c = choices == NULL ? &own : choices;
    struct render_dict *select = render_add(field, "SELECT");
    bool found = value[0] == 0;
    put_option(select, "", c->none, found);
    for (size_t i = 0; c->values[i] != NULL; i++) {
        bool is_it = strcmp(c->values[i], value) == 0;
        put_option(select, c->values[i], c->labels[i], is_it);
        found |= is_it;
    }
    if (!found)
        put_option(select, value, value, true);
}

static void put_kind(struct render_dict *field, const struct fields_rule *rule,
                     const char *value, const struct web_choices *choices)
{
    switch (rule->kind) {
    case FIELDS_LINE:
    case FIELDS_NUMBER:
        render_put_text(render_add(field, "INPUT"), "FIELD_TYPE", "text");
        break;
    case FIELDS_DATE:
        render_put_text(render_add(field, "INPUT"), "FIELD_TYPE", "date");
        break;
    case FIELDS_TEXT: (void)render_add(field, "LINES"); break;
    case FIELDS_CHOICE: put_select(field, rule, value, choices); break;
    case FIELDS_FLAG:
        if (value[0] != 0)
            (void)render_add(render_add(field, "TICK"), "TICKED");
        else
            (void)render_add(field, "TICK");
        break;
    }
}

/*
 * The rule's hint, and what a date says in words: a browser shows it in the
 * order of its own country. Returns whether there is one.
 */
static bool put_hint(struct render_dict *field, const struct fields_rule *rule,
                     const char *value)
{
    char words[DATETIME_WORDS_SIZE];
    const bool dated = rule->kind == FIELDS_DATE &&
                       datetime_date_words(value, words) == ERR_OK;
    const char *hint = rule->hint == NULL ? "" : rule->hint;
    if (dated)
        render_put_format(render_add(field, "HINT"), "HINT_TEXT",
                          "%s%sSo far %s.", hint, hint[0] == 0 ? "" : " ",
                          words);
    else if (hint[0] != 0)
        render_put_text(render_add(field, "HINT"), "HINT_TEXT", hint);
    return dated || hint[0] != 0;
}

void web_put_field(struct render_dict *page, const struct fields_rule *rule,
                   const char *value, const char *problem,
                   const struct web_choices *choices)
{
    struct render_dict *field = render_add(page, "FIELD");
    render_put_text(field, "FIELD_NAME", rule->name);
    render_put_text(field, "FIELD_LABEL", rule->label);
    render_put_text(field, "FIELD_VALUE", value);
    render_put_int(field, "FIELD_MAX", (int64_t)rule->max_bytes);
    if (rule->kind != FIELDS_FLAG)
        (void)render_add(field, "LABELLED");
    if (rule->required)
        (void)render_add(field, "NEEDED");
    const bool hinted = put_hint(field, rule, value);
    if (problem[0] != 0)
        render_put_text(render_add(field, "WRONG"), "WRONG_TEXT", problem);
    if (hinted || problem[0] != 0) {
        struct render_dict *by = render_add(field, "DESCRIBED");
        if (hinted)
            (void)render_add(by, "DESCRIBED_HINT");
        if (problem[0] != 0)
            (void)render_add(by, "DESCRIBED_WRONG");
    }
    put_kind(field, rule, value, choices);
}

void web_put_problems(struct render_dict *page, const struct fields_rule *rules,
                      size_t count, const struct fields_problems *problems)
{
    if (problems->count == 0)
        return;
    struct render_dict *all = render_add(page, "PROBLEMS");
    for (size_t i = 0; i < count; i++) {
        if (problems->text[i][0] == 0)
            continue;
        struct render_dict *one = render_add(all, "PROBLEM");
        render_put_text(one, "PROBLEM_FIELD", rules[i].name);
        render_put_text(one, "PROBLEM_LABEL", rules[i].label);
        render_put_text(one, "PROBLEM_TEXT", problems->text[i]);
    }
}

int64_t web_number(const char *text)
{
    int64_t n = 0;
    size_t len = strlen(text);
    if (len == 0 || len > 15 || strspn(text, "0123456789") != len)
        return -1;
    for (size_t i = 0; i < len; i++)
        n = n * 10 + (text[i] - '0');
    return n;
}

void web_today(char out[static FIELDS_DATE_SIZE])
{
    datetime_date(clock_now_sec(), out);
}

void web_put_date(struct render_dict *dict, const char *name, const char *date)
{
    char words[DATETIME_WORDS_SIZE];
    render_put_text(dict, name,
                    datetime_date_words(date, words) == ERR_OK ? words : date);
}

void web_put_dollars(struct render_dict *dict, const char *name,
                     int64_t dollars)
{
    long long whole = (long long)dollars;
    if (whole >= 1000000)
        render_put_format(dict, name, "$%lld,%03lld,%03lld", whole / 1000000,
                          whole / 1000 % 1000, whole % 1000);
    else if (whole >= 1000)
        render_put_format(dict, name, "$%lld,%03lld", whole / 1000,
                          whole % 1000);
    else
        render_put_format(dict, name, "$%lld", whole);
}
