/*
 * Worlds of one leaf: intervals and the counting table against every multiset
 * of scores, one by one; and what the rule of the page prints, forces nobody.
 */
#include "known.h"

#include "audit/print.h"
#include "audit/recompute.h"
#include "audit/worlds.h"

#define PEOPLE_MAX 8

static struct audit_scale scale(uint32_t grid, size_t cutoffs, uint32_t first,
                                uint32_t apart)
{
    struct audit_scale s = {.id = "s", .grid = grid, .cutoff_count = cutoffs};
    for (size_t i = 0; i < cutoffs; i++)
        s.first[i] = first + (uint32_t)i * apart;
    return s;
}

/* Scores 0..G of so many people, in rising order: each multiset once. */
struct multiset {
    uint32_t size;
    uint32_t grid;
    uint32_t score[PEOPLE_MAX];
};

static bool next(struct multiset *m)
{
    size_t i = m->size;
    while (i > 0 && m->score[i - 1] == m->grid)
        i--;
    if (i == 0)
        return false;
    uint32_t value = m->score[i - 1] + 1;
    for (size_t j = i - 1; j < m->size; j++)
        m->score[j] = value;
    return true;
}

static uint32_t step(const struct audit_scale *s, size_t cutoff)
{
    return s->cutoff_count > 0 ? s->first[cutoff] : 1;
}

/* Whether known and others together print what the attacker saw. */
static bool fits(const struct audit_world *w, const struct multiset *known,
                 const struct multiset *others)
{
    int64_t sum = 0;
    int64_t people = 0;
    for (size_t i = 0; i < known->size; i++) {
        sum += known->score[i];
        people += known->score[i] >= step(w->scale, 0);
    }
    for (size_t i = 0; i < others->size; i++) {
        sum += others->score[i];
        people += others->score[i] >= step(w->scale, 0);
    }
    return sum >= w->sums.from && sum <= w->sums.to &&
           (!w->is_counted ||
            (people >= w->people.from && people <= w->people.to));
}

/* Whether one of the others is below (above) in some world, given KNOWN. */
static void look(const struct audit_world *w, const struct multiset *known,
                 size_t cutoff, bool *below, bool *above)
{
    const bool cut = w->scale->cutoff_count > 0;
    struct multiset others = {.size = w->v - w->coalition,
                              .grid = w->scale->grid};
    *below = *above = false;
    do {
        if (!fits(w, known, &others))
            continue;
        for (size_t i = 0; i < others.size; i++) {
            *above = *above || others.score[i] >= step(w->scale, cutoff);
            *below = *below || (cut ? others.score[i] < step(w->scale, cutoff)
                                    : others.score[i] < w->scale->grid);
        }
    } while (next(&others));
}

static enum audit_forced by_hand(const struct audit_world *w)
{
    const size_t cutoffs =
        w->scale->cutoff_count > 0 ? w->scale->cutoff_count : 1;
    bool any = false;
    for (size_t i = 0; i < cutoffs; i++) {
        struct multiset known = {.size = w->coalition, .grid = w->scale->grid};
        do {
            bool below = false;
            bool above = false;
            look(w, &known, i, &below, &above);
            if (below != above)
                return AUDIT_FORCED;
            any = any || below;
        } while (next(&known));
    }
    return any ? AUDIT_FREE : AUDIT_NO_WORLD;
}

static size_t seen[3]; /* verdicts of a test: all three must come up */

static void assert_same(struct audit_exact *exact, const struct audit_world *w)
{
    enum audit_forced closed = AUDIT_NO_WORLD;
    enum audit_forced counted = AUDIT_NO_WORLD;
    enum audit_forced truth = by_hand(w);
    assert_int_equal(audit_world_closed(w, &closed), ERR_OK);
    assert_int_equal(audit_exact_world(exact, w, &counted), ERR_OK);
    seen[truth]++;
    if (closed != truth || counted != truth)
        fail_msg("v %u, c %u, G %u, %zu cutoffs from %u, sums %lld-%lld, "
                 "people %lld-%lld: truth %d, closed %d, counted %d",
                 w->v, w->coalition, w->scale->grid, w->scale->cutoff_count,
                 w->scale->first[0], (long long)w->sums.from,
                 (long long)w->sums.to, (long long)w->people.from,
                 (long long)w->people.to, (int)truth, (int)closed,
                 (int)counted);
}

