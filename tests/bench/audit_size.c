/*
 * How long the audit of a release takes, over its size: the numbers of units
 * are the arguments. Ballots are sealed and counted by the real code; eight
 * to forty people answer in each unit. Prints one line for each size.
 */
#define WAVE_SURVEY_PATH "surveys/gme-core.json"
#define WAVE_BALLOTS_MAX 40000
#define WAVE_UNITS_MAX   10000
#include "../unit/release_wave.h"

#include "audit/audit.h"

#include <sys/resource.h>
#include <time.h>

static struct wave w;

static double cpu_sec(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static void put_unit(struct tally *t, const struct wave_group *g, uint32_t n)
{
    uint8_t *row = calloc(1, w.survey->answers_bytes);
    assert_non_null(row);
    for (uint32_t i = 0; i < n; i++) {
        for (size_t q = 0; q < w.survey->question_count; q++)
            if (w.survey->questions[q].type == SURVEY_CHOICE)
                assert_int_equal(
                    survey_answer_set_choice(w.survey, q, row,
                                             1 + (i * (q + 3) + g->id + q) % 5),
                    ERR_OK);
        w.ballot_count = 0;
        wave_put(&w, g->id, row);
        assert_int_equal(
            tally_ballot(t, g->id, w.ballots[0].sealed, w.ballots[0].len),
            ERR_OK);
        free(w.ballots[0].sealed);
    }
    free(row);
}

/* 14 units a department, as in the demo's larger ones. */
static void put_units(size_t units)
{
    for (size_t i = 0; i < units; i++) {
        char department[32];
        char unit[32];
        (void)snprintf(department, sizeof department, "Department %05zu",
                       i / 14);
        (void)snprintf(unit, sizeof unit, "U%05zu", i);
        (void)wave_unit(&w, department, unit, 60);
    }
}

static void audit(const struct buf *release, size_t units)
{
    static struct audit_input input;
    struct buf survey = BUF_INIT;
    struct rusage usage;
    assert_int_equal(
        file_read(WAVE_SURVEY_PATH, SURVEY_FILE_MAX_BYTES, &survey, NULL),
        ERR_OK);
    struct audit_bytes bytes = {"survey", survey.data, survey.len};
    struct audit_report *report = audit_report_new();
    input.release =
        (struct audit_bytes){"release", release->data, release->len};
    input.survey = &bytes;
    double start = cpu_sec();
    assert_int_equal(audit_run(&input, report), ERR_OK);
    double took = cpu_sec() - start;
    assert_int_equal(audit_verdict(report), AUDIT_PASS);
    (void)getrusage(RUSAGE_SELF, &usage);
    printf(" audit %6.2f s, peak %ld MiB (%zu units)\n", took,
           usage.ru_maxrss / 1024, units);
    audit_report_free(report);
    buf_free(&survey);
}

static void measure(size_t units)
{
    struct tally *t = NULL;
    struct buf release = BUF_INIT;
    uint32_t ballots = 0;
    assert_in_range(units, 1, WAVE_UNITS_MAX);
    wave_begin(&w);
    put_units(units);
    assert_int_equal(tally_new(w.survey, &w.m, &w.mh, &w.sk, &t, NULL), ERR_OK);
    for (size_t i = 0; i < units; i++) {
        uint32_t n = i % 10 == 0 ? 3 : i % 50 == 7 ? 40 : 8;
        put_unit(t, &w.groups[i], n);
        ballots += n;
    }
    struct release_facts facts = wave_facts(&w);
    facts.issued = ballots;
    double start = cpu_sec();
    assert_int_equal(release_compute(&w.m, w.survey, t, &facts, &release, NULL),
                     ERR_OK);
    printf("%6zu units %7u ballots %8zu KiB: release %6.2f s,", units,
           (unsigned)ballots, release.len / 1024, cpu_sec() - start);
    audit(&release, units);
    buf_free(&release);
    tally_free(t);
    survey_free(w.survey);
}

int main(int argc, char **argv)
{
    if (sodium_init() < 0)
        return 1;
    for (int i = 1; i < argc; i++)
        measure((size_t)strtoul(argv[i], NULL, 10));
    return 0;
}
