/* Counting: sums by group, every way a ballot can be spoiled, keys that do not
 * belong. All ballots are really sealed. */
#include "release_wave.h"

#include "survey/score.h"

static struct wave w;

static int begin(void **state)
{
    (void)state;
    wave_begin(&w);
    (void)wave_unit(&w, "Medicine", "A", 50);
    (void)wave_unit(&w, "Medicine", "B", 50);
    return 0;
}

static int end(void **state)
{
    (void)state;
    wave_end(&w);
    return 0;
}

static size_t scale(const char *id)
{
    size_t s = survey_scale_find(w.survey, id);
    assert_int_not_equal(s, SURVEY_NONE);
    return s;
}

static struct leaf_counts counts_of(const struct tally *t, const char *id,
                                    size_t group)
{
    return tally_counts(t, scale(id), &group, 1);
}

static uint8_t *row_new(void)
{
    uint8_t *row = calloc(1, w.survey->answers_bytes);
    assert_non_null(row);
    return row;
}

static void scores_are_summed_by_group(void **state)
{
    (void)state;
    uint8_t *row = row_new();
    wave_answer(&w, row, "one", 1); /* 100: step 4 */
    wave_put(&w, 1, row);
    wave_answer(&w, row, "one", 3); /* 50: step 2, at the cutoff */
    wave_put(&w, 1, row);
    wave_answer(&w, row, "one", 4); /* 25 */
    wave_put(&w, 1, row);
    wave_answer(&w, row, "one", 0);
    wave_put(&w, 1, row);
    wave_answer(&w, row, "one", 2);
    wave_put(&w, 2, row);
    w.survey->scales[scale("one")].cut_by_people = true;
    struct tally *t = wave_tally(&w);
    struct leaf_counts one = counts_of(t, "one", 0);
    assert_int_equal(one.valid, 3);
    assert_int_equal(one.steps, 7);
    assert_int_equal(one.above, 2);
    one = counts_of(t, "one", 1);
    assert_int_equal(one.valid, 1);
    assert_int_equal(one.steps, 3);
    const size_t both[] = {0, 1};
    one = tally_counts(t, scale("one"), both, 2);
    assert_int_equal(one.valid, 4);
    assert_int_equal(one.steps, 10);
    assert_int_equal(one.above, 3);
    static const uint32_t people[] = {0, 1, 1, 1, 1}; /* at each step */
    assert_memory_equal(one.at, people, sizeof people);
    w.survey->scales[scale("one")].cut_by_people = false;
    assert_int_equal(tally_answered(t)[0], 4); /* the empty one is a ballot */
    assert_int_equal(tally_answered(t)[1], 1);
    assert_int_equal(tally_redeemed(t), 5);
    assert_int_equal(tally_spoiled(t), 0);
    tally_free(t);
    free(row);
}

/* Known scores with missing answers, through a sealed ballot and the tally. */
static void scores_with_missing_answers_are_the_known_ones(void **state)
{
    (void)state;
    static const char *const items[] = {"w1", "w2", "w3", "w4",
                                        "w5", "w6", "w7"};
    json_t *root = known_load("tests/vectors/release-cases.json");
    json_t *list = json_object_get(root, "scores_with_missing");
    size_t tried = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *c = json_array_get(list, i);
        json_int_t items_in = json_integer_value(json_object_get(c, "items"));
        json_int_t answered =
            json_integer_value(json_object_get(c, "answered"));
        json_int_t steps = json_integer_value(json_object_get(c, "steps"));
        if (items_in != 7) /* the scale "work" has seven items */
            continue;
        uint8_t *row = row_new();
        for (size_t q = 0; q < (size_t)answered; q++) {
            json_int_t step = steps < 4 ? steps : 4;
            steps -= step;
            /* Option 1 is 100 points: step 4; w7 is reversed. */
            size_t option = (size_t)(5 - step);
            wave_answer(&w, row, items[q], q == 6 ? 6 - option : option);
        }
        w.ballot_count = 0;
        wave_put(&w, 1, row);
        struct tally *t = wave_tally(&w);
        struct leaf_counts work = counts_of(t, "work", 0);
        assert_int_equal(work.valid, 1);
        assert_int_equal(work.steps,
                         json_integer_value(json_object_get(c, "score")));
        tally_free(t);
        free(w.ballots[0].sealed);
        w.ballot_count = 0;
        free(row);
        tried++;
    }
    assert_int_equal(tried, 3);
    json_decref(root);
}

