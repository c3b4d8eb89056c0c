/*
 * A closed wave for tests of src/release: a survey from tests/data/release, a
 * manifest of departments and units, and ballots that are really sealed.
 */
#ifndef CHORUS_TESTS_RELEASE_WAVE_H
#define CHORUS_TESTS_RELEASE_WAVE_H

#include "known.h"

#include "ballot/open.h"
#include "ballot/plain.h"
#include "base/file.h"
#include "release/publish.h"
#include "release/published.h"
#include "survey/answers.h"
#include "wave/manifest.h"

#include <sodium.h>

#ifndef WAVE_SURVEY_PATH
#define WAVE_SURVEY_PATH "tests/data/release/survey.json"
#endif
#ifndef WAVE_BALLOTS_MAX
#define WAVE_BALLOTS_MAX 400
#endif
#ifndef WAVE_UNITS_MAX
#define WAVE_UNITS_MAX 64
#endif

struct wave_ballot {
    uint16_t group;
    size_t len;
    uint8_t *sealed;
};

struct wave {
    struct survey *survey;
    struct wave_manifest m;
    struct wave_group groups[WAVE_UNITS_MAX];
    struct wave_manifest_hash mh;
    struct ballot_secret_key sk;
    struct ballot_public_key pk;
    struct wave_ballot ballots[WAVE_BALLOTS_MAX];
    size_t ballot_count;
    char institution[32];
    char survey_id[32];
    char survey_version[8];
    char names[WAVE_UNITS_MAX][2][64];
};

static inline void wave_load_survey(struct wave *w)
{
    static struct survey_problems problems;
    struct buf bytes = BUF_INIT;
    struct err_note note = {""};
    if (file_read(WAVE_SURVEY_PATH, SURVEY_FILE_MAX_BYTES, &bytes, &note) !=
        ERR_OK)
        fail_msg("%s", note.text);
    if (survey_parse(bytes.data, bytes.len, &w->survey, &problems) != ERR_OK)
        fail_msg("%s:%zu: %s", WAVE_SURVEY_PATH, problems.list[0].line,
                 problems.list[0].text);
    crypto_hash_sha256(w->m.survey_sha256, bytes.data, bytes.len);
    buf_free(&bytes);
}

static inline void wave_begin(struct wave *w)
{
    size_t plain_bytes = 0;
    *w = (struct wave){0};
    wave_load_survey(w);
    (void)snprintf(w->institution, sizeof w->institution, "Test Hospital");
    (void)snprintf(w->survey_id, sizeof w->survey_id, "%s", w->survey->id);
    (void)snprintf(w->survey_version, sizeof w->survey_version, "%s",
                   w->survey->version);
    (void)snprintf(w->m.wave, sizeof w->m.wave, "2026-fall");
    w->m.institution = w->institution;
    w->m.survey_id = w->survey_id;
    w->m.survey_version = w->survey_version;
    w->m.rule = (struct wave_rule){5, 20, 1};
    w->m.min_group = 8;
    w->m.groups = w->groups;
    assert_int_equal(ballot_plain_size(w->survey->answers_bytes, &plain_bytes),
                     ERR_OK);
    w->m.plain_bytes = (uint32_t)plain_bytes;
    ballot_keypair_new(&w->sk, &w->pk);
    memcpy(w->m.seal_pk, w->pk.b, sizeof w->m.seal_pk);
    memset(w->mh.b, 0x42, sizeof w->mh.b);
}

/* Units come in the manifest's order: (department, unit), bytewise. */
static inline uint16_t wave_unit(struct wave *w, const char *department,
                                 const char *unit, uint32_t roster)
{
    size_t i = w->m.group_count++;
    struct wave_group *g = &w->groups[i];
    assert_in_range(i, 0, WAVE_UNITS_MAX - 1);
    (void)snprintf(w->names[i][0], sizeof w->names[i][0], "Program %.32s",
                   unit);
    (void)snprintf(w->names[i][1], sizeof w->names[i][1], "%.63s", department);
    (void)snprintf(g->unit, sizeof g->unit, "%.32s", unit);
    g->name = w->names[i][0];
    g->department = w->names[i][1];
    g->roster = roster;
    g->id = (uint16_t)(i + 1);
    return g->id;
}

