/*
 * A part of answers: bytes that are made once and sent many times, each time
 * with other parts around them, from where they lie. Freed with its last
 * holder; any thread. What is in a part goes to everybody whom it is sent to.
 */
#ifndef CHORUS_HTTP_PART_H
#define CHORUS_HTTP_PART_H

#include "http/request.h"

struct http_part;

/*
 * In: BYTES, emptied, also when this fails. Out: held once, by the caller.
 * Errors: ERR_MEMORY, also of a buffer that failed.
 */
BASE_MUST_USE enum err http_part_new(struct buf *bytes,
                                     struct http_part **out_part);
struct http_part *http_part_hold(struct http_part *part);
/* NULL is fine. */
void http_part_release(struct http_part *part);

/*
 * Answers with COUNT parts, one after the other, and holds each until they are
 * sent. As the other answers of request.h.
 */
#define HTTP_PARTS_MAX 8
void http_answer_parts(struct http_request *r, const struct http_answer *head,
                       struct http_part *const *parts, size_t count);

#endif
