/*
 * From a row of answers to a score, in whole numbers only.
 *
 * A person's score on a scale is a step j of the grid 0..G; j / G of the range,
 * in percent, are points. Source: src/RELEASE.md, "Scores".
 */
#ifndef CHORUS_SURVEY_SCORE_H
#define CHORUS_SURVEY_SCORE_H

#include "survey/definition.h"

#define SURVEY_NOT_VALID (-1)

/*
 * The score of a checked row: 0..grid, or SURVEY_NOT_VALID when fewer than
 * min_answered items were answered. Options with the value null count as not
 * answered. A mean with missing items goes to the nearest step of the full
 * grid, half up; a sum counts what was answered.
 */
int32_t survey_scale_score(const struct survey *s,
                           const struct survey_scale *scale,
                           const uint8_t *row);

/*
 * What one answer adds to a scale: steps of item ITEM (an index) from its low
 * end, or SURVEY_NOT_VALID when it was not answered or not stated. In: CODE as
 * it stands in a checked row, 0 or the option or value from 1.
 */
int32_t survey_item_steps(const struct survey *s,
                          const struct survey_scale *scale, size_t item,
                          size_t code);

/*
 * The score of a person who gave ANSWERED answers of STEPS together: the rule
 * of survey_scale_score.
 */
int32_t survey_steps_score(const struct survey_scale *scale, size_t answered,
                           int32_t steps);

/*
 * The score as the instrument's own manual gives it (the mean of the answered
 * items, or their sum), in thousandths of the scale's units, half up. False
 * when it is not valid. For single answers only: a release prints steps.
 */
bool survey_scale_plain(const struct survey *s,
                        const struct survey_scale *scale, const uint8_t *row,
                        int64_t *out_thousandths);

/*
 * Points (0..100 of the range, in thousandths) as a value in the scale's own
 * units, in thousandths, half up: 75 points of 0..4 days are 3 days.
 */
int64_t survey_scale_own_units(const struct survey_scale *scale,
                               int64_t points_thousandths);

/* The nearest whole number to num / den, halves up; den > 0. */
int64_t survey_half_up(int64_t num, int64_t den);

#endif
