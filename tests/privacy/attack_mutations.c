/*
 * The attacker is awake. Mutations of the rule, each of which once looked
 * reasonable: in each, somebody is forced to one side of a cutoff.
 *
 * A mutation that is a function of what the leaves print cannot tell more than
 * they do; so each of these looks at ballots once more than the rule does.
 */
#include "privacy/attack_run.h"

static const int32_t half[] = {2};
static const int32_t agree[] = {3};

static struct print_value whole(uint64_t num, uint64_t den)
{
    return (struct print_value){PRINT_EXACT,
                                (uint32_t)(10 * print_half_up(num, den))};
}

static struct leaf_counts counts_under(const struct attack_view *view,
                                       size_t top)
{
    const struct tree *t = view->tree;
    struct leaf_counts all = {0};
    for (size_t i = 0; i < t->count; i++) {
        const struct tree_group *g = &t->groups[i];
        if (!g->leaf || (g->parent != top && top != 0))
            continue;
        const struct leaf_counts one = attack_sum(view, g, 0);
        all.valid += one.valid;
        all.steps += one.steps;
        all.above += one.above;
    }
    return all;
}

/* Takes the place of what a group printed, in its area too. */
static void print_instead(struct tree_group *g, struct print_scale print)
{
    g->scales[0] = print;
    g->areas[0] = print.mean;
}

/* Groups from LEVEL on speak from ballots, coded as a leaf of their size. */
static void speak_from_ballots(struct attack_view *view, enum tree_level level)
{
    attack_release(view);
    for (size_t i = 0; i < view->tree->count; i++) {
        struct tree_group *g = &view->tree->groups[i];
        const struct leaf_counts all = counts_under(view, i);
        if (g->shown && g->level >= level && g->level <= TREE_DEPARTMENT)
            print_instead(g, leaf_print(&view->rule,
                                        &view->system->scales[0].scale, &all));
    }
}

static void department_from_ballots(struct attack_view *view)
{
    speak_from_ballots(view, TREE_DEPARTMENT);
}

/* "They all say the same: that tells on everybody, so hide it." */
static void unanimous_hidden(struct attack_view *view)
{
    attack_leaves(view);
    for (size_t u = 0; u < view->system->unit_count; u++)
        for (size_t t = 0; t < view->system->types; t++)
            for (size_t i = 0; i < view->tree->count; i++) {
                struct tree_group *g = &view->tree->groups[i];
                if (g->leaf && g->unit_count == 1 && g->units[0] == u &&
                    view->bag[u]->count[t] == view->system->units[u].people)
                    g->scales[0] = (struct print_scale){0};
            }
    attack_roll(view);
}

/*
 * All that is larger from ballots, and where a leaf is cut, a sibling gives way
 * so that nobody can subtract: it is hidden, or WIDENED to tens.
 */
static void guard_siblings(struct attack_view *view, bool widened)
{
    struct tree *t = view->tree;
    bool cut[16] = {false};
    speak_from_ballots(view, TREE_INSTITUTION);
    for (size_t i = 0; i < t->count; i++)
        cut[i] = t->groups[i].leaf &&
                 t->groups[i].scales[0].mean.mark != PRINT_EXACT;
    for (size_t i = 0; i < t->count; i++)
        for (size_t j = 0; j < t->count; j++) {
            struct print_scale p = t->groups[j].scales[0];
            if (i == j || !cut[i] || cut[j] || !t->groups[j].leaf ||
                t->groups[i].parent != t->groups[j].parent)
                continue;
            p.has_half_width = false;
            p.mean =
                (struct print_value){widened ? PRINT_ABOUT : PRINT_ABSENT,
                                     widened ? p.mean.tenths / 100 * 100 : 0};
            print_instead(&t->groups[j], p);
        }
}

static void sibling_hidden(struct attack_view *view)
{
    guard_siblings(view, false);
}

static void sibling_widened(struct attack_view *view)
{
    guard_siblings(view, true);
}

/* The institution's share counts leaves that are too small to print one. */
static void share_of_all(struct attack_view *view)
{
    const struct leaf_counts all = counts_under(view, 0);
    attack_release(view);
    struct print_scale *p = &view->tree->groups[0].scales[0];
    p->above = leaf_above(&view->rule, &view->system->scales[0].scale, &all);
    p->above_n = all.valid;
}

