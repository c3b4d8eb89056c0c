/* A survey file: what is accepted can be answered and is found again. */
#include "fuzz/fuzz.h"
#include "fuzz/problems.h"

#include "audit/survey.h"
#include "survey/answers.h"

static void use(const struct survey *s)
{
    size_t size = survey_answers_size(s);
    uint8_t *row = calloc(1, size + 1);
    err_assert(row != NULL && size <= SURVEY_ANSWERS_MAX_BYTES);
    err_assert(survey_answers_check(s, row, size) == ERR_OK);
    for (size_t i = 0; i < s->question_count; i++) {
        const struct survey_question *q = &s->questions[i];
        err_assert(survey_question_find(s, q->id) == i);
        err_assert(q->offset + q->size <= size &&
                   q->section < s->section_count);
        err_assert(q->scale == SURVEY_NONE || q->scale < s->scale_count);
        err_assert(!survey_answer_given(s, i, row));
        (void)survey_question_options(s, q);
    }
    for (size_t i = 0; i < s->scale_count; i++)
        err_assert(survey_scale_find(s, s->scales[i].id) == i);
    err_assert(survey_text_in(s, &s->title, NULL)[0] != 0);
    free(row);
}

/* The auditor reads the same files with code of its own. */
static void audit(const uint8_t *data, size_t len, const struct survey *s)
{
    struct audit_report *report = audit_report_new();
    struct audit_survey *survey = NULL;
    err_assert(report != NULL);
    enum err e = audit_survey_read(data, len, report, &survey);
    err_assert((e == ERR_OK) == (survey != NULL));
    if (s != NULL)
        err_assert(e == ERR_OK && survey->scale_count == s->scale_count);
    audit_survey_free(survey);
    audit_report_free(report);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct survey_problems problems;
    struct survey *s = NULL;
    enum err e = survey_parse(data, len, &s, &problems);
    fuzz_problems(e, &problems, s);
    if (s != NULL)
        use(s);
    audit(data, len, s);
    survey_free(s);
    return 0;
}
