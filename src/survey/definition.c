#include "survey/definition.h"

#include "survey/parse.h"

static const char *const survey_keys[] = {
    "format", "id",     "version",   "languages", "title",
    "intro",  "source", "licence",   "options",   "sections",
    "scales", "areas",  "groupings", NULL};

static const char *const type_names[] = {"choice", "multi", "number", "text"};

bool survey_parse_is_restricted(const struct survey_reader *r,
                                struct survey_place at)
{
    struct survey_place licence;
    return survey_member(r, at, "licence", &licence) &&
           json_is_string(licence.json) &&
           strcmp(json_string_value(licence.json), "restricted") == 0;
}

static void parse_head(struct survey_reader *r, struct survey_place root,
                       struct survey *s)
{
    static const char *const formats[] = {"chorus-survey-v1", NULL};
    struct survey_place at;
    size_t format = 0;
    if (survey_member_needed(r, root, "format", &at))
        (void)survey_read_name(r, at, formats, &format);
    s->id = survey_read_id(r, root);
    s->version = survey_read_member(r, root, "version", true);
    s->source = survey_read_member(r, root, "source", false);
    s->licence = survey_read_member(r, root, "licence", false);
    survey_read_languages(r, root, s->languages, &s->language_count);
    survey_read_text_member(r, root, "title", true, &s->title, NULL);
    survey_read_text_member(r, root, "intro", false, &s->intro, NULL);
}

static void parse_all(struct survey_reader *r, struct survey_place root,
                      void *object)
{
    struct survey *s = object;
    if (!survey_read_object(r, root, "a survey", survey_keys))
        return;
    parse_head(r, root, s);
    survey_parse_options(r, root, s);
    survey_parse_sections(r, root, s);
    survey_parse_scales(r, root, s);
    survey_parse_areas(r, root, s);
    survey_parse_groupings(r, root, s);
    if (s->answers_bytes > SURVEY_ANSWERS_MAX_BYTES)
        survey_report(r, root,
                      "a row of answers takes %zu bytes, at most %d fit "
                      "a ballot",
                      s->answers_bytes, SURVEY_ANSWERS_MAX_BYTES);
}

enum err survey_parse(const uint8_t *bytes, size_t len,
                      struct survey **out_survey,
                      struct survey_problems *out_problems)
{
    struct survey_block *memory = NULL;
    void *object = NULL;
    const enum err err =
        survey_reader_file(bytes, len, sizeof(struct survey), parse_all,
                           &object, &memory, out_problems);
    if (err != ERR_OK)
        return err;
    struct survey *s = object;
    s->memory = memory;
    *out_survey = s;
    return ERR_OK;
}

void survey_free(struct survey *s)
{
    if (s == NULL)
        return;
    struct survey_block *memory = s->memory; /* S itself is one of the blocks */
    survey_memory_free(&memory);
}

const char *survey_text_in(const struct survey *s,
                           const struct survey_text *text, const char *language)
{
    return survey_text_pick(s->languages, s->language_count, text, language);
}

size_t survey_question_find(const struct survey *s, const char *id)
{
    for (size_t i = 0; i < s->question_count; i++)
        if (s->questions[i].id != NULL && strcmp(s->questions[i].id, id) == 0)
            return i;
    return SURVEY_NONE;
}

size_t survey_scale_find(const struct survey *s, const char *id)
{
    for (size_t i = 0; i < s->scale_count; i++)
        if (s->scales[i].id != NULL && strcmp(s->scales[i].id, id) == 0)
            return i;
    return SURVEY_NONE;
}

const struct survey_options *survey_question_options(
    const struct survey *s, const struct survey_question *q)
{
    if (q->type != SURVEY_CHOICE && q->type != SURVEY_MULTI)
        return NULL;
    return &s->options[q->options];
}

const char *survey_type_name(enum survey_type type)
{
    return type_names[type];
}
