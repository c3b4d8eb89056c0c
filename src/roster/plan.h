/*
 * Which programs are counted together: groups large enough that each may speak
 * for itself, made from roster sizes alone before a wave opens. Pure; knows no
 * person. Source: src/RELEASE.md, "Units, fixed before the wave opens".
 *
 * The rule, in every detail:
 *  1. Programs are taken by (department, id), bytewise; the order in which they
 *     come does not matter.
 *  2. Programs of one department with the same text in `unit` are one unit when
 *     they have MIN_GROUP people together; otherwise `unit` is ignored for
 * them.
 *  3. Where a wave went before, its unit of a department's smaller programs is
 *     kept, under its id, with those of its programs that are not in a unit of
 *     step 2, while they are two or more and have MIN_GROUP people: also one
 *     that could stand alone by now, so that the trend goes on.
 *  4. Of the others, a program with MIN_GROUP people is a unit. All smaller
 *     ones of a department are one unit "Smaller <department> programs", the
 *     kept one where there is one. While that has fewer than MIN_GROUP, the
 *     smallest remaining unit of the department joins it.
 *  5. A department that cannot reach MIN_GROUP goes whole into the unit S-other
 *     of the department "Other departments"; so does one that was whole in it
 *     in the wave before, unless step 2 takes programs out of it. While that
 *     has fewer than MIN_GROUP, the smallest remaining department joins it;
 *     when there is none left, the plan is refused.
 *  "Smallest" is by people; of equals the first, bytewise, by the program's id,
 *  the name in `unit`, or the department's name.
 *  6. A unit of one program has its id and its name. Others have the id "S-"
 *     (smaller) or "U-" (named in `unit`) and the slug of the department or of
 *     the name, cut to 30 bytes; one that is taken by a program or by another
 *     unit gets -2, -3, ... in the order of step 1, S-other always being taken.
 */
#ifndef CHORUS_ROSTER_PLAN_H
#define CHORUS_ROSTER_PLAN_H

#include "wave/manifest.h"

#define ROSTER_PLAN_OTHER_ID         "S-other"
#define ROSTER_PLAN_OTHER_DEPARTMENT "Other departments"

/* A program as the roster has it. Texts are the caller's; NULL or "" is none.
 */
struct roster_program {
    const char *id;         /* a valid name */
    const char *name;       /* as wave_text_is_valid */
    const char *department; /* as wave_text_is_valid */
    const char *type;       /* residency, fellowship, ... */
    const char *site;
    const char *unit; /* a name for the programs that share it */
    uint32_t people;  /* at least 1 */
};

/* Why a program is in its unit. */
enum roster_plan_why {
    ROSTER_PLAN_OWN,    /* large enough alone */
    ROSTER_PLAN_NAMED,  /* the `unit` column says so */
    ROSTER_PLAN_SMALL,  /* below min_group: with the smaller ones */
    ROSTER_PLAN_JOINED, /* large enough, but the smaller ones needed it */
    ROSTER_PLAN_OTHER,  /* its department is too small */
    ROSTER_PLAN_KEPT,   /* it was in this unit in the last wave */
};

/* Why, for each program of the group of the same index. */
struct roster_plan_reasons {
    enum roster_plan_why *programs; /* as groups[i].programs */
};

struct roster_plan {
    struct wave_group *groups; /* ready for a manifest: ids, order, sums */
    struct roster_plan_reasons *reasons; /* reasons[i] is groups[i]'s */
    size_t group_count;
    size_t program_count;
    uint32_t people;
};

/*
 * Makes the plan. In: COUNT programs with different ids. Out: caller frees with
 * roster_plan_free; the plan keeps no pointer into PROGRAMS.
 * Errors: ERR_RANGE (MIN_GROUP below WAVE_MIN_GROUP_FLOOR, a program of no
 * people, all people together fewer than MIN_GROUP, more groups or people than
 * a manifest holds), ERR_FORMAT (a program with a bad id or name), ERR_EXISTS
 * (an id twice), ERR_MEMORY.
 */
BASE_MUST_USE enum err roster_plan_new(const struct roster_program *programs,
                                       size_t count, uint32_t min_group,
                                       struct roster_plan **out_plan,
                                       struct err_note *note);
/* The same, starting from the units of the wave before: see step 3 and 5. */
BASE_MUST_USE enum err roster_plan_new_after(
    const struct wave_group *before, size_t before_count,
    const struct roster_program *programs, size_t count, uint32_t min_group,
    struct roster_plan **out_plan, struct err_note *note);
void roster_plan_free(struct roster_plan *plan);

/* A short English reason for a table, static: "large enough", ... */
const char *roster_plan_why_text(enum roster_plan_why why);

/*
 * Takes the groups out, for a manifest: the caller frees them with
 * wave_groups_free. The plan has none after it.
 */
struct wave_group *roster_plan_take_groups(struct roster_plan *plan,
                                           size_t *out_count);

/* What became of a unit since another wave. */
enum roster_plan_change_kind {
    ROSTER_PLAN_SAME,    /* same id, same programs: the trend goes on */
    ROSTER_PLAN_CHANGED, /* same id, other programs: the trend breaks */
    ROSTER_PLAN_NEW,     /* no such unit before: the trend begins */
    ROSTER_PLAN_GONE,    /* no such unit now: the trend ends */
};

struct roster_plan_change {
    enum roster_plan_change_kind kind;
    char unit[WAVE_NAME_MAX + 1];
    uint32_t people_before; /* 0 for NEW */
    uint32_t people_now;    /* 0 for GONE */
};

/* A program that is counted in another unit now; "" where it was in none. */
struct roster_plan_move {
    char program[WAVE_NAME_MAX + 1];
    char from_unit[WAVE_NAME_MAX + 1];
    char to_unit[WAVE_NAME_MAX + 1];
};

struct roster_plan_comparison {
    struct roster_plan_change *changes; /* all units of both, bytewise by id */
    size_t change_count;
    struct roster_plan_move *moves; /* bytewise by program */
    size_t move_count;
};

/*
 * Compares with the groups of another wave. Out: caller frees with
 * roster_plan_comparison_free. Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err roster_plan_compare(
    const struct wave_group *before, size_t before_count,
    const struct wave_group *now, size_t now_count,
    struct roster_plan_comparison **out_comparison);
void roster_plan_comparison_free(struct roster_plan_comparison *comparison);

/* People who answer at a rate of RATE_PERMILLE (0 to 1000): rounded down. */
uint32_t roster_plan_expected(uint32_t people, uint32_t rate_permille);

/*
 * The chance, 0 to 1, that at least K of PEOPLE answer when each does so with
 * RATE_PERMILLE, independently: the binomial tail, summed term by term.
 */
double roster_plan_chance_shown(uint32_t people, uint32_t rate_permille,
                                uint32_t k);

#endif
