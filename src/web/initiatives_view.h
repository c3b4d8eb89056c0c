/*
 * Initiatives as pages show them: the waves that they are looked at over, and
 * their result from the releases.
 */
#ifndef CHORUS_WEB_INITIATIVES_VIEW_H
#define CHORUS_WEB_INITIATIVES_VIEW_H

#include "report/initiative.h"
#include "web/form_view.h"

/* All waves, held, and what an initiative may name in them. */
struct web_initiatives {
    struct web_wave **list; /* the newest opening first */
    size_t list_count;
    struct initiatives_known known; /* closed waves, by opening */
    struct report_wave *report;     /* the same */
    const struct web_wave **closed; /* the same */
    const char **closed_names;      /* the same; ends with NULL */
    const char **outcome_titles;    /* of known.outcomes */
    struct initiatives_wave *waves; /* what known points to */
    const char **units;
    const char **outcomes;
};

/* Out: wiped with web_initiatives_wipe. ERR_MEMORY. */
BASE_MUST_USE enum err web_initiatives_init(struct web *web,
                                            struct web_initiatives *out_all);
void web_initiatives_wipe(struct web_initiatives *all);

/* The result of one. Out: wiped with report_initiative_wipe. ERR_MEMORY. */
BASE_MUST_USE enum err web_initiative_result(
    const struct web_initiatives *all, const struct initiative *initiative,
    struct report_initiative *out_result);

/* The title of a scale in the newest survey that has it, else its id. */
const char *web_initiative_outcome(const struct web_initiatives *all,
                                   const char *outcome);

/* "-3.4", in points; "-0.45", in standard deviations. */
#define WEB_POINTS_SIZE 32
void web_points_text(double points, char out[static WEB_POINTS_SIZE]);
void web_sd_text(double d, char out[static WEB_POINTS_SIZE]);

#endif
