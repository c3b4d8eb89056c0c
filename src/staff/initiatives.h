/*
 * Initiatives of a grants program, recorded before their result: what an
 * initiative is compared with and on what is named beforehand, and fixed from
 * the first release after its start on. Knows site.db's initiatives and, from
 * its caller, when waves opened and closed; must never know a figure.
 */
#ifndef CHORUS_STAFF_INITIATIVES_H
#define CHORUS_STAFF_INITIATIVES_H

#include "staff/fields.h"

struct site;

#define INITIATIVES_TITLE_MAX     150 /* bytes */
#define INITIATIVES_LEAD_MAX      100
#define INITIATIVES_MECHANISM_MAX 100
#define INITIATIVES_UNITS_MAX     2000
#define INITIATIVES_OUTCOME_MAX   64

struct initiative {
    int64_t id; /* 1 and up */
    char title[INITIATIVES_TITLE_MAX + 1];
    char lead[INITIATIVES_LEAD_MAX + 1];
    int64_t amount; /* whole dollars */
    char mechanism[INITIATIVES_MECHANISM_MAX + 1];
    char units[INITIATIVES_UNITS_MAX + 1];      /* "P001,P002" */
    char comparison[INITIATIVES_UNITS_MAX + 1]; /* the same */
    char start[FIELDS_DATE_SIZE];
    char end[FIELDS_DATE_SIZE];
    char outcome[INITIATIVES_OUTCOME_MAX + 1]; /* a scale's id */
    char baseline[33]; /* the wave before; "": the last closed before START */
    char by[65];       /* the account that recorded it */
    int64_t recorded_sec;
    bool late; /* a release after the start was there when it was recorded */
    int64_t version;
};

/* The fields of its form, and the columns of its file. */
enum initiatives_field {
    INITIATIVES_TITLE,
    INITIATIVES_LEAD,
    INITIATIVES_AMOUNT,
    INITIATIVES_MECHANISM,
    INITIATIVES_UNITS,
    INITIATIVES_COMPARISON,
    INITIATIVES_START,
    INITIATIVES_END,
    INITIATIVES_OUTCOME,
    INITIATIVES_BASELINE,
    INITIATIVES_FIELDS,
};
extern const struct fields_rule initiatives_rules[INITIATIVES_FIELDS];

/* One change of one field, for the record. */
struct initiative_change {
    char by[65];
    int64_t at_sec;
    char field[33]; /* a name of initiatives_rules */
    char was[INITIATIVES_UNITS_MAX + 1];
    char became[INITIATIVES_UNITS_MAX + 1];
};

/* A closed wave as far as it matters here. */
struct initiatives_wave {
    char name[33];
    int64_t opens_sec;
    char opened[FIELDS_DATE_SIZE]; /* the day of opens_sec here */
    char closed[FIELDS_DATE_SIZE]; /* as its release says */
};

/* What an initiative may name: the closed waves, by opening, and the newest
 * wave's units and scales. */
struct initiatives_known {
    const struct initiatives_wave *waves;
    size_t wave_count;
    const char *const *units; /* names; end with NULL */
    const char *const *outcomes;
};

/*
 * The wave before: the named one, else the last that closed before the start.
 * Index into KNOWN's waves; WAVE_COUNT: there is none.
 */
size_t initiatives_before(const struct initiative *initiative,
                          const struct initiatives_known *known);
/* Whether wave I is one after: opened on the day of the start or later, and
 * after the wave before. One that was open over the start is neither. */
bool initiatives_is_after(const struct initiative *initiative,
                          const struct initiatives_known *known, size_t i);
/* Whether a release is there that closed on the day of the start or later, and
 * is not of the wave before or an older one: from then on what is compared is
 * fixed. */
bool initiatives_is_fixed(const struct initiative *initiative,
                          const struct initiatives_known *known);
/* Whether FIELD is one of those that are fixed then: units, comparison units,
 * start, primary outcome, the wave before. */
bool initiatives_is_fixed_field(size_t field);

/*
 * Makes an initiative from what was typed. In: VALUES by enum
 * initiatives_field, untrusted; WAS, what it is made from, or NULL: what stood
 * in it may stay, though the newest wave no longer has it. Out:
 * OUT_INITIATIVE's typed fields; lists of units without blanks. Errors:
 * ERR_FORMAT with OUT_PROBLEMS (a unit that the newest wave does not have, or
 * that stands on both sides; an end before the start; a wave before that is not
 * closed, or closed after the start; ...).
 */
BASE_MUST_USE enum err initiatives_read(
    const char *const values[static INITIATIVES_FIELDS],
    const struct initiatives_known *known, const struct initiative *was,
    struct initiative *out_initiative, struct fields_problems *out_problems);

/* The same fields as texts that point into INITIATIVE and AMOUNT. */
void initiatives_values(const struct initiative *initiative,
                        char amount[static 24],
                        const char *out_values[static INITIATIVES_FIELDS]);

/*
 * Records it; LATE is found out here. Out: OUT_ID. Errors: ERR_BUSY (a wave
 * closed meanwhile: look again), and those of the store.
 */
BASE_MUST_USE enum err initiatives_add(struct site *site,
                                       const struct initiative *initiative,
                                       const struct initiatives_known *known,
                                       const char *account, int64_t now_sec,
                                       int64_t *out_id);

/*
 * Changes WAS, as it was seen, into BECOMES, each changed field into the
 * record. Out: OUT_PROBLEMS for ERR_DENIED. Errors: ERR_DENIED (a fixed field
 * of one that is fixed; nothing is changed), ERR_STATE (somebody else has
 * changed it since), ERR_BUSY, and those of the store.
 */
BASE_MUST_USE enum err initiatives_change(struct site *site,
                                          const struct initiative *was,
                                          const struct initiative *becomes,
                                          const struct initiatives_known *known,
                                          const char *account, int64_t now_sec,
                                          struct fields_problems *out_problems);

/* All, by id. Out: caller frees with free(). Errors: ERR_MEMORY, and those of
 * the store. */
BASE_MUST_USE enum err initiatives_list(struct site *site,
                                        struct initiative **out_list,
                                        size_t *out_count);
/* One of them: ERR_NOT_FOUND. */
BASE_MUST_USE enum err initiatives_get(struct site *site, int64_t id,
                                       struct initiative *out_initiative);
/* The record of changes of one, the oldest first; freed with free(). */
BASE_MUST_USE enum err initiatives_changes(
    struct site *site, int64_t id, struct initiative_change **out_changes,
    size_t *out_count);

#endif
