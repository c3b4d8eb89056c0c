#include "audit/survey.h"

#include "audit/print.h"
#include "base/encode.h"

#include <math.h>
#include <sodium.h>

#define DEFAULT_SD 25000

static bool thousandths(const json_t *number, int64_t *out)
{
    if (!json_is_number(number) || fabs(json_number_value(number)) > 1e6)
        return false;
    *out = llround(json_number_value(number) * 1000);
    return true;
}

static const json_t *by_id(const json_t *list, const char *id)
{
    for (size_t i = 0; id != NULL && i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        const char *its = json_string_value(json_object_get(one, "id"));
        if (its != NULL && strcmp(its, id) == 0)
            return one;
    }
    return NULL;
}

static const json_t *question(const json_t *root, const char *id)
{
    const json_t *sections = json_object_get(root, "sections");
    const json_t *found = NULL;
    for (size_t i = 0; found == NULL && i < json_array_size(sections); i++)
        found = by_id(json_object_get(json_array_get(sections, i), "questions"),
                      id);
    return found;
}

/* o - 1 of a question: stated options less one, or max less min. */
static json_int_t item_steps(const json_t *root, const json_t *q)
{
    const char *set = json_string_value(json_object_get(q, "options"));
    if (set == NULL)
        return json_integer_value(json_object_get(q, "max")) -
               json_integer_value(json_object_get(q, "min"));
    const json_t *list = json_object_get(json_object_get(root, "options"), set);
    json_int_t steps = -1;
    for (size_t i = 0; i < json_array_size(list); i++)
        steps +=
            json_is_number(json_object_get(json_array_get(list, i), "value"));
    return steps;
}

static bool read_grid(const json_t *root, const json_t *object,
                      struct audit_scale *s)
{
    const json_t *items = json_object_get(object, "items");
    json_int_t grid = 0;
    for (size_t i = 0; i < json_array_size(items); i++) {
        const json_t *q =
            question(root, json_string_value(json_array_get(items, i)));
        json_int_t steps = q == NULL ? 0 : item_steps(root, q);
        if (steps <= 0 || steps > AUDIT_GRID_MAX)
            return false;
        grid += steps;
    }
    s->grid = (uint32_t)grid;
    return grid > 0 && grid <= AUDIT_GRID_MAX;
}

static bool read_scale(const json_t *root, const json_t *object,
                       struct audit_scale *s)
{
    const json_t *range = json_object_get(object, "range");
    const json_t *cutoffs = json_object_get(object, "cutoff");
    const json_t *sd = json_object_get(object, "sd");
    const char *show = json_string_value(json_object_get(object, "show"));
    s->id = json_string_value(json_object_get(object, "id"));
    s->version = json_string_value(json_object_get(object, "version"));
    const char *cut = json_string_value(json_object_get(object, "cut"));
    s->institution_only = show != NULL && strcmp(show, "institution") == 0;
    s->cut_by_people = cut != NULL && strcmp(cut, "people") == 0;
    s->sd = DEFAULT_SD;
    if (s->id == NULL || s->version == NULL || !read_grid(root, object, s) ||
        !thousandths(json_array_get(range, 0), &s->low) ||
        !thousandths(json_array_get(range, 1), &s->high) || s->low >= s->high ||
        (sd != NULL && !thousandths(sd, &s->sd)) ||
        json_array_size(cutoffs) > AUDIT_CUTOFFS_MAX)
        return false;
    for (size_t i = 0; i < json_array_size(cutoffs); i++) {
        if (!thousandths(json_array_get(cutoffs, i), &s->cutoff[i]))
            return false;
        s->first[i] = audit_first_step(s->low, s->high, s->grid, s->cutoff[i]);
        s->cutoff_count = i + 1;
    }
    return true;
}

/* What is needed of the file; ERR_FORMAT: it is not there. */
static enum err read_all(struct audit_survey *s)
{
    const json_t *scales = json_object_get(s->root, "scales");
    const json_t *areas = json_object_get(s->root, "areas");
    s->id = json_string_value(json_object_get(s->root, "id"));
    s->version = json_string_value(json_object_get(s->root, "version"));
    if (s->id == NULL || s->version == NULL || json_array_size(scales) == 0)
        return ERR_FORMAT;
    s->scales = calloc(json_array_size(scales), sizeof *s->scales);
    s->areas = calloc(json_array_size(areas) + 1, sizeof *s->areas);
    if (s->scales == NULL || s->areas == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < json_array_size(scales); i++)
        if (!read_scale(s->root, json_array_get(scales, i),
                        &s->scales[s->scale_count++]))
            return ERR_FORMAT;
    for (size_t i = 0; i < json_array_size(areas); i++) {
        struct audit_area *a = &s->areas[s->area_count++];
        const json_t *one = json_array_get(areas, i);
        a->id = json_string_value(json_object_get(one, "id"));
        a->scales = json_object_get(one, "scales");
        if (a->id == NULL || json_array_size(a->scales) == 0)
            return ERR_FORMAT;
    }
    return ERR_OK;
}

