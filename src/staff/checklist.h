/*
 * What programs have in place, whatever anybody's opinion: six rows a program,
 * kept by its champion. Knows site.db's checklist; must never know an answer.
 */
#ifndef CHORUS_STAFF_CHECKLIST_H
#define CHORUS_STAFF_CHECKLIST_H

#include "staff/areas.h"
#include "staff/fields.h"

struct site;

#define CHECKLIST_EVIDENCE_MAX 1000 /* bytes */

enum checklist_state {
    CHECKLIST_NOT_SAID = 0, /* nobody has filled in the row */
    CHECKLIST_IN_PLACE = 1,
    CHECKLIST_PARTLY = 2,
    CHECKLIST_NO = 3,
};

/* One row: a policy or practice of an area. */
struct checklist_row {
    enum checklist_state state;
    char evidence[CHECKLIST_EVIDENCE_MAX + 1];
    char by[65];    /* the account that said so */
    int64_t at_sec; /* when; 0 with CHECKLIST_NOT_SAID */
    int64_t version;
};

struct checklist {
    char program[33];
    struct checklist_row rows[AREAS_COUNT]; /* in the order of areas_ids */
};

/* "in_place", "partly", "no", by state - 1; ends with NULL. */
extern const char *const checklist_states[];
/* "In place", "Partly", "No"; "Not filled in" of CHECKLIST_NOT_SAID. */
const char *checklist_words(enum checklist_state state);

/* The checklist of a program; one that nobody has begun has six rows of
 * CHECKLIST_NOT_SAID. Errors: those of the store. */
BASE_MUST_USE enum err checklist_get(struct site *site, const char *program,
                                     struct checklist *out_list);

/*
 * All that anybody has begun, by program. Out: caller frees with free().
 * Errors: ERR_MEMORY, and those of the store.
 */
BASE_MUST_USE enum err checklist_list(struct site *site,
                                      struct checklist **out_lists,
                                      size_t *out_count);

/* What is typed of one row; never NULL. */
struct checklist_typed {
    const char *state; /* of checklist_states, or "" */
    const char *evidence;
};

/*
 * Checks what was typed for the six rows and keeps those that differ from what
 * is there, each with its date and by whom. In: SEEN, the checklist that was
 * shown; TYPED, untrusted. Out: OUT_PROBLEMS by row; OUT_KEPT rows written.
 * Errors: ERR_FORMAT (problems; nothing was kept), ERR_STATE (somebody else has
 * changed it since; nothing was kept), and those of the store.
 */
BASE_MUST_USE enum err checklist_keep(
    struct site *site, const struct checklist *seen,
    const struct checklist_typed typed[static AREAS_COUNT], const char *account,
    int64_t now_sec, struct fields_problems *out_problems, size_t *out_kept);

/* Counts the changes of all rows: what a form says that it was made from. */
int64_t checklist_version(const struct checklist *list);

#endif
