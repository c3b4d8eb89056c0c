#include "voter/answers_file.h"

#include "survey/answers.h"

#include <jansson.h>
#include <sodium.h>

static enum err set_positions(const struct survey *s, size_t q, uint8_t *row,
                              const json_t *value)
{
    size_t i;
    const json_t *option;
    if (!json_is_array(value))
        return ERR_FORMAT;
    json_array_foreach (value, i, option) {
        json_int_t position = json_integer_value(option);
        if (!json_is_integer(option))
            return ERR_FORMAT;
        if (position < 1 || position > SURVEY_OPTIONS_MAX)
            return ERR_RANGE;
        enum err e = survey_answer_set_multi(s, q, row, (size_t)position, true);
        if (e != ERR_OK)
            return e;
    }
    return ERR_OK;
}

static enum err set(const struct survey *s, size_t q, uint8_t *row,
                    const json_t *value)
{
    enum survey_type type = s->questions[q].type;
    if (json_is_null(value))
        return ERR_OK;
    if (type == SURVEY_MULTI)
        return set_positions(s, q, row, value);
    if (type == SURVEY_FREE_TEXT)
        return json_is_string(value)
                   ? survey_answer_set_text(s, q, row, json_string_value(value),
                                            json_string_length(value))
                   : ERR_FORMAT;
    if (!json_is_integer(value))
        return ERR_FORMAT;
    json_int_t number = json_integer_value(value);
    if (type == SURVEY_NUMBER)
        return survey_answer_set_number(s, q, row, number);
    if (number < 1 || number > SURVEY_OPTIONS_MAX)
        return ERR_RANGE;
    return survey_answer_set_choice(s, q, row, (size_t)number);
}

static enum err say(const struct survey *s, size_t q, enum err e,
                    struct err_note *note)
{
    static const char *const wants[] = {
        [SURVEY_CHOICE] = "the position of an option, from 1",
        [SURVEY_MULTI] = "a list of positions, from 1",
        [SURVEY_NUMBER] = "a whole number within its bounds",
        [SURVEY_FREE_TEXT] = "a text of at most its length",
    };
    if (e != ERR_FORMAT && e != ERR_RANGE)
        return e;
    return err_say(note, e, "answers: %s wants %s", s->questions[q].id,
                   wants[s->questions[q].type]);
}

static enum err fill(const struct survey *s, json_t *answers, uint8_t *row,
                     struct err_note *note)
{
    const char *id;
    json_t *value;
    json_object_foreach (answers, id, value) {
        size_t q = survey_question_find(s, id);
        if (q == SURVEY_NONE)
            return err_say(note, ERR_NOT_FOUND,
                           "answers: the survey has no question %.60s", id);
        enum err e = say(s, q, set(s, q, row, value), note);
        if (e != ERR_OK)
            return e;
    }
    return ERR_OK;
}

enum err voter_answers_read(const struct survey *survey, const uint8_t *bytes,
                            size_t len, uint8_t *row, struct err_note *note)
{
    json_error_t where;
    json_t *answers =
        json_loadb((const char *)bytes, len, JSON_REJECT_DUPLICATES, &where);
    if (answers == NULL)
        return err_say(note, ERR_FORMAT, "answers:%d:%d: not JSON", where.line,
                       where.column);
    uint8_t *made = calloc(1, survey->answers_bytes);
    enum err e = made == NULL ? ERR_MEMORY : ERR_OK;
    if (e == ERR_OK && !json_is_object(answers))
        e = err_say(note, ERR_FORMAT,
                    "answers: expected one object, {\"question\": answer, "
                    "...}");
    if (e == ERR_OK)
        e = fill(survey, answers, made, note);
    if (e == ERR_OK)
        memcpy(row, made, survey->answers_bytes);
    if (made != NULL)
        sodium_memzero(made, survey->answers_bytes);
    free(made);
    json_decref(answers);
    return e;
}
