/*
 * A survey file on its way into a wave: read, checked with all that opening
 * a wave asks of it, wording filled in. Knows no folder.
 */
#ifndef CHORUS_CONDUCT_SURVEY_FILE_H
#define CHORUS_CONDUCT_SURVEY_FILE_H

#include "base/buf.h"
#include "survey/definition.h"

struct conduct_survey {
    struct buf bytes; /* exactly what goes into a wave */
    struct survey *survey;
};

/*
 * Reads a survey and, when WORDING is not NULL, fills it. In: PATH; a name
 * without a folder that is not in the working folder is looked for among the
 * surveys that ship. Texts may still be
 * missing (survey->missing_texts). Out: freed with conduct_survey_free. Errors:
 * ERR_FORMAT with PROBLEMS and the first of them, "FILE:LINE:COL: ...", in
 * NOTE; ERR_NOT_FOUND and others of file_read; ERR_MEMORY.
 */
BASE_MUST_USE enum err conduct_survey_read(const char *path,
                                           const char *wording,
                                           struct conduct_survey *out_survey,
                                           struct survey_problems *out_problems,
                                           struct err_note *note);

/*
 * Reads a survey that a wave may open with: as above, and no text is missing,
 * and no scale, printed for a leaf, would tell on anybody. Errors: as above,
 * ERR_STATE (texts missing), ERR_DENIED (a scale that forces somebody).
 */
BASE_MUST_USE enum err conduct_survey_load(const char *path,
                                           const char *wording,
                                           uint32_t insiders,
                                           struct conduct_survey *out_survey,
                                           struct err_note *note);

/*
 * Whether any scale would force somebody (survey/leaf_check.h); NOTE says which
 * and how. Errors: ERR_DENIED, ERR_MEMORY.
 */
BASE_MUST_USE enum err conduct_survey_leaf_check(const char *path,
                                                 const struct survey *survey,
                                                 uint32_t insiders,
                                                 struct err_note *note);

void conduct_survey_free(struct conduct_survey *survey);

#endif
