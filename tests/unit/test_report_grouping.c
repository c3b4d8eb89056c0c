/*
 * Free groupings from the bytes of release files alone: nothing else is read
 * here, and a room that could read ballots or a database is not linked by
 * src/report (src/LAYERS). tests/data/release/groups.py wrote the files; the
 * figures that are expected are worked out by hand.
 */
#include "known.h"

#include "base/file.h"
#include "report/contrast.h"

#include <math.h>

static struct published_release *r1; /* 2025-fall */
static struct published_release *r2; /* 2026-fall */

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

static int begin(void **state)
{
    (void)state;
    r1 = load("tests/data/release/groups-1.json");
    r2 = load("tests/data/release/groups-2.json");
    return 0;
}

static int end(void **state)
{
    (void)state;
    published_free(r1);
    published_free(r2);
    return 0;
}

/* UNITS: one letter each. */
static size_t find_units(const struct published_release *r, const char *units,
                         size_t out[static 8])
{
    size_t n = 0;
    for (; units[n] != 0; n++) {
        const char name[2] = {units[n], 0};
        out[n] = published_unit_find(r, name);
        assert_int_not_equal(out[n], PUBLISHED_NONE);
    }
    return n;
}

static struct grouping *group_of(const struct published_release *r,
                                 const char *units)
{
    size_t indices[8];
    struct grouping *g = NULL;
    const struct grouping_part part = {r, indices,
                                       find_units(r, units, indices)};
    assert_int_equal(grouping_new(units, &part, 1, &g), ERR_OK);
    return g;
}

static size_t scale(const char *id)
{
    size_t s = published_scale_find(r1, id);
    assert_int_not_equal(s, PUBLISHED_NONE);
    return s;
}

static void expect(const struct grouping *g, const char *id, uint32_t n,
                   const char *mean, const char *above)
{
    const struct published_figure *f = &g->group.figures[scale(id)];
    assert_true(f->shown);
    assert_int_equal(f->n, n);
    assert_string_equal(f->mean.text, mean);
    if (above == NULL)
        assert_null(f->above.text);
    else
        assert_string_equal(f->above.text, above);
}

static void expect_range(const struct grouping *g, const char *id, uint32_t low,
                         uint32_t high)
{
    const struct grouping_range *r = &g->ranges[scale(id)];
    assert_true(r->known);
    assert_int_equal(r->range.low, low);
    assert_int_equal(r->range.high, high);
}

static void a_set_is_the_weighted_mean_of_its_prints(void **state)
{
    (void)state;
    struct grouping *g = group_of(r1, "BE");
    assert_int_equal(g->group.n, 42);
    assert_int_equal(g->group.roster, 70);
    assert_int_equal(g->missing_count, 0);
    expect(g, "cbi", 42, "49", "<=10"); /* (12*60 + 30*45)/42 = 49.29 */
    /* 1.96*18*sqrt(28/(42*69)) = 3.47 -> 4 */
    assert_int_equal(g->group.figures[scale("cbi")].half_width, 4);
    expect_range(g, "cbi", 450, 530);
    expect(g, "days", 42, "~37", NULL); /* (12*80 + 30*20)/42 = 37.14 */
    assert_false(g->group.figures[scale("days")].has_half_width);
    /* (12*80 + 30*0)/42 = 22.85.., (12*100 + 30*20)/42 = 42.85..;
     * 1.96*25*sqrt(28/(42*69)) = 4.82 -> 5 */
    expect_range(g, "days", 228 - 50, 429 + 50);
    grouping_free(g);
}

