/* The release file: the known trees from sealed ballots on, the same bytes in
 * any order, canonical form, and what is never in it. */
#include "release_wave.h"

static struct wave w;

static int begin(void **state)
{
    (void)state;
    wave_begin(&w);
    return 0;
}

static int end(void **state)
{
    (void)state;
    wave_end(&w);
    return 0;
}

/* Three departments: a large unit, small ones, a pool in two of them. */
static void put_hospital(void)
{
    wave_put_many(&w, wave_unit(&w, "Medicine", "M1", 60), 31);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M2", 20), 12);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M3", 9), 3);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M4", 9), 2);
    wave_put_many(&w, wave_unit(&w, "Pediatrics", "P1", 30), 22);
    wave_put_many(&w, wave_unit(&w, "Pediatrics", "P2", 10), 4);
    wave_put_many(&w, wave_unit(&w, "Urology", "U1", 10), 3);
}

static const struct published_group *group(const struct published_release *r,
                                           const char *id)
{
    size_t at = published_group_find(r, id);
    if (at == PUBLISHED_NONE)
        fail_msg("no group %s", id);
    return &r->groups[at];
}

static const struct published_figure *figure(const struct published_release *r,
                                             const char *id, const char *scale)
{
    size_t at = published_scale_find(r, scale);
    assert_int_not_equal(at, PUBLISHED_NONE);
    return &group(r, id)->figures[at];
}

static bool is_leaf(const struct published_group *g)
{
    return g->shown &&
           (g->level == PUBLISHED_UNIT || g->level == PUBLISHED_POOL);
}

static void assert_tree(const json_t *c)
{
    const char *department = NULL;
    const char *unit = NULL;
    json_t *units = NULL;
    json_t *count = NULL;
    wave_begin(&w);
    json_object_foreach (json_object_get(c, "answered"), department, units)
        json_object_foreach (units, unit, count)
            wave_put_many(&w, wave_unit(&w, department, unit, 50),
                          (size_t)json_integer_value(count));
    struct published_release *r = wave_published(&w);
    const json_t *leaves = json_object_get(c, "leaves");
    size_t leaf_count = 0;
    for (size_t i = 0; i < r->group_count; i++) {
        const struct published_group *g = &r->groups[i];
        const json_t *n = json_object_get(leaves, g->id);
        if (g->level == PUBLISHED_DEPARTMENT)
            n = json_object_get(json_object_get(c, "departments"), g->name);
        if (g->level == PUBLISHED_INSTITUTION)
            n = json_object_get(c, "institution");
        assert_int_equal(g->shown, n != NULL);
        assert_int_equal(g->n, json_integer_value(n));
        leaf_count += is_leaf(g) ? 1 : 0;
    }
    assert_int_equal(leaf_count, json_object_size(leaves));
    published_free(r);
    wave_end(&w);
}

static void the_known_trees_come_out_of_sealed_ballots(void **state)
{
    (void)state;
    json_t *root = known_load("tests/vectors/release-cases.json");
    json_t *list = json_object_get(root, "trees");
    assert_in_range(json_array_size(list), 5, 1000);
    for (size_t i = 0; i < json_array_size(list); i++)
        assert_tree(json_array_get(list, i));
    json_decref(root);
}

static void shuffle(uint64_t seed)
{
    for (size_t i = w.ballot_count - 1; i > 0; i--) {
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
        size_t j = (size_t)(seed >> 33) % (i + 1);
        struct wave_ballot swap = w.ballots[i];
        w.ballots[i] = w.ballots[j];
        w.ballots[j] = swap;
    }
}

static void the_order_of_the_ballots_changes_no_byte(void **state)
{
    (void)state;
    put_hospital();
    struct buf first = wave_release(&w);
    for (uint64_t seed = 1; seed <= 5; seed++) {
        shuffle(seed);
        struct buf again = wave_release(&w);
        assert_int_equal(again.len, first.len);
        assert_memory_equal(again.data, first.data, first.len);
        buf_free(&again);
    }
    buf_free(&first);
}

