/*
 * What a survey is: one JSON file (surveys/NAME.json) in, one checked struct
 * out. The room is pure: it opens no file, reads no clock, writes no log, and
 * knows nothing of people, waves or releases. Everything that can be wrong with
 * a file is found here, with its line and column, so that no other room needs
 * to doubt a struct survey.
 */
#ifndef CHORUS_SURVEY_DEFINITION_H
#define CHORUS_SURVEY_DEFINITION_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define SURVEY_FILE_MAX_BYTES    ((size_t)1 << 20)
#define SURVEY_LANGUAGES_MAX     8
#define SURVEY_OPTIONS_MAX       255 /* a choice is one byte: 0, 1..255 */
#define SURVEY_CUTOFFS_MAX       8
#define SURVEY_GRID_MAX          1000
#define SURVEY_CUT_PEOPLE_GRID   100   /* steps, where people cut an end */
#define SURVEY_ANSWERS_MAX_BYTES 65497 /* 64 KiB less the ballot's head */
#define SURVEY_PROBLEMS_MAX      50
#define SURVEY_NONE              ((size_t)-1)

/* The ids of the areas that there are: fixed, so that a trend survives a change
 * of the questions. Ends with NULL. */
#define SURVEY_AREA_IDS 6
extern const char *const survey_area_ids[SURVEY_AREA_IDS + 1];

/* One text in the survey's languages, in their order; NULL where absent. */
struct survey_text {
    const char *in[SURVEY_LANGUAGES_MAX];
};

/* A number of the file, exact: at most three decimals. */
struct survey_decimal {
    int64_t thousandths;
    char text[24]; /* the shortest decimal: "50", "1.33", "-0.5" */
};

struct survey_option {
    bool stated; /* false: the file says null, "not stated" */
    struct survey_decimal value;
    struct survey_text label;
};

struct survey_options {
    const char *id;
    struct survey_option *list;
    size_t count;
    size_t stated; /* how many are not null */
    /*
     * Whether the stated values are equally spaced; if so lowest, lowest +
     * step, ... in any order. A set that no scale uses may be uneven.
     */
    bool even;
    int64_t lowest; /* thousandths */
    int64_t step;   /* thousandths; 0 for a single value */
};

enum survey_type {
    SURVEY_CHOICE,
    SURVEY_MULTI,
    SURVEY_NUMBER,
    SURVEY_FREE_TEXT,
};

struct survey_question {
    const char *id;
    enum survey_type type;
    struct survey_text text;
    size_t section; /* index into survey.sections */
    size_t options; /* choice, multi: index into survey.options */
    int32_t min;    /* number */
    int32_t max;
    size_t max_bytes; /* text */
    size_t scale;     /* index into survey.scales, or SURVEY_NONE */
    size_t offset;    /* of its place in the row of answers */
    size_t size;      /* bytes of that place */
};

/* One screen: the questions FIRST .. FIRST + COUNT - 1. */
struct survey_section {
    const char *id;
    struct survey_text title;
    struct survey_text intro; /* may be absent in every language */
    const char *source;       /* NULL: the survey's own */
    const char *licence;      /* NULL: the survey's own */
    size_t first;
    size_t count;
};

enum survey_aggregate { SURVEY_MEAN, SURVEY_SUM };
enum survey_high_is { SURVEY_HIGH_IS_WORSE, SURVEY_HIGH_IS_BETTER };

/* A cutoff splits the grid between two neighbouring steps. */
struct survey_cutoff {
    struct survey_decimal value; /* in the scale's own units */
    int32_t first_at_or_above;   /* a: 1..grid */
    int32_t largest_below;       /* b = a - 1 */
};

struct survey_item {
    size_t question; /* index into survey.questions */
    bool reversed;
};

