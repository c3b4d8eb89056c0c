/*
 * A survey made ready for counting many rows: what survey_answers_check and
 * survey_scale_score look up in the definition for every row is looked up once,
 * for every answer there is, and kept in tables. Same verdicts, same scores.
 */
#ifndef CHORUS_SURVEY_PLAN_H
#define CHORUS_SURVEY_PLAN_H

#include "survey/score.h"

struct survey_plan;

/* In: S outlives the plan. Out: freed with survey_plan_free. Errors:
 * ERR_MEMORY. */
BASE_MUST_USE enum err survey_plan_new(const struct survey *s,
                                       struct survey_plan **out_plan);
/* NULL is fine. */
void survey_plan_free(struct survey_plan *plan);

/* As survey_answers_check. */
BASE_MUST_USE enum err survey_plan_check(const struct survey_plan *plan,
                                         const uint8_t *row, size_t len);

/* As survey_scale_score of scale SCALE (an index). In: a checked row. */
int32_t survey_plan_score(const struct survey_plan *plan, size_t scale,
                          const uint8_t *row);

#endif
