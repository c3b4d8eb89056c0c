/*
 * One leaf, every scale: those of the surveys that ship, one to three cutoffs,
 * none, yes and no. All that the print of a leaf can depend on is counted out
 * (people, their sum, how many are above), each such state is printed by the
 * real code, and a coalition of the promised size looks at all states that
 * print the same. DEEP=1 in the environment: larger leaves.
 */
#include "known.h"

#include "base/file.h"
#include "release/leaf.h"

static const struct wave_rule floors = {5, 20, 1};

/* What is kept of some people: a sum, and how many of them are above. */
struct states {
    int32_t people;
    int32_t sums; /* sum 0..people * grid; one more */
    uint8_t *may; /* a bit for each side that somebody may be on, and IS */
};
#define IS 0x80u /* this state is possible at all */

/* Above the first cutoff: 1. */
static int32_t x_of(const struct survey_scale *s, int32_t score)
{
    return s->cutoff_count > 0 && score >= s->cutoffs[0].first_at_or_above;
}

static size_t state_at(const struct states *t, int32_t sum, int32_t x)
{
    return (size_t)x * (size_t)t->sums + (size_t)sum;
}

static size_t state_count(const struct states *t)
{
    return state_at(t, 0, t->people + 1);
}

static uint8_t sides_of(const struct survey_scale *s, int32_t score)
{
    uint8_t sides = IS;
    if (s->cutoff_count == 0)
        return (uint8_t)(sides | (score < s->grid ? 1 : 0) |
                         (score > 0 ? 2 : 0));
    for (size_t i = 0; i < s->cutoff_count; i++)
        sides |= (uint8_t)((score >= s->cutoffs[i].first_at_or_above ? 2 : 1)
                           << (2 * i));
    return sides;
}

static struct states states_new(const struct survey_scale *s, int32_t people)
{
    struct states t = {people, people * s->grid + 1, NULL};
    t.may = calloc(state_count(&t), 1);
    assert_non_null(t.may);
    return t;
}

/* One more person, with any score, beside every state of FROM. */
static struct states states_add(const struct survey_scale *s,
                                const struct states *from)
{
    struct states to = states_new(s, from->people + 1);
    for (int32_t x = 0; x <= from->people; x++)
        for (int32_t sum = 0; sum < from->sums; sum++) {
            const uint8_t may = from->may[state_at(from, sum, x)];
            for (int32_t j = 0; may != 0 && j <= s->grid; j++)
                to.may[state_at(&to, sum + j, x + x_of(s, j))] |=
                    may | sides_of(s, j);
        }
    return to;
}

static struct states states_of(const struct survey_scale *s, int32_t people)
{
    struct states t = states_new(s, 0);
    t.may[0] = IS;
    for (int32_t i = 0; i < people; i++) {
        struct states next = states_add(s, &t);
        free(t.may);
        t = next;
    }
    return t;
}

/* --- classes -------------------------------------------------------------- */

#define VALUES 404 /* a mark and 0..100 */

struct leaf {
    const struct survey_scale *scale;
    int32_t v;
    int32_t coalition;
    struct states all;
    struct states own;
    struct states rest;
    size_t *class_of; /* by state of all */
    size_t *class_of_print;
    size_t class_count;
    uint8_t *seen; /* by class, then what the coalition knows */
    size_t own_count;
};

static size_t value_number(struct print_value v)
{
    return v.mark == PRINT_ABSENT
               ? 0
               : 1 + ((size_t)v.mark - PRINT_EXACT) * 101 + v.tenths / 10;
}

static void print_state(struct leaf *l, int32_t sum, int32_t x)
{
    const size_t at = state_at(&l->all, sum, x);
    const struct leaf_counts counts = {
        .valid = (uint32_t)l->v, .steps = (uint64_t)sum, .above = (uint32_t)x};
    if (l->all.may[at] == 0)
        return;
    const struct print_scale p = leaf_print(&floors, l->scale, &counts);
    const size_t print =
        value_number(p.mean) * (VALUES + 1) + value_number(p.above);
    if (l->class_of_print[print] == 0)
        l->class_of_print[print] = ++l->class_count;
    l->class_of[at] = l->class_of_print[print] - 1;
}