static void a_unit_is_never_taken_out_of_its_pool(void **state)
{
    (void)state;
    struct grouping *g = group_of(r1, "ACF");
    assert_int_equal(g->unit_count, 3);
    assert_int_equal(g->leaf_count, 1);
    assert_int_equal(g->group.n, 40);
    assert_int_equal(g->group.roster, 87);
    expect(g, "cbi", 40, "51", "45");
    assert_int_equal(g->group.figures[scale("cbi")].half_width, 5);
    assert_int_equal(g->missing_count, 2);
    assert_string_equal(r1->groups[g->missing[0].unit].id, "unit:C");
    assert_string_equal(r1->groups[g->missing[0].pool].id, "pool:medicine");
    assert_string_equal(r1->groups[g->missing[1].unit].id, "unit:F");
    assert_int_equal(g->missing[1].pool, PUBLISHED_NONE);
    grouping_free(g);
    g = group_of(r1, "F");
    assert_false(g->group.shown);
    assert_false(g->group.figures[scale("cbi")].shown);
    assert_int_equal(g->missing_count, 1);
    grouping_free(g);
}

static void a_pool_speaks_where_all_its_members_are_asked_for(void **state)
{
    (void)state;
    struct grouping *g = group_of(r1, "CD");
    assert_int_equal(g->missing_count, 0);
    expect(g, "cbi", 5, "<=30", NULL);
    assert_false(g->ranges[scale("cbi")].known); /* one cut leaf: one side */
    assert_false(g->group.figures[scale("days")].shown);
    grouping_free(g);
    g = group_of(r1, "ACD");
    assert_int_equal(g->missing_count, 0);
    expect(g, "cbi", 45, "<=49", "45"); /* (40*51 + 5*30)/45 = 48.67 */
    /* (40*51 + 0)/45 = 45.33, 48.67; 1.96*18*sqrt(43/(45*87)) = 3.70 -> 4 */
    expect_range(g, "cbi", 453 - 40, 487 + 40);
    grouping_free(g);
}

/* The rule is the release's own: its departments come out to the last digit. */
static void departments_are_those_of_the_release(void **state)
{
    (void)state;
    struct published_release *const all[] = {r1, r2};
    for (size_t i = 0; i < 2; i++) {
        const struct published_release *r = all[i];
        struct grouping_list list;
        size_t figures = 0;
        assert_int_equal(grouping_by_key(&(struct grouping_wave){r, NULL}, 1,
                                         GROUPING_DEPARTMENT, &list),
                         ERR_OK);
        assert_int_equal(list.count, 2);
        for (size_t d = 0; d < list.count; d++) {
            size_t at = published_group_find(r, d == 0 ? "dept:medicine"
                                                       : "dept:surgery");
            const struct published_group *want = &r->groups[at];
            const struct published_group *got = &list.groupings[d]->group;
            assert_string_equal(got->name, want->name);
            assert_int_equal(got->n, want->n);
            assert_int_equal(got->roster, want->roster);
            for (size_t s = 0; s < r->scale_count; s++) {
                const struct published_figure *w = &want->figures[s];
                const struct published_figure *f = &got->figures[s];
                assert_int_equal(f->n, w->n);
                assert_string_equal(f->mean.text, w->mean.text);
                assert_int_equal(f->has_half_width, w->has_half_width);
                assert_int_equal(f->half_width, w->half_width);
                assert_int_equal(f->above.text == NULL, w->above.text == NULL);
                if (w->above.text != NULL)
                    assert_string_equal(f->above.text, w->above.text);
                assert_int_equal(f->above_n, w->above_n);
                struct report_range range = {0, 0};
                assert_int_equal(list.groupings[d]->ranges[s].known,
                                 report_range_of(r, at, s, &range));
                assert_int_equal(list.groupings[d]->ranges[s].range.low,
                                 range.low);
                assert_int_equal(list.groupings[d]->ranges[s].range.high,
                                 range.high);
                figures += f->shown;
            }
        }
        assert_int_equal(figures, 4);
        grouping_list_free(&list);
    }
}