/* Every interval of sums and of people, every coalition. */
static void try_scale(const struct audit_scale *s, uint32_t v, bool is_counted)
{
    struct audit_exact *exact = NULL;
    const int64_t full = (int64_t)v * s->grid;
    assert_int_equal(audit_exact_new(s, is_counted, v, &exact), ERR_OK);
    for (uint32_t c = 0; c < v; c++) {
        struct audit_world w = {
            .scale = s, .v = v, .coalition = c, .is_counted = is_counted};
        for (int64_t from = 0; from <= full; from++)
            for (int64_t to = from - 1; to <= full; to++)
                for (int64_t low = 0; low <= (is_counted ? v : 0); low++)
                    for (int64_t high = is_counted ? low - 1 : 0;
                         high <= (is_counted ? v : 0); high++) {
                        w.sums = (struct audit_span){from, to};
                        w.people = (struct audit_span){low, high};
                        assert_same(exact, &w);
                    }
    }
    audit_exact_free(exact);
}

static void assert_all_verdicts_came_up(void)
{
    assert_true(seen[AUDIT_FREE] > 0 && seen[AUDIT_FORCED] > 0 &&
                seen[AUDIT_NO_WORLD] > 0);
    memset(seen, 0, sizeof seen);
}

static void a_mean_alone_is_as_every_multiset_says(void **state)
{
    (void)state;
    for (uint32_t v = 2; v <= 5; v++)
        for (uint32_t grid = 1; grid <= (v < 5 ? 4u : 3u); grid++) {
            struct audit_scale none = scale(grid, 0, 0, 0);
            try_scale(&none, v, false);
            for (uint32_t first = 1; first <= grid; first++) {
                struct audit_scale one = scale(grid, 1, first, 0);
                try_scale(&one, v, false);
                struct audit_scale two = scale(grid, 2, first, grid - first);
                if (first < grid)
                    try_scale(&two, v, false);
            }
        }
    assert_all_verdicts_came_up();
}

static void a_mean_with_a_share_is_as_every_multiset_says(void **state)
{
    (void)state;
    for (uint32_t v = 2; v <= 4; v++)
        for (uint32_t grid = 1; grid <= 3; grid++)
            for (uint32_t first = 1; first <= grid; first++) {
                struct audit_scale one = scale(grid, 1, first, 0);
                try_scale(&one, v, true);
                struct audit_scale two = scale(grid, 2, first, grid - first);
                if (first < grid)
                    try_scale(&two, v, true);
            }
    assert_all_verdicts_came_up();
}

/* Beyond what can be listed: the table against the intervals, on everything
 * that the rule can print with a share, and with one person more. */
