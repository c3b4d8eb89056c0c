/*
 * Forms that carry files, multipart/form-data (RFC 7578), into the same table
 * of fields as http/form.h. Pure.
 */
#ifndef CHORUS_HTTP_MULTIPART_H
#define CHORUS_HTTP_MULTIPART_H

#include "http/form.h"

/*
 * Reads a form. In: TYPE, the Content-Type with its boundary, and BODY, both
 * untrusted; FIELDS as for http_form_read. What is in a field that is a file is
 * bytes as they are; its file name is not kept. Out: as http_form_read.
 * Errors: as http_form_read; ERR_FORMAT also for a body that is not made of
 * parts, a part without a name, a transfer encoding.
 */
BASE_MUST_USE enum err http_multipart_read(const char *type,
                                           const uint8_t *body, size_t len,
                                           const struct http_field *fields,
                                           struct http_form *out_form);

#endif
