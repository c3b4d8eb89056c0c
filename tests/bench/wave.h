/*
 * A wave of any size for measurements: the survey that ships, as many units as
 * asked for, ballots that are really sealed. The same numbers every time.
 */
#ifndef CHORUS_TESTS_BENCH_WAVE_H
#define CHORUS_TESTS_BENCH_WAVE_H

#include "ballot/plain.h"
#include "base/file.h"
#include "release/publish.h"
#include "survey/answers.h"

#include <sodium.h>
#include <time.h>

#define BENCH_SURVEY         "surveys/gme-core.json"
#define BENCH_UNITS_PER_DEPT 14
#define BENCH_NAME_SIZE      24

struct bench {
    struct survey *survey;
    struct buf survey_bytes;
    struct wave_manifest m;
    struct wave_manifest_hash mh;
    char (*departments)[BENCH_NAME_SIZE];
    struct ballot_secret_key sk;
    struct ballot_public_key pk;
    uint64_t random; /* a generator of its own */
};

static inline void must(enum err e, const struct err_note *note)
{
    if (e == ERR_OK)
        return;
    fprintf(stderr, "bench: %s: %s\n", err_name(e),
            note == NULL ? "" : note->text);
    exit(1);
}

static inline void *room(size_t count, size_t size)
{
    void *p = calloc(count, size);
    if (p == NULL)
        must(ERR_MEMORY, NULL);
    return p;
}

static inline double now_sec(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Of the process, all its threads. */
static inline double cpu_sec(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static inline uint32_t bench_draw(struct bench *b, uint32_t below)
{
    b->random = b->random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(b->random >> 33) % below;
}

static inline void bench_load_survey(struct bench *b)
{
    struct err_note note = {""};
    struct buf *bytes = &b->survey_bytes;
    struct survey_problems *problems = room(1, sizeof *problems);
    must(file_read(BENCH_SURVEY, SURVEY_FILE_MAX_BYTES, bytes, &note), &note);
    must(survey_parse(bytes->data, bytes->len, &b->survey, problems), NULL);
    (void)crypto_hash_sha256(b->m.survey_sha256, bytes->data, bytes->len);
    free(problems);
}

static inline void bench_make_groups(struct bench *b, size_t units,
                                     uint32_t roster)
{
    b->m.groups = room(units, sizeof *b->m.groups);
    b->m.group_count = units;
    b->departments = room(units, sizeof *b->departments);
    for (size_t i = 0; i < units; i++) {
        struct wave_group *g = &b->m.groups[i];
        (void)snprintf(b->departments[i], sizeof b->departments[i],
                       "Department %05u", (unsigned)(i / BENCH_UNITS_PER_DEPT));
        (void)snprintf(g->unit, sizeof g->unit, "P%05u", (unsigned)i);
        g->id = (uint16_t)(i + 1);
        g->roster = roster;
        g->name = g->unit;
        g->department = b->departments[i];
    }
}

static inline void bench_begin(struct bench *b, size_t units, uint32_t roster)
{
    static char institution[] = "Bench";
    size_t plain_bytes = 0;
    *b = (struct bench){.random = 20261115, .survey_bytes = BUF_INIT};
    bench_load_survey(b);
    bench_make_groups(b, units, roster);
    (void)snprintf(b->m.wave, sizeof b->m.wave, "bench");
    b->m.institution = institution;
    b->m.survey_id = strdup(b->survey->id);
    b->m.survey_version = strdup(b->survey->version);
    b->m.rule = (struct wave_rule){5, 20, 1};
    b->m.min_group = 8;
    must(ballot_plain_size(b->survey->answers_bytes, &plain_bytes), NULL);
    b->m.plain_bytes = (uint32_t)plain_bytes;
    ballot_keypair_new(&b->sk, &b->pk);
    memcpy(b->m.seal_pk, b->pk.b, sizeof b->m.seal_pk);
}

static inline void bench_end(struct bench *b)
{
    survey_free(b->survey);
    free(b->m.survey_id);
    free(b->m.survey_version);
    buf_free(&b->survey_bytes);
    free(b->m.groups);
    free(b->departments);
}

static inline size_t bench_sealed_bytes(const struct bench *b)
{
    return b->m.plain_bytes + BALLOT_SEAL_BYTES;
}

/* One person's answers to everything. */
static inline void bench_fill_row(struct bench *b, uint8_t *row)
{
    const struct survey *s = b->survey;
    for (size_t q = 0; q < s->question_count; q++) {
        const struct survey_question *question = &s->questions[q];
        enum err e = ERR_OK;
        if (question->type == SURVEY_CHOICE) {
            size_t count = survey_question_options(s, question)->count;
            e = survey_answer_set_choice(s, q, row,
                                         1 + bench_draw(b, (uint32_t)count));
        } else if (question->type == SURVEY_NUMBER) {
            uint32_t span = (uint32_t)(question->max - question->min) + 1;
            e = survey_answer_set_number(
                s, q, row, question->min + (int64_t)bench_draw(b, span));
        }
        must(e, NULL);
    }
}

/* A sealed ballot for a group: bench_sealed_bytes of them into OUT. */
static inline void bench_seal(struct bench *b, uint16_t group, uint8_t *out)
{
    uint8_t *row = room(1, b->survey->answers_bytes);
    uint8_t *plain = room(1, b->m.plain_bytes);
    bench_fill_row(b, row);
    must(ballot_plain_build(b->mh.b, group, row, b->survey->answers_bytes,
                            b->m.plain_bytes, plain),
         NULL);
    must(ballot_seal(plain, b->m.plain_bytes, &b->pk, out), NULL);
    free(row);
    free(plain);
}

#endif
