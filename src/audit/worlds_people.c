/*
 * The worlds of one leaf whose cut ends are bounds that c + 1 people could not
 * undo.
 *
 * T is the sum with the c + 1 lowest scores counted as b at most, E = (v - c -
 * 1)G + b the sum that H is made of. Beyond H a leaf prints T where T > E, and
 * H otherwise. A coalition of C <= c knows its own scores. Nobody else is
 * forced above, for a world in which all others are at a or above prints what
 * one prints where somebody is at b or below, with the same coalition:
 *   T > E: take the lowest of the others. It is one of the c + 1 lowest, as at
 *   most c of them are of the coalition. Let it score b: T stays, and the sum
 *   is at least T, so beyond H.
 *   T <= E: let one of the others score b and raise the rest until the sum is
 *   E: it can be reached, as the coalition's sum and (v - C - 1)G + b are at
 *   least E; the sum is H's, and T is no more than the sum.
 * In both, one person less is at or above the cutoff: of v - C and more, where
 * the share prints the same for all from v - t on, and C <= t - 1.
 * Nor is anybody forced below: where all others are at b or below, the c + 1
 * lowest may be taken from them, T is the sum, and one of them can take steps
 * from others of them until it is at a: the sum stays, and so does T. They have
 * these steps, G - 1 at most, as beyond H their sum is (v - 2c - 1)G + b at
 * least; one person more is above, of C at most, where the share is cut too.
 * The lower end is the same with the scale turned round.
 */
#include "audit/print.h"
#include "audit/worlds.h"

#define MOST_WORLDS 100000u /* coalitions times ways in which others score */

/* How many people score each step. */
struct tally_of {
    uint32_t at[AUDIT_GRID_MAX + 1];
};

struct people {
    const struct audit_world *w;
    struct tally_of coalition;
    struct tally_of others;
    bool any;
    bool below; /* somebody else may be below */
    bool above;
    bool is_forced;
    bool is_possible;
};

/* C(people + grid, grid), or more than MOST_WORLDS. */
static uint64_t multisets(uint64_t people, uint64_t grid)
{
    uint64_t n = 1;
    for (uint64_t i = 1; i <= people && n <= MOST_WORLDS; i++)
        n = n * (grid + i) / i;
    return n;
}

static uint32_t at(const struct people *p, uint32_t step)
{
    return p->coalition.at[step] + p->others.at[step];
}

/* T of the upper end; of the lower one, counted from the top. */
static int64_t bound(const struct people *p, int64_t sum)
{
    const struct audit_code *code = &p->w->code;
    const int64_t g = p->w->scale->grid;
    const bool upper = p->w->end == AUDIT_UPPER;
    int64_t left = (int64_t)code->coalition + 1;
    for (int64_t i = 0; i <= g && left > 0; i++) {
        const int64_t j = upper ? i : g - i;
        int64_t n = at(p, (uint32_t)j);
        n = n < left ? n : left;
        left -= n;
        if (upper && j > code->below)
            sum -= n * (j - code->below);
        if (!upper && j < code->above)
            sum += n * (code->above - j);
    }
    return sum;
}

static bool is_within(int64_t value, struct audit_span span)
{
    return value >= span.from && value <= span.to;
}

/* Whether these scores print what was printed. */
static bool is_printed(const struct people *p)
{
    const struct audit_world *w = p->w;
    const int64_t full = (int64_t)w->v * w->scale->grid;
    const int64_t upper = w->end == AUDIT_UPPER;
    const int64_t m = upper ? w->code.high : w->code.low;
    int64_t sum = 0;
    int64_t counted = 0;
    for (uint32_t j = 0; j <= w->scale->grid; j++) {
        sum += (int64_t)j * at(p, j);
        counted += j >= w->code.above ? at(p, j) : 0;
    }
    const bool is_beyond = upper ? 200 * sum + full >= 2 * m * full
                                 : 200 * sum + full < 2 * (m + 1) * full;
    return is_beyond && is_within(bound(p, sum), w->bounds) &&
           (!w->is_counted || is_within(counted, w->people));
}

static void look(struct people *p)
{
    if (!is_printed(p))
        return;
    p->any = true;
    for (uint32_t j = 0; j <= p->w->scale->grid; j++) {
        p->below =
            p->below || (p->others.at[j] > 0 && (int64_t)j <= p->w->code.below);
        p->above =
            p->above || (p->others.at[j] > 0 && (int64_t)j >= p->w->code.above);
    }
}

/* Every way for PEOPLE others to score STEP or more. */
static void try_others(struct people *p, uint32_t people, uint32_t step)
{
    if (step == p->w->scale->grid) {
        p->others.at[step] = people;
        look(p);
        p->others.at[step] = 0;
        return;
    }
    for (uint32_t n = 0; n <= people; n++) {
        p->others.at[step] = n;
        try_others(p, people - n, step + 1);
    }
    p->others.at[step] = 0;
}

static void try_coalition(struct people *p, uint32_t people, uint32_t step)
{
    if (p->is_forced)
        return;
    if (step < p->w->scale->grid) {
        for (uint32_t n = 0; n <= people; n++) {
            p->coalition.at[step] = n;
            try_coalition(p, people - n, step + 1);
        }
        p->coalition.at[step] = 0;
        return;
    }
    p->coalition.at[step] = people;
    p->any = p->below = p->above = false;
    try_others(p, p->w->v - p->w->coalition, 0);
    p->is_possible = p->is_possible || p->any;
    p->is_forced = p->any && p->below != p->above;
    p->coalition.at[step] = 0;
}

enum audit_forced audit_world_people(const struct audit_world *world,
                                     bool *out_is_counted_out)
{
    const uint64_t own = multisets(world->coalition, world->scale->grid);
    const uint64_t rest =
        multisets(world->v - world->coalition, world->scale->grid);
    struct people p = {.w = world};
    *out_is_counted_out = own * rest <= MOST_WORLDS;
    if (world->bounds.from > world->bounds.to ||
        (world->is_counted && world->people.from > world->people.to))
        return AUDIT_NO_WORLD;
    if (!*out_is_counted_out)
        return AUDIT_FREE;
    try_coalition(&p, world->coalition, 0);
    if (p.is_forced)
        return AUDIT_FORCED;
    return p.is_possible ? AUDIT_FREE : AUDIT_NO_WORLD;
}
