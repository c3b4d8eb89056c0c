/*
 * Random institutions for tests of the audit: 150 programs in 25 departments,
 * 20 to 100 % response, units that agree, that lean to one side or that say
 * the same to the last; ballots sealed, opened and counted by the real code.
 */
#ifndef CHORUS_TESTS_AUDIT_POPULATION_H
#define CHORUS_TESTS_AUDIT_POPULATION_H

#define WAVE_BALLOTS_MAX 4000
#define WAVE_UNITS_MAX   160
#include "release_wave.h"

struct population {
    struct wave w;
    struct tally *tally;
    struct buf release;
    struct buf survey; /* the bytes of the survey file */
    uint64_t seed;
};

/* splitmix64: small, and the same everywhere. */
static inline uint64_t population_random(struct population *p, uint64_t below)
{
    uint64_t z = p->seed += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (z ^ (z >> 31)) % below;
}

struct population_program {
    char id[16];
    char department[64];
    uint32_t roster;
};

static inline int population_order(const void *a, const void *b)
{
    const struct population_program *x = a;
    const struct population_program *y = b;
    int order = strcmp(x->department, y->department);
    return order != 0 ? order : strcmp(x->id, y->id);
}

/* The programs of the demo, none smaller than a unit may be. */
static inline void population_units(struct population *p)
{
    static struct population_program list[WAVE_UNITS_MAX];
    char line[256];
    size_t count = 0;
    FILE *f = fopen("tests/data/programs.csv", "r");
    assert_non_null(f);
    assert_non_null(fgets(line, sizeof line, f));
    while (fgets(line, sizeof line, f) != NULL) {
        struct population_program *one = &list[count++];
        unsigned roster = 0;
        const char *last = strrchr(line, ',');
        assert_non_null(last);
        assert_int_equal(sscanf(last, ",%u", &roster), 1);
        assert_int_equal(
            sscanf(line, "%15[^,],%63[^,]", one->id, one->department), 2);
        one->roster = roster < 8 ? 8 : roster;
    }
    (void)fclose(f);
    assert_int_equal(count, 150);
    qsort(list, count, sizeof *list, population_order);
    for (size_t i = 0; i < count; i++)
        (void)wave_unit(&p->w, list[i].department, list[i].id, list[i].roster);
}

/* How the people of a unit answer. */
struct population_mood {
    uint64_t kind; /* 0: as one; 1, 2: to one end; else anything */
    uint64_t one;
};

static inline uint64_t population_pick(struct population *p,
                                       const struct population_mood *mood,
                                       uint64_t options)
{
    if (mood->kind == 0)
        return mood->one % options;
    uint64_t a = population_random(p, options);
    uint64_t b = population_random(p, options);
    uint64_t c = population_random(p, options);
    uint64_t low = a < b ? a : b;
    uint64_t high = a < b ? b : a;
    if (mood->kind == 1)
        return low < c ? low : c;
    return mood->kind == 2 ? (high > c ? high : c) : a;
}

static inline void population_row(struct population *p,
                                  const struct population_mood *mood,
                                  uint8_t *row)
{
    const struct survey *s = p->w.survey;
    memset(row, 0, s->answers_bytes);
    for (size_t q = 0; q < s->question_count; q++) {
        const struct survey_question *one = &s->questions[q];
        if (population_random(p, 20) == 0)
            continue; /* not answered */
        if (one->type == SURVEY_CHOICE)
            assert_int_equal(
                survey_answer_set_choice(
                    s, q, row,
                    1 + (size_t)population_pick(
                            p, mood, s->options[one->options].count)),
                ERR_OK);
        else
            assert_int_equal(
                survey_answer_set_number(
                    s, q, row,
                    one->min +
                        (int64_t)population_pick(
                            p, mood, (uint64_t)(one->max - one->min + 1))),
                ERR_OK);
    }
}

/* Everybody of a unit who answers; a few ballots hold garbage. */
static inline void population_answer(struct population *p, size_t unit,
                                     uint64_t response)
{
    const struct wave_group *g = &p->w.groups[unit];
    struct population_mood mood = {population_random(p, 6),
                                   population_random(p, 1000)};
    uint8_t *row = calloc(1, p->w.survey->answers_bytes);
    assert_non_null(row);
    for (uint32_t i = 0; i < g->roster; i++) {
        if (population_random(p, 100) >= response)
            continue;
        population_row(p, &mood, row);
        if (population_random(p, 500) == 0)
            wave_put_plain(&p->w, g->id, row, 1);
        else
            wave_put(&p->w, g->id, row);
    }
    free(row);
}

/* One institution, answered, counted and released. */
static inline void population_begin(struct population *p, uint64_t seed)
{
    *p = (struct population){.seed = seed * 1000003};
    wave_begin(&p->w);
    assert_int_equal(
        file_read(WAVE_SURVEY_PATH, SURVEY_FILE_MAX_BYTES, &p->survey, NULL),
        ERR_OK);
    population_units(p);
    uint64_t response = 20 + population_random(p, 81);
    for (size_t i = 0; i < p->w.m.group_count; i++)
        population_answer(p, i, response);
    struct release_facts facts = wave_facts(&p->w);
    facts.issued -= 1; /* everybody may have answered */
    p->tally = wave_tally(&p->w);
    struct err_note note = {""};
    if (release_compute(&p->w.m, p->w.survey, p->tally, &facts, &p->release,
                        &note) != ERR_OK)
        fail_msg("%s", note.text);
}

static inline void population_end(struct population *p)
{
    tally_free(p->tally);
    buf_free(&p->release);
    buf_free(&p->survey);
    wave_end(&p->w);
}

#endif
