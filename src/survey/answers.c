#include "survey/answers.h"

#include "base/buf.h"
#include "base/encode.h"

size_t survey_answers_size(const struct survey *s)
{
    return s->answers_bytes;
}

static const struct survey_question *question(const struct survey *s, size_t q,
                                              enum survey_type type)
{
    err_assert(q < s->question_count && s->questions[q].type == type);
    return &s->questions[q];
}

static size_t option_count(const struct survey *s,
                           const struct survey_question *q)
{
    return s->options[q->options].count;
}

static size_t number_count(const struct survey_question *q)
{
    return (size_t)(q->max - q->min) + 1;
}

static bool all_zero(const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (bytes[i] != 0)
            return false;
    return true;
}

static bool multi_is_good(const uint8_t *place, size_t options)
{
    return options % 8 == 0 || place[options / 8] >> options % 8 == 0;
}

static bool text_is_good(const uint8_t *place, size_t max_bytes)
{
    const size_t len = buf_get_u16(place);
    return len <= max_bytes && encode_is_utf8(place + 2, len) &&
           all_zero(place + 2 + len, max_bytes - len);
}

static bool is_good(const struct survey *s, const struct survey_question *q,
                    const uint8_t *place)
{
    switch (q->type) {
    case SURVEY_CHOICE: return place[0] <= option_count(s, q);
    case SURVEY_MULTI: return multi_is_good(place, option_count(s, q));
    case SURVEY_NUMBER: return buf_get_u16(place) <= number_count(q);
    case SURVEY_FREE_TEXT: return text_is_good(place, q->max_bytes);
    }
    return false;
}

bool survey_answer_is_good(const struct survey *s, size_t q, const uint8_t *row)
{
    err_assert(q < s->question_count);
    return is_good(s, &s->questions[q], row + s->questions[q].offset);
}

enum err survey_answers_check(const struct survey *s, const uint8_t *row,
                              size_t len)
{
    if (len != s->answers_bytes)
        return ERR_RANGE;
    for (size_t i = 0; i < s->question_count; i++)
        if (!survey_answer_is_good(s, i, row))
            return ERR_RANGE;
    return ERR_OK;
}

size_t survey_answer_choice(const struct survey *s, size_t q,
                            const uint8_t *row)
{
    return row[question(s, q, SURVEY_CHOICE)->offset];
}

bool survey_answer_multi(const struct survey *s, size_t q, const uint8_t *row,
                         size_t option)
{
    const struct survey_question *asked = question(s, q, SURVEY_MULTI);
    err_assert(option >= 1 && option <= option_count(s, asked));
    return (row[asked->offset + (option - 1) / 8] >> (option - 1) % 8 & 1) != 0;
}

bool survey_answer_number(const struct survey *s, size_t q, const uint8_t *row,
                          int32_t *out_value)
{
    const struct survey_question *asked = question(s, q, SURVEY_NUMBER);
    const uint16_t code = buf_get_u16(row + asked->offset);
    if (code == 0)
        return false;
    *out_value = asked->min + code - 1;
    return true;
}

const uint8_t *survey_answer_text(const struct survey *s, size_t q,
                                  const uint8_t *row, size_t *out_len)
{
    const uint8_t *place = row + question(s, q, SURVEY_FREE_TEXT)->offset;
    *out_len = buf_get_u16(place);
    return place + 2;
}

bool survey_answer_given(const struct survey *s, size_t q, const uint8_t *row)
{
    err_assert(q < s->question_count);
    /* In every type zeros, and zeros only, are "not answered". */
    return !all_zero(row + s->questions[q].offset, s->questions[q].size);
}

static bool is_type(const struct survey *s, size_t q, enum survey_type type)
{
    err_assert(q < s->question_count);
    return s->questions[q].type == type;
}

enum err survey_answer_set_choice(const struct survey *s, size_t q,
                                  uint8_t *row, size_t option)
{
    if (!is_type(s, q, SURVEY_CHOICE))
        return ERR_STATE;
    if (option > option_count(s, &s->questions[q]))
        return ERR_RANGE;
    row[s->questions[q].offset] = (uint8_t)option;
    return ERR_OK;
}

enum err survey_answer_set_multi(const struct survey *s, size_t q, uint8_t *row,
                                 size_t option, bool ticked)
{
    if (!is_type(s, q, SURVEY_MULTI))
        return ERR_STATE;
    if (option < 1 || option > option_count(s, &s->questions[q]))
        return ERR_RANGE;
    uint8_t *byte = &row[s->questions[q].offset + (option - 1) / 8];
    const unsigned bit = 1u << (option - 1) % 8;
    *byte = (uint8_t)(ticked ? *byte | bit : *byte & ~bit);
    return ERR_OK;
}

enum err survey_answer_set_number(const struct survey *s, size_t q,
                                  uint8_t *row, int64_t value)
{
    if (!is_type(s, q, SURVEY_NUMBER))
        return ERR_STATE;
    const struct survey_question *asked = &s->questions[q];
    if (value < asked->min || value > asked->max)
        return ERR_RANGE;
    const uint16_t code = (uint16_t)(value - asked->min + 1);
    row[asked->offset] = (uint8_t)(code >> 8);
    row[asked->offset + 1] = (uint8_t)code;
    return ERR_OK;
}

enum err survey_answer_set_text(const struct survey *s, size_t q, uint8_t *row,
                                const void *text, size_t len)
{
    if (!is_type(s, q, SURVEY_FREE_TEXT))
        return ERR_STATE;
    const struct survey_question *asked = &s->questions[q];
    if (len > asked->max_bytes || !encode_is_utf8(text, len))
        return ERR_RANGE;
    survey_answer_clear(s, q, row);
    row[asked->offset] = (uint8_t)(len >> 8);
    row[asked->offset + 1] = (uint8_t)len;
    if (len > 0)
        memcpy(row + asked->offset + 2, text, len);
    return ERR_OK;
}

void survey_answer_clear(const struct survey *s, size_t q, uint8_t *row)
{
    err_assert(q < s->question_count);
    memset(row + s->questions[q].offset, 0, s->questions[q].size);
}