static void too_few_answers_are_no_score(void **state)
{
    (void)state;
    uint8_t *row = row_new();
    wave_answer(&w, row, "w1", 1);
    wave_answer(&w, row, "w2", 1);
    wave_answer(&w, row, "w3", 1);
    wave_put(&w, 1, row);
    struct tally *t = wave_tally(&w);
    assert_int_equal(counts_of(t, "work", 0).valid, 0);
    assert_int_equal(tally_answered(t)[0], 1);
    tally_free(t);
    free(row);
}

/* A ballot that is right, but for what MAR does to its plaintext. */
static void assert_spoiled(void (*mar)(uint8_t *plain), bool expected)
{
    uint8_t *row = row_new();
    uint8_t *plain = malloc(w.m.plain_bytes);
    assert_non_null(plain);
    wave_answer(&w, row, "one", 1);
    assert_int_equal(ballot_plain_build(w.mh.b, 1, row, w.survey->answers_bytes,
                                        w.m.plain_bytes, plain),
                     ERR_OK);
    mar(plain);
    for (size_t i = 0; i < w.ballot_count; i++)
        free(w.ballots[i].sealed);
    w.ballot_count = 0;
    wave_put_plain(&w, 1, plain, w.m.plain_bytes);
    struct tally *t = wave_tally(&w);
    assert_int_equal(tally_redeemed(t), 1);
    assert_int_equal(tally_spoiled(t), expected);
    assert_int_equal(tally_answered(t)[0], !expected);
    assert_int_equal(counts_of(t, "one", 0).valid, !expected);
    tally_free(t);
    free(plain);
    free(row);
}

static void leave(uint8_t *plain)
{
    (void)plain;
}
static void mar_version(uint8_t *plain)
{
    plain[0] = 2;
}
static void mar_manifest(uint8_t *plain)
{
    plain[1] ^= 1;
}
static void mar_manifest_end(uint8_t *plain)
{
    plain[32] ^= 0x80;
}
static void other_group(uint8_t *plain)
{
    plain[34] = 2; /* a group of this wave, but not the one it was for */
}
static void longer(uint8_t *plain)
{
    plain[38]++;
}
static void shorter(uint8_t *plain)
{
    plain[38]--;
}
static void huge(uint8_t *plain)
{
    plain[35] = 0xff;
}
static void mar_padding_start(uint8_t *plain)
{
    plain[39 + w.survey->answers_bytes] = 1;
}
static void mar_padding_end(uint8_t *plain)
{
    plain[w.m.plain_bytes - 1] = 1;
}
static void option_too_high(uint8_t *plain)
{
    plain[39] = 6; /* "one" has five */
}
static void number_too_high(uint8_t *plain)
{
    size_t q = survey_question_find(w.survey, "days");
    plain[39 + w.survey->questions[q].offset + 1] = 6; /* 0..4: up to 5 */
}

static void each_kind_of_spoiled_ballot_is_counted_as_such(void **state)
{
    (void)state;
    assert_spoiled(leave, false);
    assert_spoiled(mar_version, true);
    assert_spoiled(mar_manifest, true);
    assert_spoiled(mar_manifest_end, true);
    assert_spoiled(other_group, true);
    assert_spoiled(longer, true);
    assert_spoiled(shorter, true);
    assert_spoiled(huge, true);
    assert_spoiled(mar_padding_start, true);
    assert_spoiled(mar_padding_end, true);
    assert_spoiled(option_too_high, true);
    assert_spoiled(number_too_high, true);
}

