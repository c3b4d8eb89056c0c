/*
 * A row of answers: one fixed place for every question, in the file's order.
 * Knows bytes and bounds; never whose row it is.
 * Source: src/PROTOCOL.md, "Answers".
 */
#ifndef CHORUS_SURVEY_ANSWERS_H
#define CHORUS_SURVEY_ANSWERS_H

#include "survey/definition.h"

/* Bytes of one row; a row of zeros is "nothing answered". */
size_t survey_answers_size(const struct survey *s);

/*
 * Whether a row from outside holds only what its survey allows.
 * Errors: ERR_RANGE for a wrong length, an option, bit or number beyond the
 * last, a text that is too long, not UTF-8, holds NUL, or whose fill is not
 * zero. The caller counts such a ballot as spoiled.
 */
BASE_MUST_USE enum err survey_answers_check(const struct survey *s,
                                            const uint8_t *row, size_t len);
/* The same of one question's place, for question Q (an index). */
bool survey_answer_is_good(const struct survey *s, size_t q,
                           const uint8_t *row);

/*
 * Reading a checked row. Q is an index into survey.questions and must be of the
 * type in the name: another one is a programmer's error and aborts.
 */

/* 0 = not answered, i = the i-th option (from 1). */
size_t survey_answer_choice(const struct survey *s, size_t q,
                            const uint8_t *row);
/* Whether the i-th option (from 1) is ticked. */
bool survey_answer_multi(const struct survey *s, size_t q, const uint8_t *row,
                         size_t option);
/* False = not answered, and *out_value untouched. */
bool survey_answer_number(const struct survey *s, size_t q, const uint8_t *row,
                          int32_t *out_value);
/* The text's bytes inside the row, without a NUL; length 0 = not answered. */
const uint8_t *survey_answer_text(const struct survey *s, size_t q,
                                  const uint8_t *row, size_t *out_len);
/* Any type: whether anything is answered (a null option is an answer). */
bool survey_answer_given(const struct survey *s, size_t q, const uint8_t *row);

/*
 * Building a row, for clients. Bounds are checked because the values come from
 * a person: ERR_RANGE leaves the row as it was. A question of another type
 * than the name says is ERR_STATE.
 */

/* OPTION from 1; 0 takes the answer back. */
BASE_MUST_USE enum err survey_answer_set_choice(const struct survey *s,
                                                size_t q, uint8_t *row,
                                                size_t option);
BASE_MUST_USE enum err survey_answer_set_multi(const struct survey *s, size_t q,
                                               uint8_t *row, size_t option,
                                               bool ticked);
BASE_MUST_USE enum err survey_answer_set_number(const struct survey *s,
                                                size_t q, uint8_t *row,
                                                int64_t value);
/* TEXT is LEN bytes of UTF-8, at most the question's max_bytes; 0 clears. */
BASE_MUST_USE enum err survey_answer_set_text(const struct survey *s, size_t q,
                                              uint8_t *row, const void *text,
                                              size_t len);
/* Takes the answer back, whatever the type. */
void survey_answer_clear(const struct survey *s, size_t q, uint8_t *row);

#endif