/* How many chose each option, to the nearest 5 %, from twenty people on. */
static void distribution(struct attack_view *view)
{
    attack_release(view);
    for (size_t u = 0; u < view->system->unit_count; u++)
        for (size_t t = 0; t < view->system->types; t++)
            if (view->system->units[u].people >= 20)
                view->extra[view->extra_len++] =
                    (uint8_t)print_half_up(20u * view->bag[u]->count[t],
                                           view->system->units[u].people);
}

/* H and L as if nobody pooled anything: c = 0. */
static void coalition_of_none(struct attack_view *view)
{
    const struct survey_scale *scale = &view->system->scales[0].scale;
    attack_leaves(view);
    for (size_t i = 0; i < view->tree->count; i++) {
        struct tree_group *g = &view->tree->groups[i];
        if (!g->leaf)
            continue;
        const struct leaf_counts c = attack_sum(view, g, 0);
        const struct leaf_ends e = leaf_mean_ends(scale, c.valid, 0);
        const uint64_t full = (uint64_t)c.valid * (uint64_t)scale->grid;
        struct print_value mean = whole(100 * c.steps, full);
        if (mean.tenths >= 10 * e.high)
            mean = (struct print_value){PRINT_AT_LEAST, (uint32_t)e.high * 10};
        else if (mean.tenths <= 10 * e.low)
            mean = (struct print_value){PRINT_AT_MOST, (uint32_t)e.low * 10};
        g->scales[0].mean = mean;
    }
    attack_roll(view);
}

/* A share at the first of several cutoffs, beside the mean. */
static void share_beside_cutoffs(struct attack_view *view)
{
    struct survey_scale first = view->system->scales[0].scale;
    first.cutoff_count = 1;
    attack_leaves(view);
    for (size_t i = 0; i < view->tree->count; i++) {
        struct tree_group *g = &view->tree->groups[i];
        const struct leaf_counts c = attack_sum(view, g, 0);
        if (g->leaf)
            g->scales[0].above = leaf_above(&view->rule, &first, &c);
    }
    attack_roll(view);
}

/* Without a cutoff, every mean as it is. */
static void open_end(struct attack_view *view)
{
    attack_leaves(view);
    for (size_t i = 0; i < view->tree->count; i++) {
        struct tree_group *g = &view->tree->groups[i];
        const struct leaf_counts c = attack_sum(view, g, 0);
        if (g->leaf)
            g->scales[0].mean = whole(100 * c.steps, c.valid * 4);
    }
    attack_roll(view);
}

/* --- what they tell --------------------------------------------------------
 */

static void assert_safe(const struct attack_system *s)
{
    const struct attack_result r = attack(s);
    if (r.forced > 0)
        fail_msg("forced: %s", r.smallest);
}

static void assert_tells(const char *what, const struct attack_system *s)
{
    const struct attack_result r = attack(s);
    print_message("# %s: %llu worlds, %zu classes, %llu of class and coalition "
                  "tell; the first: %s\n",
                  what, (unsigned long long)r.worlds, r.classes,
                  (unsigned long long)r.forced, r.smallest);
    assert_true(r.forced > 0);
}

static struct attack_system two_fives(const struct attack_scale *scale)
{
    const struct attack_unit units[] = {{"D", "A", 5, 1}, {"D", "B", 5, 1}};
    return attack_system_of(scale, 2, units);
}

static void departments_from_ballots_tell(void **state)
{
    (void)state;
    const struct attack_scale scale = attack_scale_of(4, 1, half);
    struct attack_system s = two_fives(&scale);
    s.print = department_from_ballots;
    assert_tells("a department from ballots", &s);
}

static void hiding_a_unanimous_leaf_tells(void **state)
{
    (void)state;
    const struct attack_scale scale = attack_scale_of(4, 1, half);
    struct attack_system s = two_fives(&scale);
    s.print = unanimous_hidden;
    assert_tells("a unanimous leaf hidden", &s);
}

static void guarding_a_cut_leaf_by_its_sibling_tells(void **state)
{
    (void)state;
    const struct attack_scale scale = attack_scale_of(4, 1, half);
    struct attack_system s = two_fives(&scale);
    s.print = sibling_hidden;
    assert_tells("a sibling hidden", &s);
    s.print = sibling_widened;
    assert_tells("a sibling widened", &s);
}

