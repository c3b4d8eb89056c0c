/*
 * Sets of units that somebody named: one as a group, with another that it is
 * compared with, with a wave before, or over two waves together. For an
 * initiative's units and its comparison units: the difference in differences.
 */
#ifndef CHORUS_REPORT_SETS_H
#define CHORUS_REPORT_SETS_H

#include "report/contrast.h"

/* A closed wave: what it printed, and which programs its units were. */
struct sets_wave {
    const struct published_release *release;
    const struct wave_manifest *manifest;
};

enum { SETS_UNITS, SETS_AGAINST, SETS_COUNT };

/* What is asked for; all of it outlives the sets. */
struct sets_request {
    struct sets_wave now;
    const struct sets_wave *before; /* difference in differences; may be NULL */
    const struct sets_wave *with;   /* pooled with it; may be NULL */
    const char *units;              /* names with commas between them */
    const char *against;            /* the same; NULL: compared with nothing */
    const char *labels[SETS_COUNT]; /* NULL: the texts that were asked for */
};

struct sets {
    struct grouping *now[SETS_COUNT];    /* pooled where it was asked for */
    struct grouping *before[SETS_COUNT]; /* NULL without a wave before */
};

/*
 * Makes the sets. In: REQUEST, whose texts are untrusted; before and with are
 * not asked for together. Out: freed with sets_wipe; keeps pointers into the
 * releases.
 * Errors, in NOTE what and where: ERR_NOT_FOUND (no such unit), ERR_EXISTS (a
 * unit twice), ERR_RANGE (a unit on both sides), ERR_STATE (a unit counts other
 * programs in the other wave; waves that did not ask the same are not pooled),
 * ERR_MEMORY.
 */
BASE_MUST_USE enum err sets_new(const struct sets_request *request,
                                struct sets *out_sets, struct err_note *note);
/* A zeroed one is fine. */
void sets_wipe(struct sets *sets);

/* The first set less the second on a scale, by its index; false: one of them
 * does not show it, or there is no second. */
bool sets_difference(const struct sets *sets, size_t scale,
                     struct estimate_finding *out_difference);

/*
 * How much more the first set changed since the wave before than the second, on
 * a scale by its id (contrast_effect). False: no wave before, or not to be had.
 */
bool sets_effect(const struct sets *sets, const char *scale,
                 struct effect *out_effect);

#endif
