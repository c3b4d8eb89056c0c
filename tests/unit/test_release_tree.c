/* Which leaves there are, and the order of the groups: the known trees, and
 * what they do not reach. */
#include "known.h"
#include "release/tree.h"

#define UNITS_MAX 32

struct plan {
    struct wave_manifest m;
    struct wave_group groups[UNITS_MAX];
    uint32_t answered[UNITS_MAX];
    char institution[8];
    char text[UNITS_MAX][2][48];
};

static void plan_init(struct plan *p)
{
    *p = (struct plan){.institution = "Inst"};
    p->m.groups = p->groups;
    p->m.institution = p->institution;
}

static void put(struct plan *p, const char *department, const char *unit,
                uint32_t answered)
{
    size_t i = p->m.group_count++;
    struct wave_group *g = &p->groups[i];
    assert_in_range(i, 0, UNITS_MAX - 1);
    (void)snprintf(p->text[i][0], sizeof p->text[i][0], "%s", department);
    (void)snprintf(p->text[i][1], sizeof p->text[i][1], "Program %s", unit);
    (void)snprintf(g->unit, sizeof g->unit, "%s", unit);
    g->department = p->text[i][0];
    g->name = p->text[i][1];
    g->roster = 50;
    g->id = (uint16_t)(i + 1);
    p->answered[i] = answered;
}

static struct tree *grow(const struct plan *p, uint32_t k)
{
    struct tree *t = NULL;
    assert_int_equal(tree_new(&p->m, p->answered, k, 2, 1, &t), ERR_OK);
    return t;
}

static const struct tree_group *find(const struct tree *t, const char *id)
{
    size_t at = tree_find(t, id);
    if (at == TREE_NONE)
        fail_msg("no group %s", id);
    return &t->groups[at];
}

static void assert_ids(const struct tree *t, const char *const *ids)
{
    size_t count = 0;
    for (; ids[count] != NULL; count++) {
        assert_true(count < t->count);
        assert_string_equal(t->groups[count].id, ids[count]);
    }
    assert_int_equal(t->count, count);
}

static void read_plan(const json_t *c, struct plan *p)
{
    const char *department = NULL;
    const char *unit = NULL;
    json_t *units = NULL;
    json_t *count = NULL;
    plan_init(p);
    json_object_foreach (json_object_get(c, "answered"), department, units)
        json_object_foreach (units, unit, count)
            put(p, department, unit, (uint32_t)json_integer_value(count));
}

static void trees_are_the_known_ones(void **state)
{
    (void)state;
    json_t *root = known_load("tests/vectors/release-cases.json");
    json_t *list = json_object_get(root, "trees");
    assert_in_range(json_array_size(list), 5, 1000);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *c = json_array_get(list, i);
        struct plan p;
        read_plan(c, &p);
        struct tree *t = grow(&p, 5);
        const json_t *leaves = json_object_get(c, "leaves");
        const json_t *departments = json_object_get(c, "departments");
        size_t leaf_count = 0;
        size_t department_count = 0;
        for (size_t j = 0; j < t->count; j++) {
            const struct tree_group *g = &t->groups[j];
            const json_t *n = json_object_get(leaves, g->id);
            assert_int_equal(g->leaf, n != NULL);
            if (g->leaf)
                assert_int_equal(g->n, json_integer_value(n));
            leaf_count += g->leaf ? 1 : 0;
            if (g->level != TREE_DEPARTMENT)
                continue;
            n = json_object_get(departments, g->name);
            assert_int_equal(g->shown, n != NULL);
            assert_int_equal(g->n, json_integer_value(n));
            department_count += g->shown ? 1 : 0;
        }
        assert_int_equal(leaf_count, json_object_size(leaves));
        assert_int_equal(department_count, json_object_size(departments));
        assert_int_equal(t->groups[0].n,
                         json_integer_value(json_object_get(c, "institution")));
        tree_free(t);
    }
    json_decref(root);
}

static void groups_stand_in_the_order_of_the_file(void **state)
{
    (void)state;
    struct plan p;
    plan_init(&p);
    /* The manifest's order is of names, the file's of ids: "-" < "a". */
    put(&p, "Alpha", "A1", 10);
    put(&p, "Alpha", "A2", 3);
    put(&p, "Alpha", "A3", 2);
    put(&p, "Beta", "B2", 4);
    put(&p, "alpha!", "C1", 9);
    put(&p, "alpha!", "B1", 1);
    struct tree *t = grow(&p, 5);
    assert_ids(t, (const char *const[]){
                      "inst", "dept:alpha", "unit:A1", "unit:A2", "unit:A3",
                      "pool:alpha", "dept:alpha-2", "unit:C1", "unit:B1",
                      "dept:beta", "unit:B2", "pool:*", NULL});
    assert_string_equal(find(t, "pool:alpha")->name, "Other programs in Alpha");
    assert_string_equal(find(t, "pool:*")->name, "Other programs");
    assert_int_equal(find(t, "pool:*")->parent, 0);
    assert_int_equal(find(t, "pool:alpha")->parent, 1);
    assert_int_equal(find(t, "unit:A1")->parent, 1);
    assert_int_equal(find(t, "dept:beta")->parent, 0);
    assert_int_equal(t->groups[0].parent, TREE_NONE);
    tree_free(t);
}

