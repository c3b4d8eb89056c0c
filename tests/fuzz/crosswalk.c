/* The file of requirements: every area is found, every text is there. */
#include "fuzz/fuzz.h"
#include "fuzz/problems.h"

#include "survey/crosswalk.h"

static void check_area(const struct survey_crosswalk *c,
                       const struct survey_crosswalk_area *area)
{
    err_assert(survey_crosswalk_find(c, area->area) == area);
    for (size_t i = 0; i < area->count; i++) {
        const struct survey_requirement *one = &area->list[i];
        err_assert(one->framework < c->framework_count);
        err_assert(one->label[0] != 0 && fuzz_is_plain(one->label));
        err_assert(survey_crosswalk_text(c, &one->title)[0] != 0);
    }
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct survey_problems problems;
    struct survey_crosswalk *c = NULL;
    enum err e = survey_crosswalk_parse(data, len, &c, &problems);
    fuzz_problems(e, &problems, c);
    if (c == NULL)
        return 0;
    err_assert(c->language_count > 0);
    for (size_t i = 0; i < c->framework_count; i++)
        err_assert(survey_crosswalk_text(c, &c->frameworks[i].name)[0] != 0);
    for (size_t i = 0; i < c->area_count; i++)
        check_area(c, &c->areas[i]);
    (void)survey_crosswalk_text(c, &c->note);
    survey_crosswalk_free(c);
    return 0;
}