static void sealing_again_changes_no_byte(void **state)
{
    (void)state;
    put_hospital();
    struct buf first = wave_release(&w);
    struct buf again = BUF_INIT;
    size_t groups = w.m.group_count;
    for (size_t i = 0; i < w.ballot_count; i++)
        free(w.ballots[i].sealed);
    w.ballot_count = 0;
    w.m.group_count = 0;
    put_hospital();
    assert_int_equal(w.m.group_count, groups);
    again = wave_release(&w);
    assert_int_equal(again.len, first.len);
    assert_memory_equal(again.data, first.data, first.len);
    buf_free(&first);
    buf_free(&again);
}

static void the_file_is_canonical(void **state)
{
    (void)state;
    put_hospital();
    struct buf json = wave_release(&w);
    json_error_t error;
    json_t *root = json_loadb((const char *)json.data, json.len,
                              JSON_REJECT_DUPLICATES, &error);
    assert_non_null(root);
    char *again = json_dumps(root, JSON_SORT_KEYS | JSON_COMPACT);
    assert_non_null(again);
    assert_int_equal(strlen(again), json.len);
    assert_memory_equal(again, json.data, json.len);
    free(again);
    json_decref(root);
    buf_free(&json);
}

/*
 * Written by hand once, from src/RELEASE.md alone: five people of one unit
 * answer 100, 75, 50, 50, 25 points to the one item and nothing else.
 */
static void a_small_release_is_this_one_to_the_byte(void **state)
{
    (void)state;
    static const size_t options[] = {1, 2, 3, 3, 4};
    uint16_t id = wave_unit(&w, "Medicine", "M1", 9);
    (void)wave_unit(&w, "Urology", "U1", 8);
    uint8_t *row = calloc(1, w.survey->answers_bytes);
    assert_non_null(row);
    for (size_t i = 0; i < 5; i++) {
        wave_answer(&w, row, "one", options[i]);
        wave_put(&w, id, row);
    }
    free(row);
    struct buf json = wave_release(&w);
    char sha[65];
    encode_hex(w.m.survey_sha256, 32, sha);
    struct buf expected = BUF_INIT;
    buf_put_text(&expected, "{\"board_sha256\":\"");
    for (size_t i = 0; i < 32; i++)
        buf_put_text(&expected, "24");
    buf_put_text(
        &expected,
        "\",\"closed\":\"2026-12-15\",\"format\":\"chorus-release-v1\","
        "\"groups\":[{\"areas\":{},\"id\":\"inst\",\"level\":\"institution\","
        "\"n\":5,\"name\":\"Test Hospital\",\"parent\":null,\"roster\":17,"
        "\"scales\":{\"one\":{\"half_width\":\"14\",\"mean\":\"60.0\","
        "\"n\":5}}},"
        "{\"areas\":{},\"id\":\"dept:medicine\",\"level\":\"department\","
        "\"n\":5,\"name\":\"Medicine\",\"parent\":\"inst\",\"roster\":9,"
        "\"scales\":{\"one\":{\"half_width\":\"12\",\"mean\":\"60\","
        "\"n\":5}}},"
        "{\"areas\":{},\"id\":\"unit:M1\",\"level\":\"unit\",\"n\":5,"
        "\"name\":\"Program M1\",\"parent\":\"dept:medicine\",\"roster\":9,"
        "\"scales\":{\"one\":{\"half_width\":\"12\",\"mean\":\"60\","
        "\"n\":5}}},"
        "{\"id\":\"dept:urology\",\"level\":\"department\","
        "\"name\":\"Urology\",\"parent\":\"inst\",\"roster\":8},"
        "{\"id\":\"unit:U1\",\"level\":\"unit\",\"name\":\"Program U1\","
        "\"parent\":\"dept:urology\",\"roster\":8}],"
        "\"institution\":\"Test Hospital\",\"manifest_sha256\":\"");
    for (size_t i = 0; i < 32; i++)
        buf_put_text(&expected, "42");
    buf_printf(
        &expected,
        "\",\"rule\":{\"insiders\":1,\"k\":5,\"k_share\":20},\"scales\":{"
        "\"days\":{\"cutoff\":[],\"grid\":4,\"range\":[\"0\",\"4\"],"
        "\"sd\":\"25\",\"version\":\"1\"},"
        "\"one\":{\"cutoff\":[\"50\"],\"grid\":4,\"range\":[\"0\",\"100\"],"
        "\"sd\":\"18\",\"version\":\"1\"},"
        "\"rare\":{\"cutoff\":[\"5\",\"10\",\"15\"],\"grid\":21,"
        "\"range\":[\"0\",\"21\"],\"sd\":\"25\",\"version\":\"1\"},"
        "\"second\":{\"cutoff\":[\"75\"],\"grid\":4,"
        "\"range\":[\"0\",\"100\"],\"sd\":\"25\",\"version\":\"1\"},"
        "\"work\":{\"cutoff\":[\"50\"],\"grid\":28,"
        "\"range\":[\"0\",\"100\"],\"sd\":\"17.7\",\"version\":\"2005\"}},"
        "\"survey\":{\"id\":\"release-test\",\"sha256\":\"%s\","
        "\"version\":\"1.0\"},\"totals\":{\"issued\":6,\"redeemed\":5,"
        "\"roster\":17,\"spoiled\":0},\"wave\":\"2026-fall\"}",
        sha);
    assert_string_equal(buf_text(&json), buf_text(&expected));
    buf_free(&expected);
    buf_free(&json);
}

