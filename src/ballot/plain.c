#include "ballot/plain.h"

#include "base/buf.h"

enum {
    PLAIN_VERSION = 0x01,
    AT_VERSION = 0,
    AT_MH = 1,
    AT_GROUP = AT_MH + BALLOT_MANIFEST_HASH_BYTES,
    AT_LENGTH = AT_GROUP + 2,
    AT_ANSWERS = AT_LENGTH + 4,
};
_Static_assert(AT_ANSWERS == BALLOT_PLAIN_HEAD_BYTES, "the head's layout");

static bool size_is_valid(size_t plain_size)
{
    return plain_size >= BALLOT_PLAIN_STEP_BYTES &&
           plain_size <= BALLOT_PLAIN_MAX_BYTES &&
           plain_size % BALLOT_PLAIN_STEP_BYTES == 0;
}

enum err ballot_plain_size(size_t answers_len, size_t *out_plain_size)
{
    const size_t step = BALLOT_PLAIN_STEP_BYTES;
    if (answers_len > BALLOT_PLAIN_MAX_BYTES - BALLOT_PLAIN_HEAD_BYTES)
        return ERR_RANGE;
    size_t used = BALLOT_PLAIN_HEAD_BYTES + answers_len;
    *out_plain_size = (used + step - 1) / step * step;
    return ERR_OK;
}

enum err ballot_plain_build(const uint8_t mh[static BALLOT_MANIFEST_HASH_BYTES],
                            uint16_t group, const uint8_t *answers,
                            size_t answers_len, size_t plain_size,
                            uint8_t *out_plain)
{
    if (!size_is_valid(plain_size) ||
        answers_len > plain_size - BALLOT_PLAIN_HEAD_BYTES)
        return ERR_RANGE;
    memset(out_plain, 0, plain_size);
    out_plain[AT_VERSION] = PLAIN_VERSION;
    memcpy(out_plain + AT_MH, mh, BALLOT_MANIFEST_HASH_BYTES);
    buf_set_u16(out_plain + AT_GROUP, group);
    buf_set_u32(out_plain + AT_LENGTH, (uint32_t)answers_len);
    if (answers_len > 0)
        memcpy(out_plain + AT_ANSWERS, answers, answers_len);
    return ERR_OK;
}

/* Each byte is its neighbour and the first is zero; memcmp looks at many at a
 * time. Whether padding is right is no secret to whoever opens. */
static bool is_zero(const uint8_t *bytes, size_t len)
{
    return len == 0 ||
           (bytes[0] == 0 && memcmp(bytes, bytes + 1, len - 1) == 0);
}

enum err ballot_plain_parse(const uint8_t *plain, size_t plain_size,
                            const uint8_t mh[static BALLOT_MANIFEST_HASH_BYTES],
                            uint16_t group, const uint8_t **out_answers,
                            size_t *out_answers_len)
{
    if (!size_is_valid(plain_size) || plain[AT_VERSION] != PLAIN_VERSION ||
        memcmp(plain + AT_MH, mh, BALLOT_MANIFEST_HASH_BYTES) != 0 ||
        buf_get_u16(plain + AT_GROUP) != group)
        return ERR_FORMAT;
    size_t len = buf_get_u32(plain + AT_LENGTH);
    size_t room = plain_size - BALLOT_PLAIN_HEAD_BYTES;
    if (len > room || !is_zero(plain + AT_ANSWERS + len, room - len))
        return ERR_FORMAT;
    *out_answers = plain + AT_ANSWERS;
    *out_answers_len = len;
    return ERR_OK;
}
