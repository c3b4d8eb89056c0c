/*
 * How good are the figures? Random populations on the programs of
 * tests/data/programs.csv, printed by the real rule, against the truth of all
 * the ballots of a group: bias and error in points, by size; how many leaves
 * are cut; how many units are shown. Then the same with statements of a leaf
 * that were tried. Decides nothing; src/RELEASE.md quotes it.
 *   useful [POPULATIONS]
 */
#include "base/file.h"
#include "release/leaf.h"
#include "release/roll.h"
#include "release/tree.h"
#include "roster/csv.h"
#include "roster/plan.h"

#include <math.h>

#define PROGRAMS_MAX 200
#define SIZES        4
#define SAMPLES_MAX  200000

static const struct wave_rule floors = {5, 20, 1};
static const uint32_t size_from[SIZES + 1] = {5, 15, 26, 61, UINT32_MAX};

/* --- chance --------------------------------------------------------------- */

static uint64_t chance_bits(uint64_t *seed) /* splitmix64 */
{
    uint64_t z = (*seed += 0x9e3779b97f4a7c15u);
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static double chance(uint64_t *seed)
{
    return (double)((chance_bits(seed) >> 11) + 1) / 9007199254740993.0;
}

static double chance_normal(uint64_t *seed)
{
    const double radius = sqrt(-2 * log(chance(seed)));
    return radius * cos(6.283185307179586 * chance(seed));
}

/* --- who answers what ----------------------------------------------------- */

/* Answers about a mean, in points; units differ by BETWEEN. */
struct model {
    const char *name;
    int32_t grid;
    int32_t cutoff; /* a; 0: none */
    double mean;
    double sd;
    double between;
};

static const struct model models[] = {
    {"CBI near 45", 28, 14, 45, 18, 5},
    {"CBI near 31", 28, 14, 31, 18, 5},
    {"single item near 2.3 of 1-5", 4, 2, 32, 24, 5},
    {"driver near 50", 4, 3, 50, 27, 7},
    {"driver near 60", 4, 3, 60, 27, 7},
    {"driver near 70", 4, 3, 71, 27, 7},
    {"driver near 80", 4, 3, 83, 27, 7},
    {"driver near 70, no cutoff", 4, 0, 71, 27, 7},
    {"wellness days near 2.5 of 4", 4, 0, 63, 27, 6},
    {"wellness days near 3 of 4", 4, 0, 77, 27, 6},
    {"wellness days near 3.5 of 4", 4, 0, 93, 27, 6},
};
#define MODELS (sizeof models / sizeof *models)

/* As the surveys that ship: all but the CBI is cut by people. */
static struct survey_scale scale_of(const struct model *m)
{
    struct survey_scale s = {.grid = m->grid, .cut_by_people = m->grid == 4};
    s.sd.thousandths = 25000;
    if (m->cutoff > 0) {
        s.cutoff_count = 1;
        s.cutoffs[0].first_at_or_above = m->cutoff;
        s.cutoffs[0].largest_below = m->cutoff - 1;
    }
    return s;
}

static void add(struct leaf_counts *all, const struct leaf_counts *one)
{
    all->valid += one->valid;
    all->steps += one->steps;
    all->above += one->above;
    for (size_t j = 0; j < sizeof all->at / sizeof *all->at; j++)
        all->at[j] += one->at[j];
}

static void answer(const struct model *m, double climate, uint64_t *seed,
                   struct leaf_counts *c)
{
    double points = m->mean + climate + m->sd * chance_normal(seed);
    int32_t score = (int32_t)floor(points / 100 * m->grid + 0.5);
    score = score < 0 ? 0 : score > m->grid ? m->grid : score;
    c->valid++;
    c->steps += (uint64_t)score;
    c->above += m->cutoff > 0 && score >= m->cutoff;
    c->at[score]++;
}

/* --- how it is printed ---------------------------------------------------- */

enum way {
    WAY_RULE,
    WAY_SUM,        /* all scales cut by the sum */
    WAY_BEYOND,     /* a cut end counts for larger groups as a bit beyond */
    WAY_DEPARTMENT, /* one leaf a department */
    WAYS,
};
static const char *const way_names[] = {"the rule", "all scales cut by the sum",
                                        "cut ends moved by sd / sqrt(2v)",
                                        "one leaf a department"};

struct people {
    struct wave_manifest manifest;
    struct leaf_counts *counts; /* by unit */
    uint32_t *answered;
};

static struct leaf_counts counts_in(const struct people *p, const size_t *units,
                                    size_t count)
{
    struct leaf_counts all = {0};
    for (size_t i = 0; i < count; i++)
        add(&all, &p->counts[units[i]]);
    return all;
}

/* The ballots that a department's figure is made of. */
static struct leaf_counts counts_of_leaves(const struct people *p,
                                           const struct tree *t, size_t top)
{
    struct leaf_counts all = {0};
    for (size_t i = 0; i < t->count; i++) {
        const struct tree_group *g = &t->groups[i];
        const struct leaf_counts one = counts_in(p, g->units, g->unit_count);
        if (!g->leaf || g->parent != top)
            continue;
        add(&all, &one);
    }
    return all;
}

/* All ballots of a department, whatever leaf they are in. */
static struct leaf_counts counts_of_department(const struct people *p,
                                               const char *name)
{
    struct leaf_counts all = {0};
    for (size_t u = 0; u < p->manifest.group_count; u++) {
        const struct leaf_counts one = counts_in(p, &u, 1);
        if (strcmp(p->manifest.groups[u].department, name) != 0)
            continue;
        add(&all, &one);
    }
    return all;
}

static void print_leaf(struct survey_scale scale, enum way way,
                       struct leaf_counts counts, struct print_scale *out)
{
    scale.cut_by_people = scale.cut_by_people && way != WAY_SUM;
    *out = leaf_print(&floors, &scale, &counts);
    const uint32_t by = (uint32_t)(250 / sqrt(2.0 * counts.valid + 1e-9));
    uint32_t *tenths = &out->mean.tenths;
    if (way == WAY_BEYOND && out->mean.mark == PRINT_AT_LEAST)
        *tenths = *tenths + by > 1000 ? 1000 : *tenths + by;
    if (way == WAY_BEYOND && out->mean.mark == PRINT_AT_MOST)
        *tenths = *tenths < by ? 0 : *tenths - by;
}

/* --- what is kept --------------------------------------------------------- */

struct errors {
    double *list;
    size_t count;
};

struct figures {
    struct errors size[SIZES]; /* departments, by their ballots */
    struct errors counted; /* of 15-25, against the ballots in their leaves */
    struct errors institution;
    size_t leaves;
    size_t cut;
    double true_sum;
};

static size_t units_all;
static size_t units_shown;

static void keep(struct errors *e, double error)
{
    if (e->list == NULL)
        e->list = calloc(SAMPLES_MAX, sizeof *e->list);
    if (e->list != NULL && e->count < SAMPLES_MAX)
        e->list[e->count++] = error;
}

static double truth(const struct leaf_counts *c, int32_t grid)
{
    return 100.0 * (double)c->steps / ((double)c->valid * grid);
}

static void compare(const struct people *p, const struct tree *t,
                    const struct model *m, struct figures *f)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct tree_group *g = &t->groups[i];
        const struct print_value mean = g->scales[0].mean;
        if (g->level != TREE_DEPARTMENT || mean.mark == PRINT_ABSENT)
            continue;
        const struct leaf_counts c = counts_of_department(p, g->name);
        const struct leaf_counts own = counts_of_leaves(p, t, i);
        const double points = mean.tenths / 10.0;
        if (c.valid >= size_from[1] && c.valid < size_from[2])
            keep(&f->counted, points - truth(&own, m->grid));
        for (size_t s = 0; s < SIZES; s++)
            if (c.valid >= size_from[s] && c.valid < size_from[s + 1])
                keep(&f->size[s], points - truth(&c, m->grid));
    }
    struct leaf_counts all = {0};
    for (size_t u = 0; u < p->manifest.group_count; u++)
        add(&all, &p->counts[u]);
    keep(&f->institution,
         t->groups[0].scales[0].mean.tenths / 10.0 - truth(&all, m->grid));
    f->true_sum += truth(&all, m->grid);
}

