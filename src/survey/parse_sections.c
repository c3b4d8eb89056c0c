/* "sections" and the questions in them. */
#include "survey/parse.h"

#define NUMBER_SPAN_MAX 1000
#define NUMBER_MAX      1000000

static const char *const section_keys[] = {
    "id", "title", "intro", "source", "licence", "questions", NULL};
static const char *const type_names[] = {"choice", "multi", "number", "text",
                                         NULL};
/*
 * A question that cannot be read keeps size 0, so that what refers to it is
 * not reported as well.
 */

/* Which keys a type has: one list each, so that a stray "min" is reported. */
static const char *const choice_keys[] = {"id", "type", "options", "text",
                                          NULL};
static const char *const number_keys[] = {"id",  "type", "min",
                                          "max", "text", NULL};
static const char *const text_keys[] = {"id", "type", "max_bytes", "text",
                                        NULL};
static const char *const *const keys_of[] = {choice_keys, choice_keys,
                                             number_keys, text_keys};

static void parse_choice(struct survey_reader *r, struct survey_place in,
                         const struct survey *s, struct survey_question *q)
{
    struct survey_place at;
    if (!survey_member_needed(r, in, "options", &at))
        return;
    const char *id = survey_read_string(r, at);
    for (size_t i = 0; id != NULL && i < s->options_count; i++)
        if (strcmp(s->options[i].id, id) == 0) {
            const size_t count = s->options[i].count;
            q->options = i;
            q->size = q->type == SURVEY_MULTI ? (count + 7) / 8 : count > 0;
            return;
        }
    if (id != NULL)
        survey_report(r, at, "no options \"%.64s\"", id);
}

static void parse_number(struct survey_reader *r, struct survey_place in,
                         struct survey_question *q)
{
    struct survey_place at;
    int64_t min = 0;
    int64_t max = 0;
    if (!survey_member_needed(r, in, "min", &at) ||
        !survey_read_integer(r, at, -NUMBER_MAX, NUMBER_MAX, &min))
        return;
    if (!survey_member_needed(r, in, "max", &at) ||
        !survey_read_integer(r, at, min, min + NUMBER_SPAN_MAX, &max))
        return;
    q->min = (int32_t)min;
    q->max = (int32_t)max;
    q->size = 2;
}

static void parse_free_text(struct survey_reader *r, struct survey_place in,
                            struct survey_question *q)
{
    struct survey_place at;
    int64_t max = 0;
    if (!survey_member_needed(r, in, "max_bytes", &at) ||
        !survey_read_integer(r, at, 1, SURVEY_ANSWERS_MAX_BYTES - 2, &max))
        return;
    q->max_bytes = (size_t)max;
    q->size = 2 + q->max_bytes;
}

static void parse_question(struct survey_reader *r, struct survey_place in,
                           struct survey *s, bool restricted)
{
    struct survey_question *q = &s->questions[s->question_count];
    struct survey_place at;
    size_t type = 0;
    if (!survey_read_object(r, in, "a question", NULL))
        return;
    q->scale = SURVEY_NONE;
    q->options = SURVEY_NONE;
    q->section = s->section_count;
    q->offset = s->answers_bytes;
    const char *id = survey_read_id(r, in);
    if (id != NULL && survey_question_find(s, id) != SURVEY_NONE) {
        (void)survey_member(r, in, "id", &at);
        survey_report(r, at, "duplicate question id \"%s\"", id);
    }
    q->id = id;
    survey_read_text_member(r, in, "text", true, &q->text,
                            restricted ? &s->missing_texts : NULL);
    if (!survey_member_needed(r, in, "type", &at) ||
        !survey_read_name(r, at, type_names, &type))
        return;
    q->type = (enum survey_type)type;
    (void)survey_read_object(r, in, "a question of this type", keys_of[type]);
    if (q->type == SURVEY_NUMBER)
        parse_number(r, in, q);
    else if (q->type == SURVEY_FREE_TEXT)
        parse_free_text(r, in, q);
    else
        parse_choice(r, in, s, q);
    s->answers_bytes += q->size;
}

static void parse_questions(struct survey_reader *r, struct survey_place in,
                            struct survey *s, struct survey_section *section,
                            bool restricted)
{
    struct survey_place list;
    struct survey_place at;
    size_t index = 0;
    section->first = s->question_count;
    if (!survey_member_needed(r, in, "questions", &list) ||
        !survey_read_array(r, list, "questions", 1, SIZE_MAX))
        return;
    for (bool more = survey_place_first(r, list, &at); more;
         more = survey_place_next(r, list, &at, &index)) {
        parse_question(r, at, s, restricted);
        s->question_count++;
    }
    section->count = s->question_count - section->first;
}

static void parse_section(struct survey_reader *r, struct survey_place root,
                          struct survey_place in, struct survey *s)
{
    struct survey_section *section = &s->sections[s->section_count];
    struct survey_place at;
    if (!survey_read_object(r, in, "a section", section_keys))
        return;
    section->id = survey_read_id(r, in);
    for (size_t i = 0; section->id != NULL && i < s->section_count; i++)
        if (s->sections[i].id != NULL &&
            strcmp(s->sections[i].id, section->id) == 0 &&
            survey_member(r, in, "id", &at))
            survey_report(r, at, "duplicate section id \"%s\"", section->id);
    survey_read_text_member(r, in, "title", true, &section->title, NULL);
    survey_read_text_member(r, in, "intro", false, &section->intro, NULL);
    section->source = survey_read_member(r, in, "source", false);
    section->licence = survey_read_member(r, in, "licence", false);
    parse_questions(r, in, s, section,
                    survey_parse_is_restricted(r, in) ||
                        survey_parse_is_restricted(r, root));
}

/* Questions of all sections: one array, allocated before it is filled. */
static size_t count_questions(const struct survey_reader *r,
                              struct survey_place sections)
{
    struct survey_place at;
    struct survey_place list;
    size_t index = 0;
    size_t count = 0;
    for (bool more = survey_place_first(r, sections, &at); more;
         more = survey_place_next(r, sections, &at, &index))
        if (survey_member(r, at, "questions", &list))
            count += survey_place_count(r, list);
    return count;
}

void survey_parse_sections(struct survey_reader *r, struct survey_place root,
                           struct survey *s)
{
    struct survey_place in;
    struct survey_place at;
    size_t index = 0;
    if (!survey_member_needed(r, root, "sections", &in) ||
        !survey_read_array(r, in, "sections", 1, 255))
        return;
    s->sections =
        survey_reader_new(r, survey_place_count(r, in), sizeof *s->sections);
    s->questions =
        survey_reader_new(r, count_questions(r, in), sizeof *s->questions);
    if (s->sections == NULL || s->questions == NULL)
        return;
    for (bool more = survey_place_first(r, in, &at); more;
         more = survey_place_next(r, in, &at, &index)) {
        parse_section(r, root, at, s);
        s->section_count++;
    }
}
