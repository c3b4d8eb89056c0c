/* What is computed from prints: means, shares, marks, areas, half widths. */
#include "known.h"
#include "release/roll.h"

static struct print_value value(enum print_mark mark, uint32_t points)
{
    return (struct print_value){mark, points * 10};
}

/* "47", ">=65", "<=22" as a leaf prints it. */
static struct print_value read_print(const char *text)
{
    enum print_mark mark = PRINT_EXACT;
    if (text[0] == '>' || text[0] == '<') {
        mark = text[0] == '>' ? PRINT_AT_LEAST : PRINT_AT_MOST;
        text += 2;
    }
    return value(mark, (uint32_t)strtoul(text, NULL, 10));
}

static void assert_text(struct print_value v, bool decimal, const char *text)
{
    char actual[PRINT_TEXT_SIZE];
    print_value_text(v, decimal, actual);
    assert_string_equal(actual, text);
}

static void roll_ups_are_the_known_ones(void **state)
{
    (void)state;
    json_t *root = known_load("tests/vectors/release-cases.json");
    json_t *list = json_object_get(root, "roll_ups");
    assert_in_range(json_array_size(list), 5, 1000);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *c = json_array_get(list, i);
        const json_t *leaves = json_object_get(c, "leaves");
        struct print_scale prints[8] = {0};
        size_t count = json_array_size(leaves);
        assert_in_range(count, 1, 8);
        for (size_t j = 0; j < count; j++) {
            const json_t *leaf = json_array_get(leaves, j);
            prints[j].n =
                (uint32_t)json_integer_value(json_object_get(leaf, "v"));
            prints[j].mean = read_print(known_text(leaf, "mean"));
        }
        assert_text(roll_mean(prints, count, false), false,
                    known_text(c, "mean"));
    }
    json_decref(root);
}

static void the_institution_has_one_decimal(void **state)
{
    (void)state;
    struct print_scale prints[] = {
        {.n = 12, .mean = value(PRINT_EXACT, 47)},
        {.n = 9, .mean = value(PRINT_EXACT, 52)},
    };
    assert_text(roll_mean(prints, 2, true), true, "49.1"); /* 1032 / 21 */
    assert_text(roll_mean(prints, 1, true), true, "47.0");
    prints[0].n = 10;
    prints[1].n = 10;
    prints[1].mean = value(PRINT_EXACT, 48);
    assert_text(roll_mean(prints, 2, true), true, "47.5");
    assert_text(roll_mean(prints, 2, false), false, "48"); /* half up */
}

static void marks_join_as_the_page_says(void **state)
{
    (void)state;
    const enum print_mark x = PRINT_EXACT;
    const enum print_mark up = PRINT_AT_LEAST;
    const enum print_mark down = PRINT_AT_MOST;
    const enum print_mark both = PRINT_ABOUT;
    assert_int_equal(print_mark_join(PRINT_ABSENT, up), up);
    assert_int_equal(print_mark_join(up, PRINT_ABSENT), up);
    assert_int_equal(print_mark_join(x, x), x);
    assert_int_equal(print_mark_join(x, up), up);
    assert_int_equal(print_mark_join(up, x), up);
    assert_int_equal(print_mark_join(down, x), down);
    assert_int_equal(print_mark_join(up, up), up);
    assert_int_equal(print_mark_join(up, down), both);
    assert_int_equal(print_mark_join(down, up), both);
    assert_int_equal(print_mark_join(both, x), both);
    assert_int_equal(print_mark_join(x, both), both);
    assert_int_equal(print_mark_join(both, up), both);
}

static void leaves_that_print_nothing_are_passed_over(void **state)
{
    (void)state;
    struct print_scale prints[] = {
        {.n = 0},
        {.n = 9, .mean = value(PRINT_EXACT, 52)},
    };
    assert_text(roll_mean(prints, 2, false), false, "52");
    assert_int_equal(roll_mean(prints, 1, false).mark, PRINT_ABSENT);
    assert_int_equal(roll_mean(prints, 0, false).mark, PRINT_ABSENT);
}

/* inst > dept > two units and a pool; inst > a second department, one unit. */
#define GROUPS 7
#define SCALES 3

struct small {
    struct tree tree;
    struct tree_group groups[GROUPS];
    struct print_scale scales[GROUPS][SCALES];
    struct print_value areas[GROUPS][2];
};

static void small_init(struct small *s)
{
    static const struct tree_group shape[GROUPS] = {
        {.level = TREE_INSTITUTION, .parent = TREE_NONE, .roster = 200},
        {.level = TREE_DEPARTMENT, .parent = 0, .roster = 100},
        {.level = TREE_UNIT, .parent = 1, .roster = 40, .leaf = true},
        {.level = TREE_UNIT, .parent = 1, .roster = 40, .leaf = true},
        {.level = TREE_POOL, .parent = 1, .roster = 20, .leaf = true},
        {.level = TREE_DEPARTMENT, .parent = 0, .roster = 100},
        {.level = TREE_UNIT, .parent = 5, .roster = 100, .leaf = true},
    };
    *s = (struct small){0};
    memcpy(s->groups, shape, sizeof shape);
    for (size_t i = 0; i < GROUPS; i++) {
        s->groups[i].scales = s->scales[i];
        s->groups[i].areas = s->areas[i];
    }
    s->tree = (struct tree){s->groups, GROUPS, SCALES, 2};
}