static void a_share_of_small_leaves_tells(void **state)
{
    (void)state;
    const struct attack_unit units[] = {{"D", "A", 20, 0}, {"D", "B", 5, 1}};
    const struct attack_scale scale = attack_scale_of(1, 1, (int32_t[]){1});
    struct attack_system s = attack_system_of(&scale, 2, units);
    s.print = share_of_all;
    assert_tells("an institution's share with small leaves", &s);
}

static void a_distribution_tells(void **state)
{
    (void)state;
    const struct attack_unit units[] = {{"D", "A", 20, 2}};
    const struct attack_scale scale = attack_scale_of(4, 1, half);
    struct attack_system s = attack_system_of(&scale, 1, units);
    s.print = distribution;
    assert_tells("a distribution in steps of 5 %", &s);
}

/* Two items of five options each, their scale, and each item as a scale. */
static void a_scale_beside_its_items_tells(void **state)
{
    (void)state;
    const struct attack_unit units[] = {{"D", "A", 5, 1}};
    struct attack_scale scale = attack_scale_of(8, 1, (int32_t[]){4});
    struct attack_system s = attack_system_of(&scale, 1, units);
    s.types = 25;
    s.scales[1] = attack_scale_of(4, 1, half);
    s.scales[2] = attack_scale_of(4, 1, half);
    for (int32_t t = 0; t < 25; t++) {
        s.scales[0].score[t] = t / 5 + t % 5;
        s.scales[1].score[t] = t / 5;
        s.scales[2].score[t] = t % 5;
    }
    assert_safe(&s);
    s.scale_count = 3;
    assert_tells("a scale beside its items", &s);
}

/* Options worth 0, 1 and 4 of four steps. */
static void an_uneven_grid_tells(void **state)
{
    (void)state;
    const struct attack_unit units[] = {{"D", "A", 5, 1}};
    struct attack_scale scale = attack_scale_of(4, 1, half);
    struct attack_system s = attack_system_of(&scale, 1, units);
    s.types = 3;
    s.scales[0].score[2] = 4;
    assert_tells("an uneven grid", &s);
}

static void a_rule_for_no_insiders_tells(void **state)
{
    (void)state;
    const struct attack_unit units[] = {{"D", "A", 5, 1}};
    const struct attack_scale scale = attack_scale_of(4, 1, half);
    struct attack_system s = attack_system_of(&scale, 1, units);
    s.print = coalition_of_none;
    assert_tells("c zero", &s);
}

static void a_share_beside_several_cutoffs_tells(void **state)
{
    (void)state;
    const struct attack_unit units[] = {{"D", "A", 20, 2}};
    const struct attack_scale scale = attack_scale_of(4, 2, (int32_t[]){1, 4});
    struct attack_system s = attack_system_of(&scale, 1, units);
    assert_safe(&s);
    s.print = share_beside_cutoffs;
    assert_tells("a share beside several cutoffs", &s);
}

static void an_end_that_is_never_cut_tells(void **state)
{
    (void)state;
    const struct attack_unit units[] = {{"D", "A", 5, 1}};
    const struct attack_scale scale = attack_scale_of(4, 0, NULL);
    struct attack_system s = attack_system_of(&scale, 1, units);
    assert_safe(&s);
    s.print = open_end;
    assert_tells("no cutoff and no end", &s);
}

/* And the rule itself, when more people pool than it was made for. */
static void a_larger_coalition_is_told(void **state)
{
    (void)state;
    const struct attack_unit units[] = {{"D", "A", 5, 2}};
    const struct attack_scale scale = attack_scale_of(4, 1, agree);
    const struct attack_system s = attack_system_of(&scale, 1, units);
    assert_tells("two of five pool what they know", &s);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(departments_from_ballots_tell),
        cmocka_unit_test(hiding_a_unanimous_leaf_tells),
        cmocka_unit_test(guarding_a_cut_leaf_by_its_sibling_tells),
        cmocka_unit_test(a_share_of_small_leaves_tells),
        cmocka_unit_test(a_distribution_tells),
        cmocka_unit_test(a_scale_beside_its_items_tells),
        cmocka_unit_test(an_uneven_grid_tells),
        cmocka_unit_test(a_rule_for_no_insiders_tells),
        cmocka_unit_test(a_share_beside_several_cutoffs_tells),
        cmocka_unit_test(an_end_that_is_never_cut_tells),
        cmocka_unit_test(a_larger_coalition_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
