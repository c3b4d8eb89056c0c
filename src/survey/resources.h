/*
 * Crisis and support resources: shown on every page, the same for everyone,
 * never triggered by an answer. Pure, like the rest of the room.
 */
#ifndef CHORUS_SURVEY_RESOURCES_H
#define CHORUS_SURVEY_RESOURCES_H

#include "survey/definition.h"

enum survey_resource_kind {
    SURVEY_RESOURCE_CRISIS,      /* somebody answers now, day and night */
    SURVEY_RESOURCE_EMERGENCY,   /* life in danger */
    SURVEY_RESOURCE_COUNSELLING, /* care by appointment */
    SURVEY_RESOURCE_PEER,        /* colleagues who listen */
    SURVEY_RESOURCE_REPORTING,   /* mistreatment, hours, safety */
    SURVEY_RESOURCE_PRACTICAL,   /* childcare, money, a ride home */
};

/* Whom it is for: somebody in training, or a program that wants to do
 * something. */
enum survey_resource_audience {
    SURVEY_RESOURCE_TRAINEE,
    SURVEY_RESOURCE_PROGRAM,
};

#define SURVEY_RESOURCE_STALE_DAYS 180

struct survey_resource {
    const char *id;
    enum survey_resource_kind kind;
    struct survey_text name;
    enum survey_resource_audience audience;
    struct survey_text eligibility; /* who may call */
    struct survey_text hours;
    struct survey_text who_learns; /* who learns that you called */
    const char *phone;             /* NULL, or as people read it: "988" */
    const char *sms;               /* NULL, or the number to text */
    const char *url;               /* NULL, or https:// */
    const char *lead;              /* whose entry it is to keep right */
    const char *last_verified;     /* YYYY-MM-DD; NULL: nobody here has, yet */
    const char *verified_by;       /* NULL with it */
    const char *source;            /* NULL, or where the facts come from */
};

struct survey_resources {
    const char *languages[SURVEY_LANGUAGES_MAX];
    size_t language_count;
    struct survey_text intro; /* may be absent */
    struct survey_resource *list;
    size_t count;
    struct survey_block *memory;
};

/*
 * Reads and checks a resources file (surveys/resources.json).
 *
 * In: exact bytes, not trusted. Out: caller frees with survey_resources_free;
 * *out_problems always.
 * Errors: ERR_FORMAT with problems (no crisis line among them is one of them);
 * ERR_MEMORY.
 */
BASE_MUST_USE enum err survey_resources_parse(
    const uint8_t *bytes, size_t len, struct survey_resources **out_resources,
    struct survey_problems *out_problems);

void survey_resources_free(struct survey_resources *r);

/* As survey_text_in: LANGUAGE, else the first language that has the text. */
const char *survey_resources_text_in(const struct survey_resources *r,
                                     const struct survey_text *text,
                                     const char *language);

/* "crisis", "emergency", ...: as the file says it. */
const char *survey_resource_kind_name(enum survey_resource_kind kind);

/* Whether its lead should verify it: nobody has, or not for
 * SURVEY_RESOURCE_STALE_DAYS. */
bool survey_resource_is_stale(const struct survey_resource *resource,
                              int64_t now_sec);

#endif
