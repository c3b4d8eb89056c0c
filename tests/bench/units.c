/*
 * How a release grows with its units: the rule (release_compute), reading its
 * file (published_parse) and the auditor, each beside opening the ballots of
 * the same wave on one thread. A line of JSON for each size, in seconds of CPU;
 * decides nothing.
 *
 *   units [UNITS...]
 */
#include "wave.h"

#include "audit/audit.h"
#include "release/published.h"

#include <sys/resource.h>

#define ROSTER         60
#define BALLOTS        8
#define BALLOTS_OF_FEW 3 /* of every tenth unit: these go into pools */
#define BALLOTS_MANY   40

/* What one size took. */
struct took {
    uint32_t ballots;
    double open_sec;
    double compute_sec;
    double parse_sec;
    double audit_sec;
};

static uint32_t ballots_of(size_t unit)
{
    return unit % 10 == 0   ? BALLOTS_OF_FEW
           : unit % 50 == 7 ? BALLOTS_MANY
                            : BALLOTS;
}

static void open_all(struct bench *b, struct tally *tally, struct took *t)
{
    size_t len = bench_sealed_bytes(b);
    uint8_t *sealed = room(1, len);
    for (size_t i = 0; i < b->m.group_count; i++) {
        for (uint32_t n = ballots_of(i); n > 0; n--) {
            uint16_t group = (uint16_t)(i + 1);
            bench_seal(b, group, sealed);
            double start = cpu_sec();
            must(tally_ballot(tally, group, sealed, len), NULL);
            t->open_sec += cpu_sec() - start;
            t->ballots++;
        }
    }
    free(sealed);
}

static void audit(const struct bench *b, const struct buf *release,
                  struct took *t)
{
    static struct audit_input input;
    const struct audit_bytes survey = {"survey", b->survey_bytes.data,
                                       b->survey_bytes.len};
    struct audit_report *report = audit_report_new();
    input.release =
        (struct audit_bytes){"release", release->data, release->len};
    input.survey = &survey;
    double start = cpu_sec();
    must(audit_run(&input, report), NULL);
    t->audit_sec = cpu_sec() - start;
    if (audit_verdict(report) != AUDIT_PASS)
        must(ERR_CORRUPT, &(struct err_note){"the release does not pass"});
    audit_report_free(report);
}

static void measure(size_t units)
{
    struct bench b;
    struct took t = {0};
    struct err_note note = {""};
    struct tally *tally = NULL;
    struct buf json = BUF_INIT;
    struct published_release *r = NULL;
    struct rusage usage;
    bench_begin(&b, units, ROSTER);
    must(tally_new(b.survey, &b.m, &b.mh, &b.sk, &tally, &note), &note);
    open_all(&b, tally, &t);
    struct release_facts facts = {.issued = t.ballots, .closed = "2026-12-15"};
    double start = cpu_sec();
    must(release_compute(&b.m, b.survey, tally, &facts, &json, &note), &note);
    t.compute_sec = cpu_sec() - start;
    start = cpu_sec();
    must(published_parse(json.data, json.len, &r, &note), &note);
    t.parse_sec = cpu_sec() - start;
    audit(&b, &json, &t);
    (void)getrusage(RUSAGE_SELF, &usage);
    printf("{\"units\":%zu,\"ballots\":%u,\"bytes\":%zu,\"open\":%.4f,"
           "\"rule\":%.4f,\"parse\":%.4f,\"audit\":%.4f,\"peakKiB\":%ld,"
           "\"sha256\":\"%s\"}\n",
           units, (unsigned)t.ballots, json.len, t.open_sec, t.compute_sec,
           t.parse_sec, t.audit_sec, usage.ru_maxrss, r->sha256);
    (void)fflush(stdout);
    published_free(r);
    buf_free(&json);
    tally_free(tally);
    bench_end(&b);
}

int main(int argc, char **argv)
{
    static const char *const usual[] = {"150", "1000", "10000"};
    int count = argc > 1 ? argc - 1 : 3;
    if (sodium_init() < 0)
        return 1;
    for (int i = 0; i < count; i++) {
        size_t units = strtoul(argc > 1 ? argv[i + 1] : usual[i], NULL, 10);
        if (units < 1 || units > WAVE_GROUPS_MAX)
            return 2;
        measure(units);
    }
    return 0;
}
