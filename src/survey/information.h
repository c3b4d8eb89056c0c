/*
 * The information sheet: what somebody must be able to read before answering.
 * The institution's own words; dates, groups and rules are the manifest's and
 * are not said here a second time. Pure, like the rest of the room.
 */
#ifndef CHORUS_SURVEY_INFORMATION_H
#define CHORUS_SURVEY_INFORMATION_H

#include "survey/definition.h"

enum survey_review {
    SURVEY_REVIEW_QUALITY,  /* quality improvement, not research */
    SURVEY_REVIEW_APPROVED, /* by an institutional review board */
    SURVEY_REVIEW_EXEMPT,   /* such a board found it exempt */
};

struct survey_information {
    const char *languages[SURVEY_LANGUAGES_MAX];
    size_t language_count;
    struct survey_text purpose;
    struct survey_text voluntary; /* what follows from not answering */
    struct survey_text who_sees;
    struct survey_text results; /* when they are planned, and where */
    struct survey_text responsible;
    struct survey_text contact; /* whom to ask */
    const char *email;          /* NULL, or an address; it or a phone */
    const char *phone;          /* NULL, or as people read it */
    enum survey_review review;
    const char *review_number;
    struct survey_block *memory;
};

/*
 * Reads and checks an information sheet (surveys/information.json shows one).
 *
 * In: exact bytes, not trusted. Out: caller frees with survey_information_free;
 * *out_problems always. Errors: ERR_FORMAT with problems; ERR_MEMORY.
 */
BASE_MUST_USE enum err survey_information_parse(
    const uint8_t *bytes, size_t len,
    struct survey_information **out_information,
    struct survey_problems *out_problems);
/* NULL is fine. */
void survey_information_free(struct survey_information *information);

/* As survey_text_in: LANGUAGE, else the first language that has the text. */
const char *survey_information_text_in(
    const struct survey_information *information,
    const struct survey_text *text, const char *language);

#endif