static void labels_with_numbers_come_in_their_order(void **state)
{
    (void)state;
    struct grouping_list list;
    assert_int_equal(grouping_by_key(&(struct grouping_wave){r1, NULL}, 1,
                                     GROUPING_SIZE, &list),
                     ERR_OK);
    assert_int_equal(list.count, 3);
    assert_string_equal(list.groupings[0]->label, "1 to 19 people");
    assert_string_equal(list.groupings[1]->label, "20 to 49 people");
    assert_string_equal(list.groupings[2]->label, "50 people and more");
    expect(list.groupings[0], "cbi", 5, "<=30", NULL);
    assert_int_equal(list.groupings[0]->missing_count, 1);
    expect(list.groupings[1], "cbi", 12, "60", NULL);
    /* (40*51 + 30*45)/70 = 48.43; (40*45 + 30*10)/70 = 30 */
    expect(list.groupings[2], "cbi", 70, "48", "<=30");
    grouping_list_free(&list);
}

/* The release, and the wave's document of units: nothing else. */
static void types_and_sites_are_those_of_the_units_document(void **state)
{
    (void)state;
#define UNIT(u, t) "{\"site\":\"Main\",\"type\":\"" t "\",\"unit\":\"" u "\"}"
    static const char file[] =
        "{\"format\":\"chorus-units-v1\",\"units\":[" UNIT(
            "A",
            "residenc"
            "y") "," UNIT("B",
                          "fellowship") "," UNIT("C",
                                                 "residency") "," UNIT("D",
                                                                       "fellows"
                                                                       "hip") "," UNIT("E",
                                                                                       "") "],\"wave\":\"2025-fall\"}";
    struct wave_units *units = NULL;
    struct grouping_list list;
    assert_int_equal(
        wave_units_parse((const uint8_t *)file, sizeof file - 1, &units, NULL),
        ERR_OK);
    assert_int_equal(grouping_by_key(&(struct grouping_wave){r1, units}, 1,
                                     GROUPING_TYPE, &list),
                     ERR_OK);
    assert_int_equal(list.count, 3);
    assert_string_equal(list.groupings[0]->label, "fellowship"); /* B D */
    expect(list.groupings[0], "cbi", 12, "60", NULL);
    assert_int_equal(list.groupings[0]->missing_count, 1);
    assert_string_equal(list.groupings[1]->label, "not given"); /* E F */
    expect(list.groupings[1], "cbi", 30, "45", "<=10");
    assert_string_equal(list.groupings[2]->label, "residency"); /* A C */
    expect(list.groupings[2], "cbi", 40, "51", "45");
    grouping_list_free(&list);
    assert_int_equal(grouping_by_key(&(struct grouping_wave){r1, units}, 1,
                                     GROUPING_SITE, &list),
                     ERR_OK);
    assert_int_equal(list.count, 2);
    /* Main has both members of the pool: (12*60+40*51+5*30+30*45)/87 = 48.97 */
    assert_string_equal(list.groupings[0]->label, "Main");
    expect(list.groupings[0], "cbi", 87, "<=49", "<=30");
    grouping_list_free(&list);
    wave_units_free(units);
    enum grouping_key key = GROUPING_SIZE;
    assert_true(grouping_key_find("site", &key));
    assert_int_equal(key, GROUPING_SITE);
    assert_false(grouping_key_find("pgy", &key));
}

static void two_waves_are_pooled_when_they_asked_the_same(void **state)
{
    (void)state;
    size_t first[8];
    size_t second[8];
    struct grouping *g = NULL;
    struct grouping_part parts[] = {{r1, first, find_units(r1, "AF", first)},
                                    {r2, second, find_units(r2, "AF", second)}};
    assert_int_equal(grouping_new("A and F", parts, 2, &g), ERR_OK);
    expect(g, "cbi", 96, "46", "37"); /* (40*51 + 50*42 + 6*50)/96 = 46.25 */
    assert_int_equal(g->group.roster, 70 + 8 + 72 + 8);
    assert_int_equal(g->missing_count, 1); /* F was not shown in the first */
    assert_ptr_equal(g->missing[0].release, r1);
    grouping_free(g);
    struct published_scale *cbi = &r2->scales[scale("cbi")];
    const char *version = cbi->version;
    cbi->version = "2006";
    assert_int_equal(grouping_new("no", parts, 2, &g), ERR_STATE);
    assert_false(grouping_can_pool(r1, r2));
    cbi->version = version;
    cbi->sd.thousandths++;
    assert_false(grouping_can_pool(r1, r2));
    cbi->sd.thousandths--;
    assert_true(grouping_can_pool(r1, r2));
}

