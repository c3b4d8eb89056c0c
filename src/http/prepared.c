/*
 * Answers that are made once and given many times. The same for everybody, so
 * that there is nothing in them to be found out by what they shrink to: only
 * these are compressed, and only once.
 */
#include "http/request_impl.h"

#define ZLIB_CONST /* what is read stays const */
#include <zlib.h>

#define GZIP_WINDOW  (15 + 16) /* zlib: the largest, with gzip's head */
#define MEMORY_LEVEL 9

/* gzip of LEN bytes when it is shorter than they are; else OUT stays empty. */
static enum err pack(const void *bytes, size_t len, struct buf *out)
{
    z_stream z = {.next_in = bytes, .avail_in = (uInt)len};
    if (len == 0 || len > HTTP_PREPARED_PACKED_MAX)
        return ERR_OK;
    uint8_t *packed = malloc(len);
    if (packed == NULL)
        return ERR_MEMORY;
    if (deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP_WINDOW,
                     MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK) {
        free(packed);
        return ERR_MEMORY;
    }
    z.next_out = packed;
    z.avail_out = (uInt)len;
    if (deflate(&z, Z_FINISH) == Z_STREAM_END)
        buf_put(out, packed, len - z.avail_out);
    (void)deflateEnd(&z);
    free(packed);
    return buf_check(out);
}

static enum err make(struct http_prepared *p, const struct http_answer *head,
                     const void *bytes, size_t len)
{
    struct buf packed = BUF_INIT;
    struct http_answer whole = *head;
    enum err e = pack(bytes, len, &packed);
    whole.is_negotiated = packed.len > 0;
    if (e == ERR_OK) {
        p->response = http_response_new(&whole, bytes, len);
        e = p->response == NULL ? ERR_MEMORY : ERR_OK;
    }
    if (e == ERR_OK && packed.len > 0) {
        whole.is_packed = true;
        p->packed = http_response_new(&whole, packed.data, packed.len);
        e = p->packed == NULL ? ERR_MEMORY : ERR_OK;
    }
    buf_free(&packed);
    return e;
}

enum err http_prepared_new(const struct http_answer *head, const void *bytes,
                           size_t len, struct http_prepared **out_prepared)
{
    struct http_prepared *p = calloc(1, sizeof *p);
    if (p == NULL)
        return ERR_MEMORY;
    p->status = head->status;
    atomic_init(&p->users, 1);
    enum err e = make(p, head, bytes, len);
    if (e != ERR_OK) {
        http_prepared_free(p);
        return e;
    }
    *out_prepared = p;
    return ERR_OK;
}

static ssize_t read_some(void *context, uint64_t at, char *out, size_t max)
{
    const struct http_source *source = context;
    return source->read(source->context, at, (uint8_t *)out, max) == ERR_OK
               ? (ssize_t)max
               : MHD_CONTENT_READER_END_WITH_ERROR;
}

static void source_free(void *context)
{
    struct http_source *source = context;
    source->free(source->context);
    free(source);
}

enum err http_prepared_over(const struct http_answer *head,
                            const struct http_source *source,
                            struct http_prepared **out_prepared)
{
    struct http_prepared *p = calloc(1, sizeof *p);
    struct http_source *own = malloc(sizeof *own);
    if (p == NULL || own == NULL) {
        source->free(source->context);
        free(own);
        free(p);
        return ERR_MEMORY;
    }
    *own = *source;
    p->status = head->status;
    atomic_init(&p->users, 1);
    p->response =
        http_response_from(head, read_some, own, source_free, source->len);
    if (p->response == NULL) {
        free(p);
        return ERR_MEMORY;
    }
    *out_prepared = p;
    return ERR_OK;
}

void http_prepared_free(struct http_prepared *prepared)
{
    if (prepared == NULL || atomic_fetch_sub(&prepared->users, 1) > 1)
        return;
    if (prepared->response != NULL)
        MHD_destroy_response(prepared->response);
    if (prepared->packed != NULL)
        MHD_destroy_response(prepared->packed);
    free(prepared);
}

/* "q=0", "q=0.000": not wanted at all. */
static bool is_refused(const char *params, size_t len)
{
    const char *end = params + len;
    const char *q = params;
    while (q < end && (*q == ';' || *q == ' ' || *q == '\t'))
        q++;
    if (end - q < 3 || (*q != 'q' && *q != 'Q') || q[1] != '=')
        return false;
    for (q += 2; q < end; q++)
        if (*q >= '1' && *q <= '9')
            return false;
    return true;
}

bool http_accepts_gzip(const char *list)
{
    while (list != NULL && *list != '\0') {
        list += strspn(list, " \t,");
        size_t len = strcspn(list, ",");
        if (len >= 4 && strncasecmp(list, "gzip", 4) == 0 &&
            (len == 4 || strchr("; \t", list[4]) != NULL))
            return !is_refused(list + 4, len - 4);
        list += len;
    }
    return false;
}

void http_answer_prepared(struct http_request *r,
                          struct http_prepared *prepared)
{
    err_assert(r->response == NULL && r->prepared == NULL && !r->queued &&
               !r->route->close_after);
    (void)atomic_fetch_add(&prepared->users, 1);
    r->prepared = prepared;
    r->response_status = prepared->status;
}

struct MHD_Response *http_prepared_response(const struct http_request *r)
{
    const struct http_prepared *p = r->prepared;
    return p->packed != NULL &&
                   http_accepts_gzip(http_head_value(r, "Accept-Encoding"))
               ? p->packed
               : p->response;
}
