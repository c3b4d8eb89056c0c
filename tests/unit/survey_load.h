/* Survey files for the tests of src/survey. */
#ifndef CHORUS_TESTS_SURVEY_LOAD_H
#define CHORUS_TESTS_SURVEY_LOAD_H

#include "base/file.h"
#include "survey/definition.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static inline struct buf load_bytes(const char *path)
{
    struct buf bytes = BUF_INIT;
    struct err_note note;
    if (file_read(path, SURVEY_FILE_MAX_BYTES, &bytes, &note) != ERR_OK)
        fail_msg("%s", note.text);
    return bytes;
}

static inline struct survey *load_survey(const char *path)
{
    struct buf bytes = load_bytes(path);
    struct survey *s = NULL;
    struct survey_problems problems;
    if (survey_parse(bytes.data, bytes.len, &s, &problems) != ERR_OK)
        fail_msg("%s:%zu:%zu: %s", path, problems.list[0].line,
                 problems.list[0].column, problems.list[0].text);
    buf_free(&bytes);
    return s;
}

#endif