static void sets_of_what_is_no_unit_are_refused(void **state)
{
    (void)state;
    struct grouping *g = NULL;
    size_t a = published_unit_find(r1, "A");
    const size_t wrong[][2] = {
        {0, a},                                         /* the institution */
        {a, published_group_find(r1, "pool:medicine")}, /* a pool */
        {a, a},
        {a, r1->group_count}};
    for (size_t i = 0; i < 4; i++) {
        const struct grouping_part part = {r1, wrong[i], 2};
        assert_int_equal(grouping_new("x", &part, 1, &g), ERR_RANGE);
    }
    assert_null(g);
}

static void expect_tenths(double value, int64_t tenths)
{
    assert_int_equal(estimate_round(value, 10), tenths);
}

static void an_estimate_knows_how_far_its_prints_are_rounded(void **state)
{
    (void)state;
    struct estimate e;
    struct grouping *g = group_of(r1, "BE");
    assert_true(grouping_estimate(g, scale("days"), &e));
    expect_tenths(e.value, 371);
    expect_tenths(e.low, 227);  /* (12*79.5 + 30*0)/42 */
    expect_tenths(e.high, 432); /* (12*100 + 30*20.5)/42 */
    assert_true(fabs(e.variance - 625.0 / 42) < 1e-12);
    grouping_free(g);
    g = group_of(r1, "F");
    assert_false(grouping_estimate(g, scale("days"), &e));
    grouping_free(g);
}

static void a_groups_estimate_is_that_of_its_units(void **state)
{
    (void)state;
    static const struct {
        const char *group;
        const char *units;
    } same[] = {{"inst", "ABCDEF"},
                {"dept:medicine", "ABCD"},
                {"dept:surgery", "EF"},
                {"pool:medicine", "CD"},
                {"unit:B", "B"}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        struct grouping *g = group_of(r1, same[i].units);
        for (size_t s = 0; s < r1->scale_count; s++) {
            struct estimate a = {0, 0, 0, 0};
            struct estimate b = {0, 0, 0, 0};
            assert_int_equal(
                grouping_estimate_group(
                    r1, published_group_find(r1, same[i].group), s, &a),
                grouping_estimate(g, s, &b));
            assert_memory_equal(&a, &b, sizeof a);
        }
        grouping_free(g);
    }
    /* A scale that no unit shows: the institution prints it itself. */
    for (size_t i = 1; i < r1->group_count; i++)
        if (r1->groups[i].shown)
            r1->groups[i].figures[scale("cbi")].shown = false;
    struct estimate own;
    assert_true(grouping_estimate_group(r1, 0, scale("cbi"), &own));
    expect_tenths(own.value, 490);
    expect_tenths(own.low, 0); /* "<=49" */
    expect_tenths(own.high, 495);
    published_free(r1);
    r1 = load("tests/data/release/groups-1.json");
}