/* Seals PLAIN of any length for GROUP, as the store would keep it. */
static inline void wave_put_plain(struct wave *w, uint16_t group,
                                  const uint8_t *plain, size_t len)
{
    struct wave_ballot *b = &w->ballots[w->ballot_count++];
    assert_in_range(w->ballot_count, 1, WAVE_BALLOTS_MAX);
    b->group = group;
    b->len = len + BALLOT_SEAL_BYTES;
    b->sealed = malloc(b->len);
    assert_non_null(b->sealed);
    assert_int_equal(ballot_seal(plain, len, &w->pk, b->sealed), ERR_OK);
}

static inline void wave_put(struct wave *w, uint16_t group, const uint8_t *row)
{
    uint8_t *plain = malloc(w->m.plain_bytes);
    assert_non_null(plain);
    assert_int_equal(ballot_plain_build(w->mh.b, group, row,
                                        w->survey->answers_bytes,
                                        w->m.plain_bytes, plain),
                     ERR_OK);
    wave_put_plain(w, group, plain, w->m.plain_bytes);
    free(plain);
}

/* The I-th option (from 1; 0 none) of a question by its id. */
static inline void wave_answer(const struct wave *w, uint8_t *row,
                               const char *question, size_t option)
{
    size_t q = survey_question_find(w->survey, question);
    assert_int_not_equal(q, SURVEY_NONE);
    assert_int_equal(survey_answer_set_choice(w->survey, q, row, option),
                     ERR_OK);
}

/* COUNT ballots that answer everything, each a little differently. */
static inline void wave_put_many(struct wave *w, uint16_t group, size_t count)
{
    static const char *const fives[] = {"one", "w1", "w2", "w3",    "w4",
                                        "w5",  "w6", "w7", "second"};
    static const char *const fours[] = {"g1", "g2", "g3", "g4",
                                        "g5", "g6", "g7"};
    size_t days = survey_question_find(w->survey, "days");
    for (size_t i = 0; i < count; i++) {
        uint8_t *row = calloc(1, w->survey->answers_bytes);
        size_t turn = i + group;
        assert_non_null(row);
        for (size_t q = 0; q < sizeof fives / sizeof *fives; q++)
            wave_answer(w, row, fives[q], 1 + (turn * (q + 2) + q) % 5);
        for (size_t q = 0; q < sizeof fours / sizeof *fours; q++)
            wave_answer(w, row, fours[q], 1 + (turn * (q + 3) + q) % 4);
        assert_int_equal(
            survey_answer_set_number(w->survey, days, row, (int64_t)(turn % 5)),
            ERR_OK);
        wave_put(w, group, row);
        free(row);
    }
}

static inline struct tally *wave_tally(const struct wave *w)
{
    struct tally *t = NULL;
    struct err_note note = {""};
    if (tally_new(w->survey, &w->m, &w->mh, &w->sk, &t, &note) != ERR_OK)
        fail_msg("%s", note.text);
    for (size_t i = 0; i < w->ballot_count; i++)
        assert_int_equal(tally_ballot(t, w->ballots[i].group,
                                      w->ballots[i].sealed, w->ballots[i].len),
                         ERR_OK);
    return t;
}

static inline struct release_facts wave_facts(const struct wave *w)
{
    struct release_facts facts = {.mh = w->mh, .closed = "2026-12-15"};
    facts.issued = (uint32_t)w->ballot_count + 1;
    memset(facts.board.b, 0x24, sizeof facts.board.b);
    return facts;
}

/* The release's bytes; the caller frees them. */
static inline struct buf wave_release(const struct wave *w)
{
    struct tally *t = wave_tally(w);
    struct release_facts facts = wave_facts(w);
    struct buf json = BUF_INIT;
    struct err_note note = {""};
    if (release_compute(&w->m, w->survey, t, &facts, &json, &note) != ERR_OK)
        fail_msg("%s", note.text);
    tally_free(t);
    return json;
}

/* The same, read again by what the web uses; freed with published_free. */
static inline struct published_release *wave_published(const struct wave *w)
{
    struct buf json = wave_release(w);
    struct published_release *r = NULL;
    struct err_note note = {""};
    if (published_parse(json.data, json.len, &r, &note) != ERR_OK)
        fail_msg("%s in %s", note.text, buf_text(&json));
    buf_free(&json);
    return r;
}

static inline void wave_end(struct wave *w)
{
    for (size_t i = 0; i < w->ballot_count; i++)
        free(w->ballots[i].sealed);
    survey_free(w->survey);
}

#endif
