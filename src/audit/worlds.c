#include "audit/worlds.h"

#include "audit/print.h"

/* One question: many leaves ask the same. */
struct question {
    size_t scale;
    struct audit_world world;
    size_t group; /* who asks */
};

struct questions {
    const struct audit_release *r;
    struct audit_report *report;
    struct question *list;
    size_t count;
    size_t distinct;
    size_t counted_out;
};

static void ask(struct questions *q, size_t group, size_t scale,
                struct audit_world world)
{
    if (world.coalition < world.v)
        q->list[q->count++] = (struct question){scale, world, group};
}

static unsigned end_of(const char *mean)
{
    struct audit_print print = {AUDIT_PLAIN, 0};
    return audit_print_read(mean, false, &print) ? print.ends : AUDIT_PLAIN;
}

/* What a leaf prints of a scale, against c who know the mean, and t - 1 who
 * know mean and share. Texts that are none are the coding's to find. */
static void ask_figure(struct questions *q, size_t group, size_t scale)
{
    const struct audit_scale *s = &q->r->scales[scale];
    const struct audit_figure *f = &q->r->groups[group].figures[scale];
    struct audit_code code = audit_code(q->r, s, f->n);
    struct audit_world w = {.scale = s, .v = f->n, .coalition = code.coalition};
    if (!audit_code_sums(f->mean, f->n, s->grid, &w.sums))
        return;
    w.code = code;
    if (s->cut_by_people && audit_code_bounds(s, &code, f->mean, &w.bounds))
        w.end = end_of(f->mean);
    ask(q, group, scale, w);
    if (f->above == NULL || s->cutoff_count == 0 ||
        !audit_code_people(f->above, f->n, &w.people))
        return;
    w.is_counted = true;
    w.coalition = code.share_coalition;
    ask(q, group, scale, w);
}

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Equal questions next to each other, and those of one table. */
static int by_question(const void *a, const void *b)
{
    const struct question *x = a;
    const struct question *y = b;
    const int64_t pairs[][2] = {
        {(int64_t)x->scale, (int64_t)y->scale},
        {x->world.is_counted, y->world.is_counted},
        {x->world.v, y->world.v},
        {x->world.sums.from, y->world.sums.from},
        {x->world.sums.to, y->world.sums.to},
        {x->world.end, y->world.end},
        {x->world.bounds.from, y->world.bounds.from},
        {x->world.people.from, y->world.people.from},
        {x->world.people.to, y->world.people.to},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] != pairs[i][1])
            return order(pairs[i][0], pairs[i][1]);
    return 0;
}

static void tell(const struct questions *q, const struct question *one,
                 enum audit_forced forced)
{
    const struct audit_group *g = &q->r->groups[one->group];
    const struct audit_figure *f = &g->figures[one->scale];
    struct audit_at at = {"forced", g->id, q->r->scales[one->scale].id};
    char value[64];
    (void)snprintf(value, sizeof value, "%.16s%s%.16s", f->mean,
                   one->world.is_counted ? " with " : "",
                   one->world.is_counted ? f->above : "");
    if (forced == AUDIT_FORCED)
        audit_find(q->report, AUDIT_WORLDS, at, value,
                   "nobody but a coalition of %u forced to a side of a cutoff",
                   (unsigned)one->world.coalition);
    at.what = "no-world";
    if (forced == AUDIT_NO_WORLD)
        audit_find(q->report, AUDIT_WORLDS, at, value,
                   "values that %u scores of 0 to %u can print",
                   (unsigned)one->world.v, (unsigned)one->world.scale->grid);
}

static enum err answer(struct questions *q, struct audit_exact *exact,
                       uint32_t most, const struct question *one,
                       enum audit_forced *out_forced)
{
    bool is_counted_out = false;
    q->distinct++;
    if (one->world.end != AUDIT_PLAIN) {
        *out_forced = audit_world_people(&one->world, &is_counted_out);
        q->counted_out += is_counted_out;
        return ERR_OK;
    }
    if (one->world.v > most)
        return audit_world_closed(&one->world, out_forced);
    q->counted_out++;
    return audit_exact_world(exact, &one->world, out_forced);
}

/* The questions FROM..TO - 1, all of one scale, with a share or without. */
static enum err answer_table(struct questions *q, size_t from, size_t to)
{
    const struct audit_world *first = &q->list[from].world;
    uint32_t most = audit_exact_most(first->scale, first->is_counted);
    uint32_t largest = 0;
    for (size_t i = from; i < to; i++)
        if (q->list[i].world.v <= most && q->list[i].world.v > largest)
            largest = q->list[i].world.v;
    struct audit_exact *exact = NULL;
    enum audit_forced forced = AUDIT_FREE;
    enum err e =
        audit_exact_new(first->scale, first->is_counted, largest, &exact);
    for (size_t i = from; e == ERR_OK && i < to; i++) {
        if (i == from || by_question(&q->list[i - 1], &q->list[i]) != 0)
            e = answer(q, exact, largest, &q->list[i], &forced);
        if (e == ERR_OK)
            tell(q, &q->list[i], forced);
    }
    audit_exact_free(exact);
    return e;
}

static bool is_one_table(const struct question *a, const struct question *b)
{
    return a->scale == b->scale && a->world.is_counted == b->world.is_counted;
}

static enum err answer_all(struct questions *q)
{
    enum err e = ERR_OK;
    qsort(q->list, q->count, sizeof *q->list, by_question);
    for (size_t from = 0; e == ERR_OK && from < q->count;) {
        size_t to = from + 1;
        while (to < q->count && is_one_table(&q->list[from], &q->list[to]))
            to++;
        e = answer_table(q, from, to);
        from = to;
    }
    return e;
}

enum err audit_worlds(const struct audit_release *release,
                      struct audit_report *report)
{
    struct questions q = {.r = release, .report = report};
    q.list = calloc(2 * release->group_count * release->scale_count + 1,
                    sizeof *q.list);
    if (q.list == NULL)
        return ERR_MEMORY;
    for (size_t g = 0; g < release->group_count; g++)
        for (size_t s = 0; s < release->scale_count; s++)
            if (audit_is_leaf(release, g, s) &&
                release->groups[g].figures[s].shown)
                ask_figure(&q, g, s);
    enum err e = answer_all(&q);
    free(q.list);
    if (e != ERR_OK)
        return e;
    audit_ran(report, AUDIT_WORLDS, q.count);
    audit_cover(report, "worlds_distinct", q.distinct);
    audit_cover(report, "worlds_counted_out", q.counted_out);
    return ERR_OK;
}
