/*
 * How the release rule grows: the time of release_compute, and of reading its
 * file again, beside that of opening as many ballots, over 150, 1,000 and
 * 10,000 units. Prints a table; decides nothing.
 *
 *   build/tests/bench/release_size [UNITS...]
 */
#include "ballot/plain.h"
#include "base/file.h"
#include "release/publish.h"
#include "release/published.h"
#include "survey/answers.h"

#include <sodium.h>
#include <time.h>

#define SURVEY_PATH     "surveys/gme-core.json"
#define UNITS_PER_DEPT  6
#define ROSTER          16
#define BALLOTS         8 /* of a unit */
#define BALLOTS_OF_FEW  3 /* of every seventh: these go into pools */
#define DEPARTMENT_SIZE 24

/* An institution of a given number of units, and a tally that takes it. */
struct bench {
    struct survey *survey;
    struct wave_manifest m;
    char (*departments)[DEPARTMENT_SIZE];
    struct wave_manifest_hash mh;
    struct ballot_secret_key sk;
    struct ballot_public_key pk;
    struct tally *tally;
    uint32_t ballots;
    uint64_t random; /* a generator of its own: the same file every time */
};

/* What one size took. */
struct took {
    double open_sec;
    double compute_sec;
    double read_sec;
};

static void must(enum err e, const struct err_note *note)
{
    if (e == ERR_OK)
        return;
    fprintf(stderr, "release_size: %s: %s\n", err_name(e), note->text);
    exit(1);
}

static void *room(size_t count, size_t size)
{
    void *p = calloc(count, size);
    if (p == NULL)
        must(ERR_MEMORY, &(struct err_note){""});
    return p;
}

