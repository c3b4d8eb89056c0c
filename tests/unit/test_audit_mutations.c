/*
 * The auditor is awake: what the real code releases passes, and each single
 * mutation of it is found. Six random institutions, or 1,000 with DEEP=1 in the
 * environment; the table of what was found is printed.
 */
#include "audit_mutants.h"

#include "audit/audit.h"

#define POPULATIONS      6
#define POPULATIONS_DEEP 1000
#define BROKEN_FILES     100

struct mutation {
    const char *name;
    bool (*apply)(struct mutant *m);
};

static const struct mutation mutations[] = {
    {"a hidden row filled in", fill_in_a_hidden_row},
    {"a leaf of four", make_a_leaf_of_four},
    {"a pool counted twice", count_a_pool_twice},
    {"a unit in two leaves", put_a_unit_in_two_leaves},
    {"a unit left out of its pool", leave_a_unit_out_of_its_pool},
    {"a share unrounded", unround_a_share},
    {"a mean unrounded", unround_a_mean},
    {"a cut end printed plainly", print_an_end_plainly},
    {"a cut share printed plainly", print_a_share_end_plainly},
    {"an end of another v", move_an_end},
    {"a share below 20", print_a_share_of_few},
    {"a share of several cutoffs", print_a_share_of_several_cutoffs},
    {"a share hidden", hide_a_share},
    {"a department from ballots", take_a_department_from_ballots},
    {"the institution from ballots", take_the_institution_from_ballots},
    {"a department's figure hidden", hide_a_figure_of_a_department},
    {"a department hidden", hide_a_department},
    {"a wrong interval", widen_an_interval},
    {"an interval of a bound", give_a_bound_an_interval},
    {"a mark dropped", drop_a_mark},
    {"a wrong mark", swap_a_mark},
    {"a stale leaf", keep_a_stale_leaf},
    {"an extra key", add_a_key},
    {"a distribution", add_a_distribution},
    {"a wrong order", swap_two_units},
    {"an area from other scales", take_an_area_from_other_scales},
    {"n above the roster", count_more_than_the_roster},
    {"scores above n", score_more_than_answered},
    {"another grid", change_a_grid},
    {"another cutoff", change_a_cutoff},
    {"another spread", change_a_spread},
    {"another version", change_a_version},
    {"another survey", name_another_survey},
    {"a floor lowered", lower_the_floor},
    {"ballots in no leaf", lose_ballots},
    {"a rare scale of a unit", show_a_rare_scale_of_a_unit},
    {"a pool renamed", rename_a_pool},
};
#define MUTATIONS (sizeof mutations / sizeof *mutations)

struct row {
    size_t tried;
    size_t found;
    size_t by[AUDIT_CHECKS]; /* how often each check found it */
};

static struct row rows[MUTATIONS];
static struct population *now;
static json_t *before; /* the release of the population before */

static size_t populations(void)
{
    const char *deep = getenv("DEEP");
    return deep != NULL && strcmp(deep, "1") == 0 ? POPULATIONS_DEEP
                                                  : POPULATIONS;
}

static struct audit_report *audit(const uint8_t *bytes, size_t len)
{
    static struct audit_input input;
    struct audit_bytes survey = {"survey", now->survey.data, now->survey.len};
    struct audit_report *report = audit_report_new();
    assert_non_null(report);
    input.release = (struct audit_bytes){"release", bytes, len};
    input.survey = &survey;
    assert_int_equal(audit_run(&input, report), ERR_OK);
    return report;
}

/* Adds one to each check that found something, as the JSON says it. */
static void note_checks(const struct audit_report *report, struct row *row)
{
    struct buf b = BUF_INIT;
    json_error_t error;
    assert_int_equal(audit_report_json(report, &b), ERR_OK);
    json_t *all = json_loadb((const char *)b.data, b.len, 0, &error);
    const json_t *coverage = json_object_get(all, "coverage");
    for (size_t c = 0; c < AUDIT_CHECKS; c++) {
        const json_t *one =
            json_object_get(coverage, audit_check_name((enum audit_check)c));
        if (json_integer_value(json_object_get(one, "findings")) > 0)
            row->by[c]++;
    }
    json_decref(all);
    buf_free(&b);
}