static void a_ballot_that_does_not_open_is_spoiled(void **state)
{
    (void)state;
    wave_put_many(&w, 1, 4);
    w.ballots[0].sealed[0] ^= 1; /* the sender's key */
    w.ballots[1].sealed[w.ballots[1].len - 1] ^= 1;
    w.ballots[2].len--;
    struct ballot_secret_key other_sk;
    struct ballot_public_key other_pk;
    uint8_t *plain = calloc(1, w.m.plain_bytes);
    assert_non_null(plain);
    ballot_keypair_new(&other_sk, &other_pk);
    assert_int_equal(
        ballot_seal(plain, w.m.plain_bytes, &other_pk, w.ballots[3].sealed),
        ERR_OK);
    free(plain);
    struct tally *t = wave_tally(&w);
    assert_int_equal(tally_redeemed(t), 4);
    assert_int_equal(tally_spoiled(t), 4);
    assert_int_equal(tally_answered(t)[0], 0);
    assert_int_equal(tally_ballot(t, 1, NULL, 0), ERR_OK);
    assert_int_equal(tally_spoiled(t), 5);
    tally_free(t);
}

static void a_longer_plaintext_is_spoiled(void **state)
{
    (void)state;
    uint8_t *plain = calloc(2, w.m.plain_bytes);
    assert_non_null(plain);
    wave_put_plain(&w, 1, plain, w.m.plain_bytes + 256u);
    wave_put_plain(&w, 1, plain, 0);
    free(plain);
    struct tally *t = wave_tally(&w);
    assert_int_equal(tally_spoiled(t), 2);
    tally_free(t);
}

static void a_group_that_is_not_there_is_our_own_fault(void **state)
{
    (void)state;
    wave_put_many(&w, 1, 1);
    struct tally *t = wave_tally(&w);
    assert_int_equal(tally_ballot(t, 3, w.ballots[0].sealed, w.ballots[0].len),
                     ERR_CORRUPT);
    assert_int_equal(tally_ballot(t, 0, w.ballots[0].sealed, w.ballots[0].len),
                     ERR_CORRUPT);
    uint8_t *opened = calloc(1, w.m.plain_bytes);
    assert_non_null(opened);
    assert_int_equal(tally_opened(t, 3, opened), ERR_CORRUPT);
    assert_int_equal(tally_opened(t, 0, opened), ERR_CORRUPT);
    free(opened);
    assert_int_equal(tally_redeemed(t), 1);
    tally_free(t);
}

static void a_ballot_for_another_group_does_not_count_there(void **state)
{
    (void)state;
    wave_put_many(&w, 1, 2);
    w.ballots[0].group = 2; /* redeemed for B, sealed for A */
    struct tally *t = wave_tally(&w);
    assert_int_equal(tally_spoiled(t), 1);
    assert_int_equal(tally_answered(t)[0], 1);
    assert_int_equal(tally_answered(t)[1], 0);
    tally_free(t);
}

static void a_wrong_key_is_refused_before_anything_is_spoiled(void **state)
{
    (void)state;
    struct ballot_secret_key sk;
    struct ballot_public_key pk;
    struct tally *t = NULL;
    struct err_note note = {""};
    ballot_keypair_new(&sk, &pk);
    assert_int_equal(tally_new(w.survey, &w.m, &w.mh, &sk, &t, &note),
                     ERR_DENIED);
    assert_null(t);
    assert_non_null(strstr(note.text, "2026-fall"));
}

static void another_survey_is_refused(void **state)
{
    (void)state;
    struct tally *t = NULL;
    struct err_note note = {""};
    w.m.plain_bytes += 256;
    assert_int_equal(tally_new(w.survey, &w.m, &w.mh, &w.sk, &t, &note),
                     ERR_STATE);
    w.m.plain_bytes -= 256;
    w.survey_id[0] = '9';
    assert_int_equal(tally_new(w.survey, &w.m, &w.mh, &w.sk, &t, &note),
                     ERR_STATE);
    w.survey_id[0] = w.survey->id[0];
    w.survey_version[0] = '9';
    assert_int_equal(tally_new(w.survey, &w.m, &w.mh, &w.sk, &t, &note),
                     ERR_STATE);
    assert_null(t);
}

/* One scale of one group, by walking the definition row by row. */
static struct leaf_counts walk(const struct survey_scale *s,
                               const uint8_t *rows, size_t count, size_t group)
{
    struct leaf_counts all = {0};
    for (size_t i = group; i < count; i += 2) {
        const uint8_t *row = rows + i * w.survey->answers_bytes;
        if (survey_answers_check(w.survey, row, w.survey->answers_bytes) !=
            ERR_OK)
            continue;
        const int32_t score = survey_scale_score(w.survey, s, row);
        if (score == SURVEY_NOT_VALID)
            continue;
        all.valid++;
        all.steps += (uint64_t)score;
        all.above +=
            s->cutoff_count > 0 && score >= s->cutoffs[0].first_at_or_above;
        if (s->cut_by_people)
            all.at[score]++;
    }
    return all;
}