static double now_sec(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint32_t draw(struct bench *b, uint32_t below)
{
    b->random = b->random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(b->random >> 33) % below;
}

static void load_survey(struct bench *b)
{
    struct err_note note = {""};
    struct buf bytes = BUF_INIT;
    struct survey_problems *problems = room(1, sizeof *problems);
    must(file_read(SURVEY_PATH, SURVEY_FILE_MAX_BYTES, &bytes, &note), &note);
    must(survey_parse(bytes.data, bytes.len, &b->survey, problems), &note);
    (void)crypto_hash_sha256(b->m.survey_sha256, bytes.data, bytes.len);
    free(problems);
    buf_free(&bytes);
}

static void make_groups(struct bench *b, size_t units)
{
    b->m.groups = room(units, sizeof *b->m.groups);
    b->m.group_count = units;
    b->departments = room(units, sizeof *b->departments);
    for (size_t i = 0; i < units; i++) {
        struct wave_group *g = &b->m.groups[i];
        (void)snprintf(b->departments[i], sizeof b->departments[i],
                       "Department %05u", (unsigned)(i / UNITS_PER_DEPT));
        (void)snprintf(g->unit, sizeof g->unit, "P%05u", (unsigned)i);
        g->id = (uint16_t)(i + 1);
        g->roster = ROSTER;
        g->name = g->unit;
        g->department = b->departments[i];
    }
}

static void bench_begin(struct bench *b, size_t units)
{
    static char institution[] = "Bench";
    struct err_note note = {""};
    size_t plain_bytes = 0;
    *b = (struct bench){.random = 20261115};
    load_survey(b);
    make_groups(b, units);
    (void)snprintf(b->m.wave, sizeof b->m.wave, "bench");
    b->m.institution = institution;
    b->m.survey_id = strdup(b->survey->id);
    b->m.survey_version = strdup(b->survey->version);
    b->m.rule = (struct wave_rule){5, 20, 1};
    b->m.min_group = 8;
    must(ballot_plain_size(b->survey->answers_bytes, &plain_bytes), &note);
    b->m.plain_bytes = (uint32_t)plain_bytes;
    ballot_keypair_new(&b->sk, &b->pk);
    memcpy(b->m.seal_pk, b->pk.b, sizeof b->m.seal_pk);
    must(tally_new(b->survey, &b->m, &b->mh, &b->sk, &b->tally, &note), &note);
}

static void bench_end(struct bench *b)
{
    tally_free(b->tally);
    survey_free(b->survey);
    free(b->m.survey_id);
    free(b->m.survey_version);
    free(b->m.groups);
    free(b->departments);
}

/* One person's answers to everything. */
static void fill_row(struct bench *b, uint8_t *row)
{
    const struct survey *s = b->survey;
    for (size_t q = 0; q < s->question_count; q++) {
        const struct survey_question *question = &s->questions[q];
        enum err e = ERR_OK;
        if (question->type == SURVEY_CHOICE) {
            size_t count = survey_question_options(s, question)->count;
            e = survey_answer_set_choice(s, q, row,
                                         1 + draw(b, (uint32_t)count));
        } else if (question->type == SURVEY_NUMBER) {
            uint32_t span = (uint32_t)(question->max - question->min) + 1;
            e = survey_answer_set_number(
                s, q, row, question->min + (int64_t)draw(b, span));
        }
        must(e, &(struct err_note){"a row"});
    }
}

/* Seals one ballot, and opens it: only the opening is timed. */
static double ballot(struct bench *b, uint16_t group, uint8_t *plain,
                     uint8_t *sealed)
{
    size_t row_bytes = b->survey->answers_bytes;
    struct err_note note = {"a ballot"};
    uint8_t *row = room(1, row_bytes);
    fill_row(b, row);
    must(ballot_plain_build(b->mh.b, group, row, row_bytes, b->m.plain_bytes,
                            plain),
         &note);
    must(ballot_seal(plain, b->m.plain_bytes, &b->pk, sealed), &note);
    free(row);
    double start = now_sec();
    must(tally_ballot(b->tally, group, sealed,
                      b->m.plain_bytes + BALLOT_SEAL_BYTES),
         &note);
    b->ballots++;
    return now_sec() - start;
}

static double open_all(struct bench *b)
{
    uint8_t *plain = room(1, b->m.plain_bytes);
    uint8_t *sealed = room(1, b->m.plain_bytes + BALLOT_SEAL_BYTES);
    double sec = 0;
    for (size_t i = 0; i < b->m.group_count; i++) {
        unsigned n = i % 7 == 6 ? BALLOTS_OF_FEW : BALLOTS;
        while (n-- > 0)
            sec += ballot(b, (uint16_t)(i + 1), plain, sealed);
    }
    free(plain);
    free(sealed);
    return sec;
}

static struct took measure(struct bench *b, char hash[static 65])
{
    struct err_note note = {""};
    struct buf json = BUF_INIT;
    struct published_release *r = NULL;
    struct took t = {.open_sec = open_all(b)};
    struct release_facts facts = {.issued = b->ballots, .closed = "2026-12-15"};
    double start = now_sec();
    must(release_compute(&b->m, b->survey, b->tally, &facts, &json, &note),
         &note);
    t.compute_sec = now_sec() - start;
    start = now_sec();
    must(published_parse(json.data, json.len, &r, &note), &note);
    t.read_sec = now_sec() - start;
    memcpy(hash, r->sha256, 65);
    published_free(r);
    buf_free(&json);
    return t;
}

int main(int argc, char **argv)
{
    static const char *const usual[] = {"150", "1000", "10000"};
    int count = argc > 1 ? argc - 1 : 3;
    struct took first = {0};
    size_t first_units = 0;
    if (sodium_init() < 0)
        return 1;
    puts("release_compute and reading its file, beside opening the ballots\n"
         "growth: seconds a unit, against the first line (1.0 is linear)\n");
    printf("%7s %8s %10s %10s %10s %13s %10s %8s %8s  %s\n", "units", "ballots",
           "opening s", "release s", "reading s", "release/open", "read/open",
           "growth", "read", "release SHA-256");
    for (int i = 0; i < count; i++) {
        struct bench b;
        char hash[65];
        size_t units = strtoul(argc > 1 ? argv[i + 1] : usual[i], NULL, 10);
        if (units < 1 || units > WAVE_GROUPS_MAX)
            return 2;
        bench_begin(&b, units);
        struct took t = measure(&b, hash);
        if (i == 0) {
            first = t;
            first_units = units;
        }
        double more = (double)units / (double)first_units;
        printf("%7zu %8u %10.3f %10.4f %10.4f %13.4f %10.4f %8.2f %8.2f  "
               "%.16s\n",
               units, (unsigned)b.ballots, t.open_sec, t.compute_sec,
               t.read_sec, t.compute_sec / t.open_sec, t.read_sec / t.open_sec,
               t.compute_sec / first.compute_sec / more,
               t.read_sec / first.read_sec / more, hash);
        (void)fflush(stdout);
        bench_end(&b);
    }
    return 0;
}
