/*
 * Bring your own wording: a definition of an instrument whose items may not be
 * passed on leaves its texts out, and a file that stays with the licence holder
 * fills them. The filled survey is one file of its own, so that one hash in the
 * manifest covers every word that a trainee reads.
 *
 *   { "format":"chorus-wording-v1", "survey":"olbi",
 *     "texts":{ "olbi_1":{"en":"..."}, "agree/1":{"en":"..."} } }
 *
 * A key is the id of a question, or OPTIONS/N for the label of the N-th option
 * (from 1) of a set.
 */
#ifndef CHORUS_SURVEY_WORDING_H
#define CHORUS_SURVEY_WORDING_H

#include "survey/definition.h"

/* One text that "restricted" left out and nothing has filled. */
struct survey_missing {
    char key[160];        /* as a wording file names it */
    const char *language; /* belongs to the survey */
};

/*
 * The texts that are missing, in the file's order: at most MAX into OUT.
 * Returns how many there are in all (survey.missing_texts).
 */
size_t survey_missing_wording(const struct survey *s,
                              struct survey_missing *out, size_t max);

/*
 * Fills a survey with a wording file.
 *
 * In: the survey's exact bytes, which survey_parse accepts, and the wording's,
 * both not trusted. Out: *out_bytes, which the caller frees with free(): the
 * filled survey, to be parsed again; the same input gives the same bytes.
 * *out_problems: of the wording file.
 * Errors: ERR_FORMAT with problems (another survey's wording, an unknown key,
 * a text that the survey already has, one that is still missing); ERR_MEMORY.
 */
BASE_MUST_USE enum err survey_apply_wording(
    const uint8_t *bytes, size_t len, const uint8_t *wording,
    size_t wording_len, uint8_t **out_bytes, size_t *out_len,
    struct survey_problems *out_problems);

#endif