static void rare_conditions_are_shown_for_the_institution_alone(void **state)
{
    (void)state;
    put_hospital();
    struct published_release *r = wave_published(&w);
    const struct published_figure *all = figure(r, "inst", "rare");
    assert_true(all->shown);
    assert_null(strchr(all->mean.text, '.')); /* printed like a leaf */
    assert_null(all->above.text);             /* several cutoffs: no share */
    for (size_t i = 1; i < r->group_count; i++)
        assert_false(figure(r, r->groups[i].id, "rare")->shown);
    assert_non_null(strchr(figure(r, "inst", "one")->mean.text, '.'));
    published_free(r);
}

/* A1 has twelve, A2 three who are in no leaf: "the 3 are shown nowhere". */
static void who_is_in_no_leaf_is_in_no_figure(void **state)
{
    (void)state;
    wave_put_many(&w, wave_unit(&w, "A", "A1", 20), 12);
    wave_put_many(&w, wave_unit(&w, "A", "A2", 10), 3);
    struct published_release *r = wave_published(&w);
    assert_int_equal(r->redeemed, 15);
    assert_int_equal(group(r, "inst")->n, 12);
    assert_int_equal(figure(r, "inst", "one")->n, 12);
    assert_int_equal(figure(r, "inst", "rare")->n, 12);
    assert_int_equal(group(r, "inst")->roster, 30);
    assert_false(group(r, "unit:A2")->shown);
    published_free(r);
}

static void an_institution_without_a_leaf_shows_nothing(void **state)
{
    (void)state;
    wave_put_many(&w, wave_unit(&w, "A", "A1", 20), 2);
    wave_put_many(&w, wave_unit(&w, "B", "B1", 20), 2);
    struct buf json = wave_release(&w);
    assert_null(strstr(buf_text(&json), "\"mean\""));
    assert_null(strstr(buf_text(&json), "\"n\""));
    assert_null(strstr(buf_text(&json), "\"areas\""));
    assert_non_null(strstr(buf_text(&json), "\"redeemed\":4"));
    buf_free(&json);
    struct published_release *r = wave_published(&w);
    for (size_t i = 0; i < r->group_count; i++)
        assert_false(r->groups[i].shown);
    published_free(r);
}

static void an_empty_wave_has_a_release_too(void **state)
{
    (void)state;
    (void)wave_unit(&w, "A", "A1", 20);
    struct published_release *r = wave_published(&w);
    assert_int_equal(r->group_count, 3);
    assert_int_equal(r->redeemed, 0);
    assert_false(r->groups[0].shown);
    published_free(r);
}

static void a_unit_that_nobody_answered_for_looks_like_a_small_one(void **state)
{
    (void)state;
    wave_put_many(&w, wave_unit(&w, "A", "A1", 20), 8);
    wave_put_many(&w, wave_unit(&w, "A", "A2", 20), 4);
    (void)wave_unit(&w, "A", "A3", 20);
    struct published_release *r = wave_published(&w);
    const struct published_group *small = group(r, "unit:A2");
    const struct published_group *empty = group(r, "unit:A3");
    assert_false(small->shown || empty->shown);
    assert_int_equal(small->roster, empty->roster);
    published_free(r);
}