static void the_table_and_the_intervals_agree_where_shares_begin(void **state)
{
    (void)state;
    struct audit_release r = {.k = 5, .k_share = 20, .insiders = 1};
    const struct audit_scale scales[] = {scale(4, 1, 2, 0), scale(1, 1, 1, 0),
                                         scale(4, 3, 1, 1),
                                         scale(28, 1, 14, 0)};
    size_t forced_with_more = 0;
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        const uint32_t v = 20;
        struct audit_code code = audit_code(&r, &scales[i], v);
        struct audit_exact *exact = NULL;
        assert_true(audit_exact_most(&scales[i], true) >= v);
        assert_int_equal(audit_exact_new(&scales[i], true, v, &exact), ERR_OK);
        for (uint32_t m = 0; m <= 100; m += 1)
            for (uint32_t y = code.margin + 1; y < v - code.margin; y++) {
                struct audit_world w = {.scale = &scales[i],
                                        .v = v,
                                        .coalition = code.share_coalition,
                                        .is_counted = true,
                                        .people = {y, y}};
                char text[AUDIT_PRINT_SIZE];
                audit_print_write((struct audit_print){0, m * 10}, false, text);
                assert_true(audit_code_sums(text, v, scales[i].grid, &w.sums));
                for (uint32_t more = 0; more < 3; more++) {
                    enum audit_forced closed = AUDIT_FREE;
                    enum audit_forced counted = AUDIT_FREE;
                    w.coalition = code.share_coalition + more;
                    assert_int_equal(audit_world_closed(&w, &closed), ERR_OK);
                    assert_int_equal(audit_exact_world(exact, &w, &counted),
                                     ERR_OK);
                    assert_int_equal(closed, counted);
                    forced_with_more += more == 2 && closed == AUDIT_FORCED;
                }
            }
        audit_exact_free(exact);
    }
    assert_true(forced_with_more > 0);
}

/* The known leaf values of the page, and that they force nobody. */
static void the_rule_of_the_page_forces_nobody(void **state)
{
    (void)state;
    struct audit_release r = {.k = 5, .k_share = 20, .insiders = 1};
    const struct audit_scale one = scale(4, 1, 2, 0);
    struct audit_code five = audit_code(&r, &one, 5);
    struct audit_code ten = audit_code(&r, &one, 10);
    assert_int_equal(five.high, 65);
    assert_int_equal(five.low, 30);
    assert_int_equal(ten.high, 72);
    assert_int_equal(ten.low, 25);
    for (uint32_t grid = 1; grid <= 28; grid++)
        for (uint32_t first = 1; first <= grid; first++)
            for (uint32_t v = 5; v <= 200; v++) {
                const struct audit_scale s = scale(grid, 1, first, 0);
                struct audit_code code = audit_code(&r, &s, v);
                const struct audit_print ends[] = {
                    {AUDIT_UPPER, (uint32_t)code.high * 10},
                    {AUDIT_LOWER, (uint32_t)code.low * 10}};
                for (size_t i = 0; code.has_mean && i < 2; i++) {
                    char text[AUDIT_PRINT_SIZE];
                    enum audit_forced forced = AUDIT_FORCED;
                    struct audit_world w = {
                        .scale = &s, .v = v, .coalition = code.coalition};
                    audit_print_write(ends[i], false, text);
                    assert_true(audit_code_sums(text, v, grid, &w.sums));
                    assert_int_equal(audit_world_closed(&w, &forced), ERR_OK);
                    assert_int_equal(forced, AUDIT_FREE);
                }
            }
}

/* What a leaf of V may say beyond an end that people cut, 0..100 all tried;
 * returns how many texts scores can print, and what MORE people find out. */
static size_t try_bounds(const struct audit_scale *s, uint32_t v, uint32_t more,
                         size_t *out_forced, size_t *out_counted)
{
    struct audit_release r = {.k = 5, .k_share = 20, .insiders = 1};
    const struct audit_code code = audit_code(&r, s, v);
    size_t printed = 0;
    for (uint32_t i = 0; i <= 201; i++) {
        struct audit_world w = {.scale = s,
                                .v = v,
                                .coalition = code.coalition + more,
                                .end = i > 100 ? AUDIT_LOWER : AUDIT_UPPER,
                                .code = code};
        char text[AUDIT_PRINT_SIZE];
        bool is_counted_out = false;
        audit_print_write((struct audit_print){w.end, i % 101 * 10}, false,
                          text);
        assert_true(audit_code_bounds(s, &code, text, &w.bounds));
        const enum audit_forced forced =
            audit_world_people(&w, &is_counted_out);
        printed += forced != AUDIT_NO_WORLD;
        *out_forced += forced == AUDIT_FORCED;
        *out_counted += is_counted_out;
        if (w.bounds.from <= w.bounds.to && is_counted_out)
            assert_int_not_equal(forced, AUDIT_NO_WORLD);
    }
    return printed;
}

