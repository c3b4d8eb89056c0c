/*
 * Forms: which fields an address takes is a table, and a handler runs only when
 * what arrived fits it. Pure.
 */
#ifndef CHORUS_HTTP_FORM_H
#define CHORUS_HTTP_FORM_H

#include "base/buf.h"

#define HTTP_FIELDS_MAX 16

/* One field: UTF-8 without control characters (LINES: line feeds may be), or
 * the bytes of a FILE. */
struct http_field {
    const char *name;
    size_t min_bytes;
    size_t max_bytes;
    bool lines;
    bool file; /* in multipart forms only */
};

/* The values of a form, in the order of its table; wiped when freed. */
struct http_form {
    const struct http_field *fields;
    char *values[HTTP_FIELDS_MAX]; /* each with a NUL behind it */
    size_t lens[HTTP_FIELDS_MAX];
    size_t count;
};

/*
 * Reads application/x-www-form-urlencoded.
 * In: BODY, untrusted; FIELDS, ends with a NULL name. Out: every field of the
 * table has a value (absent: "", when min_bytes is 0); freed with
 * http_form_wipe.
 * Errors: ERR_FORMAT (a name that is not in the table or comes twice, a bad
 * escape, not UTF-8, a control character), ERR_RANGE (length, missing),
 * ERR_MEMORY.
 */
BASE_MUST_USE enum err http_form_read(const uint8_t *body, size_t len,
                                      const struct http_field *fields,
                                      struct http_form *out_form);
void http_form_wipe(struct http_form *form);

/* The steps of reading, for http_form_read and http_multipart_read: an empty
 * form; */
void http_form_begin(struct http_form *form, const struct http_field *fields);
/* a field of its table, without escapes; errors as http_form_read; */
BASE_MUST_USE enum err http_form_put(struct http_form *form,
                                     const uint8_t *name, size_t name_len,
                                     const uint8_t *value, size_t value_len);
/* and what did not come. */
BASE_MUST_USE enum err http_form_end(struct http_form *form);

/* The bytes of a field that is a file; a name that is not in the table
 * aborts. */
const uint8_t *http_form_file(const struct http_form *form, const char *name,
                              size_t *out_len);
/* A field's value; a name that is not in the table aborts. */
const char *http_form_value(const struct http_form *form, const char *name);

#endif
