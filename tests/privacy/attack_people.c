/*
 * One leaf of a scale that people cut: every way in which its people may score
 * is written out, printed by the real code, and looked at by every coalition of
 * the promised size, whatever it scored. DEEP=1 in the environment: larger
 * leaves and longer scales.
 */
#include "known.h"

#include "base/file.h"
#include "release/leaf.h"

#define GRID_MOST 12
#define V_MOST    26

static const struct wave_rule floors = {5, 20, 1};

/* A mark and 0..100, for the mean and for the share. */
#define VALUES 505

struct leaf {
    const struct survey_scale *scale;
    int32_t v;
    int32_t coalition;
    bool lenient; /* a mutation: the bound counts c people, not c + 1 */
    int32_t own[GRID_MOST + 1];
    int32_t rest[GRID_MOST + 1];
    uint8_t seen[VALUES][VALUES]; /* 1 below, 2 above: by print */
    size_t forced;
};

struct total {
    size_t leaves;
    size_t worlds;
};
static struct total total;

static size_t value_number(struct print_value v)
{
    return v.mark == PRINT_ABSENT
               ? 0
               : 1 + ((size_t)v.mark - PRINT_EXACT) * 101 + v.tenths / 10;
}

/*
 * The rule typed a second time, from src/RELEASE.md, person by person: UNDO
 * people could have answered on the other side. In points; a negative number
 * is an upper bound.
 */
static int32_t told(const struct leaf *l, int32_t undo)
{
    const int32_t g = l->scale->grid;
    const int32_t v = l->v;
    const int32_t c = v / 5 > 10 ? 10 : v / 5;
    const int32_t a =
        l->scale->cutoff_count > 0 ? l->scale->cutoffs[0].first_at_or_above : 0;
    const int32_t b = a > 0 ? a - 1 : g - 1;
    const int32_t up = a > 0 ? a : 1;
    int32_t score[V_MOST];
    int32_t n = 0;
    int32_t sum = 0;
    int32_t least = 0;
    int32_t most = 0;
    for (int32_t j = 0; j <= g; j++)
        for (int32_t i = 0; i < l->own[j] + l->rest[j]; i++)
            score[n++] = j;
    for (int32_t i = 0; i < n; i++) {
        sum += score[i];
        least += i < undo && score[i] > b ? b : score[i];
        most += i >= n - undo && score[i] < up ? up : score[i];
    }
    const int32_t full = v * g;
    const int32_t high = 100 * ((v - c - 1) * g + b) / full;
    const int32_t low = (100 * (c * g + up) + full - 1) / full;
    const int32_t mean = (200 * sum + full) / (2 * full);
    if (mean >= high)
        return least > (v - c - 1) * g + b
                   ? 1000 + (200 * least + full) / (2 * full)
                   : 1000 + high;
    if (mean <= low)
        return most < c * g + up ? -1000 - (200 * most + full) / (2 * full)
                                 : -1000 - low;
    return mean;
}

static int32_t as_told(struct print_value value)
{
    const int32_t points = (int32_t)value.tenths / 10;
    return value.mark == PRINT_AT_LEAST  ? 1000 + points
           : value.mark == PRINT_AT_MOST ? -1000 - points
                                         : points;
}

static struct print_value lenient(const struct leaf *l, struct print_value mean)
{
    const int32_t t = told(l, (int32_t)leaf_coalition(&floors, (uint32_t)l->v));
    if (mean.mark != PRINT_EXACT)
        mean.tenths = (uint32_t)(10 * (t > 0 ? t - 1000 : -1000 - t));
    return mean;
}

static void look(struct leaf *l)
{
    const struct survey_scale *s = l->scale;
    const int32_t a = s->cutoff_count > 0 ? s->cutoffs[0].first_at_or_above : 1;
    const int32_t b =
        s->cutoff_count > 0 ? s->cutoffs[0].largest_below : s->grid - 1;
    struct leaf_counts counts = {.valid = (uint32_t)l->v};
    uint8_t sides = 0;
    for (int32_t j = 0; j <= s->grid; j++) {
        const int32_t n = l->own[j] + l->rest[j];
        counts.at[j] = (uint32_t)n;
        counts.steps += (uint64_t)(j * n);
        if (s->cutoff_count > 0 && j >= a)
            counts.above += (uint32_t)n;
        if (l->rest[j] > 0)
            sides = (uint8_t)(sides | (j <= b ? 1 : 0) | (j >= a ? 2 : 0));
    }
    struct print_scale p = leaf_print(&floors, s, &counts);
    if (p.mean.mark != PRINT_ABSENT)
        assert_int_equal(
            as_told(p.mean),
            told(l, (int32_t)leaf_coalition(&floors, (uint32_t)l->v) + 1));
    if (l->lenient)
        p.mean = lenient(l, p.mean);
    l->seen[value_number(p.mean)][value_number(p.above)] |= sides;
    total.worlds++;
}

static void try_rest(struct leaf *l, int32_t people, int32_t step)
{
    if (step == l->scale->grid) {
        l->rest[step] = people;
        look(l);
        return;
    }
    for (int32_t n = 0; n <= people; n++) {
        l->rest[step] = n;
        try_rest(l, people - n, step + 1);
    }
}