static void the_release_itself_passes(uint64_t seed)
{
    struct audit_report *report = audit(now->release.data, now->release.len);
    struct buf b = BUF_INIT;
    assert_int_equal(audit_report_json(report, &b), ERR_OK);
    if (audit_verdict(report) != AUDIT_PASS)
        fail_msg("population %llu: %.2000s", (unsigned long long)seed,
                 buf_text(&b));
    buf_free(&b);
    audit_report_free(report);
}

static void try_mutation(const json_t *release, size_t i)
{
    struct mutant m = {now, json_deep_copy(release), before};
    assert_non_null(m.root);
    if (mutations[i].apply(&m) && !json_equal(m.root, release)) {
        char *bytes = json_dumps(m.root, JSON_SORT_KEYS | JSON_COMPACT);
        assert_non_null(bytes);
        struct audit_report *report =
            audit((const uint8_t *)bytes, strlen(bytes));
        rows[i].tried++;
        if (audit_verdict(report) == AUDIT_FINDINGS)
            rows[i].found++;
        note_checks(report, &rows[i]);
        audit_report_free(report);
        free(bytes);
    }
    json_decref(m.root);
}

static void try_all(uint64_t seed)
{
    json_error_t error;
    population_begin(now, seed);
    the_release_itself_passes(seed);
    json_t *release = json_loadb((const char *)now->release.data,
                                 now->release.len, 0, &error);
    assert_non_null(release);
    for (size_t i = 0; before != NULL && i < MUTATIONS; i++)
        try_mutation(release, i);
    json_decref(before);
    before = release;
    population_end(now);
}

static void print_table(void)
{
    printf("# %-32s %6s %6s  found by\n", "mutation", "tried", "found");
    for (size_t i = 0; i < MUTATIONS; i++) {
        printf("# %-32s %6zu %6zu ", mutations[i].name, rows[i].tried,
               rows[i].found);
        for (size_t c = 0; c < AUDIT_CHECKS; c++)
            if (rows[i].by[c] > 0)
                printf(" %s %zu", audit_check_name((enum audit_check)c),
                       rows[i].by[c]);
        putchar('\n');
    }
}

static void releases_pass_and_every_mutation_of_them_is_found(void **state)
{
    (void)state;
    now = calloc(1, sizeof *now);
    assert_non_null(now);
    /* One more: the first is what is stale for the second. */
    for (uint64_t seed = 0; seed <= populations(); seed++)
        try_all(seed);
    print_table();
    for (size_t i = 0; i < MUTATIONS; i++) {
        if (rows[i].tried == 0)
            fail_msg("\"%s\" found no place in any population",
                     mutations[i].name);
        if (rows[i].found != rows[i].tried)
            fail_msg("\"%s\" was found %zu times of %zu", mutations[i].name,
                     rows[i].found, rows[i].tried);
    }
    json_decref(before);
    free(now);
}

/* A file may come from anybody: half of it is no release, and no byte of it
 * makes the auditor fall over. */
static void any_bytes_are_read_to_the_end(void **state)
{
    (void)state;
    now = calloc(1, sizeof *now);
    assert_non_null(now);
    population_begin(now, 77);
    uint8_t *bytes = malloc(now->release.len);
    assert_non_null(bytes);
    for (size_t i = 0; i < BROKEN_FILES; i++) {
        size_t len = now->release.len;
        memcpy(bytes, now->release.data, len);
        bool cut = i % 4 == 0;
        if (cut)
            len = (size_t)population_random(now, len);
        for (size_t flips = 1 + i % 3; len > 0 && flips > 0; flips--)
            bytes[population_random(now, len)] =
                (uint8_t)population_random(now, 256);
        struct audit_report *report = audit(bytes, len);
        if (cut)
            assert_int_equal(audit_verdict(report), AUDIT_FINDINGS);
        audit_report_free(report);
    }
    free(bytes);
    population_end(now);
    free(now);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(releases_pass_and_every_mutation_of_them_is_found),
        cmocka_unit_test(any_bytes_are_read_to_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
