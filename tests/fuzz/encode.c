/* The decoders: one text for one value. */
#include "fuzz/fuzz.h"

#include "base/encode.h"

#define BYTES_MAX 4096

static bool is_untouched(const uint8_t *out, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (out[i] != 0xa5)
            return false;
    return true;
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static uint8_t out[BYTES_MAX];
    static char text[ENCODE_HEX_SIZE(BYTES_MAX)];
    const char *in = (const char *)data;
    if (len > BYTES_MAX)
        return 0;
    if (decode_hex(in, len, out, len / 2) == ERR_OK) {
        encode_hex(out, len / 2, text);
        err_assert(strlen(text) == len && memcmp(text, data, len) == 0);
    }
    if (decode_b64u(in, len, out, len * 3 / 4) == ERR_OK) {
        encode_b64u(out, len * 3 / 4, text);
        err_assert(strlen(text) == len && memcmp(text, data, len) == 0);
    }
    memset(out, 0xa5, 16);
    if (decode_base32(in, len, out, 16) == ERR_OK) {
        uint8_t again[16];
        encode_base32(out, 16, text);
        err_assert(decode_base32(text, strlen(text), again, 16) == ERR_OK);
        err_assert(memcmp(out, again, 16) == 0);
    }
    memset(out, 0xa5, len);
    if (decode_b64u(in, len, out, len) != ERR_OK)
        err_assert(is_untouched(out, len));
    err_assert(!encode_is_lines(data, len) || encode_is_utf8(data, len));
    return 0;
}