static void spoiled_ballots_are_counted_and_shown_nowhere(void **state)
{
    (void)state;
    uint16_t id = wave_unit(&w, "A", "A1", 20);
    wave_put_many(&w, id, 6);
    w.ballots[0].sealed[3] ^= 1;
    struct published_release *r = wave_published(&w);
    assert_int_equal(r->redeemed, 6);
    assert_int_equal(r->spoiled, 1);
    assert_int_equal(group(r, "unit:A1")->n, 5);
    published_free(r);
    w.ballots[1].sealed[3] ^= 1; /* four are left: no leaf */
    r = wave_published(&w);
    assert_int_equal(r->spoiled, 2);
    assert_false(group(r, "unit:A1")->shown);
    published_free(r);
}

/* What a leaf prints depends on its own ballots alone. */
static void a_leaf_says_the_same_whatever_others_answer(void **state)
{
    (void)state;
    wave_put_many(&w, wave_unit(&w, "A", "A1", 20), 9);
    uint16_t other = wave_unit(&w, "A", "A2", 20);
    wave_put_many(&w, other, 7);
    struct published_release *before = wave_published(&w);
    wave_put_many(&w, other, 6);
    struct published_release *after = wave_published(&w);
    const struct published_group *x = group(before, "unit:A1");
    const struct published_group *y = group(after, "unit:A1");
    assert_int_equal(x->n, y->n);
    for (size_t i = 0; i < before->scale_count; i++) {
        assert_int_equal(x->figures[i].shown, y->figures[i].shown);
        if (x->figures[i].shown)
            assert_string_equal(x->figures[i].mean.text,
                                y->figures[i].mean.text);
    }
    published_free(before);
    published_free(after);
}

static void areas_come_from_printed_means(void **state)
{
    (void)state;
    put_hospital();
    struct published_release *r = wave_published(&w);
    size_t area = published_area_find(r, "mentorship");
    assert_int_not_equal(area, PUBLISHED_NONE);
    for (size_t i = 0; i < r->group_count; i++) {
        const struct published_group *g = &r->groups[i];
        const struct published_figure *one = figure(r, g->id, "one");
        const struct published_figure *second = figure(r, g->id, "second");
        bool both = g->shown && one->shown && second->shown;
        assert_int_equal(g->areas[area].text != NULL, both);
        if (both)
            assert_int_equal(g->areas[area].tenths,
                             (one->mean.tenths + second->mean.tenths + 10) /
                                 20 * 10);
    }
    published_free(r);
}

static void counts_that_contradict_each_other_are_refused(void **state)
{
    (void)state;
    wave_put_many(&w, wave_unit(&w, "A", "A1", 5), 5);
    (void)wave_unit(&w, "B", "B1", 20);
    struct tally *t = wave_tally(&w);
    struct release_facts facts = wave_facts(&w);
    struct buf json = BUF_INIT;
    struct err_note note = {""};
    facts.issued = 4;
    assert_int_equal(release_compute(&w.m, w.survey, t, &facts, &json, &note),
                     ERR_CORRUPT);
    facts.issued = 26;
    assert_int_equal(release_compute(&w.m, w.survey, t, &facts, &json, &note),
                     ERR_CORRUPT);
    facts.issued = 5;
    (void)snprintf(facts.closed, sizeof facts.closed, "2026-13-15");
    assert_int_equal(release_compute(&w.m, w.survey, t, &facts, &json, &note),
                     ERR_RANGE);
    assert_null(json.data);
    facts = wave_facts(&w);
    facts.issued = 5;
    w.m.rule.k = 4;
    assert_int_equal(release_compute(&w.m, w.survey, t, &facts, &json, &note),
                     ERR_RANGE);
    w.m.rule = (struct wave_rule){5, 20, 2}; /* k < 5 * insiders */
    assert_int_equal(release_compute(&w.m, w.survey, t, &facts, &json, &note),
                     ERR_RANGE);
    w.m.rule = (struct wave_rule){5, 20, 1};
    w.groups[0].roster = 4;
    assert_int_equal(release_compute(&w.m, w.survey, t, &facts, &json, &note),
                     ERR_CORRUPT);
    assert_non_null(strstr(note.text, "A1"));
    w.groups[0].roster = 5;
    assert_int_equal(release_compute(&w.m, w.survey, t, &facts, &json, &note),
                     ERR_OK);
    buf_free(&json);
    tally_free(t);
}

