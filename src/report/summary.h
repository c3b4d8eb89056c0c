/*
 * One unit's wave for the director of its program: how many answered, where the
 * unit stands against the rest of the institution, the six areas, the trend,
 * and beside what trainees say, what the program does. Sentences and figures
 * for a page and for paper alike. Knows releases, surveys and a manifest's
 * units; texts of checklists and plans are given to it.
 */
#ifndef CHORUS_REPORT_SUMMARY_H
#define CHORUS_REPORT_SUMMARY_H

#include "report/contrast.h"
#include "report/document.h"
#include "report/svg.h"
#include "report/trend.h"
#include "report/view.h"

#define SUMMARY_COLUMNS_MAX 4
#define SUMMARY_WORDS_SIZE  512
#define SUMMARY_CUT_WORDS                                                          \
    "Figures that were cut (≥, ≤) went into these comparisons: the intervals " \
    "hold that, and are the wider for it."

/* --- what the program does: texts of others, untrusted -------------------- */

/* A row of the mandate's checklist. */
struct summary_check {
    const char *area_id;  /* whose figure stands beside it; NULL: none */
    const char *area;     /* its title */
    const char *state;    /* "In place", "Partly", "No", "Not filled in" */
    const char *evidence; /* "": none */
    const char *said;     /* "2026-11-02, by champion"; "": nobody has */
};

/* A plan of this unit, or one that another unit shares. */
struct summary_plan {
    const char *area;
    const char *what;
    const char *unit;  /* whose it is: shared ones */
    const char *owner; /* of this unit's */
    const char *due;   /* "2026-12-15" */
    bool is_overdue;
    const char *status; /* "Running"; "Done: it helped" */
};

/* Each list may be empty; what it holds outlives the summary. */
struct summary_mandate {
    const struct summary_check *checks;
    size_t check_count;
    const struct summary_plan *plans; /* this unit's */
    size_t plan_count;
    const struct summary_plan *shared; /* of others, which helped */
    size_t shared_count;
};

/* --- what is asked for ---------------------------------------------------- */

/* All of it outlives the summary. */
struct summary_request {
    const struct report_view *view;
    const struct wave_manifest *manifest;
    const struct wave_group *unit; /* of the manifest */
    /* Programs of the reader that the unit counts; none: of nobody. */
    const char *const *own_programs;
    size_t own_program_count;
    /* Closed waves up to this one, the oldest first, and their areas. */
    const struct report_trend_wave *waves;
    size_t wave_count;
    const struct summary_mandate *mandate; /* NULL: nothing is known of it */
};

/* --- what comes out ------------------------------------------------------- */

/* How the row stands on one scale against all other answers. */
struct summary_outcome {
    const struct report_scale *scale;
    bool compared; /* CONTRAST counts */
    struct contrast contrast;
    char words[SUMMARY_WORDS_SIZE];
};

/* The same on an area. */
struct summary_area {
    const char *title;
    bool high_is_worse;
    bool is_mixed; /* its scales differ in which way is worse */
    bool compared;
    struct contrast contrast;
};

/* The row on one scale over the waves. */
struct summary_trend {
    const struct report_scale *scale;
    struct report_trend trend;
    char words[SUMMARY_WORDS_SIZE];
};

struct summary {
    struct summary_request request;
    size_t group; /* the unit's, of the release */
    size_t row;   /* the group whose figures stand for it: itself, or the pool
                     that counts it; PUBLISHED_NONE: nothing is shown */
    size_t columns[SUMMARY_COLUMNS_MAX]; /* the unit, its pool, its department,
                                            the institution */
    size_t column_count;
    char response[SUMMARY_WORDS_SIZE];
    char reason[2 * SUMMARY_WORDS_SIZE]; /* why the row is no row of its own;
                                            "": it is one */
    struct summary_outcome *outcomes;    /* scales in no area, by the survey */
    size_t outcome_count;
    struct summary_area *areas; /* by the survey */
    size_t area_count;
    char areas_words[3 * SUMMARY_WORDS_SIZE]; /* which areas differ */
    bool is_cut;                  /* a cut end went into a comparison */
    struct summary_trend *trends; /* the same scales */
};

/*
 * Out: freed with summary_free. Errors: ERR_NOT_FOUND (the release does not
 * have the unit), ERR_MEMORY.
 */
BASE_MUST_USE enum err summary_new(const struct summary_request *request,
                                   struct summary **out_summary);
void summary_free(struct summary *summary);

/*
 * The row less the rest on each outcome and area, dot and interval around 0.
 * Out: OUT_TITLE says the answer; appended to OUT_SVG, nothing when nothing can
 * be compared. Errors: those of svg_interval.
 */
BASE_MUST_USE enum err summary_chart(const struct render_set *set,
                                     const struct summary *summary,
                                     char out_title[static SUMMARY_WORDS_SIZE],
                                     struct buf *out_svg);
/* An outcome's row beside its department and the institution. Errors: the
 * same. */
BASE_MUST_USE enum err summary_outcome_chart(
    const struct render_set *set, const struct summary *summary, size_t outcome,
    char out_title[static SUMMARY_WORDS_SIZE], struct buf *out_svg);
/* An outcome over the waves; nothing with fewer than two. Errors: those of
 * svg_trend. */
BASE_MUST_USE enum err summary_trend_chart(
    const struct render_set *set, const struct summary *summary, size_t outcome,
    char out_title[static SUMMARY_WORDS_SIZE], struct buf *out_svg);

/*
 * All of it for paper. Out: freed with document_free. Errors: those of the
 * charts, ERR_MEMORY.
 */
BASE_MUST_USE enum err summary_document(const struct render_set *set,
                                        const struct summary *summary,
                                        struct document **out_document);

#endif
