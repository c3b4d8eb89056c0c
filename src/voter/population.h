/*
 * A synthetic population for demonstrations and load: who answers, and what.
 * Everything is drawn from a seed by a generator of our own, so that the same
 * seed gives the same answers on any machine. Nobody real is in it; it must
 * never be used to fill gaps in real data.
 */
#ifndef CHORUS_VOTER_POPULATION_H
#define CHORUS_VOTER_POPULATION_H

#include "survey/definition.h"

/* One synthetic person: a unit's climate and the person's own state. */
struct voter_person {
    uint64_t seed;
    const char *unit;
    uint64_t number; /* different for each person */
};

/*
 * Whether this person answers. In: the mean rate of all units, 0..1000; units
 * differ by up to some 150 to either side.
 */
bool voter_person_takes_part(const struct voter_person *person,
                             uint32_t rate_permille);

/*
 * Draws a row of answers that SURVEY allows. A scale's items go together within
 * a person; units differ, each in its own way on each scale; a few answers are
 * missing or "not stated". Out: ROW, survey->answers_bytes bytes.
 */
void voter_person_answer(const struct voter_person *person,
                         const struct survey *survey, uint8_t *row);

#endif
