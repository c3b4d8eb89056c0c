/*
 * Reading a release file: all that web, report and the command line ever know
 * of a closed wave. Holds printed values as the file has them, so that what is
 * shown is what was signed. An archive of its own (build/lib/published.a):
 * nothing here can count or open a ballot. The signature beside it is checked
 * with wave_verify_document(WAVE_DOCUMENT_RELEASE).
 * Source: src/RELEASE.md, "The release file".
 */
#ifndef CHORUS_RELEASE_PUBLISHED_H
#define CHORUS_RELEASE_PUBLISHED_H

#include "wave/trustees.h"

#include <stdbool.h>
#include <stddef.h>

#define PUBLISHED_MAX_BYTES       ((size_t)64 << 20)
#define PUBLISHED_ID_SIZE         160 /* of a group, NUL included */
#define PUBLISHED_GRID_MAX        1000
#define PUBLISHED_HASH_SIZE       65 /* 64 hexadecimal digits and NUL */
#define PUBLISHED_NONE            ((size_t)-1)
#define PUBLISHED_LOW_PRECISION_N 30u /* below it a figure is marked */

enum published_level {
    PUBLISHED_INSTITUTION,
    PUBLISHED_DEPARTMENT,
    PUBLISHED_UNIT,
    PUBLISHED_POOL,
};

enum published_mark {
    PUBLISHED_EXACT,    /* "47" */
    PUBLISHED_AT_LEAST, /* ">=65" */
    PUBLISHED_AT_MOST,  /* "<=30" */
    PUBLISHED_ABOUT,    /* "~49" */
};

/* A printed value: the text as the file has it, and the same as a number. */
struct published_value {
    const char *text; /* NULL: not printed, and the rest means nothing */
    enum published_mark mark;
    uint32_t tenths; /* of a point: 0..1000 */
};

/* A number of the survey file: exact, at most three decimals. */
struct published_decimal {
    const char *text;
    int64_t thousandths;
};

/* What a figure needs beside it to be understood. */
struct published_scale {
    const char *id;
    const char *version;
    struct published_decimal *cutoffs; /* ascending, in the scale's units */
    size_t cutoff_count;
    struct published_decimal low; /* the range */
    struct published_decimal high;
    struct published_decimal sd; /* points */
    uint32_t grid;
    bool cut_by_people; /* how the ends of a mean are cut */
};

/* What a group prints for a scale; scales that it does not print are absent. */
struct published_figure {
    bool shown; /* false: nothing below means anything */
    uint32_t n; /* valid scores */
    struct published_value mean;
    struct published_value above;
    uint32_t above_n; /* n where the file does not say */
    bool has_half_width;
    uint32_t half_width; /* points */
};

struct published_group {
    const char *id;
    enum published_level level;
    size_t parent; /* index into groups, or PUBLISHED_NONE */
    const char *name;
    uint32_t roster;
    bool shown; /* false: not shown, to protect people in small groups */
    uint32_t n; /* ballots; when shown */
    const char **members; /* of a pool: ids of units */
    size_t member_count;
    struct published_figure *figures; /* by release.scales */
    struct published_value *areas;    /* by release.areas */
};

struct published_block; /* a piece of the release's memory */

struct published_release {
    const char *wave;
    const char *institution;
    const char *closed; /* 2026-12-15 */
    char manifest_sha256[PUBLISHED_HASH_SIZE];
    char board_sha256[PUBLISHED_HASH_SIZE];
    char sha256[PUBLISHED_HASH_SIZE]; /* of the file itself */
    const char *survey_id;
    const char *survey_version;
    char survey_sha256[PUBLISHED_HASH_SIZE];
    uint32_t k;
    uint32_t k_share;
    uint32_t insiders;
    uint32_t roster; /* totals */
    uint32_t issued;
    uint32_t redeemed;
    uint32_t spoiled;
    struct wave_trustee_sig *trustees; /* of a wave that trustees opened */
    size_t trustee_count;              /* 0: a passphrase did */
    struct published_scale *scales;    /* bytewise by id */
    size_t scale_count;
    const char **areas; /* ids that any group prints, bytewise */
    size_t area_count;
    struct published_group *groups; /* in the file's order; [0] institution */
    size_t group_count;
    struct published_block *memory;
};

/*
 * Reads a release and refuses what is not one.
 *
 * In: the file's exact bytes, untrusted. Out: caller frees with published_free;
 * all strings belong to it.
 * Errors: ERR_FORMAT, in NOTE: not canonical (the bytes are not those that
 * writing it again gives), an unknown, missing or doubled key, a wrong type,
 * a text that is no printed value, a group out of order or with a parent that
 * is not there, figures on a group without n, n below k or above the roster, a
 * rule below the floors, trustees out of order; ERR_RANGE, over
 * PUBLISHED_MAX_BYTES; ERR_MEMORY. Whether the figures follow from each other
 * is the auditor's question; whether the trustees' signatures hold,
 * wave_trustees_check's.
 */
BASE_MUST_USE enum err published_parse(const uint8_t *bytes, size_t len,
                                       struct published_release **out_release,
                                       struct err_note *note);
void published_free(struct published_release *release);

/* Index of the group, scale or area with this id, or PUBLISHED_NONE. */
size_t published_group_find(const struct published_release *release,
                            const char *id);
size_t published_scale_find(const struct published_release *release,
                            const char *id);
size_t published_area_find(const struct published_release *release,
                           const char *id);
/* The unit of a manifest's unit name: the group "unit:UNIT". */
size_t published_unit_find(const struct published_release *release,
                           const char *unit);

/*
 * The department that a group is, or belongs to; the institution for itself
 * and for the pool over departments.
 */
size_t published_department_of(const struct published_release *release,
                               size_t group);
/* The pool that counts a unit which is not shown; else PUBLISHED_NONE. */
size_t published_pool_of(const struct published_release *release, size_t unit);
/* "institution", "department", "unit", "pool": as in the file. */
const char *published_level_name(enum published_level level);

/* Whether a figure of this n is marked "low precision". */
bool published_low_precision(uint32_t n);
/* Whether TEXT is a day of the calendar as 2026-12-15. */
bool published_date_is_valid(const char *text);

#endif