static void print_all(const struct people *p, const struct model *m,
                      enum way way, struct figures *f)
{
    const struct survey_scale scale = scale_of(m);
    const struct roll_scale roll = {25000, false};
    struct tree *t = NULL;
    if (tree_new(&p->manifest, p->answered, 5, 1, 0, &t) != ERR_OK)
        err_abort("no memory", __FILE__, __LINE__);
    for (size_t i = 0; i < t->count; i++) {
        struct tree_group *g = &t->groups[i];
        if (!g->leaf)
            continue;
        print_leaf(scale, way, counts_in(p, g->units, g->unit_count),
                   &g->scales[0]);
        f->leaves++;
        f->cut += g->scales[0].mean.mark != PRINT_EXACT;
    }
    if (roll_up(t, &roll, NULL) != ERR_OK)
        err_abort("no memory", __FILE__, __LINE__);
    for (size_t i = 0; way == WAY_DEPARTMENT && i < t->count; i++)
        if (t->groups[i].level == TREE_DEPARTMENT && t->groups[i].shown)
            print_leaf(scale, way, counts_of_department(p, t->groups[i].name),
                       &t->groups[i].scales[0]);
    for (size_t i = 0; m == models && i < t->count; i++) {
        units_all += t->groups[i].level == TREE_UNIT;
        units_shown += t->groups[i].level == TREE_UNIT && t->groups[i].shown;
    }
    compare(p, t, m, f);
    tree_free(t);
}

