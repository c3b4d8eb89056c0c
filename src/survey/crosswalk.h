/*
 * Which requirements of others (an accreditor's, a state's) each of the six
 * areas speaks to: labels that an institution sets. Pure, like the rest of the
 * room.
 */
#ifndef CHORUS_SURVEY_CROSSWALK_H
#define CHORUS_SURVEY_CROSSWALK_H

#include "survey/definition.h"

/* Whose requirements, and of which edition. */
struct survey_framework {
    const char *id;
    struct survey_text name;
};

struct survey_requirement {
    size_t framework;  /* index of the file's */
    const char *label; /* "VI.C.1" */
    struct survey_text title;
};

struct survey_crosswalk_area {
    const char *area; /* one of the six ids */
    struct survey_requirement *list;
    size_t count;
};

struct survey_crosswalk {
    const char *languages[SURVEY_LANGUAGES_MAX];
    size_t language_count;
    struct survey_text note; /* may be absent */
    struct survey_framework *frameworks;
    size_t framework_count;
    struct survey_crosswalk_area *areas;
    size_t area_count;
    struct survey_block *memory;
};

/*
 * Reads and checks a crosswalk (surveys/crosswalk.json; its form is
 * surveys/crosswalk.schema.json).
 *
 * In: exact bytes, not trusted. Out: caller frees with survey_crosswalk_free;
 * *out_problems always.
 * Errors: ERR_FORMAT with problems; ERR_MEMORY.
 */
BASE_MUST_USE enum err survey_crosswalk_parse(
    const uint8_t *bytes, size_t len, struct survey_crosswalk **out_crosswalk,
    struct survey_problems *out_problems);
void survey_crosswalk_free(struct survey_crosswalk *c);

/* The area of an id; NULL when the file leaves it out. */
const struct survey_crosswalk_area *survey_crosswalk_find(
    const struct survey_crosswalk *c, const char *area);
/* A text of the file in English, else in its first language; "" when absent. */
const char *survey_crosswalk_text(const struct survey_crosswalk *c,
                                  const struct survey_text *text);

#endif
