/*
 * Unlinkability, measured: an attacker with everything on the disk of one
 * moment, the whole roster and the true order of issues and ballots, against
 * waves of 200 through the real doors and the real store. What it gets beyond
 * chance, and Kendall's tau, with 95 % intervals that hold for all ways of
 * attack together; chance must be inside of each. Half of the waves have
 * ballots of 256 bytes, many to a page, half of 2,048: a row of this size tells
 * its order by other things than a small one, if it does.
 *
 * Built with MUTANT="name" and MUTANT_WAY, against a store that was changed
 * (mutants/), it must find the change instead, that way. DEEP=1 in the
 * environment: all waves.
 */
#include "privacy/link_attack.h"
#include "privacy/link_wave.h"

#ifdef MUTANT
#define LENGTHS                                                                \
    {                                                                          \
        MUTANT_LENGTH                                                          \
    }
#define WAVES_DEEP 8
#define WAVES      4
#else
#define LENGTHS                                                                \
    {                                                                          \
        256, 2048                                                              \
    }
#define WAVES_DEEP 30
#define WAVES      6
#endif

static const uint32_t lengths[] = LENGTHS;
#define LENGTH_COUNT (sizeof lengths / sizeof *lengths)

static struct link_sum sums[LENGTH_COUNT][LINK_MOMENTS][LINK_WAYS];
static size_t fewest[LINK_MOMENTS]; /* ballots that were attacked */
static size_t hits;                 /* writes that were caught */
static size_t shown;                /* ... where the journal told the ballot */
static size_t waves;                /* of each length */

static bool deep(void)
{
    const char *text = getenv("DEEP");
    return text != NULL && text[0] == '1';
}

static void attack(struct link_wave *w, size_t length, enum link_moment m)
{
    struct link_case *c =
        link_case_new(&w->images[m], w->known[m], WAVE_PEOPLE);
    if (fewest[m] == 0 || c->n < fewest[m])
        fewest[m] = c->n;
    for (size_t way = 0; way < LINK_WAYS; way++) {
        const struct link_result r = link_try(c, (enum link_way)way);
        link_add(&sums[length][m][way], &r);
    }
    link_case_free(c);
}

/* The known limit: who takes the disk in mid-write sees this one ballot. */
static void look_at_the_last(struct link_wave *w)
{
    struct link_case *c = link_case_new(&w->images[LINK_LOAD],
                                        w->known[LINK_RESTART], WAVE_PEOPLE);
    hits += w->was_hit;
    for (size_t i = 0; i < c->n; i++)
        shown += c->who[i] == &w->known[LINK_RESTART][w->in_flight] &&
                 c->claims[0][i];
    link_case_free(c);
}

static int run_waves(void **state)
{
    (void)state;
    waves = deep() ? WAVES_DEEP : WAVES;
    for (size_t i = 0; i < waves * LENGTH_COUNT; i++) {
        const size_t length = i % LENGTH_COUNT;
        struct link_wave *w = wave_new(i + 1, lengths[length]);
        for (size_t m = 0; m < LINK_MOMENTS; m++)
            attack(w, length, (enum link_moment)m);
        look_at_the_last(w);
        wave_free(w);
    }
    return 0;
}

static double deviations(void)
{
    return link_deviations(2 * LENGTH_COUNT * LINK_MOMENTS * LINK_WAYS);
}

static void print_way(size_t length, enum link_moment m, size_t way)
{
    static const char *const moments[] = {"open", "mid-write", "restart",
                                          "closed"};
    char name[32];
    const struct link_interval tau =
        link_interval(&sums[length][m][way], 0, deviations());
    const struct link_interval gain =
        link_interval(&sums[length][m][way], 1, deviations());
    print_message("# %4u %-9s %-22s tau %+.4f +- %.4f  links beyond chance "
                  "%+.4f +- %.4f%s\n",
                  (unsigned)lengths[length], moments[m],
                  link_way_name(way, name), tau.mean, tau.half, gain.mean,
                  gain.half,
                  link_is_found(tau) || link_is_found(gain) ? "  FOUND" : "");
}