static void bounds_that_people_cut_force_nobody(void **state)
{
    (void)state;
    size_t forced = 0;
    size_t counted = 0;
    size_t printed = 0;
    for (uint32_t first = 0; first <= 4; first++) {
        struct audit_scale s = scale(4, first > 0, first, 0);
        s.cut_by_people = true;
        for (uint32_t v = 5; v <= 40; v++)
            printed += try_bounds(&s, v, 0, &forced, &counted);
        assert_int_equal(forced, 0);
        (void)try_bounds(&s, 7, 1, &forced, &counted);
        assert_true(forced > 0);
        forced = 0;
    }
    assert_true(printed > 500 && counted > 1000);
}

/* Five at the top of a scale without a cutoff: two of them count one lower. */
static void a_bound_ends_where_scores_do(void **state)
{
    (void)state;
    struct audit_release r = {.k = 5, .k_share = 20, .insiders = 1};
    struct audit_scale s = scale(4, 0, 0, 0);
    struct audit_span t;
    s.cut_by_people = true;
    const struct audit_code code = audit_code(&r, &s, 5);
    assert_true(audit_code_bounds(&s, &code, ">=90", &t));
    assert_int_equal(t.from, 18);
    assert_int_equal(t.to, 18);
    assert_true(audit_code_bounds(&s, &code, ">=95", &t));
    assert_true(t.from > t.to);
    assert_true(audit_code_bounds(&s, &code, ">=70", &t));
    assert_true(t.from > t.to);
    assert_true(audit_code_bounds(&s, &code, "<=25", &t));
    assert_int_equal(t.from, 5);
    assert_false(audit_code_bounds(&s, &code, "50", &t));
}

/* Whatever mean and share can be printed for V; returns how many pairs can,
 * and whether MORE people than promised would force somebody. */
static size_t try_pairs(const struct audit_release *r,
                        const struct audit_scale *s, uint32_t v, uint32_t more,
                        bool *out_forced)
{
    struct audit_code code = audit_code(r, s, v);
    size_t pairs = 0;
    for (int64_t m = code.low; m <= code.high; m++)
        for (uint32_t y = code.margin; y <= v - code.margin; y++) {
            enum audit_forced forced = AUDIT_FORCED;
            struct audit_world w = {.scale = s,
                                    .v = v,
                                    .coalition = code.share_coalition + more,
                                    .is_counted = true,
                                    .people = {y, y}};
            char text[AUDIT_PRINT_SIZE];
            audit_print_write((struct audit_print){m == code.low ? AUDIT_LOWER
                                                   : m == code.high
                                                       ? AUDIT_UPPER
                                                       : AUDIT_PLAIN,
                                                   (uint32_t)m * 10},
                              false, text);
            assert_true(audit_code_sums(text, v, s->grid, &w.sums));
            if (y == code.margin)
                w.people.from = 0;
            if (y == v - code.margin)
                w.people.to = v;
            assert_int_equal(audit_world_closed(&w, &forced), ERR_OK);
            pairs += forced != AUDIT_NO_WORLD;
            *out_forced = *out_forced || forced == AUDIT_FORCED;
        }
    return pairs;
}

/*
 * The mean promises at most ten. From v = 111 on t - 1 is more: that many would
 * force somebody, so mean and share together promise the lesser of the two.
 */
