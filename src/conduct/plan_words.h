/*
 * What a plan of units comes to, for whoever shows it: the terminal and the
 * office's page say the same.
 */
#ifndef CHORUS_CONDUCT_PLAN_WORDS_H
#define CHORUS_CONDUCT_PLAN_WORDS_H

#include "base/buf.h"
#include "roster/plan.h"

/* The response rates that a plan is looked at with. */
#define CONDUCT_PLAN_RATES 3
extern const uint32_t conduct_plan_rates_permille[CONDUCT_PLAN_RATES];

/* The chance that a unit is shown at rate RATE, in whole percent, so that 100
 * means 99.5 and over. */
uint32_t conduct_plan_percent_shown(const struct wave_group *unit, size_t rate,
                                    uint32_t k);
/* About how many units are shown at rate RATE. */
uint32_t conduct_plan_units_shown(const struct roster_plan *plan, size_t rate,
                                  uint32_t k);

/* The programs that unit I counts together: "P045 (9, fewer than 8 alone),
 * ...", appended. */
void conduct_plan_put_merged(const struct roster_plan *plan, size_t i,
                             struct buf *out);
/* Programs that have too few people for a group of their own whatever the
 * response: "P045 (4), ...", appended. Returns how many. */
size_t conduct_plan_put_never_alone(const struct roster_plan *plan,
                                    uint32_t min_group, struct buf *out);

/* What a change means for the unit's trend: "new: its trend begins". */
const char *conduct_plan_change_words(enum roster_plan_change_kind kind);

#endif
