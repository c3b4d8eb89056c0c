/* The information sheet as trainees read it: nothing that they must be told is
 * missing, and there is somebody to ask. */
#include "fuzz/fuzz.h"
#include "fuzz/problems.h"

#include "survey/information.h"

static void check_text(const struct survey_information *info,
                       const struct survey_text *text)
{
    for (size_t i = 0; i < info->language_count; i++)
        err_assert(
            survey_information_text_in(info, text, info->languages[i])[0] != 0);
    err_assert(survey_information_text_in(info, text, "xx")[0] != 0);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct survey_problems problems;
    struct survey_information *info = NULL;
    enum err e = survey_information_parse(data, len, &info, &problems);
    fuzz_problems(e, &problems, info);
    if (info == NULL)
        return 0;
    check_text(info, &info->purpose);
    check_text(info, &info->voluntary);
    check_text(info, &info->who_sees);
    check_text(info, &info->results);
    check_text(info, &info->responsible);
    check_text(info, &info->contact);
    err_assert(info->email != NULL || info->phone != NULL);
    err_assert(info->review_number != NULL && info->review_number[0] != 0);
    survey_information_free(info);
    return 0;
}