static void assert_walked(const uint8_t *rows, size_t count)
{
    uint8_t *plain = malloc(w.m.plain_bytes);
    struct tally *t = NULL;
    assert_non_null(plain);
    assert_int_equal(tally_new(w.survey, &w.m, &w.mh, &w.sk, &t, NULL), ERR_OK);
    for (size_t i = 0; i < count; i++) {
        const uint16_t group = (uint16_t)(1 + i % 2);
        assert_int_equal(ballot_plain_build(
                             w.mh.b, group, rows + i * w.survey->answers_bytes,
                             w.survey->answers_bytes, w.m.plain_bytes, plain),
                         ERR_OK);
        assert_int_equal(tally_opened(t, group, plain), ERR_OK);
    }
    assert_int_equal(tally_redeemed(t), count);
    assert_in_range(tally_spoiled(t), 1, count / 2);
    for (size_t s = 0; s < w.survey->scale_count; s++) {
        for (size_t group = 0; group < 2; group++) {
            const struct leaf_counts got = tally_counts(t, s, &group, 1);
            const struct leaf_counts want =
                walk(&w.survey->scales[s], rows, count, group);
            assert_int_equal(got.valid, want.valid);
            assert_int_equal(got.steps, want.steps);
            assert_int_equal(got.above, want.above);
            assert_memory_equal(got.at, want.at, sizeof want.at);
        }
    }
    tally_free(t);
    free(plain);
}

/* However a scale is counted: by answer, by score or by its sums. */
static void counts_are_those_of_the_straightforward_way(void **state)
{
    (void)state;
    enum { COUNT = 600 };
    const size_t bytes = w.survey->answers_bytes;
    uint8_t *rows = calloc(COUNT, bytes);
    uint64_t random = 7;
    assert_non_null(rows);
    for (size_t i = 0; i < COUNT; i++)
        for (size_t q = 0; q < w.survey->question_count; q++) {
            const struct survey_question *asked = &w.survey->questions[q];
            random = random * 6364136223846793005u + 1442695040888963407u;
            /* Sometimes one option or value too many: spoiled. */
            const uint32_t most =
                asked->type == SURVEY_NUMBER
                    ? (uint32_t)(asked->max - asked->min) + 1
                    : (uint32_t)w.survey->options[asked->options].count;
            uint32_t code = (uint32_t)(random >> 40) % (most + 1);
            if ((random >> 33) % 128 == 0)
                code = most + 1;
            rows[i * bytes + asked->offset + asked->size - 1] = (uint8_t)code;
        }
    assert_walked(rows, COUNT);
    for (size_t s = 0; s < w.survey->scale_count; s++)
        w.survey->scales[s].cut_by_people = true;
    assert_walked(rows, COUNT);
    /* "Does not apply to me": an answer that gives no score. */
    for (size_t i = 0; i < w.survey->options_count; i++)
        w.survey->options[i].list[0].stated = false;
    assert_walked(rows, COUNT);
    for (size_t s = 0; s < w.survey->scale_count; s++)
        w.survey->scales[s].cut_by_people = false;
    assert_walked(rows, COUNT);
    free(rows);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
#define FRESH(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        FRESH(scores_are_summed_by_group),
        FRESH(scores_with_missing_answers_are_the_known_ones),
        FRESH(too_few_answers_are_no_score),
        FRESH(each_kind_of_spoiled_ballot_is_counted_as_such),
        FRESH(a_ballot_that_does_not_open_is_spoiled),
        FRESH(a_longer_plaintext_is_spoiled),
        FRESH(a_group_that_is_not_there_is_our_own_fault),
        FRESH(a_ballot_for_another_group_does_not_count_there),
        FRESH(a_wrong_key_is_refused_before_anything_is_spoiled),
        FRESH(another_survey_is_refused),
        FRESH(counts_are_those_of_the_straightforward_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
