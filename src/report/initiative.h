/*
 * Did an initiative do something: what was named beforehand, applied to the
 * releases. Before and after in its units and in those it is compared with, the
 * difference in differences with its interval, and the smallest effect that so
 * many answers could have shown. From published releases only.
 */
#ifndef CHORUS_REPORT_INITIATIVE_H
#define CHORUS_REPORT_INITIATIVE_H

#include "report/contrast.h"
#include "staff/initiatives.h"
#include "wave/manifest.h"

/* A closed wave: what it promised and what it published. */
struct report_wave {
    const struct wave_manifest *manifest;
    const struct published_release *release;
};

enum report_verdict {
    REPORT_NOT_YET,      /* no wave after the start has been published */
    REPORT_CANNOT,       /* there are figures, but not these: WHY says it */
    REPORT_INCONCLUSIVE, /* the interval holds 0 */
    REPORT_BETTER,       /* the interval leaves 0 out */
    REPORT_WORSE,
};

/* One set of units in one wave. */
struct report_cell {
    bool shown;
    uint32_t n;                     /* valid scores */
    char mean[GROUPING_VALUE_SIZE]; /* as a release would print it */
};

/* One wave after the start, beside the wave before. */
struct report_after {
    size_t wave;   /* of the caller's list */
    bool is_ended; /* it opened on the day of the end or later */
    enum report_verdict verdict;
    char why[200]; /* REPORT_CANNOT: a sentence */
    struct effect effect;
    /* before, after, comparison before, comparison after */
    struct report_cell cells[4];
};

struct report_initiative {
    size_t before;              /* of the caller's waves; count: none yet */
    struct report_after *after; /* in the order of waves */
    size_t after_count;
    /* The one that counts: the first that opened when it had ended, else the
     * newest, as an interim look. AFTER_COUNT: none yet. */
    size_t main;
    enum report_verdict verdict; /* of it; REPORT_NOT_YET without one */
    size_t neither; /* waves that were open over the start: in neither */
    /* The wave before: its units' and the comparison's figure. */
    struct report_cell now[2];
    /* If as many answer again, the smallest effect that 4 of 5 such comparisons
     * would find, in standard deviations; 0: not to be said. */
    double expected_d;
};

/*
 * Evaluates an initiative. In: WAVES, the same as KNOWN's, in their order.
 * Whether more is better or worse is HIGH_IS_BETTER's word. Out: wiped with
 * report_initiative_wipe. Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err report_initiative_make(
    const struct initiative *initiative, const struct initiatives_known *known,
    const struct report_wave *waves, size_t count, bool high_is_better,
    struct report_initiative *out_result);
void report_initiative_wipe(struct report_initiative *result);

/* "Inconclusive", "Not known yet", ... */
const char *report_verdict_words(enum report_verdict verdict);

#endif
