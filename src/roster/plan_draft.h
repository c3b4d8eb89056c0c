/*
 * A plan while it is being made: which program goes into which unit. For
 * plan.c, which decides, and plan_build.c, which names.
 */
#ifndef CHORUS_ROSTER_PLAN_DRAFT_H
#define CHORUS_ROSTER_PLAN_DRAFT_H

#include "roster/plan.h"

enum plan_draft_kind {
    PLAN_DRAFT_SINGLE, /* one program, large enough */
    PLAN_DRAFT_NAMED,  /* the programs of one `unit` */
    PLAN_DRAFT_SMALL,  /* the smaller programs of a department */
    PLAN_DRAFT_OTHER,  /* the departments that are too small */
};

/* A unit; one that joined another has no people. */
struct plan_draft_unit {
    enum plan_draft_kind kind;
    const char *department;
    const char *text; /* SINGLE: the program's id; NAMED: the name */
    uint32_t people;
};

/* Where a program is; by (department, id), bytewise. */
struct plan_draft_slot {
    const struct roster_program *program;
    size_t unit; /* index of units */
    enum roster_plan_why why;
};

struct plan_draft {
    struct plan_draft_slot *slots;
    size_t slot_count;
    struct plan_draft_unit *units; /* room for slot_count + 1 */
    size_t unit_count;
};

/*
 * Names the units, numbers them and makes the plan. In: a draft whose units
 * that have people are all large enough. Errors: ERR_RANGE (too many groups),
 * ERR_FORMAT (a name too long), ERR_MEMORY.
 */
BASE_MUST_USE enum err plan_draft_build(struct plan_draft *draft,
                                        struct roster_plan **out_plan,
                                        struct err_note *note);

#endif
