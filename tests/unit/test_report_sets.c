/*
 * Sets that somebody named, areas and trends, from the bytes of release files
 * (tests/data/release/groups.py wrote them) and manifests made here.
 */
#include "known.h"

#include "base/file.h"
#include "report/trend.h"

#include <math.h>

static struct published_release *r1; /* 2025-fall */
static struct published_release *r2; /* 2026-fall */
static char text[] = "x";
static struct wave_program programs[2][4]; /* of A, B, E, F in both waves */
static struct wave_group groups[2][4];
static struct wave_manifest manifests[2];
static const char *const units[] = {"A", "B", "E", "F"};

static struct published_release *load(const char *path)
{
    struct buf bytes = BUF_INIT;
    struct published_release *r = NULL;
    struct err_note note = {""};
    if (file_read(path, PUBLISHED_MAX_BYTES, &bytes, &note) != ERR_OK ||
        published_parse(bytes.data, bytes.len, &r, &note) != ERR_OK)
        fail_msg("%s: %s", path, note.text);
    buf_free(&bytes);
    return r;
}

static void make_manifest(size_t wave)
{
    for (size_t i = 0; i < 4; i++) {
        struct wave_group *g = &groups[wave][i];
        (void)snprintf(g->unit, sizeof g->unit, "%s", units[i]);
        g->name = text;
        g->department = text;
        (void)snprintf(programs[wave][i].id, sizeof programs[wave][i].id, "%s",
                       units[i]);
        g->programs = &programs[wave][i];
        g->program_count = 1;
    }
    manifests[wave].groups = groups[wave];
    manifests[wave].group_count = 4;
}

static int begin(void **state)
{
    (void)state;
    r1 = load("tests/data/release/groups-1.json");
    r2 = load("tests/data/release/groups-2.json");
    make_manifest(0);
    make_manifest(1);
    return 0;
}

static int end(void **state)
{
    (void)state;
    published_free(r1);
    published_free(r2);
    return 0;
}

static size_t scale(const char *id)
{
    return published_scale_find(r1, id);
}

static void expect_near(double got, double want)
{
    if (fabs(got - want) > 1e-9)
        fail_msg("%.12f is not %.12f", got, want);
}

static enum err ask(const char *first, const char *second, bool before,
                    bool with, struct sets *out, struct err_note *note)
{
    static struct sets_wave old;
    old = (struct sets_wave){r1, &manifests[0]};
    const struct sets_request q = {.now = {r2, &manifests[1]},
                                   .before = before ? &old : NULL,
                                   .with = with ? &old : NULL,
                                   .units = first,
                                   .against = second};
    return sets_new(&q, out, note);
}

static void sets_are_compared_before_and_after(void **state)
{
    (void)state;
    struct sets sets = {{NULL, NULL}, {NULL, NULL}};
    struct effect effect;
    struct estimate_finding difference;
    assert_int_equal(ask("A", "E", true, false, &sets, NULL), ERR_OK);
    assert_string_equal(sets.now[SETS_UNITS]->label, "A");
    assert_true(sets_effect(&sets, "cbi", &effect));
    /* (42 - 51) - (46 - 45) */
    expect_near(effect.difference.value, -10);
    assert_true(sets_difference(&sets, scale("cbi"), &difference));
    expect_near(difference.value, -4); /* 42 - 46 */
    sets_wipe(&sets);
    assert_int_equal(ask("A", NULL, false, true, &sets, NULL), ERR_OK);
    assert_int_equal(sets.now[SETS_UNITS]->unit_count, 2);
    assert_false(sets_difference(&sets, scale("cbi"), &difference));
    assert_false(sets_effect(&sets, "cbi", &effect));
    sets_wipe(&sets);
}

static void what_is_wrong_with_a_set_is_named(void **state)
{
    (void)state;
    struct sets sets = {{NULL, NULL}, {NULL, NULL}};
    struct err_note note = {""};
    assert_int_equal(ask("A,Nope", NULL, false, false, &sets, &note),
                     ERR_NOT_FOUND);
    assert_non_null(strstr(note.text, "Nope"));
    assert_int_equal(ask("", NULL, false, false, &sets, &note), ERR_NOT_FOUND);
    assert_int_equal(ask("A,B,A", NULL, false, false, &sets, &note),
                     ERR_EXISTS);
    assert_int_equal(ask("A,B", "E,B", false, false, &sets, &note), ERR_RANGE);
    assert_non_null(strstr(note.text, "unit B stands on both sides"));
    (void)snprintf(programs[1][2].id, sizeof programs[1][2].id, "other");
    assert_int_equal(ask("A", "E", true, false, &sets, &note), ERR_STATE);
    assert_non_null(strstr(note.text, "unit E"));
    assert_int_equal(ask("A", "E", false, false, &sets, NULL), ERR_OK);
    sets_wipe(&sets);
    (void)snprintf(programs[1][2].id, sizeof programs[1][2].id, "E");
}

/* --- areas ---------------------------------------------------------------- */