static void populate(struct people *p, const struct model *m, uint64_t seed)
{
    const double response = 0.2 + 0.8 * chance(&seed);
    memset(p->counts, 0, p->manifest.group_count * sizeof *p->counts);
    for (size_t u = 0; u < p->manifest.group_count; u++) {
        const double climate = m->between * chance_normal(&seed);
        for (uint32_t i = 0; i < p->manifest.groups[u].roster; i++)
            if (chance(&seed) < response)
                answer(m, climate, &seed, &p->counts[u]);
        p->answered[u] = p->counts[u].valid;
    }
}

/* --- the table ------------------------------------------------------------ */

static int by_size(const void *a, const void *b)
{
    const double x = fabs(*(const double *)a);
    const double y = fabs(*(const double *)b);
    return (x > y) - (x < y);
}

static void say_errors(struct errors *e)
{
    double sum = 0;
    for (size_t i = 0; i < e->count; i++)
        sum += e->list[i];
    qsort(e->list, e->count, sizeof *e->list, by_size);
    if (e->count == 0)
        printf(" | -");
    else
        printf(" | %+.1f %.1f", sum / (double)e->count,
               fabs(e->list[e->count * 95 / 100]));
    free(e->list);
}

static void say_figures(const struct model *m, struct figures *f, int runs)
{
    printf("| %s (true %.0f) | %.0f %%", m->name, f->true_sum / runs,
           100.0 * (double)f->cut / (double)f->leaves);
    for (size_t s = 0; s < SIZES; s++)
        say_errors(&f->size[s]);
    say_errors(&f->institution);
    say_errors(&f->counted);
    printf(" |\n");
}

static void run(struct people *p, enum way way, int runs)
{
    printf("\n%s: bias, and error at the 95th percentile, in points\n"
           "| scale | leaves cut | departments of 5-14 | 15-25 | 26-60 | 61 "
           "and more | institution | 15-25, of whom it counts "
           "|\n|---|---|---|---|---|---|---|---|\n",
           way_names[way]);
    for (size_t i = 0; i < MODELS; i++) {
        struct figures f = {0};
        for (int n = 0; n < runs; n++) {
            populate(p, &models[i], (uint64_t)n * MODELS + i + 1);
            print_all(p, &models[i], way, &f);
        }
        say_figures(&models[i], &f, runs);
    }
}

/* --- the programs --------------------------------------------------------- */

/* program_id, department, program, type, roster. */
static struct roster_plan *read_plan(struct csv_table **out_table)
{
    static struct roster_program programs[PROGRAMS_MAX];
    struct buf csv = BUF_INIT;
    struct roster_plan *plan = NULL;
    struct err_note note = {""};
    size_t count = 0;
    enum err e = file_read("tests/data/programs.csv", 1 << 20, &csv, &note);
    if (e == ERR_OK)
        e = csv_parse(csv.data, csv.len, out_table, &note);
    for (size_t i = 1;
         e == ERR_OK && i < (*out_table)->row_count && count < PROGRAMS_MAX;
         i++) {
        const char *const *cells = (*out_table)->rows[i].cells;
        programs[count++] = (struct roster_program){
            .id = cells[0],
            .department = cells[1],
            .name = cells[2],
            .type = cells[3],
            .people = (uint32_t)strtoul(cells[4], NULL, 10)};
    }
    if (e == ERR_OK)
        e = roster_plan_new(programs, count, WAVE_MIN_GROUP_DEFAULT, &plan,
                            &note);
    if (e != ERR_OK)
        fprintf(stderr, "%s\n", note.text);
    buf_free(&csv);
    return plan;
}

int main(int argc, char **argv)
{
    const int runs = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 300;
    static char institution[] = "Institution";
    struct csv_table *table = NULL;
    struct roster_plan *plan = read_plan(&table);
    if (plan == NULL)
        return 1;
    struct people p = {.manifest = {.institution = institution,
                                    .groups = plan->groups,
                                    .group_count = plan->group_count}};
    p.counts = calloc(plan->group_count, sizeof *p.counts);
    p.answered = calloc(plan->group_count, sizeof *p.answered);
    if (p.counts == NULL || p.answered == NULL || runs < 1)
        return 1;
    printf("%d populations, %zu units, %u people, 20 to 100 %% answer\n", runs,
           plan->group_count, plan->people);
    for (enum way way = WAY_RULE; way < WAYS; way++)
        run(&p, way, runs);
    printf("\nunits shown on their own: %.0f %%\n",
           100.0 * (double)units_shown / (double)units_all);
    free(p.counts);
    free(p.answered);
    roster_plan_free(plan);
    csv_table_free(table);
    return 0;
}
