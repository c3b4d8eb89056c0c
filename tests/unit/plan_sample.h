/* Programs and plans of them, for tests of src/roster/plan. */
#ifndef CHORUS_TESTS_UNIT_PLAN_SAMPLE_H
#define CHORUS_TESTS_UNIT_PLAN_SAMPLE_H

#include "roster/plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static inline struct roster_program program(const char *department,
                                            const char *id, uint32_t people)
{
    return (struct roster_program){
        .id = id, .name = id, .department = department, .people = people};
}

static inline struct roster_program named(const char *department,
                                          const char *id, uint32_t people,
                                          const char *unit)
{
    struct roster_program p = program(department, id, people);
    p.unit = unit;
    return p;
}

#define PLAN(list) planned((list), sizeof(list) / sizeof *(list))

static inline struct roster_plan *planned(const struct roster_program *programs,
                                          size_t count)
{
    struct roster_plan *plan = NULL;
    struct err_note note = {""};
    if (roster_plan_new(programs, count, 8, &plan, &note) != ERR_OK)
        fail_msg("%s", note.text);
    return plan;
}

static inline void expect_group(const struct roster_plan *plan, size_t index,
                                const char *unit, const char *name,
                                const char *department, uint32_t roster,
                                size_t programs)
{
    assert_true(index < plan->group_count);
    const struct wave_group *g = &plan->groups[index];
    assert_int_equal(g->id, index + 1);
    assert_string_equal(g->unit, unit);
    assert_string_equal(g->name, name);
    assert_string_equal(g->department, department);
    assert_int_equal(g->roster, roster);
    assert_int_equal(g->program_count, programs);
}

static inline enum roster_plan_why why_of(const struct roster_plan *plan,
                                          const char *id)
{
    for (size_t i = 0; i < plan->group_count; i++)
        for (size_t j = 0; j < plan->groups[i].program_count; j++)
            if (strcmp(plan->groups[i].programs[j].id, id) == 0)
                return plan->reasons[i].programs[j];
    fail_msg("no program %s", id);
    return ROSTER_PLAN_OWN;
}

#endif
