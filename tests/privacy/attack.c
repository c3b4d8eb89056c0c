/*
 * All worlds of small institutions, printed by the real rule: nobody outside
 * the promised coalition is forced to one side of a cutoff.
 * DEEP=1 in the environment: all sizes.
 */
#include "privacy/attack_run.h"

static const int32_t half[] = {2};

static bool deep(void)
{
    const char *text = getenv("DEEP");
    return text != NULL && text[0] == '1';
}

static uint64_t all_worlds;
static size_t all_classes;
static size_t all_systems;

static void assert_safe(const struct attack_system *s)
{
    const struct attack_result r = attack(s);
    all_worlds += r.worlds;
    all_classes += r.classes;
    all_systems++;
    if (r.forced > 0)
        fail_msg("forced: %s", r.smallest);
}

static int start(void **state)
{
    (void)state;
    all_worlds = all_classes = all_systems = 0;
    return 0;
}

static int say(void **state)
{
    (void)state;
    if (all_systems > 0)
        print_message("# %zu institutions, %llu worlds, %zu classes\n",
                      all_systems, (unsigned long long)all_worlds, all_classes);
    return 0;
}

static void two_units_of_five_to_eight(void **state)
{
    (void)state;
    for (uint32_t a = 5; a <= 8; a++)
        for (uint32_t b = a; b <= 8; b++)
            for (int32_t at = deep() ? 0 : 2; at <= (deep() ? 4 : 2); at++)
                for (int one = 0; one <= 1; one++) {
                    const struct attack_unit units[] = {
                        {"D", "A", a, 1}, {one ? "D" : "E", "B", b, 1}};
                    const struct attack_scale scale =
                        attack_scale_of(4, at > 0 ? 1 : 0, &at);
                    const struct attack_system s =
                        attack_system_of(&scale, 2, units);
                    assert_safe(&s);
                }
}

static void three_units(void **state)
{
    (void)state;
    const struct attack_scale scale = attack_scale_of(4, 1, half);
    const uint32_t most = deep() ? 8 : 5;
    for (uint32_t a = 5; a <= most; a++)
        for (uint32_t b = a; b <= most; b++)
            for (uint32_t c = b; c <= most; c++) {
                const struct attack_unit units[] = {
                    {"D", "A", a, 1}, {"D", "B", b, 1}, {"E", "C", c, 1}};
                const struct attack_system s =
                    attack_system_of(&scale, 3, units);
                assert_safe(&s);
            }
}

/* A pool in its department, one over two, and people who are in no leaf. */
static void pools_and_people_in_no_leaf(void **state)
{
    (void)state;
    for (int32_t at = 0; at <= 4; at++) {
        const struct attack_scale scale =
            attack_scale_of(4, at > 0 ? 1 : 0, &at);
        const struct attack_unit units[][3] = {
            {{"D", "A", 5, 1}, {"D", "B", 3, 1}, {"D", "C", 2, 0}},
            {{"D", "A", 5, 1}, {"D", "B", 3, 0}, {"D", "C", 2, 1}},
            {{"D", "A", 6, 1}, {"D", "B", 3, 1}, {"E", "C", 3, 0}},
            {{"D", "A", 5, 1}, {"D", "B", 5, 1}, {"E", "C", 3, 1}},
            {{"D", "A", 3, 1}, {"E", "B", 1, 0}, {"F", "C", 4, 0}},
        };
        for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
            const struct attack_system s =
                attack_system_of(&scale, 3, units[i]);
            assert_safe(&s);
        }
    }
}

static void several_cutoffs_yes_no_and_none(void **state)
{
    (void)state;
    static const int32_t cutoffs[][3] = {{1, 3, 0}, {2, 3, 0}, {1, 4, 0},
                                         {1, 2, 3}, {1, 2, 4}, {2, 3, 4}};
    const struct attack_unit units[] = {{"D", "A", 5, 1}, {"D", "B", 6, 1}};
    for (size_t i = 0; i < sizeof cutoffs / sizeof *cutoffs; i++) {
        const struct attack_scale scale =
            attack_scale_of(4, cutoffs[i][2] > 0 ? 3 : 2, cutoffs[i]);
        const struct attack_system s = attack_system_of(&scale, 2, units);
        assert_safe(&s);
    }
    for (int32_t grid = 1; grid <= 4; grid++) {
        const struct attack_scale open = attack_scale_of(grid, 0, NULL);
        const struct attack_system s = attack_system_of(&open, 2, units);
        assert_safe(&s);
    }
    for (uint32_t v = 5; v <= 9; v++) {
        const struct attack_scale yes = attack_scale_of(1, 1, (int32_t[]){1});
        const struct attack_unit three[] = {
            {"D", "A", v, 1}, {"D", "B", 9, 1}, {"E", "C", 10, 2}};
        const struct attack_system s = attack_system_of(&yes, 3, three);
        assert_safe(&s);
    }
}

/* Who answers may still skip the question; six ballots, any number of scores */
static void skipped_questions(void **state)
{
    (void)state;
    for (int32_t at = 0; at <= 3; at += 3) {
        struct attack_scale scale = attack_scale_of(4, at > 0 ? 1 : 0, &at);
        scale.score[5] = ATTACK_SKIPPED;
        const struct attack_unit units[] = {{"D", "A", 6, 1}, {"D", "B", 6, 1}};
        struct attack_system s = attack_system_of(&scale, 2, units);
        s.types = 6;
        assert_safe(&s);
    }
}

static void a_scale_that_only_the_institution_shows(void **state)
{
    (void)state;
    struct attack_scale scale = attack_scale_of(3, 1, (int32_t[]){2});
    scale.scale.institution_only = true;
    const struct attack_unit plans[][2] = {
        {{"D", "A", 5, 1}, {"E", "B", 6, 1}},
        {{"D", "A", 5, 2}, {"E", "B", 6, 0}},
        {{"D", "A", 5, 1}, {"E", "B", 16, 1}},
        {{"D", "A", 5, 0}, {"E", "B", 16, 2}},
    };
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        const struct attack_system s = attack_system_of(&scale, 2, plans[i]);
        assert_safe(&s);
    }
}

/* Twenty people print a share too; t - 1 = 2 of them, and one of the five. */
static void a_leaf_with_a_share_beside_a_small_one(void **state)
{
    (void)state;
    const struct attack_unit units[] = {{"D", "A", 20, 2}, {"D", "B", 5, 1}};
    for (int32_t grid = 1; grid <= (deep() ? 4 : 2); grid++) {
        const int32_t at = (grid + 1) / 2;
        const struct attack_scale scale = attack_scale_of(grid, 1, &at);
        const struct attack_system s = attack_system_of(&scale, 2, units);
        assert_safe(&s);
    }
    for (uint32_t v = 20; v <= (deep() ? 24 : 20); v++)
        for (int32_t at = 1; at <= 4; at++) {
            const struct attack_unit one[] = {{"D", "A", v, 2}};
            const struct attack_scale scale = attack_scale_of(4, 1, &at);
            const struct attack_system s = attack_system_of(&scale, 1, one);
            assert_safe(&s);
        }
}

#define SAFE(f) cmocka_unit_test_setup_teardown(f, start, say)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        SAFE(two_units_of_five_to_eight),
        SAFE(three_units),
        SAFE(pools_and_people_in_no_leaf),
        SAFE(several_cutoffs_yes_no_and_none),
        SAFE(skipped_questions),
        SAFE(a_scale_that_only_the_institution_shows),
        SAFE(a_leaf_with_a_share_beside_a_small_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
