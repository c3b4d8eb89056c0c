/* Answers as a client's file, and as the row that a ballot holds. */
#include "fuzz/fuzz.h"

#include "ballot/plain.h"
#include "survey/answers.h"
#include "voter/answers_file.h"

#define GROUP 3

static struct survey *load(void)
{
    static struct survey_problems problems;
    struct survey *s = NULL;
    struct buf bytes = fuzz_load("tests/data/surveys/small.json");
    err_assert(survey_parse(bytes.data, bytes.len, &s, &problems) == ERR_OK);
    buf_free(&bytes);
    return s;
}

static void copy_answer(const struct survey *s, size_t q, const uint8_t *row,
                        uint8_t *again)
{
    const struct survey_options *o =
        survey_question_options(s, &s->questions[q]);
    enum err e = ERR_OK;
    int32_t number = 0;
    size_t len = 0;
    const uint8_t *text = NULL;
    switch (s->questions[q].type) {
    case SURVEY_CHOICE:
        e = survey_answer_set_choice(s, q, again,
                                     survey_answer_choice(s, q, row));
        break;
    case SURVEY_MULTI:
        for (size_t i = 1; e == ERR_OK && i <= o->count; i++)
            e = survey_answer_set_multi(s, q, again, i,
                                        survey_answer_multi(s, q, row, i));
        break;
    case SURVEY_NUMBER:
        if (survey_answer_number(s, q, row, &number))
            e = survey_answer_set_number(s, q, again, number);
        break;
    case SURVEY_FREE_TEXT:
        text = survey_answer_text(s, q, row, &len);
        e = survey_answer_set_text(s, q, again, text, len);
        break;
    }
    err_assert(e == ERR_OK);
}

/* A row that is allowed is the one that its answers make. */
static void check_row(const struct survey *s, const uint8_t *row, size_t len)
{
    if (survey_answers_check(s, row, len) != ERR_OK)
        return;
    uint8_t *again = calloc(1, len);
    err_assert(again != NULL && len == s->answers_bytes);
    for (size_t q = 0; q < s->question_count; q++) {
        copy_answer(s, q, row, again);
        err_assert(survey_answer_given(s, q, again) ==
                   survey_answer_given(s, q, row));
    }
    err_assert(memcmp(row, again, len) == 0);
    free(again);
}

static void check_plain(const struct survey *s, const uint8_t *data, size_t len)
{
    static const uint8_t mh[BALLOT_MANIFEST_HASH_BYTES] = {1};
    uint8_t built[1024];
    const uint8_t *answers = NULL;
    size_t answers_len = 0;
    if (ballot_plain_parse(data, len, mh, GROUP, &answers, &answers_len) !=
            ERR_OK ||
        len > sizeof built)
        return;
    err_assert(answers >= data && answers + answers_len <= data + len);
    err_assert(ballot_plain_build(mh, GROUP, answers, answers_len, len,
                                  built) == ERR_OK);
    err_assert(memcmp(data, built, len) == 0);
    check_row(s, answers, answers_len);
}

static void check_file(const struct survey *s, const uint8_t *data, size_t len)
{
    uint8_t row[256];
    uint8_t untouched[sizeof row];
    struct err_note note = {""};
    err_assert(s->answers_bytes <= sizeof row);
    memset(row, 0xa5, sizeof row);
    memcpy(untouched, row, sizeof row);
    enum err e = voter_answers_read(s, data, len, row, &note);
    fuzz_note(e, &note);
    if (e == ERR_OK)
        err_assert(survey_answers_check(s, row, s->answers_bytes) == ERR_OK);
    else
        err_assert(memcmp(row, untouched, sizeof row) == 0);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct survey *s;
    if (s == NULL)
        s = load();
    check_file(s, data, len);
    check_row(s, data, len);
    check_plain(s, data, len);
    return 0;
}