static void mean_and_share_force_nobody_outside_the_lesser_promise(void **state)
{
    (void)state;
    struct audit_release r = {.k = 5, .k_share = 20, .insiders = 1};
    const struct audit_scale scales[] = {scale(4, 1, 2, 0), scale(28, 1, 14, 0),
                                         scale(1, 1, 1, 0)};
    static const uint32_t sizes[] = {20, 21,  25,  30,  31, 50,
                                     99, 110, 111, 130, 200};
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        for (size_t j = 0; j < sizeof sizes / sizeof *sizes; j++) {
            bool forced = false;
            assert_true(try_pairs(&r, &scales[i], sizes[j], 0, &forced) > 0);
            if (forced)
                fail_msg("scale %zu forces somebody at v = %u", i, sizes[j]);
        }
    bool forced = false;
    (void)try_pairs(&r, &scales[0], 130, 2, &forced); /* t - 1 = 12 */
    assert_true(forced);
}

/*
 * 16 of 20 at or above the first of three cutoffs, and a mean at its lower end:
 * two who score in the middle know that nobody else reaches the third. So only
 * one cutoff has a share; the auditor stops a release where it is otherwise.
 */
static void several_cutoffs_beside_a_share_are_found(void **state)
{
    (void)state;
    struct audit_release r = {.k = 5, .k_share = 20, .insiders = 1};
    const struct audit_scale three = scale(4, 3, 1, 1);
    const struct audit_scale one = scale(4, 1, 1, 0);
    const struct audit_scale none = scale(4, 0, 0, 0);
    bool forced = false;
    (void)try_pairs(&r, &three, 20, 0, &forced);
    assert_true(forced);
    assert_true(audit_code(&r, &one, 20).has_above);
    for (uint32_t v = 20; v <= 200; v++) {
        assert_false(audit_code(&r, &three, v).has_above);
        assert_false(audit_code(&r, &none, v).has_above);
    }
}

/* The inequality of the page by a search of its own; all answered: 0. */
static void half_widths_are_the_smallest_that_hold(void **state)
{
    (void)state;
    assert_int_equal(audit_half_width(5, 9, 18000), 12);
    assert_int_equal(audit_half_width(5, 17, 18000), 14);
    assert_int_equal(audit_half_width(82, 149, 18000), 3);
    assert_int_equal(audit_half_width(9, 9, 18000), 0);
}

static void only_one_text_is_one_value(void **state)
{
    (void)state;
    static const char *const bad[] = {"",    "-1", "101",  "047", "47.",
                                      "4 7", "+4", "> 47", "=47", "47.5"};
    struct audit_print p;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(audit_print_read(bad[i], false, &p));
    assert_true(audit_print_read(">=65", false, &p));
    assert_int_equal(p.ends, AUDIT_UPPER);
    assert_int_equal(p.tenths, 650);
    assert_true(audit_print_read("~46.3", true, &p));
    assert_int_equal(p.ends, AUDIT_BOTH);
    assert_int_equal(p.tenths, 463);
    assert_false(audit_print_read("46", true, &p));
    assert_false(audit_print_read("100.1", true, &p));
    static const char *const no_decimals[] = {"",   "1.",     "1.20", "01",
                                              "-0", "1.2345", ".5",   "1e3"};
    int64_t value = 0;
    for (size_t i = 0; i < sizeof no_decimals / sizeof *no_decimals; i++)
        assert_false(audit_decimal_read(no_decimals[i], &value));
    assert_true(audit_decimal_read("-1.33", &value));
    assert_int_equal(value, -1330);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mean_alone_is_as_every_multiset_says),
        cmocka_unit_test(a_mean_with_a_share_is_as_every_multiset_says),
        cmocka_unit_test(the_table_and_the_intervals_agree_where_shares_begin),
        cmocka_unit_test(the_rule_of_the_page_forces_nobody),
        cmocka_unit_test(bounds_that_people_cut_force_nobody),
        cmocka_unit_test(a_bound_ends_where_scores_do),
        cmocka_unit_test(
            mean_and_share_force_nobody_outside_the_lesser_promise),
        cmocka_unit_test(several_cutoffs_beside_a_share_are_found),
        cmocka_unit_test(half_widths_are_the_smallest_that_hold),
        cmocka_unit_test(only_one_text_is_one_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
