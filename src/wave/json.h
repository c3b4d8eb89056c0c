/*
 * Strict reading of the JSON documents of a wave: every key is known, every
 * value has its one type and its bounds, and a refusal says which key. Knows no
 * document; must never repeat what it read.
 */
#ifndef CHORUS_WAVE_JSON_H
#define CHORUS_WAVE_JSON_H

#include "base/encode.h"

#include <jansson.h>

/*
 * Parses LEN bytes as one JSON object: duplicate keys, U+0000 and anything
 * behind the object are refused. In: untrusted; WHAT names the document in the
 * note. Out: the caller releases it with json_decref.
 * Errors: ERR_FORMAT with line and column in NOTE, ERR_MEMORY.
 */
BASE_MUST_USE enum err wave_json_parse(const char *what, const uint8_t *bytes,
                                       size_t len, json_t **out_root,
                                       struct err_note *note);

/*
 * Whether OBJECT has all of KEYS and no other. A key that begins with "?" may
 * be absent. In: KEYS end with NULL; WHERE names the object in the note.
 * Errors: ERR_FORMAT.
 */
BASE_MUST_USE enum err wave_json_keys(const json_t *object, const char *where,
                                      const char *const *keys,
                                      struct err_note *note);

/* An array under KEY. Out: borrowed from OBJECT. Errors: ERR_FORMAT. */
BASE_MUST_USE enum err wave_json_array(const json_t *object, const char *where,
                                       const char *key, json_t **out_array,
                                       struct err_note *note);

/* A string under KEY. Out: borrowed from OBJECT. Errors: ERR_FORMAT. */
BASE_MUST_USE enum err wave_json_string(const json_t *object, const char *where,
                                        const char *key, const char **out_text,
                                        struct err_note *note);

/* A whole number of MIN to MAX. Errors: ERR_FORMAT (no integer), ERR_RANGE. */
BASE_MUST_USE enum err wave_json_u32(const json_t *object, const char *where,
                                     const char *key, uint32_t min,
                                     uint32_t max, uint32_t *out_value,
                                     struct err_note *note);

/* Exactly LEN bytes in b64u, canonical. Errors: ERR_FORMAT. */
BASE_MUST_USE enum err wave_json_b64u(const json_t *object, const char *where,
                                      const char *key, uint8_t *out, size_t len,
                                      struct err_note *note);

/* Exactly 32 bytes in lower-case hexadecimal. Errors: ERR_FORMAT. */
BASE_MUST_USE enum err wave_json_hex32(const json_t *object, const char *where,
                                       const char *key, uint8_t out[static 32],
                                       struct err_note *note);

/* A string under KEY that is exactly TEXT. Errors: ERR_FORMAT. */
BASE_MUST_USE enum err wave_json_is(const json_t *object, const char *where,
                                    const char *key, const char *text,
                                    struct err_note *note);

/*
 * Adds VALUE under KEY (or at the end of an array), taking it over. FALSE, with
 * VALUE released, when there is no memory; a VALUE of NULL is such a failure,
 * so that a document is built as one chain of &&.
 */
bool wave_json_set(json_t *object, const char *key, json_t *value);
bool wave_json_append(json_t *array, json_t *value);
/* Bytes as a JSON string; NULL without memory. */
json_t *wave_json_from_b64u(const uint8_t *bytes, size_t len);
json_t *wave_json_from_hex(const uint8_t *bytes, size_t len);

/*
 * Canonical JSON: sorted keys, no blanks, no final newline. Out: caller frees
 * with buf_free. Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err wave_json_write(const json_t *root,
                                       struct buf *out_bytes);

#endif