/* How many of a way's intervals do without chance. */
static size_t found_by(size_t way)
{
    size_t n = 0;
    for (size_t length = 0; length < LENGTH_COUNT; length++)
        for (size_t m = 0; m < LINK_MOMENTS; m++)
            for (int k = 0; k < 2; k++)
                n += link_is_found(
                    link_interval(&sums[length][m][way], k, deviations()));
    return n;
}

/* The largest mean and half width of tau and of links beyond chance. */
static void print_worst(void)
{
    struct link_interval worst[2] = {{0, 0}, {0, 0}};
    for (size_t i = 0; i < LENGTH_COUNT * LINK_MOMENTS * LINK_WAYS; i++)
        for (int k = 0; k < 2; k++) {
            const struct link_interval one = link_interval(
                &sums[i / LINK_WAYS / LINK_MOMENTS]
                     [i / LINK_WAYS % LINK_MOMENTS][i % LINK_WAYS],
                k, deviations());
            if (fabs(one.mean) > fabs(worst[k].mean))
                worst[k] = one;
        }
    print_message("# the largest: tau %+.4f +- %.4f, links beyond chance %+.4f "
                  "+- %.4f\n",
                  worst[0].mean, worst[0].half, worst[1].mean, worst[1].half);
}

static size_t found(void)
{
    size_t n = 0;
    print_message("# %zu waves of %d for each length of ballots, 95 %% "
                  "intervals for all together\n",
                  waves, WAVE_PEOPLE);
    for (size_t length = 0; length < LENGTH_COUNT; length++)
        for (size_t m = 0; m < LINK_MOMENTS; m++)
            for (size_t way = 0; way < LINK_WAYS; way++)
                print_way(length, (enum link_moment)m, way);
    for (size_t way = 0; way < LINK_WAYS; way++)
        n += found_by(way);
    print_worst();
    return n;
}

#ifdef MUTANT

/* By the way that is meant for it: another may be right by chance. */
static void the_attacker_finds_the_order_in_a_store_with_this_change(
    void **state)
{
    (void)state;
    (void)found();
    const size_t n = found_by(MUTANT_WAY);
    print_message("# %s: found %zu times\n", MUTANT, n);
    assert_true(n > 0);
}

#else

static void chance_is_inside_of_every_interval(void **state)
{
    (void)state;
    assert_int_equal(found(), 0);
}

static void every_ballot_was_attacked(void **state)
{
    (void)state;
    assert_int_equal(fewest[LINK_IDLE], WAVE_PEOPLE);
    assert_int_equal(fewest[LINK_CLOSED], WAVE_PEOPLE);
    assert_true(fewest[LINK_LOAD] >= WAVE_PEOPLE / 2);
    assert_true(fewest[LINK_RESTART] >= WAVE_PEOPLE / 2);
}

/* What SECURITY.md says of a machine that is seized in mid-write. */
static void a_disk_caught_in_mid_write_tells_of_that_write_alone(void **state)
{
    (void)state;
    print_message("# caught in mid-write: %zu times; the ballot being written "
                  "was told %zu times\n",
                  hits, shown);
    assert_int_equal(hits, waves * LENGTH_COUNT);
}

#endif

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    wave_random_install();
    /* Nothing here waits for a disk; what is written is the same. */
    if (access("/dev/shm", W_OK) == 0)
        (void)setenv("TMPDIR", "/dev/shm", 0);
    spy_journals_only = true;
    if (sodium_init() < 0)
        return 1;
    spy_install();
    const struct CMUnitTest tests[] = {
#ifdef MUTANT
        cmocka_unit_test(
            the_attacker_finds_the_order_in_a_store_with_this_change),
#else
        cmocka_unit_test(chance_is_inside_of_every_interval),
        cmocka_unit_test(every_ballot_was_attacked),
        cmocka_unit_test(a_disk_caught_in_mid_write_tells_of_that_write_alone),
#endif
    };
    return cmocka_run_group_tests(tests, run_waves, NULL);
}
