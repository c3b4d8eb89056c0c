#include "conduct/survey_file.h"

#include "base/file.h"
#include "base/share.h"
#include "survey/leaf_check.h"
#include "survey/wording.h"

static enum err say_first(const char *path,
                          const struct survey_problems *problems,
                          struct err_note *note)
{
    size_t others = problems->count - 1 + problems->more;
    char rest[80] = "";
    if (others > 0)
        (void)snprintf(rest, sizeof rest,
                       " (and %zu more; chorus survey check lists them)",
                       others);
    return err_say(note, ERR_FORMAT, "%s:%zu:%zu: %s%s", path,
                   problems->list[0].line, problems->list[0].column,
                   problems->list[0].text, rest);
}

static enum err fill(const char *wording, struct buf *bytes,
                     struct survey_problems *out_problems,
                     struct err_note *note)
{
    struct buf words = BUF_INIT;
    uint8_t *filled = NULL;
    size_t len = 0;
    enum err e = file_read(wording, SURVEY_FILE_MAX_BYTES, &words, note);
    if (e != ERR_OK)
        return e;
    e = survey_apply_wording(bytes->data, bytes->len, words.data, words.len,
                             &filled, &len, out_problems);
    buf_free(&words);
    if (e == ERR_FORMAT && out_problems->count > 0)
        return say_first(wording, out_problems, note);
    if (e != ERR_OK)
        return e;
    buf_clear(bytes);
    buf_put(bytes, filled, len);
    free(filled);
    return buf_check(bytes);
}

/* A bare name that is no file here is that of a survey that ships. */
static enum err read_file(const char *path, struct buf *out_bytes,
                          struct err_note *note)
{
    char name[FILE_PATH_MAX];
    struct file_path shipped;
    if (strchr(path, '/') != NULL || file_exists(path))
        return file_read(path, SURVEY_FILE_MAX_BYTES, out_bytes, note);
    int len = snprintf(name, sizeof name, "surveys/%s", path);
    if (path[0] == '\0' || path[0] == '.' || len >= (int)sizeof name ||
        share_find(name, &shipped, NULL) != ERR_OK)
        return err_say(note, ERR_NOT_FOUND,
                       "%s: no such file here, and no survey of this name "
                       "ships; gme-core.json does",
                       path);
    return file_read(shipped.s, SURVEY_FILE_MAX_BYTES, out_bytes, note);
}

enum err conduct_survey_read(const char *path, const char *wording,
                             struct conduct_survey *out_survey,
                             struct survey_problems *out_problems,
                             struct err_note *note)
{
    struct conduct_survey s = {.bytes = BUF_INIT};
    out_problems->count = 0;
    out_problems->more = 0;
    enum err e = read_file(path, &s.bytes, note);
    if (e == ERR_OK) {
        e = survey_parse(s.bytes.data, s.bytes.len, &s.survey, out_problems);
        if (e == ERR_FORMAT)
            e = say_first(path, out_problems, note);
    }
    if (e == ERR_OK && wording != NULL) {
        e = fill(wording, &s.bytes, out_problems, note);
        survey_free(s.survey);
        s.survey = NULL;
        if (e == ERR_OK)
            e = survey_parse(s.bytes.data, s.bytes.len, &s.survey,
                             out_problems);
    }
    if (e != ERR_OK) {
        conduct_survey_free(&s);
        return e;
    }
    *out_survey = s;
    return ERR_OK;
}

enum err conduct_survey_leaf_check(const char *path,
                                   const struct survey *survey,
                                   uint32_t insiders, struct err_note *note)
{
    for (size_t i = 0; i < survey->scale_count; i++) {
        struct survey_leaf_finding f;
        enum err e = survey_scale_leaf_check(&survey->scales[i],
                                             (int32_t)insiders, 0, &f);
        if (e == ERR_DENIED)
            return err_say(note, e,
                           "%s: scale %s: with %d answers, %d people who "
                           "score %d steps together would learn from what "
                           "is printed on which side of a cutoff another "
                           "is; change its options or cutoffs",
                           path, survey->scales[i].id, (int)f.v,
                           (int)f.coalition, (int)f.known_sum);
        if (e != ERR_OK)
            return e;
    }
    return ERR_OK;
}

static enum err check_texts(const char *path, const struct survey *survey,
                            struct err_note *note)
{
    struct survey_missing first;
    if (survey->missing_texts == 0)
        return ERR_OK;
    (void)survey_missing_wording(survey, &first, 1);
    return err_say(note, ERR_STATE,
                   "%s: %zu texts are missing (the first: %s in %s); fill them "
                   "with --wording FILE",
                   path, survey->missing_texts, first.key, first.language);
}

enum err conduct_survey_load(const char *path, const char *wording,
                             uint32_t insiders,
                             struct conduct_survey *out_survey,
                             struct err_note *note)
{
    struct conduct_survey s = {.bytes = BUF_INIT};
    struct survey_problems *problems = calloc(1, sizeof *problems);
    if (problems == NULL)
        return ERR_MEMORY;
    enum err e = conduct_survey_read(path, wording, &s, problems, note);
    free(problems);
    if (e == ERR_OK)
        e = check_texts(path, s.survey, note);
    if (e == ERR_OK)
        e = conduct_survey_leaf_check(path, s.survey, insiders, note);
    if (e != ERR_OK) {
        conduct_survey_free(&s);
        return e;
    }
    *out_survey = s;
    return ERR_OK;
}

void conduct_survey_free(struct conduct_survey *survey)
{
    survey_free(survey->survey);
    buf_free(&survey->bytes);
    *survey = (struct conduct_survey){.bytes = BUF_INIT};
}