/* A coalition in one state of its own, the others in one of theirs. */
static void meet(struct leaf *l, int32_t sum, int32_t x)
{
    const size_t own = state_at(&l->own, sum, x);
    if (l->own.may[own] == 0)
        return;
    for (int32_t rx = 0; rx <= l->rest.people; rx++)
        for (int32_t rsum = 0; rsum < l->rest.sums; rsum++) {
            const uint8_t may = l->rest.may[state_at(&l->rest, rsum, rx)];
            if (may == 0)
                continue;
            const size_t at = state_at(&l->all, sum + rsum, x + rx);
            l->seen[l->class_of[at] * l->own_count + own] |= may;
        }
}

static bool is_forced(const struct leaf *l, uint8_t seen)
{
    const size_t cuts = l->scale->cutoff_count > 0 ? l->scale->cutoff_count : 1;
    for (size_t i = 0; seen != 0 && i < cuts; i++)
        if ((seen >> (2 * i) & 3) != 3)
            return true;
    return false;
}

static void for_each(const struct states *t, struct leaf *l,
                     void (*f)(struct leaf *, int32_t, int32_t))
{
    for (int32_t x = 0; x <= t->people; x++)
        for (int32_t sum = 0; sum < t->sums; sum++)
            f(l, sum, x);
}

struct total {
    size_t leaves;
    size_t states;
    size_t classes;
};
static struct total total;

/* How many pairs of a print and a coalition's knowledge force somebody. */
static size_t count_forced(const struct survey_scale *scale, int32_t v,
                           int32_t coalition)
{
    struct leaf l = {.scale = scale, .v = v, .coalition = coalition};
    size_t forced = 0;
    l.all = states_of(scale, v);
    l.own = states_of(scale, coalition);
    l.rest = states_of(scale, v - coalition);
    l.own_count = state_count(&l.own);
    l.class_of = calloc(state_count(&l.all), sizeof *l.class_of);
    l.class_of_print =
        calloc((VALUES + 1) * (VALUES + 1), sizeof *l.class_of_print);
    assert_non_null(l.class_of);
    assert_non_null(l.class_of_print);
    for_each(&l.all, &l, print_state);
    l.seen = calloc(l.class_count * l.own_count, 1);
    assert_non_null(l.seen);
    for_each(&l.own, &l, meet);
    for (size_t i = 0; i < l.class_count * l.own_count; i++)
        forced += is_forced(&l, l.seen[i]);
    total.leaves++;
    total.classes += l.class_count;
    for (size_t i = 0; i < state_count(&l.all); i++)
        total.states += l.all.may[i] != 0;
    free(l.all.may);
    free(l.own.may);
    free(l.rest.may);
    free(l.class_of);
    free(l.class_of_print);
    free(l.seen);
    return forced;
}

/* --- what is promised ----------------------------------------------------- */

static bool deep(void)
{
    const char *text = getenv("DEEP");
    return text != NULL && text[0] == '1';
}

/* c for a mean; a leaf with a share promises it for min(c, t - 1). */
static int32_t promised(const struct survey_scale *s, int32_t v)
{
    const int32_t c = (int32_t)leaf_coalition(&floors, (uint32_t)v);
    const int32_t t = (v + 9) / 10 > 3 ? (v + 9) / 10 : 3;
    return s->cutoff_count == 1 && v >= 20 && t - 1 < c ? t - 1 : c;
}

static void assert_safe(const struct survey_scale *s, int32_t from, int32_t to)
{
    for (int32_t v = from; v <= to; v++) {
        const size_t forced = count_forced(s, v, promised(s, v));
        if (forced > 0)
            fail_msg("grid %d, %zu cutoffs, %d people: %zu forced",
                     (int)s->grid, s->cutoff_count, (int)v, forced);
    }
}

static struct survey_scale scale_of(int32_t grid, const int32_t *at)
{
    struct survey_scale s = {.grid = grid};
    while (at[s.cutoff_count] > 0) {
        s.cutoffs[s.cutoff_count].first_at_or_above = at[s.cutoff_count];
        s.cutoffs[s.cutoff_count].largest_below = at[s.cutoff_count] - 1;
        s.cutoff_count++;
    }
    return s;
}

static int start(void **state)
{
    (void)state;
    total = (struct total){0};
    return 0;
}

