#include "http/part.h"

#include "http/request_impl.h"

struct http_part {
    atomic_uint holders;
    uint8_t *bytes;
    size_t len;
};

enum err http_part_new(struct buf *bytes, struct http_part **out_part)
{
    size_t len = 0;
    uint8_t *taken = buf_take(bytes, &len);
    struct http_part *part = calloc(1, sizeof *part);
    if (taken == NULL || part == NULL) {
        free(taken);
        free(part);
        return ERR_MEMORY;
    }
    /* It may stay for long: what the buffer had room for does not. */
    uint8_t *fitting = realloc(taken, len + 1);
    atomic_init(&part->holders, 1);
    part->bytes = taken;
    if (fitting != NULL)
        part->bytes = fitting;
    part->len = len;
    *out_part = part;
    return ERR_OK;
}

struct http_part *http_part_hold(struct http_part *part)
{
    (void)atomic_fetch_add(&part->holders, 1);
    return part;
}

void http_part_release(struct http_part *part)
{
    if (part == NULL || atomic_fetch_sub(&part->holders, 1) > 1)
        return;
    free(part->bytes);
    free(part);
}

/* The parts of one answer, as long as it is being sent. */
struct joined {
    size_t count;
    struct http_part *parts[HTTP_PARTS_MAX];
};

static void let_go(void *cls)
{
    struct joined *joined = cls;
    for (size_t i = 0; i < joined->count; i++)
        http_part_release(joined->parts[i]);
    free(joined);
}

struct MHD_Response *http_response_joined(struct http_part *const *parts,
                                          size_t count)
{
    struct MHD_IoVec pieces[HTTP_PARTS_MAX];
    struct joined *joined = calloc(1, sizeof *joined);
    err_assert(count <= HTTP_PARTS_MAX);
    if (joined == NULL)
        return NULL;
    joined->count = count;
    for (size_t i = 0; i < count; i++) {
        joined->parts[i] = http_part_hold(parts[i]);
        pieces[i] = (struct MHD_IoVec){parts[i]->bytes, parts[i]->len};
    }
    struct MHD_Response *response =
        MHD_create_response_from_iovec(pieces, (unsigned)count, let_go, joined);
    if (response == NULL)
        let_go(joined);
    return response;
}
