/* "options": sets of answers that questions share. */
#include "survey/parse.h"

static const char *const option_keys[] = {"value", "label", NULL};

static bool any_restricted(const struct survey_reader *r,
                           struct survey_place root)
{
    struct survey_place sections;
    struct survey_place at;
    size_t index = 0;
    if (survey_parse_is_restricted(r, root))
        return true;
    if (!survey_member(r, root, "sections", &sections) ||
        !json_is_array(sections.json))
        return false;
    for (bool more = survey_place_first(r, sections, &at); more;
         more = survey_place_next(r, sections, &at, &index))
        if (survey_parse_is_restricted(r, at))
            return true;
    return false;
}

/* False: the value could not be read. */
static bool parse_option(struct survey_reader *r, struct survey_place in,
                         struct survey_option *o, size_t *missing)
{
    struct survey_place at;
    if (!survey_read_object(r, in, "an option", option_keys))
        return false;
    survey_read_text_member(r, in, "label", true, &o->label, missing);
    if (!survey_member_needed(r, in, "value", &at))
        return false;
    if (json_is_null(at.json))
        return true;
    o->stated = survey_read_decimal(r, at, &o->value);
    return o->stated;
}

/* Whether VALUE is among the stated ones. */
static bool has_value(const struct survey_options *set, int64_t value)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->list[i].stated && set->list[i].value.thousandths == value)
            return true;
    return false;
}

/*
 * The lowest value and the step; even when lowest + i * step is there for every
 * i below the number of stated values (and then nothing else can be).
 */
static void measure(struct survey_options *set)
{
    int64_t lowest = INT64_MAX;
    int64_t highest = INT64_MIN;
    for (size_t i = 0; i < set->count; i++) {
        const struct survey_option *o = &set->list[i];
        if (!o->stated)
            continue;
        set->stated++;
        if (o->value.thousandths < lowest)
            lowest = o->value.thousandths;
        if (o->value.thousandths > highest)
            highest = o->value.thousandths;
    }
    if (set->stated == 0)
        return;
    const int64_t steps = (int64_t)set->stated - 1;
    set->lowest = lowest;
    set->step = steps == 0 ? 0 : (highest - lowest) / steps;
    set->even = true;
    for (int64_t i = 0; i <= steps; i++)
        if (!has_value(set, lowest + i * set->step))
            set->even = false;
}

static void parse_set(struct survey_reader *r, struct survey_place in,
                      struct survey_options *set, size_t *missing)
{
    if (!survey_id_is(set->id))
        survey_report_key(r, in,
                          "an id is 1 to 64 letters, digits, \"_\" or "
                          "\"-\"");
    if (!survey_read_array(r, in, "a set of options", 1, SURVEY_OPTIONS_MAX))
        return;
    const size_t count = survey_place_count(r, in);
    set->list = survey_reader_new(r, count, sizeof *set->list);
    if (set->list == NULL)
        return;
    struct survey_place at;
    bool good = true;
    size_t i = 0;
    for (bool more = survey_place_first(r, in, &at); more;
         more = survey_place_next(r, in, &at, &i))
        good = parse_option(r, at, &set->list[i], missing) && good;
    if (!good)
        return; /* no count: what uses the set is not reported as well */
    set->count = count;
    measure(set);
}

void survey_parse_options(struct survey_reader *r, struct survey_place root,
                          struct survey *s)
{
    struct survey_place in;
    struct survey_place at;
    if (!survey_member(r, root, "options", &in) ||
        !survey_read_object(r, in, "options", NULL))
        return;
    const size_t count = survey_place_count(r, in);
    s->options = survey_reader_new(r, count, sizeof *s->options);
    if (s->options == NULL)
        return;
    size_t *missing = any_restricted(r, root) ? &s->missing_texts : NULL;
    size_t index = 0;
    for (bool more = survey_place_first(r, in, &at); more;
         more = survey_place_next(r, in, &at, &index)) {
        struct survey_options *set = &s->options[s->options_count];
        set->id = survey_place_key(r, at);
        if (set->id == NULL)
            return;
        parse_set(r, at, set, missing);
        s->options_count++;
    }
}
