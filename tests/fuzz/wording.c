/* A wording file: what it fills is a survey without a missing text. */
#include "fuzz/fuzz.h"
#include "fuzz/problems.h"

#include "survey/wording.h"

/* Two questions whose words, and an option whose label, its licence keeps. */
static const char survey[] =
    "{\"format\":\"chorus-survey-v1\",\"id\":\"r\",\"version\":\"1\","
    "\"languages\":[\"en\"],\"title\":{\"en\":\"R\"},"
    "\"options\":{\"o\":[{\"value\":0},{\"value\":1}]},"
    "\"sections\":[{\"id\":\"s\",\"title\":{\"en\":\"S\"},"
    "\"licence\":\"restricted\",\"questions\":["
    "{\"id\":\"a\",\"type\":\"choice\",\"options\":\"o\"},"
    "{\"id\":\"b\",\"type\":\"number\",\"min\":0,\"max\":9}]}]}";

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct survey_problems problems;
    uint8_t *filled = NULL;
    size_t filled_len = 0;
    enum err e =
        survey_apply_wording((const uint8_t *)survey, sizeof survey - 1, data,
                             len, &filled, &filled_len, &problems);
    fuzz_problems(e, &problems, filled);
    if (filled != NULL) {
        struct survey *s = NULL;
        err_assert(survey_parse(filled, filled_len, &s, &problems) == ERR_OK);
        err_assert(s->missing_texts == 0);
        survey_free(s);
    }
    free(filled);
    return 0;
}
