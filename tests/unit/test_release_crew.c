/* Many threads count what one counts, and say what went wrong. */
#include "release_wave.h"

#include "release/crew.h"

static struct wave w;

static int begin(void **state)
{
    (void)state;
    wave_begin(&w);
    (void)wave_unit(&w, "Medicine", "A", 300);
    (void)wave_unit(&w, "Medicine", "B", 300);
    wave_put_many(&w, 1, 111);
    wave_put_many(&w, 2, 90);
    for (size_t i = 0; i < w.survey->scale_count; i++)
        w.survey->scales[i].cut_by_people =
            w.survey->scales[i].cutoff_count < 2;
    return 0;
}

static int end(void **state)
{
    (void)state;
    wave_end(&w);
    return 0;
}

/* All ballots TIMES times over, by so many threads. */
static enum err count(size_t threads, size_t times, struct tally **out)
{
    struct tally_crew *crew = NULL;
    assert_int_equal(tally_new(w.survey, &w.m, &w.mh, &w.sk, out, NULL),
                     ERR_OK);
    assert_int_equal(tally_crew_new(*out, threads, &crew), ERR_OK);
    enum err e = ERR_OK;
    for (size_t n = 0; n < times; n++)
        for (size_t i = 0; e == ERR_OK && i < w.ballot_count; i++)
            e = tally_crew_ballot(crew, w.ballots[i].group, w.ballots[i].sealed,
                                  w.ballots[i].len);
    const enum err last = tally_crew_end(crew);
    return e == ERR_OK ? last : e;
}

static void assert_same(const struct tally *a, const struct tally *b,
                        size_t times)
{
    static const size_t both[] = {0, 1};
    assert_int_equal(tally_redeemed(a), times * tally_redeemed(b));
    assert_int_equal(tally_spoiled(a), times * tally_spoiled(b));
    for (size_t g = 0; g < 2; g++)
        assert_int_equal(tally_answered(a)[g], times * tally_answered(b)[g]);
    for (size_t s = 0; s < w.survey->scale_count; s++) {
        const struct leaf_counts x = tally_counts(a, s, both, 2);
        const struct leaf_counts y = tally_counts(b, s, both, 2);
        assert_int_equal(x.valid, times * y.valid);
        assert_int_equal(x.steps, times * y.steps);
        assert_int_equal(x.above, times * y.above);
    }
}

static void any_number_of_threads_counts_the_same(void **state)
{
    (void)state;
    w.ballots[7].len -= 1;           /* spoiled: of another length */
    w.ballots[8].sealed[40] ^= 0x01; /* spoiled: does not open */
    struct tally *one = wave_tally(&w);
    assert_int_equal(tally_spoiled(one), 2);
    for (size_t threads = 1; threads <= 5; threads += 2) {
        struct tally *many = NULL;
        assert_int_equal(count(threads, 3, &many), ERR_OK);
        assert_same(many, one, 3);
        tally_free(many);
    }
    tally_free(one);
}

static void a_fault_of_ours_ends_the_count(void **state)
{
    (void)state;
    struct tally *t = NULL;
    w.ballots[20].group = 9;
    assert_int_equal(count(2, 1, &t), ERR_CORRUPT);
    tally_free(t);
    assert_int_equal(count(2, 40, &t), ERR_CORRUPT);
    tally_free(t);
}

static void nothing_to_count_is_counted(void **state)
{
    (void)state;
    struct tally *t = NULL;
    assert_int_equal(count(3, 0, &t), ERR_OK);
    assert_int_equal(tally_redeemed(t), 0);
    tally_free(t);
    assert_in_range(tally_crew_cores(), 1, 64);
}

int main(void)
{
    if (sodium_init() < 0)
        return 1;
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(any_number_of_threads_counts_the_same,
                                        begin, end),
        cmocka_unit_test_setup_teardown(a_fault_of_ours_ends_the_count, begin,
                                        end),
        cmocka_unit_test_setup_teardown(nothing_to_count_is_counted, begin,
                                        end),
    };
    return cmocka_run_group_tests_name("crew", tests, NULL, NULL);
}