enum err audit_survey_read(const uint8_t *bytes, size_t len,
                           struct audit_report *report,
                           struct audit_survey **out_survey)
{
    static const char *const why = "the survey file cannot be read";
    uint8_t hash[crypto_hash_sha256_BYTES];
    struct audit_survey *s = calloc(1, sizeof *s);
    if (s == NULL)
        return ERR_MEMORY;
    (void)crypto_hash_sha256(hash, bytes, len);
    encode_hex(hash, sizeof hash, s->sha256);
    s->root =
        json_loadb((const char *)bytes, len, JSON_REJECT_DUPLICATES, NULL);
    enum err e = s->root == NULL ? ERR_FORMAT : read_all(s);
    if (e != ERR_OK) {
        audit_could_not(report, AUDIT_SCALES, why);
        audit_could_not(report, AUDIT_AREAS, why);
        audit_survey_free(s);
        return e;
    }
    *out_survey = s;
    return ERR_OK;
}

void audit_survey_free(struct audit_survey *survey)
{
    if (survey == NULL)
        return;
    free(survey->scales);
    free(survey->areas);
    json_decref(survey->root);
    free(survey);
}

static bool is_same_cutoffs(const struct audit_scale *a,
                            const struct audit_scale *b)
{
    bool same = a->cutoff_count == b->cutoff_count;
    for (size_t i = 0; same && i < a->cutoff_count; i++)
        same = a->cutoff[i] == b->cutoff[i];
    return same;
}

static void compare_scale(const struct audit_scale *survey,
                          const struct audit_scale *file,
                          struct audit_report *report)
{
    struct audit_at at = {"grid", NULL, file->id};
    if (file->grid != survey->grid)
        audit_find_number(report, AUDIT_SCALES, at, file->grid, "%u",
                          (unsigned)survey->grid);
    at.what = "version";
    if (strcmp(file->version, survey->version) != 0)
        audit_find(report, AUDIT_SCALES, at, file->version, "%s",
                   survey->version);
    at.what = "cutoff";
    if (!is_same_cutoffs(file, survey))
        audit_find(report, AUDIT_SCALES, at, NULL, "the survey's cutoffs");
    at.what = "range";
    if (file->low != survey->low || file->high != survey->high)
        audit_find(report, AUDIT_SCALES, at, NULL, "the survey's range");
    at.what = "cut";
    if (file->cut_by_people != survey->cut_by_people)
        audit_find(report, AUDIT_SCALES, at, NULL, "the survey's cut");
    at.what = "sd";
    if (file->sd != survey->sd)
        audit_find(report, AUDIT_SCALES, at, NULL, "%lld thousandths",
                   (long long)survey->sd);
}

static bool is_same_survey(const struct audit_survey *survey,
                           const struct audit_release *r,
                           struct audit_report *report)
{
    const char *const pairs[][3] = {
        {"survey-sha256", r->survey_sha256, survey->sha256},
        {"survey-id", r->survey_id, survey->id},
        {"survey-version", r->survey_version, survey->version}};
    bool same = true;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (strcmp(pairs[i][1], pairs[i][2]) == 0)
            continue;
        audit_find(report, AUDIT_SCALES,
                   (struct audit_at){pairs[i][0], NULL, NULL}, pairs[i][1],
                   "%s", pairs[i][2]);
        same = false;
    }
    return same;
}

bool audit_survey_compare(const struct audit_survey *survey,
                          struct audit_release *release,
                          struct audit_report *report)
{
    if (!is_same_survey(survey, release, report)) {
        static const char *const why = "the survey given is another one";
        audit_could_not(report, AUDIT_SCALES, why);
        audit_could_not(report, AUDIT_AREAS, why);
        return false;
    }
    for (size_t i = 0; i < survey->scale_count; i++) {
        const struct audit_at missing = {"scale", NULL, survey->scales[i].id};
        size_t at = audit_scale_find(release, survey->scales[i].id);
        if (at == AUDIT_NONE) {
            audit_find(report, AUDIT_SCALES, missing, NULL,
                       "a scale of the survey");
            continue;
        }
        compare_scale(&survey->scales[i], &release->scales[at], report);
        release->scales[at].institution_only =
            survey->scales[i].institution_only;
    }
    for (size_t i = 0; i < release->scale_count; i++) {
        const char *id = release->scales[i].id;
        size_t at = 0;
        while (at < survey->scale_count &&
               strcmp(survey->scales[at].id, id) != 0)
            at++;
        if (at == survey->scale_count)
            audit_find(report, AUDIT_SCALES,
                       (struct audit_at){"scale", NULL, id}, id,
                       "no scale that the survey does not have");
    }
    audit_ran(report, AUDIT_SCALES, release->scale_count);
    return true;
}