static int say(void **state)
{
    (void)state;
    print_message("# %zu leaves, %zu states of the people, %zu classes\n",
                  total.leaves, total.states, total.classes);
    return 0;
}

static void five_options_with_every_cutoff_and_none(void **state)
{
    (void)state;
    for (int32_t at = 0; at <= 4; at++) {
        const struct survey_scale s = scale_of(4, (int32_t[]){at, 0});
        assert_safe(&s, 5, deep() ? 60 : 24);
    }
}

static void several_cutoffs(void **state)
{
    (void)state;
    for (int32_t mask = 1; mask < 16; mask++) {
        int32_t at[5] = {0};
        size_t n = 0;
        for (int32_t i = 1; i <= 4; i++)
            if ((mask & 1 << (i - 1)) != 0)
                at[n++] = i;
        const struct survey_scale s = scale_of(4, at);
        if (n > 1 && n < 4)
            assert_safe(&s, 5, deep() ? 60 : 24);
    }
    const struct survey_scale gad7 = scale_of(21, (int32_t[]){5, 10, 15, 0});
    assert_safe(&gad7, 5, deep() ? 40 : 24);
}

static void yes_and_no(void **state)
{
    (void)state;
    const struct survey_scale yes = scale_of(1, (int32_t[]){1, 0});
    const struct survey_scale open = scale_of(1, (int32_t[]){0});
    assert_safe(&yes, 5, deep() ? 200 : 60);
    assert_safe(&open, 5, 24);
}

static bool is_new(const struct survey_scale *s,
                   const struct survey_scale *const *done, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (done[i]->grid == s->grid &&
            done[i]->cutoff_count == s->cutoff_count &&
            memcmp(done[i]->cutoffs, s->cutoffs, sizeof s->cutoffs) == 0)
            return false;
    return true;
}

/* Scales with the same grid and cutoffs print alike: each once. */
static void check_survey(const char *path)
{
    static struct survey_problems problems;
    struct buf bytes = BUF_INIT;
    struct survey *survey = NULL;
    struct err_note note = {""};
    const struct survey_scale *done[64];
    size_t count = 0;
    assert_int_equal(file_read(path, SURVEY_FILE_MAX_BYTES, &bytes, &note),
                     ERR_OK);
    assert_int_equal(survey_parse(bytes.data, bytes.len, &survey, &problems),
                     ERR_OK);
    for (size_t i = 0; i < survey->scale_count && count < 64; i++) {
        const struct survey_scale *s = &survey->scales[i];
        /* What people cut depends on each score: attack_people. */
        if (s->cut_by_people || !is_new(s, done, count))
            continue;
        done[count++] = s;
        assert_safe(s, 5, deep() ? 40 : 24);
    }
    assert_true(count >= 1);
    survey_free(survey);
    buf_free(&bytes);
}

static void every_scale_of_the_surveys_that_ship(void **state)
{
    (void)state;
    check_survey("surveys/gme-core.json");
    check_survey("surveys/gme-extended.json");
    check_survey("tests/data/surveys/instruments.json");
}

/* One more person pools what they know: somebody is forced. */
static void one_more_than_promised_is_told(void **state)
{
    (void)state;
    for (int32_t at = 1; at <= 4; at++) {
        const struct survey_scale s = scale_of(4, (int32_t[]){at, 0});
        assert_true(count_forced(&s, 5, 2) > 0);
        assert_true(count_forced(&s, 20, 3) > 0);
    }
    const struct survey_scale open = scale_of(4, (int32_t[]){0});
    assert_true(count_forced(&open, 5, 2) > 0);
    assert_true(count_forced(&open, 10, 3) > 0);
    /* One in ten, but never more than ten: of 120 eleven are t - 1. */
    const struct survey_scale half = scale_of(4, (int32_t[]){2, 0});
    assert_int_equal(promised(&half, 120), 10);
    assert_int_equal(count_forced(&half, 120, 10), 0);
    assert_true(count_forced(&half, 120, 11) > 0);
}

#define SAFE(f) cmocka_unit_test_setup_teardown(f, start, say)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        SAFE(five_options_with_every_cutoff_and_none),
        SAFE(several_cutoffs),
        SAFE(yes_and_no),
        SAFE(every_scale_of_the_surveys_that_ship),
        cmocka_unit_test(one_more_than_promised_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
