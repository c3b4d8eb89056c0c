/* The file of offers: each is found by its id. */
#include "fuzz/fuzz.h"
#include "fuzz/problems.h"

#include "survey/offers.h"

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct survey_problems problems;
    struct survey_offers *o = NULL;
    enum err e = survey_offers_parse(data, len, &o, &problems);
    fuzz_problems(e, &problems, o);
    for (size_t i = 0; o != NULL && i < o->count; i++) {
        err_assert(o->ids[i] == o->list[i].id);
        err_assert(survey_offers_name(o, o->ids[i])[0] != 0);
        (void)survey_offers_about(o, o->ids[i]);
    }
    err_assert(o == NULL || o->ids[o->count] == NULL);
    survey_offers_free(o);
    return 0;
}