static void a_release_carries_as_many_signatures_as_its_wave_wants(void **state)
{
    (void)state;
    wave_put_many(&w, wave_unit(&w, "A", "A1", 8), 6);
    struct tally *t = wave_tally(&w);
    struct release_facts facts = wave_facts(&w);
    struct wave_trustee_sig sigs[3] = {{.number = 1}, {.number = 3}};
    struct published_release *r = NULL;
    struct buf json = BUF_INIT;
    memset(sigs[1].sig, 0x5a, sizeof sigs[1].sig);
    facts.trustees = sigs;
    static const struct {
        uint32_t threshold;
        uint32_t trustees;
        size_t signatures;
        enum err expected;
    } cases[] = {
        {0, 0, 1, ERR_RANGE}, {2, 3, 0, ERR_RANGE}, {2, 3, 1, ERR_RANGE},
        {1, 1, 2, ERR_RANGE}, {2, 3, 2, ERR_OK},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        w.m.trustees.threshold = cases[i].threshold;
        w.m.trustees.count = cases[i].trustees;
        facts.trustee_count = cases[i].signatures;
        assert_int_equal(
            release_compute(&w.m, w.survey, t, &facts, &json, NULL),
            cases[i].expected);
    }
    assert_int_equal(published_parse(json.data, json.len, &r, NULL), ERR_OK);
    assert_int_equal(r->trustee_count, 2);
    assert_int_equal(r->trustees[0].number, 1);
    assert_int_equal(r->trustees[1].number, 3);
    assert_memory_equal(r->trustees[1].sig, sigs[1].sig, sizeof sigs[1].sig);
    published_free(r);
    buf_free(&json);
    tally_free(t);
}

static void a_rule_below_the_floors_is_refused(void **state)
{
    (void)state;
    static const struct wave_rule rules[] = {
        {4, 20, 1}, {5, 19, 1}, {5, 20, 0}, {5, 20, 2}};
    put_hospital();
    struct tally *t = wave_tally(&w);
    struct release_facts facts = wave_facts(&w);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct buf json = BUF_INIT;
        w.m.rule = rules[i];
        assert_int_equal(
            release_compute(&w.m, w.survey, t, &facts, &json, NULL), ERR_RANGE);
        assert_int_equal(json.len, 0);
    }
    tally_free(t);
}

static void a_raised_rule_is_what_the_release_follows(void **state)
{
    (void)state;
    w.m.rule = (struct wave_rule){15, 40, 3};
    put_hospital();
    struct published_release *r = wave_published(&w);
    assert_int_equal(r->k, 15);
    assert_int_equal(r->insiders, 3);
    assert_true(group(r, "unit:M1")->shown);
    assert_false(group(r, "unit:M2")->shown); /* twelve */
    assert_true(group(r, "pool:medicine")->shown);
    assert_int_equal(group(r, "pool:medicine")->n, 17);
    for (size_t i = 0; i < r->group_count; i++)
        assert_null(figure(r, r->groups[i].id, "one")->above.text);
    published_free(r);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
#define FRESH(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_known_trees_come_out_of_sealed_ballots),
        FRESH(the_order_of_the_ballots_changes_no_byte),
        FRESH(sealing_again_changes_no_byte),
        FRESH(the_file_is_canonical),
        FRESH(a_small_release_is_this_one_to_the_byte),
        FRESH(rare_conditions_are_shown_for_the_institution_alone),
        FRESH(who_is_in_no_leaf_is_in_no_figure),
        FRESH(an_institution_without_a_leaf_shows_nothing),
        FRESH(an_empty_wave_has_a_release_too),
        FRESH(a_unit_that_nobody_answered_for_looks_like_a_small_one),
        FRESH(spoiled_ballots_are_counted_and_shown_nowhere),
        FRESH(a_leaf_says_the_same_whatever_others_answer),
        FRESH(areas_come_from_printed_means),
        FRESH(counts_that_contradict_each_other_are_refused),
        FRESH(a_release_carries_as_many_signatures_as_its_wave_wants),
        FRESH(a_rule_below_the_floors_is_refused),
        FRESH(a_raised_rule_is_what_the_release_follows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