static void an_area_is_the_mean_of_what_its_scales_print(void **state)
{
    (void)state;
    size_t scales[] = {scale("cbi"), scale("days")};
    const struct report_area area = {"both", PUBLISHED_NONE, scales, 2};
    struct sets sets = {{NULL, NULL}, {NULL, NULL}};
    struct report_area_figure f;
    struct sets_request q = {.now = {r1, &manifests[0]}, .units = "A"};
    assert_int_equal(sets_new(&q, &sets, NULL), ERR_OK);
    report_area_of_set(sets.now[SETS_UNITS], &area, &f);
    assert_true(f.shown);
    assert_string_equal(f.value.text, "57"); /* (51 + 62)/2, half up */
    assert_true(f.range.known);
    assert_int_equal(f.range.range.low, 515); /* (470 + 560)/2 */
    assert_int_equal(f.range.range.high, 615);
    struct grouping_range same =
        report_area_range(r1, published_unit_find(r1, "A"), &area);
    assert_int_equal(same.range.low, 515);
    assert_int_equal(same.range.high, 615);
    sets_wipe(&sets);
    q.units = "B"; /* 60 and >=80 */
    assert_int_equal(sets_new(&q, &sets, NULL), ERR_OK);
    report_area_of_set(sets.now[SETS_UNITS], &area, &f);
    assert_string_equal(f.value.text, ">=70");
    assert_false(f.range.known);
    sets_wipe(&sets);
    q.units = "F";
    assert_int_equal(sets_new(&q, &sets, NULL), ERR_OK);
    report_area_of_set(sets.now[SETS_UNITS], &area, &f);
    assert_false(f.shown);
    sets_wipe(&sets);
}

static void an_area_is_compared_with_the_rest_as_its_scales_are(void **state)
{
    (void)state;
    size_t both[] = {scale("cbi"), scale("days")};
    const struct report_area one = {"one", PUBLISHED_NONE, both, 1};
    const struct report_area two = {"two", PUBLISHED_NONE, both, 2};
    struct contrast *scales[2];
    struct contrast *areas[2];
    size_t n = 0;
    assert_int_equal(contrast_units(r1, both[0], &scales[0], &n), ERR_OK);
    assert_int_equal(contrast_units(r1, both[1], &scales[1], &n), ERR_OK);
    assert_int_equal(contrast_areas(r1, &one, &areas[0], &n), ERR_OK);
    assert_int_equal(n, 3);
    assert_int_equal(contrast_areas(r1, &two, &areas[1], &n), ERR_OK);
    assert_int_equal(n, 3);
    for (size_t i = 0; i < n; i++) {
        expect_near(areas[0][i].difference.low, scales[0][i].difference.low);
        expect_near(areas[0][i].adjusted, scales[0][i].adjusted);
        expect_near(
            areas[1][i].difference.value,
            (scales[0][i].difference.value + scales[1][i].difference.value) /
                2);
        assert_int_equal(areas[1][i].group, scales[0][i].group);
    }
    for (size_t i = 0; i < 2; i++) {
        free(scales[i]);
        free(areas[i]);
    }
}

/* --- trends --------------------------------------------------------------- */

static void follow(const char *unit, struct report_trend *out)
{
    const struct report_trend_wave waves[] = {{{r1, &manifests[0]}, 0},
                                              {{r2, &manifests[1]}, 31557600}};
    const struct report_trend_of of = {.scale = "cbi", .unit = unit};
    assert_int_equal(report_trend_new(waves, NULL, 2, &of, out), ERR_OK);
}

static void a_trend_goes_over_waves_that_asked_the_same(void **state)
{
    (void)state;
    struct report_trend t;
    follow("A", &t);
    assert_int_equal(t.count, 2);
    assert_int_equal(t.shown_count, 2);
    assert_int_equal(t.run_count, 1);
    assert_null(t.points[1].why);
    assert_null(report_trend_run_at(&t, 0));
    const struct trend_run *run = report_trend_run_at(&t, 1);
    assert_non_null(run);
    expect_near(run->change.value, -9); /* 42 - 51 */
    report_trend_wipe(&t);
}

static void a_trend_breaks_with_a_version_or_with_programs(void **state)
{
    (void)state;
    struct report_trend t;
    struct published_decimal *cutoff = &r2->scales[scale("cbi")].cutoffs[0];
    cutoff->thousandths = 60000;
    follow("A", &t);
    assert_int_equal(t.run_count, 2);
    assert_string_equal(t.points[1].why, "another version");
    assert_false(report_trend_run_at(&t, 1)->has_change);
    report_trend_wipe(&t);
    cutoff->thousandths = 50000;
    (void)snprintf(programs[1][0].id, sizeof programs[1][0].id, "other");
    follow("A", &t);
    assert_string_equal(t.points[1].why, "other programs");
    report_trend_wipe(&t);
    follow(NULL, &t); /* the institution is the institution */
    assert_null(t.points[1].why);
    report_trend_wipe(&t);
    (void)snprintf(programs[1][0].id, sizeof programs[1][0].id, "A");
}

static void a_wave_that_does_not_show_a_unit_is_a_point_without_a_mean(
    void **state)
{
    (void)state;
    struct report_trend t;
    follow("F", &t);
    assert_int_equal(t.count, 2);
    assert_false(t.points[0].shown);
    report_trend_wipe(&t);
    follow("nobody", &t);
    assert_int_equal(t.count, 0);
    assert_int_equal(t.run_count, 0);
    report_trend_wipe(&t);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_are_compared_before_and_after),
        cmocka_unit_test(what_is_wrong_with_a_set_is_named),
        cmocka_unit_test(an_area_is_the_mean_of_what_its_scales_print),
        cmocka_unit_test(an_area_is_compared_with_the_rest_as_its_scales_are),
        cmocka_unit_test(a_trend_goes_over_waves_that_asked_the_same),
        cmocka_unit_test(a_trend_breaks_with_a_version_or_with_programs),
        cmocka_unit_test(
            a_wave_that_does_not_show_a_unit_is_a_point_without_a_mean),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