struct survey_scale {
    const char *id;
    struct survey_text title;
    const char
        *version; /* of the instrument; a trend breaks where it changes */
    struct survey_item *items;
    size_t item_count;
    enum survey_aggregate aggregate;
    size_t min_answered;
    struct survey_decimal low; /* the range, in the scale's own units */
    struct survey_decimal high;
    struct survey_cutoff cutoffs[SURVEY_CUTOFFS_MAX]; /* ascending */
    size_t cutoff_count;
    struct survey_decimal
        bands[SURVEY_CUTOFFS_MAX]; /* ascending; labels only */
    size_t band_count;
    struct survey_decimal sd; /* points of 100; 25 when the file has none */
    const char *sd_source;    /* NULL when the file has none */
    enum survey_high_is high_is;
    bool institution_only; /* "show":"institution" */
    bool cut_by_people;    /* "cut":"people": at most one cutoff */
    int32_t item_steps;    /* o - 1: steps of one item */
    int32_t grid;          /* G = item_count * item_steps */
};

/* One of the six expectation areas. */
struct survey_area {
    const char *id;
    struct survey_text title;
    size_t *scales; /* indices into survey.scales */
    size_t scale_count;
};

struct survey_block; /* a piece of the survey's memory */

struct survey {
    const char *id;
    const char *version;
    const char *source;  /* NULL when the file has none */
    const char *licence; /* NULL when the file has none */
    const char *languages[SURVEY_LANGUAGES_MAX];
    size_t language_count;
    struct survey_text title;
    struct survey_text intro; /* may be absent */
    struct survey_options *options;
    size_t options_count;
    struct survey_section *sections;
    size_t section_count;
    struct survey_question *questions; /* in the file's order */
    size_t question_count;
    struct survey_scale *scales;
    size_t scale_count;
    struct survey_area *areas;
    size_t area_count;
    const char **groupings; /* roster columns: type, site, department */
    size_t grouping_count;
    size_t answers_bytes; /* one row of answers */
    size_t missing_texts; /* restricted texts that no wording has filled */
    struct survey_block *memory;
};

/* One thing that is wrong, where an editor can jump to it. */
struct survey_problem {
    size_t line;   /* from 1 */
    size_t column; /* from 1, in characters */
    char text[240];
};

struct survey_problems {
    struct survey_problem list[SURVEY_PROBLEMS_MAX]; /* in the file's order */
    size_t count;
    size_t more; /* found, but over the maximum */
};

/*
 * Reads and checks one survey file.
 *
 * In: the exact bytes, not trusted. Out: *out_survey, which the caller frees
 * with survey_free, only on ERR_OK; *out_problems always (count 0 on ERR_OK).
 * Texts that "licence":"restricted" leaves out are no problem here: they are
 * counted in missing_texts, and a wave does not open before it is 0.
 * Errors: ERR_FORMAT with at least one problem; ERR_MEMORY.
 * Source: docs of the format in surveys/survey.schema.json; src/RELEASE.md
 * "Scores"; src/PROTOCOL.md "Answers".
 */
BASE_MUST_USE enum err survey_parse(const uint8_t *bytes, size_t len,
                                    struct survey **out_survey,
                                    struct survey_problems *out_problems);

/* Frees a survey; NULL is fine. */
void survey_free(struct survey *s);

/*
 * The text in LANGUAGE ("es"; NULL for the first), or in the first language
 * that has it; "" when none has. Belongs to the survey.
 */
const char *survey_text_in(const struct survey *s,
                           const struct survey_text *text,
                           const char *language);

/* Index of the question with this id, or SURVEY_NONE. */
size_t survey_question_find(const struct survey *s, const char *id);
/* Index of the scale with this id, or SURVEY_NONE. */
size_t survey_scale_find(const struct survey *s, const char *id);

/* The options of a choice or multi question; NULL for another type. */
const struct survey_options *survey_question_options(
    const struct survey *s, const struct survey_question *q);

/* "choice", "multi", "number", "text": as the file says it. */
const char *survey_type_name(enum survey_type type);

#endif
