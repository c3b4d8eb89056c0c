#include "token/suite.h"

static void append(struct token_dst *dst, const void *bytes, size_t len)
{
    err_assert(len <= sizeof dst->b - dst->len);
    memcpy(dst->b + dst->len, bytes, len);
    dst->len += len;
}

void token_dst_make(const char *purpose, enum token_mode mode,
                    struct token_dst *out_dst)
{
    static const char before[] = "OPRFV1-";
    static const char after[] = "-ristretto255-SHA512";
    const uint8_t mode_byte = (uint8_t)mode;
    struct token_dst dst = {.len = 0};
    append(&dst, purpose, strlen(purpose));
    append(&dst, before, sizeof before - 1);
    append(&dst, &mode_byte, 1);
    append(&dst, after, sizeof after - 1);
    *out_dst = dst;
}

void token_suite_hasher(const char *purpose, enum token_mode mode,
                        struct token_hasher *out_hasher)
{
    struct token_dst dst;
    token_dst_make(purpose, mode, &dst);
    token_hasher_init(out_hasher, dst.b, dst.len);
}
