/* For the files monitoring*.c only. */
#ifndef CHORUS_REPORT_MONITORING_INSIDE_H
#define CHORUS_REPORT_MONITORING_INSIDE_H

#include "base/datetime.h"
#include "report/initiative.h"
#include "report/monitoring.h"

#define MONITORING_LABEL_SIZE 256

/* An outcome or an area, and how units stand on it against the rest. */
struct monitoring_subject {
    const char *title;
    const struct report_scale *scale; /* NULL: an area */
    const struct report_view_area *area;
    bool high_is_worse;
    bool is_mixed; /* an area whose scales differ in which way is worse */
    struct contrast *list; /* none of what the institution alone shows */
    size_t count;
};

/* An initiative, and what this wave and those before say of it. */
struct monitoring_initiative {
    const struct initiative *in;
    const struct report_scale *scale; /* NULL: this wave did not ask for it */
    struct report_initiative result;  /* of what has a scale */
};

/* A report in the making. */
struct monitoring {
    const struct render_set *set;
    const struct monitoring_request *q;
    const struct published_release *r;
    struct document *d;
    char today[DATETIME_DATE_SIZE];
    char since[DATETIME_DATE_SIZE]; /* the wave before closed, or this opened */
    bool has_before;
    struct report_areas areas;
    struct monitoring_subject *subjects; /* outcomes, then areas */
    size_t subject_count;
    size_t outcome_count;
    struct report_wave *waves; /* by opening, as KNOWN's */
    struct initiatives_wave *known_waves;
    struct initiatives_known known;
    struct monitoring_initiative *initiatives;
    size_t initiative_count;
};

/* How a unit is counted. */
enum monitoring_state {
    MONITORING_SHOWN,
    MONITORING_POOLED,
    MONITORING_NOT_SHOWN,
};
enum monitoring_state monitoring_state(const struct published_release *r,
                                       size_t unit);

/* How a unit differs on a subject; NULL: it does not, or is not compared. */
const struct contrast *monitoring_differs(const struct monitoring_subject *s,
                                          size_t group);

/* "Surgery (P060)"; the id alone when this wave does not have the unit. */
void monitoring_unit(const struct monitoring *m, const char *unit,
                     char out[static MONITORING_LABEL_SIZE]);
/* The same for a program: by its unit where it is the only one in it. */
void monitoring_program(const struct monitoring *m, const char *program,
                        char out[static MONITORING_LABEL_SIZE]);
/* "15 December 2026" of 2026-12-15; the text itself when it is no day. */
void monitoring_day(const char *date, char out[static DATETIME_WORDS_SIZE]);
void monitoring_day_of(int64_t sec, char out[static DATETIME_WORDS_SIZE]);
/* "+3.2", "-0.4" */
void monitoring_signed(double points, char *out, size_t size);

/* A cell: what changed since the wave before, with its interval. */
void monitoring_put_change(struct monitoring *m,
                           const struct monitoring_subject *s,
                           const struct report_trend *trend);

/* The parts, in their order. */
void monitoring_put_head(struct monitoring *m);
void monitoring_put_answered(struct monitoring *m);
enum err monitoring_put_institution(struct monitoring *m);
void monitoring_put_grid(struct monitoring *m);
enum err monitoring_put_areas(struct monitoring *m);
void monitoring_put_checklists(struct monitoring *m);
void monitoring_put_plans(struct monitoring *m);
enum err monitoring_put_initiatives(struct monitoring *m);
void monitoring_put_resources(struct monitoring *m);
enum err monitoring_put_exports(struct monitoring *m);
enum err monitoring_put_decisions(struct monitoring *m);
void monitoring_put_crosswalk(struct monitoring *m);

#endif