static void try_own(struct leaf *l, int32_t people, int32_t step)
{
    const uint8_t *seen = &l->seen[0][0];
    if (step < l->scale->grid) {
        for (int32_t n = 0; n <= people; n++) {
            l->own[step] = n;
            try_own(l, people - n, step + 1);
        }
        return;
    }
    l->own[step] = people;
    memset(l->seen, 0, sizeof l->seen);
    try_rest(l, l->v - l->coalition, 0);
    for (size_t i = 0; i < sizeof l->seen; i++)
        l->forced += seen[i] == 1 || seen[i] == 2;
}

/* How many pairs of a print and a coalition's knowledge force somebody. */
static size_t count_forced(const struct survey_scale *scale, int32_t v,
                           int32_t coalition, bool lenient)
{
    struct leaf *l = calloc(1, sizeof *l);
    assert_non_null(l);
    assert_true(v <= V_MOST && scale->grid <= GRID_MOST);
    l->scale = scale;
    l->v = v;
    l->coalition = coalition;
    l->lenient = lenient;
    try_own(l, coalition, 0);
    const size_t forced = l->forced;
    free(l);
    total.leaves++;
    return forced;
}

static bool deep(void)
{
    const char *text = getenv("DEEP");
    return text != NULL && text[0] == '1';
}

/* c for a mean; a leaf with a share promises it for min(c, t - 1). */
static int32_t promised(const struct survey_scale *s, int32_t v)
{
    const int32_t c = (int32_t)leaf_coalition(&floors, (uint32_t)v);
    return s->cutoff_count == 1 && v >= 20 && c > 2 ? 2 : c;
}

static void assert_safe(const struct survey_scale *s, int32_t from, int32_t to)
{
    for (int32_t v = from; v <= to; v++)
        for (int32_t known = 0; known <= promised(s, v); known++)
            if (count_forced(s, v, known, false) > 0)
                fail_msg("grid %d, %zu cutoffs, %d people, %d of them know",
                         (int)s->grid, s->cutoff_count, (int)v, (int)known);
}

static struct survey_scale scale_of(int32_t grid, int32_t at)
{
    struct survey_scale s = {.grid = grid, .cut_by_people = true};
    s.cutoff_count = at > 0;
    s.cutoffs[0].first_at_or_above = at;
    s.cutoffs[0].largest_below = at - 1;
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
    print_message("# %zu leaves and coalitions, %zu worlds\n", total.leaves,
                  total.worlds);
    return 0;
}

static void every_cutoff_and_none(void **state)
{
    (void)state;
    for (int32_t grid = 1; grid <= (deep() ? 6 : 4); grid++)
        for (int32_t at = 0; at <= grid; at++) {
            const struct survey_scale s = scale_of(grid, at);
            assert_safe(&s, 5, grid > 4 ? 10 : deep() ? 19 : 12);
        }
}

static void with_the_share(void **state)
{
    (void)state;
    for (int32_t at = 1; at <= 4; at++) {
        const struct survey_scale s = scale_of(4, at);
        assert_safe(&s, 20, deep() ? 26 : 20);
    }
}

static void longer_scales(void **state)
{
    (void)state;
    for (int32_t at = 0; at <= 12; at += 3) {
        const struct survey_scale s = scale_of(12, at);
        assert_safe(&s, 5, deep() ? 7 : 5);
    }
}

/* Scales with the same grid and cutoff print alike: each once. */
static void check_survey(const char *path)
{
    static struct survey_problems problems;
    struct buf bytes = BUF_INIT;
    struct survey *survey = NULL;
    struct err_note note = {""};
    bool done[GRID_MOST + 1][GRID_MOST + 1] = {{false}};
    size_t count = 0;
    assert_int_equal(file_read(path, SURVEY_FILE_MAX_BYTES, &bytes, &note),
                     ERR_OK);
    assert_int_equal(survey_parse(bytes.data, bytes.len, &survey, &problems),
                     ERR_OK);
    for (size_t i = 0; i < survey->scale_count; i++) {
        const struct survey_scale *s = &survey->scales[i];
        const int32_t at =
            s->cutoff_count > 0 ? s->cutoffs[0].first_at_or_above : 0;
        if (!s->cut_by_people || done[s->grid][at])
            continue;
        done[s->grid][at] = true;
        count++;
        assert_safe(s, 5, deep() ? 24 : 14);
    }
    assert_true(count >= 3);
    survey_free(survey);
    buf_free(&bytes);
}

static void every_scale_of_the_surveys_that_ship(void **state)
{
    (void)state;
    check_survey("surveys/gme-core.json");
}

/* One more person pools what they know: somebody is forced. */
static void one_more_than_promised_is_told(void **state)
{
    (void)state;
    for (int32_t at = 0; at <= 4; at++) {
        const struct survey_scale s = scale_of(4, at);
        assert_true(count_forced(&s, 5, 2, false) > 0);
        assert_true(count_forced(&s, 10, 3, false) > 0);
    }
}

static void a_bound_that_counts_one_person_less_is_told(void **state)
{
    (void)state;
    for (int32_t at = 0; at <= 4; at++) {
        const struct survey_scale s = scale_of(4, at);
        assert_true(count_forced(&s, 7, 1, true) > 0);
    }
}

#define SAFE(f) cmocka_unit_test_setup_teardown(f, start, say)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        SAFE(every_cutoff_and_none),
        SAFE(with_the_share),
        SAFE(longer_scales),
        SAFE(every_scale_of_the_surveys_that_ship),
        cmocka_unit_test(one_more_than_promised_is_told),
        cmocka_unit_test(a_bound_that_counts_one_person_less_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
