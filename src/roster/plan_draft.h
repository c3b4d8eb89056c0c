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
    const char *kept_id; /* the id it had in the last wave; NULL: a new one */
};

/* Where a program is; by (department, id), bytewise. */
struct plan_draft_slot {
    const struct roster_program *program;
    size_t unit; /* index of units */
    enum roster_plan_why why;
};

/* A program of the last wave. */
struct plan_draft_before {
    const char *program;
    const struct wave_group *group;
};

#define PLAN_DRAFT_NONE SIZE_MAX

struct plan_draft {
    struct plan_draft_slot *slots;
    size_t slot_count;
    struct plan_draft_unit *units; /* room for slot_count + 1 */
    size_t unit_count;
    struct plan_draft_before *before; /* bytewise by program */
    size_t before_count;
};

/* A new unit of no people; its index. */
size_t plan_draft_add(struct plan_draft *draft, enum plan_draft_kind kind,
                      const char *department, const char *text);
/* Puts a program into a unit, out of the one where it is. */
void plan_draft_put(struct plan_draft *draft, struct plan_draft_slot *slot,
                    size_t unit, enum roster_plan_why why);

/* Fills in the last wave's programs. Errors: ERR_MEMORY. */
BASE_MUST_USE enum err plan_draft_remember(struct plan_draft *draft,
                                           const struct wave_group *groups,
                                           size_t group_count);
/*
 * Step 3 of the rule, for the slots FROM to TO of one department: keeps the
 * unit of smaller programs that the last wave had. The unit's index, or
 * PLAN_DRAFT_NONE.
 */
size_t plan_draft_keep_small(struct plan_draft *draft, size_t from, size_t to,
                             uint32_t min_group);
/* Step 5: whether the department of these slots was counted with other
 * departments in the last wave, and still is. */
bool plan_draft_keeps_other(const struct plan_draft *draft, size_t from,
                            size_t to);

/*
 * Names the units, numbers them and makes the plan. In: a draft whose units
 * that have people are all large enough. Errors: ERR_RANGE (too many groups),
 * ERR_FORMAT (a name too long), ERR_MEMORY.
 */
BASE_MUST_USE enum err plan_draft_build(struct plan_draft *draft,
                                        struct roster_plan **out_plan,
                                        struct err_note *note);

#endif