static void a_pool_counts_its_units_and_their_rosters(void **state)
{
    (void)state;
    struct plan p;
    plan_init(&p);
    put(&p, "D", "A", 12);
    put(&p, "D", "B", 0);
    put(&p, "D", "C", 3);
    put(&p, "D", "E", 2);
    struct tree *t = grow(&p, 5);
    const struct tree_group *pool = find(t, "pool:d");
    assert_int_equal(pool->unit_count, 3); /* the one without a ballot too */
    assert_int_equal(pool->roster, 150);
    assert_int_equal(pool->n, 5);
    assert_int_equal(find(t, "dept:d")->roster, 200);
    assert_int_equal(find(t, "dept:d")->n, 17);
    assert_int_equal(t->groups[0].roster, 200);
    assert_false(find(t, "unit:B")->shown);
    tree_free(t);
}

static void the_last_pool_lists_units_bytewise(void **state)
{
    (void)state;
    struct plan p;
    plan_init(&p);
    put(&p, "X", "Z9", 2);
    put(&p, "Y", "A1", 2);
    put(&p, "Z", "M5", 1);
    struct tree *t = grow(&p, 5);
    const struct tree_group *pool = find(t, "pool:*");
    assert_int_equal(pool->unit_count, 3);
    assert_string_equal(p.groups[pool->units[0]].unit, "A1");
    assert_string_equal(p.groups[pool->units[1]].unit, "M5");
    assert_string_equal(p.groups[pool->units[2]].unit, "Z9");
    assert_int_equal(t->groups[0].n, 5);
    assert_false(find(t, "dept:x")->shown);
    tree_free(t);
}

static void fewer_than_k_in_all_are_shown_nowhere(void **state)
{
    (void)state;
    struct plan p;
    plan_init(&p);
    put(&p, "X", "A", 2);
    put(&p, "Y", "B", 2);
    struct tree *t = grow(&p, 5);
    for (size_t i = 0; i < t->count; i++) {
        assert_false(t->groups[i].shown);
        assert_int_equal(t->groups[i].n, 0);
    }
    assert_int_equal(tree_find(t, "pool:*"), TREE_NONE);
    tree_free(t);
}

static void a_raised_k_makes_larger_leaves(void **state)
{
    (void)state;
    struct plan p;
    plan_init(&p);
    put(&p, "X", "A", 14);
    put(&p, "X", "B", 9);
    put(&p, "Y", "C", 15);
    struct tree *t = grow(&p, 15);
    assert_false(find(t, "unit:A")->shown);
    assert_int_equal(find(t, "pool:x")->n, 23);
    assert_true(find(t, "unit:C")->leaf);
    tree_free(t);
}

/* A rest that depends on an answer would be told by what is shown. */
static void every_ballot_is_in_one_leaf_or_in_none(void **state)
{
    (void)state;
    for (uint32_t a = 0; a < 8; a++)
        for (uint32_t b = 0; b < 8; b++)
            for (uint32_t c = 0; c < 8; c++) {
                struct plan p;
                plan_init(&p);
                put(&p, "X", "A", a);
                put(&p, "X", "B", b);
                put(&p, "Y", "C", c);
                struct tree *t = grow(&p, 5);
                uint32_t in_leaves = 0;
                for (size_t i = 0; i < t->count; i++) {
                    in_leaves += t->groups[i].leaf ? t->groups[i].n : 0;
                    assert_true(!t->groups[i].leaf || t->groups[i].n >= 5);
                }
                assert_int_equal(in_leaves, t->groups[0].n);
                assert_in_range(a + b + c - in_leaves, 0, 4);
                tree_free(t);
            }
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees_are_the_known_ones),
        cmocka_unit_test(groups_stand_in_the_order_of_the_file),
        cmocka_unit_test(a_pool_counts_its_units_and_their_rosters),
        cmocka_unit_test(the_last_pool_lists_units_bytewise),
        cmocka_unit_test(fewer_than_k_in_all_are_shown_nowhere),
        cmocka_unit_test(a_raised_k_makes_larger_leaves),
        cmocka_unit_test(every_ballot_is_in_one_leaf_or_in_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
