/*
 * Action plans of units and of the institution: what is done about an area, by
 * whom, until when, and whether it helped. Knows site.db's plans; must never
 * know an answer.
 */
#ifndef CHORUS_STAFF_PLANS_H
#define CHORUS_STAFF_PLANS_H

#include "staff/areas.h"
#include "staff/fields.h"

struct site;

/* Stands for a unit in plans of the institution itself: what the committee or
 * its subcommittee sees done. No unit can be named so: wave_name_is_valid. */
#define PLANS_INSTITUTION  "_institution"
#define PLANS_WHAT_MAX     500 /* bytes */
#define PLANS_OWNER_MAX    100
#define PLANS_EVIDENCE_MAX 1000
#define PLANS_OFFER_MAX    64

enum plans_status {
    PLANS_PLANNED = 1,
    PLANS_RUNNING = 2,
    PLANS_DONE = 3,
    PLANS_DROPPED = 4,
};

/* What its owner says of it; no survey figure goes in. */
enum plans_helped {
    PLANS_HELPED_UNKNOWN = 0, /* too early to say */
    PLANS_HELPED_YES = 1,
    PLANS_HELPED_PARTLY = 2,
    PLANS_HELPED_NO = 3,
};

struct plan {
    int64_t id; /* 1 and up */
    char unit[33];
    char area[AREAS_ID_SIZE];
    char offer[PLANS_OFFER_MAX + 1]; /* an id of offers.json; "": none */
    char what[PLANS_WHAT_MAX + 1];
    char owner[PLANS_OWNER_MAX + 1];
    char due[FIELDS_DATE_SIZE];
    enum plans_status status;
    char evidence[PLANS_EVIDENCE_MAX + 1];
    enum plans_helped helped;
    bool shared; /* other units may read it */
    char by[65]; /* the account that changed it last */
    int64_t changed_sec;
    int64_t version;
};

/* The fields of its form, and the columns of its file (with "unit"). */
enum plans_field {
    PLANS_AREA,
    PLANS_OFFER,
    PLANS_WHAT,
    PLANS_OWNER,
    PLANS_DUE,
    PLANS_STATUS,
    PLANS_EVIDENCE,
    PLANS_HELPED,
    PLANS_SHARED,
    PLANS_FIELDS,
};
extern const struct fields_rule plans_rules[PLANS_FIELDS];

/* "Planned", ...; "Too early to say", ... */
const char *plans_status_words(enum plans_status status);
const char *plans_helped_words(enum plans_helped helped);

/*
 * Makes a plan from what was typed. In: VALUES by enum plans_field, untrusted;
 * OFFERS, the ids that there are, ends with NULL. Out: OUT_PLAN's typed fields,
 * the others untouched. Errors: ERR_FORMAT with OUT_PROBLEMS.
 */
BASE_MUST_USE enum err plans_read(const char *const values[static PLANS_FIELDS],
                                  const char *const *offers,
                                  struct plan *out_plan,
                                  struct fields_problems *out_problems);
/* The same fields as texts that point into PLAN or are static. */
void plans_values(const struct plan *plan,
                  const char *out_values[static PLANS_FIELDS]);

/* Adds PLAN (unit and typed fields) as said by ACCOUNT. Errors: ERR_RANGE, and
 * those of the store. */
BASE_MUST_USE enum err plans_add(struct site *site, const struct plan *plan,
                                 const char *account, int64_t now_sec,
                                 int64_t *out_id);
/* Changes it. In: PLAN's id, unit, and the version that was seen. Errors:
 * ERR_STATE (somebody else has changed it since), and those of the store. */
BASE_MUST_USE enum err plans_change(struct site *site, const struct plan *plan,
                                    const char *account, int64_t now_sec);

/*
 * All plans, by unit and due date. Out: caller frees with free(). Errors:
 * ERR_MEMORY, and those of the store.
 */
BASE_MUST_USE enum err plans_list(struct site *site, struct plan **out_plans,
                                  size_t *out_count);

/* Whether a plan is due before TODAY (2026-12-15) and neither done nor dropped.
 */
bool plans_is_overdue(const struct plan *plan, const char *today);
/* Whether it is the institution's own. */
bool plans_is_institution(const struct plan *plan);
/* Whether a unit's owner shared it and says that it helped, or partly did. */
bool plans_is_worth_telling(const struct plan *plan);

#endif
