/*
 * Reading a JSON file member by member, so that every mistake becomes a line
 * for a person and the reading goes on: what cannot be read is reported and
 * left empty. Shared by surveys, wordings and resources. Room-internal.
 */
#ifndef CHORUS_SURVEY_READER_H
#define CHORUS_SURVEY_READER_H

#include "survey/definition.h"
#include "survey/memory.h"
#include "survey/position.h"

#include <jansson.h>

struct survey_reader {
    const uint8_t *bytes;
    size_t len;
    json_t *root;
    struct survey_positions positions;
    struct survey_problems *problems;
    struct survey_block **memory; /* where strings and arrays go */
    bool no_memory;
    const char *const *languages; /* of the texts; none read yet: count 0 */
    size_t language_count;
};

/* A value and where it is. */
struct survey_place {
    json_t *json;
    size_t node;
};

/*
 * Parses; reports syntax, duplicate keys, nesting. Out: the root object's
 * place. Close in every case. Errors: ERR_FORMAT, reported; ERR_MEMORY.
 */
BASE_MUST_USE enum err survey_reader_open(struct survey_reader *r,
                                          const uint8_t *bytes, size_t len,
                                          struct survey_problems *problems,
                                          struct survey_block **memory,
                                          struct survey_place *out_root);
/*
 * Frees, and puts the problems into the file's order. ERR_FORMAT when there
 * are any, ERR_MEMORY when some allocation failed on the way.
 */
BASE_MUST_USE enum err survey_reader_close(struct survey_reader *r);

/*
 * A whole file as one object: opens, gives READ a zeroed object of SIZE bytes
 * to fill, and closes. READ reports what is wrong; what it adds is of the same
 * memory. Out, with ERR_OK only: the object and its memory, which is freed with
 * survey_memory_free and takes the object along. Errors: as open and close.
 */
BASE_MUST_USE enum err survey_reader_file(const uint8_t *bytes, size_t len,
                                          size_t size,
                                          void (*read)(struct survey_reader *r,
                                                       struct survey_place root,
                                                       void *object),
                                          void **out_object,
                                          struct survey_block **out_memory,
                                          struct survey_problems *out_problems);

/* Reports a problem at a value, at its key, or at a byte. */
void survey_report(struct survey_reader *r, struct survey_place at,
                   const char *fmt, ...) BASE_PRINTF(3, 4);
void survey_report_key(struct survey_reader *r, struct survey_place at,
                       const char *fmt, ...) BASE_PRINTF(3, 4);

/* Zeroed memory of the file; NULL (and remembered) when there is none. */
void *survey_reader_new(struct survey_reader *r, size_t count, size_t size);
/* LEN bytes as a string in that memory; NULL when there is none. */
const char *survey_reader_copy(struct survey_reader *r, const char *text,
                               size_t len);

/* The children of an object or array, one after the other. */
bool survey_place_first(const struct survey_reader *r, struct survey_place in,
                        struct survey_place *out_child);
bool survey_place_next(const struct survey_reader *r, struct survey_place in,
                       struct survey_place *child, size_t *index);
size_t survey_place_count(const struct survey_reader *r,
                          struct survey_place in);
/* The key of a member, copied; NULL without memory. */
const char *survey_place_key(struct survey_reader *r, struct survey_place at);

/*
 * Whether it is an object; reports another type, and every key that is not in
 * KEYS (which ends with NULL; NULL itself: any key).
 */
bool survey_read_object(struct survey_reader *r, struct survey_place at,
                        const char *what, const char *const *keys);
/* Whether it is an array of MIN..MAX values; reports what is not. */
bool survey_read_array(struct survey_reader *r, struct survey_place at,
                       const char *what, size_t min, size_t max);

/* The member, if it is there / which must be there (reported at the object). */
bool survey_member(const struct survey_reader *r, struct survey_place in,
                   const char *key, struct survey_place *out_member);
bool survey_member_needed(struct survey_reader *r, struct survey_place in,
                          const char *key, struct survey_place *out_member);

/* A string that is not empty; NULL and reported otherwise. */
const char *survey_read_string(struct survey_reader *r, struct survey_place at);
/* The same, for an optional / needed member of IN. */
const char *survey_read_member(struct survey_reader *r, struct survey_place in,
                               const char *key, bool needed);
/*
 * A telephone number, optional: digits, and what people put between; 3 to 6
 * digits ("988"), 10 as in North America (11 with a 1 before), or "+" and 8 to
 * 15. NULL when it is not there, or reported.
 */
const char *survey_read_phone(struct survey_reader *r, struct survey_place in,
                              const char *key);
/* A day as YYYY-MM-DD, optional; the same. */
const char *survey_read_day(struct survey_reader *r, struct survey_place in,
                            const char *key);

/* An id: letters, digits, "_" and "-", 1 to 64, first no "_" or "-". */
const char *survey_read_id(struct survey_reader *r, struct survey_place in);
/* Whether TEXT has an id's form. */
bool survey_id_is(const char *text);
/* The index of the string in NAMES (ends with NULL); reports another one. */
bool survey_read_name(struct survey_reader *r, struct survey_place at,
                      const char *const *names, size_t *out_index);

bool survey_read_integer(struct survey_reader *r, struct survey_place at,
                         int64_t min, int64_t max, int64_t *out_value);
/* A number with at most three decimals, within a million of 0. */
bool survey_read_decimal(struct survey_reader *r, struct survey_place at,
                         struct survey_decimal *out_value);
/* thousandths as the shortest decimal. */
struct survey_decimal survey_decimal_of(int64_t thousandths);

/*
 * A text in all languages; reports what is missing. With MISSING (not NULL)
 * absent languages are counted there instead: "restricted".
 */
void survey_read_text(struct survey_reader *r, struct survey_place at,
                      struct survey_text *out_text, size_t *missing);
/* The same for a member; an absent one is reported if needed, or counted. */
void survey_read_text_member(struct survey_reader *r, struct survey_place in,
                             const char *key, bool needed,
                             struct survey_text *out_text, size_t *missing);

/* "languages": unique tags like "en", "pt-BR"; sets the reader's too. */
void survey_read_languages(struct survey_reader *r, struct survey_place root,
                           const char **out_languages, size_t *out_count);

/* The text in LANGUAGE, else the first there is, else "". */
const char *survey_text_pick(const char *const *languages, size_t count,
                             const struct survey_text *text,
                             const char *language);

#endif