static const size_t both_scales[] = {0, 1};
static const size_t rare_scale[] = {2};
static const struct roll_area areas[] = {{both_scales, 2}, {rare_scale, 1}};
static const struct roll_scale scales[SCALES] = {
    {18000, false}, {25000, false}, {25000, true}};

static void leaf(struct small *s, size_t group, size_t scale, uint32_t n,
                 struct print_value mean, struct print_value above)
{
    s->scales[group][scale] =
        (struct print_scale){.n = n,
                             .mean = mean,
                             .above = above,
                             .above_n = above.mark == PRINT_ABSENT ? 0 : n};
}

static const struct print_value none = {PRINT_ABSENT, 0};

static void departments_and_institution_follow_from_leaves(void **state)
{
    (void)state;
    struct small s;
    small_init(&s);
    leaf(&s, 2, 0, 30, value(PRINT_EXACT, 40), value(PRINT_EXACT, 30));
    leaf(&s, 3, 0, 10, value(PRINT_AT_LEAST, 72), none);
    leaf(&s, 4, 0, 5, value(PRINT_EXACT, 50), none);
    leaf(&s, 6, 0, 60, value(PRINT_AT_MOST, 18), value(PRINT_AT_MOST, 10));
    assert_int_equal(roll_up(&s.tree, scales, areas), ERR_OK);

    const struct print_scale *first = &s.scales[1][0];
    assert_text(first->mean, false, ">=48"); /* (1200 + 720 + 250) / 45 */
    assert_int_equal(first->n, 45);
    assert_text(first->above, false, "30"); /* only one leaf prints it */
    assert_int_equal(first->above_n, 30);
    assert_false(first->has_half_width);

    assert_text(s.scales[5][0].mean, false, "<=18");
    assert_text(s.scales[5][0].above, false, "<=10");

    const struct print_scale *all = &s.scales[0][0];
    assert_int_equal(all->n, 105);
    assert_text(all->mean, true, "~31.0");  /* 3250 / 105 = 30.95 */
    assert_text(all->above, false, "<=17"); /* (900 + 600) / 90 = 16.7 */
    assert_int_equal(all->above_n, 90);
    assert_false(all->has_half_width);

    assert_true(s.scales[2][0].has_half_width);
    assert_false(s.scales[3][0].has_half_width); /* a cut end */
    assert_false(print_scale_shown(&s.scales[1][1]));
    assert_false(print_scale_shown(&s.scales[0][1]));
}

static void half_widths_use_the_group_s_own_roster(void **state)
{
    (void)state;
    struct small s;
    small_init(&s);
    leaf(&s, 2, 0, 12, value(PRINT_EXACT, 40), none);
    s.groups[2].roster = 30;
    leaf(&s, 6, 0, 82, value(PRINT_EXACT, 40), none);
    s.groups[6].roster = 149;
    assert_int_equal(roll_up(&s.tree, scales, areas), ERR_OK);
    assert_int_equal(s.scales[2][0].half_width, 9); /* known answers */
    assert_int_equal(s.scales[6][0].half_width, 3);
    assert_true(s.scales[0][0].has_half_width);
}

static void a_scale_of_the_institution_alone_is_left_as_printed(void **state)
{
    (void)state;
    struct small s;
    small_init(&s);
    leaf(&s, 2, 0, 30, value(PRINT_EXACT, 40), none);
    leaf(&s, 0, 2, 44, value(PRINT_EXACT, 27), value(PRINT_EXACT, 20));
    assert_int_equal(roll_up(&s.tree, scales, areas), ERR_OK);
    assert_text(s.scales[0][2].mean, false, "27");
    assert_true(s.scales[0][2].has_half_width);
    assert_int_equal(s.scales[0][2].n, 44);
    for (size_t i = 1; i < GROUPS; i++)
        assert_false(print_scale_shown(&s.scales[i][2]));
    assert_text(s.areas[0][1], false, "27");
    assert_int_equal(s.areas[1][1].mark, PRINT_ABSENT);
}

