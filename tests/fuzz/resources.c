/* The file of support resources: never without a crisis line. */
#include "fuzz/fuzz.h"
#include "fuzz/problems.h"

#include "survey/resources.h"

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct survey_problems problems;
    struct survey_resources *r = NULL;
    enum err e = survey_resources_parse(data, len, &r, &problems);
    bool has_crisis = false;
    fuzz_problems(e, &problems, r);
    for (size_t i = 0; r != NULL && i < r->count; i++) {
        const struct survey_resource *one = &r->list[i];
        has_crisis |= one->kind == SURVEY_RESOURCE_CRISIS;
        err_assert(survey_resource_kind_name(one->kind)[0] != 0);
        err_assert(survey_resources_text_in(r, &one->name, "es")[0] != 0);
        err_assert(one->url == NULL || strncmp(one->url, "https://", 8) == 0);
    }
    err_assert(r == NULL || has_crisis);
    survey_resources_free(r);
    return 0;
}