static void a_unit_is_compared_with_all_others(void **state)
{
    (void)state;
    struct contrast *list = NULL;
    size_t n = 0;
    assert_int_equal(contrast_units(r1, scale("cbi"), &list, &n), ERR_OK);
    assert_int_equal(n, 3); /* A, B, E; the pool is among the others */
    const struct contrast *b = &list[1];
    assert_string_equal(r1->groups[b->group].id, "unit:B");
    /* Others: (40*51 + 5*30 + 30*45)/75 = 47.2 */
    expect_tenths(b->difference.value, 128);
    double se = 18 * sqrt(1.0 / 12 + 1.0 / 75);
    double nearest = 59.5 - (40 * 51.5 + 5 * 30.5 + 30 * 45.5) / 75;
    double farthest = 60.5 - (40 * 50.5 + 5 * 0.0 + 30 * 44.5) / 75;
    assert_true(fabs(b->difference.low - (nearest - ESTIMATE_Z_975 * se)) <
                1e-9);
    assert_true(fabs(b->difference.high - (farthest + ESTIMATE_Z_975 * se)) <
                1e-9);
    assert_true(fabs(b->difference.p - estimate_p_of_z(nearest / se)) < 1e-12);
    assert_true(b->is_cut);
    for (size_t i = 0; i < n; i++) {
        assert_true(list[i].adjusted >= list[i].difference.p);
        assert_int_equal(list[i].differs, list[i].adjusted <= 0.05);
    }
    assert_false(b->differs); /* one in three: p = 0.029 is not enough */
    assert_true(b->difference.p < 0.05);
    free(list);
    assert_int_equal(contrast_units(r1, scale("days"), &list, &n), ERR_OK);
    assert_int_equal(n, 3);
    assert_true(list[2].differs); /* E: at most 20 where others have 66 */
    free(list);
}

static void an_initiative_is_compared_before_and_after(void **state)
{
    (void)state;
    struct grouping *a1 = group_of(r1, "A");
    struct grouping *a2 = group_of(r2, "A");
    struct grouping *e1 = group_of(r1, "E");
    struct grouping *e2 = group_of(r2, "E");
    const struct contrast_cells cells = {a1, a2, e1, e2};
    struct effect effect;
    assert_true(contrast_effect(&cells, "cbi", &effect));
    /* (42 - 51) - (46 - 45) = -10; each of four prints within half a point. */
    expect_tenths(effect.difference.value, -100);
    double se = 18 * sqrt(1.0 / 40 + 1.0 / 50 + 1.0 / 30 + 1.0 / 35);
    assert_true(fabs(effect.difference.low - (-12 - ESTIMATE_Z_975 * se)) <
                1e-9);
    assert_true(fabs(effect.difference.high - (-8 + ESTIMATE_Z_975 * se)) <
                1e-9);
    assert_true(fabs(effect.smallest - (ESTIMATE_Z_975 + ESTIMATE_Z_80) * se) <
                1e-9);
    assert_true(fabs(effect.smallest_d - effect.smallest / 18) < 1e-12);
    struct estimate_finding change;
    assert_true(contrast_sets(a2, scale("cbi"), a1, scale("cbi"), &change));
    expect_tenths(change.value, -90);
    r2->scales[scale("cbi")].cutoffs[0].thousandths = 60000;
    assert_false(contrast_effect(&cells, "cbi", &effect));
    assert_true(contrast_effect(&cells, "days", &effect));
    assert_false(contrast_effect(&cells, "nothing", &effect));
    r2->scales[scale("cbi")].cutoffs[0].thousandths = 50000;
    grouping_free(a1);
    grouping_free(a2);
    grouping_free(e1);
    grouping_free(e2);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_set_is_the_weighted_mean_of_its_prints),
        cmocka_unit_test(a_unit_is_never_taken_out_of_its_pool),
        cmocka_unit_test(a_pool_speaks_where_all_its_members_are_asked_for),
        cmocka_unit_test(departments_are_those_of_the_release),
        cmocka_unit_test(labels_with_numbers_come_in_their_order),
        cmocka_unit_test(types_and_sites_are_those_of_the_units_document),
        cmocka_unit_test(two_waves_are_pooled_when_they_asked_the_same),
        cmocka_unit_test(sets_of_what_is_no_unit_are_refused),
        cmocka_unit_test(an_estimate_knows_how_far_its_prints_are_rounded),
        cmocka_unit_test(a_groups_estimate_is_that_of_its_units),
        cmocka_unit_test(a_unit_is_compared_with_all_others),
        cmocka_unit_test(an_initiative_is_compared_before_and_after),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