static void an_area_needs_all_of_its_scales(void **state)
{
    (void)state;
    struct small s;
    small_init(&s);
    leaf(&s, 2, 0, 30, value(PRINT_EXACT, 40), none);
    leaf(&s, 2, 1, 10, value(PRINT_AT_LEAST, 71), none);
    leaf(&s, 3, 0, 10, value(PRINT_EXACT, 20), none);
    leaf(&s, 6, 0, 10, value(PRINT_AT_MOST, 25), none);
    leaf(&s, 6, 1, 10, value(PRINT_AT_LEAST, 60), none);
    assert_int_equal(roll_up(&s.tree, scales, areas), ERR_OK);
    assert_text(s.areas[2][0], false, ">=56"); /* 55.5 half up, unweighted */
    assert_int_equal(s.areas[3][0].mark, PRINT_ABSENT);
    assert_text(s.areas[6][0], false, "~43");  /* 42.5 */
    assert_text(s.areas[1][0], false, ">=53"); /* 35 and 71 */
    /* 32.0 and 65.5: the institution's decimals are used, whole is printed */
    assert_text(s.scales[0][0].mean, true, "<=33.0");
    assert_text(s.scales[0][1].mean, true, ">=65.5");
    assert_text(s.areas[0][0], false, "~49"); /* 49.25 */
}

/* --- a large tree, against the definition ----------------------------------
 */

#define BIG_DEPARTMENTS 40
#define BIG_GROUPS      (1 + BIG_DEPARTMENTS * 8)

struct big {
    struct tree tree;
    struct tree_group groups[BIG_GROUPS];
    struct print_scale scales[BIG_GROUPS][SCALES];
    struct print_value areas[BIG_GROUPS][2];
};

static uint32_t draw(uint32_t below)
{
    static uint64_t random = 7;
    random = random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(random >> 33) % below;
}

static struct print_value any_print(void)
{
    return value((enum print_mark)draw(4), draw(101));
}

/* Departments of up to seven groups; most of these are leaves, and most leaves
 * print a scale. */
static void big_init(struct big *b)
{
    *b = (struct big){0};
    b->tree = (struct tree){b->groups, 0, SCALES, 2};
    size_t department = 0;
    for (size_t i = 0; i < BIG_GROUPS; i++) {
        struct tree_group *g = &b->groups[b->tree.count++];
        bool begins = i == 1 || (i > 1 && draw(6) == 0);
        department = begins ? i : department;
        g->level =
            i == 0 ? TREE_INSTITUTION : (begins ? TREE_DEPARTMENT : TREE_UNIT);
        g->parent = i == 0 ? TREE_NONE : (begins ? 0 : department);
        g->roster = 100000;
        g->leaf = i > 0 && !begins && draw(5) > 0;
        g->scales = b->scales[i];
        g->areas = b->areas[i];
        for (size_t s = 0; g->leaf && s + 1 < SCALES; s++) {
            struct print_scale *p = &b->scales[i][s];
            p->mean = any_print();
            p->n = 5 + draw(60);
            p->above = print_scale_shown(p) ? any_print() : none;
            p->above_n = p->above.mark == PRINT_ABSENT ? 0 : p->n;
        }
    }
}

/* The leaves under TOP that print a scale: the sum of their n, and roll_mean.
 */
static void assert_follows(const struct big *b, size_t top, size_t scale)
{
    struct print_scale leaves[BIG_GROUPS];
    size_t count = 0;
    uint32_t n = 0;
    uint32_t above_n = 0;
    for (size_t i = 0; i < b->tree.count; i++) {
        const struct tree_group *g = &b->groups[i];
        if (!g->leaf || !print_scale_shown(&b->scales[i][scale]) ||
            (top != 0 && g->parent != top))
            continue;
        leaves[count++] = b->scales[i][scale];
        n += b->scales[i][scale].n;
        above_n += b->scales[i][scale].above_n;
    }
    const struct print_scale *made = &b->scales[top][scale];
    struct print_value mean = roll_mean(leaves, count, top == 0);
    assert_int_equal(made->mean.mark, mean.mark);
    assert_int_equal(made->mean.tenths, mean.tenths);
    assert_int_equal(made->n, n);
    assert_int_equal(made->above_n, above_n);
}

static void every_group_of_a_large_tree_follows_from_its_leaves(void **state)
{
    (void)state;
    static struct big b;
    size_t larger = 0;
    big_init(&b);
    assert_int_equal(roll_up(&b.tree, scales, areas), ERR_OK);
    for (size_t i = 0; i < b.tree.count; i++)
        for (size_t s = 0; !b.groups[i].leaf && s + 1 < SCALES; s++) {
            if (b.groups[i].level == TREE_UNIT) {
                assert_false(print_scale_shown(&b.scales[i][s]));
                continue;
            }
            larger++;
            assert_follows(&b, i, s);
        }
    assert_in_range(larger, 50, 500);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roll_ups_are_the_known_ones),
        cmocka_unit_test(the_institution_has_one_decimal),
        cmocka_unit_test(marks_join_as_the_page_says),
        cmocka_unit_test(leaves_that_print_nothing_are_passed_over),
        cmocka_unit_test(departments_and_institution_follow_from_leaves),
        cmocka_unit_test(half_widths_use_the_group_s_own_roster),
        cmocka_unit_test(a_scale_of_the_institution_alone_is_left_as_printed),
        cmocka_unit_test(an_area_needs_all_of_its_scales),
        cmocka_unit_test(every_group_of_a_large_tree_follows_from_its_leaves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
