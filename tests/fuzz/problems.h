/* What the readers of the room survey promise of the problems they list. */
#ifndef CHORUS_TESTS_FUZZ_PROBLEMS_H
#define CHORUS_TESTS_FUZZ_PROBLEMS_H

#include "fuzz/fuzz.h"

#include "survey/definition.h"

/* In: WHAT was read; NULL for nothing. Problems if and only if nothing was, in
 * the file's order, each a line that a terminal can show. */
static inline void fuzz_problems(enum err e,
                                 const struct survey_problems *problems,
                                 const void *what)
{
    err_assert(e == ERR_OK || e == ERR_FORMAT);
    err_assert((e == ERR_OK) == (what != NULL));
    err_assert((e == ERR_OK) == (problems->count == 0));
    err_assert(problems->count <= SURVEY_PROBLEMS_MAX);
    for (size_t i = 0; i < problems->count; i++) {
        const struct survey_problem *p = &problems->list[i];
        err_assert(p->line > 0 && p->column > 0 && p->text[0] != 0);
        err_assert(fuzz_is_plain(p->text));
        if (i > 0)
            err_assert(p[-1].line <= p->line);
    }
}

#endif
